"""Which single names that a recognizer takes for regions are towns: «محافظ | جدة»."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from kg.chunks import Word
from kg.gazetteer import Gazetteer
from kg.mentions.candidates import Candidate
from kg.mentions.words import match_place
from kg.model import EntityType

_GOVERNORS = frozenset({"محافظ", "امين"})
_AT = frozenset({"في", "مدينه", "الي", "من"})


def without_towns(
    sentences: Sequence[Sequence[Word]],
    learned: Sequence[Sequence[Candidate]],
    gazetteer: Gazetteer,
) -> list[list[Candidate]]:
    """The learned candidates but for places that the gazetteer knows as towns.

    A governor's «محافظ ينبع» is of the town where the document speaks of the town («في ينبع»,
    «ينبع تستضيف …») or never of «محافظة ينبع»; else of that region.
    """
    regions = _behind(sentences, lambda word: word.has("c:region_noun"))
    governed = _behind(sentences, lambda word: word.normal in _GOVERNORS)
    spoken = _behind(sentences, lambda word: word.normal in _AT) | {
        word.normal for words in sentences for word in words if "ب" in word.proclitics
    }
    spoken |= {words[0].normal for words in sentences if words}
    towns = (governed - regions) | spoken
    return [
        [
            each
            for each in line
            if each.kind != EntityType.PLACE
            or each.last - each.first > 1
            or words[each.first].normal not in towns
            or not _is_town(words, each.first, gazetteer)
        ]
        for words, line in zip(sentences, learned, strict=True)
    ]


def _behind(sentences: Sequence[Sequence[Word]], test: Callable[[Word], bool]) -> set[str]:
    """The words right behind a word that passes a test."""
    return {
        word.normal
        for words in sentences
        for before, word in pairwise(words)
        if test(before) and not word.proclitics
    }


def _is_town(words: Sequence[Word], at: int, gazetteer: Gazetteer) -> bool:
    place = match_place(words, at, gazetteer)
    return (
        place is not None
        and place.length == 1
        and not place.common_word
        and place.records[0].type is EntityType.CITY
        and not (at and words[at - 1].has("c:region_noun"))
    )
