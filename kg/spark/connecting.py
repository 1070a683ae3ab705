"""Connection of nodes by links, on the driver: the one step that has all links in one place.

Only numbers come to the driver, two for each link of names that documents use; what is connected
goes back as a table of numbers.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_log = logging.getLogger(__name__)


def connected(spark: SparkSession, links: DataFrame) -> DataFrame:
    """The set of each node that is linked, as the smallest of its nodes.

    ``links`` has the columns ``a`` and ``b`` of numbers of 64 bits; the result ``node`` and
    ``part``.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    table = links.select("a", "b").toArrow()
    _log.info("%d links are connected", len(table))
    ends = np.concatenate([table.column(name).to_numpy() for name in ("a", "b")])
    nodes, numbers = np.unique(ends.astype(np.int64), return_inverse=True)
    a, b = np.split(numbers.ravel(), 2)
    shape = (len(nodes), len(nodes))
    graph = coo_array((np.ones(len(a), dtype=np.int8), (a, b)), shape=shape)
    _, labels = connected_components(graph, directed=False)
    # Nodes ascend, so that the first of each label is its smallest.
    _, first = np.unique(labels, return_index=True)
    parts = nodes[first[labels]] if len(nodes) else nodes
    found = pa.table({"node": pa.array(nodes, pa.int64()), "part": pa.array(parts, pa.int64())})
    return spark.createDataFrame(found)
