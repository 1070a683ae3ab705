"""What Spark builds has the bytes of what one machine builds, whatever happens on the way."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import threading
import time
from pathlib import Path
from typing import Any

import psutil
import pyarrow
import pytest
from pyarrow import parquet

from kg.loading import load_into_store
from kg.spark import build
from tests.spark.builds import SETTINGS, Row, by_one_machine, lines_of, news, write_lines

COUNT = int(os.environ.get("KG_TEST_SPARK_ARTICLES", "2000"))
"""Articles that are compared; those of a month take an hour."""


@pytest.fixture(scope="module")
def rows(seeds: Path) -> list[Row]:
    """The seeds as rows of a table, with what other tables know of articles."""
    texts = [file.read_text(encoding="utf-8") for file in sorted(seeds.glob("*.txt"))]
    papers = ("الصحيفة", "https://news.example.org/a/1", "الجريدة", "", "الصحيفة")
    return [
        {"text": text, "title": f"عنوان {number}", "publisher": paper, "date": f"2017-03-0{number}"}
        for number, (text, paper) in enumerate(zip(texts, papers, strict=True), 1)
    ]


def test_texts_with_a_manifest(spark: Any, seeds: Path, tmp_path: Path) -> None:
    report = build([seeds], tmp_path / "out", settings=SETTINGS, packed=True)
    assert report.documents == 5
    assert not report.problems
    assert lines_of(tmp_path / "out") == by_one_machine([seeds], tmp_path / "one.nq")
    assert not (tmp_path / "out" / "_work").exists()


def test_tables_and_copies_of_one_text(spark: Any, rows: list[Row], tmp_path: Path) -> None:
    # The same text from several papers, in tables of several kinds and schemas.
    folder = tmp_path / "news items"
    (folder / "أخبار").mkdir(parents=True)
    write_lines(rows[:3], folder / "أخبار" / "a[1].jsonl")
    packed = write_lines([{**rows[0], "publisher": "الثالثة"}], tmp_path / "b.jsonl").read_bytes()
    (folder / "b.jsonl.gz").write_bytes(gzip.compress(packed))
    parquet.write_table(pyarrow.Table.from_pylist(rows[3:]), folder / "c.parquet")
    other = [{"body": row["text"], "date": "2018-01-01"} for row in rows[2:4]]
    parquet.write_table(pyarrow.Table.from_pylist(other), folder / "d.parquet")
    (folder / "e.html").write_text(f"<html><body><p>{rows[0]['text']}</p></body></html>")
    report = build(folder, tmp_path / "out", settings=SETTINGS)
    assert lines_of(tmp_path / "out") == by_one_machine([folder], tmp_path / "one.nq")
    assert any("several values of date" in note.message for note in report.notes)


def test_news_and_the_manifest_that_kg_load_checks(spark: Any, tmp_path: Path) -> None:
    source = write_lines(news(COUNT), tmp_path / "news.jsonl")
    out = tmp_path / "out"
    report = build(source, out, settings=SETTINGS)
    expected = by_one_machine([source], tmp_path / "one.nq")
    assert lines_of(out) == expected
    files = sorted(out.glob("part-0*"))
    assert len(files) > 1
    in_order = b"".join(file.read_bytes() for file in files).splitlines()
    assert in_order == sorted(in_order)
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["documents"] == report.documents
    assert manifest["quads"] == len(expected.splitlines()) == sum(manifest["graphs"].values())
    for part in manifest["partitions"]:
        content = (out / part["file"]).read_bytes()
        assert part["sha256"] == hashlib.sha256(content).hexdigest()
        assert part["lines"] == len(content.splitlines())
    assert load_into_store(out, tmp_path / "store").quads == manifest["quads"]


def test_a_killed_executor_costs_nothing(spark: Any, tmp_path: Path) -> None:
    source = write_lines(news(150), tmp_path / "news.jsonl")
    out = tmp_path / "out"
    killed: list[int] = []

    def kill() -> None:
        # As soon as documents are being extracted, which is most of the work.
        while not (out / "_work" / "extractions" / "_temporary").exists():
            time.sleep(0.05)
        executor = _executors()[0]
        executor.kill()
        killed.append(executor.pid)

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    build(source, out, settings=SETTINGS)
    killer.join(timeout=1)
    assert killed
    assert killed[0] not in [process.pid for process in _executors()]
    assert lines_of(out) == by_one_machine([source], tmp_path / "one.nq")


def _executors() -> list[psutil.Process]:
    return [each for each in psutil.Process().children(recursive=True) if _is_executor(each)]


def _is_executor(process: psutil.Process) -> bool:
    try:
        return any("CoarseGrainedExecutorBackend" in word for word in process.cmdline())
    except psutil.Error:
        return False  # it ended meanwhile
