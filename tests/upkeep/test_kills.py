"""Runs that are killed at any moment: the published graph stays whole, and no reading is lost."""

from __future__ import annotations

import itertools
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

import kg
from kg.archive import FILE, Archive
from kg.graph import generations
from kg.graph.redirects import History
from kg.graph.store import Graph
from kg.settings import Settings
from tests.upkeep.texts import Texts

SETTINGS = Settings(recognizer="none")
KILLS = int(os.environ.get("KG_TEST_KILLS", "6"))
"""How often a run is killed: with 200 it takes some minutes."""

# Each run is a process forked from one that has loaded what it needs and has opened no store.
RUNNER = """
import os, signal, sys, time
from kg import pipeline, upkeep
from kg.graph import ledger, updates
from kg.resources import Resources
from kg.settings import Settings

settings = Settings(recognizer="none")
resources = Resources.load(settings)
Resources.load = lambda settings: resources
for line in sys.stdin:
    verb, store, kill_after, *names = line.rstrip("\\n").split("\\t")
    child = os.fork()
    if not child:
        try:
            if verb == "build":
                done = pipeline.run(names, store=store, settings=settings)
            else:
                done = getattr(upkeep, verb)(names, store=store, settings=settings)
            print("done", done.report.extracted, flush=True)
            os._exit(0)
        except BaseException as error:
            print("failed", ascii(error), flush=True)
            os._exit(1)
    if kill_after:
        time.sleep(float(kill_after))
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    print("ended", flush=True)
"""


class Runner:
    """Runs verbs in processes of their own, which can be killed."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._input, self._output = process.stdin, process.stdout

    def run(
        self, verb: str, store: Path, names: Sequence[str], *, kill_after: float | None = None
    ) -> int | None:
        """The number of documents that the run extracted; None where it was killed before."""
        moment = "" if kill_after is None else str(kill_after)
        self._input.write("\t".join((verb, str(store), moment, *names)) + "\n")
        self._input.flush()
        lines = list(iter(self._output.readline, "ended\n"))
        assert not any(line.startswith("failed") for line in lines), lines
        return int(lines[0].split()[1]) if lines else None


@contextmanager
def running() -> Iterator[Runner]:
    process = subprocess.Popen(
        [sys.executable, "-c", RUNNER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    with process:
        yield Runner(process)
    assert process.returncode == 0


def exported(store: Path) -> bytes:
    with Graph.open(store) as graph:
        data = graph.export(format="nq")
        history = History.load(generations.hold_published(store).folder, graph.catalogue.base)
    assert list(history.faults()) == []
    assert history.where.documents
    assert data is not None
    return data


def kept(store: Path) -> int:
    with Archive.open(store / FILE, extractor="") as archive:
        assert archive.fault() == ""
        return len(archive)


@pytest.mark.slow
def test_killed_runs_leave_the_published_graph_and_lose_nothing(
    texts: Texts, tmp_path: Path
) -> None:
    chance = random.Random(5)
    store, number = tmp_path / "store", itertools.count()
    held = {str(texts.write(f"{next(number)}", piece)) for piece in range(6)}
    killed = 0
    with running() as runner:
        runner.run("build", store, sorted(held))
        before = exported(store)
        usual = 0.6
        while killed < KILLS:
            verb = chance.choice(["add", "add", "build", "remove"])
            if verb == "remove" and len(held) > 3:
                names = chance.sample(sorted(held), 3)
                wanted = held - set(names)
            else:
                verb = "add" if verb == "remove" else verb
                pieces = [chance.randrange(40) for _ in range(chance.randint(1, 9))]
                names = [str(texts.write(f"{next(number)}", piece)) for piece in pieces]
                wanted = set(names) if verb == "build" else held | set(names)
            expected = kg.build(sorted(wanted), settings=SETTINGS).export(format="nq")
            known = kept(store)
            if runner.run(verb, store, names, kill_after=chance.uniform(0, usual)) is None:
                killed += 1
            found = exported(store)
            assert found in (before, expected), f"half a graph after {killed} kills"
            known_then = kept(store)
            # A removal that was killed at its end may have forgotten what it removed.
            assert known_then >= known or verb == "remove"
            begun = time.monotonic()
            if found == expected and verb == "remove":
                # Only what it would have cleared away last is left, and goes with the next change.
                assert len(generations.unfinished(store)) <= 1
            else:
                extracted = runner.run(verb, store, names)
                assert extracted is not None
                assert known_then + extracted >= kept(store), "read, kept and read again"
                usual = 0.9 * usual + 0.1 * (time.monotonic() - begun)
                assert generations.unfinished(store) == []
            assert exported(store) == expected
            held, before = wanted, expected
