"""An explanation as plain values: markings of the text, claims between them, and what lost."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from kg.chunks import Word
from kg.extraction import consider, extract
from kg.mentions import Considered
from kg.mentions.candidates import Candidate
from kg.model import Document, EntityType, Extraction, Mention, Sentence
from kg.resources import Resources

_ENTITY_KINDS = frozenset(map(str, EntityType))


@dataclass(frozen=True, slots=True)
class Loser:
    """A reading of the same words that does not stand.

    It lost to its marking by ``rule`` (one of :data:`kg.mentions.candidates.RULES`); of the two
    ``ranks``, which are those of :func:`kg.mentions.candidates.choose`, the first is its own.
    """

    kind: str
    name: str
    start: int
    end: int
    pattern: str
    confidence: float
    rule: str
    ranks: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marking:
    """What a passage ``[start, end)`` of the text was taken for.

    ``kind`` is an entity type, or one of Title, Date, Number, Quote; ``thing`` the name of the
    thing that it stands for, empty for what is no thing and for a reference without antecedent.
    ``is_passage`` tells a clause that describes a meeting from what stands for something by itself:
    only these share words with others.
    """

    number: int
    kind: str
    name: str
    sentence: int
    start: int
    end: int
    pattern: str
    confidence: float
    thing: str = ""
    is_reference: bool = False
    is_entity: bool = True
    is_passage: bool = False
    lost: tuple[Loser, ...] = ()


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim: ``subject`` and ``object`` are numbers of markings, ``value`` is a literal.

    ``details`` are the title, standing and time of a role, by name.
    """

    number: int
    relation: str
    subject: int
    object: int | None
    value: str
    details: Mapping[str, str]
    sentence: int
    pattern: str
    confidence: float


_Part = TypeVar("_Part", Marking, Claimed)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Markings and claims of a document, both in the order of the text."""

    document: Document
    sentences: tuple[Sentence, ...]
    markings: tuple[Marking, ...]
    claims: tuple[Claimed, ...]

    def marked(self, sentence: int) -> list[Marking]:
        """The markings of a sentence."""
        return _of_sentence(self.markings, sentence)

    def claimed(self, sentence: int) -> list[Claimed]:
        """The claims of a sentence."""
        return _of_sentence(self.claims, sentence)


def _of_sentence(ordered: Sequence[_Part], sentence: int) -> list[_Part]:
    """Those of a sentence, among parts in the order of sentences."""
    first = bisect_left(ordered, sentence, key=lambda each: each.sentence)
    last = bisect_right(ordered, sentence, lo=first, key=lambda each: each.sentence)
    return list(ordered[first:last])


def explain(document: Document, resources: Resources) -> Explanation:
    """How a document is read, by the same stages and data as in a build."""
    extraction = extract(document, resources)
    considered = consider(document, resources)
    markings, of_mention = _markings(extraction, considered)
    return Explanation(
        document=document,
        sentences=extraction.sentences,
        markings=markings,
        claims=tuple(_claims(extraction, of_mention)),
    )


def _markings(
    extraction: Extraction, considered: Considered
) -> tuple[tuple[Marking, ...], dict[int, int]]:
    """The markings, and the number of each mention's."""
    unmarked: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, mention in enumerate(extraction.mentions):
        unmarked[mention.start, mention.end].append(index)
    found: list[tuple[Marking, int | None]] = []
    for marking in _decided(considered):
        same = unmarked.get((marking.start, marking.end), [])
        found.append((marking, same.pop(0) if marking.is_entity and same else None))
    # Meetings that only a clause describes were never candidates.
    rest = sorted(index for same in unmarked.values() for index in same)
    found += [(_passage(extraction.mentions[index]), index) for index in rest]
    found.sort(key=lambda pair: (pair[0].start, -pair[0].end, pair[0].kind))
    things = {mention: each.name for each in extraction.clusters for mention in each.mentions}
    markings = []
    of_mention = {}
    for number, (marking, known) in enumerate(found):
        if known is not None:
            of_mention[known] = number
            marking = _settled(marking, extraction.mentions[known], things.get(known, ""))
        markings.append(replace(marking, number=number))
    return tuple(markings), of_mention


def _decided(considered: Considered) -> Iterator[Marking]:
    """The candidates that stand, each with those that lost to it."""
    for sentence, (words, decisions) in enumerate(considered):
        lost: dict[int, list[Loser]] = defaultdict(list)
        for each in decisions:
            if each.winner is not None and not _says_the_same(each.candidate, each.winner):
                lost[id(each.winner)].append(_loser(each.candidate, each.winner, each.rule, words))
        for each in decisions:
            if each.winner is None:
                losers = tuple(lost[id(each.candidate)])
                yield replace(_chosen(each.candidate, words, sentence), lost=losers)


def _says_the_same(one: Candidate, other: Candidate) -> bool:
    """Whether two finders read the same words alike, so that neither is against the other."""
    mine = one.kind, one.first, one.last, one.name, one.is_reference
    return mine == (other.kind, other.first, other.last, other.name, other.is_reference)


def _chosen(candidate: Candidate, words: Sequence[Word], sentence: int) -> Marking:
    return Marking(
        number=0,
        kind=candidate.kind,
        name=candidate.name,
        sentence=sentence,
        start=words[candidate.first].start,
        end=words[candidate.last - 1].end,
        pattern=candidate.pattern,
        confidence=candidate.confidence,
        is_reference=candidate.is_reference,
        is_entity=candidate.kind in _ENTITY_KINDS,
    )


def _passage(mention: Mention) -> Marking:
    return Marking(
        number=0,
        kind=str(mention.type),
        name=mention.name,
        sentence=mention.sentence,
        start=mention.start,
        end=mention.end,
        pattern=mention.pattern,
        confidence=mention.confidence,
        is_passage=True,
    )


def _settled(marking: Marking, mention: Mention, thing: str) -> Marking:
    """A marking with what the whole document made of it (an event's title, its kind)."""
    return replace(
        marking,
        kind=str(mention.type),
        name=mention.name,
        pattern=mention.pattern,
        confidence=mention.confidence,
        is_reference=mention.is_reference,
        thing=thing,
    )


def _loser(loser: Candidate, winner: Candidate, rule: str, words: Sequence[Word]) -> Loser:
    return Loser(
        kind=loser.kind,
        name=loser.name,
        start=words[loser.first].start,
        end=words[loser.last - 1].end,
        pattern=loser.pattern,
        confidence=loser.confidence,
        rule=rule,
        ranks=(loser.rank, winner.rank),
    )


def _claims(extraction: Extraction, of_mention: Mapping[int, int]) -> Iterator[Claimed]:
    order = sorted(
        extraction.claims,
        key=lambda claim: (claim.sentence, claim.start, of_mention[claim.subject], claim.pattern),
    )
    for number, claim in enumerate(order):
        details = {name: getattr(claim, name) for name in ("title", "standing", "since", "until")}
        yield Claimed(
            number=number,
            relation=str(claim.relation),
            subject=of_mention[claim.subject],
            object=None if claim.object is None else of_mention[claim.object],
            value="" if claim.literal is None else str(claim.literal),
            details={name: str(value) for name, value in details.items() if value},
            sentence=claim.sentence,
            pattern=claim.pattern,
            confidence=claim.confidence,
        )
