"""The recognizer of camel-tools: its NERecognizer, a fine-tuned BERT, with the user's own data.

What kg does itself is to put the words through the model: camel-tools' ``predict`` gives labels
without probabilities, pads every sentence to 256 pieces, loses its place behind a word that its
tokenizer drops, and fails on a word of more than 254 pieces. The model, its word pieces and its
labels are those of NERecognizer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from kg import arabic
from kg.errors import ModelError
from kg.gazetteer import Gazetteer
from kg.model import EntityType
from kg.recognizers import camel_data
from kg.recognizers.camel_data import CamelData
from kg.recognizers.scans import Span, SpanScan
from kg.recognizers.tags import Decoder, find_spans, least_probability

if TYPE_CHECKING:
    from numpy.typing import NDArray

KINDS = {"PERS": EntityType.PERSON, "ORG": EntityType.ORGANIZATION, "LOC": EntityType.PLACE}
"""camel-tools' labels, those of ANERcorp, and what a span of each is; MISC is nothing of ours.

A LOC is a City or a Country where the gazetteer knows it as one.
"""

WINDOW = 254
"""Pieces read together at most, as camel-tools does (256 with those at both ends)."""

BATCH = 2048
"""Pieces computed at once, padding included; bounds memory."""

MOST_PIECES = 32
"""A word of more pieces is read as one that is not known."""


class CamelRecognizer:
    """Spans by camel-tools' model and the best legal path of tags."""

    def __init__(self, data: CamelData, gazetteer: Gazetteer) -> None:
        """Open the model of ``data``. Raises ModelError where it is missing or broken.

        ``gazetteer`` tells cities, countries and other places apart.
        """
        data.check()
        self._model = _open(data)
        self._gazetteer = gazetteer
        self._tokenizer = self._model.tokenizer
        count = len(self._model.labels_map)
        self.labels = tuple(self._model.labels_map[number] for number in range(count))
        self._decoder = Decoder(self.labels)

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        """BIO tags of the words of each sentence, in camel-tools' labels."""
        return [[self.labels[at] for at in path] for path, _ in self._paths(sentences)]

    def scan(self, sentences: Sequence[Sequence[str]]) -> SpanScan:
        """The spans of each sentence, in order."""
        found = []
        for words, (path, scores) in zip(sentences, self._paths(sentences), strict=True):
            tags = [self.labels[at] for at in path]
            found.append(
                tuple(
                    Span(
                        start,
                        end,
                        self._kind(words[start:end], label),
                        least_probability(path, scores, start, end),
                    )
                    for start, end, label in find_spans(tags)
                    if label in KINDS
                )
            )
        return SpanScan(tuple(found))

    def _kind(self, words: Sequence[str], label: str) -> str:
        if label == "LOC":
            rest = [arabic.normal_form(word) for word in words[1:]]
            for reading in arabic.readings(words[0], 0):
                if records := self._gazetteer.lookup(" ".join([reading.normal, *rest])):
                    return records[0].type.value
        return KINDS[label].value

    def _paths(
        self, sentences: Sequence[Sequence[str]]
    ) -> Iterator[tuple[list[int], NDArray[Any]]]:
        """For each sentence the best path and the log-probabilities (words, labels)."""
        import numpy as np

        known: dict[str, tuple[int, ...]] = {}
        windows: list[tuple[int, list[tuple[int, ...]]]] = []
        for number, words in enumerate(sentences):
            windows += [(number, window) for window in self._windows(words, known)]
        parts: list[list[NDArray[Any]]] = [[] for _ in sentences]
        computed = self._compute_all([window for _, window in windows])
        for (number, _), scores in zip(windows, computed, strict=True):
            parts[number].append(scores)
        empty = np.zeros((0, len(self.labels)), np.float32)
        for each in parts:
            scores = np.concatenate(each) if each else empty
            yield self._decoder.best_path(scores), scores

    def _windows(
        self, words: Sequence[str], known: dict[str, tuple[int, ...]]
    ) -> Iterator[list[tuple[int, ...]]]:
        """The pieces of the words, in parts that the model can read at once."""
        window: list[tuple[int, ...]] = []
        size = 0
        for word in words:
            if word not in known:
                known[word] = self._pieces(word)
            pieces = known[word]
            if size + len(pieces) > WINDOW:
                yield window
                window, size = [], 0
            window.append(pieces)
            size += len(pieces)
        if window:
            yield window

    def _pieces(self, word: str) -> tuple[int, ...]:
        """The pieces of a word: at least one, and not too many."""
        # A lone surrogate is no text for the tokenizer.
        text = word.encode("utf-8", "replace").decode("utf-8")
        pieces = self._tokenizer.convert_tokens_to_ids(self._tokenizer.tokenize(text))
        if 0 < len(pieces) <= MOST_PIECES:
            return tuple(pieces)
        return (int(self._tokenizer.unk_token_id),)

    def _compute_all(self, windows: Sequence[Sequence[tuple[int, ...]]]) -> list[NDArray[Any]]:
        """For each window the log-probabilities (words, labels)."""
        import torch

        found: list[NDArray[Any]] = [None] * len(windows)  # type: ignore[list-item]
        # One thread: the same bytes whatever the machine's load, and kg's workers share the cores.
        threads = torch.get_num_threads()
        torch.set_num_threads(1)
        try:
            for batch in _batches(list(map(_size, windows))):
                for number, scores in zip(
                    batch, self._compute([windows[number] for number in batch]), strict=True
                ):
                    found[number] = scores
        finally:
            torch.set_num_threads(threads)
        return found

    def _compute(self, windows: Sequence[Sequence[tuple[int, ...]]]) -> Iterator[NDArray[Any]]:
        import torch

        width = max(map(_size, windows))
        ids = torch.full((len(windows), width), int(self._tokenizer.pad_token_id))
        mask = torch.zeros((len(windows), width), dtype=torch.long)
        for row, window in enumerate(windows):
            flat = [piece for pieces in window for piece in pieces]
            line = [self._tokenizer.cls_token_id, *flat, self._tokenizer.sep_token_id]
            ids[row, : len(line)] = torch.tensor(line)
            mask[row, : len(line)] = 1
        with torch.no_grad():
            logits = self._model.model(input_ids=ids, attention_mask=mask).logits
        scores = torch.log_softmax(logits.float(), -1).numpy()
        for row, window in enumerate(windows):
            place, firsts = 1, []
            for pieces in window:
                firsts.append(place)
                place += len(pieces)
            yield scores[row, firsts]


