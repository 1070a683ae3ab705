"""Tables of Spark and functions over their rows.

Spark moves, groups, sorts and retries; what is done with rows are functions of Python, which get
them in batches of Arrow, so that no more than a batch, or one group, is held at once.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from kg.gazetteer import Gazetteer
from kg.resources import Resources, load_gazetteer
from kg.settings import Settings

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

Row = dict[str, Any]
Values = tuple[Any, ...]
"""A row that is given: its values in the order of the columns."""

_ROWS = 500
_HASH_BYTES = 8


def mapped(
    frame: DataFrame, function: Callable[[Iterator[Row]], Iterator[Values]], schema: str
) -> DataFrame:
    """The rows that ``function`` makes of the rows of each partition; ``schema`` has its columns.

    The function is sent to the executors, where kg must be installed.
    """
    columns = _arrow(schema)

    def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return _batches(function(_rows(batches)), columns)

    return frame.mapInArrow(run, schema)


def grouped(
    frame: DataFrame,
    key: str,
    function: Callable[[Iterator[Row]], Iterator[Values]],
    schema: str,
) -> DataFrame:
    """The rows that ``function`` makes of the rows of each value of the column ``key``.

    Spark brings the rows of a value together and sorts by it; the function reads them one after
    the other.
    """

    def each(rows: Iterator[Row]) -> Iterator[Values]:
        for _, group in itertools.groupby(rows, itemgetter(key)):
            yield from function(group)

    return mapped(frame.repartition(key).sortWithinPartitions(key), each, schema)


def number_of(text: str) -> int:
    """A number of 64 bits, with sign, that stands for a text."""
    digest = hashlib.blake2b(text.encode(), digest_size=_HASH_BYTES).digest()
    return int.from_bytes(digest, "big", signed=True)


@functools.cache
def resources_of(settings: Settings) -> Resources:
    """The resources of an executor's process, loaded once."""
    return Resources.load(settings)


@functools.cache
def gazetteer_of(settings: Settings) -> Gazetteer:
    """The gazetteer of an executor's process, loaded once."""
    return load_gazetteer(settings)


def _arrow(schema: str) -> pa.Schema:
    from pyspark.sql.pandas.types import to_arrow_schema
    from pyspark.sql.types import StructType

    return to_arrow_schema(StructType.fromDDL(schema))


def _rows(batches: Iterable[pa.RecordBatch]) -> Iterator[Row]:
    for batch in batches:
        yield from batch.to_pylist()


def _batches(rows: Iterator[Values], columns: pa.Schema) -> Iterator[pa.RecordBatch]:
    while taken := list(itertools.islice(rows, _ROWS)):
        arrays = [
            pa.array(values, type=field.type)
            for values, field in zip(zip(*taken, strict=True), columns, strict=True)
        ]
        yield pa.RecordBatch.from_arrays(arrays, schema=columns)
