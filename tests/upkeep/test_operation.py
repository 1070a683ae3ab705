"""Watching, copies, room on disk, health, and what is told."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg import archive, health, pipeline, storage, upkeep, watching
from kg.archive import Archive
from kg.errors import KgError, StoreError
from kg.graph import generations
from kg.graph.store import Graph
from kg.settings import Settings
from tests.upkeep.texts import Texts

SETTINGS = Settings(recognizer="none")


@pytest.fixture
def store(texts: Texts, tmp_path: Path) -> Path:
    """A store of five articles."""
    files = [texts.write(f"{n}", n) for n in range(5)]
    pipeline.run(files, store=tmp_path / "store", settings=SETTINGS).graph.close()
    return tmp_path / "store"


def exported(store: Path) -> bytes:
    with Graph.open(store) as graph:
        data = graph.export(format="nq")
    assert data is not None
    return data


class TestBackup:
    def test_a_copy_is_a_store_of_its_own(self, store: Path, texts: Texts, tmp_path: Path) -> None:
        before = exported(store)
        storage.backup(store, tmp_path / "copy")
        inodes = {path.stat().st_ino for path in store.rglob("*")}
        assert not inodes & {path.stat().st_ino for path in (tmp_path / "copy").rglob("*")}
        shutil.rmtree(store)
        assert exported(tmp_path / "copy") == before
        more = texts.write("more", 9)
        done = upkeep.add([more], store=tmp_path / "copy", settings=SETTINGS)
        assert (done.report.documents, done.report.extracted) == (6, 1)

    def test_it_goes_on_beside_a_writer(self, store: Path, tmp_path: Path) -> None:
        with generations.writing(store):
            storage.backup(store, tmp_path / "copy")
        assert exported(tmp_path / "copy") == exported(store)

    def test_what_is_there_stays(self, store: Path, tmp_path: Path) -> None:
        (tmp_path / "copy").mkdir()
        (tmp_path / "copy" / "letter").touch()
        with pytest.raises(StoreError, match="copy: exists"):
            storage.backup(store, tmp_path / "copy")
        with pytest.raises(StoreError, match="no store here"):
            storage.backup(tmp_path / "copy", tmp_path / "other")
        assert os.listdir(tmp_path / "copy") == ["letter"]
        assert not (tmp_path / "other").exists()


def test_compaction_gives_room_back_and_changes_nothing(
    store: Path, texts: Texts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.collection.UPDATED_PART", 10.0)
    before = exported(store)
    for number in range(5, 25):
        file = texts.write("more", number)
        upkeep.add([file], store=store, settings=SETTINGS).graph.close()
    upkeep.remove([str(file)], store=store, settings=SETTINGS).graph.close()
    assert exported(store) == before
    files = sum(path.suffix == ".sst" for path in store.rglob("*"))
    room = (store / archive.FILE).stat().st_size
    storage.compact(store)
    assert (store / archive.FILE).stat().st_size < room
    assert sum(path.suffix == ".sst" for path in store.rglob("*")) < files
    assert exported(store) == before
    with archive.Archive.open(store / archive.FILE, extractor="") as kept:
        assert len(kept) == 5
    assert upkeep.add([file], store=store, settings=SETTINGS).report.extracted == 1


class TestHealth:
    def test_of_a_sound_store(self, store: Path) -> None:
        found = health.examine(Settings(store=store, recognizer="none"))
        assert found.problems == []
        assert found.facts["documents"] == "5 of 5 sources"
        assert found.facts["kept extractions"] == "5"
        assert {"kg", "Python", "pyoxigraph", "recognizer default", "room"} <= found.facts.keys()

    def test_of_no_store(self, tmp_path: Path) -> None:
        found = health.examine(Settings(store=tmp_path / "nowhere", recognizer="none"))
        assert found.problems == []
        assert "none yet" in found.facts["store"]

    @pytest.mark.parametrize(
        ("part", "told"),
        [
            ("store.json", "store.json: found no JSON"),
            ("extractions.sqlite", "the archive is damaged"),
            ("generations/000001/ledger", "the ledger is damaged"),
            ("generations/000001/catalogue.json", "catalogue cannot be read"),
            ("generations/000001/quads/CURRENT", "the store cannot be read"),
        ],
    )
    def test_of_a_damaged_store(self, store: Path, part: str, told: str) -> None:
        for more in store.glob("extractions.sqlite-*"):
            more.unlink()
        (store / part).write_bytes(b"\xff" * 5000)
        (problem,) = health.examine(Settings(store=store, recognizer="none")).problems
        assert told in problem

    def test_of_a_store_that_lost_what_it_had_read(self, store: Path) -> None:
        for more in store.glob("extractions.sqlite*"):
            more.unlink()
        settings = Settings(store=store, recognizer="none")
        (problem,) = health.examine(settings).problems
        assert "missing, with all texts" in problem
        assert not list(store.glob("extractions.sqlite*"))
        with Archive.open(store / archive.FILE, extractor=""):
            pass
        told = health.examine(settings).problems
        assert ["texts of 5 documents are missing" in told[0], "5 extractions" in told[1]] == [
            True,
            True,
        ]


@contextmanager
def following(folder: Path, store: Path) -> Iterator[tuple[threading.Semaphore, list[str]]]:
    """A watch in a thread: a semaphore that counts changes, and what failed."""
    changes, failures, stop = threading.Semaphore(0), list[str](), threading.Event()

    def changed(done: pipeline.Build) -> None:
        done.graph.close()
        changes.release()

    def failed(error: KgError) -> None:
        failures.append(str(error))
        changes.release()

    watch = watching.Watch(folder, 0.1, changed, failed)
    thread = threading.Thread(
        target=watching.follow,
        args=(watch, stop),
        kwargs={"store": store, "settings": SETTINGS},
    )
    thread.start()
    try:
        yield changes, failures
    finally:
        stop.set()
        thread.join()


def test_a_store_follows_a_folder(texts: Texts, tmp_path: Path, store: Path) -> None:
    elsewhere = Texts(tmp_path / "elsewhere", Path(__file__).parents[2] / "seeds")
    kept = elsewhere.write("kept", 30)
    upkeep.add([kept], store=store, settings=SETTINGS).graph.close()
    (texts.folder / "0.txt").unlink()
    texts.write("1", 20)
    files = texts.folder

    def holds() -> bool:
        wanted = pipeline.run([files, kept], settings=SETTINGS).graph.export(format="nq")
        return exported(store) == wanted

    with following(texts.folder, store) as (changes, failures):
        assert changes.acquire(timeout=20), "what happened before it began"
        assert holds()
        texts.write("new", 21)
        assert changes.acquire(timeout=20)
        assert holds()
        (texts.folder / "2.txt").unlink()
        assert changes.acquire(timeout=20)
        assert holds()
        (texts.folder / "manifest.toml").write_text('[[document]]\nfile = "3.txt"\ntitle = "ع"\n')
        assert changes.acquire(timeout=20)
        assert holds()
        with generations.writing(store):
            texts.write("late", 22)
            assert changes.acquire(timeout=20)
        assert "another process is writing" in failures[0]
        while failures:
            failures.clear()
            assert changes.acquire(timeout=20), "it is tried again"
        assert holds()
        (texts.folder / "below").mkdir()
        (texts.folder / "4.txt").rename(texts.folder / "below" / "4.txt")
        assert changes.acquire(timeout=20)
        assert holds()
        assert not changes.acquire(timeout=0.5), "it rests where nothing changes"


def run_kg(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kg", *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_the_log_as_json(texts: Texts, tmp_path: Path) -> None:
    for number in range(3):
        texts.write(f"{number}", number)
    (texts.folder / "empty.txt").touch()
    done = run_kg(
        "add", "texts", "--recognizer", "none", "--log-format", "json", "--verbose", cwd=tmp_path
    )
    assert done.returncode == 1
    records = [json.loads(line) for line in done.stderr.splitlines()]
    assert all({"time", "level", "logger", "message"} <= record.keys() for record in records)
    (error,) = [record for record in records if record["level"] == "error"]
    assert "empty.txt" in error["message"]
    last = [record for record in records if "done" in record][-1]
    assert (last["done"], last["total"]) == (3, 3)
    failed = run_kg("--log-format", "json", "list", "--store", "nowhere", cwd=tmp_path)
    assert failed.returncode == 1
    assert "no store here" in json.loads(failed.stderr)["message"]


def test_a_watch_ends_when_it_is_told_to(texts: Texts, tmp_path: Path) -> None:
    texts.write("0", 0)
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "watch", "texts", "--interval", "0.1", "--recognizer", "none"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    with process:
        assert "watching texts" in process.stderr.readline()
        assert "kg-store: 1 documents, 1 read now" in process.stderr.readline()
        process.terminate()
        assert "stopped" in process.stderr.read()
    assert process.returncode == 0
    with Graph.open(tmp_path / "kg-store") as graph:
        assert len(graph.catalogue.documents) == 1


def test_the_list_of_documents(store: Path, texts: Texts, tmp_path: Path) -> None:
    (texts.folder / "manifest.toml").write_text(
        '[[document]]\nfile = "0.txt"\ntitle = "عنوان \\u001b[31m"\ndate = 2020-01-01\n'
    )
    upkeep.add([texts.folder / "0.txt"], store=store, settings=SETTINGS).graph.close()
    found = run_kg("list", "--format", "json", "--store", store, cwd=tmp_path)
    rows = [json.loads(line) for line in found.stdout.splitlines()]
    assert len(rows) == 5
    (dated,) = [row for row in rows if row["date"]]
    assert dated["date"] == "2020-01-01"
    assert dated["sources"] == [str(texts.folder / "0.txt")]
    table = run_kg("list", "--store", store, cwd=tmp_path).stdout
    assert "2020-01-01  عنوان" in table
    assert "\x1b" not in table