def load(gazetteer: Gazetteer) -> CamelRecognizer:
    """The recognizer with camel-tools' data of this machine.

    Raises ModelError, without a look at the network, where camel-tools' catalogue, a model or a
    library is missing or broken.
    """
    return CamelRecognizer(camel_data.read(), gazetteer)


def _open(data: CamelData) -> Any:
    folder = data.names.folder
    try:
        with _quiet():
            from camel_tools.ner import NERecognizer

            model = NERecognizer(str(folder), use_gpu=False)
    except ImportError as error:
        raise ModelError(
            f"recognizer 'camel': {error}; expected camel-tools with torch and transformers: "
            "pip install 'camel-tools>=1.6,<2'"
        ) from error
    except Exception as error:  # torch, transformers and safetensors have no common base
        raise ModelError(
            f"{folder}: camel-tools cannot open its model: {error!s:.200}; "
            f"fetch it again with '{camel_data.INSTALL} --force'"
        ) from error
    if 2 * model.tokenizer.vocab_size < model.model.config.vocab_size:
        raise ModelError(
            f"{folder}: found {model.tokenizer.vocab_size} word pieces in vocab.txt, expected "
            f"{model.model.config.vocab_size}; fetch it again with '{camel_data.INSTALL} --force'"
        )
    labels = {label[2:] for label in model.labels_map.values()}
    if not labels & set(KINDS):
        raise ModelError(
            f"{folder}: found a model of the labels {sorted(labels)}, "
            f"expected some of {', '.join(KINDS)}"
        )
    model.model.eval()
    return model


@contextmanager
def _quiet() -> Iterator[None]:
    """transformers draws a bar on standard error while it reads weights."""
    from transformers.utils import logging

    shown = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        if shown:
            logging.enable_progress_bar()  # type: ignore[no-untyped-call]


def _size(window: Sequence[tuple[int, ...]]) -> int:
    return sum(map(len, window)) + 2


def _batches(sizes: Sequence[int]) -> Iterator[list[int]]:
    """Indices of windows of like size, at most :data:`BATCH` pieces with padding."""
    batch: list[int] = []
    for number in sorted(range(len(sizes)), key=lambda number: (sizes[number], number)):
        if batch and (len(batch) + 1) * sizes[number] > BATCH:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch
