"""Facts: what claims of all documents say of entities, each once, with all its evidence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.arabic import name_key
from kg.model import (
    Claim,
    Entity,
    EntityType,
    Evidence,
    Extraction,
    Fact,
    Member,
    Relation,
    Standing,
)
from kg.resolution.bare_words import Key, title_key
from kg.resolution.entities import is_linked_city
from kg.resolution.features import clusters_of_mentions

_ORDER = {relation: index for index, relation in enumerate(Relation)}
_BY_MEANING = frozenset({Relation.THEME})
"""Relations whose literals are the same when they differ in spelling only."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim lifted to entities."""

    claim: Claim
    evidence: Evidence
    subject: int
    object: int | None


_Meaning = tuple[Relation, int, int | None, str | int | None, Key, str, str]


def facts(extractions: Iterable[Extraction], entities: Sequence[Entity]) -> tuple[Fact, ...]:
    """The facts that the claims state and the gazetteer knows, in an order that they decide.

    Claims are the same fact where relation, subject and object (or literal) are; of roles
    where person, body, normal title and stated period are. A claim whose ends became one
    entity is dropped.
    """
    statements = tuple(lift(extractions, entities))
    titles: dict[Key, Counter[str]] = defaultdict(Counter)
    for statement in statements:
        if statement.claim.title:
            titles[title_key(statement.claim.title)][statement.claim.title] += 1
    usual = {key: usual_title(counts) for key, counts in titles.items()}
    return join(statements, usual, entities)


def join(
    statements: Iterable[Statement], usual: Mapping[Key, str], entities: Sequence[Entity]
) -> tuple[Fact, ...]:
    """The facts of statements, and what the gazetteer knows, in an order that they decide.

    ``usual`` has the spelling of each title, by its normal form.
    """
    groups: dict[_Meaning, list[Statement]] = defaultdict(list)
    for statement in statements:
        groups[_meaning(statement)].append(statement)
    found = [fact for group in groups.values() for fact in _facts(group, usual)]
    located = {(fact.subject, fact.object) for fact in found if fact.relation is Relation.LOCATION}
    found += [fact for fact in _known(entities) if (fact.subject, fact.object) not in located]
    return tuple(sorted(found, key=_rank))


def lift(extractions: Iterable[Extraction], entities: Sequence[Entity]) -> Iterator[Statement]:
    """The claims that join entities; those between a thing and itself say nothing."""
    index = {member: at for at, entity in enumerate(entities) for member in entity.members}
    for extraction in extractions:
        document = extraction.document.identifier
        entity_of: Mapping[int, int] = {
            mention: index[Member(document, cluster)]
            for mention, cluster in clusters_of_mentions(extraction).items()
        }
        for number, claim in enumerate(extraction.claims):
            subject = entity_of.get(claim.subject)
            object = None if claim.object is None else entity_of.get(claim.object)
            if subject is None or (claim.object is not None and object is None):
                continue
            if subject != object:
                yield Statement(claim, Evidence(document, number), subject, object)


def _meaning(statement: Statement) -> _Meaning:
    claim = statement.claim
    literal = claim.literal
    if claim.relation in _BY_MEANING and isinstance(literal, str):
        literal = name_key(literal)
    is_role = claim.relation is Relation.ROLE
    return (
        claim.relation,
        statement.subject,
        statement.object,
        literal,
        title_key(claim.title) if is_role and claim.title else (),
        (claim.since or "") if is_role else "",
        (claim.until or "") if is_role else "",
    )


def _facts(group: Sequence[Statement], usual: Mapping[Key, str]) -> Iterator[Fact]:
    """The fact of claims that mean the same; two where they disagree about a role's standing."""
    first = group[0]
    claim = first.claim
    fact = Fact(
        relation=claim.relation,
        subject=first.subject,
        object=first.object,
        evidence=(),
        literal=_literal(group),
        title=usual[title_key(claim.title)] if claim.title else None,
        since=claim.since,
        until=claim.until,
    )
    standings = Counter(each.claim.standing for each in group if each.claim.standing is not None)
    ranked = sorted(standings, key=lambda standing: (-standings[standing], standing))
    choices: list[Standing | None] = [*ranked] or [None]
    for standing in choices:
        # A claim that is silent about the standing goes with what most claims say.
        meant = {standing, None} if standing == choices[0] else {standing}
        evidence = {each.evidence for each in group if each.claim.standing in meant}
        yield replace(fact, evidence=tuple(sorted(evidence)), standing=standing)


def _literal(group: Sequence[Statement]) -> str | int | None:
    spellings = Counter(each.claim.literal for each in group)
    return min(spellings, key=lambda literal: (-spellings[literal], str(literal)))


def usual_title(spellings: Counter[str]) -> str:
    """Of the spellings of one title the one that most claims have."""
    return min(spellings, key=lambda title: (-spellings[title], -len(title), title))


def _known(entities: Sequence[Entity]) -> Iterator[Fact]:
    """What the gazetteer knows: the country of each linked city."""
    countries = {
        entity.place.country: at
        for at, entity in enumerate(entities)
        if entity.type is EntityType.COUNTRY and entity.place is not None
    }
    for at, entity in enumerate(entities):
        if is_linked_city(entity) and entity.place is not None:
            country = countries.get(entity.place.country)
            if country is not None:
                yield Fact(Relation.LOCATION, at, country, ())


def _rank(fact: Fact) -> tuple[object, ...]:
    return (
        _ORDER[fact.relation],
        fact.subject,
        -1 if fact.object is None else fact.object,
        str(fact.literal),
        fact.title or "",
        fact.since or "",
        fact.until or "",
        fact.standing or "",
    )
