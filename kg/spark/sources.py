"""Sources of a build by Spark: which files there are, of which kind, and with which manifests."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from kg.documents import kinds, manifest
from kg.documents.manifest import Manifest
from kg.model import Problem

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_ADDRESS = re.compile(r"https?://", re.I)
_TABLE = re.compile(r"\.(?:(parquet)|(?:jsonl|ndjson)(?:\.gz)?)$", re.I)
_GLOB = re.compile(r"([\\*?\[\]{}])")


@dataclass(slots=True)
class Files:
    """The files of the sources, as Spark names them, by how they are read.

    ``manifests`` are by their folder; ``problems`` and ``notes`` tell what is not read.
    """

    parquet: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    whole: list[str] = field(default_factory=list)
    manifests: dict[str, Manifest] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read."""
        return not (self.parquet or self.lines or self.whole)


def find(spark: SparkSession, sources: Iterable[str]) -> Files:
    """The files of sources: of files, folders, and patterns of them, on all that Spark reads."""
    found = Files()
    for source in dict.fromkeys(sources):
        _add(spark, source, found)
    for files in (found.parquet, found.lines, found.whole):
        files[:] = sorted(set(files))
    return found


def plain(path: str) -> str:
    """A path as people write it: without ``file:`` where it lies on this machine."""
    return re.sub(r"^file:/*", "/", path)


def decoded(address: str) -> str:
    """The path in an address as Spark gives it of files, in which letters are encoded."""
    return unquote(address)


def literal(path: str) -> str:
    """A path that Spark is not to take for a pattern."""
    return _GLOB.sub(r"\\\1", path)


def folder_of(path: str) -> str:
    """The folder of a file."""
    return path.rpartition("/")[0]


def name_of(path: str) -> str:
    """The name of a file without its folder."""
    return path.rpartition("/")[2]


def _add(spark: SparkSession, source: str, found: Files) -> None:
    from pyspark.errors import PySparkException

    if _ADDRESS.match(source):
        message = "web addresses are not read by the engine spark; expected files"
        found.problems.append(Problem(source, message))
        return
    reader = spark.read.format("binaryFile").option("recursiveFileLookup", "true")
    try:
        # What lies here under this very name is no pattern.
        listed = reader.load(literal(source) if Path(source).exists() else source)
        paths = [decoded(address) for address in listed.inputFiles()]
        filled = {row["path"] for row in listed.select("path").toLocalIterator()}
    except PySparkException as error:
        found.problems.append(Problem(source, _reason(error)))
        return
    is_folder = len(paths) != 1 or name_of(paths[0]) != name_of(source)
    left_out: dict[str, int] = {}
    count = 0
    for path in sorted(paths):
        name = name_of(path)
        if name == manifest.NAME:
            beside = {name_of(each) for each in paths if folder_of(each) == folder_of(path)}
            _add_manifest(spark, path, beside, found)
        elif is_folder and not kinds.is_known(name):
            left_out[kinds.suffix(name)] = left_out.get(kinds.suffix(name), 0) + 1
        else:
            count += 1
            if not _holds(path, filled):
                found.problems.append(Problem(plain(path), "empty file; expected text"))
                continue
            table = _TABLE.search(name)
            kind = found.whole if table is None else found.parquet if table[1] else found.lines
            kind.append(path)
    if left_out:
        found.notes.append(Problem(source, kinds.unread(left_out).message, failed=False))
    if not count:
        message = "folder without texts; expected files of a known kind"
        found.problems.append(Problem(source, message))


def _holds(path: str, paths: set[str]) -> bool:
    """Whether a file is among those that Spark found something in."""
    return path in paths or _one_slash(path) in paths


def _one_slash(path: str) -> str:
    return re.sub(r"^file:/+", "file:/", path)


def _add_manifest(spark: SparkSession, path: str, beside: set[str], found: Files) -> None:
    row = spark.read.format("binaryFile").load(literal(path)).select("content").first()
    parsed = manifest.parse(bytes(row["content"]) if row else b"", plain(path), beside.__contains__)
    found.manifests[plain(folder_of(path))] = parsed
    found.problems += parsed.problems


def _reason(error: Exception) -> str:
    text = str(error)
    if "PATH_NOT_FOUND" in text:
        return "no such file or folder"
    return f"cannot be listed: {text.splitlines()[0]}"
