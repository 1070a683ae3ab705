"""Matching: a pattern as a program of small steps, run with an explicit stack.

Nothing here recurses with the length of a text, and a pattern that asks for too many steps is
refused when it is assembled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

from kg.errors import PatternError
from kg.patterns.nodes import Capture, Choice, Letter, Node, Repeat, Series

STEPS = 10_000
"""Steps run from one start before a match is given up (hostile text)."""

LONGEST = 2_000
"""Steps that a program may have (repeats in repeats multiply)."""

_NOTHING: frozenset[str] = frozenset()

Captures = tuple[tuple[str, int, int], ...]


class Tagged(Protocol):
    """Anything that patterns can run over."""

    @property
    def tags(self) -> frozenset[str]:
        """The tags that letters look up."""


class Action(IntEnum):
    """What a step does."""

    TAKE = 0
    FORK = 1
    OPEN = 2
    CLOSE = 3
    DENY = 4
    DONE = 5


@dataclass(frozen=True, slots=True)
class Step:
    """A step and its successor ``then``.

    TAKE passes over an item with all tags of ``needs`` and none of ``bans``; FORK goes on with
    ``other`` where ``then`` fails; OPEN and CLOSE are the ends of the capture ``name``; DENY fails
    where the steps from ``other`` to a DONE succeed.
    """

    action: Action
    then: int = -1
    other: int = -1
    name: str = ""
    needs: frozenset[str] = _NOTHING
    bans: frozenset[str] = _NOTHING


@dataclass(frozen=True, slots=True)
class Program:
    """A pattern that can be run: ``steps``, of which ``start`` is the first."""

    steps: tuple[Step, ...]
    start: int


@dataclass(frozen=True, slots=True)
class Match:
    """Items ``[start, end)``; ``captures`` are (name, start, end) in order of the items."""

    start: int
    end: int
    captures: Captures

    def spans(self, name: str) -> list[tuple[int, int]]:
        """The item ranges captured under ``name``."""
        return [(start, end) for key, start, end in self.captures if key == name]


def assemble(node: Node, *, where: str) -> Program:
    """The program of a pattern; ``where`` names file and pattern in errors.

    Raises PatternError where it would be longer than ``LONGEST``.
    """
    steps = [Step(Action.DONE)]

    def add(step: Step) -> int:
        if len(steps) >= LONGEST:
            raise PatternError(
                f"{where}: the pattern takes more than {LONGEST} steps;"
                " expected fewer or shorter repeats and gaps"
            )
        steps.append(step)
        return len(steps) - 1

    def build(part: Node, then: int) -> int:
        """Add the steps of a part before step ``then``; the index of their first."""
        if isinstance(part, Letter):
            return add(Step(Action.TAKE, then, needs=part.needs, bans=part.bans))
        if isinstance(part, Capture):
            inside = build(part.part, add(Step(Action.CLOSE, then, name=part.name)))
            return add(Step(Action.OPEN, inside))
        if isinstance(part, Series):
            for each in reversed(part.parts):
                then = build(each, then)
            return then
        if isinstance(part, Choice):
            first = build(part.options[-1], then)
            for option in reversed(part.options[:-1]):
                first = add(Step(Action.FORK, build(option, then), first))
            return first
        if isinstance(part, Repeat):
            return build_repeat(part, then)
        return add(Step(Action.DENY, then, build(part.part, 0)))

    def build_repeat(part: Repeat, then: int) -> int:
        first = then
        for _ in range(part.most - part.least):
            again = build(part.part, first)
            first, other = (then, again) if part.is_lazy else (again, then)
            first = add(Step(Action.FORK, first, other))
        for _ in range(part.least):
            first = build(part.part, first)
        return first

    start = build(node, 0)
    return Program(tuple(steps), start)


def match_at(program: Program, items: Sequence[Tagged], start: int) -> Match | None:
    """The match of a pattern that begins at item ``start``, or None; never an empty one."""
    found = _Run(program.steps, items).go(program.start, start)
    if found is None or found[0] == start:
        return None
    end, captures = found
    return Match(start, end, tuple(sorted(captures, key=lambda each: each[1:])))


class _Run:
    """One attempt: what is left of its ``STEPS`` counts for everything inside it."""

    __slots__ = ("_items", "_left", "_steps")

    def __init__(self, steps: tuple[Step, ...], items: Sequence[Tagged]) -> None:
        self._steps = steps
        self._items = items
        self._left = STEPS

    def go(self, first: int, start: int) -> tuple[int, Captures] | None:
        """Run from step ``first`` to a DONE: the item reached and the captures, or None."""
        waiting: list[tuple[int, int, Captures, tuple[int, ...]]] = [(first, start, (), ())]
        while waiting and self._left > 0:
            index, at, captures, opened = waiting.pop()
            while self._left > 0:
                self._left -= 1
                step = self._steps[index]
                if step.action is Action.TAKE:
                    if not self._fits(step, at):
                        break
                    at += 1
                elif step.action is Action.FORK:
                    waiting.append((step.other, at, captures, opened))
                elif step.action is Action.OPEN:
                    opened = (*opened, at)
                elif step.action is Action.CLOSE:
                    captures = (*captures, (step.name, opened[-1], at))
                    opened = opened[:-1]
                elif step.action is Action.DONE:
                    return at, captures
                elif self.go(step.other, at) is not None:
                    break
                index = step.then
        return None

    def _fits(self, step: Step, at: int) -> bool:
        if at >= len(self._items):
            return False
        tags = self._items[at].tags
        return step.needs <= tags and step.bans.isdisjoint(tags)
