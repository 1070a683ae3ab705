"""What newsrooms have, through the whole path: ``kg build`` and ``kg list --problems``."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

import kg
from kg import cli, documents, pipeline
from kg.documents.articles import Entry
from kg.errors import KgError
from kg.resources import Resources
from kg.settings import Settings
from tests.documents.samples import web

STORY = (
    "افتتح وزير الاقتصاد خالد الأحمد مؤتمر الاستثمار في مدينة القاهرة، بحضور المدير العام لبنك "
    "الأمل سامي الحسن."
)
FAST = Settings(recognizer="none")


@pytest.fixture(scope="module")
def resources() -> Resources:
    return Resources.load(FAST)


def run(folder: Path, *arguments: str) -> tuple[int, str, str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        try:
            done = CliRunner().invoke(cli.commands, arguments, catch_exceptions=False)
        except KgError as error:  # where only the program, and no command, catches it
            return 1, "", str(error)
    return done.exit_code, done.stdout, done.stderr


def test_a_city_an_agency_and_a_reporter_over_a_story_take_part_in_nothing(
    resources: Resources,
) -> None:
    plain = pipeline.extract(documents.make_document(STORY), resources)
    headed = f"الرياض: محمد العتيبي\n{STORY}"
    dated = f"عمّان – رويترز: {STORY}"
    for text in (headed, dated, f"مؤتمر الاستثمار ينطلق\n{headed}"):
        found = pipeline.extract(documents.make_document(text), resources)
        names = {mention.name for mention in found.mentions}
        assert names.isdisjoint({"الرياض", "محمد العتيبي", "عمّان", "رويترز"})
        assert {mention.name for mention in plain.mentions} <= names
        assert [(c.relation, c.literal) for c in plain.claims] == [
            (c.relation, c.literal) for c in found.claims
        ]
        # The text stays as it is, and offsets count in it.
        assert found.document.text == text
        for mention in found.mentions:
            sentence = found.sentences[mention.sentence]
            assert sentence.start <= mention.start < mention.end <= sentence.end


def test_a_text_says_who_wrote_it(tmp_path: Path) -> None:
    text = f"مؤتمر الاستثمار ينطلق\nالرياض – واس: {STORY}"
    (tmp_path / "a.txt").write_text(text)
    (tmp_path / "b.txt").write_text(f"هدى سالم - الكويت\n{STORY}")
    with kg.build([tmp_path], settings=FAST) as graph:
        rows = graph.query(
            "SELECT ?title ?source { ?d a schema:NewsArticle ; dcterms:title ?title ;"
            " dcterms:source ?source }"
        )
        assert [[cell.value for cell in row] for row in rows] == [["مؤتمر الاستثمار ينطلق", "واس"]]


def test_passages_in_other_languages_state_nothing(resources: Resources) -> None:
    english = "Minister Khalid Al-Ahmad opened the investment conference in Cairo yesterday."
    found = pipeline.extract(documents.make_document(f"{STORY}\n{english}"), resources)
    assert all(sentence.end <= len(STORY) for sentence in found.sentences)


def test_claims_from_a_printed_page_are_less_sure(resources: Resources) -> None:
    document = documents.make_document(STORY)
    sure = pipeline.extract(document, resources).claims
    less = pipeline.extract(replace(document, reliability=0.8), resources).claims
    assert sure
    assert [one.confidence for one in less] == [round(one.confidence * 0.8, 4) for one in sure]


def test_a_document_has_all_its_publishers(tmp_path: Path) -> None:
    for source in ("صحيفة الغد", "صحيفة الأمس"):
        row = {"text": STORY, "source": source}
        (tmp_path / f"{source}.jsonl").write_text(json.dumps(row))
    with kg.build([tmp_path], settings=FAST) as graph:
        rows = graph.query("SELECT ?s { ?d a schema:NewsArticle ; dcterms:source ?s } ORDER BY ?s")
        assert [row[0].value for row in rows] == ["صحيفة الأمس", "صحيفة الغد"]
        assert kg.validate(graph).conforms


def test_fields_are_named_by_the_option_or_the_settings(tmp_path: Path) -> None:
    row = {"body": STORY, "headline_ar": "مؤتمر"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row))
    code, out, _ = run(
        tmp_path, "build", "a.jsonl", "--map", "text=body,title=headline_ar", "--recognizer", "none"
    )
    assert (code, out.startswith("1 document")) == (0, True)
    (tmp_path / "kg.toml").write_text('[fields]\ntext = "body"\ntitle = "headline_ar"\n')
    code, out, _ = run(tmp_path, "build", "a.jsonl", "--recognizer", "none")
    assert (code, out.startswith("1 document")) == (0, True)
    code, _, err = run(tmp_path, "build", "a.jsonl", "--map", "text=absent", "--recognizer", "none")
    assert code == 1
    assert "no field absent; found body, headline_ar" in err


def test_one_bad_file_stops_nothing_and_problems_are_listed(tmp_path: Path) -> None:
    english = "The minister opened the conference in Amman in the presence of ambassadors."
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(f"{STORY}\n{english}")
    (tmp_path / "news" / "page.html").write_text(web.page())
    (tmp_path / "news" / "broken.docx").write_bytes(b"PK\x03\x04" + bytes(100))
    (tmp_path / "news" / "photo.jpg").write_bytes(b"\xff\xd8")
    code, out, err = run(tmp_path, "build", "news", "--recognizer", "none")
    assert code == 1
    assert out.startswith("2 documents")
    assert "error: news/broken.docx: damaged or no ZIP" in err
    code, out, _ = run(tmp_path, "list", "--problems")
    assert code == 0
    told = out.splitlines()
    assert told[0].startswith("note: news: a file of kinds that are not read (.jpg)")
    assert told[1].startswith("note: news/a.txt: characters ")
    assert told[2].startswith("failed: news/broken.docx: damaged or no ZIP")
    assert len(told) == 3
    code, out, _ = run(tmp_path, "list")
    assert {Path(part).name for part in out.split()} >= {"a.txt", "page.html"}


def test_a_private_address_is_refused_with_a_clear_word(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    code, out, err = run(
        tmp_path, "build", "a.txt", "http://192.168.1.1/news", "--recognizer", "none"
    )
    assert (code, out.startswith("1 document")) == (1, True)
    assert "192.168.1.1, a private or local address" in err


def test_a_dateline_gives_the_agency_and_the_day(resources: Resources) -> None:
    text = f"أبوظبي في 15 فبراير 2022 / وام / {STORY}"
    assert pipeline.about(resources, text) == Entry(source="وام", date=datetime.date(2022, 2, 15))
