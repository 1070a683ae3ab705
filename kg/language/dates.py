"""Dates in a sentence and what they mean.

The words of dates become letters, one for each kind (:mod:`kg.language.date_words`), and a grammar
of regular expressions reads these (:mod:`kg.language.date_rules`). At each word the first
rule that matches and has a meaning wins. A bare number is never a year: «عام 2019», «2019م»,
«مارس 2019» and «10/3/2019» are dates.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.language import calendars
from kg.language.date_rules import RULES, Match, Meaning
from kg.language.date_words import Atom, atoms
from kg.model import Sentence

_HINT = re.compile(r"[mh.cqQTSBw]|[naA&]y|ye|n[-/]n[-/]y|y[-/]n[-/]n|Yy")
_SAME = re.compile(r"[-,/LkdpDw]*")
"""What may stand between a date and the same date in the other calendar."""
_SPAN = re.compile(r"-|,?f?t")
"""What may stand between the first and the last date of a span."""


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date at ``[start, end)`` of the document.

    ``value`` is ISO text: ``2017``, ``2017-03``, ``2017-03-10`` or two of these with ``/``
    between. ``is_relative`` says that the reference date was needed to work it out, ``is_span``
    that the text gives a first and a last date; a period that is no span is a Hijri month or
    year, in which the date lies.
    """

    start: int
    end: int
    value: str
    is_relative: bool
    is_span: bool = False

    @property
    def precision(self) -> str:
        """``year``, ``month``, ``day`` or ``period``."""
        return "period" if "/" in self.value else ("year", "month", "day")[self.value.count("-")]


@dataclass(frozen=True, slots=True)
class _Found:
    """A meaning of words ``[first, last]``."""

    first: int
    last: int
    meaning: Meaning


def find_dates(
    sentence: Sentence, *, reference: datetime.date | None = None
) -> tuple[DateExpression, ...]:
    """The dates of ``sentence``, in order; none overlaps another.

    ``reference`` is the date (the document's) against which «أمس», «الشهر المقبل» and dates
    without a year are read; without it (or before 1500, or after 2100) these are left out.

    >>> from kg.language import tokens
    >>> text = "يومي 10-11 من مارس 2017"
    >>> [date.value for date in find_dates(Sentence(0, len(text), tokens.tokenise(text)))]
    ['2017-03-10/2017-03-11']
    """
    words = atoms(sentence.tokens)
    kinds = "".join(word.kind for word in words)
    if not _HINT.search(kinds):
        return ()
    if reference and reference.year not in calendars.GREGORIAN_YEARS:
        reference = None
    return tuple(
        DateExpression(
            words[found.first].start,
            sentence.tokens[words[found.last].last].end,
            calendars.iso(found.meaning.period),
            found.meaning.is_relative,
            found.meaning.is_span,
        )
        for found in _joined(_search(words, kinds, reference), kinds)
    )


def _search(words: Sequence[Atom], kinds: str, reference: datetime.date | None) -> Iterator[_Found]:
    i = 0
    while i < len(kinds):
        found = None if kinds[i] in "x&" else _first_meaning(words, kinds, reference, i)
        if found and not (found.meaning.is_relative and _is_name(kinds, i, found.last)):
            yield found
        i = found.last + 1 if found else i + 1


def _first_meaning(
    words: Sequence[Atom], kinds: str, reference: datetime.date | None, i: int
) -> _Found | None:
    for rule, meaning in RULES:
        match = rule.match(kinds, i)
        if match and (meant := meaning(Match(match, words, reference))):
            return _Found(*_trimmed(kinds, *match.span()), meant)
    return None


def _is_name(kinds: str, first: int, last: int) -> bool:
    """Whether the word before makes it a name: «صحيفة اليوم», «ثورة 25 يناير»."""
    before = kinds[first - 1 : first]
    return (before == "J" and kinds[first] == "c") or (before == "G" and kinds[last] in "mh")


def _trimmed(kinds: str, start: int, end: int) -> tuple[int, int]:
    """First and last word without what only led there, or a bracket that was opened before."""
    while kinds[start] in "pDkfL,":
        start += 1
    while kinds[end - 1] in ",LF" or (
        kinds[end - 1] == "R" and kinds.count("L", start, end) < kinds.count("R", start, end)
    ):
        end -= 1
    return start, end - 1


def _joined(found: Iterator[_Found], kinds: str) -> list[_Found]:
    """Dates given in both calendars as one, and first and last days of a span as one."""
    joined: list[_Found] = []
    for one in found:
        before = joined[-1] if joined else None
        both = before and _both(before, one, kinds)
        if both:
            joined[-1] = both
        else:
            joined.append(one)
    return joined


def _both(a: _Found, b: _Found, kinds: str) -> _Found | None:
    gap = kinds[a.last + 1 : b.first]
    last = b.last + kinds[b.last + 1 : b.last + 2].count("R") * gap.count("L")
    if a.meaning.calendar != b.meaning.calendar:
        hijri, gregorian = sorted((a.meaning, b.meaning), key=lambda m: m.calendar == "gregorian")
        if _SAME.fullmatch(gap):
            return _Found(a.first, last, _dated_by(gregorian, hijri))
        return None
    is_span = _SPAN.fullmatch(gap) or (gap == "&" and kinds[a.first - 1 : a.first] == "b")
    first, end = a.meaning.period, b.meaning.period
    if not is_span or first[0] != first[1] or end[0] != end[1] or first[0] >= end[0]:
        return None
    if len(first[0]) != len(end[0]):
        return None
    is_relative = a.meaning.is_relative or b.meaning.is_relative
    meaning = Meaning((first[0], end[0]), is_relative, a.meaning.calendar, is_span=True)
    return _Found(a.first, b.last, meaning)


def _dated_by(gregorian: Meaning, hijri: Meaning) -> Meaning:
    """The Gregorian date; where its year was guessed and the Hijri one's is written, that year."""
    if not gregorian.is_relative or hijri.is_relative or len(gregorian.period[0]) < 3:
        return gregorian
    _, month, day = gregorian.period[0]
    period = calendars.nearest("gregorian", month, day, calendars.first_day(hijri.period))
    return Meaning(period) if period else gregorian
