"""``kg ask``, run as users run it."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

import kg
from kg.cli import commands
from kg.graph.queries import run_query
from kg.graph.vocabulary import PREFIXES
from kg.questions.templates import shipped
from kg.settings import Settings

TEXT = (
    "افتتح المدير العام لبلدية القاهرة خالد الأحمد قمة الماء في القاهرة. "
    "وافتتح وزير الزراعة سامي الحسن قمة الغذاء في عمّان."
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("asked")
    texts = folder / "texts"
    texts.mkdir()
    (texts / "text.txt").write_text(TEXT, encoding="utf-8")
    (texts / "manifest.toml").write_text(
        '[[document]]\nfile = "text.txt"\ndate = 2015-03-01\n', encoding="utf-8"
    )
    settings = Settings(recognizer="none")
    kg.build([texts], store=folder / "store", settings=settings).close()
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


def test_who_held_a_post_in_a_year(store: Path) -> None:
    """Where no period is stated, the year of the article counts."""
    assert "الشخص: خالد الأحمد" in run(store, "من كان مدير بلدية القاهرة في ٢٠١٥؟")
    assert "لا تقول النصوص" in run(store, "من كان مدير بلدية القاهرة عام 2016؟")
    assert "لا يُعرف اسم «رئيس" in run(store, "من كان رئيس بلدية القاهرة عام 2015؟")


def test_who_held_a_post_in_a_stated_period() -> None:
    store = ox.Store()
    data = """
        <urn:m> org:organization <urn:b> ; org:member <urn:p> ; org:role <urn:r> .
        <urn:m> org:memberDuring <urn:i> .
        <urn:r> skos:prefLabel "المدير العام"@ar .
        <urn:i> time:hasBeginning <urn:s> ; time:hasEnd <urn:e> .
        <urn:s> time:inXSDDate "2012"^^xsd:gYear .
        <urn:e> time:inXSDDate "2014-05"^^xsd:gYearMonth .
    """
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    store.load((prefixes + data).encode(), format=ox.RdfFormat.TURTLE)
    found = {}
    for year in ("2011", "2012", "2013", "2014", "2015"):
        bound = {
            "body": ox.NamedNode("urn:b"),
            "title": ox.Literal(" مدير "),
            "year": ox.Literal(year),
        }
        rows = run_query(store, shipped()["holders-then"].query, bound)
        found[year] = len(list(rows))  # type: ignore[arg-type]
    assert found == {"2011": 0, "2012": 1, "2013": 1, "2014": 1, "2015": 0}
