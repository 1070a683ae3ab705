"""Near-copies among all documents, found by joins over what their texts share.

The rules and figures are those of :mod:`kg.copies`, of which this is the same search: all shingles
are compared, and of one that very many documents share only the pairs with the first of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from kg import copies
from kg.spark.connecting import connected
from kg.spark.frames import Row, Values, grouped, mapped

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

ORIGINALS = "document string, original string"


def originals(spark: SparkSession, work: str) -> None:
    """Write the near-copies among the extractions in ``work`` to ``work/originals``."""
    from pyspark.sql import functions as F

    read = spark.read.parquet(f"{work}/extractions").where(F.col("identifier").isNotNull())
    # Ranks ascend with what documents are taken by; see :func:`kg.copies.originals`.
    size = F.size("shingles")
    ranked = (
        read.select("identifier", "day", "shingles", size.alias("size"))
        .orderBy(F.col("day").isNull(), "day", F.desc("size"), "identifier")
        .select(F.monotonically_increasing_id().alias("rank"), "identifier", "size", "shingles")
    )
    ranked.write.mode("overwrite").parquet(f"{work}/ranks")
    ranks = spark.read.parquet(f"{work}/ranks")
    near = mapped(_candidates(ranks), _resemble, "a bigint, b bigint, alike double")
    near.write.mode("overwrite").parquet(f"{work}/near")
    pairs = spark.read.parquet(f"{work}/near")
    parts = connected(spark, pairs)
    chosen = grouped(
        pairs.join(parts, pairs["b"] == parts["node"]), "part", _choose, "a bigint, b bigint"
    )
    names = ranks.select("rank", "identifier")
    first = names.withColumnsRenamed({"rank": "a", "identifier": "original"})
    copy = names.withColumnsRenamed({"rank": "b", "identifier": "document"})
    found = chosen.join(first, "a").join(copy, "b").select("document", "original")
    found.write.mode("overwrite").parquet(f"{work}/originals")


def _candidates(ranks: DataFrame) -> DataFrame:
    """Pairs of documents that share enough shingles to be near, with all that both have."""
    from pyspark.sql import Window
    from pyspark.sql import functions as F

    held = ranks.where(F.col("size") >= copies.LEAST_SHINGLES).select(
        F.explode("shingles").alias("shingle"), "rank"
    )
    numbered = held.withColumn(
        "number", F.row_number().over(Window.partitionBy("shingle").orderBy("rank"))
    )
    first = numbered.where(F.col("number") <= copies.MOST_COMMON).select(
        "shingle", F.col("rank").alias("a")
    )
    later = held.withColumnRenamed("rank", "b")
    counted = first.join(later, "shingle").where("a < b").groupBy("a", "b").count()
    one = ranks.select(
        F.col("rank").alias("a"), F.col("size").alias("size_a"), F.col("shingles").alias("one")
    )
    other = ranks.select(
        F.col("rank").alias("b"), F.col("size").alias("size_b"), F.col("shingles").alias("other")
    )
    least = F.least("size_a", "size_b")
    enough = 2 * F.col("count") >= F.lit(copies.CONTAINMENT) * least
    sizes = counted.join(one.drop("one"), "a").join(other.drop("other"), "b").where(enough)
    return sizes.select("a", "b").join(one, "a").join(other, "b").select("a", "b", "one", "other")


def _resemble(rows: Iterator[Row]) -> Iterator[Values]:
    for row in rows:
        one, other = (np.array(row[name], dtype=np.int32) for name in ("one", "other"))
        alike = copies.resemblance(one, other)
        if alike:
            yield row["a"], row["b"], alike


def _choose(rows: Iterator[Row]) -> Iterator[Values]:
    """The originals and copies of a set of documents that are near, directly or by others."""
    candidates: dict[int, list[int]] = defaultdict(list)
    alike: dict[tuple[int, int], float] = {}
    for row in rows:
        candidates[row["b"]].append(row["a"])
        alike[row["a"], row["b"]] = row["alike"]
    found = copies.choose(candidates, lambda earlier, later: alike[earlier, later])
    for later, earlier in found.items():
        yield earlier, later
