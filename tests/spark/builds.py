"""Builds by Spark and without it, and what they are made of."""

from __future__ import annotations

import gzip
import json
import os
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.settings import Settings

SETTINGS = Settings(recognizer="none", workers=2)

PIECE = 1_000_000
"""Bytes of a file that one task reads, so that even small files are read in several parts."""

Row = dict[str, Any]


def by_one_machine(sources: Any, output: Path) -> bytes:
    """The N-Quads that the local engine writes."""
    kg.build(sources, output=output, settings=SETTINGS).close()
    return output.read_bytes()


def lines_of(folder: Path) -> bytes:
    """The lines in all files of a build by Spark, sorted."""
    found: list[bytes] = []
    for file in sorted(folder.glob("part-*")):
        content = file.read_bytes()
        content = gzip.decompress(content) if file.suffix == ".gz" else content
        found += content.splitlines(keepends=True)
    return b"".join(sorted(found))


def news(count: int) -> list[Row]:
    """The first articles of the news that the environment names."""
    file = os.environ.get("KG_TEST_NEWS")
    if not file:
        pytest.skip("KG_TEST_NEWS is not set")
    with gzip.open(file, "rt", encoding="utf-8") as stream:
        return [json.loads(line) for line in islice(stream, count)]


def write_lines(rows: list[Row], file: Path) -> Path:
    """Rows as JSON Lines."""
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    file.write_text(text, encoding="utf-8")
    return file
