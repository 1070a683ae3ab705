"""The words over a news story that are no part of it: «دبي – وام», «الرياض: محمد العتيبي».

A line is cut at dashes, colons, brackets and commas; each piece must be a city, an agency, a
reporter, a date, or a word that leads to one of them («كتب», «تصوير»).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from kg import arabic
from kg.errors import LexiconError
from kg.gazetteer import Gazetteer
from kg.language import tables
from kg.language.date_words import date_words
from kg.language.tokens import spans
from kg.lexicons import Lexicons
from kg.model import EntityType, Token

KINDS = frozenset({"agency", "paper", "label", "writer", "picture"})

_FILE = "credits.tsv"
_COLUMNS = ("form", "kind", "name", "source")
_CUTS = frozenset("-–—―ـ/|()[]:،,؛•")
_ENDS = frozenset("-–—―ـ/|):")
_DATE_WORDS = frozenset({"في", "يوم", "هـ", "ه", "م", "الموافق", "من"})
_ARABIC_WORD = re.compile(r"[\u0621-\u064a\u064b-\u0652]+")
_NAME_WORDS = range(2, 6)
_MOST_PIECES = 6


@dataclass(frozen=True, slots=True)
class Credit:
    """One thing that a piece of such a line says.

    ``role`` is ``city``, ``place``, ``agency``, ``paper``, ``author``, ``date``, ``label``, or
    ``writer`` or ``picture`` («كتب», «تصوير», with the name where it follows at once); ``name``
    is what may be a reporter's, beside another of these.
    """

    role: str
    value: str


@dataclass(frozen=True, slots=True)
class Credits:
    """What the beginning of a line says; ``[start, end)`` counts from the line's beginning.

    ``is_whole`` where the line says nothing else; ``mark`` is the mark behind it.
    """

    credits: tuple[Credit, ...]
    end: int
    is_whole: bool
    mark: str = ""

    def values(self, *roles: str) -> tuple[str, ...]:
        """The values of these roles, in order."""
        return tuple(credit.value for credit in self.credits if credit.role in roles)


class CreditReader:
    """Reads credits with the names that lexicons and gazetteer know."""

    def __init__(self, lexicons: Lexicons, gazetteer: Gazetteer) -> None:
        self._lexicons = lexicons
        self._gazetteer = gazetteer

    def read(self, line: str) -> Credits | None:
        """The credits that ``line`` begins with, as many as can be; None where it has none."""
        # How a word may be split does not matter here, and takes time.
        tokens = [
            Token(start, end, line[start:end], arabic.normal_form(line[start:end]), ())
            for start, end in spans(line)
        ]
        found: list[Credit] = []
        best: Credits | None = None
        first = 0
        for _ in range(_MOST_PIECES):
            last = first
            while last < len(tokens) and not _is_cut(tokens[last]):
                last += 1
            piece = self._piece(tokens[first:last])
            if piece is None:
                break
            found += piece
            if last == len(tokens):
                return Credits(tuple(found), len(line), is_whole=True) if found else None
            if found and tokens[last].text[0] in _ENDS:
                end = tokens[last].end
                best = Credits(tuple(found), end, last + 1 == len(tokens), tokens[last].text[0])
            first = last + 1
        return best

    def _piece(self, tokens: Sequence[Token]) -> list[Credit] | None:
        """What a piece says; None where any of its words is of another kind."""
        words = [token for token in tokens if token.text not in {".", '"', "*"}]
        normals = [word.normal for word in words]
        found: list[Credit] = []
        i = 0
        while i < len(words):
            step = self._step(words, normals, i)
            if step is None:
                role = self._person(words)
                return [Credit(role, _text(words))] if role else None
            credit, length = step
            found.append(credit)
            i += length
        return found

    def _step(
        self, words: Sequence[Token], normals: Sequence[str], i: int
    ) -> tuple[Credit, int] | None:
        known = _match(normals, i)
        if known:
            kind, name, length = known
            if kind not in {"writer", "picture"}:
                return Credit(kind, name or _text(words[i : i + length])), length
            # «كتب خالد المنصوري»; or the name stands behind a colon.
            rest = words[i + length :]
            if not rest or (len(rest) in _NAME_WORDS and all(map(_is_word, rest))):
                return Credit(kind, _text(rest)), len(words) - i
        place = self._gazetteer.match(normals, i)
        if place and (not place.common_word or place.length == len(words)):
            kinds = {record.type for record in place.records}
            if kinds & {EntityType.CITY, EntityType.COUNTRY} or place.length == len(words):
                role = "city" if EntityType.CITY in kinds else "place"
                return Credit(role, _text(words[i : i + place.length])), place.length
        length = _date_length(normals, i)
        return (Credit("date", _text(words[i : i + length])), length) if length else None

    def _person(self, words: Sequence[Token]) -> str:
        """``author`` where all words are of a name, ``name`` where they may be, else empty."""
        if len(words) not in _NAME_WORDS or not all(map(_is_word, words)):
            return ""
        first, *others = (word.normal for word in words)
        if not (self._lexicons.within(first, "name.given") or first.startswith("عبد")):
            return ""
        if all(map(self._is_of_a_name, others)):
            return "author"
        return "" if any(map(self._is_of_a_clause, others)) else "name"

    def _is_of_a_name(self, normal: str) -> bool:
        return self._lexicons.within(normal, "name") or (
            normal.startswith(("ال", "عبد")) and not self._lexicons.classes(normal)
        )

    def _is_of_a_clause(self, normal: str) -> bool:
        """Whether no name has such a word: verbs, prepositions, «للأهالي», «والزوار»."""
        if self._lexicons.within(normal, "name"):
            return False
        return normal.startswith(("لل", "وال", "بال")) or any(
            self._lexicons.within(normal, family) for family in ("verb", "preposition")
        )


def _is_cut(token: Token) -> bool:
    return token.text[0] in _CUTS


def _is_word(token: Token) -> bool:
    return _ARABIC_WORD.fullmatch(token.text) is not None


def _text(words: Sequence[Token]) -> str:
    return " ".join(word.text for word in words)


def _date_length(normals: Sequence[str], i: int) -> int:
    """How many words from ``i`` on are words of a date; 0 where none of them is its number."""
    known = date_words()
    end = i
    while end < len(normals) and (
        normals[end].isdigit() or normals[end] in known or normals[end] in _DATE_WORDS
    ):
        end += 1
    return end - i if any(word.isdigit() for word in normals[i:end]) else 0


def _match(normals: Sequence[str], i: int) -> tuple[str, str, int] | None:
    """Kind, name and number of words of the longest listed form that begins at ``i``."""
    for words, kind, name in _known().get(normals[i], ()):
        if tuple(normals[i : i + len(words)]) == words:
            return kind, name, len(words)
    return None


@cache
def _known() -> Mapping[str, tuple[tuple[tuple[str, ...], str, str], ...]]:
    """First normal word → words, kind and name of the forms that begin with it, longest first."""
    found: dict[tuple[str, ...], tuple[str, str]] = {}
    for number, (form, kind, name, _) in tables.read(_FILE, _COLUMNS):
        words = tuple(arabic.normal_form(form).split())
        if kind not in KINDS or not words or found.get(words, (kind,))[0] != kind:
            raise LexiconError(
                f"{_FILE}, line {number}: {form!r} is of no known kind, or of another elsewhere"
            )
        found[words] = (kind, name)
    by_first: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for words in sorted(found, key=lambda words: (-len(words), words)):
        by_first.setdefault(words[0], []).append((words, *found[words]))
    return MappingProxyType({first: tuple(rows) for first, rows in by_first.items()})
