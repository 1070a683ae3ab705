"""What is no entity but stands beside entities in facts: dates and numbers."""

from __future__ import annotations

from collections.abc import Sequence

from kg.chunks import Word
from kg.language.dates import find_dates
from kg.mentions.candidates import Candidate
from kg.model import Document, Sentence

RANK_DATE = 57
RANK_NUMBER = 10


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
    """Numbers in digits."""
    return [
        Candidate(
            kind="Number",
            first=index,
            last=index + 1,
            name=word.normal,
            pattern="number",
            confidence=1.0,
            rank=RANK_NUMBER,
        )
        for index, word in enumerate(words)
        if word.has("#number")
    ]
