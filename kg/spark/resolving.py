"""Clusters of all documents → groups, one for each thing, set by set.

Names are linked (:mod:`kg.resolution.closure`) by joins; what is connected becomes a set, and each
set is grouped by :func:`kg.resolution.grouping.groups_of_type`, as all clusters are without Spark.
Types whose clusters point to others (a person to the body of a role) come second.
"""

from __future__ import annotations

import functools
import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.graph.identifiers import entity_path
from kg.model import Entity, EntityType, Member
from kg.resolution import closure
from kg.resolution.bare_words import Key
from kg.resolution.entities import entity as entity_of
from kg.resolution.entities import is_linked_city
from kg.resolution.grouping import groups_of_type
from kg.resolution.groups import Grouping, name_of
from kg.resolution.profiles import Profile
from kg.resolution.renaming import bodies_of, names_told
from kg.resolution.rules import ORDER
from kg.resolution.spelling import MOST_ALIKE, sounds_of, spelling_variants
from kg.settings import Settings
from kg.spark.connecting import connected
from kg.spark.frames import Row, Values, gazetteer_of, grouped, mapped, number_of
from kg.spark.packing import pack, unpack

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

GROUPS = (
    "part bigint, `group` string, path string, type string, entity binary, country string,"
    " geonames bigint, bodies binary,"
    " members array<struct<document: string, cluster: int, spoken: binary>>"
)
"""A group as an entity that has its first member only; ``path`` is its IRI's, ``country`` the code
of a linked city, ``bodies`` are names that the table of renamings tells of, with countries;
``part`` is the set in which it was grouped."""

_KEY = "\x1e"

Common = Mapping[str, frozenset[str]]
"""By type the sounds that too many names have."""


def groups(spark: SparkSession, work: str, settings: Settings) -> None:
    """Group the clusters of the extractions in the folder ``work``, into ``work/groups``."""
    from pyspark.sql import functions as F

    read = spark.read.parquet(f"{work}/extractions")
    clusters = read.select(F.col("identifier").alias("document"), F.inline("profiles"))
    common = _write_links(spark, clusters, work, settings)
    parts = connected(spark, spark.read.parquet(f"{work}/links"))
    found = clusters.join(parts, "node", "left").withColumn(
        "part", F.coalesce(F.col("part"), F.col("node"))
    )
    target = f"{work}/groups"
    decide = functools.partial(_decide, settings, common)
    first = found.where(~F.col("is_pointing")).withColumn("pointed", F.lit(None))
    grouped(first, "part", decide, GROUPS).write.mode("overwrite").parquet(target)
    _point(spark.read.parquet(target), found, f"{work}/pointing")
    pointing = spark.read.parquet(f"{work}/pointing")
    parts = connected(spark, _shared_roles(pointing)).withColumnRenamed("part", "whole")
    second = (
        pointing.drop("roles")
        .join(parts, pointing["part"] == parts["node"], "left")
        .withColumn("part", F.coalesce(F.col("whole"), F.col("part")))
    )
    grouped(second, "part", decide, GROUPS).write.mode("append").parquet(target)


def _write_links(spark: SparkSession, clusters: DataFrame, work: str, settings: Settings) -> Common:
    """Write what links names, and give the sounds by which they are not compared."""
    from pyspark.sql import functions as F

    strong = clusters.where(F.col("name").isNotNull())
    strong.select("node", "type", "name").distinct().write.mode("overwrite").parquet(
        f"{work}/names"
    )
    names = spark.read.parquet(f"{work}/names")
    sounds = mapped(names, _sounds, "sound string, name string")
    grouped(sounds, "sound", _alike, "a bigint, b bigint, common string").write.mode(
        "overwrite"
    ).parquet(f"{work}/sounds")
    alike = spark.read.parquet(f"{work}/sounds")
    partners = mapped(names, functools.partial(_partners, settings), "a bigint, b bigint")
    others = strong.select(F.explode("others").alias("a"), F.col("node").alias("b")).distinct()
    used = names.select(F.col("node").alias("a"))
    links = partners.unionByName(others).join(used, "a", "left_semi")
    links.unionByName(alike.where("a is not null").select("a", "b")).write.mode(
        "overwrite"
    ).parquet(f"{work}/links")
    common: dict[str, set[str]] = defaultdict(set)
    for row in alike.where("common is not null").select("common").collect():
        type, sound = row["common"].split(_KEY)
        common[type].add(sound)
    return {type: frozenset(found) for type, found in common.items()}


def _sounds(rows: Iterator[Row]) -> Iterator[Values]:
    for row in rows:
        for sound in sounds_of(EntityType(row["type"]), closure.name_of_text(row["name"])):
            yield _KEY.join((row["type"], sound)), row["name"]


