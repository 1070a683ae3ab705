from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.documents import files


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("نص")


def names(sources: list[Path], under: Path) -> list[str]:
    found, problems, _ = files.find(sources)
    assert problems == ()
    return [file.relative_to(under).as_posix() for file in found]


def test_a_folder_stands_for_the_texts_below_it(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a.TXT", "sub/c.txt", "notes.md", ".hidden.txt", ".git/d.txt")
    assert names([tmp_path], tmp_path) == ["a.TXT", "b.txt", "sub/c.txt"]


def test_a_file_that_is_named_counts_whatever_its_suffix(tmp_path: Path) -> None:
    write(tmp_path, "article.md", ".hidden.txt")
    sources = [tmp_path / "article.md", tmp_path / ".hidden.txt"]
    assert names(sources, tmp_path) == [".hidden.txt", "article.md"]


def test_each_file_counts_once(tmp_path: Path) -> None:
    write(tmp_path, "sub/a.txt", "b.txt")
    sources = [tmp_path / "sub" / "a.txt", tmp_path, tmp_path / "sub" / ".." / "b.txt"]
    assert len(files.find(sources)[0]) == 2


def test_order_of_sources_does_not_matter(tmp_path: Path) -> None:
    write(tmp_path, "x/1.txt", "y/2.txt", "y/3.txt")
    sources = [tmp_path / "y", tmp_path / "x"]
    assert files.find(sources) == files.find(reversed(sources))


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "a/1.txt")
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert names([tmp_path], tmp_path) == ["a/1.txt"]


def test_what_is_missing_or_empty_is_told_and_the_rest_found(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    (tmp_path / "empty").mkdir()
    found, problems, _ = files.find([tmp_path / "none", tmp_path / "empty", tmp_path / "a.txt"])
    assert found == (tmp_path / "a.txt",)
    assert [(Path(one.source).name, one.message.split(";")[0]) for one in problems] == [
        ("none", "no such file or folder"),
        ("empty", "folder without texts"),
    ]


def test_a_folder_that_cannot_be_listed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Root may list every folder, so the folder goes away while its parent is walked.
    write(tmp_path, "a.txt", "b/1.txt")
    walk = os.walk

    def walk_and_remove(top: Path, onerror: Callable[[OSError], None]) -> Iterator[Any]:
        for found in walk(top, onerror=onerror):
            shutil.rmtree(tmp_path / "b", ignore_errors=True)
            yield found

    monkeypatch.setattr(os, "walk", walk_and_remove)
    found, problems, _ = files.find([tmp_path])
    assert found == (tmp_path / "a.txt",)
    assert "cannot be listed" in problems[0].message


def test_packed_files_are_known_by_the_name_inside(tmp_path: Path) -> None:
    write(tmp_path, "a.jsonl.gz", "b.tar.gz", "dump.sql.gz", "plain.gz")
    found, _, notes = files.find([tmp_path])
    assert [file.name for file in found] == ["a.jsonl.gz", "b.tar.gz", "plain.gz"]
    assert len(notes) == 1
