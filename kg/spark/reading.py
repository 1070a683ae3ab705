"""Sources → documents, by executors: rows of tables and whole files, each text once.

Tables are read by Spark, in parts; other files whole, by the readers of :mod:`kg.documents`. What
cannot be read is a problem that goes with the rest.
"""

from __future__ import annotations

import functools
import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kg.documents import Fields, contents, identify, readers
from kg.documents.articles import Article, Entry, Omission
from kg.documents.formats.jsonl import article_of
from kg.documents.manifest import Manifest
from kg.errors import KgError, ReadError
from kg.model import Problem
from kg.spark.frames import Row, Values, mapped
from kg.spark.packing import pack, unpack
from kg.spark.sources import Files, decoded, folder_of, literal, name_of, plain

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

ARTICLES = (
    "identity string, text string, path string, place string, encoding string,"
    " reliability double, entry binary, problem binary"
)
"""An article with where it stands and what its file says of it, or what was left out there."""

_UNREADABLE = re.compile(r"(?:reading file|file) '?((?:file|hdfs|s3a?|gs|abfss?):[^\s',]+)")
_MOST_UNREADABLE = 100
_SPLIT = "\x00"

_log = logging.getLogger(__name__)


def documents(spark: SparkSession, files: Files, fields: Fields, target: str) -> None:
    """Write the texts of files with their sources to the folder ``target``, each text once.

    A file that Spark cannot read to its end is left out whole and is a problem in ``files``.
    Raises ReadError where nothing can be read.
    """
    from pyspark.errors import PySparkException
    from pyspark.sql import functions as F

    for _ in range(_MOST_UNREADABLE):
        parts = list(_articles(spark, files, fields))
        if not parts:
            raise ReadError("\n".join(["no document could be read", *map(str, files.problems)]))
        articles = functools.reduce(lambda one, other: one.unionByName(other), parts)
        known = ("path", "place", "encoding", "reliability", "entry")
        source = F.when(F.col("text").isNotNull(), F.struct(*known))
        texts = articles.groupBy("identity").agg(
            F.min("text").alias("text"),
            F.collect_list(source).alias("sources"),
            F.collect_list("problem").alias("problems"),
        )
        try:
            texts.write.mode("overwrite").parquet(target)
            return
        except (PySparkException, _java_error()) as error:
            _leave_out(files, error)
    raise ReadError(f"more than {_MOST_UNREADABLE} files cannot be read; expected fewer")


def _java_error() -> type[Exception]:
    from py4j.protocol import Py4JJavaError

    return Py4JJavaError  # type: ignore[no-any-return]


def _leave_out(files: Files, error: Exception) -> None:
    """Take the file of which an error tells from the files. Raises KgError where it names none."""
    found = _UNREADABLE.search(str(error))
    path = decoded(found[1]).rstrip(".") if found else ""
    for paths in (files.parquet, files.lines, files.whole):
        for each in paths:
            if path and plain(each) == plain(path):
                paths.remove(each)
                _log.debug("%s cannot be read", each, exc_info=error)
                files.problems.append(
                    Problem(plain(each), "cannot be read to its end; all of it was left out")
                )
                return
    raise KgError(f"Spark could not read the sources: {str(error).splitlines()[0]}") from error


def _articles(spark: SparkSession, files: Files, fields: Fields) -> Iterator[DataFrame]:
    if files.whole:
        yield _whole(spark, files, fields)
    if files.lines:
        yield _lines(spark, files, fields)
    if files.parquet:
        yield from _parquet(spark, files, fields)


def _whole(spark: SparkSession, files: Files, fields: Fields) -> DataFrame:
    found = spark.read.format("binaryFile").load([literal(path) for path in files.whole])
    manifests = files.manifests

    def read(rows: Iterator[Row]) -> Iterator[Values]:
        for row in rows:
            path = row["path"]
            entry = _told(manifests, path)
            for one in readers.read(contents.of_bytes(name_of(path), row["content"]), fields):
                yield _row(one, path, entry)

    return mapped(found.select("path", "content"), read, ARTICLES)


def _lines(spark: SparkSession, files: Files, fields: Fields) -> DataFrame:
    from pyspark.sql import functions as F

    found = (
        spark.read.format("text")
        .option("lineSep", "\n")
        .load([literal(path) for path in files.lines])
    ).select(
        F.col("value").cast("binary").alias("line"),
        F.col("_metadata.file_path").alias("path"),
        F.col("_metadata.file_block_start").alias("begin"),
    )
    manifests = files.manifests

    def read(rows: Iterator[Row]) -> Iterator[Values]:
        piece: tuple[str, int] | None = None
        number = 0
        for row in rows:
            # Lines of one piece of a file come one after the other.
            here = (row["path"], row["begin"])
            number = number + 1 if here == piece else 1
            piece = here
            if row["line"].strip():
                path = decoded(row["path"])
                place = f"line {number}" if row["begin"] == 0 else _later(row["begin"], number)
                one = _or_omission(place, article_of, row["line"], fields, place)
                yield _row(one, path, _told(manifests, path))

    return mapped(found, read, ARTICLES)


