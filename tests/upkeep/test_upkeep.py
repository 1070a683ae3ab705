"""Adding and removing: what is read, what is told, and who may write."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg import archive, collection, documents, extraction, language, pipeline, upkeep
from kg.errors import ReadError, StoreError
from kg.graph import generations, ledger
from kg.graph.store import Graph
from kg.model import Document, Extraction
from kg.reports import BuildReport
from kg.resources import Resources
from kg.settings import Settings
from tests.upkeep.texts import Texts

SETTINGS = Settings(recognizer="none")


def build(sources: list[Path], store: Path) -> BuildReport:
    done = pipeline.run(sources, store=store, settings=SETTINGS)
    done.graph.close()
    return done.report


def add(sources: list[Path], store: Path) -> BuildReport:
    done = upkeep.add(sources, store=store, settings=SETTINGS)
    done.graph.close()
    return done.report


def remove(names: list[str], store: Path) -> BuildReport:
    done = upkeep.remove(names, store=store, settings=SETTINGS)
    done.graph.close()
    return done.report


def held(store: Path) -> list[str]:
    with Graph.open(store) as graph:
        return [source.path for source in graph.catalogue.sources]


def exported(store: Path) -> bytes:
    with Graph.open(store) as graph:
        data = graph.export(format="nq")
    assert data is not None
    return data


def in_memory(*sources: Path) -> bytes:
    """What a build without a store gives, by the plain way of describing a graph."""
    data = kg.build(sources, settings=SETTINGS).export(format="nq")
    assert data is not None
    return data


def test_only_what_is_new_or_changed_is_read(texts: Texts, tmp_path: Path) -> None:
    files, store = [texts.write(f"{n}", n) for n in range(5)], tmp_path / "store"
    assert build(files, store).extracted == 5
    generation = generations.hold_published(store).folder
    assert build(files, store).extracted == 0
    assert generations.hold_published(store).folder == generation, "nothing changed"
    texts.write("1", 20)
    assert build(files, store).extracted == 1
    assert build([*files[:2], texts.write("9", 21)], store).extracted == 1
    assert build(files, store).extracted == 0, "what a build leaves out is kept until a compaction"
    assert exported(store) == in_memory(*files)


def test_a_changed_manifest_is_read(texts: Texts, tmp_path: Path) -> None:
    file, store = texts.write("a", 0), tmp_path / "store"
    build([file], store)
    manifest = texts.folder / "manifest.toml"
    manifest.write_text('[[document]]\nfile = "a.txt"\ntitle = "عنوان"\ndate = 2020-01-01\n')
    assert add([file], store).extracted == 1
    assert exported(store) == in_memory(file)


def test_what_can_be_named_can_be_removed(texts: Texts, tmp_path: Path) -> None:
    files, store = [texts.write(f"{n}", n) for n in range(5)], tmp_path / "store"
    build(files, store)
    read = {Path(s.path): s.document for s in documents.read(files).sources}
    sha256 = next(d.sha256 for d in documents.read(files[3:4]).documents)
    names = [
        os.path.relpath(files[0]),
        read[files[1]],
        f"https://w3id.org/rawabit/id/document/{read[files[2]]}",
        sha256,
    ]
    report = remove([*names, "nowhere.txt"], store)
    assert held(store) == [str(files[4])]
    assert [str(problem).partition(":")[0] for problem in report.problems] == ["nowhere.txt"]
    assert exported(store) == in_memory(files[4])
    with archive.Archive.open(store / archive.FILE, extractor="") as kept:
        assert kept.identifiers() == {read[files[4]]}, "what is removed is forgotten"
    before = exported(store)
    with pytest.raises(ReadError, match=r"nowhere\.txt: not in the store"):
        remove(["nowhere.txt", read[files[0]]], store)
    assert exported(store) == before
    assert remove([str(files[4])], store).documents == 0


def test_removing_extracts_nothing(
    texts: Texts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files, store = [texts.write(f"{n}", n) for n in range(4)], tmp_path / "store"
    build(files, store)
    for file in files:
        file.unlink()

    def extract(*_: object) -> None:
        raise AssertionError("nothing is to be extracted")

    monkeypatch.setattr(extraction, "extract", extract)
    remove([str(files[0])], store)
    assert held(store) == [str(file) for file in files[1:]]


def test_a_text_in_two_files_stays_until_both_are_gone(texts: Texts, tmp_path: Path) -> None:
    store, a = tmp_path / "store", texts.write("a", 0)
    manifest = texts.folder / "manifest.toml"
    manifest.write_text('[[document]]\nfile = "a.txt"\ntitle = "أ"\ndate = 2020-01-01\n')
    (texts.folder / "below").mkdir()
    b = a.rename(texts.folder / "below" / "b.txt")
    texts.write("a", 0)
    (b.parent / "manifest.toml").write_text('[[document]]\nfile = "b.txt"\ndate = 2019-01-01\n')
    add([a], store)
    add([b], store)
    assert exported(store) == in_memory(a, b)
    remove([str(b)], store)
    assert exported(store) == in_memory(a)
    add([b], store)
    remove([str(a)], store)
    assert exported(store) == in_memory(b)


def test_one_text_that_breaks_the_extractor_is_tried_again_by_a_build(
    texts: Texts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files, store = [texts.write(f"{n}", n) for n in range(3)], tmp_path / "store"
    broken = files[1].read_text()
    analyse = language.analyse

    def fail(document: Document):  # type: ignore[no-untyped-def]
        if document.text == broken:
            raise RuntimeError("nobody thought of this")
        return analyse(document)

    with monkeypatch.context() as patched:
        patched.setattr(language, "analyse", fail)
        (problem,) = add(files, store).problems
        assert problem.source == str(files[1])
    (problem,) = add([texts.write("9", 9)], store).problems
    assert "nobody thought of this" in problem.message
    report = build([*files, texts.folder / "9.txt"], store)
    assert (report.problems, report.extracted) == ((), 1)
    assert exported(store) == in_memory(texts.folder)


def test_what_is_kept_damaged_is_read_again(texts: Texts, tmp_path: Path) -> None:
    files, store = [texts.write(f"{n}", n) for n in range(4)], tmp_path / "store"
    build(files, store)
    read = documents.read(files).documents
    with archive.Archive.open(store / archive.FILE, extractor="") as kept:
        kept._connection.execute(
            "UPDATE extractions SET content = x'00' WHERE document = ?", (read[0].identifier,)
        )
    more = texts.write("9", 9)
    assert add([more], store).extracted == 2
    assert exported(store) == in_memory(*files, more)


def test_a_text_that_is_kept_damaged_is_kept_again_by_a_build(texts: Texts, tmp_path: Path) -> None:
    files, store = [texts.write(f"{n}", n) for n in range(4)], tmp_path / "store"
    build(files, store)
    with archive.Archive.open(store / archive.FILE, extractor="") as kept:
        kept._connection.execute("UPDATE texts SET content = x'00'")
        kept._connection.execute("DELETE FROM extractions")
    with pytest.raises(StoreError, match="missing or damaged; build the store again"):
        remove([str(files[0])], store)
    assert build(files, store).extracted == 4
    assert exported(store) == in_memory(*files)


def test_another_extractor_reads_everything_again_from_the_kept_texts(
    texts: Texts, tmp_path: Path, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collection, "UPDATED_PART", 1.0)
    files, store = [texts.write(f"{n}", n) for n in range(12)], tmp_path / "store"
    build(files, store)
    before = exported(store)
    # The same pattern, but surer: nothing else of the graph differs.
    (tmp_path / "own" / "lexicons").mkdir(parents=True)
    (tmp_path / "own" / "lexicons" / "own.tsv").write_text(
        "form\tclass\tfeatures\tsource\nزعبل\tname.given\tgender=m\town\n", encoding="utf-8"
    )
    other = Settings(recognizer="none", lexicons=tmp_path / "own")
    extract = extraction.extract

    def surer(document: Document, resources: Resources) -> Extraction:
        found = extract(document, resources)
        if resources.digest == Resources.load(SETTINGS).digest:
            return found
        return replace(found, claims=tuple(replace(c, confidence=0.123) for c in found.claims))

    monkeypatch.setattr(extraction, "extract", surer)
    more = texts.write("more", 20)
    for file in files:
        file.rename(file.with_suffix(".gone"))
    done = upkeep.add([more], store=store, settings=other)
    done.graph.close()
    assert done.report.extracted == 13
    for file in files:
        file.with_suffix(".gone").rename(file)
    wanted = kg.build([*files, more], settings=other).export(format="nq")
    assert exported(store) == wanted
    assert b"0.123" not in before
    assert exported(store).count(b"0.123") > 3


def test_a_ledger_that_is_lost_costs_time_only(texts: Texts, tmp_path: Path) -> None:
    files, store = [texts.write(f"{n}", n) for n in range(8)], tmp_path / "store"
    build(files, store)
    (generations.hold_published(store).folder / ledger.FILE).write_bytes(b"\xff" * 100)
    more = texts.write("9", 9)
    assert add([more], store).extracted == 1
    assert exported(store) == in_memory(*files, more)


@pytest.mark.parametrize("verb", [add, build])
def test_a_graph_of_inferred_facts_never_stays(texts: Texts, tmp_path: Path, verb) -> None:  # type: ignore[no-untyped-def]
    files, store = [texts.write(f"{n}", n) for n in range(8)], tmp_path / "store"
    build(files, store)
    quads = ox.Store(generations.hold_published(store).folder / generations.QUADS)
    inferred = ox.NamedNode("https://example.org/inferred")
    thing = ox.NamedNode("https://example.org/thing")
    quads.add(ox.Quad(thing, thing, thing, inferred))
    quads.flush()
    del quads
    assert b"/inferred>" in exported(store)
    more = texts.write("9", 9)
    verb([*files, more], store)
    assert exported(store) == in_memory(*files, more)


def test_a_second_writer_is_told_before_it_reads(texts: Texts, tmp_path: Path) -> None:
    a, b, store = texts.write("a", 0), texts.write("b", 1), tmp_path / "store"
    build([a], store)
    before = exported(store)
    with generations.writing(store):
        for act in (lambda: add([b], store), lambda: remove([str(a)], store)):
            with pytest.raises(StoreError, match="another process is writing this store"):
                act()
        assert exported(store) == before, "readers go on"


def test_a_store_of_the_first_format_is_read_and_upgraded(texts: Texts, tmp_path: Path) -> None:
    a, b, store = texts.write("a", 0), texts.write("b", 1), tmp_path / "store"
    build([a], store)
    before = exported(store)
    # As the first version wrote it.
    generation = generations.hold_published(store).folder
    (store / archive.FILE).unlink()
    (generation / ledger.FILE).unlink()
    content = json.loads((generation / generations.CATALOGUE).read_text())
    content["sources"] = [
        {"document": source["document"], "path": source["path"]} for source in content["sources"]
    ]
    (generation / generations.CATALOGUE).write_text(json.dumps(content))
    (store / "store.json").write_text(json.dumps({"format": 1, "generation": generation.name}))
    assert exported(store) == before
    with pytest.raises(StoreError, match=r"format 1.*upgraded to format 2 by 'kg build SOURCE…'"):
        add([b], store)
    build([a, b], store)
    assert generations.written_by(store) == (generations.FORMAT, kg.__version__)
    assert exported(store) == in_memory(a, b)


@pytest.mark.parametrize(
    ("is_read", "what"), [(False, "the archive cannot be used"), (True, "cannot be written")]
)
def test_a_full_disk_stops_an_addition_cleanly(
    texts: Texts, tmp_path: Path, is_read: bool, what: str
) -> None:
    # A limit on the size of files stands in for the disk's end: the same calls fail. Where all
    # has been read before, it is the graph that finds no room.
    files, store = [texts.write(f"{n}", n) for n in range(6)], tmp_path / "store"
    if is_read:
        build(files, store)
    build(files[:1], store)
    before = exported(store)
    script = """
        import resource, signal, sys
        from kg import upkeep
        from kg.errors import StoreError
        from kg.resources import Resources
        from kg.settings import Settings

        settings = Settings(recognizer="none")
        resources = Resources.load(settings)
        Resources.load = lambda settings: resources
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        for limit in (1_000, 15_000, 30_000, 60_000, 90_000, 150_000):
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
            try:
                upkeep.add(sys.argv[2:], store=sys.argv[1], settings=settings)
                print("written")
            except StoreError as error:
                print(ascii(str(error)))
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), str(store), *map(str, files)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert what in done.stdout
    assert "damaged" not in done.stdout
    if "written" not in done.stdout.replace("be written", ""):
        assert exported(store) == before
    assert add(files, store).documents == 6
    assert exported(store) == in_memory(*files)
    assert generations.unfinished(store) == []


def test_few_changes_touch_few_quads(
    texts: Texts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    files, store = [texts.write(f"{n}", n) for n in range(40)], tmp_path / "store"
    build(files, store)
    monkeypatch.setattr(collection, "UPDATED_PART", 1.0)
    more = texts.write("more", 41)
    with caplog.at_level("INFO", logger="kg.graph.updates"):
        add([more], store)
    (message,) = [record.getMessage() for record in caplog.records]
    with Graph.open(store) as graph:
        assert int(message.rpartition("removed, ")[2].split()[0]) < len(graph) / 10
