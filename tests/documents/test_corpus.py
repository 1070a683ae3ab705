from __future__ import annotations

import hashlib
import json
import os
import socket
from pathlib import Path

import pytest

from kg import documents
from kg.documents import Fields
from kg.documents.articles import Entry
from tests.documents.samples import web
from tests.documents.samples.make import samples
from tests.documents.samples.story import OTHER
from tests.documents.samples.story import TEXT as TEXT_OF_ALL

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


def test_the_same_text_from_two_papers_is_one_document_with_two_sources(tmp_path: Path) -> None:
    rows = [
        {"text": TEXT, "source": source, "title": "مؤتمر", "url": f"https://{n}.example.org/"}
        for n, source in enumerate(("صحيفة الغد", "صحيفة الأمس"))
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    (tmp_path / "b.txt").write_text(TEXT)
    read = documents.read([tmp_path])
    (document,) = read.documents
    assert (document.source, document.other_sources) == ("صحيفة الأمس", ("صحيفة الغد",))
    assert [Path(one.path).name for one in read.sources] == ["a.jsonl", "a.jsonl", "b.txt"]
    assert [one.place for one in read.sources] == ["line 1", "line 2", ""]
    assert read.problems == read.notes == ()
    assert documents.describe(read.sources).other_sources == document.other_sources


def test_what_is_said_of_an_article_has_an_order(tmp_path: Path) -> None:
    def about(text: str) -> Entry:
        return Entry(title="3", author="3", source="3")

    (tmp_path / "a.jsonl").write_text(json.dumps({"text": TEXT, "title": "2", "author": "2"}))
    manifest(tmp_path, "a.jsonl", title="1")
    (document,) = documents.read([tmp_path], about=about).documents
    assert (document.title, document.author, document.source) == ("1", "2", "3")


def test_an_address_stands_for_a_publisher_that_is_not_known(tmp_path: Path) -> None:
    address = "https://example.org/خبر"
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": TEXT, "url": address}))
    (document,) = documents.read([tmp_path]).documents
    assert document.source == document.address == address


def test_files_of_all_kinds_are_read_together(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    for sample in samples():
        (tmp_path / "deep" / sample.name).write_bytes(sample.data)
    fields = Fields((("text", "body"), ("title", "headline_ar"), ("date", "published_on")))
    everything = documents.read([tmp_path])
    assert {one.text for one in everything.documents} >= {web.PAGE, TEXT_OF_ALL, OTHER}
    assert documents.read([tmp_path], fields=fields).documents
    # Where one file fails, all others are read as if it were not there.
    failed = {Path(problem.source) for problem in everything.problems}
    assert failed
    for path in failed - {Path(source.path) for source in everything.sources}:
        path.unlink()
    rest = documents.read([tmp_path])
    assert rest.documents == everything.documents


def test_pages_and_pictures_that_a_browser_saved_beside_a_page_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(web.page())
    (tmp_path / "page_files").mkdir()
    (tmp_path / "page_files" / "frame.html").write_text(web.page().replace("أمس", "غداً"))
    (tmp_path / "logo.png").write_bytes(b"")
    read = documents.read([tmp_path])
    assert len(read.documents) == 1
    assert [note.message for note in read.notes] == ["a file of kinds that are not read (.png)"]


def test_a_text_in_another_language_is_left_out_and_a_passage_is_noted(tmp_path: Path) -> None:
    english = "The minister opened the conference in Amman in the presence of ambassadors."
    (tmp_path / "a.txt").write_text(f"{TEXT}\n{english}")
    (tmp_path / "b.txt").write_text(english)
    (tmp_path / "c.txt").write_text(TEXT)
    manifest(tmp_path, "c.txt", language="en")
    read = documents.read([tmp_path])
    assert [one.text for one in read.documents] == [f"{TEXT}\n{english}"]
    assert [(Path(p.source).name, p.message.split("(")[0].strip()) for p in read.problems] == [
        ("b.txt", "the text is in another language"),
        ("c.txt", "language 'en'; expected Arabic"),
    ]
    (note,) = read.notes
    assert f"characters {len(TEXT) + 1}–{len(TEXT) + 1 + len(english)} left out" in note.message
    assert not note.failed


def test_nothing_is_called_for_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a network call")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    for sample in samples():
        (tmp_path / sample.name).write_bytes(sample.data)
    assert documents.read([tmp_path]).documents


def test_an_address_that_cannot_be_had_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    read = documents.read(["http://127.0.0.1/", str(tmp_path)])
    assert len(read.documents) == 1
    (problem,) = read.problems
    assert problem.source == "http://127.0.0.1/"
    assert "private or local" in problem.message


def test_of_many_faults_of_a_file_the_first_are_told_singly(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("x\n" * 250 + json.dumps({"text": TEXT}))
    read = documents.read([tmp_path])
    assert len(read.documents) == 1
    assert len(read.problems) == 101
    assert "150 more" in read.problems[-1].message
