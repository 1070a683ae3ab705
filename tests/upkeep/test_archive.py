"""The archive: what is kept comes back as it was, and what is damaged or foreign does no harm."""

from __future__ import annotations

import datetime
import pickle
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg import pipeline
from kg.archive import Archive, encode
from kg.documents import make_document, read
from kg.errors import StoreError
from kg.model import Extraction, Problem
from kg.resources import Resources
from kg.settings import Settings


@pytest.fixture(scope="module")
def extractions(seeds: Path) -> list[Extraction]:
    resources = Resources.load(Settings(recognizer="none"))
    return [pipeline.extract(one, resources) for one in read([seeds]).documents]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "extractions.sqlite"


@pytest.fixture
def kept(file: Path, extractions: list[Extraction]) -> Iterator[Archive]:
    with Archive.open(file, extractor="1") as archive:
        archive.keep_texts(each.document for each in extractions)
        for each in extractions:
            archive.keep(each.document, encode(each))
        yield archive


def test_what_is_kept_comes_back_as_it_was(kept: Archive, extractions: list[Extraction]) -> None:
    documents = [replace(each.document, text="", sha256="") for each in extractions]
    with_texts = [kept.with_text(document) for document in documents]
    assert list(kept.extractions(with_texts)) == extractions
    assert len(kept) == len(extractions)
    assert kept.missing(documents) == []
    assert kept.fault() == ""


def test_another_extractor_or_other_knowledge_finds_nothing(
    kept: Archive, file: Path, extractions: list[Extraction]
) -> None:
    first = extractions[0].document
    changed = [
        replace(first, date=datetime.date(1999, 1, 1)),
        replace(first, title="عنوان آخر"),
        replace(first, source="جريدة"),
        replace(first, language="fa"),
        make_document(first.text + "."),
    ]
    assert kept.missing([first, *changed]) == changed
    assert list(kept.extractions(changed)) == []
    with Archive.open(file, extractor="2") as other:
        assert other.missing([first]) == [first]


def test_what_failed_is_tried_again_where_it_is_asked_for(kept: Archive) -> None:
    document = make_document("نص")
    failed = Extraction(document, (), (), (), (), (Problem(document.identifier, "عطل"),))
    kept.keep(document, encode(failed), failed=True)
    assert kept.missing([document]) == []
    assert kept.missing([document], retry=True) == [document]
    assert list(kept.extractions([document])) == [failed]


def test_what_is_forgotten_leaves_no_letter(
    kept: Archive, file: Path, extractions: list[Extraction]
) -> None:
    document = make_document("كلمة نادرة: " + "زمخشقر" * 40)
    kept.keep_texts([document])
    (content,) = (
        sqlite3.connect(file)
        .execute("SELECT content FROM texts WHERE identifier = ?", (document.identifier,))
        .fetchone()
    )
    kept.forget([document.identifier])
    for part in file.parent.iterdir():
        assert content not in part.read_bytes(), part
    with pytest.raises(StoreError, match=document.identifier):
        kept.with_text(document)
    assert len(kept) == len(extractions)


def test_compaction_keeps_what_is_needed(kept: Archive, extractions: list[Extraction]) -> None:
    first, *others = [each.document for each in extractions]
    kept.keep(replace(first, title="عنوان قديم"), encode(extractions[0]))
    kept.compact(others)
    assert kept.missing([first, *others]) == [first]
    assert kept.identifiers() == {document.identifier for document in others}
    assert len(kept) == len(others)


class Harm:
    """What would write a file if it were unpickled."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> tuple[object, ...]:
        return (Path.touch, (self.file,))


@pytest.mark.parametrize("what", ["flipped", "short", "empty", "pickle", "index", "type"])
def test_what_is_damaged_counts_as_not_kept(
    kept: Archive, file: Path, tmp_path: Path, extractions: list[Extraction], what: str
) -> None:
    first, second = extractions[:2]
    content = encode(first)
    wrong_index = replace(first, claims=(replace(first.claims[0], subject=10**6),))
    wrong_type = replace(first, mentions=(replace(first.mentions[0], start="x"),))  # type: ignore[arg-type]
    damaged = {
        "flipped": content[:50] + bytes([content[50] ^ 1]) + content[51:],
        "short": content[:-5],
        "empty": b"",
        "pickle": pickle.dumps(Harm(tmp_path / "harm")),
        "index": encode(wrong_index),
        "type": encode(wrong_type),
    }[what]
    kept.keep(first.document, damaged)
    assert list(kept.extractions([first.document, second.document])) == [second]
    assert not (tmp_path / "harm").exists()


def test_a_text_that_is_not_its_own_is_refused(
    kept: Archive, file: Path, extractions: list[Extraction]
) -> None:
    first, second = (each.document for each in extractions[:2])
    with sqlite3.connect(file) as connection:
        connection.execute(
            "UPDATE texts SET content = (SELECT content FROM texts WHERE identifier = ?)"
            " WHERE identifier = ?",
            (second.identifier, first.identifier),
        )
    with pytest.raises(StoreError, match=f"{first.identifier} is missing or damaged"):
        kept.with_text(first)


def test_a_file_that_is_no_archive_is_named(tmp_path: Path) -> None:
    file = tmp_path / "extractions.sqlite"
    file.write_bytes(b"no database at all" * 100)
    with (
        pytest.raises(StoreError, match=r"extractions\.sqlite: the archive is damaged"),
        Archive.open(file, extractor="1"),
    ):
        pass


def test_an_archive_of_a_later_version_is_refused(kept: Archive, file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version = 99")
    with (
        pytest.raises(StoreError, match="format 99, written by a later version"),
        Archive.open(file, extractor="1"),
    ):
        pass
