"""``kg ask``, run as users run it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import kg
from kg.cli import commands
from kg.settings import Settings

TEXT = (
    "افتتح المدير العام لبلدية القاهرة خالد الأحمد قمة الماء في القاهرة. "
    "وافتتح وزير الزراعة سامي الحسن قمة الغذاء في عمّان."
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("asked")
    (folder / "text.txt").write_text(TEXT, encoding="utf-8")
    settings = Settings(recognizer="none")
    kg.build([folder / "text.txt"], store=folder / "store", settings=settings).close()
    return folder / "store"


def run(store: Path, *arguments: str) -> str:
    done = CliRunner().invoke(commands, ["ask", "--store", str(store), *arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_an_answer_with_its_sentence_and_its_query(store: Path) -> None:
    told = run(store, "من افتتح قمة الماء؟")
    assert told.startswith("من افتتح قمة الماء\n\n1. المفتتح: خالد الأحمد\n")
    assert "id:person/خالد_الأحمد" in told and "«افتتح المدير العام" in told
    assert "VALUES ?event {" in told


def test_a_question_back_and_a_choice(store: Path) -> None:
    told = run(store, "من افتتح القمة؟")
    assert "«القمة» يعني أكثر من شيء" in told
    choice = "event=id:conference/قمة_الغذاء"
    assert f"--choose {choice}" in told
    assert "1. المفتتح: سامي الحسن" in run(store, "من افتتح القمة؟", "--choose", choice)


def test_what_is_not_understood_and_what_nothing_is_known_of(store: Path) -> None:
    told = run(store, "كيف حال خالد الأحمد؟")
    assert told.startswith("لم يُفهم السؤال.\nلعلك تسأل:\n")
    assert "  من هو خالد الأحمد؟\n" in told
    assert run(store, "من رعى قمة الماء؟").splitlines()[1] == "لا تقول النصوص شيئا عن هذا."


def test_json_and_english(store: Path) -> None:
    found = json.loads(run(store, "من افتتح قمة الماء؟", "--format", "json", "--lang", "en"))
    assert (found["reply"], found["language"]) == ("answer", "en")
    assert found["understood"] == "Who opened قمة الماء"


def test_the_list_has_every_template_in_both_languages(store: Path) -> None:
    assert "speakers\n    من تحدث في {event}؟\n" in run(store, "--list")
    assert "speakers\n    Who spoke at {event}?\n" in run(store, "--list", "--lang", "en")
