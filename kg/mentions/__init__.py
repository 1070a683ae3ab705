"""The mention stage: words, names of people and places, titles, bodies, events, dates.

:func:`recognise` runs in four steps: read the words; let each finder propose candidates in each
sentence and choose among them; find the document's names again where they stand in short form;
number what remains as mentions.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.arabic import name_key
from kg.chunks import Chunk, Recognition, Word
from kg.gazetteer import Gazetteer
from kg.lexicons import Lexicons
from kg.mentions.bodies import find_bodies
from kg.mentions.candidates import Candidate, Decision, choose, decide, positions
from kg.mentions.events import name_events, rank_events, without_ceremonies
from kg.mentions.known import find_known, find_latin, find_services, find_told
from kg.mentions.learned import find_learned, people_alone, with_longer_titles
from kg.mentions.names_alone import with_names_alone
from kg.mentions.own_events import find_own_events
from kg.mentions.people import find_people
from kg.mentions.people_in_context import find_people_by_context
from kg.mentions.places import find_places
from kg.mentions.quotations import find_programmes, find_quotes
from kg.mentions.realms import with_capitals, with_realms
from kg.mentions.repeats import find_repeats, known_names
from kg.mentions.several import find_several
from kg.mentions.support import supported
from kg.mentions.sureness import seen_again, sure, with_seen_titles
from kg.mentions.titles import find_titles
from kg.mentions.titles_in_context import (
    before_bodies,
    before_winners,
    beside_people,
    find_boards,
)
from kg.mentions.towns import without_towns
from kg.mentions.values import find_date_values, find_numbers
from kg.mentions.words import read_words
from kg.model import Document, EntityType, Mention, Sentence
from kg.recognizers import Morphology, Scan

__all__ = ["Considered", "deliberate", "recognise"]

Considered = tuple[tuple[tuple[Word, ...], tuple[Decision, ...]], ...]
"""For each sentence of a document its words, and the decision on every candidate."""

_ENTITY_KINDS = {kind.value for kind in EntityType}


def recognise(
    document: Document,
    sentences: Sequence[Sentence],
    lexicons: Lexicons,
    gazetteer: Gazetteer,
    scan: Scan | None = None,
    *,
    morphology: Morphology | None = None,
) -> Recognition:
    """Everything in a document that names a thing, a title, a date or a number.

    ``scan`` is what a learned recognizer read in the sentences; None where none is used.
    ``morphology`` is asked about words that neither lexicons nor gazetteer know.
    """
    words, proposed = _gather(document, sentences, lexicons, gazetteer, scan, morphology)
    chosen = [
        without_ceremonies(each, choose(candidates))
        for each, candidates in zip(words, proposed, strict=True)
    ]
    named = [name_events(each, found) for each, found in zip(words, chosen, strict=True)]
    return _number(words, rank_events(named, lexicons))


def deliberate(
    document: Document,
    sentences: Sequence[Sentence],
    lexicons: Lexicons,
    gazetteer: Gazetteer,
    scan: Scan | None = None,
    *,
    morphology: Morphology | None = None,
) -> Considered:
    """What :func:`recognise` decides on every candidate.

    Candidates are as they were proposed: what an event is called and whether it is a session is
    settled later, from the whole document.
    """
    words, proposed = _gather(document, sentences, lexicons, gazetteer, scan, morphology)
    return tuple(
        (each, tuple(decide(candidates))) for each, candidates in zip(words, proposed, strict=True)
    )


def _gather(
    document: Document,
    sentences: Sequence[Sentence],
    lexicons: Lexicons,
    gazetteer: Gazetteer,
    scan: Scan | None,
    morphology: Morphology | None,
) -> tuple[tuple[tuple[Word, ...], ...], list[list[Candidate]]]:
    """The words of each sentence and all that is proposed in it, names that stand again too."""
    read = [read_words(sentence, lexicons, gazetteer, morphology) for sentence in sentences]
    words = with_names_alone(read, sentences, lexicons, gazetteer)
    gazetteer = with_realms(gazetteer, lexicons, words)
    gazetteer = with_capitals(gazetteer, lexicons, words)
    learned = _learned(words, sentences, lexicons, gazetteer, scan)
    learned = without_towns(words, learned, gazetteer)
    again = seen_again(learned)
    likely = [sure(*each, gazetteer, again) for each in zip(words, learned, strict=True)]
    if scan is not None and not scan.is_complete:
        likely = [people_alone(spans) for spans in likely]
    proposed = [
        [
            candidate
            for candidate in (
                *_propose(each, sentence, document, lexicons, gazetteer, spans),
                *spans,
            )
            if _has_letters(candidate)
        ]
        for each, sentence, spans in zip(words, sentences, likely, strict=True)
    ]
    if scan is not None and scan.is_complete:
        proposed = [
            supported(each, candidates, spans)
            for each, candidates, spans in zip(words, proposed, learned, strict=True)
        ]
    proposed = [with_seen_titles(*each) for each in zip(words, proposed, learned, strict=True)]
    proposed = [with_longer_titles(*each) for each in zip(words, proposed, strict=True)]
    proposed = [[*candidates, *before_winners(decide(candidates))] for candidates in proposed]
    chosen = [choose(candidates) for candidates in proposed]
    names = known_names(words, chosen, gazetteer)
    return words, [
        [*candidates, *find_repeats(each, names)]
        for each, candidates in zip(words, proposed, strict=True)
    ]


def _learned(
    words: Sequence[Sequence[Word]],
    sentences: Sequence[Sentence],
    lexicons: Lexicons,
    gazetteer: Gazetteer,
    scan: Scan | None,
) -> list[list[Candidate]]:
    """The candidates of each sentence that a recognizer found."""
    if scan is None:
        return [[] for _ in sentences]
    return [
        find_learned(each, sentence, spans, lexicons, gazetteer)
        for each, sentence, spans in zip(words, sentences, scan.spans, strict=True)
    ]


def _propose(
    words: Sequence[Word],
    sentence: Sentence,
    document: Document,
    lexicons: Lexicons,
    gazetteer: Gazetteer,
    learned: Sequence[Candidate],
) -> list[Candidate]:
    """What the finders propose in a sentence; some ask what others have found."""
    places = find_places(words, gazetteer)
    long = [place for place in places if place.last - place.first > 1]
    people = find_people(words, lexicons, gazetteer, positions(long))
    known = [*find_known(words, lexicons), *find_services(words, gazetteer)]
    starts = {each.first for each in known}
    titles = find_titles(words, lexicons, gazetteer, starts, positions(people))
    taken = positions(people) | find_boards(words, titles)
    bodies = find_bodies(words, lexicons, gazetteer, taken)
    titles = before_bodies(titles, bodies)
    named = (*people, *bodies, *places)
    ends = {each.first: each.last for each in (*places, *bodies, *known)}
    context = find_people_by_context(words, titles, positions(named), ends)
    return [
        *named,
        *context,
        *beside_people(words, titles, [*people, *context, *_people(learned)]),
        *known,
        *find_told(words),
        *find_several(words),
        *find_own_events(words, lexicons),
        *find_latin(words),
        *find_quotes(words),
        *find_programmes(words),
        *find_date_values(words, sentence, document),
        *find_numbers(words),
    ]


def _has_letters(candidate: Candidate) -> bool:
    """Whether what may name a thing holds a letter or a digit («الدكتور ــ» names nobody)."""
    names = candidate.kind in _ENTITY_KINDS or candidate.kind == "Quote"
    return not names or bool(name_key(candidate.name))


def _people(candidates: Sequence[Candidate]) -> list[Candidate]:
    return [each for each in candidates if each.kind == EntityType.PERSON]


def _number(
    words: Sequence[tuple[Word, ...]], candidates: Sequence[Sequence[Candidate]]
) -> Recognition:
    """Candidates as chunks, with mentions numbered in order of the text."""
    mentions: list[Mention] = []
    chunks = []
    for sentence, (row, found) in enumerate(zip(words, candidates, strict=True)):
        line = []
        for each in found:
            number = None
            if each.kind in _ENTITY_KINDS:
                number = len(mentions)
                mentions.append(_mention(each, row, sentence))
            line.append(
                Chunk(
                    kind=each.kind,
                    first=each.first,
                    last=each.last,
                    text=each.name,
                    mention=number,
                    standing=each.standing,
                    tags=each.tags,
                )
            )
        chunks.append(tuple(line))
    return Recognition(tuple(words), tuple(chunks), tuple(mentions))


def _mention(candidate: Candidate, words: Sequence[Word], sentence: int) -> Mention:
    return Mention(
        type=EntityType(candidate.kind),
        start=words[candidate.first].start,
        end=words[candidate.last - 1].end,
        sentence=sentence,
        name=candidate.name,
        pattern=candidate.pattern,
        confidence=candidate.confidence,
        is_reference=candidate.is_reference,
        head=candidate.head,
        gender=candidate.gender,
        geonames=candidate.geonames,
    )
