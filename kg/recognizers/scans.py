"""What a recognizer reads in a document: spans, and scores of relations between any marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Span:
    """Something found by a recognizer: words ``[start, end)`` of a sentence.

    ``kind`` is an entity type or «Title»; ``is_reference`` tells «المؤتمر» from a name (a verb
    that evokes a meeting is a reference too). ``probability`` is how sure the model is of extent
    and kind together, in (0, 1].
    """

    start: int
    end: int
    kind: str
    probability: float
    is_reference: bool = False


class Mark(NamedTuple):
    """Words ``first`` to ``last`` (the last one too) of a sentence, and the kind that they have."""

    sentence: int
    first: int
    last: int
    kind: str


class Scan(Protocol):
    """A document as a recognizer read it."""

    spans: Sequence[Sequence[Span]]
    """For each sentence its spans: in order, none overlapping."""

    is_complete: bool
    """Whether the recognizer knows every kind of span, so that what it leaves out is hardly one."""

    def scores(self, marks: Sequence[Mark]) -> Iterator[tuple[Sequence[int], NDArray[Any]]]:
        """For each passage that was read at once: the indices of the marks in it, and the log-odds
        (relations, subjects, objects) that a pair is related; nothing where no relations were
        learned.
        """
        ...


@dataclass(frozen=True, slots=True)
class SpanScan:
    """A scan of a recognizer that knows no relations."""

    spans: tuple[tuple[Span, ...], ...]
    is_complete: bool = False

    def scores(self, marks: Sequence[Mark]) -> Iterator[tuple[Sequence[int], NDArray[Any]]]:
        """Nothing."""
        return iter(())
