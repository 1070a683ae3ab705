"""Groups → things with IRIs, and under which names each document has them."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from rdflib import URIRef

from kg.graph.identifiers import entity_iris, entity_path
from kg.graph.mapping import used
from kg.graph.names import Thing, describe_thing
from kg.graph.outlines import Spoken
from kg.graph.vocabulary import RESOLUTION_GRAPH, RW
from kg.model import Entity, EntityType, Label
from kg.resolution.bare_words import Key
from kg.resolution.entities import known_only, order
from kg.resolution.renaming import pairs
from kg.settings import Settings
from kg.spark.frames import Row, Values, gazetteer_of, grouped
from kg.spark.lines import LINES, Line, lines
from kg.spark.packing import pack, unpack
from kg.spark.resolving import GROUPS

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

THING, MEMBER, LINE = "thing", "member", "line"
THINGS = (
    "kind string, identifier string, cluster int, iri string, type string, entity binary,"
    f" country string, geonames bigint, bodies binary, {LINES}"
)
"""A thing, a cluster of a document that stands for one, or a line of what is said of one.

The ``entity`` of a cluster has only those names that the document uses, and the preferred one."""

_NO_LINE = (None,) * 4


def things(spark: SparkSession, work: str, settings: Settings) -> None:
    """Give the groups in ``work`` their IRIs, and write ``work/things`` and ``work/named``."""
    from pyspark.sql import functions as F

    found = spark.read.parquet(f"{work}/groups")
    every = found.unionByName(_known_only(spark, found, settings))
    name = functools.partial(_named, settings.base)
    grouped(every, "path", name, THINGS).write.mode("overwrite").parquet(f"{work}/things")
    members = spark.read.parquet(f"{work}/things").where(F.col("kind") == MEMBER)
    named = members.groupBy("identifier").agg(
        F.collect_list(F.struct("cluster", "iri", "type", "entity")).alias("things")
    )
    named.write.mode("overwrite").parquet(f"{work}/named")


def _known_only(spark: SparkSession, found: DataFrame, settings: Settings) -> DataFrame:
    """The countries of cities that no document mentions; on the driver, as they are few."""
    from pyspark.sql import functions as F

    gazetteer = gazetteer_of(settings)
    cities = found.where(F.col("country").isNotNull()).select("country").distinct()
    codes = {row["country"] for row in cities.collect()}
    ids = [place.geonames for code in codes if (place := gazetteer.country(code)) is not None]
    linked = found.where(F.col("geonames").isin(ids)).select("geonames").distinct()
    known = {row["geonames"] for row in linked.collect()}
    rows: list[Values] = [
        (None, "", entity_path(entity), str(entity.type), pack(entity), None, None, None, [])
        for entity in known_only(codes, known, gazetteer)
    ]
    return spark.createDataFrame(rows, GROUPS)


def _named(base: str, rows: Iterator[Row]) -> Iterator[Values]:
    """What all groups that would share an IRI become."""
    sharing = list(rows)
    entities = [unpack(row["entity"], Entity) for row in sharing]
    for row, entity, iri in zip(sharing, entities, entity_iris(entities, base), strict=True):
        thing = Thing(entity, iri)
        known = (str(iri), row["type"])
        told = (row["country"], row["geonames"], row["bodies"])
        yield THING, None, None, *known, row["entity"], *told, *_NO_LINE
        names: set[Label] = set()
        for member in row["members"]:
            here = set(used(thing, unpack(member["spoken"], tuple[Spoken, ...])))
            names |= here
            slim = replace(entity, labels=tuple(each for each in entity.labels if each in here))
            where = (member["document"], member["cluster"])
            yield MEMBER, *where, *known, pack(slim), None, None, None, *_NO_LINE
        for line in lines(describe_thing(thing, names)):
            yield LINE, *(None,) * 8, *line


def countries(spark: SparkSession, work: str) -> dict[str, tuple[str, Entity]]:
    """The country things by their code, with their IRIs."""
    from pyspark.sql import functions as F

    found = spark.read.parquet(f"{work}/things").where(
        (F.col("kind") == THING) & (F.col("type") == str(EntityType.COUNTRY))
    )
    rows = [
        (unpack(row["entity"], Entity), row["iri"])
        for row in found.select("entity", "iri").collect()
    ]
    rows.sort(key=lambda pair: order(pair[0]))
    return {entity.place.country: (iri, entity) for entity, iri in rows if entity.place is not None}


def renamed(spark: SparkSession, work: str, settings: Settings) -> list[Line]:
    """The lines of bodies that became others, as far as the table of renamings knows."""
    found = spark.read.parquet(f"{work}/things").where("bodies is not null")
    bodies: dict[Key, list[tuple[str, frozenset[str]]]] = defaultdict(list)
    for row in found.select("iri", "bodies").collect():
        for key, among in unpack(row["bodies"], list[tuple[Key, list[str]]]):
            bodies[key].append((row["iri"], frozenset(among)))
    triples = [
        (URIRef(old), RW.renamedTo, URIRef(new))
        for old, new in sorted(pairs(bodies, gazetteer_of(settings)))
    ]
    return list(lines((*triple, g) for triple in triples for g in (None, RESOLUTION_GRAPH)))
