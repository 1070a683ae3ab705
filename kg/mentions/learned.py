"""What a learned recognizer found, as candidates beside those of the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.chunks import Word
from kg.lexicons import Lexicons
from kg.mentions.candidates import Candidate, join_name
from kg.mentions.titles import title_of
from kg.model import Sentence
from kg.recognizers import Span

RANKS: Mapping[str, int] = {
    "Person": 49,
    "Organization": 54,
    "City": 44,
    "Country": 44,
    "Place": 46,
    "Conference": 54,
    "Session": 54,
    "Meeting": 36,
    "Initiative": 54,
    "Title": 39,
}
"""Ranks among the candidates of the rules (see ``docs/architecture.md``), chosen by measurement."""

RANK_REFERENCE = 34

LEAST: Mapping[str, float] = {"Person": 0.5, "Title": 0.4, "Meeting": 0.4}
LEAST_PROBABILITY = 0.5
"""Least probability of a span, by kind and for all others."""


MOST_DESCRIBED = 10
"""Words of the description of a meeting that only a verb tells."""


def find_learned(
    words: Sequence[Word], sentence: Sentence, spans: Sequence[Span], lexicons: Lexicons
) -> list[Candidate]:
    """Candidates for the spans of a sentence's tokens that are sure enough."""
    found = []
    for span in spans:
        if span.probability < LEAST.get(span.kind, LEAST_PROBABILITY):
            continue
        start, end = sentence.tokens[span.start].start, sentence.tokens[span.end - 1].end
        inside = [
            index for index, word in enumerate(words) if word.token_start < end and word.end > start
        ]
        if inside:
            found.append(_candidate(words, inside[0], inside[-1] + 1, span, lexicons))
    return found


def _candidate(
    words: Sequence[Word], first: int, last: int, span: Span, lexicons: Lexicons
) -> Candidate:
    if span.kind == "Title":
        return title_of(words, first, last, lexicons, pattern="title.learned", rank=RANKS["Title"])
    name = first
    while span.kind == "Person" and name < last - 1 and words[name].has("c:honorific"):
        name += 1
    kind = "verb" if _is_verb(words[first]) else "reference"
    described = last
    if kind == "verb" and span.is_reference:
        described = _description_end(words, first)
    return Candidate(
        kind=span.kind,
        first=first,
        last=last,
        name=join_name(words[name:described]),
        pattern=f"{span.kind.lower()}.{kind if span.is_reference else 'learned'}",
        confidence=span.probability,
        rank=RANK_REFERENCE if span.is_reference else RANKS[span.kind],
        is_reference=span.is_reference,
        head=words[name].bare,
    )


def _is_verb(word: Word) -> bool:
    return any(tag == "#verb" or tag.startswith("c:verb") for tag in word.tags)


def _description_end(words: Sequence[Word], first: int) -> int:
    """Behind the words that describe a meeting of which only a verb tells («استقبل محافظ …»)."""
    end = first + 1
    while end < len(words) and end - first < MOST_DESCRIBED and not words[end].has("#punct"):
        end += 1
    return end
