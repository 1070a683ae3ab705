"""Build ``kg/data/romanization/attested.tsv``: how name words are usually written in English.

A development tool, not part of the package. It needs ``arabic-name-romanizer`` 0.2.0 (MIT; what
is taken of its index are names of people in Wikidata, CC0) and no network::

    python tools/build_romanizations.py

Of each word of a name the spelling is taken that is most frequent where English spellings are
usual: the Arabian peninsula counts most, the Maghreb and Iran, with spellings of their own, little.
Taken are plain ASCII spellings alone whose consonants are those of the Arabic word, since the index
pairs some words wrongly. What ``own.tsv`` has is left out.
"""

from __future__ import annotations

import re
import sqlite3
import sys
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from kg.arabic import name_key  # noqa: E402
from kg.latin import latin_key  # noqa: E402
from kg.romanization import by_rule  # noqa: E402
from kg.romanization.tables import FOLDER, read_table  # noqa: E402

WEIGHTS = {
    **dict.fromkeys(("SA", "AE", "QA", "KW", "BH", "OM"), 20),
    **dict.fromkeys(("YE", "IQ", "JO", "PS", "SY", "LB", "EG", "SD", "LY"), 4),
    **dict.fromkeys(("DZ", "MA", "TN", "MR", "IR", "AF", "PK", "DJ", "SO", "KM"), 1),
}
LEAST = 8
"""A spelling counts where its people weigh so much: two of the Mashriq, or one of Arabia."""
ARTICLE = re.compile(
    r"^(?:[AaEe]l|Ad|Ar|As|Ash|At|Az|An)[- ]?(?=[A-Z])|^(?:Al|El)(?=[^aeiou]\w{3})"
)
SOFT = str.maketrans("", "", "aeiouyw")


def main() -> None:
    own = {name_key(form) for form, _, _ in read_table(FOLDER / "own.tsv")}
    chosen: dict[str, str] = {}
    for form, spellings in counted().items():
        if form in own or len(form) < 2:
            continue
        fitting = {s: n for s, n in spellings.items() if is_fitting(form, s)}
        weight = sum(fitting.values())
        if weight >= LEAST:
            chosen[form] = min(fitting, key=lambda spelling: (-fitting[spelling], spelling))
    lines = ["form\tlatin\tsource"]
    lines += [f"{form}\t{latin}\twikidata" for form, latin in sorted(chosen.items())]
    target = FOLDER / "attested.tsv"
    head = "# Name words as people of that name are written in Wikidata (CC0); see README.md.\n"
    target.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{target.name}: {len(chosen)} words, {target.stat().st_size:,} bytes")


def counted() -> dict[str, dict[str, int]]:
    """Weighed spellings of words without article, by normal form."""
    file = files("arabic_name_romanizer") / "resources" / "names.sqlite3"
    rows = sqlite3.connect(str(file)).execute(
        "select arabic_key, latin, country, sum(count) from units where source = 'wikidata' "
        "group by 1, 2, 3"
    )
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for arabic, latin, country, count in rows:
        form = name_key(arabic)
        if form.startswith("ال") and len(form) > 4:
            form, latin = form[2:], ARTICLE.sub("", latin)
        if " " in form or not (latin.isascii() and latin.isalpha()):
            continue
        found[form][latin[:1].upper() + latin[1:].lower()] += count * WEIGHTS.get(country, 1)
    return found


def is_fitting(form: str, latin: str) -> bool:
    """Whether a spelling has the consonants of the Arabic word."""
    return consonants(by_rule(form)) == consonants(latin)


def consonants(latin: str) -> str:
    # Of one word the last consonants may be an h that only some write.
    return latin_key(f"x{latin}").translate(SOFT).removesuffix("h")


if __name__ == "__main__":
    main()
