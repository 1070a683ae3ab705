"""Words cut into the encoder's pieces: the most probable segmentation of a unigram model.

The same pieces as multilingual-e5-small's own tokenizer gives for the word, from a
vocabulary of Arabic, Latin, digits and punctuation alone.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from kg.errors import ModelError

START, PAD, END, UNKNOWN = range(4)
"""Ids of the special pieces: start of a text, padding, end of a text, unknown letters."""

MAX_PIECES = 12
"""Pieces kept of one word; the rest of a longer one does not matter to what it is."""

_MAX_LETTERS = 60
_WORD_MARK = "\u2581"
_UNKNOWN_PENALTY = -10.0
_CACHED_WORDS = 1 << 16
_IGNORED = re.compile(
    "[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200b-\u200f\u202a-\u202e\ufeff]"
)


class Pieces:
    """A vocabulary with scores. ``encode`` gives the ids of a word's pieces, at least one."""

    def __init__(self, scored: list[tuple[str, float]]) -> None:
        self._ids = {piece: number for number, (piece, _) in enumerate(scored)}
        self._scores = {piece: score for piece, score in scored[UNKNOWN + 1 :]}
        self._longest = max(map(len, self._scores), default=1)
        self._unknown = min(self._scores.values(), default=0.0) + _UNKNOWN_PENALTY
        self.encode = lru_cache(_CACHED_WORDS)(self._encode)

    @classmethod
    def load(cls, file: Path) -> Pieces:
        """The vocabulary of a file of ``piece<TAB>score`` lines, one for each id from 0.

        Raises ModelError for a file that is missing or broken.
        """
        scored = []
        try:
            lines = file.read_text(encoding="utf-8").split("\n")[:-1]
        except (OSError, UnicodeDecodeError) as error:
            raise ModelError(f"{file}: cannot read the vocabulary: {error}") from error
        for number, line in enumerate(lines, start=1):
            piece, _, score = line.partition("\t")
            try:
                scored.append((piece, float(score)))
            except ValueError as error:
                raise ModelError(
                    f"{file}, line {number}: found {line!r}, expected 'piece<TAB>score'"
                ) from error
        if len(scored) <= UNKNOWN + 1:
            raise ModelError(f"{file}: found {len(scored)} pieces, expected the whole vocabulary")
        return cls(scored)

    def __len__(self) -> int:
        return len(self._ids)

    def _encode(self, word: str) -> tuple[int, ...]:
        plain = _IGNORED.sub("", unicodedata.normalize("NFKC", word[:_MAX_LETTERS])) or word[:1]
        text = (_WORD_MARK + plain.replace(" ", _WORD_MARK))[: _MAX_LETTERS + 1]
        best = [0.0] + [float("-inf")] * len(text)
        origin: list[tuple[int, int]] = [(0, UNKNOWN)] * (len(text) + 1)
        for start in range(len(text)):
            reached = best[start]
            if reached + self._unknown > best[start + 1]:
                best[start + 1] = reached + self._unknown
                origin[start + 1] = (start, UNKNOWN)
            for end in range(start + 1, min(len(text), start + self._longest) + 1):
                piece = text[start:end]
                score = self._scores.get(piece)
                if score is not None and reached + score > best[end]:
                    best[end] = reached + score
                    origin[end] = (start, self._ids[piece])
        ids: list[int] = []
        end = len(text)
        while end > 0:
            end, number = origin[end]
            if not (number == UNKNOWN and ids and ids[-1] == UNKNOWN):
                ids.append(number)
        return tuple(reversed(ids))[:MAX_PIECES]
