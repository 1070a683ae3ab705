"""BIO tags: the best legal path through a model's scores, and the spans of a path."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from kg.model import EntityType
from kg.recognizers.scans import Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FORBIDDEN = -1e4


LABELS = {
    "PER": EntityType.PERSON.value,
    "ORG": EntityType.ORGANIZATION.value,
    "CITY": EntityType.CITY.value,
    "COUNTRY": EntityType.COUNTRY.value,
    "PLACE": EntityType.PLACE.value,
    "CONF": EntityType.CONFERENCE.value,
    "SESSION": EntityType.SESSION.value,
    "MEETING": EntityType.MEETING.value,
    "INIT": EntityType.INITIATIVE.value,
    "TITLE": "Title",
}
"""The kinds in the labels of the models, and what a span of each is."""

REFERENCE = "_REF"
"""Ends the label of a reference («المؤتمر»), and of a verb that evokes a meeting."""


def make_span(start: int, end: int, label: str, probability: float) -> Span:
    """The span of a label such as ``ORG`` or ``ORG_REF``."""
    kind = label.removesuffix(REFERENCE)
    return Span(start, end, LABELS[kind], probability, is_reference=kind != label)


def find_spans(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """``(start, end, type)`` of each span of BIO tags; an ``I-`` after another type opens one."""
    start, kind = 0, ""
    for index, tag in enumerate([*tags, "O"]):
        if kind and tag != f"I-{kind}":
            yield start, index, kind
            kind = ""
        if tag != "O" and not kind:
            start, kind = index, tag[2:]


class Decoder:
    """Viterbi over a fixed list of BIO labels that forbids ``I-X`` after anything but X."""

    def __init__(self, labels: Sequence[str]) -> None:
        import numpy as np

        self.labels = tuple(labels)
        count = len(self.labels)
        self._start: NDArray[Any] = np.zeros(count, np.float32)
        self._move: NDArray[Any] = np.zeros((count, count), np.float32)
        for to, label in enumerate(self.labels):
            if label.startswith("I-"):
                self._start[to] = _FORBIDDEN
                for origin, before in enumerate(self.labels):
                    if before == "O" or before[2:] != label[2:]:
                        self._move[origin, to] = _FORBIDDEN

    def best_path(self, scores: NDArray[Any]) -> list[int]:
        """Label indices of the best legal path; ``scores``: log-probabilities (words, labels)."""
        import numpy as np

        if len(scores) == 0:
            return []
        value = scores[0] + self._start
        origins = np.zeros(scores.shape, np.intp)
        columns = np.arange(len(self.labels))
        for word in range(1, len(scores)):
            candidates = value[:, None] + self._move
            origins[word] = candidates.argmax(0)
            value = candidates[origins[word], columns] + scores[word]
        path = [int(value.argmax())]
        for word in range(len(scores) - 1, 0, -1):
            path.append(int(origins[word, path[-1]]))
        return path[::-1]
