"""What documents say of things → facts, those of each subject together."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rdflib import URIRef

from kg.graph import statements as stating
from kg.graph.evidence import FactWriter, Stated
from kg.graph.roles import Roles
from kg.model import Claim, Entity, EntityType, Evidence, Label, Member, Relation, Resolution
from kg.resolution.bare_words import Key, title_key
from kg.resolution.facts import Statement, join, lift
from kg.settings import Settings
from kg.spark.extracting import extraction_of
from kg.spark.frames import Row, Values, grouped, mapped
from kg.spark.lines import LINES, lines
from kg.spark.packing import PackedTriple, pack, pack_triple, unpack, unpack_triple
from kg.spark.roles import roles_of
from kg.spark.things import LINE, THING, countries

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

STATEMENTS = (
    "subject string, title string, spelled string, is_role boolean, document string, start int,"
    " told binary, entity binary"
)
"""A claim between things: ``title`` is the normal form of its title, ``spelled`` the title, and
``start`` where it stands; or, without any of these, a city that the gazetteer knows, as subject."""

FACT, STATED = "fact", "stated"
FACTS = f"kind string, identifier string, stated binary, relation string, {LINES}"
"""A fact that documents state, what one of them states of it, or a line of facts."""

_WORD = "\x1f"
_NO_LINE = (None,) * 4


@dataclass(frozen=True, slots=True)
class Told:
    """A claim of a document, with the things that it is about."""

    claim: Claim
    document: str
    number: int
    subject_type: EntityType
    object: str | None = None
    object_type: EntityType | None = None


@dataclass(frozen=True, slots=True)
class PackedStated:
    """What a claim of a document states, as it is sent there."""

    triple: PackedTriple
    more: tuple[PackedTriple, ...]
    role: str | None
    titles: tuple[str, ...]
    claim: int


def statements(spark: SparkSession, work: str) -> None:
    """Write the claims of all documents in ``work`` with the things that they join."""
    from pyspark.sql import functions as F

    read = spark.read.parquet(f"{work}/extractions").select("identifier", "document", "content")
    named = spark.read.parquet(f"{work}/named")
    lifted = mapped(read.join(named, "identifier"), _lift, STATEMENTS)
    known = spark.read.parquet(f"{work}/things").where(
        (F.col("kind") == THING) & F.col("country").isNotNull()
    )
    cities = known.select(F.col("iri").alias("subject"), "entity")
    every = lifted.unionByName(cities, allowMissingColumns=True)
    every.write.mode("overwrite").parquet(f"{work}/statements")


def _lift(rows: Iterator[Row]) -> Iterator[Values]:
    for row in rows:
        members: dict[str, list[int]] = {}
        types = {each["iri"]: EntityType(each["type"]) for each in row["things"]}
        for each in row["things"]:
            members.setdefault(each["iri"], []).append(each["cluster"])
        iris = list(members)
        entities = [_entity(types[iri], row["identifier"], members[iri]) for iri in iris]
        for statement in lift([extraction_of(row)], entities):
            yield _statement(statement, iris, types)


def _entity(type: EntityType, document: str = "", clusters: Sequence[int] = ()) -> Entity:
    """An entity of which nothing is known but its type and clusters."""
    members = tuple(Member(document, cluster) for cluster in clusters)
    return Entity(type, Label("", ""), (), members, (document, 0))


def _statement(
    statement: Statement, iris: Sequence[str], types: Mapping[str, EntityType]
) -> Values:
    claim, evidence = statement.claim, statement.evidence
    subject = iris[statement.subject]
    told = Told(claim, evidence.document, evidence.claim, types[subject])
    if statement.object is not None:
        object_ = iris[statement.object]
        told = replace(told, object=object_, object_type=types[object_])
    title = _WORD.join(title_key(claim.title)) if claim.title else None
    is_role = claim.relation is Relation.ROLE
    where = (evidence.document, claim.start)
    return subject, title, claim.title or None, is_role, *where, pack(told), None


def facts(spark: SparkSession, work: str, settings: Settings) -> None:
    """Write the facts of the statements in ``work`` to ``work/facts``."""
    stated = spark.read.parquet(f"{work}/statements").select("subject", "title", "told", "entity")
    roles = spark.read.parquet(f"{work}/roles").where("role is not null")
    titles = roles.select("title", "usual", "role", "spelled")
    tell = functools.partial(_facts, settings.base, countries(spark, work))
    found = grouped(stated.join(titles, "title", "left"), "subject", tell, FACTS)
    found.write.mode("overwrite").parquet(f"{work}/facts")


class _Things:
    """The few entities that statements of one subject are about, the subject first."""

    def __init__(self, subject: str) -> None:
        self.iris = [subject]
        self.entities = [_entity(EntityType.PERSON)]
        self._numbers = {subject: 0}

    def add(self, iri: str, entity: Entity) -> int:
        """The number of a thing, of which the last that is known counts."""
        number = self._numbers.setdefault(iri, len(self.iris))
        if number == len(self.iris):
            self.iris.append(iri)
            self.entities.append(entity)
        elif entity.place is not None or self.entities[number].place is None:
            self.entities[number] = entity
        return number


def _facts(
    base: str, countries: Mapping[str, tuple[str, Entity]], rows: Iterator[Row]
) -> Iterator[Values]:
    """The facts of one subject."""
    every = list(rows)
    subject = every[0]["subject"]
    things = _Things(subject)
    claims: dict[Evidence, Claim] = {}
    usual: dict[Key, str] = {}
    found: list[Statement] = []
    for row in every:
        if row["entity"] is not None:
            _add_country(subject, unpack(row["entity"], Entity), countries, things)
            continue
        told = unpack(row["told"], Told)
        object_ = None
        things.add(subject, _entity(told.subject_type))
        if told.object is not None and told.object_type is not None:
            object_ = things.add(told.object, _entity(told.object_type))
        evidence = Evidence(told.document, told.number)
        claims[evidence] = told.claim
        found.append(Statement(told.claim, evidence, 0, object_))
        if told.claim.title:
            usual[title_key(told.claim.title)] = row["usual"]
    resolution = Resolution(tuple(things.entities), join(found, usual, things.entities))
    iris = [URIRef(iri) for iri in things.iris]
    for fact in resolution.facts:
        if fact.evidence:
            yield FACT, None, None, str(fact.relation), *_NO_LINE
    roles = roles_of(every)
    # What is said of a role itself is said once, and not with each subject.
    writer = FactWriter(Roles({}, {}))
    for same in stating.state(resolution, claims.__getitem__, iris, roles, base):
        for line in lines(writer.describe([replace(each, role=None) for each in same])):
            yield LINE, None, None, None, *line
        for statement in same:
            for evidence in statement.evidence:
                packed = pack(_packed(statement, evidence.claim, roles))
                yield STATED, evidence.document, packed, None, *_NO_LINE


def _add_country(
    subject: str, city: Entity, countries: Mapping[str, tuple[str, Entity]], things: _Things
) -> None:
    """Let a city be the subject, and its country be known."""
    things.add(subject, city)
    country = None if city.place is None else countries.get(city.place.country)
    if country is not None:
        things.add(*country)


def _packed(statement: stating.Statement, claim: int, roles: Roles) -> PackedStated:
    role = statement.role
    return PackedStated(
        pack_triple(statement.triple),
        tuple(map(pack_triple, statement.more)),
        None if role is None else str(role),
        () if role is None else roles.titles(role),
        claim,
    )


def stated_of(packed: Sequence[bytes]) -> tuple[list[Stated], Roles]:
    """What a document states, with the roles that it speaks of."""
    found: list[Stated] = []
    titles: dict[URIRef, tuple[str, ...]] = {}
    for data in packed:
        each = unpack(data, PackedStated)
        role = None if each.role is None else URIRef(each.role)
        if role is not None:
            titles[role] = each.titles
        more = tuple(map(unpack_triple, each.more))
        statement = stating.Statement(unpack_triple(each.triple), (), more, role)
        found.append(Stated(statement, each.claim))
    return found, Roles({}, titles)
