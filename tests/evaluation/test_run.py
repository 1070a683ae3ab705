"""The verb: texts are found, documents are built alone, and the report says what came out."""

from __future__ import annotations

import datetime
import gzip
import json
import logging
from pathlib import Path
from typing import Any

import pytest

from kg.errors import GoldError, KgError
from kg.evaluation import Count, Prediction, evaluate, read_gold
from kg.evaluation.texts import find_texts
from kg.model import Document
from tests.evaluation.gold_graph import FOLDER, gold_graph, perfect, seeds_gold

EMPTY = Prediction((), ())
# Without a time, so that the test has the same name in every process.
CUT_SHORT = gzip.compress(b"x" * 99, mtime=0)[:20]


def by_text(seeds: Path) -> dict[str, Any]:
    """Gold documents of the seeds by the text they annotate."""
    return {(seeds / gold.doc).read_text(encoding="utf-8-sig"): gold for gold in seeds_gold()}


def test_each_seed_is_built_alone_and_scored(seeds: Path) -> None:
    gold = by_text(seeds)
    built: list[str] = []

    def build(document: Document) -> Any:
        built.append(document.text)
        return gold_graph(gold[document.text], document.text)

    report = evaluate([FOLDER], build_document=build)
    assert sorted(built) == sorted(gold)
    assert [item.doc for item in report.documents] == [item.doc for item in seeds_gold()]
    assert report.entity_total().f1 == report.fact_total().f1 == 1
    required = [entity for item in seeds_gold() for entity in item.entities if not entity.optional]
    assert report.entity_total() == Count(len(required), 0, 0)


def test_a_store_is_read_instead(seeds: Path) -> None:
    text, gold = next(iter(by_text(seeds).items()))
    report = evaluate([FOLDER], store=gold_graph(gold, text))
    assert [item.doc for item in report.documents] == [gold.doc]
    assert len(report.problems) == 4
    assert "does not hold the document" in report.problems[0].message


def write_gold(folder: Path, **more: str) -> Path:
    data = {
        "doc": "a.txt",
        "entities": [{"id": "p1", "type": "Person", "name": "علي", "aliases": ["علي"]}],
        "facts": [
            {"rel": "role", "s": "p1", "role": ["مدير"], "o": None, "evidence": "المدير علي"}
        ],
        **more,
    }
    file = folder / "gold.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    return file


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz"])
def test_texts_in_json_lines(tmp_path: Path, suffix: str) -> None:
    gold = read_gold([write_gold(tmp_path, id="n1", document_date="2015-01-02")])
    rows = [
        {"id": "n0", "text": "آخر"},
        {"id": "n1", "text": "\ufeffالمدير علي\r\n", "title": "عنوان", "date": "2015-01-01"},
    ]
    lines = "\n".join(json.dumps(row) for row in rows) + "\n\n"
    file = tmp_path / f"news{suffix}"
    file.write_bytes(gzip.compress(lines.encode()) if suffix.endswith("gz") else lines.encode())
    document = find_texts(gold, file).documents["a.txt"]
    assert document.text == "المدير علي\n"
    assert document.title == "عنوان"
    # The gold's date goes before that of the line.
    assert document.date == datetime.date(2015, 1, 2)


def test_texts_in_a_folder_with_a_manifest(tmp_path: Path) -> None:
    gold = read_gold([write_gold(tmp_path)])
    (tmp_path / "a.txt").write_text("المدير علي", encoding="utf-8")
    (tmp_path / "manifest.toml").write_text(
        '[[document]]\nfile = "a.txt"\ndate = 2015-01-03\n', encoding="utf-8"
    )
    assert find_texts(gold, tmp_path).documents["a.txt"].date == datetime.date(2015, 1, 3)


