"""A store that grows and shrinks: by whatever steps, it holds the bytes of one build."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest

import kg
from kg import collection, upkeep
from kg.graph import generations
from kg.graph.redirects import History
from kg.graph.store import Graph
from kg.settings import Settings
from tests.upkeep.texts import Texts

SETTINGS = Settings(recognizer="none")
SEQUENCES = int(os.environ.get("KG_TEST_SEQUENCES", "8"))
"""Random sequences that are tried: with 1,000 it takes a quarter of an hour."""


@pytest.fixture(params=[0.0, 1.0], ids=["loaded", "updated"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> float:
    """Whether changes load the graph anew or update it, however small it is."""
    always: float = request.param
    change = collection.change

    def changed(*arguments, **options):  # type: ignore[no-untyped-def]
        return change(*arguments, **options, updated_part=always)

    monkeypatch.setattr(collection, "change", changed)
    return always


def exported(store: Path) -> bytes:
    with Graph.open(store) as graph:
        history = History.load(generations.hold_published(store).folder, graph.catalogue.base)
        assert list(history.faults()) == []
        assert set(history.where.documents) == set(graph.catalogue.documents)
        data = graph.export(format="nq", ontology=True)
        assert data is not None
        # A graph that has lost all its quads must not be named any more.
        assert all(
            any(True for _ in graph.store.quads_for_pattern(None, None, None, name))
            for name in graph.store.named_graphs()
        )
    return data


def built(sources: list[Path], folder: Path) -> bytes:
    """One build of the sources in a store of its own."""
    shutil.rmtree(folder, ignore_errors=True)
    kg.build(sources, store=folder, settings=SETTINGS).close()
    return exported(folder)


def test_adding_and_removing_gives_the_bytes_of_one_build(
    texts: Texts, tmp_path: Path, way: float
) -> None:
    a, b = texts.write("a", 0), texts.write("b", 1)
    store = tmp_path / "store"
    upkeep.add([a], store=store, settings=SETTINGS).graph.close()
    alone = exported(store)
    assert alone == built([a], tmp_path / "other")
    done = upkeep.add([b], store=store, settings=SETTINGS)
    done.graph.close()
    assert (done.report.documents, done.report.extracted) == (2, 1)
    assert exported(store) == built([a, b], tmp_path / "other")
    done = upkeep.remove([str(b)], store=store, settings=SETTINGS)
    done.graph.close()
    assert (done.report.documents, done.report.extracted) == (1, 0)
    assert exported(store) == alone


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_any_sequence_gives_the_bytes_of_one_build(
    texts: Texts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = random.Random(seed)
    change = collection.change

    def changed(*arguments, **options):  # type: ignore[no-untyped-def]
        part = chance.choice([1.0, 1.0, 0.5, 0.0])
        return change(*arguments, **options, updated_part=part)

    monkeypatch.setattr(collection, "change", changed)
    store = tmp_path / "store"
    held: dict[str, Path] = {}
    names = [f"{number}" for number in range(9)]
    for _ in range(chance.randint(3, 8)):
        # There is nothing to remove where there is no store yet.
        action = chance.choice(["add", "add", "add", "remove", "build"] if held else ["add"])
        chosen = chance.sample(names, chance.randint(1, 4))
        if action == "remove":
            chosen = [name for name in chosen if name in held]
            if not chosen:
                continue
            wanted = [str(held.pop(name)) for name in chosen]
            upkeep.remove(wanted, store=store, settings=SETTINGS).graph.close()
            continue
        written = {name: texts.write(name, chance.randrange(16)) for name in chosen}
        if action == "build":
            held = written
            kg.build(list(written.values()), store=store, settings=SETTINGS).close()
        else:
            held |= written
            upkeep.add(list(written.values()), store=store, settings=SETTINGS).graph.close()
        exported(store)
    if held:
        assert exported(store) == built(list(held.values()), tmp_path / "other")
    else:
        with Graph.open(store) as graph:
            assert len(graph) == 0
