"""Passages of a text that are in another language than Arabic.

Scripts tell most of it. Of the languages that share the Arabic script, a passage is told by its
frequent words, none of which is a word of Arabic; their letters (پ چ گ ی ک) alone say
little, since names and careless keyboards bring them into Arabic too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from kg.language import tables

ENOUGH_LETTERS = 30
"""Letters from which a line can be a passage: shorter ones are names and brands."""
ENOUGH_WORDS = 5
ARABIC_SHARE = 0.25
"""Of a line's letters so many must be of the Arabic script, else it is in another."""
FOREIGN_SHARE = 0.12
"""Of a line's words so many must be frequent words of another language."""

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@\S+|[#@]\w+")
_ADDRESS_SIGNS = frozenset("/@#w")
_LETTER = re.compile(r"[^\W\d_]")
_SCRIPT = re.compile(
    r"[\u0620-\u064a\u066e-\u06d3\u06d5\u06ee-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdfb\ufe70-\ufefc]"
)
_WORD = re.compile(r"[^\W\d_]+")
_FILE = "foreign_words.tsv"
_COLUMNS = ("form", "language", "source")
_NAMES = {
    "fa": "Persian",
    "ur": "Urdu",
    "ckb": "Kurdish",
    "ps": "Pashto",
    "ug": "Uyghur",
}
_SCRIPTS = (
    ("Latin letters", re.compile(r"[A-Za-z\u00c0-\u024f]")),
    ("Cyrillic letters", re.compile(r"[\u0400-\u04ff]")),
    ("Greek letters", re.compile(r"[\u0370-\u03ff]")),
    ("Hebrew letters", re.compile(r"[\u0590-\u05ff]")),
    ("Chinese or Japanese letters", re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")),
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage at ``[start, end)``; ``name`` names its language or its letters."""

    start: int
    end: int
    name: str


def passages(text: str) -> tuple[Passage, ...]:
    """The passages (whole lines) in other languages, neighbours of one language as one.

    Arabic lines with Latin names in them are no such passages.
    """
    found: list[Passage] = []
    last = -1
    for number, line in enumerate(_LINE.finditer(text)):
        name = _language(line[0])
        if not name:
            continue
        if found and last == number - 1 and found[-1].name == name:
            found[-1] = Passage(found[-1].start, line.end(), name)
        else:
            found.append(Passage(line.start(), line.end(), name))
        last = number
    return tuple(found)


def is_all(text: str, found: Sequence[Passage]) -> bool:
    """Whether nothing but these passages is in the text, but for a few words."""
    if not found:
        return False
    inside = sum(len(_LETTER.findall(text, one.start, one.end)) for one in found)
    return len(_LETTER.findall(text)) - inside < ENOUGH_LETTERS


def _language(line: str) -> str:
    """The name of the line's language where that is certainly another than Arabic, else empty."""
    if len(line) < ENOUGH_LETTERS:
        return ""
    if not _ADDRESS_SIGNS.isdisjoint(line):
        line = _ADDRESS.sub(" ", line)
    words = _WORD.findall(line)
    letters = sum(map(len, words))
    if letters < ENOUGH_LETTERS:
        return ""
    arabic = sum(len(word) for word in words if _SCRIPT.match(word))
    if arabic < ARABIC_SHARE * letters:
        counts = [(len(pattern.findall(line)), name) for name, pattern in _SCRIPTS]
        most, name = max(counts)
        return name if most * 2 > letters else "letters of another script"
    return _same_script(words)


def _same_script(words: Sequence[str]) -> str:
    known = _frequent()
    if len(words) < ENOUGH_WORDS or known.keys().isdisjoint(words):
        return ""
    counts = Counter(language for word in words for language in known.get(word, ()))
    most, language = max((count, language) for language, count in counts.items())
    return _NAMES[language] if most >= max(2, FOREIGN_SHARE * len(words)) else ""


@cache
def _frequent() -> Mapping[str, frozenset[str]]:
    """Word → the languages that it is frequent in."""
    found: dict[str, set[str]] = {}
    for _, (form, language, _) in tables.read(_FILE, _COLUMNS):
        found.setdefault(form, set()).add(language)
    return MappingProxyType({form: frozenset(languages) for form, languages in found.items()})
