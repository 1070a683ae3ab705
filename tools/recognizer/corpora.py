"""Read the open corpora, cut their words as kg cuts text, and give every word two labels.

NewsFANE annotates the articles of ANERcorp again, but strips the hamza, splits off the
conjunction waw and writes «للاتحاد» as «لالاتحاد». So its labels are carried over to
ANERcorp's words, letter by letter, and one word of the original text has both labels:

- ``short``: ANERcorp's (PERS LOC ORG MISC), with short organization names;
- ``graph``: NewsFANE's fine classes as the graph needs them (PER ORG CITY COUNTRY PLACE),
  with whole names. None where NewsFANE lacks the passage.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.language import tokens

GRAPH_TYPES = {
    "PER": "Politician Athlete Artist Other_PER Religious_PER Scientist Police Businessperson "
    "Lawyer Engineer",
    "ORG": "Government Non-Governmental Sports Media Commercial Educational Medical-Science "
    "Entertainment Religious_ORG",
    "COUNTRY": "Nation",
    "CITY": "Population-Center",
    "PLACE": "State-or-Province County-or-District GPE-Cluster Continent Water-Body "
    "Land-Region-Natural Celestial Building-Grounds Airport Path Subarea-Facility Plant",
}
"""The types of the ``graph`` labels and NewsFANE's classes in each; other classes become O."""

_TYPE_OF_CLASS = {name: kind for kind, names in GRAPH_TYPES.items() for name in names.split()}
_LETTERS = str.maketrans("أإآٱىةؤئ", "اااايهوي")
_PROCLITIC_TOKENS = frozenset("وفبلك")

TaggedSentence = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence with both labels of every word; ``graph`` entries are None where unknown."""

    words: tuple[str, ...]
    short: tuple[str, ...]
    graph: tuple[str | None, ...]


def read_conll(file: Path) -> list[TaggedSentence]:
    """Sentences of ``word<TAB>tag`` lines with an empty line between sentences."""
    sentences: list[TaggedSentence] = [[]]
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.strip():
            word, tag = line.split("\t")
            sentences[-1].append((word, tag))
        elif sentences[-1]:
            sentences.append([])
    return [sentence for sentence in sentences if sentence]


def graph_tag(tag: str) -> str:
    """«B-Nation» → «B-COUNTRY»; a class that the graph does not need → «O»."""
    kind = _TYPE_OF_CLASS.get(tag[2:])
    return f"{tag[:2]}{kind}" if kind else "O"


def cut(sentence: TaggedSentence) -> TaggedSentence:
    """The sentence in words, numbers and single punctuation marks, as kg cuts text."""
    pieces: TaggedSentence = []
    for word, tag in sentence:
        word = unicodedata.normalize("NFC", word)
        for index, (start, end) in enumerate(tokens.spans(word)):
            pieces.append((word[start:end], tag if index == 0 else tag.replace("B-", "I-", 1)))
    return pieces


def join_proclitics(sentence: TaggedSentence) -> TaggedSentence:
    """NewsFANE's sentence as texts write it: «و» + «قال» → «وقال», «لالاتحاد» → «للاتحاد»."""
    joined: TaggedSentence = []
    prefix = ""
    for index, (word, tag) in enumerate(sentence):
        following = sentence[index + 1] if index + 1 < len(sentence) else ("", "O")
        is_prefix = word in _PROCLITIC_TOKENS and following[0][:1].isalpha()
        if is_prefix and (tag == "O" or (word == "و" and tag[:2] == following[1][:2] == "I-")):
            prefix += word
            continue
        joined.append((prefix + _restore_article(word), tag))
        prefix = ""
    return joined


