"""Documents with all that is known of them → the lines that the graph says of each."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rdflib import URIRef

from kg.graph.mapping import by_triple, describe_document
from kg.graph.names import Thing
from kg.model import Entity
from kg.spark.extracting import extraction_of
from kg.spark.facts import STATED, stated_of
from kg.spark.frames import Row, Values, mapped
from kg.spark.lines import LINES, Line, lines
from kg.spark.packing import unpack
from kg.spark.things import LINE

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def describe(spark: SparkSession, work: str, base: str, more: list[Line]) -> None:
    """Write the lines of the graph to ``work/lines``: of documents, facts, things, and ``more``."""
    from pyspark.sql import functions as F

    read = spark.read.parquet(f"{work}/extractions").where(F.col("identifier").isNotNull())
    told = spark.read.parquet(f"{work}/facts")
    stated = (
        told.where(F.col("kind") == STATED)
        .groupBy("identifier")
        .agg(F.collect_list("stated").alias("stated"))
    )
    originals = spark.read.parquet(f"{work}/originals").withColumnRenamed("document", "identifier")
    known = (
        read.select("identifier", "document", "text", "content")
        .join(spark.read.parquet(f"{work}/named"), "identifier", "left")
        .join(stated, "identifier", "left")
        .join(originals, "identifier", "left")
    )
    found = mapped(known, functools.partial(_describe, base), LINES)
    columns = found.columns
    for name in ("facts", "things"):
        table = spark.read.parquet(f"{work}/{name}")
        found = found.unionByName(table.where(F.col("kind") == LINE).select(columns))
    roles = spark.read.parquet(f"{work}/roles").where(F.col("line").isNotNull())
    found = found.unionByName(roles.select(columns))
    if more:
        found = found.unionByName(spark.createDataFrame(more, LINES))
    found.write.mode("overwrite").parquet(f"{work}/lines")


def _describe(base: str, rows: Iterator[Row]) -> Iterator[Values]:
    for row in rows:
        extraction = extraction_of(row)
        things: list[Thing | None] = [None] * len(extraction.clusters)
        for each in row["things"] or ():
            entity = unpack(each["entity"], Entity)
            things[each["cluster"]] = Thing(entity, URIRef(each["iri"]))
        stated, roles = stated_of(row["stated"] or ())
        quads = describe_document(
            extraction, things, by_triple(stated), row["original"], roles, base
        )
        yield from lines(quads)
