"""Rules of a store: what they infer stays with it, and is never out of date."""

from __future__ import annotations

import random
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

import kg
from kg import collection, inference, storage, upkeep
from kg.errors import QueryError, StoreError
from kg.graph import generations, rules, updates
from kg.graph.inference import inferred_graphs
from kg.graph.rules import Rule
from kg.graph.store import Graph
from kg.settings import Settings
from tests.upkeep.texts import Texts

SETTINGS = Settings(recognizer="none")


@pytest.fixture
def pieces(texts: Texts) -> list[int]:
    """The articles of which something follows, with some others."""
    found = [n for n, text in enumerate(texts.pieces) if "جلسة" in text or "مؤتمر" in text]
    return found[:6]


def exported(store: Path, format: str = "nq") -> bytes:
    with Graph.open(store) as graph:
        data = graph.export(format=format, ontology=format == "nq")
    assert data is not None
    return data


def build(sources: list[Path], store: Path) -> None:
    kg.build(sources, store=store, settings=SETTINGS).close()


def built(sources: list[Path], store: Path, names: tuple[str, ...] = ()) -> bytes:
    """One build of the sources in a store of its own, and what follows."""
    shutil.rmtree(store, ignore_errors=True)
    build(sources, store)
    inference.infer(store, names)
    return exported(store)


def asked(store: Path) -> list[str]:
    with Graph.open(store) as graph:
        return [name for name, _ in graph.catalogue.rules]


def test_inferring_twice_gives_the_same_bytes_and_clearing_gives_those_before(
    texts: Texts, pieces: list[int], tmp_path: Path
) -> None:
    store = tmp_path / "store"
    build([texts.write(f"{n}", n) for n in pieces], store)
    before = exported(store)
    found = inference.infer(store)
    assert sum(found.values()) > 0
    once = exported(store)
    assert once != before
    assert inference.infer(store) == found
    assert exported(store) == once
    assert generations.unfinished(store) == []
    inference.clear(store)
    assert exported(store) == before
    assert asked(store) == []


def test_plain_formats_hold_what_is_inferred_and_quads_tell_it_apart(
    texts: Texts, pieces: list[int], tmp_path: Path
) -> None:
    store = tmp_path / "store"
    build([texts.write(f"{n}", n) for n in pieces], store)
    stated = set(exported(store, "nt").splitlines())
    found = inference.infer(store)
    added = set(exported(store, "nt").splitlines()) - stated
    told_apart: dict[bytes, set[bytes]] = {}
    for line in exported(store).splitlines():
        triple, _, graph = line.removesuffix(b" .").rpartition(b" ")
        if graph.startswith(b"<https://w3id.org/rawabit/inferred#"):
            told_apart.setdefault(graph, set()).add(triple + b" .")
    assert sorted(map(len, told_apart.values())) == sorted(filter(None, found.values()))
    concluded = set().union(*told_apart.values())
    assert concluded <= added
    # Beside these there are only the descriptions of graphs and rules.
    assert all(line.startswith(b"<https://w3id.org/rawabit/") for line in added - concluded)


def test_a_dry_run_counts_and_changes_nothing(
    texts: Texts, pieces: list[int], tmp_path: Path
) -> None:
    store = tmp_path / "store"
    build([texts.write(f"{n}", n) for n in pieces], store)
    before, published = exported(store), generations.hold_published(store).folder
    found = inference.infer(store, dry_run=True)
    assert exported(store) == before
    assert generations.hold_published(store).folder == published
    assert inference.infer(store) == found
    assert inference.infer(store, ["attendance"], dry_run=True).keys() == {"attendance"}


def test_other_rules_take_the_place_of_those_before(
    texts: Texts, pieces: list[int], tmp_path: Path
) -> None:
    files, store = [texts.write(f"{n}", n) for n in pieces], tmp_path / "store"
    build(files, store)
    inference.infer(store)
    inference.infer(store, ["attendance"])
    assert asked(store) == ["attendance"]
    assert exported(store) == built(files, tmp_path / "other", ("attendance",))


