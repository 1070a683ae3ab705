"""The engine spark: the same build on Apache Spark, by several machines.

:func:`build` takes the steps of :mod:`kg.spark.building`. Spark reads, moves, groups, joins, sorts
and retries; what is done with a document, a set of names or a fact are the functions that
:mod:`kg.pipeline` uses too. See ``docs/spark.md``.
"""

from kg.spark.building import Cluster, build

__all__ = ["Cluster", "build"]