def load(folder: Path, part: str) -> list[Sample]:
    """The samples of ``part`` (``train`` or ``test``) of ANERcorp, in the corpus' order."""
    short = [cut(sentence) for sentence in read_conll(folder / "anercorp" / f"{part}.txt")]
    fine = [
        [(word, graph_tag(tag)) for word, tag in sentence]
        for sentence in read_conll(folder / "newsfane" / f"{part}.fine.txt")
    ]
    projection = _Projection(fine)
    return [
        Sample(
            words=tuple(word for word, _ in sentence),
            short=tuple(tag for _, tag in sentence),
            graph=tuple(projection.tags([word for word, _ in sentence])),
        )
        for sentence in short
    ]


def split_dev(
    samples: Sequence[Sample], *, blocks: int = 6, share: float = 0.1
) -> tuple[list[Sample], list[Sample]]:
    """``(train, dev)``: dev is ``blocks`` contiguous runs, so that few articles lie in both."""
    period = len(samples) // blocks
    size = round(period * share)
    is_dev = [index % period >= period - size for index in range(len(samples))]
    train = [sample for sample, dev in zip(samples, is_dev, strict=True) if not dev]
    return train, [sample for sample, dev in zip(samples, is_dev, strict=True) if dev]


def key(word: str) -> str:
    """The letters and digits by which the two corpora are compared."""
    plain = unicodedata.normalize("NFKC", word).translate(_LETTERS)
    return "".join(char for char in plain if char.isalnum())


def _restore_article(word: str) -> str:
    return "لل" + word[3:] if word.startswith("لال") and len(word) > 4 else word


class _Projection:
    """NewsFANE as one run of letters, each knowing its word's tag."""

    def __init__(self, sentences: Iterable[TaggedSentence]) -> None:
        letters: list[str] = []
        self._entity: list[tuple[str, int]] = []
        number = 0
        for sentence in sentences:
            for word, tag in sentence:
                number += not tag.startswith("I-")
                letters.extend(key(_restore_article(word)))
                kind = tag[2:] if tag != "O" else ""
                self._entity.extend([(kind, number)] * (len(letters) - len(self._entity)))
        self._text = "".join(letters)
        self._last = 0

    def tags(self, words: Sequence[str]) -> Iterator[str | None]:
        """The tag of each word, taken from its last letter that NewsFANE has."""
        keys = [key(word) for word in words]
        places = self._align("".join(keys))
        previous: tuple[str, int] | None = None
        offset = 0
        for letters in keys:
            found = [place for place in places[offset : offset + len(letters)] if place is not None]
            offset += len(letters)
            if not letters:
                # Punctuation: inside a name only where the name goes on after it.
                following = next((place for place in places[offset:] if place is not None), None)
                inside = (
                    previous is not None
                    and previous[0] != ""
                    and following is not None
                    and self._entity[following] == previous
                )
                yield f"I-{previous[0]}" if inside and previous else "O"
                continue
            if len(found) * 2 < len(letters):
                previous = None
                yield None
                continue
            entity = self._entity[found[-1]]
            if not entity[0]:
                yield "O"
            else:
                yield f"I-{entity[0]}" if entity == previous else f"B-{entity[0]}"
            previous = entity

    def _align(self, letters: str) -> list[int | None]:
        """For each letter its place in NewsFANE, or None."""
        start = self._text.find(letters, self._last)
        if start < 0:
            start = self._text.find(letters)
        if start >= 0 and len(letters) >= 12:
            self._last = start
            return list(range(start, start + len(letters)))
        return self._align_roughly(letters)

    def _align_roughly(self, letters: str) -> list[int | None]:
        places: list[int | None] = [None] * len(letters)
        for size in (24, 14):
            for begin in range(0, max(1, len(letters) - size + 1), 4):
                found = self._text.find(letters[begin : begin + size])
                if found < 0 or len(letters) < 12:
                    continue
                low = max(0, found - begin - 20)
                passage = self._text[low : found - begin + len(letters) + 20]
                matcher = difflib.SequenceMatcher(None, letters, passage, autojunk=False)
                for block in matcher.get_matching_blocks():
                    if block.size >= 3:
                        for step in range(block.size):
                            places[block.a + step] = low + block.b + step
                self._last = found
                return places
        return places
