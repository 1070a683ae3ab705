"""Whether a document tells of sport.

The recognizer was trained on no match reports. What it takes for participants there are mostly
players, opponents and scorers: of forty such claims in news articles none was right.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.chunks import Word

_WORDS = frozenset(
    {
        *("لاعب", "لاعبا", "لاعبين", "لاعبي", "لاعبو", "مباراه", "مباريات", "مهاجم", "مدرب"),
        *("مران", "تدريبات", "دوري", "معسكر", "ملعب"),
    }
)
"""Words of matches and teams, in normal form, without the article; grammar, and no lexicon."""

LEAST = 3
SHARE = 1 / 60
"""How many such words, at least and of all words; a congress on sport has fewer."""


def is_of_sport(sentences: Sequence[Sequence[Word]]) -> bool:
    """Whether the words of a document are those of matches and players."""
    words = [word.bare for sentence in sentences for word in sentence]
    count = sum(word in _WORDS for word in words)
    return count >= LEAST and count >= SHARE * len(words)
