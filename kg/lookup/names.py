"""Names as users type them, compared with labels.

A name is compared twice: as it is spelled, but for hamza, ya, ta marbuta, diacritics, tatweel
and the case of Latin letters; and by its words alone, without articles, honorifics in front and
«بن» or «بنت». A name in Latin letters is compared by its sound too (:mod:`kg.latin`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from kg import lexicons
from kg.arabic import is_arabic, name_key, normal_form
from kg.language import tables
from kg.latin import latin_key
from kg.resolution.bare_words import Key, bare
from kg.resolution.names import person_key
from kg.resolution.words import shipped

_HONORIFICS = lexicons.SHIPPED / "honorifics.tsv"
_BETWEEN_LETTERS = re.compile(r"[\W_]+")
_KUNYA = "ابو"
_NASAB = frozenset(map(latin_key, ("bin", "bint")))
_AND = "و"
_AND_THE = "وال"


class Likeness(IntEnum):
    """How a text means a thing; the smaller, the surer."""

    IRI = 0
    """By its IRI."""
    SPELLING = 1
    """By one of its names, as it is spelled."""
    NAME = 2
    """By one of its names, but for articles, honorifics, «بن» and «بنت»."""
    SOUND = 3
    """By one of its names in Latin letters, as it sounds (Mohamed, Muhammad)."""
    PART = 4
    """By words of one of its names, or their beginnings."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is compared: its normal spelling, its words and their sounds.

    All may be empty; sounds are, of a name with Arabic letters.
    """

    spelling: str
    words: Key
    sounds: Key

    @classmethod
    def of(cls, text: str) -> Name:
        """The name that a text or a label is.

        >>> Name.of("صاحبة السمو الشيخة موزة بنت ناصر").words
        ('موزه', 'ناصر')
        """
        spelling = name_key(text)
        bearer = person_key(" ".join(_without_honorifics(tuple(spelling.split()))))
        words = [word for word in bearer if word not in shipped().nasab | {_AND}] or bearer
        sounds = () if is_arabic(text) else tuple(latin_key(text).split())
        return cls(spelling, tuple(map(_bare, words)), _without_nasab(sounds))

    def likeness(self, label: Name) -> Likeness | None:
        """How a wanted name means what is labelled so; None where it does not."""
        if not self.words:
            return None
        if self.spelling == label.spelling:
            return Likeness.SPELLING
        if self.words == label.words:
            return Likeness.NAME
        if self.sounds and self.sounds == label.sounds:
            return Likeness.SOUND
        is_part = _begin(self.words, label.words) or _begin(self.sounds, label.sounds)
        return Likeness.PART if is_part else None

    def possible(self, labels: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """The pairs of an IRI and a label that it may mean, by a test quicker than :meth:`of`."""
        # Letters that words keep, whatever joins or parts them.
        letters = [_BETWEEN_LETTERS.sub("", word.removeprefix(_KUNYA)) for word in self.words]
        for iri, label in labels:
            squeezed = _BETWEEN_LETTERS.sub("", normal_form(label))
            if all(each in squeezed for each in letters) or self._may_sound(label):
                yield iri, label

    def _may_sound(self, label: str) -> bool:
        if not self.sounds or is_arabic(label):
            return False
        sounds = latin_key(label)
        return all(sound in sounds for sound in self.sounds)


def _begin(wanted: Key, words: Key) -> bool:
    """Whether each wanted word begins one of ``words``; there must be one."""
    return bool(wanted) and all(any(own.startswith(word) for own in words) for word in wanted)


def _without_nasab(sounds: Key) -> Key:
    """Sounds without those of "bin" and "bint"; a name that has nothing else keeps them."""
    return tuple(sound for sound in sounds if sound not in _NASAB) or sounds


def _bare(word: str) -> str:
    """A word without article, and without «و» before the article."""
    return bare(word[1:] if word.startswith(_AND_THE) and len(word) > 5 else word)


def _without_honorifics(words: Key) -> Key:
    """Words without the honorifics that they begin with; one word is always left."""
    known = _honorifics()
    while len(words) > 1:
        fitting = (each for each in known.get(words[0], ()) if words[: len(each)] == each)
        size = max(map(len, fitting), default=0)
        if not 0 < size < len(words):
            break
        words = words[size:]
    return words


@cache
def _honorifics() -> Mapping[str, Sequence[Key]]:
    """The honorifics of the lexicons by their first word."""
    text = _HONORIFICS.read_text(encoding="utf-8")
    rows = tables.parse(text, _HONORIFICS.name, ("form", "class", "features", "source"))
    found: dict[str, list[Key]] = defaultdict(list)
    for _, (form, *_) in rows:
        words = tuple(name_key(form).split())
        found[words[0]].append(words)
    return found
