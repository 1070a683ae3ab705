"""Chunks of training text, varied from epoch to epoch.

A chunk is a run of sentences. Spelling varies as it does in newspapers (hamza left out, final
ya for alef maqsura), and names are exchanged for others of the same type, so that the model
learns what stands around a name and not the list of those in the news of 2002–2006.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence

from corpora import Sample

from kg.recognizers.tags import find_spans

SHORTEST, LONGEST = 20, 140
"""Words that a chunk aims at, drawn evenly."""

_SWAP = {"PER": 0.3, "ORG": 0.1, "CITY": 0.1, "COUNTRY": 0.05}
_STRIP_HAMZA = 0.15
_RESTORE_MAQSURA = 0.5
_BARE = str.maketrans("أإآٱ", "اااا")
_MAQSURA = {"علي", "إلي", "الي", "حتي", "لدي", "وعلي", "وإلي", "والي", "وحتي", "متي", "سوي"}
_PROCLITICS = "وفبلك"

Words = tuple[str, ...]
Tags = tuple[str | None, ...]


class Augmenter:
    """Makes the chunks of an epoch out of samples in the corpus' order."""

    def __init__(self, samples: Sequence[Sample], seed: int) -> None:
        self._samples = samples
        self._random = random.Random(seed)
        self._names: dict[str, list[Words]] = defaultdict(list)
        for sample in samples:
            for start, end, kind in _agreed_spans(sample):
                self._names[kind].append(sample.words[start:end])

    def epoch(self) -> Iterator[Sample]:
        """Every sample once, in chunks."""
        chunk: list[Sample] = []
        aim = self._random.randint(SHORTEST, LONGEST)
        for sample in self._samples:
            if chunk and sum(len(part.words) for part in chunk) + len(sample.words) > aim:
                yield self._vary(join(chunk))
                chunk, aim = [], self._random.randint(SHORTEST, LONGEST)
            chunk.append(sample)
        if chunk:
            yield self._vary(join(chunk))

    def _vary(self, sample: Sample) -> Sample:
        sample = self._swap_names(sample)
        words = [
            word[:-1] + "ى"
            if tag == "O" and word in _MAQSURA and self._random.random() < _RESTORE_MAQSURA
            else word
            for word, tag in zip(sample.words, sample.short, strict=True)
        ]
        if self._random.random() < _STRIP_HAMZA:
            words = [word.translate(_BARE) for word in words]
        return Sample(tuple(words), sample.short, sample.graph)

    def _swap_names(self, sample: Sample) -> Sample:
        words, short, graph = list(sample.words), list(sample.short), list(sample.graph)
        for start, end, kind in reversed(list(_agreed_spans(sample))):
            if self._random.random() >= _SWAP.get(kind, 0.0):
                continue
            name = self._random.choice(self._names[kind])
            words[start:end] = name
            for tags in (short, graph):
                outer = str(tags[start])[2:]
                tags[start:end] = [f"B-{outer}", *[f"I-{outer}"] * (len(name) - 1)]
        return Sample(tuple(words), tuple(short), tuple(graph))


def join(samples: Sequence[Sample]) -> Sample:
    """The samples as one."""
    return Sample(
        words=tuple(word for sample in samples for word in sample.words),
        short=tuple(tag for sample in samples for tag in sample.short),
        graph=tuple(tag for sample in samples for tag in sample.graph),
    )


def _agreed_spans(sample: Sample) -> Iterator[tuple[int, int, str]]:
    """Names without proclitics whose extent is the same under both labels, with the graph type."""
    short = {(start, end) for start, end, _ in find_spans(sample.short)}
    for start, end, kind in find_spans([tag or "O" for tag in sample.graph]):
        if (start, end) in short and sample.words[start][0] not in _PROCLITICS:
            yield start, end, kind