def _later(begin: int, number: int) -> str:
    """A line of a piece of a file that begins later in it; see :func:`placed`."""
    return f"{_SPLIT}{begin}{_SPLIT}{number}"


def placed(spark: SparkSession, problems: Iterable[Problem]) -> list[Problem]:
    """Problems with the numbers of their lines counted in the file, and not in a piece of it.

    How many lines the pieces before have is counted now, and only of files that have problems.
    """
    from pyspark.sql import functions as F

    every = list(problems)
    paths = sorted({each.source for each in every if each.place.startswith(_SPLIT)})
    if not paths:
        return every
    lines = spark.read.format("text").option("lineSep", "\n").load([literal(p) for p in paths])
    counted = (
        lines.select(
            F.col("_metadata.file_path").alias("path"),
            F.col("_metadata.file_block_start").alias("begin"),
        )
        .groupBy("path", "begin")
        .count()
        .collect()
    )
    before: dict[str, list[tuple[int, int]]] = {}
    for row in counted:
        before.setdefault(plain(decoded(row["path"])), []).append((row["begin"], row["count"]))
    found = []
    for each in every:
        if each.place.startswith(_SPLIT):
            _, begin, number = each.place.split(_SPLIT)
            earlier = sum(n for start, n in before.get(each.source, ()) if start < int(begin))
            each = replace(each, place=f"line {earlier + int(number)}")
        found.append(each)
    return found


def _parquet(spark: SparkSession, files: Files, fields: Fields) -> Iterator[DataFrame]:
    """All tables together; where that fails each is tried, and what is damaged is a problem."""
    from pyspark.errors import PySparkException

    broken = (PySparkException, _java_error(), ReadError)
    try:
        yield _tables(spark, files.parquet, files.manifests, fields)
        return
    except broken as error:
        _log.debug("Parquet is read file by file", exc_info=error)
    for path in list(files.parquet):
        try:
            table = _tables(spark, [path], files.manifests, fields)
        except broken as error:
            files.parquet.remove(path)
            message = str(error) if isinstance(error, ReadError) else "damaged, or no Parquet"
            files.problems.append(Problem(plain(path), message))
        else:
            yield table


def _tables(
    spark: SparkSession,
    paths: list[str],
    manifests: Mapping[str, Manifest],
    fields: Fields,
) -> DataFrame:
    from pyspark.sql import functions as F

    tables = spark.read.option("mergeSchema", "true").parquet(*map(literal, paths))
    quoted = [F.col(f"`{name.replace('`', '``')}`") for name in fields.columns(tables.columns)]
    found = tables.select(
        F.struct(*quoted).alias("row"),
        F.col("_metadata.file_path").alias("path"),
        F.col("_metadata.row_index").alias("index"),
    )

    def read(rows: Iterator[Row]) -> Iterator[Values]:
        for row in rows:
            path, place = decoded(row["path"]), f"row {row['index'] + 1}"
            one = _or_omission(place, fields.article, row["row"], place)
            yield _row(one, path, _told(manifests, path))

    return mapped(found, read, ARTICLES)


def _or_omission(place: str, read: Any, *arguments: Any) -> Article | Omission:
    try:
        article: Article = read(*arguments)
    except ReadError as error:
        return Omission(str(error), place)
    return article


def _told(manifests: Mapping[str, Manifest], path: str) -> Entry:
    """What a manifest beside the file says of it."""
    found = manifests.get(plain(folder_of(path)))
    return found.find(name_of(path)) if found is not None else Entry()


def _row(one: Article | Omission, path: str, entry: Entry) -> Values:
    path = plain(path)
    if isinstance(one, Omission):
        problem = Problem(path, one.message, one.place, one.failed)
        identity = f"{path}{_SPLIT}{one.place}"
        return identity, None, path, one.place, None, None, None, pack(problem)
    known = pack(entry.over(one.entry))
    where = (path, one.place, one.encoding, one.reliability)
    return identify(one.text), one.text, *where, known, None


def article_of_row(text: str, source: Row) -> tuple[str, Article]:
    """The article that a source of a text was, with the path of its file."""
    entry = unpack(source["entry"], Entry)
    where = (source["place"], source["encoding"], source["reliability"])
    return source["path"], Article(text, entry, *where)
