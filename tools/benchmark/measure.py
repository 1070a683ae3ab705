"""One measurement, in a process of its own: arguments and paths in, a line of JSON out."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import shutil
import sys
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from kg import (
    archive,
    collection,
    documents,
    language,
    pipeline,
    query,
    resolution,
    storage,
    upkeep,
)
from kg.archive import Archive
from kg.graph import generations
from kg.graph import store as stores
from kg.graph.catalogue import Catalogue
from kg.graph.mapping import Description
from kg.graph.outlines import Outline
from kg.graph.store import Graph
from kg.model import Document
from kg.resolution.profiles import profiles
from kg.resources import Resources
from kg.settings import DEFAULT_BASE, Settings

QUERIES = ("roles", "speakers", "organizers", "events-by-city", "timeline", "stated-by-several")
_TIMES = 5


@contextlib.contextmanager
def timed(figures: dict[str, Any], name: str = "") -> Iterator[None]:
    """Seconds of the clock and of the CPU (of all processes), and the most memory."""
    clock, cpu = time.perf_counter(), _cpu()
    yield
    figures[f"{name}seconds"] = time.perf_counter() - clock
    figures[f"{name}cpu"] = _cpu() - cpu
    peak = max(resource.getrusage(who).ru_maxrss for who in _WHO)
    figures["peak_mb"] = peak / 1024


_WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def _cpu() -> float:
    return sum(usage.ru_utime + usage.ru_stime for usage in map(resource.getrusage, _WHO))


def tokens(paths: list[str]) -> dict[str, Any]:
    """Cutting sentences and tokens, and nothing else."""
    read = documents.read(paths).documents
    figures: dict[str, Any] = {"articles": len(read)}
    with timed(figures):
        for document in read:
            language.analyse(document)
    return figures


def extraction(paths: list[str], recognizer: str) -> dict[str, Any]:
    """Reading what documents say, by this process."""
    read = documents.read(paths).documents
    resources = Resources.load(Settings(recognizer=recognizer))
    pipeline.extract(read[0], resources)
    figures: dict[str, Any] = {"articles": len(read)}
    with timed(figures):
        for document in read:
            pipeline.extract(document, resources)
    return figures


def bert(paths: list[str]) -> dict[str, Any]:
    """A BERT-base tagger (random weights) over the same sentences; pieces are guessed by length."""
    import torch
    from transformers import BertConfig, BertForTokenClassification

    torch.set_num_threads(1)
    torch.manual_seed(1)
    model = BertForTokenClassification(BertConfig(vocab_size=64_000, num_labels=9)).eval()
    read = documents.read(paths).documents
    figures: dict[str, Any] = {"articles": len(read)}
    with timed(figures), torch.inference_mode():
        for document in read:
            for sentence in language.analyse(document):
                pieces = min(512, sum(1 + len(token.text) // 6 for token in sentence.tokens) + 2)
                model(input_ids=torch.randint(64_000, (1, pieces)))
    return figures


def build(
    paths: list[str], store: str, recognizer: str, workers: str, before: str
) -> dict[str, Any]:
    """A build; the articles before the number ``before`` have been read by an earlier one."""
    settings = Settings(recognizer=recognizer, workers=int(workers))
    figures: dict[str, Any] = {"articles": len(paths), "before": int(before)}
    moments: list[tuple[float, float]] = []

    def progress(done: int, total: int) -> None:
        if done == total:
            moments.append((time.perf_counter(), time.process_time()))

    with timed(figures):
        done = pipeline.run(paths, store=store, settings=settings, progress=progress)
    # The rest of the work is this process's own.
    rest, rest_cpu = time.perf_counter() - moments[0][0], time.process_time() - moments[0][1]
    figures["read_seconds"] = figures["seconds"] - rest
    figures["read_cpu"] = figures["cpu"] - rest_cpu
    figures["quads"] = len(done.graph)
    figures["store_mb"] = storage.size(store) / 1e6
    done.graph.close()
    figures["entities"] = sum(done.report.entities.values())
    figures["facts"] = sum(done.report.facts.values())
    return figures


def add(paths: list[str], store: str, recognizer: str) -> dict[str, Any]:
    """An addition, from the start of the command to its end."""
    figures: dict[str, Any] = {"articles": len(paths)}
    with timed(figures):
        upkeep.add(paths, store=store, settings=Settings(recognizer=recognizer)).graph.close()
    return figures


def remove(paths: list[str], store: str, recognizer: str) -> dict[str, Any]:
    """A removal of the same."""
    figures: dict[str, Any] = {"articles": len(paths)}
    with timed(figures):
        upkeep.remove(paths, store=store, settings=Settings(recognizer=recognizer)).graph.close()
    return figures


def load(_: list[str], store: str, recognizer: str, target: str) -> dict[str, Any]:
    """Describing a graph and loading it, beside Oxigraph's bulk load of its N-Quads."""
    import pyoxigraph as ox

    figures: dict[str, Any] = {}
    resources = Resources.load(Settings(recognizer=recognizer))
    folder, file = Path(target), Path(target).with_suffix(".nq")
    shutil.rmtree(folder, ignore_errors=True)
    with Graph.open(store) as graph:
        catalogue: Catalogue = graph.catalogue
        graph.store.dump(str(file), ox.RdfFormat.N_QUADS)
    (folder / "ours").mkdir(parents=True)
    with Archive.open(Path(store) / archive.FILE, extractor=resources.digest) as kept:
        found = catalogue.described()
        with collection.without_collector():
            outlines, clusters = {}, []
            for each in kept.extractions(found):
                outlines[each.document.identifier] = Outline.of(each)
                clusters += profiles(each, resources.gazetteer)
            slim = [outline.extraction for outline in outlines.values()]
            resolved = resolution.join(clusters, slim, resources.gazetteer)
            del clusters

            def whole() -> Iterator[Any]:
                documents_: Iterator[Document] = map(kept.with_text, found)
                return kept.extractions(documents_)

            with timed(figures):
                description = Description(resolved, outlines, DEFAULT_BASE)
                quads = chain.from_iterable(map(description.document, whole()))
                stores.load(folder / "ours", chain(description.whole(), quads))
    with timed(figures, "bare_"):
        bare = ox.Store(str(folder / "theirs"))
        bare.bulk_load(path=str(file), format=ox.RdfFormat.N_QUADS)
        bare.flush()
    figures["quads"] = len(bare)
    # An open store goes on writing files.
    del bare
    shutil.rmtree(folder)
    file.unlink()
    return figures


