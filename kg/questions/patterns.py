"""The shapes of questions: words, alternatives and places for names, compared with a question.

A pattern is read as follows; words are compared in their normal form (:func:`kg.arabic.name_key`),
so that neither hamza, diacritics nor punctuation count::

    من (تحدث|تكلم) في [جلسة] {event}

==============  ==============================================================================
``(a|b c)``     one of these
``[a|b]``       one of these or nothing
``{name}``      a slot: one word or more, which are to mean something
``ب{name}``     a slot that is written joined to «ب», «ل», «ك», «و» or «ف»
==============  ==============================================================================

Brackets may be nested. A pattern begins with a word, by which it is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.arabic import name_key, readings
from kg.errors import PatternError

_TOKEN = re.compile(r"[()\[\]|]|[بلكوف]?\{[a-z]+\}|[^\s()\[\]|{}]+|\S")
_SLOT = re.compile(r"(.?)\{([a-z]+)\}")
_CLOSING = {"(": ")", "[": "]"}
_MOST = 2000


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a name, to which a proclitic may be joined."""

    name: str
    proclitic: str = ""


Sequence_ = tuple[str | Slot, ...]
"""One way to say a question: normal words and slots."""


def expand(pattern: str) -> tuple[Sequence_, ...]:
    """All ways to say what a pattern says. Raises PatternError where it is written wrongly."""
    reader = _Reader(pattern)
    found = tuple(dict.fromkeys(reader.alternatives("")))
    if len(found) > _MOST:
        raise reader.wrong(f"{len(found)} ways to say it", f"at most {_MOST}")
    if any(not each or isinstance(each[0], Slot) for each in found):
        raise reader.wrong("a beginning that is no word", "a word first, in every alternative")
    return found


class _Reader:
    """Reads a pattern, from left to right."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._tokens = _TOKEN.findall(pattern)

    def wrong(self, found: str, expected: str) -> PatternError:
        return PatternError(f"question {self._pattern!r}: found {found}; expected {expected}")

    def alternatives(self, closing: str) -> list[Sequence_]:
        """What stands before ``closing``, which is read too."""
        found: list[Sequence_] = []
        current: list[Sequence_] = [()]
        while True:
            token = self._tokens.pop(0) if self._tokens else ""
            if token == closing:
                return found + current
            if token == "|":
                found, current = found + current, [()]
                continue
            choices = self._choices(token, closing)
            current = [(*before, *after) for before in current for after in choices]
            if len(current) > _MOST:
                raise self.wrong("too many ways to say it", f"at most {_MOST}")

    def _choices(self, token: str, closing: str) -> list[Sequence_]:
        if token in _CLOSING:
            inside = self.alternatives(_CLOSING[token])
            return [*inside, ()] if token == "[" else inside
        slot = _SLOT.fullmatch(token)
        if slot:
            return [(Slot(slot[2], slot[1]),)]
        words = tuple(name_key(token).split())
        if not words:
            raise self.wrong(repr(token) if token else "the end", repr(closing or "a word"))
        return [words]


def match(sequence: Sequence_, words: Sequence[str]) -> Iterator[Mapping[str, str]]:
    """The texts of the slots, for every way in which a sequence is the whole of ``words``."""
    if not sequence:
        if not words:
            yield {}
        return
    first, rest = sequence[0], sequence[1:]
    if isinstance(first, str):
        if words and words[0] == first:
            yield from match(rest, words[1:])
        return
    # Each element that follows takes a word at least.
    for end in range(1, len(words) - len(rest) + 1):
        for more in match(rest, words[end:]):
            for text in _texts(first, words[:end]):
                yield {first.name: text, **more}


def _texts(slot: Slot, words: Sequence[str]) -> Iterator[str]:
    """The words in a slot without its proclitic, which «للمكتب» has with the article in it."""
    if not slot.proclitic:
        yield " ".join(words)
    elif words[0] == slot.proclitic:
        if len(words) > 1:
            yield " ".join(words[1:])
    else:
        for reading in readings(words[0], 0):
            if reading.proclitics == slot.proclitic:
                yield " ".join((reading.normal, *words[1:]))
