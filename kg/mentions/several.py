"""Bodies of which one head names several: «وزارتي الدفاع والداخلية», «وزارات: الزراعة، والصحة»."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.arabic import normal_form
from kg.chunks import COMMAS, OF_SEVERAL, Word
from kg.mentions.adjectives import is_relative
from kg.mentions.candidates import Candidate, join
from kg.mentions.classes import has_any, word_at
from kg.mentions.extents import HEADS
from kg.mentions.quotations import closing

RANK_SEVERAL = 57
MOST_OF_NAME = 4
"""Longest name of one of several, in words."""

MOST_LISTED = 12

_OF_DUALS = (
    *("وزار", "هيئ", "جامع", "شرك", "إدار", "لجن", "مؤسس"),
    *("بلدي", "كلي", "أمان", "غرف", "جمعي", "مديري", "صحيف"),
)
_DUALS: Mapping[str, str] = {f"{stem}ت{end}": f"{stem}ة" for stem in _OF_DUALS for end in "يا"}
"""Duals of heads, as they stand before what they govern, and their singular."""

_PLURALS: Mapping[str, str] = {"وزارات": "وزارة", "هيئات": "هيئة", "جامعات": "جامعة"}
_NO_MEMBER = ("#verb", "#function", "#number", "c:honorific", "c:title_head")
_ANNOUNCING = frozenset({":", "("})


def find_several(words: Sequence[Word]) -> list[Candidate]:
    """Candidates for the bodies that share a head in the dual, or in the plural before a list."""
    found: list[Candidate] = []
    for index, word in enumerate(words):
        if word.text in _DUALS:
            found += _named(words, _pair(words, index + 1), _DUALS[word.text])
        elif word.text in _PLURALS:
            found += _named(words, _listed(words, index + 1), _PLURALS[word.text])
    return found


def _named(
    words: Sequence[Word], members: Sequence[tuple[int, int]], head: str
) -> Iterator[Candidate]:
    if len(members) < 2:
        return
    for first, last in members:
        yield Candidate(
            kind="Organization",
            first=first,
            last=last,
            name=f"{head} {join(words[first:last])}",
            pattern=OF_SEVERAL,
            confidence=0.85,
            rank=RANK_SEVERAL,
            head=normal_form(head),
        )


def _pair(words: Sequence[Word], at: int) -> list[tuple[int, int]]:
    """The two members behind a dual."""
    first = _member_end(words, at)
    behind = word_at(words, first)
    if first == at or behind is None or behind.proclitics != "و":
        return []
    second = _member_end(words, first)
    return [(at, first), (first, second)] if second > first else []


def _listed(words: Sequence[Word], at: int) -> list[tuple[int, int]]:
    """The members of a list behind a colon or in brackets, with a comma between each two."""
    mark = word_at(words, at)
    if mark is None or mark.text not in _ANNOUNCING:
        return []
    end = closing(words, at) if mark.text == "(" else len(words)
    members: list[tuple[int, int]] = []
    at += 1
    while end is not None and at < end and len(members) < MOST_LISTED:
        last = _member_end(words, at)
        behind = word_at(words, last)
        if last > at and behind is not None and behind.proclitics == "و":
            # «، والثقافة | والإعلام»: only where no comma follows is it the last of the list.
            longer = _member_end(words, last)
            after = word_at(words, longer)
            last = longer if after is not None and after.text in COMMAS else last
        if last == at:
            break
        members.append((at, last))
        behind = word_at(words, last)
        if behind is None or not (behind.text in COMMAS or behind.proclitics == "و"):
            break
        at = last + (behind.text in COMMAS)
    return members


def _member_end(words: Sequence[Word], at: int) -> int:
    """Behind a noun with the article and its adjectives («الشؤون الإسلامية»); ``at`` for none."""
    end = at
    while end < len(words) and end - at < MOST_OF_NAME:
        word = words[end]
        joined = word.proclitics not in ("", "و") or (word.proclitics and end > at)
        # «الطب», «الحج» are too short for the tag.
        definite = word.has("#definite") or word.text.startswith("ال")
        if joined or not definite or has_any(word, _NO_MEMBER):
            break
        if end > at and (not is_relative(word) or has_any(word, HEADS)):
            break  # «وقعت وزارتا الصحة والتعليم | الاتفاقية»
        end += 1
    return end
