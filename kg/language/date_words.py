"""The words of dates in a sentence, as letters that a regular expression can read.

Each kind of word has one letter, so that the grammar of :mod:`kg.language.dates` is a set of
regular expressions over a string such as ``wnmy`` («الخميس 12 مارس 2017»).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from kg import arabic
from kg.errors import LexiconError
from kg.language import tables
from kg.model import Token

OTHER = "x"
KINDS = {
    "weekday": "w",
    "today": "c",
    "qualifier": "q",
    "qualifiers": "Q",
    "ordinal": "o",
    "cardinal": "#",
    "before": "B",
    "from": "f",
    "to": "t",
    "between": "b",
    "day": "d",
    "month": "s",
    "the_month": "S",
    "year": "a",
    "the_year": "A",
    "years": "Y",
    "this": "T",
    "unit": "U",
    "pair": "P",
    "era": "e",
    "equals": "k",
    "hour": "p",
    "dated": "D",
    "named": "N",
    "paper": "J",
    "event": "G",
    "future": "F",
    "gregorian": "m",
    "hijri": "h",
}
_MARKS = {"-": "-", "–": "-", "—": "-", "/": "/", "(": "L", ")": "R", "،": ",", ",": ","}
_QUOTES = frozenset('«»"“”')
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_TWICE = re.compile(r"m(?P<open>L)?[-/]?(?P<second>m)(?(open)R)")
_CONJUNCTIONS = frozenset("وف")
_BEFORE_TODAY = frozenset({"", "و", "ف"})

_FILES = {
    "date_words.tsv": ("form", "kind", "value", "source"),
    "months.tsv": ("form", "calendar", "month", "alone", "variety", "source"),
}


@dataclass(frozen=True, slots=True)
class Word:
    """A word or phrase of dates: kind (a letter of ``KINDS``), value and normal words."""

    kind: str
    value: str
    words: tuple[str, ...]
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Atom:
    """A word of dates in a sentence: tokens ``[first, last]``, from offset ``start``.

    Kinds beside those of the data: ``n`` a number up to 31, ``y`` a number of four digits,
    ``.`` a dotted date («10.3.2017»), ``&`` «و», ``"`` a quote, the marks ``- / , L R``,
    and ``x`` anything else. ``value`` is the number or what the data file says.
    """

    kind: str
    value: str
    first: int
    last: int
    start: int
    alone: bool = False


@cache
def date_words() -> Mapping[str, tuple[Word, ...]]:
    """First normal word → the words and phrases that begin with it, the longest first.

    Raises LexiconError where a data file is broken.
    """
    found: dict[tuple[str, ...], Word] = {}
    for file, columns in _FILES.items():
        for number, cells in tables.read(file, columns):
            kind, value = cells[1], cells[2]
            words = tuple(arabic.normal_form(cells[0]).split())
            if kind not in KINDS or not words or words in found:
                raise LexiconError(
                    f"{file}, line {number}: {cells[0]!r} stands twice or is of no known kind"
                )
            alone = file == "months.tsv" and cells[3] == "yes"
            found[words] = Word(KINDS[kind], value, words, alone)
    by_first: dict[str, list[Word]] = {}
    for words in sorted(found, key=len, reverse=True):
        by_first.setdefault(words[0], []).append(found[words])
    return MappingProxyType({first: tuple(entries) for first, entries in by_first.items()})


def atoms(tokens: Sequence[Token]) -> list[Atom]:
    """The words of dates among ``tokens``, and everything else between them, in order."""
    found: list[Atom] = []
    i = 0
    while i < len(tokens):
        here = list(_atoms_at(tokens, i))
        found.extend(here)
        i = here[-1].last + 1
    return _collapsed(found)


def _collapsed(found: list[Atom]) -> list[Atom]:
    """One atom for a month named twice: «يوليو (تموز)», «أيار/مايو»."""
    kinds = "".join(atom.kind for atom in found)
    kept: list[Atom] = []
    end = 0
    for match in _TWICE.finditer(kinds):
        first, second = found[match.start()], found[match.start("second")]
        if first.value == second.value:
            kept += found[end : match.start()]
            last = found[match.end() - 1].last
            kept.append(Atom("m", first.value, first.first, last, first.start, alone=True))
            end = match.end()
    return kept + found[end:]


def _atoms_at(tokens: Sequence[Token], i: int) -> Iterator[Atom]:
    """The word at token ``i``, with an atom of its own before it for a conjunction peeled off."""
    token = tokens[i]
    if token.normal[0].isdigit():
        yield _number(token, i)
        return
    if len(token.normal) == 1 and token.normal not in date_words():
        kind = _MARKS.get(token.normal, '"' if token.normal in _QUOTES else OTHER)
        yield Atom("&" if token.normal == "و" else kind, token.normal, i, i, token.start)
        return
    words = date_words()
    for reading in token.readings:
        for word in words.get(reading.normal, ()):
            if word.kind == "c" and reading.proclitics not in _BEFORE_TODAY:
                continue  # «لليوم الثاني»
            if _matches(tokens, i, word.words):
                if reading.proclitics[:1] in _CONJUNCTIONS and reading.proclitics:
                    yield Atom("&", "و", i, i, token.start)
                last = i + len(word.words) - 1
                yield Atom(word.kind, word.value, i, last, reading.start, word.alone)
                return
    yield Atom(OTHER, token.normal, i, i, token.start)


def _matches(tokens: Sequence[Token], i: int, words: tuple[str, ...]) -> bool:
    """Whether the words after the first stand at the tokens after ``i``."""
    if i + len(words) > len(tokens):
        return False
    return all(tokens[i + k].normal == words[k] for k in range(1, len(words)))


def _number(token: Token, i: int) -> Atom:
    digits = token.normal
    kind = OTHER
    if dotted := _DOTTED.fullmatch(digits):
        kind, digits = ".", "-".join(dotted.groups())
    elif digits.isdigit():
        if len(digits) <= 2 and 1 <= int(digits) <= 31:
            kind = "n"
        elif len(digits) == 4:
            kind = "y"
    return Atom(kind, digits, i, i, token.start)
