"""Near-copies in a store: told in the graph, kept in the archive, the same by any steps."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

import kg
from kg import archive, copies, upkeep
from kg.archive import Archive
from kg.documents import read
from kg.graph.shapes import validate
from kg.graph.store import Graph
from kg.settings import Settings

SETTINGS = Settings(recognizer="none")
COPIES = """
SELECT ?copy ?original {
  ?copy rw:nearCopyOf ?original .
  GRAPH rw:resolution { ?copy rw:nearCopyOf ?original }
}
"""

STORY = (
    "افتتح وزير الثقافة سامر الحداد أمس المؤتمر العربي للمكتبات في مدينة مسقط بحضور عدد من "
    "المسؤولين. وأكد الحداد في كلمته أن المكتبات الرقمية تصل إلى القارئ حيث هو، وأن الوزارة "
    "ستطلق هذا العام برنامجا لرقمنة المخطوطات النادرة بالتعاون مع جامعة السلطان قابوس. وتستمر "
    "أعمال المؤتمر ثلاثة أيام تناقش فيها عشرون ورقة عمل."
)
OTHER = (
    "يعقد مجلس إدارة غرفة تجارة مسقط اجتماعه السنوي مطلع الشهر المقبل برئاسة رئيس الغرفة ناصر "
    "البلوشي، وينظر في خطة دعم المؤسسات الصغيرة. وقال البلوشي إن الغرفة ستفتح فرعا جديدا في "
    "مدينة صحار قبل نهاية العام الجاري."
)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """A story of an agency in three papers, and another story."""
    folder = tmp_path / "news"
    folder.mkdir()
    texts = {
        "agency": (STORY, "2024-05-02"),
        "early": ("مسقط - الوكالة " + STORY, "2024-05-01"),
        "cut": (STORY.rpartition(" وتستمر")[0], "2024-05-03"),
        "other": (OTHER, "2024-05-01"),
    }
    rows = []
    for name, (text, date) in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        rows.append(f'[[document]]\nfile = "{name}.txt"\ndate = {date}\n')
    (folder / "manifest.toml").write_text("\n".join(rows), encoding="utf-8")
    return {name: folder / f"{name}.txt" for name in texts}


def exported(store: Path) -> bytes:
    with Graph.open(store) as graph:
        data = graph.export(format="nq", ontology=True)
    assert data is not None
    return data


def built(files: list[Path], folder: Path) -> bytes:
    kg.build(files, store=folder, settings=SETTINGS).close()
    return exported(folder)


def told(graph: Graph, files: dict[str, Path]) -> dict[str, str]:
    """The near-copies by the names of their files."""
    names = {read([path]).documents[0].identifier: name for name, path in files.items()}
    return {
        names[copy.value[-16:]]: names[original.value[-16:]]
        for copy, original in graph.query(COPIES)  # type: ignore[misc, union-attr]
    }


def test_copies_point_to_the_earliest(files: dict[str, Path]) -> None:
    with kg.build(list(files.values()), settings=SETTINGS) as graph:
        assert told(graph, files) == {"agency": "early", "cut": "early"}
        assert validate(graph).conforms
        assert graph.query("ASK { rw:resolution prov:wasGeneratedBy rw:Resolution }")
        turtle = graph.export(format="ttl")
    assert turtle is not None
    assert b"rw:nearCopyOf" in turtle


def test_without_copies_nothing_is_said(files: dict[str, Path]) -> None:
    with kg.build([files["agency"], files["other"]], settings=SETTINGS) as graph:
        assert told(graph, files) == {}


@pytest.mark.parametrize("updated", [0.0, 10.0], ids=["loaded", "updated"])
def test_any_steps_give_the_bytes_of_one_build(
    files: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, updated: float
) -> None:
    from kg import collection

    change = collection.change

    def changed(*arguments, **options):  # type: ignore[no-untyped-def]
        return change(*arguments, **options, updated_part=updated)

    monkeypatch.setattr(collection, "change", changed)
    store, held = tmp_path / "store", []
    # The original comes last and goes first, so that copies change what they point to.
    for step, name in enumerate(("cut", "other", "agency", "early")):
        held.append(files[name])
        upkeep.add([files[name]], store=store, settings=SETTINGS).graph.close()
        assert exported(store) == built(held, tmp_path / f"added-{step}")
    with Graph.open(store) as graph:
        assert told(graph, files) == {"agency": "early", "cut": "early"}
    for step, name in enumerate(("early", "agency", "cut")):
        held.remove(files[name])
        upkeep.remove([str(files[name])], store=store, settings=SETTINGS).graph.close()
        assert exported(store) == built(held, tmp_path / f"removed-{step}")
    with Graph.open(store) as graph:
        assert told(graph, files) == {}


def test_shingles_are_made_once(
    files: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    shingles = copies.shingles

    def counted(text: str) -> bytes:
        made.append(text)
        return shingles(text)

    monkeypatch.setattr(copies, "shingles", counted)
    store = tmp_path / "store"
    upkeep.add([files["agency"], files["other"]], store=store, settings=SETTINGS).graph.close()
    assert len(made) == 2
    upkeep.add([files["cut"]], store=store, settings=SETTINGS).graph.close()
    assert len(made) == 3
    monkeypatch.setattr(copies, "version", lambda: "another")
    upkeep.remove([str(files["cut"])], store=store, settings=SETTINGS).graph.close()
    assert len(made) == 5


def test_what_is_forgotten_leaves_no_shingle(files: dict[str, Path], tmp_path: Path) -> None:
    store = tmp_path / "store"
    upkeep.add([files["agency"], files["other"]], store=store, settings=SETTINGS).graph.close()
    upkeep.remove([str(files["agency"])], store=store, settings=SETTINGS).graph.close()
    with sqlite3.connect(store / archive.FILE) as connection:
        (count,) = connection.execute("SELECT count(*) FROM shingles").fetchone()
    assert count == 1


def test_an_archive_of_the_first_format_is_read(files: dict[str, Path], tmp_path: Path) -> None:
    store, file = tmp_path / "store", tmp_path / "store" / archive.FILE
    before = built([files["agency"], files["cut"]], store)
    with sqlite3.connect(file) as connection:
        connection.execute("DROP TABLE shingles")
        connection.execute("PRAGMA user_version = 1")
    done = upkeep.add([files["other"]], store=store, settings=SETTINGS)
    done.graph.close()
    assert done.report.extracted == 1
    upkeep.remove([str(files["other"])], store=store, settings=SETTINGS).graph.close()
    assert exported(store) == before
    documents = read([files["agency"], files["cut"]]).documents
    with Archive.open(file, extractor="") as kept:
        for each, document in zip(kept.prints(documents), documents, strict=True):
            assert each.shingles == copies.shingles(document.text)
