"""Lines → the files of the output folder, in order, with digests and what is in them."""

from __future__ import annotations

import functools
import gzip
import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

import pyarrow as pa
from pyarrow import fs

from kg.errors import StoreError
from kg.export.partitions import MANIFEST, PREFIX, WORK, Part
from kg.spark.frames import Row, Values, mapped
from kg.spark.lines import DEFAULT, Line

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

LAST = f"{PREFIX}metadata.nq"

PART_BYTES = 128 * 1024 * 1024
"""About so much text is in a file, before it is packed."""

_LINES = 20_000
"""So many lines at least are worth a task of their own."""
_OURS = re.compile(rf"{WORK}|{PREFIX}(?:\d{{5,}}|metadata)\.nq(?:\.gz)?")
_WRITTEN = "file string, lines bigint, bytes bigint, sha256 string, counts string"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many lines there are by graph, and of the default graph by predicate and class."""

    graphs: Counter[str]
    predicates: Counter[str]
    classes: Counter[str]


class Folder:
    """The output folder, on whatever file system its address is."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        try:
            if "://" in address:
                self._system, self._path = fs.FileSystem.from_uri(self.address)
            else:
                self._system, self._path = fs.LocalFileSystem(), os.path.abspath(address)
                self.address = f"file://{self._path}"
        except (pa.ArrowInvalid, OSError) as error:
            raise StoreError(f"{address}: the folder cannot be opened: {error}") from error

    def prepare(self) -> None:
        """Make the folder, without what a run left that did not end; it may hold nothing else."""
        try:
            self._system.create_dir(self._path, recursive=True)
            names = {info.base_name for info in self._list()}
            is_broken_off = WORK in names and all(map(_OURS.fullmatch, names))
            if names and not is_broken_off:
                raise StoreError(f"{self._path}: found files; expected a new or empty folder")
            for name in names:
                self.remove(name)
        except OSError as error:
            raise StoreError(f"{self._path}: the folder cannot be written: {error}") from error

    def _list(self) -> list[Any]:
        return list(self._system.get_file_info(fs.FileSelector(self._path)))

    def remove(self, name: str) -> None:
        """Remove a file or a folder in it."""
        path = f"{self._path}/{name}"
        if self._system.get_file_info(path).type == fs.FileType.Directory:
            self._system.delete_dir(path)
        else:
            self._system.delete_file(path)

    @contextmanager
    def writing(self, name: str, draft: str) -> Iterator[IO[bytes]]:
        """A file that takes its name once it is whole. Raises OSError."""
        with self._system.open_output_stream(f"{self._path}/{WORK}/{draft}", compression=None) as f:
            yield f
        self._system.move(f"{self._path}/{WORK}/{draft}", f"{self._path}/{name}")


def write_parts(lines: DataFrame, folder: Folder, *, packed: bool) -> tuple[list[Part], Counts]:
    """Write lines in their order, each once, as ``part-00000.nq``, ``part-00001.nq``, …

    The files in the order of their names are one sorted file.
    """
    from pyspark.sql import functions as F

    row = lines.agg(F.sum(F.length("line")), F.count("line")).first()
    size, count = row[0] or 0, row[1]
    cores = lines.sparkSession.sparkContext.defaultParallelism
    number = max(-(-size // PART_BYTES), min(cores, -(-count // _LINES)), 1)
    ordered = lines.repartitionByRange(int(number), "line").sortWithinPartitions("line")
    write = functools.partial(_write, folder.address, packed)
    parts: list[Part] = []
    counts = Counts(Counter(), Counter(), Counter())
    for found in mapped(ordered, write, _WRITTEN).collect():
        parts.append(Part(found["file"], found["lines"], found["bytes"], found["sha256"]))
        for total, more in zip(_each(counts), json.loads(found["counts"]), strict=True):
            total.update(more)
    return sorted(parts, key=lambda part: part.file), counts


def _each(counts: Counts) -> tuple[Counter[str], ...]:
    return counts.graphs, counts.predicates, counts.classes


class _Digest:
    """A file that counts and digests what is written to it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.sha256 = hashlib.sha256()
        self.bytes = 0

    def write(self, data: bytes) -> int:
        self.sha256.update(data)
        self.bytes += len(data)
        self._file.write(data)
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""


def _write(address: str, packed: bool, rows: Iterator[Row]) -> Iterator[Values]:
    """Write the lines of one partition."""
    from pyspark import TaskContext

    first = next(rows, None)
    if first is None:
        return
    task = TaskContext.get()
    assert task is not None
    name = f"{PREFIX}{task.partitionId():05}.nq{'.gz' if packed else ''}"
    counts = Counts(Counter(), Counter(), Counter())
    # A task that is tried again writes a file of its own, and the last to be whole stays.
    with Folder(address).writing(name, f"{name}.{task.taskAttemptId()}") as file:
        digest = _Digest(file)
        lines = _write_lines(_chain(first, rows), digest, counts, packed)
    told = json.dumps(_each(counts))
    yield name, lines, digest.bytes, digest.sha256.hexdigest(), told


def _chain(first: Row, rows: Iterator[Row]) -> Iterator[Line]:
    yield first["line"], first["graph"], first["predicate"], first["class"]
    for row in rows:
        yield row["line"], row["graph"], row["predicate"], row["class"]


def _write_lines(lines: Iterable[Line], digest: _Digest, counts: Counts, packed: bool) -> int:
    # No name and no moment, so that the same lines are the same bytes.
    output: Any = gzip.GzipFile("", "wb", 6, digest, 0) if packed else digest
    written, before = 0, None
    buffer: list[str] = []
    for line, graph, predicate, class_ in lines:
        if line == before:
            continue
        before = line
        buffer.append(line)
        written += 1
        counts.graphs[graph] += 1
        if graph == DEFAULT and predicate is not None:
            counts.predicates[predicate] += 1
            if class_ is not None:
                counts.classes[class_] += 1
        if len(buffer) == 1000:
            output.write(_joined(buffer))
            buffer.clear()
    output.write(_joined(buffer))
    if packed:
        output.close()
    return written


def _joined(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def write_last(lines: Iterable[str], folder: Folder) -> Part:
    """Write what is known only once all else is counted, as the last file."""
    data = _joined(sorted(set(lines)))
    with folder.writing(LAST, LAST) as file:
        file.write(data)
    return Part(LAST, data.count(b"\n"), len(data), hashlib.sha256(data).hexdigest())


def write_manifest(content: dict[str, Any], folder: Folder) -> None:
    """Say what the folder holds; a folder without this file is not whole."""
    text = json.dumps(content, ensure_ascii=False, indent=1)
    with folder.writing(MANIFEST, MANIFEST) as file:
        file.write(f"{text}\n".encode())