@pytest.mark.parametrize("part", [0.0, 1.0], ids=["loaded", "updated"])
def test_what_no_longer_follows_goes_with_the_change(
    texts: Texts,
    pieces: list[int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    part: float,
) -> None:
    change = collection.change
    monkeypatch.setattr(collection, "change", lambda *a, **b: change(*a, **b, updated_part=part))
    files, store = [texts.write(f"{n}", n) for n in pieces], tmp_path / "store"
    build(files, store)
    inference.infer(store)
    all_of_them = exported(store)
    for file in files:
        upkeep.remove([str(file)], store=store, settings=SETTINGS).graph.close()
    with Graph.open(store) as graph:
        assert len(graph) == 0
        assert inferred_graphs(graph.store) == ()
    assert asked(store) == sorted(rules.shipped())
    upkeep.add(files, store=store, settings=SETTINGS).graph.close()
    assert exported(store) == all_of_them


def test_no_rules_no_inference(texts: Texts, pieces: list[int], tmp_path: Path) -> None:
    store = tmp_path / "store"
    build([texts.write(f"{n}", n) for n in pieces], store)
    upkeep.add([texts.write("more", 3)], store=store, settings=SETTINGS).graph.close()
    with Graph.open(store) as graph:
        assert inferred_graphs(graph.store) == ()


def test_a_rule_that_says_something_else_infers_anew(
    texts: Texts, pieces: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files, store = [texts.write(f"{n}", n) for n in pieces], tmp_path / "store"
    build(files, store)
    before = exported(store)
    inference.infer(store, ["attendance", "location-in-place"])
    assert exported(store) != before
    other = replace(rules.shipped()["attendance"], text="CONSTRUCT {} WHERE {}")

    def shipped() -> Mapping[str, Rule]:
        return {"attendance": other}

    monkeypatch.setattr(rules, "shipped", shipped)
    build(files, store)  # of the same documents
    assert exported(store) == before
    assert asked(store) == ["attendance"]


def test_a_failure_leaves_the_published_graph(
    texts: Texts, pieces: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    build([texts.write(f"{n}", n) for n in pieces], store)
    before = exported(store)

    def fail(*arguments: object) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as patched:
        patched.setattr(storage, "copy_files", fail)
        with pytest.raises(StoreError, match="no space left"):
            inference.infer(store)
    assert exported(store) == before
    assert generations.unfinished(store) == []
    with generations.writing(store), pytest.raises(StoreError, match="another process is writing"):
        inference.infer(store)
    with pytest.raises(QueryError, match="found the rule 'magic'"):
        inference.infer(store, ["magic"])
    with pytest.raises(StoreError, match="no store here"):
        inference.infer(tmp_path / "nowhere")
    assert exported(store) == before
    assert not (tmp_path / "nowhere").exists()


def test_copies_and_compaction_keep_what_is_inferred(
    texts: Texts, pieces: list[int], tmp_path: Path
) -> None:
    store, copy = tmp_path / "store", tmp_path / "copy"
    build([texts.write(f"{n}", n) for n in pieces], store)
    inference.infer(store)
    before = exported(store)
    storage.backup(store, copy)
    storage.compact(store)
    assert exported(store) == exported(copy) == before
    assert asked(store) == asked(copy) == sorted(rules.shipped())


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_any_sequence_gives_the_bytes_of_one_build_and_what_follows(
    texts: Texts, pieces: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = random.Random(seed)
    change, updated = collection.change, updates.update
    ways: list[str] = []

    def changed(*arguments, **options):  # type: ignore[no-untyped-def]
        return change(*arguments, **options, updated_part=chance.choice([1.0, 1.0, 0.0]))

    def update(*arguments) -> None:  # type: ignore[no-untyped-def]
        ways.append("updated")
        updated(*arguments)

    monkeypatch.setattr(collection, "change", changed)
    monkeypatch.setattr(updates, "update", update)
    store, held = tmp_path / "store", {"0": texts.write("0", pieces[0])}
    build(list(held.values()), store)
    names: tuple[str, ...] | None = None
    for step in range(7):
        chosen = [f"{chance.randrange(6)}" for _ in range(chance.randint(1, 3))]
        match chance.choice(["add", "add", "add", "remove", "build", "infer"]) if step else "infer":
            case "add":
                held |= {name: texts.write(name, chance.choice(pieces)) for name in chosen}
                files = [held[name] for name in chosen]
                upkeep.add(files, store=store, settings=SETTINGS).graph.close()
            case "remove" if len(held) > 1:
                file = held.pop(chance.choice(sorted(held)))
                upkeep.remove([str(file)], store=store, settings=SETTINGS).graph.close()
            case "build":
                build(list(held.values()), store)
            case "infer":
                count = chance.randint(0, len(rules.shipped()))
                names = tuple(chance.sample(sorted(rules.shipped()), count))
                inference.infer(store, names)
    assert names is not None
    assert exported(store) == built(list(held.values()), tmp_path / "other", names)
    assert ways, "no change was an update"
