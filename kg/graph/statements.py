"""Facts as triples: what each relation of the contract says in RDF.

A :class:`Statement` is one fact: the triple that its claims point to, with the triples
that are said together with it. What resolution calls one fact can be two here (a date
with start and end); statements of the same triple are brought together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rdflib import Literal, URIRef

from kg.errors import KgError
from kg.graph import identifiers
from kg.graph.dates import ClaimOf, choose_dates
from kg.graph.literals import date_literal, integer_literal, text_literal
from kg.graph.roles import Roles
from kg.graph.terms import Triple
from kg.graph.vocabulary import (
    ATTENDANCE_MODES,
    EVENT_STATUSES,
    ORG,
    PREDICATES,
    RDF,
    RW,
    SDO,
    STANDINGS,
    TIME,
)
from kg.model import EntityType, Evidence, Fact, Relation, Resolution

_PLACES = frozenset({EntityType.CITY, EntityType.COUNTRY, EntityType.PLACE})
_EVENTS = frozenset({EntityType.CONFERENCE, EntityType.SESSION, EntityType.MEETING})

_SPEAKER, _PERFORMER = RW.speaker, SDO.performer
_CONTAINED, _LOCATION = SDO.containedInPlace, SDO.location
_MEMBER, _JURISDICTION, _ORGANIZATION = ORG.member, RW.jurisdiction, ORG.organization
_TERMS: Mapping[Relation, Mapping[str, URIRef]] = {
    Relation.STATUS: EVENT_STATUSES,
    Relation.ATTENDANCE_MODE: ATTENDANCE_MODES,
}


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact in RDF.

    ``triple`` is what claims point to, ``more`` is said with it; ``role`` is the org:Role whose
    own triples belong to the evidence too. Without evidence no sentence states it.
    """

    triple: Triple
    evidence: tuple[Evidence, ...]
    more: tuple[Triple, ...] = ()
    role: URIRef | None = None


@dataclass(frozen=True, slots=True)
class _Context:
    resolution: Resolution
    iris: Sequence[URIRef]
    roles: Roles
    base: str


def state(
    resolution: Resolution,
    claim_of: ClaimOf,
    iris: Sequence[URIRef],
    roles: Roles,
    base: str,
) -> Iterator[tuple[Statement, ...]]:
    """All statements; those of one tuple share their triple, and no other has it.

    ``iris`` are the IRIs of the resolution's entities, in their order.
    """
    context = _Context(resolution, iris, roles, base)
    groups: dict[Triple, list[Statement]] = defaultdict(list)
    dates: dict[int, list[Fact]] = defaultdict(list)
    for fact in resolution.facts:
        if fact.relation is Relation.DATE:
            dates[fact.subject].append(fact)
        else:
            statement = _statement(fact, context)
            groups[statement.triple].append(statement)
    for event, facts in dates.items():
        for statement in _date_statements(iris[event], facts, claim_of):
            groups[statement.triple].append(statement)
    yield from map(tuple, groups.values())


def triples(
    fact: Fact, resolution: Resolution, iris: Sequence[URIRef], base: str
) -> Iterator[tuple[Triple, str | int | None]]:
    """The triples that claims of a fact point to, each with what it says of the fact.

    That is the fact's literal, and of the end of an event ``../2017-03-11``. Whether documents
    that know more have made a date superfluous is not looked at.
    """
    if fact.relation is not Relation.DATE:
        # A role's title is in the membership's IRI, whatever the role's own is.
        context = _Context(resolution, iris, Roles({}, {}), base)
        yield _statement(fact, context).triple, fact.literal
        return
    start, _, end = str(fact.literal).partition("/")
    event = iris[fact.subject]
    yield (event, SDO.startDate, date_literal(start)), start
    if end:
        yield (event, SDO.endDate, date_literal(end)), f"../{end}"