def _alike(rows: Iterator[Row]) -> Iterator[Values]:
    """Links between names of one sound, or that they are too many."""
    first = next(rows)
    names = {closure.name_of_text(row["name"]) for row in itertools.chain([first], rows)}
    if len(names) > MOST_ALIKE:
        yield None, None, first["sound"]
        return
    type = EntityType(first["sound"].split(_KEY)[0])
    for a, b, _ in spelling_variants(type, names):
        yield (*(number_of(closure.node_of_name(type, name)) for name in (a, b)), None)


def _partners(settings: Settings, rows: Iterator[Row]) -> Iterator[Values]:
    gazetteer = gazetteer_of(settings)
    for row in rows:
        type = EntityType(row["type"])
        for name in closure.partners(type, closure.name_of_text(row["name"]), gazetteer):
            yield number_of(closure.node_of_name(type, name)), row["node"]


def _point(groups: DataFrame, clusters: DataFrame, target: str) -> None:
    """Write the clusters that point to others with the groups of these, and nodes of roles."""
    from pyspark.sql import functions as F

    members = groups.select("group", F.inline("members"))
    pointed = members.groupBy("document").agg(
        F.collect_list(F.struct("cluster", "group")).alias("pointed")
    )
    kept = ("document", "cluster", "type", "profile", "spoken", "part", "pointed")
    found = clusters.where("is_pointing").join(pointed, "document", "left").select(*kept)
    schema = (
        "document string, cluster int, type string, profile binary, spoken binary, part bigint,"
        " pointed array<struct<cluster: int, `group`: string>>, roles array<bigint>"
    )
    mapped(found, _with_roles, schema).write.mode("overwrite").parquet(target)


def _with_roles(rows: Iterator[Row]) -> Iterator[Values]:
    for row in rows:
        profile = unpack(row["profile"], Profile)
        targets = {
            value.cluster
            for values in profile.features.values()
            for value in values
            if isinstance(value, Member)
        }
        pointed = [each for each in row["pointed"] or () if each["cluster"] in targets]
        roles = closure.roles(profile, _grouping(row["document"], pointed))
        known = (row["document"], row["cluster"], row["type"], row["profile"], row["spoken"])
        yield *known, row["part"], pointed, sorted({number_of(role) for role in roles})


def _shared_roles(pointing: DataFrame) -> DataFrame:
    """Links between sets of people by roles that several of them have."""
    from pyspark.sql import functions as F

    held = pointing.select("part", F.explode("roles").alias("role")).distinct()
    shared = held.groupBy("role").agg(F.min("part").alias("a"), F.max("part").alias("last"))
    return (
        held.join(shared.where("a < last"), "role")
        .where("a < part")
        .select("a", F.col("part").alias("b"))
        .distinct()
    )


def _grouping(document: str, pointed: list[Row]) -> Grouping:
    return Grouping({Member(document, each["cluster"]): each["group"] for each in pointed})


def _decide(settings: Settings, common: Common, rows: Iterator[Row]) -> Iterator[Values]:
    """The groups of one set of clusters."""
    gazetteer = gazetteer_of(settings)
    grouping = Grouping()
    spoken: dict[Member, bytes] = {}
    by_type: dict[EntityType, list[Profile]] = defaultdict(list)
    first = next(rows)
    for row in itertools.chain([first], rows):
        profile = unpack(row["profile"], Profile)
        by_type[profile.type].append(profile)
        spoken[profile.member] = row["spoken"]
        if row["pointed"]:
            grouping.group_of.update(_grouping(row["document"], row["pointed"]).group_of)
    told = names_told(gazetteer)
    for type in ORDER:
        ordered = sorted(by_type[type], key=lambda profile: profile.member)
        sounds = common.get(type, frozenset())
        for found in groups_of_type(type, ordered, grouping, gazetteer, sounds):
            group = tuple(found)
            bodies = [(key, sorted(among)) for key, among in bodies_of(group) if key in told]
            entity = entity_of(group, gazetteer)
            yield first["part"], name_of(group), *_row(entity, bodies, spoken)


def _row(
    entity: Entity, bodies: list[tuple[Key, list[str]]], spoken: Mapping[Member, bytes]
) -> Values:
    place = entity.place
    return (
        entity_path(entity),
        str(entity.type),
        pack(replace(entity, members=entity.members[:1])),
        place.country if place is not None and is_linked_city(entity) else None,
        place.geonames if place is not None else None,
        pack(bodies) if bodies else None,
        [
            {"document": member.document, "cluster": member.cluster, "spoken": spoken[member]}
            for member in entity.members
        ],
    )
