"""The titles of roles: the usual spelling of each, and the roles that they are in the graph."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rdflib import URIRef

from kg.arabic import name_key
from kg.graph.identifiers import role_iris, slug
from kg.graph.roles import Roles, name, usual_first
from kg.resolution.facts import usual_title
from kg.spark.frames import Row, Values, grouped
from kg.spark.lines import LINES, lines

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

ROLES = f"title string, usual string, role string, spelled array<string>, {LINES}"
"""Of a title in its normal form the usual spelling, its role and the names of that, or a line."""

_COUNTED = "array<struct<spelled: string, number: bigint>>"
_KEYS = (
    f"key string, title string, usual string, counted {_COUNTED},"
    " anchor struct<document: string, start: int>"
)
_NAMES = (
    "path string, key string, spelled array<string>, anchor struct<document: string, start: int>,"
    " titles array<struct<title: string, usual: string>>"
)
_NO_LINE = (None,) * 4


def roles(spark: SparkSession, work: str, base: str) -> None:
    """Write the titles of the statements in ``work``, and their roles, to ``work/roles``."""
    from pyspark.sql import functions as F

    stated = spark.read.parquet(f"{work}/statements").where("title is not null")
    anchor = F.when(F.col("is_role"), F.struct("document", "start"))
    spelled = stated.groupBy("title", "spelled").agg(
        F.count(F.lit(1)).alias("number"),
        F.sum(F.col("is_role").cast("int")).alias("held"),
        F.min(anchor).alias("anchor"),
    )
    by_key = grouped(spelled, "title", _usual, _KEYS)
    named = grouped(by_key, "key", _one_role, _NAMES)
    found = grouped(named, "path", functools.partial(_with_iris, base), ROLES)
    found.write.mode("overwrite").parquet(f"{work}/roles")


def _usual(rows: Iterator[Row]) -> Iterator[Values]:
    """A title with its usual spelling, by which its role is known."""
    every = list(rows)
    usual = usual_title(Counter({row["spelled"]: row["number"] for row in every}))
    counted = [{"spelled": row["spelled"], "number": row["held"]} for row in every]
    yield name_key(usual), every[0]["title"], usual, counted, _first(every)


def _one_role(rows: Iterator[Row]) -> Iterator[Values]:
    """The role of titles whose usual spellings differ in nothing that counts."""
    every = list(rows)
    key, anchor = every[0]["key"], _first(every)
    counts: Counter[str] = Counter()
    for row in every:
        counts[row["usual"]] += 0
        for each in row["counted"]:
            if name_key(each["spelled"]) == key:
                counts[each["spelled"]] += each["number"]
    spelled = usual_first(counts)
    titles = [{"title": row["title"], "usual": row["usual"]} for row in every]
    yield slug(spelled[0]), key, list(spelled), anchor, titles


def _with_iris(base: str, rows: Iterator[Row]) -> Iterator[Values]:
    every = list(rows)
    names = {
        row["key"]: name(row["spelled"], (row["anchor"]["document"], row["anchor"]["start"]))
        for row in every
    }
    iris = role_iris(names, base)
    for row in every:
        role = iris[row["key"]]
        for title in row["titles"]:
            yield title["title"], title["usual"], str(role), row["spelled"], *_NO_LINE
        described = Roles({}, {role: tuple(row["spelled"])}).describe(role)
        for line in lines((*triple, None) for triple in described):
            yield *(None,) * 4, *line


def _first(rows: list[Row]) -> Row | None:
    anchors = [row["anchor"] for row in rows if row["anchor"] is not None]
    return min(anchors, key=lambda each: (each["document"], each["start"]), default=None)


def roles_of(rows: list[Row]) -> Roles:
    """The roles of statements that were joined with their titles."""
    held = {row["role"]: row for row in rows if row["role"] is not None}
    return Roles(
        {name_key(row["usual"]): URIRef(role) for role, row in held.items()},
        {URIRef(role): tuple(row["spelled"]) for role, row in held.items()},
    )