def _statement(fact: Fact, context: _Context) -> Statement:
    match fact.relation:
        case Relation.ROLE:
            return _role(fact, context)
        case Relation.QUOTATION:
            return _quotation(fact, context)
        case Relation.LOCATION:
            return _location(fact, context)
        case Relation.PART_OF:
            is_event = context.resolution.entities[fact.subject].type in _EVENTS
            predicate = SDO.superEvent if is_event else ORG.subOrganizationOf
            return _simple(fact, predicate, context)
        case Relation.SPEAKER:
            statement = _simple(fact, _SPEAKER, context)
            event, _, agent = statement.triple
            return Statement(statement.triple, fact.evidence, ((event, _PERFORMER, agent),))
        case _:
            return _simple(fact, PREDICATES[fact.relation], context)


def _simple(fact: Fact, predicate: URIRef, context: _Context) -> Statement:
    subject = context.iris[fact.subject]
    return Statement((subject, predicate, _object(fact, context)), fact.evidence)


def _object(fact: Fact, context: _Context) -> URIRef | Literal:
    if fact.object is not None:
        return context.iris[fact.object]
    literal = fact.literal
    if fact.relation in _TERMS:
        terms = _TERMS[fact.relation]
        if literal not in terms:
            raise KgError(f"found {fact.relation} {literal!r}; expected one of {', '.join(terms)}")
        return terms[str(literal)]
    if literal is None:
        raise ValueError(f"a fact of the relation {fact.relation} without an object: {fact}")
    return integer_literal(literal) if isinstance(literal, int) else text_literal(literal)


def _location(fact: Fact, context: _Context) -> Statement:
    entities = context.resolution.entities
    subject, place = context.iris[fact.subject], _object(fact, context)
    contained: Triple = (subject, _CONTAINED, place)
    if not fact.evidence:
        # The gazetteer knows that a city lies in a country; no text says so.
        return Statement(contained, ())
    more = (contained,) if entities[fact.subject].type in _PLACES else ()
    return Statement((subject, _LOCATION, place), fact.evidence, more)


def _quotation(fact: Fact, context: _Context) -> Statement:
    person, text = context.iris[fact.subject], str(fact.literal)
    quotation = identifiers.quotation_iri(person, text, context.base)
    more: tuple[Triple, ...] = (
        (quotation, RDF.type, SDO.Quotation),
        (quotation, SDO.text, text_literal(text)),
    )
    return Statement((quotation, SDO.creator, person), fact.evidence, more)


def _role(fact: Fact, context: _Context) -> Statement:
    person = context.iris[fact.subject]
    body = None if fact.object is None else context.iris[fact.object]
    key = context.roles.key(fact)
    parts = (person, body or "", key, fact.since or "", fact.until or "")
    membership = identifiers.membership_iri(parts, context.base)
    role = context.roles.iris.get(key)
    more: list[Triple] = [(membership, RDF.type, ORG.Membership)]
    if role is not None:
        more.append((membership, ORG.role, role))
    if body is not None and fact.object is not None:
        is_place = context.resolution.entities[fact.object].type in _PLACES
        more.append((membership, _JURISDICTION if is_place else _ORGANIZATION, body))
    if fact.standing is not None:
        more.append((membership, RW.standing, STANDINGS[fact.standing]))
    more.extend(_period(membership, fact))
    return Statement((membership, _MEMBER, person), fact.evidence, tuple(more), role)


def _period(membership: URIRef, fact: Fact) -> Iterator[Triple]:
    if not (fact.since or fact.until):
        return
    interval = URIRef(f"{membership}#period")
    yield membership, ORG.memberDuring, interval
    yield interval, RDF.type, TIME.Interval
    ends = ((TIME.hasBeginning, fact.since, "beginning"), (TIME.hasEnd, fact.until, "end"))
    for predicate, date, name in ends:
        if date:
            instant = URIRef(f"{membership}#{name}")
            yield interval, predicate, instant
            yield instant, TIME.inXSDDate, date_literal(date)


def _date_statements(
    event: URIRef, facts: Sequence[Fact], claim_of: ClaimOf
) -> Iterator[Statement]:
    starts, ends = choose_dates(facts, claim_of)
    for predicate, dates in ((SDO.startDate, starts), (SDO.endDate, ends)):
        for date, evidence in dates.items():
            yield Statement((event, predicate, date_literal(date)), evidence)
