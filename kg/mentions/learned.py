"""What a learned recognizer found, as candidates beside those of the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.chunks import Word
from kg.gazetteer import Gazetteer
from kg.lexicons import Lexicons
from kg.mentions.candidates import QUOTES, Candidate, join_name, positions
from kg.mentions.classes import has_any, is_title
from kg.mentions.extents import HEADS
from kg.mentions.people import MOST_HONORIFICS, gender_of
from kg.mentions.titles import title_of
from kg.mentions.words import match_place
from kg.model import Sentence
from kg.recognizers import Span

RANKS: Mapping[str, int] = {
    "Person": 61,
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


CLOSED = frozenset({"Country"})
"""Kinds of which the gazetteer knows all names: the recognizer only confirms them."""

NAMED = frozenset({"Organization", "Place", "Conference", "Initiative"})

DOUBTFUL = frozenset(
    {
        *("conference.head", "initiative.head", "meeting.head", "organization.head", "place.head"),
        *("organization.quoted", "organization.repeated", "place.listed"),
        *("person.context", "person.given_name", "person.honorific", "person.repeated"),
    }
)
"""Patterns of candidates that are mostly wrong where the recognizer sees no name: of 71 such things
on the development articles 7 were right."""

MOST_DESCRIBED = 10
"""Words of the description of a meeting that only a verb tells."""


def find_learned(
    words: Sequence[Word],
    sentence: Sentence,
    spans: Sequence[Span],
    lexicons: Lexicons,
    gazetteer: Gazetteer,
) -> list[Candidate]:
    """Candidates for the spans of a sentence's tokens, sure or not (see :func:`sure`)."""
    found = []
    for span in spans:
        start, end = sentence.tokens[span.start].start, sentence.tokens[span.end - 1].end
        inside = [
            index for index, word in enumerate(words) if word.token_start < end and word.end > start
        ]
        while inside and words[inside[0]].text in QUOTES:
            inside.pop(0)
        if inside:
            first, last = inside[0], inside[-1] + 1
            if span.kind in NAMED:
                last = _before_place(words, first, last, gazetteer)
            found.append(_candidate(words, first, last, span, lexicons))
    return found


def _before_place(words: Sequence[Word], first: int, last: int, gazetteer: Gazetteer) -> int:
    """Where a name ends before «بالقطيف», «في أبها»: a place is a name of its own."""
    for index in range(first + 1, last):
        word = words[index]
        at = index + 1 if word.normal == "في" else index
        if at == index and word.proclitics != "ب":
            continue
        if at < last and (
            words[at].has("c:region_noun") or match_place(words, at, gazetteer) is not None
        ):
            return index
    return last


def sure(words: Sequence[Word], candidates: Sequence[Candidate]) -> list[Candidate]:
    """The learned candidates that are likely enough to be names by themselves."""
    return [
        each
        for each in candidates
        if each.confidence >= LEAST.get(each.kind, LEAST_PROBABILITY)
        and each.kind not in CLOSED
        and not _is_bare(words, each)
    ]


def _is_bare(words: Sequence[Word], candidate: Candidate) -> bool:
    """«برنامج», «مركز»: a head noun alone and without article, which names nothing."""
    word = words[candidate.first]
    return (
        candidate.kind in NAMED
        and not candidate.is_reference
        and candidate.last - candidate.first == 1
        and not word.has("#definite")
        and has_any(word, HEADS)
    )


def supported(candidates: Sequence[Candidate], learned: Sequence[Candidate]) -> list[Candidate]:
    """The candidates but for those of doubtful finders where the recognizer saw nothing at all.

    Only for a recognizer that knows all kinds of names.
    """
    seen = positions(learned)
    return [
        each
        for each in candidates
        if not _is_doubtful(each) or not seen.isdisjoint(range(each.first, each.last))
    ]


def _is_doubtful(candidate: Candidate) -> bool:
    # «المرأة السعودية»: an adjective that is a country's name elsewhere.
    return candidate.pattern in DOUBTFUL or candidate.kind in CLOSED


def _candidate(
    words: Sequence[Word], first: int, last: int, span: Span, lexicons: Lexicons
) -> Candidate:
    if span.kind == "Title":
        title = title_of(words, first, last, lexicons, pattern="title.learned")
        return replace(title, confidence=span.probability, rank=RANKS["Title"])
    name = first
    if span.kind == "Person":
        first, name = _with_honorifics(words, first, last)
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
        gender=gender_of(words, first, name, lexicons) if span.kind == "Person" else "",
    )


def _with_honorifics(words: Sequence[Word], first: int, last: int) -> tuple[int, int]:
    """Where a person's honorifics begin, which the model leaves out, and where the name does."""
    name = first
    while name < last - 1 and words[name].has("c:honorific") and not _is_name(words[name]):
        name += 1
    while first and first > name - MOST_HONORIFICS and not words[first].proclitics:
        before = words[first - 1]
        mark = before.text in {".", "/"} and first > 1 and words[first - 2].has("c:honorific")
        if not mark and (not before.has("c:honorific") or is_title(before)):
            break
        first -= 1
    return first, name


def _is_name(word: Word) -> bool:
    return word.has("c:name.given") and not word.has("#definite")


def _is_verb(word: Word) -> bool:
    return any(tag == "#verb" or tag.startswith("c:verb") for tag in word.tags)


def _description_end(words: Sequence[Word], first: int) -> int:
    """Behind the words that describe a meeting of which only a verb tells («استقبل محافظ …»)."""
    end = first + 1
    while end < len(words) and end - first < MOST_DESCRIBED and not words[end].has("#punct"):
        end += 1
    return end
