from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from kg import documents

TEXT = "افتتح وزير الاقتصاد مؤتمر الاستثمار في عمّان."


def manifest(folder: Path, file: str, **values: str) -> None:
    lines = [f'{key} = "{value}"' for key, value in values.items()]
    (folder / "manifest.toml").write_text(
        "\n".join(["[[document]]", f'file = "{file}"', *lines]), encoding="utf-8"
    )


def test_a_document_is_identified_by_its_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + TEXT.encode() + b"\r\nx\r\n")
    (document,) = documents.read([tmp_path]).documents
    assert document.text == TEXT + "\nx\n"
    assert document.sha256 == hashlib.sha256(document.text.encode()).hexdigest()
    assert document.identifier == document.sha256[:16]
    assert documents.make_document("\ufeff" + TEXT + "\r\nx\r\n") == document


def test_the_manifest_counts_for_a_file_alone_and_through_its_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    manifest(tmp_path, "a.txt", title="مؤتمر", date="2021-05-04")
    alone = documents.read([tmp_path / "a.txt"])
    assert alone.documents[0].title == "مؤتمر"
    assert documents.read([tmp_path]) == alone


def test_each_folder_has_its_own_manifest(tmp_path: Path) -> None:
    for name in ("x", "y"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(TEXT + name)
        manifest(tmp_path / name, "a.txt", title=name)
    read = documents.read([tmp_path])
    assert {(one.text[-1], one.title) for one in read.documents} == {("x", "x"), ("y", "y")}


def test_the_same_text_twice_is_one_document(tmp_path: Path) -> None:
    for name, values in {"x": {"title": "ب"}, "y": {"title": "أ", "language": "ar-EG"}}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(TEXT)
        manifest(tmp_path / name, "a.txt", **values)
    forth = documents.read([tmp_path / "x", tmp_path / "y"])
    (document,) = forth.documents
    assert (document.title, document.language) == ("أ", "ar-EG")
    assert [Path(one.path).parent.name for one in forth.sources] == ["x", "y"]
    assert {one.document for one in forth.sources} == {document.identifier}
    assert forth.problems == ()
    assert ["title" in note.message for note in forth.notes] == [True]
    assert documents.read([tmp_path / "y", tmp_path / "x"]) == forth


def test_an_older_encoding_gives_the_same_document_and_is_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", logger="kg.documents")
    (tmp_path / "a.txt").write_bytes(TEXT.encode("cp1256"))
    read = documents.read([tmp_path])
    assert read.documents[0] == documents.make_document(TEXT)
    assert read.sources[0].encoding == "windows-1256"
    assert read.notes == ()
    assert "a.txt: read as windows-1256" in caplog.text


def test_what_cannot_be_read_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(TEXT)
    (tmp_path / "empty.txt").touch()
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.txt")
    # Even root gets an input/output error there.
    (tmp_path / "unreadable.txt").symlink_to("/proc/self/mem")
    (tmp_path / "manifest.toml").write_text("[[document")
    read = documents.read([tmp_path, tmp_path / "missing"])
    assert [one.text for one in read.documents] == [TEXT]
    told = {Path(one.source).name: one.message for one in read.problems}
    assert sorted(told) == [
        "empty.txt",
        "gone.txt",
        "manifest.toml",
        "missing",
        "picture.txt",
        "pipe.txt",
        "unreadable.txt",
    ]
    assert "cannot be read" in told["unreadable.txt"]
    assert "no regular file" in told["pipe.txt"]


def test_the_seeds_are_five_documents_without_problems(seeds: Path) -> None:
    read = documents.read([seeds])
    assert len(read.documents) == 5
    assert read.problems == read.notes == ()
    # None of the texts gives its own title or day.
    assert {(one.title, one.date, one.source) for one in read.documents} == {(None, None, None)}


def test_documents_stand_in_the_order_of_their_digests(tmp_path: Path) -> None:
    for number in range(8):
        (tmp_path / f"{number}.txt").write_text(f"{TEXT} {number}")
    digests = [one.sha256 for one in documents.read([tmp_path]).documents]
    assert digests == sorted(digests)
