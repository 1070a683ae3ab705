"""What a pattern is made of, and what can be told of a pattern without running it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letter:
    """A test on one item: every tag of ``needs`` and none of ``bans``."""

    needs: frozenset[str]
    bans: frozenset[str]


@dataclass(frozen=True, slots=True)
class Series:
    """Parts in order."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The first alternative that leads to a match."""

    options: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """``part`` from ``least`` to ``most`` times, as often as it can or as rarely (``is_lazy``)."""

    part: Node
    least: int
    most: int
    is_lazy: bool = False


@dataclass(frozen=True, slots=True)
class Capture:
    """``part`` under a name."""

    name: str
    part: Node


@dataclass(frozen=True, slots=True)
class Without:
    """No item: matches where ``part`` does not follow."""

    part: Node


Node = Letter | Series | Choice | Repeat | Capture | Without


def parts_of(node: Node) -> tuple[Node, ...]:
    """The nodes directly inside a node."""
    if isinstance(node, Series):
        return node.parts
    if isinstance(node, Choice):
        return node.options
    return () if isinstance(node, Letter) else (node.part,)


def tags_of(node: Node) -> Iterator[str]:
    """Every tag that a pattern tests."""
    if isinstance(node, Letter):
        yield from node.needs | node.bans
    for part in parts_of(node):
        yield from tags_of(part)


def captures_of(node: Node) -> frozenset[str]:
    """The names of all captures of a pattern."""
    own = {node.name} if isinstance(node, Capture) else set()
    return frozenset(own).union(*(captures_of(part) for part in parts_of(node)))


def denials_of(node: Node) -> Iterator[Node]:
    """What must not follow, in each ``!(x)`` of a pattern."""
    if isinstance(node, Without):
        yield node.part
    for part in parts_of(node):
        yield from denials_of(part)


def is_optional(node: Node) -> bool:
    """Whether the pattern matches where there is no item."""
    if isinstance(node, Letter):
        return False
    if isinstance(node, Repeat):
        return node.least == 0 or is_optional(node.part)
    if isinstance(node, Choice):
        return any(map(is_optional, node.options))
    return isinstance(node, Without) or all(map(is_optional, parts_of(node)))


def first_letters(node: Node) -> tuple[Letter, ...] | None:
    """Letters of which the first item of a match fits one; None where anything may come first."""
    if isinstance(node, Letter):
        return (node,)
    if isinstance(node, Without):
        return None
    if isinstance(node, Choice):
        found = [first_letters(option) for option in node.options]
        return None if None in found else tuple(each for some in found for each in some or ())
    letters: list[Letter] = []
    for part in parts_of(node):
        first = first_letters(part)
        if first is None:
            return None
        letters.extend(first)
        if not is_optional(part):
            break
    return tuple(letters)
