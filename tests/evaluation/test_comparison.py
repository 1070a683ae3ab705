"""Several gold sets at once, and where the errors are: by relation and by newspaper."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.evaluation import GoldSet, Prediction, compare, evaluate
from kg.evaluation.comparison import LARGEST_GAP
from kg.model import Document
from tests.evaluation.gold_graph import FOLDER, perfect, seeds_gold

FILES = sorted(FOLDER.glob("00*.json"))


@pytest.fixture
def builder(seeds: Path) -> Callable[..., Any]:
    """A function that makes builders: perfect ones that leave out facts of some documents."""
    gold = {(seeds / each.doc).read_text(encoding="utf-8-sig"): each for each in seeds_gold()}

    def make(*poor: str, log: list[str] | None = None) -> Callable[[Document], Prediction]:
        def build(document: Document) -> Prediction:
            doc = gold[document.text].doc
            if log is not None:
                log.append(doc)
            whole = perfect(gold[document.text])
            half = len(whole.facts) // 2
            return Prediction(
                whole.entities, whole.facts[:half] if doc[:3] in poor else whole.facts
            )

        return build

    return make


def sets(*rows: tuple[str, list[Path]]) -> list[GoldSet]:
    return [GoldSet(name, tuple(files)) for name, files in rows]


def test_a_line_for_each_set(builder: Callable[..., Any]) -> None:
    log: list[str] = []
    found = compare(sets(("seeds", FILES), ("odd", FILES[1::2])), build_document=builder(log=log))
    assert list(found.reports) == ["seeds", "odd"]
    # A document of both sets is built once.
    assert len(log) == 5
    assert found.warnings() == []
    lines = found.as_text().splitlines()
    assert lines[1].split() == ["Gold", "documents", *["P", "R", "F1"] * 2, "calibration", "error"]
    assert [line.split()[:4] for line in lines[2:]] == [
        ["seeds", "5", "1.000", "1.000"],
        ["odd", "2", "1.000", "1.000"],
    ]


def test_a_first_set_far_above_another_is_a_warning(builder: Callable[..., Any]) -> None:
    build = builder("003", "004")
    found = compare(sets(("seen", FILES[:3]), ("unseen", FILES[3:])), build_document=build)
    (warning,) = found.warnings()
    assert warning.startswith("fact F1 of seen stands 0.")
    assert f"more than {LARGEST_GAP:.2f}" in warning
    assert f"warning: {warning}\n" in found.as_text()
    assert json.loads(found.as_json())["warnings"] == [warning]
    # The other way round it is no warning: what was not tuned for is better.
    assert not compare(sets(("a", FILES[3:]), ("b", FILES[:3])), build_document=build).warnings()


def test_what_cannot_be_scored_is_told_with_its_set(
    builder: Callable[..., Any], tmp_path: Path
) -> None:
    lost = tmp_path / "lost.json"
    lost.write_text(json.dumps({"doc": "lost.txt", "entities": [], "facts": []}))
    found = compare(sets(("a", FILES), ("b", [FILES[0], lost])), build_document=builder())
    assert [problem.source for problem in found.problems] == ["b: lost.txt"]
    assert "not scored: b: lost.txt: no text" in found.as_text()


def write(folder: Path, name: str, **more: object) -> Path:
    """An annotation of one person with one role, in an article of JSON Lines."""
    data = {
        "doc": f"{name}.txt",
        "id": name,
        "entities": [{"id": "p1", "type": "Person", "name": "علي", "aliases": ["علي"]}],
        "facts": [{"rel": "role", "s": "p1", "role": ["مدير"], "o": None, "evidence": "المدير"}],
    }
    file = folder / f"{name}.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    line = json.dumps({"id": name, "text": f"المدير {name}", **more}) + "\n"
    with (folder / "news.jsonl").open("a", encoding="utf-8") as lines:
        lines.write(line)
    return file


def test_errors_are_told_by_relation_and_by_newspaper(tmp_path: Path) -> None:
    for name, more in {
        "okaz_1": {},
        "okaz_2": {},
        "sabq_1": {},
        "x_1": {"source": "الرياض"},
    }.items():
        write(tmp_path, name, **more)
    gold = sorted(tmp_path.glob("*.json"))
    empty = Prediction((), ())
    report = evaluate(gold, texts=tmp_path / "news.jsonl", build_document=lambda document: empty)
    sources = report.sources()
    assert [(each.source, each.documents, each.facts.false_negatives) for each in sources] == [
        ("okaz", 2, 2),
        ("sabq", 1, 1),
        ("الرياض", 1, 1),
    ]
    lines = report.as_text(errors=True).splitlines()
    rows = [" ".join(line.split()) for line in lines if "okaz 2" in line]
    assert rows == [
        "entity missed Person 4 okaz 2, sabq 1, الرياض 1",
        "fact missed: entity missed role 4 okaz 2, sabq 1, الرياض 1",
    ]
    assert [line for line in lines if line.split()[:3] == ["okaz", "2", "0.000"]]
    assert "  [sabq_1.txt]  sabq  Person" in lines
    data = json.loads(report.as_json())
    assert [item["source"] for item in data["documents"]] == ["okaz", "okaz", "sabq", "الرياض"]
