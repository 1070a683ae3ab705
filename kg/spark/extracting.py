"""Documents → extractions, each by itself, with all that later steps want to know of one."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from kg import archive, copies, documents
from kg.export.metadata import site_of
from kg.extraction import about, extract_or_tell
from kg.gazetteer import Gazetteer
from kg.graph.literals import source_term
from kg.graph.outlines import spoken_of
from kg.model import Document, Extraction, Problem
from kg.resolution import closure
from kg.resolution.profiles import Profile, profiles
from kg.settings import Settings
from kg.spark.frames import Row, Values, mapped, number_of, resources_of
from kg.spark.packing import pack, pack_term, unpack
from kg.spark.reading import article_of_row

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

EXTRACTIONS = (
    "identifier string, document binary, text string, content binary, sentences int,"
    " shingles array<int>, day string, publishers array<string>,"
    " profiles array<struct<cluster: int, type: string, is_pointing: boolean, node: bigint,"
    " name: string, others: array<bigint>, profile: binary, spoken: binary>>,"
    " problems array<binary>"
)
"""What was read of a document, or why there is none.

``document`` is without its text; ``shingles`` are 32 bits each; of a profile ``node`` is that of
:mod:`kg.resolution.closure`, ``name`` its name where that is its node, ``others`` the nodes of
names that it has beside."""

_FEW = 100
"""Documents a task: few enough that a lost task costs little, and that all cores have some."""
_MOST_TASKS = 20_000


def extractions(spark: SparkSession, source: str, settings: Settings, target: str) -> None:
    """Extract the documents in the folder ``source`` and write what was read to ``target``."""
    texts = spark.read.parquet(source)
    tasks = min(max(texts.count() // _FEW, 2 * spark.sparkContext.defaultParallelism), _MOST_TASKS)
    # Long articles are spread, since they are put where their digest says.
    spread = texts.repartition(tasks, "identity")
    run = functools.partial(_extract, settings)
    mapped(spread, run, EXTRACTIONS).write.mode("overwrite").parquet(target)


def document_of(row: Row) -> Document:
    """The document of a row, with its text where the row has it."""
    return replace(unpack(row["document"], Document), text=row.get("text") or "")


def extraction_of(row: Row) -> Extraction:
    """The extraction of a row."""
    found = archive.decode(row["content"], document_of(row))
    if found is None:
        raise ValueError(f"{row['identifier']}: the extraction is damaged")
    return found


def _extract(settings: Settings, rows: Iterator[Row]) -> Iterator[Values]:
    resources = resources_of(settings)
    for row in rows:
        if row["text"] is None:
            yield (*[None] * 8, [], row["problems"])
            continue
        articles = [article_of_row(row["text"], source) for source in row["sources"]]
        articles.sort(key=lambda pair: (pair[0], pair[1].place))
        corpus = documents.gather(articles, functools.partial(about, resources))
        told = [*corpus.problems, *corpus.notes]
        if not corpus.documents:
            yield (*[None] * 8, [], [pack(problem) for problem in told])
            continue
        (document,) = corpus.documents
        extraction = extract_or_tell(document, resources)
        path, place = articles[0][0], articles[0][1].place
        told += [_of_source(path, place, problem) for problem in extraction.problems]
        yield _row(extraction, told, resources.gazetteer)


def _of_source(path: str, place: str, problem: Problem) -> Problem:
    return replace(problem, source=path, place=documents.join_places(place, problem.place))


def _row(extraction: Extraction, told: list[Problem], gazetteer: Gazetteer) -> Values:
    document = extraction.document
    sources = filter(None, (document.source, *document.other_sources))
    publishers = [pack_term(site_of(source_term(source))) for source in sources]
    spoken = spoken_of(extraction)
    return (
        document.identifier,
        pack(replace(document, text="")),
        document.text,
        archive.encode(extraction),
        len(extraction.sentences),
        np.frombuffer(copies.shingles(document.text), dtype="<i4").tolist(),
        document.date and document.date.isoformat(),
        [msgspec.json.encode(term).decode() for term in publishers],
        [
            _profile(profile, pack(spoken[profile.member.cluster]), gazetteer)
            for profile in profiles(extraction, gazetteer)
        ],
        [pack(problem) for problem in told],
    )


def _profile(profile: Profile, spoken: bytes, gazetteer: Gazetteer) -> Row:
    is_strong = closure.is_strong(profile)
    others = closure.other_names(profile, gazetteer) if is_strong else ()
    return {
        "cluster": profile.member.cluster,
        "type": str(profile.type),
        "is_pointing": profile.type in closure.POINTING,
        "node": number_of(closure.node(profile)),
        "name": closure.name_text(profile.key) if is_strong else None,
        "others": [number_of(closure.node_of_name(profile.type, name)) for name in others],
        "profile": pack(profile),
        "spoken": spoken,
    }
