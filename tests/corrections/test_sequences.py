"""A store that is corrected while it grows and shrinks holds the bytes of one build."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest

import kg
from kg import collection, corrections, upkeep
from kg.corrections import Act, Amendment, Judgement, Merge, Rename, Retype, Split, Thing
from kg.errors import CorrectionError
from kg.graph import generations
from kg.graph.store import Graph
from kg.graph.vocabulary import TYPES
from kg.model import EntityType
from kg.settings import Settings
from tests.corrections.corrections import said
from tests.upkeep.test_sequences import exported
from tests.upkeep.texts import Texts

SETTINGS = Settings(recognizer="none")
SEQUENCES = int(os.environ.get("KG_TEST_SEQUENCES", "8"))
"""Random sequences that are tried."""

ACTIONS = ["add", "add", "remove", "build", *["correct"] * 6, "undo"]


class Sequence:
    """Random changes of a store and of its corrections."""

    def __init__(self, seed: int, store: Path, texts: Texts) -> None:
        self.chance = random.Random(seed)
        self.store = store
        self.texts = texts
        self.held: dict[str, Path] = {}
        self.corrected = 0

    def step(self) -> None:
        """One change."""
        action = self.chance.choice(ACTIONS) if self.held else "add"
        if action == "correct":
            self.correct()
        elif action == "undo":
            self.undo()
        elif action == "remove":
            self.remove()
        else:
            names = self.chance.sample([f"{number}" for number in range(9)], 3)
            written = {name: self.texts.write(name, self.chance.randrange(16)) for name in names}
            if action == "build":
                self.held = written
                kg.build(list(written.values()), store=self.store, settings=SETTINGS).close()
            else:
                self.held |= written
                sources = list(written.values())
                upkeep.add(sources, store=self.store, settings=SETTINGS).graph.close()

    def remove(self) -> None:
        name = self.chance.choice(sorted(self.held))
        path = str(self.held.pop(name))
        upkeep.remove([path], store=self.store, settings=SETTINGS).graph.close()

    def correct(self) -> None:
        """A random correction, of which many make no sense and are refused."""
        act = self.act()
        if act is None:
            return
        apply = self.chance.random() < 0.8
        file = self.store / generations.CORRECTIONS
        before, graph = corrections.read(file), exported(self.store)
        try:
            upkeep.correct(
                Amendment(add=said(act), apply=apply), store=self.store, settings=SETTINGS
            )
        except CorrectionError:
            assert (corrections.read(file), exported(self.store)) == (before, graph)
        else:
            self.corrected += 1
            assert corrections.read(file) != before

    def undo(self) -> None:
        text = corrections.read(self.store / generations.CORRECTIONS)
        count = len(corrections.parse(text, "file"))
        if count:
            number = self.chance.randint(1, count)
            upkeep.correct(Amendment(undo=number), store=self.store, settings=SETTINGS)

    def act(self) -> Act | None:
        """A correction of what the store holds, which may make no sense."""
        with Graph.open(self.store) as graph:
            things: dict[str, EntityType] = {}
            for row in graph.query("SELECT ?thing ?class { ?thing a ?class }"):
                for class_, kind in TYPES.items():
                    if str(class_) == row["class"].value:  # type: ignore[index]
                        things.setdefault(row["thing"].value, kind)  # type: ignore[index]
            claims = sorted(
                row["claim"].value[-10:]  # type: ignore[index]
                for row in graph.query("SELECT ?claim { GRAPH rw:claims { ?claim a rw:Claim } }")
            )
            documents = graph.catalogue.documents
        if not things:
            return None
        iri = self.chance.choice(sorted(things))
        alike = sorted(each for each, kind in things.items() if kind is things[iri])
        thing = Thing(iri)
        choices: list[Act] = [
            Merge(thing, Thing(self.chance.choice(alike))),
            Merge(thing, Thing(self.chance.choice(alike))),
            Split(thing, documents=(self.chance.choice(documents),)),
            Rename(thing, self.chance.choice(["خالد الأحمد", "Smart City", "دبي"])),
            Retype(thing, self.chance.choice(list(EntityType))),
        ]
        if claims:
            choices += [Judgement(self.chance.choice(claims), n > 0) for n in range(3)]
        return self.chance.choice(choices)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_any_sequence_gives_the_bytes_of_one_build(
    texts: Texts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    sequence = Sequence(seed, tmp_path / "store", texts)
    change = collection.change

    def changed(*arguments, **options):  # type: ignore[no-untyped-def]
        part = sequence.chance.choice([1.0, 1.0, 0.5, 0.0])
        return change(*arguments, **options, updated_part=part)

    monkeypatch.setattr(collection, "change", changed)
    for _ in range(sequence.chance.randint(8, 16)):
        sequence.step()
    # What was written for later applies with the next change.
    upkeep.add([texts.write("last", seed)], store=sequence.store, settings=SETTINGS).graph.close()
    sources = [*sequence.held.values(), texts.folder / "last.txt"]
    other = tmp_path / "other"
    other.mkdir()
    file = sequence.store / generations.CORRECTIONS
    if file.exists():
        shutil.copy(file, other / generations.CORRECTIONS)
    kg.build(sources, store=other, settings=SETTINGS).close()
    assert exported(sequence.store) == exported(other)
    with Graph.open(other) as graph:
        problems = graph.catalogue.failures
        assert kg.validate(graph).results == ()
    with Graph.open(sequence.store) as graph:
        assert graph.catalogue.failures == problems
