from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from kg.documents import manifest
from kg.documents.articles import Entry


def load(folder: Path, text: str) -> manifest.Manifest:
    (folder / "a.txt").write_text("نص")
    (folder / "b.txt").write_text("نص آخر")
    (folder / "manifest.toml").write_text(text, encoding="utf-8")
    return manifest.load(folder)


def test_entries_are_read(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        """
        [[document]]
        file = "a.txt"
        title = " قمة المدن الذكية "
        source = "https://example.org/قمة"
        date = 2022-02-15
        language = "ar"

        [[document]]
        file = "b.txt"
        date = "2022-02-16"
        """,
    )
    assert found.problems == ()
    assert found.find("a.txt") == Entry(
        "قمة المدن الذكية", "https://example.org/قمة", datetime.date(2022, 2, 15), "ar"
    )
    assert found.find("b.txt") == Entry(date=datetime.date(2022, 2, 16))
    assert found.find("c.txt") == Entry()


def test_no_manifest_is_no_problem(tmp_path: Path) -> None:
    assert manifest.load(tmp_path) == manifest.Manifest({})


A = '[[document]]\nfile = "a.txt"\n'


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        (A + 'titel = "ع"', "line 3", "unknown key 'titel'; expected one of file, title"),
        (A + "title = 5", "line 3", "title = 5; expected a text"),
        (A + 'title = " "', "line 3", "expected a text that is not empty"),
        (A + "\n\ndate = 2022-02-15T10:00:00", "line 5", "date = 2022-02-15 10:00:00; expected"),
        (A + 'date = "15/2/2022"', "line 3", "date = 15/2/2022; expected a day as 2022-02-15"),
        (A + 'date = "2022-02-30"', "line 3", "expected a day"),
        (A + "date = true", "line 3", "expected a day"),
        (A + 'language = "Arabic!"', "line 3", "expected a language tag"),
        ('[[document]]\ntitle = "ع"', "line 1", "no 'file'"),
        ("[[document]]\nfile = 3", "line 2", "no 'file'"),
        ('[[document]]\nfile = "../a.txt"', "line 2", "no path"),
        ('[[document]]\nfile = "none.txt"', "line 2", "no such file"),
        (A + A, "line 4", "listed twice"),
        ('document = [{file = "a.txt", x = 1}]', "entry 1", "unknown key 'x'"),
        ('[documents]\nfile = "a.txt"', "", "unknown table or key 'documents'"),
        ('[document]\nfile = "a.txt"', "", "no list of tables"),
        ("document = [1]", "", "no list of tables"),
    ],
)
def test_a_fault_is_told_with_its_place(
    tmp_path: Path, text: str, place: str, message: str
) -> None:
    (problem,) = load(tmp_path, text).problems
    assert problem.source == str(tmp_path / "manifest.toml")
    assert problem.place == place
    assert message in problem.message


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"[[document]]\nfile = \n", r"broken TOML: .*line 2"),
        ('file = "قمة"'.encode("cp1256"), "not UTF-8 at byte 8"),
    ],
)
def test_a_manifest_that_is_broken_as_a_whole_is_one_problem(
    tmp_path: Path, data: bytes, message: str
) -> None:
    (tmp_path / "manifest.toml").write_bytes(data)
    found = manifest.load(tmp_path)
    assert found.entries == {}
    (problem,) = found.problems
    assert re.search(message, problem.message)


def test_a_wrong_value_costs_neither_the_entry_nor_the_others(tmp_path: Path) -> None:
    text = A + 'title = "قمة"\ndate = "soon"\n[[document]]\nfile = "b.txt"\ntitle = "ندوة"\n'
    found = load(tmp_path, text)
    assert len(found.problems) == 1
    assert found.find("a.txt").title == "قمة"
    assert found.find("b.txt").title == "ندوة"


def test_a_name_is_found_in_either_unicode_form(tmp_path: Path) -> None:
    (tmp_path / "أخبار.txt").write_text("نص")
    (tmp_path / "manifest.toml").write_text('[[document]]\nfile = "أخبار.txt"\ntitle = "ع"\n')
    decomposed = tmp_path / "\u0627\u0654خبار.txt"
    assert manifest.load(tmp_path).find(decomposed.name).title == "ع"
