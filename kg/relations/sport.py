"""Whether a document tells of sport.

The recognizer was trained on no match reports. What it takes for participants there are mostly
players, opponents and scorers: of some thirty-five such claims hardly any was right.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kg.arabic import normal_form
from kg.chunks import Word
from kg.language import tables

LEAST = 3
SHARE = 1 / 60
"""How many such words, at least and of all words; a congress on sport has fewer."""


def is_of_sport(sentences: Sequence[Sequence[Word]]) -> bool:
    """Whether the words of a document are those of matches and players."""
    words = [word.bare for sentence in sentences for word in sentence]
    count = sum(word in _shipped() for word in words)
    return count >= LEAST and count >= SHARE * len(words)


@cache
def _shipped() -> frozenset[str]:
    """Words of matches and teams, in normal form and without the article."""
    return frozenset(
        normal_form(form) for _, (form, _) in tables.read("sport.tsv", ("form", "source"))
    )
