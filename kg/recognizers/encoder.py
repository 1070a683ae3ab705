"""The default recognizer: a small multilingual encoder with weights of 8 bits, in onnxruntime."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import ModelError
from kg.recognizers.pieces import END, PAD, START, Pieces
from kg.recognizers.relater import Relater
from kg.recognizers.scans import Mark, Span
from kg.recognizers.tags import Decoder, find_spans, least_probability, make_span

if TYPE_CHECKING:
    from numpy.typing import NDArray

MODEL_FILE, VOCABULARY_FILE, LABELS_FILE = "encoder.onnx", "vocabulary.tsv", "labels.json"
RELATER_FILE = "relater.npz"

WINDOW = 480
"""Pieces read together at most: neighbouring sentences, or a part of a longer sentence."""

SHORT_WINDOW = 128
"""The same for the heads that were trained on sentences of the open corpora."""

BATCH = 1600
"""Pieces computed at once, padding included; bounds memory."""

MOST_PASSAGES = 200
"""Passages of which the states are kept: 150 MB. No article has so many; in a longer text no
relations are scored, so that memory stays bounded."""

NEWS = "news"
STATES = "states"


@dataclass(frozen=True, slots=True)
class _Run:
    """Words ``[start, end)`` of sentence ``sentence``, with the pieces of each."""

    sentence: int
    start: int
    end: int
    pieces: tuple[tuple[int, ...], ...]
    size: int


@dataclass(frozen=True, slots=True)
class _Passage:
    """Runs that were read together; ``states`` (pieces, hidden) begin with the start piece."""

    runs: Sequence[_Run]
    states: NDArray[Any]


class EncoderScan:
    """A document as the encoder read it."""

    is_complete = True

    def __init__(
        self,
        spans: tuple[tuple[Span, ...], ...],
        passages: Sequence[_Passage],
        relater: Relater,
    ) -> None:
        self.spans = spans
        self._passages = passages
        self._relater = relater

    def scores(self, marks: Sequence[Mark]) -> Iterator[tuple[Sequence[int], NDArray[Any]]]:
        """For each passage the marks inside it and the log-odds of their relations."""
        for passage in self._passages:
            pieces = _pieces(passage)
            inside, places = [], []
            for index, mark in enumerate(marks):
                first = pieces.get((mark.sentence, mark.first))
                last = pieces.get((mark.sentence, mark.last))
                if first is not None and last is not None:
                    inside.append(index)
                    places.append((first[0], last[1], mark.kind))
            if len(inside) > 1:
                yield inside, self._relater.scores(passage.states, places)


class EncoderRecognizer:
    """Spans by a transformer of 12 layers over word pieces and the best legal path of tags."""

    def __init__(self, folder: Path) -> None:
        """Open the model of ``folder``. Raises ModelError where it is missing or broken."""
        self._labels = _read_labels(folder / LABELS_FILE)
        self._decoders = {head: Decoder(labels) for head, labels in self._labels.items()}
        self._pieces = Pieces.load(folder / VOCABULARY_FILE)
        self._session = _open(folder / MODEL_FILE)
        self._relater = Relater(folder / RELATER_FILE)

    def tag(self, sentences: Sequence[Sequence[str]], *, head: str = NEWS) -> list[list[str]]:
        """BIO tags of the words of each sentence, in the labels of ``head``."""
        labels = self._labels[head]
        windows = self._windows(sentences, WINDOW if head == NEWS else SHORT_WINDOW)
        paths = self._paths(sentences, windows, head)
        return [[labels[at] for at in path] for path, _ in paths]

    def scan(self, sentences: Sequence[Sequence[str]]) -> EncoderScan:
        """What the sentences hold. The cost grows linearly with the text."""
        labels = self._labels[NEWS]
        decoder = self._decoders[NEWS]
        windows = self._windows(sentences, WINDOW)
        related = len(windows) <= MOST_PASSAGES
        computed = self._compute_all(windows, (NEWS, STATES) if related else (NEWS,))
        found = []
        for path, scores in self._decode(sentences, windows, [each[0] for each in computed], NEWS):
            tags = [labels[at] for at in path]
            sure = decoder.senses(scores)
            found.append(
                tuple(
                    make_span(start, end, kind, least_probability(path, sure, start, end))
                    for start, end, kind in find_spans(tags)
                )
            )
        passages = [
            _Passage(window, states)
            for window, (_, *kept) in zip(windows, computed, strict=True)
            for states in kept
        ]
        return EncoderScan(tuple(found), passages, self._relater)

    def _paths(
        self, sentences: Sequence[Sequence[str]], windows: Sequence[Sequence[_Run]], head: str
    ) -> Iterator[tuple[list[int], NDArray[Any]]]:
        computed = [each[0] for each in self._compute_all(windows, (head,))]
        return self._decode(sentences, windows, computed, head)

    def _decode(
        self,
        sentences: Sequence[Sequence[str]],
        windows: Sequence[Sequence[_Run]],
        logits: Sequence[NDArray[Any]],
        head: str,
    ) -> Iterator[tuple[list[int], NDArray[Any]]]:
        """For each sentence the best path and the log-probabilities (words, labels)."""
        import numpy as np

        decoder = self._decoders[head]
        parts: list[list[NDArray[Any]]] = [[] for _ in sentences]
        for window, rows in zip(windows, logits, strict=True):
            for run, places in _placed(window):
                parts[run.sentence].append(_log_softmax(rows[[first for first, _ in places]]))
        empty = np.zeros((0, len(self._labels[head])), np.float32)
        for each in parts:
            scores = np.concatenate(each) if each else empty
            yield decoder.best_path(scores), scores

    def _windows(self, sentences: Sequence[Sequence[str]], most: int) -> list[list[_Run]]:
        """Neighbouring runs, together at most ``most`` pieces, in windows of like size."""
        runs = list(self._runs(sentences))
        total = sum(run.size for run in runs)
        aim = total / max(1, -(-total // most))
        windows: list[list[_Run]] = []
        filled = 0
        for run in runs:
            full = filled + run.size > most or filled + run.size / 2 > aim
            if not windows or full:
                windows.append([])
                filled = 0
            windows[-1].append(run)
            filled += run.size
        return windows

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

    def _compute_all(
        self, windows: Sequence[Sequence[_Run]], outputs: tuple[str, ...]
    ) -> list[tuple[NDArray[Any], ...]]:
        """For each window its outputs, each (pieces, …)."""
        results: list[tuple[NDArray[Any], ...]] = [()] * len(windows)
        for batch in _batches(windows):
            computed = self._compute([windows[number] for number in batch], outputs)
            for row, number in enumerate(batch):
                size = _size(windows[number])
                # A copy: a slice would keep the whole batch alive.
                results[number] = tuple(output[row, :size].copy() for output in computed)
        return results

    def _compute(
        self, windows: Sequence[Sequence[_Run]], outputs: tuple[str, ...]
    ) -> list[NDArray[Any]]:
        """The outputs (windows, pieces, …)."""
        import numpy as np

        width = max(map(_size, windows))
        ids = np.full((len(windows), width), PAD, np.int64)
        for row, window in enumerate(windows):
            flat = [piece for run in window for word in run.pieces for piece in word]
            ids[row, : len(flat) + 2] = [START, *flat, END]
        lengths = np.array([_size(window) for window in windows], np.int32)
        computed: list[NDArray[Any]] = self._session.run(
            list(outputs), {"ids": ids, "lengths": lengths}
        )
        return computed


def _placed(window: Sequence[_Run]) -> Iterator[tuple[_Run, list[tuple[int, int]]]]:
    """The runs of a window, with the first and last piece of each word."""
    place = 1
    for run in window:
        places = []
        for pieces in run.pieces:
            places.append((place, place + len(pieces) - 1))
            place += len(pieces)
        yield run, places


def _pieces(passage: _Passage) -> dict[tuple[int, int], tuple[int, int]]:
    """The first and last piece of each word (sentence, number) that the passage holds."""
    return {
        (run.sentence, run.start + number): place
        for run, places in _placed(passage.runs)
        for number, place in enumerate(places)
    }


def _size(window: Sequence[_Run]) -> int:
    return sum(run.size for run in window) + 2


def _batches(windows: Sequence[Sequence[_Run]]) -> Iterator[list[int]]:
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


def _read_labels(file: Path) -> dict[str, list[str]]:
    try:
        labels = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{file}: cannot read the labels: {error}") from error
    if not isinstance(labels, dict) or NEWS not in labels:
        raise ModelError(f"{file}: found {labels!r:.80}, expected labels under {NEWS!r}")
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
