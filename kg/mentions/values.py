"""What is no entity but stands beside entities in facts: dates and numbers."""

from __future__ import annotations

from collections.abc import Sequence

from kg.chunks import Word
from kg.language.dates import find_dates
from kg.mentions.candidates import Candidate
from kg.model import Document, Sentence

RANK_DATE = 57
RANK_NUMBER = 10

LEAST_IN_WORDS = 20
"""Least number in words that counts people: «عشرين», and not «أحد», «خمسة»."""
THOUSAND = 1000


def find_date_values(
    words: Sequence[Word], sentence: Sentence, document: Document
) -> list[Candidate]:
    """Dates, with ISO text as their name; of «من … إلى …» only where it is stated as a span."""
    found = []
    for date in find_dates(sentence, reference=document.date):
        inside = [
            index
            for index, word in enumerate(words)
            if word.end > date.start and word.start < date.end
        ]
        if inside and (date.is_span or "/" not in date.value):
            found.append(
                Candidate(
                    kind="Date",
                    first=inside[0],
                    last=inside[-1] + 1,
                    name=date.value,
                    pattern="date",
                    confidence=0.9,
                    rank=RANK_DATE,
                    tags=frozenset({"#relative"} if date.is_relative else ()),
                )
            )
    return found


def find_numbers(words: Sequence[Word]) -> list[Candidate]:
    """Numbers in digits, or in words from LEAST_IN_WORDS on, with the thousands behind them.

    «سبعة آلاف» is one too, though «سبعة» alone is none.
    """
    found = []
    for index, word in enumerate(words):
        worth = _worth(word)
        factor = _worth(words[index + 1]) if index + 1 < len(words) else 0
        large = worth >= LEAST_IN_WORDS or (worth and factor >= THOUSAND)
        if not word.has("#number") and (not large or word.has("c:quantifier")):
            continue
        digits = word.normal if word.has("#number") else str(worth)
        scaled = factor >= THOUSAND and digits.isdecimal()
        found.append(
            Candidate(
                kind="Number",
                first=index,
                last=index + 1 + scaled,
                name=str(int(digits) * factor) if scaled else digits,
                pattern="number",
                confidence=1.0,
                rank=RANK_NUMBER,
            )
        )
    return found


def _worth(word: Word) -> int:
    """What a number in words is worth («خمسين», «ألف»); 0 for other words and behind «و»."""
    if word.has("+و"):
        return 0
    found = (tag.removeprefix("number:") for tag in word.tags if tag.startswith("number:"))
    return max(map(int, found), default=0)
