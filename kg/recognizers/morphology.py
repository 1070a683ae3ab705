"""What a morphological analyser knows of a word, as far as the reading of words asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Analysis:
    """The ways to read a word, each by the proclitics (``و ف``, then ``ب ل ك``) that it peels.

    ``proclitics`` are all of them, «» for the word as it stands; with those in ``proper`` the rest
    is a proper noun and can be nothing else.
    """

    proclitics: frozenset[str]
    proper: frozenset[str] = frozenset()


class Morphology(Protocol):
    """Knows words by their stems."""

    def analyse(self, word: str) -> Analysis | None:
        """The analysis of a word as it stands in the text; None where no stem is known."""
        ...
