"""A build by Spark: its steps in order, each of which leaves its table in ``_work``.

::

    files → documents → extractions → groups → things → statements → roles → facts → lines → parts
                             └──────→ originals ─────────────────────────────────────┘
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from rdflib import URIRef

from kg.documents import Fields
from kg.errors import SettingsError
from kg.export.metadata import Summary, describe_summary
from kg.export.partitions import WORK, Part
from kg.graph.identifiers import check_base
from kg.graph.literals import date_literal
from kg.graph.mapping import origins
from kg.graph.terms import Quad
from kg.graph.vocabulary import METADATA_GRAPH
from kg.model import EntityType, Problem, Relation
from kg.reports import BuildReport
from kg.settings import Settings
from kg.spark.describing import describe
from kg.spark.extracting import extractions
from kg.spark.facts import FACT, facts, statements
from kg.spark.frames import gazetteer_of, resources_of
from kg.spark.lines import KINDS, lines
from kg.spark.near_copies import originals
from kg.spark.packing import PackedTerm, unpack, unpack_term
from kg.spark.reading import documents, placed
from kg.spark.resolving import groups
from kg.spark.roles import roles
from kg.spark.session import session, telling
from kg.spark.sources import Files, find
from kg.spark.things import THING, renamed, things
from kg.spark.writing import Counts, Folder, write_last, write_manifest, write_parts
from kg.version import VERSION

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

FORMAT = 1
MOST_PROBLEMS = 1000
"""So many problems are told singly; the others are counted."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where Spark runs: ``master`` is an address of Spark's, ``options`` are its own.

    ``keep_work``: the tables of all steps stay in ``_work``, to be looked at.
    """

    master: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    keep_work: bool = False


def build(
    sources: Iterable[str | Path] | str | Path,
    output: str | Path,
    *,
    settings: Settings | None = None,
    cluster: Cluster | None = None,
    packed: bool = False,
) -> BuildReport:
    """Build the graph of sources on Spark, and write it to the folder ``output`` as N-Quads.

    Sources are files, folders and patterns on any file system that Spark reads. The lines of all
    files together are those that :func:`kg.pipeline.run` writes with the same sources and
    settings. ``packed``: the files are packed with gzip. What is wrong with a source or a document
    is a problem of the report. Raises SettingsError where Spark cannot run, or for wrong
    settings; ReadError where no document could be read; StoreError where the folder holds
    something, or cannot be written.
    """
    settings = settings or Settings()
    cluster = cluster or Cluster()
    if settings.corrections is not None:
        raise SettingsError(
            f"corrections = {str(settings.corrections)!r}: the engine spark applies none; load its "
            "output into a store, and correct that"
        )
    check_base(settings.base)
    named = [sources] if isinstance(sources, str | Path) else sources
    folder = Folder(str(output))
    with session(cluster.master, cluster.options) as spark:
        folder.prepare()
        report = _Build(spark, folder, settings, packed).run([str(source) for source in named])
        if not cluster.keep_work:
            folder.remove(WORK)
    return report


@dataclass(frozen=True, slots=True)
class _Build:
    """One build, on its way through the tables of its steps."""

    spark: SparkSession
    folder: Folder
    settings: Settings
    packed: bool

    @property
    def work(self) -> str:
        return f"{self.folder.address}/{WORK}"

    @contextmanager
    def _step(self, name: str) -> Iterator[None]:
        """A step, under whose name Spark shows its jobs."""
        begun = time.monotonic()
        self.spark.sparkContext.setJobDescription(f"kg: {name}")
        with telling(f"the step {name!r}"):
            yield
        _log.info("%s: %.1f s", name, time.monotonic() - begun)

    def run(self, sources: list[str]) -> BuildReport:
        """All steps, and the manifest, which says that they are done."""
        spark, work, settings = self.spark, self.work, self.settings
        with self._step("files"):
            files = find(spark, sources)
        for name, step in self._steps(files):
            with self._step(name):
                step()
        with self._step("lines"):
            describe(spark, work, settings.base, renamed(spark, work, settings))
        with self._step("parts"):
            found = spark.read.parquet(f"{work}/lines")
            parts, counts = write_parts(found, self.folder, packed=self.packed)
            extractor = resources_of(settings).digest
            last, more = self._last(counts, extractor)
            parts.append(write_last(last, self.folder))
            counts.graphs.update(more)
        report = self._report(files)
        write_manifest(self._manifest(sources, extractor, report, parts, counts), self.folder)
        return report

    def _steps(self, files: Files) -> Iterator[tuple[str, Callable[[], None]]]:
        spark, work, settings = self.spark, self.work, self.settings
        texts, read = f"{work}/documents", f"{work}/extractions"
        fields = Fields(settings.fields)
        yield "documents", lambda: documents(spark, files, fields, texts)
        yield "extractions", lambda: extractions(spark, texts, settings, read)
        yield "originals", lambda: originals(spark, work)
        yield "groups", lambda: groups(spark, work, settings)
        yield "things", lambda: things(spark, work, settings)
        yield "statements", lambda: statements(spark, work)
        yield "roles", lambda: roles(spark, work, settings.base)
        yield "facts", lambda: facts(spark, work, settings)

    def _last(self, counts: Counts, extractor: str) -> tuple[list[str], Counter[str]]:
        """The lines that tell of the graph as a whole: where it is from, and what it holds."""
        graphs = {URIRef(graph) for graph, kind in KINDS.items() if counts.graphs[kind]}
        found = list(lines(origins(graphs, gazetteer_of(self.settings).version)))
        for _, _, predicate, class_ in found:
            counts.predicates.update(filter(None, [predicate]))
            counts.classes.update(filter(None, [class_]))
        summary = self._summary(counts)
        described = describe_summary(summary, self.settings.base, extractor, self.settings.dataset)
        quads: Iterator[Quad] = ((*triple, METADATA_GRAPH) for triple in described)
        found += lines(quads)
        return [line[0] for line in found], Counter(line[1] for line in found)

    def _summary(self, counts: Counts) -> Summary:
        from pyspark.sql import functions as F

        read = self.spark.read.parquet(f"{self.work}/extractions")
        publishers = read.select(F.explode("publishers").alias("publisher")).distinct().collect()
        days = read.agg(F.min("day").alias("first"), F.max("day").alias("last")).collect()[0]
        every = self.spark.read.parquet(f"{self.work}/things")
        return Summary(
            properties=counts.predicates,
            classes=counts.classes,
            things=every.where(F.col("kind") == THING).count(),
            sources=[
                unpack_term(msgspec.json.decode(row["publisher"], type=PackedTerm))
                for row in publishers
            ],
            first=date_literal(days["first"]) if days["first"] else None,
            last=date_literal(days["last"]) if days["last"] else None,
        )

    def _report(self, files: Files) -> BuildReport:
        from pyspark.sql import functions as F

        read = self.spark.read.parquet(f"{self.work}/extractions")
        numbers = read.agg(
            F.count("identifier").alias("all"), F.sum("sentences").alias("sentences")
        )
        totals = numbers.collect()[0]
        # What only the gazetteer adds (a city's country) was not found in the texts.
        found = self.spark.read.parquet(f"{self.work}/things").where(F.col("kind") == "member")
        things = found.select("iri", "type").distinct().groupBy("type").count().collect()
        entities = {row["type"]: row["count"] for row in things}
        told = self.spark.read.parquet(f"{self.work}/facts").where(F.col("kind") == FACT)
        stated = {
            row["relation"]: row["count"] for row in told.groupBy("relation").count().collect()
        }
        every = [*files.problems, *files.notes, *self._problems()]
        return BuildReport(
            documents=totals["all"],
            extracted=totals["all"],
            sentences=totals["sentences"] or 0,
            entities={kind: entities[kind] for kind in EntityType if kind in entities},
            facts={relation: stated[relation] for relation in Relation if relation in stated},
            problems=tuple(problem for problem in every if problem.failed),
            notes=tuple(problem for problem in every if not problem.failed),
        )

    def _problems(self) -> list[Problem]:
        """What was wrong with documents, in the order of their places; at most so many."""
        from pyspark.sql import functions as F

        read = self.spark.read.parquet(f"{self.work}/extractions")
        packed = read.select(F.explode("problems").alias("problem"))
        every = packed.limit(MOST_PROBLEMS + 1).collect()
        found = [unpack(bytes(row["problem"]), Problem) for row in every[:MOST_PROBLEMS]]
        told = sorted(placed(self.spark, set(found)), key=lambda p: (p.source, p.place, p.message))
        if len(every) > MOST_PROBLEMS:
            more = packed.count() - MOST_PROBLEMS
            told.append(Problem("sources", f"… and {more} more problems and notes"))
        return told

    def _manifest(
        self,
        sources: list[str],
        extractor: str,
        report: BuildReport,
        parts: list[Part],
        counts: Counts,
    ) -> dict[str, object]:
        settings = self.settings
        return {
            "format": FORMAT,
            "version": VERSION,
            "extractor": extractor,
            "sources": sources,
            "settings": {
                "base": settings.base,
                "recognizer": settings.recognizer,
                "min_confidence": settings.min_confidence,
                "fields": dict(settings.fields),
                "lexicons": settings.lexicons and str(settings.lexicons),
            },
            "documents": report.documents,
            "sentences": report.sentences,
            "entities": report.entities,
            "facts": report.facts,
            "problems": len(report.problems),
            "quads": sum(part.lines for part in parts),
            "graphs": dict(sorted(counts.graphs.items())),
            "partitions": [asdict(part) for part in parts],
        }