def queries(_: list[str], store: str) -> dict[str, Any]:
    """Six named queries to their last row, by kg and by Oxigraph; the least of some times."""
    import pyoxigraph as ox

    held = generations.hold_published(Path(store))
    bare = ox.Store.read_only(str(held.folder / generations.QUADS))
    figures: dict[str, Any] = {}
    with Graph.open(store) as graph:
        for name in QUERIES:
            asked: list[tuple[str, Any]] = []
            run_query = stores.run_query

            def note(store_: ox.Store, sparql: str, bound: Any, dataset: Any = None) -> Any:
                asked.append((sparql, bound))  # noqa: B023
                return run_query(store_, sparql, bound, dataset)  # noqa: B023

            stores.run_query = note  # type: ignore[assignment]
            rows = len(query.run(graph, name, {}).rows)
            stores.run_query = run_query
            ours, theirs = [], []
            for _time in range(_TIMES):
                begun = time.perf_counter()
                query.run(graph, name, {})
                ours.append(time.perf_counter() - begun)
                begun = time.perf_counter()
                _bare(bare, *asked[0])
                theirs.append(time.perf_counter() - begun)
            figures[name] = {"rows": rows, "kg": min(ours), "oxigraph": min(theirs)}
    held.release()
    return figures


def _bare(store: Any, sparql: str, bound: Any) -> None:
    import pyoxigraph as ox

    from kg.graph.vocabulary import PREFIXES

    terms = {ox.Variable(name): term for name, term in bound.items()}
    answer = store.query(sparql, prefixes=dict(PREFIXES), substitutions=terms)
    names = [variable.value for variable in answer.variables]
    for solution in answer:
        for name in names:
            solution[name]


if __name__ == "__main__":
    measure = globals()[sys.argv[1]]
    read_paths = [] if sys.stdin.isatty() else sys.stdin.read().splitlines()
    print(json.dumps(measure(read_paths, *sys.argv[2:])), flush=True)
    os._exit(0)
