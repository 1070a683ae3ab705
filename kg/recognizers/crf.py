"""The fast recognizer: a linear chain of conditional random fields (crfsuite)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kg.errors import ModelError
from kg.recognizers.features import Features
from kg.recognizers.scans import Span, SpanScan
from kg.recognizers.tags import LABELS, find_spans, make_span

MODEL_FILE, LISTS_FILE = "crf.model", "lists.tsv"
LONGEST = 400
"""Words tagged at once; a longer sentence is cut there, so that memory stays bounded."""


class CrfRecognizer:
    """Spans by a CRF over letters, word lists and neighbours; about 40,000 words a second."""

    def __init__(self, folder: Path) -> None:
        """Open the model of ``folder``. Raises ModelError where it is missing or broken."""
        import pycrfsuite

        model = folder / MODEL_FILE
        self._features = Features(read_lists(folder / LISTS_FILE))
        self._tagger = pycrfsuite.Tagger()
        try:
            self._tagger.open(str(model))
        except (OSError, ValueError) as error:
            raise ModelError(f"{model}: found no crfsuite model: {error}") from error

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        """BIO tags of the words of each sentence."""
        return [
            [tag for part in _parts(sentence) for tag in self._tagger.tag(self._features.of(part))]
            for sentence in sentences
        ]

    def scan(self, sentences: Sequence[Sequence[str]]) -> SpanScan:
        """The spans of each sentence, in order."""
        return SpanScan(
            tuple(
                tuple(
                    span
                    for index, part in enumerate(_parts(sentence))
                    for span in self._spans_of_part(part, index * LONGEST)
                )
                for sentence in sentences
            )
        )

    def _spans_of_part(self, words: Sequence[str], offset: int) -> list[Span]:
        tags = self._tagger.tag(self._features.of(words))
        return [
            make_span(offset + start, offset + end, kind, self._sureness(tags, start, end))
            for start, end, kind in find_spans(tags)
            if kind in LABELS
        ]

    def _sureness(self, tags: Sequence[str], start: int, end: int) -> float:
        """The lowest marginal probability of the span's words, and of the tag that ends it."""
        stop = min(end + 1, len(tags))
        lowest: float = min(self._tagger.marginal(tags[at], at) for at in range(start, stop))
        return round(min(1.0, max(lowest, 1e-6)), 6)


def read_lists(file: Path) -> dict[str, str]:
    """The word lists of a model: ``normal form<TAB>letters`` lines.

    Raises ModelError for a file that is missing or broken.
    """
    lists: dict[str, str] = {}
    try:
        lines = file.read_text(encoding="utf-8").split("\n")[:-1]
    except (OSError, UnicodeDecodeError) as error:
        raise ModelError(f"{file}: cannot read the word lists: {error}") from error
    for number, line in enumerate(lines, start=1):
        word, _, letters = line.partition("\t")
        if not word or not letters:
            raise ModelError(f"{file}, line {number}: found {line!r}, expected 'word<TAB>letters'")
        lists[word] = letters
    if not lists:
        raise ModelError(f"{file}: found no word, expected the word lists of the model")
    return lists


def _parts(sentence: Sequence[str]) -> list[Sequence[str]]:
    return [sentence[start : start + LONGEST] for start in range(0, len(sentence), LONGEST)]
