"""What is wrong is named, the rest is built, and the exit code says so."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from pyarrow import parquet

from kg.errors import KgError, ReadError, SettingsError, StoreError
from kg.loading import load_into_store
from kg.settings import Settings
from kg.spark import build
from kg.spark.frames import mapped
from kg.spark.session import telling
from tests.spark.builds import PIECE, SETTINGS

TEXT = "افتتح وزير الاقتصاد خالد الأحمد مؤتمر الاستثمار في مدينة القاهرة."
OTHER = "قال رئيس الشركة سعيد الزهراني إن المصنع يبدأ العمل في مدينة جدة غدا."


def run_kg(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kg", *map(str, arguments)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=300,
    )


def test_what_cannot_be_read_is_named_and_the_rest_is_built(spark: Any, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    good = json.dumps({"text": TEXT}, ensure_ascii=False)
    wide = json.dumps({"text": TEXT, "more": "x" * PIECE}, ensure_ascii=False)
    lines = [good, "{broken", "", '{"text": ""}', *[wide] * 3, "[1]"]
    (folder / "lines.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert (folder / "lines.jsonl").stat().st_size > 2 * PIECE
    packed = gzip.compress(good.encode() * 500, mtime=0)
    (folder / "cut.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    parquet.write_table(pyarrow.Table.from_pylist([{"text": OTHER}]), folder / "good.parquet")
    whole = (folder / "good.parquet").read_bytes()
    (folder / "cut.parquet").write_bytes(whole[:-20])
    parquet.write_table(pyarrow.Table.from_pylist([{"x": 1}]), folder / "none.parquet")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 4)
    (folder / "english.txt").write_text("The minister opened the conference on Monday. " * 9)
    report = build([folder, tmp_path / "missing"], tmp_path / "out", settings=SETTINGS)
    assert report.documents == 2
    told = {(each.source, each.place): each.message for each in report.problems}
    assert told[str(tmp_path / "missing"), ""] == "no such file or folder"
    assert "no JSON" in told[str(folder / "lines.jsonl"), "line 2"]
    assert "no text" in told[str(folder / "lines.jsonl"), "line 4"]
    assert "expected an object" in told[str(folder / "lines.jsonl"), "line 8"]
    assert "left out" in told[str(folder / "cut.jsonl.gz"), ""]
    assert "damaged" in told[str(folder / "cut.parquet"), ""]
    assert "no field text" in told[str(folder / "none.parquet"), ""]
    assert "empty" in told[str(folder / "empty.txt"), ""]
    assert (str(folder / "binary.txt"), "") in told
    assert "another language" in told[str(folder / "english.txt"), ""]
    assert len(told) == 10


def test_nothing_to_read_and_folders_that_hold_something(spark: Any, tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        build(tmp_path / "missing", tmp_path / "out", settings=SETTINGS)
    with pytest.raises(ReadError, match="web addresses"):
        build("https://example.org/a", tmp_path / "out", settings=SETTINGS)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(StoreError, match="found files"):
        build(tmp_path / "full", tmp_path / "full", settings=SETTINGS)


def test_corrections_are_refused(tmp_path: Path) -> None:
    settings = Settings(corrections=tmp_path / "corrections.toml")
    with pytest.raises(SettingsError, match="applies none"):
        build(tmp_path, tmp_path / "out", settings=settings)


def test_without_java_or_pyspark_it_says_what_to_install(tmp_path: Path) -> None:
    command = ("build", "--demo", "--engine", "spark", "--output", tmp_path / "out")
    done = run_kg(*command, JAVA_HOME=str(tmp_path))
    assert done.returncode == 1
    if "pyspark" not in done.stderr:
        assert "openjdk-17-jre-headless" in done.stderr
    without = "import sys; sys.modules['pyspark'] = None; from kg.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", without, *map(str, command)], capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "pip install 'rawabit[spark]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_command_builds_and_fails_where_something_was_wrong(
    installed: None, tmp_path: Path
) -> None:
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    done = run_kg(
        *("build", tmp_path / "good.txt", tmp_path / "missing.txt", "--engine", "spark"),
        *("--master", "local[1]", "--recognizer", "none", "--output", tmp_path / "out"),
        *("--spark-conf", "spark.sql.shuffle.partitions=2"),
    )
    assert done.returncode == 1
    assert "1 document, 1 sentence" in done.stdout
    assert f"error: {tmp_path / 'missing.txt'}: no such file or folder" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "out" / "manifest.json").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--engine", "spark"],
        ["--engine", "spark", "--output", "x", "--store", "y"],
        ["--engine", "spark", "--output", "x", "--spark-conf", "memory=1g"],
        ["--master", "local", "--output", "x.nq"],
        ["--gzip", "--output", "x.nq"],
    ],
)
def test_wrong_usage(arguments: list[str]) -> None:
    done = run_kg("build", "--demo", *arguments)
    assert done.returncode == 2
    if "--store" in arguments:
        assert "kg load FOLDER --store DIR" in done.stderr


def test_an_output_folder_with_files_of_others_is_left_alone(spark: Any, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "part-00000.parquet").write_bytes(b"PAR1")
    with pytest.raises(StoreError, match="found files"):
        build(tmp_path, out, settings=SETTINGS)
    (out / "_work").mkdir()
    with pytest.raises(StoreError, match="found files"):
        build(tmp_path, out, settings=SETTINGS)
    assert (out / "part-00000.parquet").exists()


@pytest.mark.filterwarnings("ignore:PySpark does not yet:FutureWarning")
def test_an_error_of_spark_is_told_by_what_it_is(spark: Any) -> None:
    def fail(rows: Iterator[dict[str, Any]]) -> Iterator[tuple[int]]:
        for row in rows:
            yield (1 // row["id"],)

    expected = "at a test: ZeroDivisionError: integer division"
    with pytest.raises(KgError, match=expected), telling("a test"):
        mapped(spark.range(2), fail, "id bigint").collect()


def test_parts_are_loaded_only_where_they_are_whole(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "_work").mkdir(parents=True)
    line = b'<https://a.example/s> <https://a.example/p> "o" .\n'
    (out / "part-00000.nq").write_bytes(line)
    with pytest.raises(ReadError, match=r"manifest.json: cannot be read"):
        load_into_store(out, tmp_path / "store")
    (out / "_work").rmdir()
    part = {"file": "part-00000.nq", "lines": 1, "bytes": len(line)}
    digest = hashlib.sha256(line).hexdigest()
    manifest = {"format": 1, "partitions": [{**part, "sha256": digest}]}
    (out / "manifest.json").write_text(json.dumps(manifest))
    assert load_into_store(out, tmp_path / "store").quads == 1
    (out / "part-00000.nq").write_bytes(line.replace(b"/s>", b"/t>"))
    with pytest.raises(ReadError, match=r"part-00000.nq: found the SHA-256"):
        load_into_store(out, tmp_path / "store")
    (out / "part-00000.nq").unlink()
    with pytest.raises(ReadError, match=r"part-00000.nq: is missing"):
        load_into_store(out, tmp_path / "store")
    (out / "part-00000.nq").write_bytes(line)
    (out / "part-00001.nq").write_bytes(line)
    with pytest.raises(ReadError, match=r"part-00001.nq: is not in the manifest"):
        load_into_store(out, tmp_path / "store")
