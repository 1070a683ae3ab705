"""BIO tags: the best legal path through a model's scores, and the spans of a path."""

from __future__ import annotations

import math
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

_EVENTS = frozenset({"CONF", "SESSION", "MEETING"})


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


def least_probability(path: Sequence[int], scores: NDArray[Any], start: int, end: int) -> float:
    """How sure a span is: the lowest probability of its tags and of the tag that ends it.

    ``scores`` are log-probabilities (words, labels), ``path`` the chosen label of each word.
    """
    stop = min(end + 1, len(path))
    lowest = min(float(scores[at, path[at]]) for at in range(start, stop))
    return round(min(1.0, max(math.exp(lowest), 1e-6)), 6)


def _sense(label: str) -> str:
    """A label without what models are unsure of: which kind of event, and whether a reference."""
    kind = label[2:].removesuffix(REFERENCE)
    return label[:2] + ("EVENT" if kind in _EVENTS else kind)


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
        senses = [_sense(label) for label in self.labels]
        self._alike: NDArray[Any] = np.array(
            [[one == other for other in senses] for one in senses], np.float32
        )

    def senses(self, scores: NDArray[Any]) -> NDArray[Any]:
        """Log-probabilities (words, labels) that a word has a label or one that says nearly that.

        A party may be called a conference, a meeting or a session, and a reference to one: a model
        that is sure of an event and of its ends divides what it knows among these.
        """
        import numpy as np

        together: NDArray[Any] = np.exp(scores) @ self._alike
        sure: NDArray[Any] = np.log(np.maximum(together, np.float32(1e-12)))
        return sure

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
