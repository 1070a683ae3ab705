"""The default recognizer: a small multilingual encoder with weights of 8 bits, in onnxruntime."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import ModelError
from kg.recognizers.pieces import END, PAD, START, Pieces
from kg.recognizers.tags import TYPES, Decoder, Span, find_spans

if TYPE_CHECKING:
    from numpy.typing import NDArray

MODEL_FILE, VOCABULARY_FILE, LABELS_FILE = "encoder.onnx", "vocabulary.tsv", "labels.json"

WINDOW = 128
"""Pieces read together: neighbouring sentences up to this, or a part of a longer sentence."""

BATCH = 1600
"""Pieces computed at once, padding included; bounds memory."""

GRAPH = "graph"


@dataclass(frozen=True, slots=True)
class _Run:
    """Words ``[start, end)`` of sentence ``sentence``, with the pieces of each."""

    sentence: int
    start: int
    end: int
    pieces: tuple[tuple[int, ...], ...]
    size: int


class EncoderRecognizer:
    """Spans by a transformer of 12 layers over word pieces and the best legal path of tags."""

    def __init__(self, folder: Path) -> None:
        """Open the model of ``folder``. Raises ModelError where it is missing or broken."""
        self._labels = _read_labels(folder / LABELS_FILE)
        self._decoders = {head: Decoder(labels) for head, labels in self._labels.items()}
        self._pieces = Pieces.load(folder / VOCABULARY_FILE)
        self._session = _open(folder / MODEL_FILE)

    def tag(self, sentences: Sequence[Sequence[str]], *, head: str = GRAPH) -> list[list[str]]:
        """BIO tags of the words of each sentence, in the labels of ``head``."""
        labels = self._labels[head]
        return [[labels[at] for at in path] for path, _ in self._paths(sentences, head)]

    def spans(self, sentences: Sequence[Sequence[str]]) -> tuple[tuple[Span, ...], ...]:
        """The spans of each sentence, in order. The cost grows linearly with the text."""
        labels = self._labels[GRAPH]
        found = []
        for path, scores in self._paths(sentences, GRAPH):
            tags = [labels[at] for at in path]
            found.append(
                tuple(
                    Span(start, end, TYPES[kind], _sureness(path, scores, start, end))
                    for start, end, kind in find_spans(tags)
                )
            )
        return tuple(found)

    def _paths(
        self, sentences: Sequence[Sequence[str]], head: str
    ) -> Iterator[tuple[list[int], NDArray[Any]]]:
        """For each sentence the best path and the log-probabilities (words, labels)."""
        import numpy as np

        decoder = self._decoders[head]
        parts: list[list[NDArray[Any]]] = [[] for _ in sentences]
        for run, scores in self._score(sentences, head):
            parts[run.sentence].append(scores)
        empty = np.zeros((0, len(self._labels[head])), np.float32)
        for rows in parts:
            scores = np.concatenate(rows) if rows else empty
            yield decoder.best_path(scores), scores

    def _score(
        self, sentences: Sequence[Sequence[str]], head: str
    ) -> Iterator[tuple[_Run, NDArray[Any]]]:
        """The runs of all sentences in the text's order, each with its log-probabilities."""
        windows = list(self._windows(sentences))
        logits: list[NDArray[Any]] = [None] * len(windows)  # type: ignore[list-item]
        for batch in _batches(windows):
            computed = self._compute([windows[number] for number in batch], head)
            for number, rows in zip(batch, computed, strict=True):
                logits[number] = rows
        for window, rows in zip(windows, logits, strict=True):
            place = 1
            for run in window:
                first = []
                for pieces in run.pieces:
                    first.append(place)
                    place += len(pieces)
                yield run, _log_softmax(rows[first])

    def _windows(self, sentences: Sequence[Sequence[str]]) -> Iterator[list[_Run]]:
        """Neighbouring runs, together at most :data:`WINDOW` pieces."""
        window: list[_Run] = []
        filled = 0
        for run in self._runs(sentences):
            if window and filled + run.size > WINDOW:
                yield window
                window, filled = [], 0
            window.append(run)
            filled += run.size
        if window:
            yield window

    def _runs(self, sentences: Sequence[Sequence[str]]) -> Iterator[_Run]:
        for number, words in enumerate(sentences):
            start, size = 0, 0
            pieces: list[tuple[int, ...]] = []
            for at, word in enumerate(words):
                ids = self._pieces.encode(word)
                if pieces and size + len(ids) > WINDOW:
                    yield _Run(number, start, at, tuple(pieces), size)
                    start, size, pieces = at, 0, []
                pieces.append(ids)
                size += len(ids)
            if pieces:
                yield _Run(number, start, len(words), tuple(pieces), size)

    def _compute(self, windows: Sequence[list[_Run]], head: str) -> NDArray[Any]:
        """Logits (windows, pieces, labels)."""
        import numpy as np

        width = max(map(_size, windows))
        ids = np.full((len(windows), width), PAD, np.int64)
        for row, window in enumerate(windows):
            flat = [piece for run in window for word in run.pieces for piece in word]
            ids[row, : len(flat) + 2] = [START, *flat, END]
        lengths = np.array([_size(window) for window in windows], np.int32)
        logits: NDArray[Any] = self._session.run([head], {"ids": ids, "lengths": lengths})[0]
        return logits


def _size(window: list[_Run]) -> int:
    return sum(run.size for run in window) + 2


def _batches(windows: Sequence[list[_Run]]) -> Iterator[list[int]]:
    """Indices of windows of like size, at most :data:`BATCH` pieces with padding."""
    batch: list[int] = []
    for number in sorted(range(len(windows)), key=lambda number: (_size(windows[number]), number)):
        if batch and (len(batch) + 1) * _size(windows[number]) > BATCH:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


def _log_softmax(logits: NDArray[Any]) -> NDArray[Any]:
    import numpy as np

    shifted = logits - logits.max(-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(-1, keepdims=True)))


def _sureness(path: Sequence[int], scores: NDArray[Any], start: int, end: int) -> float:
    """The lowest probability of the span's tags and of the tag that ends it."""
    import math

    stop = min(end + 1, len(path))
    lowest = min(float(scores[at, path[at]]) for at in range(start, stop))
    return round(min(1.0, max(math.exp(lowest), 1e-6)), 6)


def _read_labels(file: Path) -> dict[str, list[str]]:
    try:
        labels = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{file}: cannot read the labels: {error}") from error
    if not isinstance(labels, dict) or GRAPH not in labels:
        raise ModelError(f"{file}: found {labels!r:.80}, expected labels under 'graph'")
    return labels


def _open(file: Path) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # One thread: the same bytes whatever the machine's load, and kg's workers share the cores.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    if not file.is_file():
        raise ModelError(f"{file}: no such file; expected the model of the default recognizer")
    try:
        return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime has no common base of its exceptions
        raise ModelError(f"{file}: onnxruntime cannot open it: {error}") from error
