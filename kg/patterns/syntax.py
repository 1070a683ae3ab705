"""Expressions: from the text of a pattern to its nodes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from kg.arabic import normal_form
from kg.errors import PatternError
from kg.patterns.nodes import Capture, Choice, Letter, Node, Repeat, Series, Without

GAP = 8
"""Items that ``...`` spans at most where no number is given."""

WIDEST = 40
"""The widest gap that a pattern may ask for."""

MANY = 12
"""How often ``*`` and ``+`` repeat at most."""

DEPTH = 20
"""How deep groups and captures may stand in one another."""

BARRIERS = frozenset({"#barrier", "@Event"})
"""Tags of items that no gap crosses: the end of a clause, and another event."""

_QUANTIFIERS = {"?": (0, 1), "*": (0, MANY), "+": (1, MANY)}
_LETTERS = frozenset({"quoted", "lexical", "kind", "proclitic", "flag", "any", "word"})
_SYNTAX = re.compile(
    r"""\s*(?:
      (?P<gap>\.\.\.(?:\d+)?)
    | (?P<capture>\{[a-z_]+\s*:)
    | (?P<mark>[()}|?*]|\+(?![وفبلك]))
    | (?P<quoted>"[^"\s]+")
    | (?P<lexical>\[[a-z_.]+\])
    | (?P<kind>@[A-Za-z]+)
    | (?P<proclitic>\+[وفبلك])
    | (?P<flag>\#[a-z_]+)
    | (?P<any>_)
    | (?P<and>&)
    | (?P<not>!)
    | (?P<word>[^\s(){}|?*+"\[\]@\#_&!.]+)
    )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of an expression; ``column`` counts from 1."""

    kind: str
    text: str
    column: int


def parse(expression: str, *, where: str) -> Node:
    """The pattern that an expression writes down; ``where`` names file and pattern in errors.

    Raises PatternError with the column of what was not understood.
    """
    parser = _Parser(tuple(_signs(expression, where)), where)
    node = parser.choice()
    if parser.sign.kind != "end":
        parser.fail("the end")
    return node


def _signs(expression: str, where: str) -> Iterator[Sign]:
    position = 0
    end = len(expression.rstrip())
    while position < end:
        found = _SYNTAX.match(expression, position)
        if found is None or found.lastgroup is None:
            start = position + len(expression[position:]) - len(expression[position:].lstrip())
            raise PatternError(
                f"{where}: column {start + 1}: found {expression[start : start + 12]!r};"
                " expected a test, a group, a capture or a quantifier"
            )
        kind = found.lastgroup
        yield Sign(kind, found[kind], found.start(kind) + 1)
        position = found.end()
    yield Sign("end", "the end", end + 1)


class _Parser:
    """A recursive-descent parser over the signs of one expression, at most ``DEPTH`` deep."""

    def __init__(self, signs: tuple[Sign, ...], where: str) -> None:
        self._signs = signs
        self._where = where
        self._index = 0
        self._depth = 0

    @property
    def sign(self) -> Sign:
        return self._signs[self._index]

    def fail(self, expected: str) -> NoReturn:
        raise PatternError(
            f"{self._where}: column {self.sign.column}: found {self.sign.text!r};"
            f" expected {expected}"
        )

    def _takes(self, *texts: str) -> bool:
        found = self.sign.kind in {"mark", "and", "not"} and self.sign.text in texts
        self._index += found
        return found

    def choice(self) -> Node:
        options = [self._series()]
        while self._takes("|"):
            options.append(self._series())
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def _series(self) -> Node:
        parts = [self._quantified()]
        while self.sign.kind != "end" and self.sign.text not in {")", "}", "|"}:
            parts.append(self._quantified())
        return parts[0] if len(parts) == 1 else Series(tuple(parts))

    def _quantified(self) -> Node:
        if self.sign.kind == "gap":
            return self._gap()
        node = self._atom()
        mark = self.sign.text
        if self.sign.kind == "mark" and mark in _QUANTIFIERS:
            if isinstance(node, Without):
                self.fail("no quantifier behind what must not follow")
            self._index += 1
            least, most = _QUANTIFIERS[mark]
            return Repeat(node, least, most)
        return node

    def _gap(self) -> Node:
        size = int(self.sign.text[3:] or GAP)
        if not 0 < size <= WIDEST:
            self.fail(f"a gap of 1 to {WIDEST} items")
        self._index += 1
        if self.sign.kind == "mark" and self.sign.text in _QUANTIFIERS:
            self.fail("no quantifier behind a gap")
        return Repeat(Letter(frozenset(), BARRIERS), 0, size, is_lazy=True)

    def _atom(self) -> Node:
        if self.sign.kind == "capture":
            name = self.sign.text[1:-1].strip()
            self._index += 1
            return Capture(name, self._inside("}"))
        if self._takes("("):
            return self._inside(")")
        following = self._signs[self._index + 1] if self.sign.kind == "not" else None
        if following is not None and following.text == "(":
            self._index += 2
            return Without(self._inside(")"))
        return self._letter()

    def _inside(self, closing: str) -> Node:
        self._depth += 1
        if self._depth > DEPTH:
            self.fail(f"groups at most {DEPTH} deep")
        node = self.choice()
        if not self._takes(closing):
            self.fail(repr(closing))
        self._depth -= 1
        return node

    def _letter(self) -> Letter:
        needs: set[str] = set()
        bans: set[str] = set()
        while True:
            target = bans if self._takes("!") else needs
            if self.sign.kind not in _LETTERS:
                self.fail("a word, [class], @Kind, +proclitic, #flag or _")
            if self.sign.kind != "any":
                target.add(_tag(self.sign))
            elif target is bans:
                self.fail("a test that an item can fail")
            self._index += 1
            if not self._takes("&"):
                return Letter(frozenset(needs), frozenset(bans))


def _tag(sign: Sign) -> str:
    if sign.kind == "lexical":
        return "c:" + sign.text[1:-1]
    if sign.kind in {"kind", "proclitic", "flag"}:
        return sign.text
    return "w:" + normal_form(sign.text.strip('"'))
