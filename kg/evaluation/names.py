"""Keys by which scoring compares names and titles.

Diacritics and tatweel are dropped, letters unified, digits made ASCII, quotes and
punctuation dropped (all by :func:`kg.arabic.name_key`), and honorifics dropped (by the
list in ``data/evaluation/honorifics.tsv``).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from kg.arabic import name_key

HONORIFICS = Path(__file__).parent.parent / "data" / "evaluation" / "honorifics.tsv"

# What may stand between a title and its body: «مدير عام البلدية», «… للبلدية», «… في …».
# In normal form, as keys are.
_LINKS = ("", "ل", "ب", "في ", "لدي ", "علي ", "باسم ")


def name_keys(names: Iterable[str]) -> frozenset[str]:
    """The keys of names; a name that has no letter or digit has no key."""
    return frozenset(filter(None, map(key, names)))


@lru_cache(maxsize=1 << 14)
def key(name: str) -> str:
    """The key of a name or a title.

    >>> key("سعادة الدكتورة «عائشة» بن بشر")
    'عائشه بن بشر'
    """
    words = tuple(name_key(name).split())
    start, anywhere = _honorifics()
    # A name that is nothing but an honorific («المهندس») keeps it.
    while (size := _leading(words, start)) and size < len(words):
        words = words[size:]
    kept: list[str] = []
    index = 0
    while index < len(words):
        size = _leading(words[index:], anywhere)
        if not size:
            kept.append(words[index])
        index += size or 1
    return " ".join(kept or words)


def joined(titles: Iterable[str], bodies: Iterable[str]) -> frozenset[str]:
    """Keys of all titles given whole, with their body («أمير» + «منطقة تبوك» → «أمير منطقة تبوك»).

    ``titles`` and ``bodies`` are keys. «ل» before an article is written «لل».
    """
    pairs = list(itertools.product(titles, bodies))
    whole = {f"{title} {link}{body}" for title, body in pairs for link in _LINKS}
    whole |= {f"{title} لل{body[2:]}" for title, body in pairs if body.startswith("ال")}
    return frozenset(whole)


def _leading(words: tuple[str, ...], phrases: frozenset[tuple[str, ...]]) -> int:
    """How many words of the beginning are a phrase of ``phrases``; the longest counts."""
    return next((size for size in (3, 2, 1) if words[:size] in phrases and len(words) >= size), 0)


@lru_cache(maxsize=1)
def _honorifics() -> tuple[frozenset[tuple[str, ...]], frozenset[tuple[str, ...]]]:
    """(what is dropped at the beginning, what is dropped anywhere), as tuples of words."""
    start, anywhere = set(), set()
    for line in HONORIFICS.read_text(encoding="utf-8").splitlines()[1:]:
        if line.startswith(("#", "form\t")):
            continue
        form, place, _source = line.split("\t")
        words = tuple(name_key(form).split())
        start.add(words)
        if place == "any":
            anywhere.add(words)
    return frozenset(start), frozenset(anywhere)
