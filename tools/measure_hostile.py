"""How the cost of hostile texts grows with their length.

    python -m tools.measure_hostile --kilobytes 100 --recognizer default

Each text is read at one, two and four times its length, as one document; where the cost is linear
the last is four times the first. Of several rounds the fastest counts. ``--once MB`` reads each
text at that length instead, once.
"""

from __future__ import annotations

import argparse
import itertools
import random
import resource
import time
from collections.abc import Callable

from kg.extraction import extract
from kg.model import Document
from kg.resources import Resources
from kg.settings import Settings
from tests.documents.samples.story import FIRST, SECOND, THIRD

ROUNDS = 2
GIVEN = [
    "محمد",
    "خالد",
    "سالم",
    "فهد",
    "ناصر",
    "يوسف",
    "عمر",
    "علي",
    "سعود",
    "ماجد",
    "طارق",
    "وليد",
    "هاني",
    "رامي",
    "نبيل",
    "جمال",
]
TITLES = ["معالي", "وزير", "نائب", "رئيس", "مجلس", "مدير", "عام", "هيئة", "وزارة", "لشؤون"]
FOREIGN = ["Smart", "City", "москва", "東京", "ქალაქი", "किताब", "IBM2015", "α"]
FAMILY = ["الحربي", "القحطاني", "العتيبي", "الزهراني", "الغامدي", "المطيري", "الدوسري", "الشمري"]


def texts(length: int) -> dict[str, str]:
    """By name, texts of about ``length`` bytes in UTF-8."""
    return {name: _fill(make(), length) for name, make in _KINDS.items()}


def _fill(part: Callable[[], str], length: int) -> str:
    parts, size = [], 0
    while size < length:
        parts.append(part())
        size += len(parts[-1].encode())
    return "".join(parts)


def _prose() -> Callable[[], str]:
    """News without an end of a line."""
    return lambda: f"{FIRST} {SECOND} {THIRD} "


def _unpunctuated() -> Callable[[], str]:
    words = iter(itertools.cycle(f"{FIRST} {SECOND} {THIRD}".replace(".", "").split()))
    return lambda: next(words).strip("،؛:«»") + " "


def _mixed() -> Callable[[], str]:
    rng = random.Random(1)
    words = [*FIRST.split(), *FOREIGN]
    return lambda: rng.choice(words) + rng.choice(["", " ", "-", "\u200f"])


def _broken() -> Callable[[], str]:
    """Marks without letters, controls, private and unassigned places of Unicode."""
    rng = random.Random(2)
    marks = "\u064b\u0651\u0670\u200b\u202e\u2066\ufeff\ufffd\ufdfa\ue000\u0378\u0007ـ"
    return lambda: rng.choice(marks) + rng.choice(["", "و", "ال", " "])


def _brackets() -> Callable[[], str]:
    rng = random.Random(3)
    return lambda: rng.choice("«»()[]{}“”\"'‹›") + rng.choice(["", "", "قال ", "مؤتمر "])


def _opened() -> Callable[[], str]:
    """Quotations that begin, one in another, and never end."""
    return lambda: "وقال «إن «مؤتمر المدن ("


def _digits() -> Callable[[], str]:
    rng = random.Random(4)
    return lambda: rng.choice("0123456789٠١٢٣٤٥٦٧٨٩/-. ")


def _fathers() -> Callable[[], str]:
    """One name that goes on."""
    names = itertools.cycle(GIVEN)
    return lambda: f"{next(names)} بن "


def _people() -> Callable[[], str]:
    """People without number in one sentence."""
    rng = random.Random(5)
    return lambda: f"و{rng.choice(GIVEN)} {rng.choice(GIVEN)} {rng.choice(FAMILY)}، "


def _titles() -> Callable[[], str]:
    words = itertools.cycle(TITLES)
    return lambda: next(words) + " "


def _sayings() -> Callable[[], str]:
    """Many sentences of many people, each of whom says something."""
    rng = random.Random(6)
    return lambda: (
        f"وقال {rng.choice(GIVEN)} {rng.choice(FAMILY)} إن الوزير سيحضر المؤتمر في جدة.\n"
    )


def _one_letter() -> Callable[[], str]:
    return lambda: "م"


_KINDS: dict[str, Callable[[], Callable[[], str]]] = {
    "news in one line": _prose,
    "no punctuation": _unpunctuated,
    "mixed scripts": _mixed,
    "broken Unicode": _broken,
    "brackets and quotation marks": _brackets,
    "quotations never closed": _opened,
    "digits": _digits,
    "one name without end": _fathers,
    "a list of people": _people,
    "titles without names": _titles,
    "many sayings": _sayings,
    "one word": _one_letter,
}


def cost(text: str, resources: Resources) -> float:
    """Seconds of the CPU that reading takes."""
    document = Document(text=text, identifier="hostile", sha256="")
    begun = time.process_time()
    extract(document, resources)
    return time.process_time() - begun


def main() -> None:
    """Print the costs as Markdown."""
    parser = argparse.ArgumentParser(prog="tools.measure_hostile", description=__doc__)
    parser.add_argument("--kilobytes", type=int, default=100)
    parser.add_argument("--recognizer", default="default")
    parser.add_argument("--once", type=float, metavar="MB")
    options = parser.parse_args()
    resources = Resources.load(Settings(recognizer=options.recognizer))
    cost(FIRST, resources)
    if options.once:
        _once(int(options.once * 1e6), resources)
        return
    print("| text | KB | s (CPU) | at twice | at four times |")
    print("|---|---|---|---|---|")
    length = options.kilobytes * 1000
    grown = [texts(length * times) for times in (1, 2, 4)]
    for name in _KINDS:
        one, two, four = (min(cost(each[name], resources) for _ in range(ROUNDS)) for each in grown)
        print(
            f"| {name} | {options.kilobytes} | {one:.2f} | {two / one:.1f} | {four / one:.1f} |",
            flush=True,
        )


def _once(length: int, resources: Resources) -> None:
    print("| text | MB | s (CPU) | peak MB |")
    print("|---|---|---|---|")
    for name, text in texts(length).items():
        seconds = cost(text, resources)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"| {name} | {length / 1e6:g} | {seconds:.0f} | {peak:,.0f} |", flush=True)


if __name__ == "__main__":
    main()