def test_a_name_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "secret.txt").write_text("سر", encoding="utf-8")
    gold = read_gold([write_gold(tmp_path, doc="../secret.txt")])
    found = find_texts(gold, tmp_path / "texts")
    assert not found.documents
    assert "expected the name of a file" in found.missing["../secret.txt"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.jsonl", b"{", r"a\.jsonl, line 1: expected JSON"),
        ("a.jsonl", b'\n{"id": "x"}', r"a\.jsonl, line 2: expected an object with texts"),
        ("a.jsonl", b"\xff", r"a\.jsonl: texts cannot be read"),
        ("a.jsonl.gz", b"no gzip", r"a\.jsonl\.gz: texts cannot be read"),
        (
            "a.jsonl.gz",
            gzip.compress(b"x" * 99, mtime=0)[:20],
            r"a\.jsonl\.gz: texts cannot be read",
        ),
    ],
)
def test_broken_texts(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(GoldError, match=message):
        evaluate([FOLDER], texts=tmp_path / name, build_document=lambda document: EMPTY)


def test_no_text_at_all(tmp_path: Path) -> None:
    for texts in (tmp_path, tmp_path / "none.jsonl"):
        with pytest.raises(GoldError):
            evaluate([write_gold(tmp_path)], texts=texts, build_document=lambda document: EMPTY)


def test_what_fails_is_a_problem_and_the_rest_is_scored(tmp_path: Path, seeds: Path) -> None:
    gold = by_text(seeds)

    def build(document: Document) -> Prediction:
        if gold[document.text].doc.startswith("002"):
            raise KgError("broken article")
        return perfect(gold[document.text])

    report = evaluate([FOLDER, write_gold(tmp_path)], build_document=build)
    assert len(report.documents) == 4
    assert {problem.source[:3] for problem in report.problems} == {"002", "a.t"}
    assert "broken article" in report.as_text()
    assert len(json.loads(report.as_json())["problems"]) == 2


def test_evidence_of_another_text_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    gold = write_gold(tmp_path)
    (tmp_path / "a.txt").write_text("نص آخر", encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        evaluate([gold], texts=tmp_path, build_document=lambda document: EMPTY)
    assert "المدير علي" in caplog.text


def test_the_evidence_of_the_seeds_stands_in_their_texts(
    seeds: Path, caplog: pytest.LogCaptureFixture
) -> None:
    gold = by_text(seeds)
    evaluate([FOLDER], build_document=lambda document: perfect(gold[document.text]))
    assert not caplog.records


def test_the_report_as_text(seeds: Path) -> None:
    gold = by_text(seeds)

    def build(document: Document) -> Prediction:
        whole = perfect(gold[document.text])
        return Prediction(whole.entities[1:], whole.facts)

    report = evaluate([FOLDER], build_document=build)
    table = report.as_text()
    lines = table.splitlines()
    assert lines[0].split() == ["Entities", "right", "spurious", "missed", "P", "R", "F1"]
    (entities, facts) = [line.split() for line in lines if line.startswith("all ")]
    assert entities[1:4] == [str(report.entity_total().true_positives), "0", "5"]
    # All facts that were missed had an end that was.
    assert facts[3] == facts[7]
    assert facts[8] == "0"
    assert "entity missed (5)" not in table
    listing = report.as_text(errors=True, documents=True)
    assert "entity missed (5)" in listing
    assert "gold:  Person عائشة بنت بطي بن بشر" in listing
    # A missed entity is shown in a sentence that names it.
    assert "“وضم الوفد المشارك في المؤتمر" in listing


def test_the_report_as_json(seeds: Path) -> None:
    gold = by_text(seeds)
    report = evaluate([FOLDER], build_document=lambda document: perfect(gold[document.text]))
    data = json.loads(report.as_json())
    assert data["facts"]["all"] == {
        "true_positives": report.fact_total().true_positives,
        "false_positives": 0,
        "false_negatives": 0,
        "precision": 1,
        "recall": 1,
        "f1": 1,
        "missed_with_entity": 0,
        "missed_relation": 0,
    }
    assert set(data) == {"entities", "facts", "confidence", "documents", "problems"}
    assert len(data["documents"]) == 5


def test_the_numbers_of_a_report_are_the_sums_of_its_documents(seeds: Path) -> None:
    report = evaluate([FOLDER], build_document=lambda document: EMPTY)
    assert report.fact_total() == sum((item.fact_total() for item in report.documents), Count())
    for rel, count in report.facts().items():
        assert count.false_negatives == report.missed_with_entity()[rel] > 0


def test_without_a_builder_the_pipeline_builds(seeds: Path) -> None:
    report = evaluate([FOLDER])
    assert not report.problems
    assert [item.doc for item in report.documents] == [item.doc for item in seeds_gold()]
    assert report.entity_total().true_positives > 0 < report.fact_total().true_positives
    # A spurious fact shows the sentence and the pattern that it comes from.
    spurious = [m for item in report.documents for m in item.mistakes if m.found and m.pattern]
    assert all(mistake.sentence for mistake in spurious)
