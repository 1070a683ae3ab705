"""The pattern language: declarative patterns over tagged items, checked strictly on load.

A pattern is a regular expression whose letters are *tests on tags* (see :mod:`kg.chunks`)::

    {person:@Person} ","? {title:@Title} {body:@Organization&+ل}

==================  =====================================================================
``كلمة``            the word in its normal form (tag ``w:``); ``","`` for punctuation
``[class]``         a lexicon class (tag ``c:``)
``@Kind``           a chunk of that kind
``+و``              a peeled proclitic
``#flag``           a property of form
``_``               any item
``a&b``, ``!a``     both tests; not the test
``a | b``           either series (inside parentheses, braces or the whole)
``x?  x*  x+``      optional, up to 12, one to 12 (as many as possible)
``...`` ``...4``    up to 8 (4) items, as few as possible, crossing no event and no ``#barrier``
``{name: x}``       a capture
``!(x)``            nothing: what follows must not be ``x``
``!(!(x))``         nothing: what follows must be ``x``
==================  =====================================================================

A plus sign with a letter of a proclitic right behind it is that proclitic (``a +و``), not a
repeat. The matcher backtracks over at most ``STEPS`` steps from one start, so that its cost is
linear in the length of a text whatever the text is; a pattern whose parts stand too deep in one
another, or that takes too many steps, is refused.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from kg.errors import PatternError
from kg.patterns.matching import STEPS, Match, Program, Tagged, assemble, match_at
from kg.patterns.nodes import (
    Node,
    Without,
    captures_of,
    denials_of,
    first_letters,
    is_optional,
    tags_of,
)
from kg.patterns.syntax import parse

_ORDER = ("w:", "c:", "@", "+", "#")
"""Rare tags first: a word is rarer than a class, a class than a kind or a flag."""


def check(node: Node, *, where: str, known: Mapping[str, Collection[str]]) -> None:
    """Raise PatternError for a tag that no item can have, and for what a pattern must not be.

    ``known`` gives for a first letter of tags («c:», «@», «#») the names that may stand behind it.
    """
    for tag in sorted(tags_of(node)):
        for mark, names in known.items():
            if tag.startswith(mark) and tag.removeprefix(mark) not in names:
                raise PatternError(
                    f"{where}: found {tag}; expected one of {', '.join(sorted(names))}"
                )
    if is_optional(node):
        raise PatternError(f"{where}: the pattern fits where nothing is; expected an item at least")
    for part in denials_of(node):
        if is_optional(part) and not isinstance(part, Without):
            raise PatternError(f"{where}: a !(…) that nothing passes; expected an item in it")
        if captures_of(part):
            raise PatternError(f"{where}: a capture inside !(…); expected it outside")


def index_by_first(
    patterns: Mapping[int, Node],
) -> tuple[dict[str, tuple[int, ...]], tuple[int, ...]]:
    """Patterns by a tag that their first item needs, and those that may start anywhere."""
    table: dict[str, list[int]] = {}
    free: list[int] = []
    for number, node in patterns.items():
        letters = first_letters(node)
        if letters is None or any(not letter.needs for letter in letters):
            free.append(number)
            continue
        for tag in sorted({min(letter.needs, key=_rarity) for letter in letters}):
            table.setdefault(tag, []).append(number)
    return {tag: tuple(numbers) for tag, numbers in table.items()}, tuple(free)


def _rarity(tag: str) -> tuple[int, str]:
    return _ORDER.index(tag[:2] if tag[1:2] == ":" else tag[0]), tag


__all__ = [
    "STEPS",
    "Match",
    "Node",
    "Program",
    "Tagged",
    "assemble",
    "captures_of",
    "check",
    "index_by_first",
    "match_at",
    "parse",
]
