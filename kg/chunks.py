"""What passes between the stages of a document besides the model's nouns: words, chunks, items.

A :class:`Word` is a token with the reading that was chosen for it and the *tags* that patterns
test. A :class:`Chunk` is a run of words that was recognised as one thing. An :class:`Item` is what
relation patterns run over: a chunk, a group of chunks, or a word that belongs to no chunk.

Tags are plain strings, by first letter:

========  ===========================================================================
``w:…``   the normal form of the word, or of one of its readings
``c:…``   a lexicon class («c:title_head»)
``a:…``   a lexicon class whose word has other uses too (beside ``c:…``)
``+…``    a proclitic that was peeled («+و», «+ل»)
``@…``    the kind of a chunk («@Person», «@Title», «@Date»)
``#…``    a property of form («#definite», «#number», «#latin», «#open», «#close»)
========  ===========================================================================
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.model import Mention, Standing

COMMAS = frozenset({"،", ","})

OF_SEVERAL = "organization.of_several"
"""The pattern of a mention whose text is only a part of its name: «وزارتا الصحة | والتعليم»."""


@dataclass(frozen=True, slots=True)
class Word:
    """A token as read: ``start`` lies behind the proclitics, ``normal`` is the rest's form.

    ``text`` is the rest in the text's letters (with the article that «لل» hides), ``full`` the
    token, ``whole`` the token's normal form.
    """

    start: int
    end: int
    token_start: int
    text: str
    full: str
    whole: str
    normal: str
    proclitics: str
    tags: frozenset[str]

    @property
    def bare(self) -> str:
        """The normal form without the article."""
        return self.normal[2:] if "#definite" in self.tags else self.normal

    def has(self, tag: str) -> bool:
        """Whether the word has the tag."""
        return tag in self.tags


@dataclass(frozen=True, slots=True)
class Chunk:
    """Words ``[first, last)`` of a sentence as one thing.

    ``kind`` is an entity type or one of Title, Date, Number, Quote. ``mention`` indexes the
    document's mentions (None for what is no entity). ``text`` is the clean text: the title of a
    Title, the ISO value of a Date, the digits of a Number, the inside of a Quote.
    """

    kind: str
    first: int
    last: int
    text: str
    mention: int | None = None
    standing: Standing | None = None
    tags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Item:
    """A unit of a sentence that relation patterns see.

    ``mentions`` are the mentions it stands for (several for a list, none for a word);
    ``chunk`` is set for a Title, Date, Number or Quote.
    """

    start: int
    end: int
    tags: frozenset[str]
    mentions: tuple[int, ...] = ()
    chunk: Chunk | None = None


@dataclass(frozen=True, slots=True)
class Recognition:
    """What was recognised in a document: for each sentence its words and its chunks in order."""

    words: tuple[tuple[Word, ...], ...]
    chunks: tuple[tuple[Chunk, ...], ...]
    mentions: tuple[Mention, ...] = field(default=())
