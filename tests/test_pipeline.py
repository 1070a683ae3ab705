"""The whole path on the seeds: determinism, evidence, and what happens when something fails."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg import documents, language, pipeline
from kg.errors import ReadError, SettingsError
from kg.model import Document, Extraction
from kg.resources import Resources
from kg.settings import Settings

TEXT = "افتتح وزير الاقتصاد خالد الأحمد مؤتمر الاستثمار في مدينة القاهرة."


@pytest.fixture(scope="module")
def resources() -> Resources:
    return Resources.load()


@pytest.fixture(scope="module")
def extractions(seeds: Path, resources: Resources) -> list[Extraction]:
    return [pipeline.extract(one, resources) for one in documents.read([seeds]).documents]


@pytest.fixture(scope="module")
def built(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds as N-Quads."""
    file = tmp_path_factory.mktemp("built") / "seeds.nq"
    kg.build([seeds], output=file)
    return file


def test_an_extraction_stays_inside_its_document(extractions: list[Extraction]) -> None:
    for extraction in extractions:
        text, sentences = extraction.document.text, extraction.sentences
        assert sentences
        assert all(not sentence.tokens for sentence in sentences)
        for mention in extraction.mentions:
            sentence = sentences[mention.sentence]
            assert sentence.start <= mention.start < mention.end <= sentence.end <= len(text)
        for claim in extraction.claims:
            sentence = sentences[claim.sentence]
            assert sentence.start <= claim.start < claim.end <= sentence.end
            assert 0 < claim.confidence <= 1
            for end in (claim.subject, claim.object):
                assert end is None or 0 <= end < len(extraction.mentions)
        members = [index for cluster in extraction.clusters for index in cluster.mentions]
        assert len(members) == len(set(members))


def test_the_seeds_give_things_and_facts(seeds: Path) -> None:
    report = pipeline.run([seeds]).report
    assert report.documents == 5
    assert report.problems == report.notes == ()
    assert report.entities["Person"] >= 20
    assert report.facts["role"] >= 20


def test_the_order_of_sources_changes_nothing(seeds: Path, built: Path, tmp_path: Path) -> None:
    sources = sorted(seeds.glob("*.txt"))
    random.Random(5).shuffle(sources)
    kg.build(sources, output=tmp_path / "again.nq")
    assert (tmp_path / "again.nq").read_bytes() == built.read_bytes()


def test_the_order_of_extractions_changes_nothing(
    extractions: list[Extraction], resources: Resources, built: Path
) -> None:
    shuffled = extractions[::-1]
    assert pipeline.assemble(shuffled, resources).export(format="nq") == built.read_bytes()


@pytest.mark.slow
def test_two_workers_give_the_same_bytes(
    seeds: Path, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # So few would not be worth the start of a process.
    monkeypatch.setattr(pipeline, "_WORTHWHILE", 1)
    for store in (None, tmp_path / "store"):
        done: list[tuple[int, int]] = []
        kg.build(
            [seeds],
            store=store,
            output=tmp_path / "two.nq",
            settings=Settings(workers=2),
            progress=lambda *counts: done.append(counts),  # noqa: B023
        )
        assert (tmp_path / "two.nq").read_bytes() == built.read_bytes()
        assert done == [(number, 5) for number in range(1, 6)]


@pytest.mark.slow
def test_hash_order_and_place_change_nothing(seeds: Path, built: Path, tmp_path: Path) -> None:
    copy = tmp_path / "نسخة"
    copy.mkdir()
    for file in seeds.iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
    code = "import sys, kg; kg.build([sys.argv[1]], output=sys.argv[2])"
    subprocess.run(
        [sys.executable, "-c", code, str(copy), "out.nq"],
        cwd=tmp_path,
        env={"PYTHONHASHSEED": "77", "HOME": str(tmp_path), "PATH": "", "TZ": "Asia/Tokyo"},
        check=True,
    )
    assert (tmp_path / "out.nq").read_bytes() == built.read_bytes()


def test_every_fact_has_a_sentence_whose_offsets_give_its_text(seeds: Path) -> None:
    graph = kg.build([seeds])
    texts = {one.identifier: one.text for one in documents.read([seeds]).documents}
    sentences = list(
        graph.query(
            "SELECT ?s ?begin ?end ?text { ?s nif:beginIndex ?begin ;"
            " nif:endIndex ?end ; nif:anchorOf ?text }"
        )
    )
    assert len(sentences) > 50
    for row in sentences:
        document, _, place = row["s"].value.rpartition("/")[2].partition("#char=")
        begin, end = int(row["begin"].value), int(row["end"].value)
        assert place == f"{begin},{end}"
        assert texts[document][begin:end] == row["text"].value
    # A fact of the default graph is in the graph of a sentence or of a stated source.
    relations = "schema:location|schema:organizer|rw:speaker|org:member|schema:attendee|rw:runs"
    found = list(graph.query(f"SELECT ?s ?o {{ ?s {relations} ?o }}"))
    assert len(found) > 30
    without = graph.query(
        """
        SELECT ?s ?p ?o {
          ?s ?p ?o
          FILTER (?p NOT IN (rdf:type, skos:prefLabel, skos:altLabel, dcterms:title,
            dcterms:source, schema:datePublished, rw:sha256, nif:referenceContext, nif:beginIndex,
            nif:endIndex, nif:anchorOf, prov:wasDerivedFrom, prov:wasAttributedTo,
            prov:wasGeneratedBy, rdfs:label))
          FILTER NOT EXISTS { GRAPH ?e { ?s ?p ?o } }
        }
        """
    )
    assert [tuple(map(str, row)) for row in without] == []


def test_a_store_holds_exactly_the_last_sources(seeds: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    (tmp_path / "a.txt").write_text(TEXT)
    first, second = sorted(seeds.glob("*.txt"))[:2]
    kg.build([first], store=store).close()
    with kg.build([second, tmp_path / "a.txt"], store=store) as graph:
        paths = [source.path for source in graph.catalogue.sources]
        documents_in = {
            row["d"].value[-16:] for row in graph.query("SELECT ?d { ?d rw:sha256 ?x }")
        }
    assert sorted(paths) == sorted([str(second), str(tmp_path / "a.txt")])
    assert documents_in == {one.identifier for one in documents.read(paths).documents}


def test_one_path_may_stand_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    graph = kg.build(str(tmp_path / "a.txt"))
    assert bool(graph.query("ASK { ?d rw:sha256 ?digest }"))


def test_with_output_alone_no_store_is_written(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(TEXT)
    kg.build(["a.txt"], output="a.nq")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.nq", "a.txt"]


def test_one_article_that_breaks_the_extractor_costs_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    analyse = language.analyse

    def break_on_one(document: Document):  # type: ignore[no-untyped-def]
        if document.text == "عطل":
            raise RuntimeError("nobody thought of this")
        return analyse(document)

    monkeypatch.setattr(language, "analyse", break_on_one)
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text("عطل")
    done = pipeline.run([tmp_path])
    (problem,) = done.report.problems
    assert problem.source == str(tmp_path / "b.txt")
    assert "nobody thought of this" in problem.message
    assert done.report.documents == 2
    assert done.report.entities


def test_nothing_to_read_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    store = tmp_path / "store"
    (tmp_path / "a.txt").write_text(TEXT)
    kg.build([tmp_path / "a.txt"], store=store).close()
    before = {path: path.stat().st_mtime_ns for path in store.rglob("*")}
    with pytest.raises(ReadError, match=r"no document could be read\n.*nowhere: no such file"):
        kg.build([tmp_path / "nowhere"], store=store)
    assert {path: path.stat().st_mtime_ns for path in store.rglob("*")} == before


def test_an_unknown_suffix_of_the_output_is_told_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    with pytest.raises(SettingsError, match=r"graph\.doc: found the suffix 'doc'"):
        kg.build([tmp_path], store=tmp_path / "store", output=tmp_path / "graph.doc")
    assert not (tmp_path / "store").exists()


def test_problems_of_a_build_from_python_are_logged(tmp_path: Path, caplog) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    kg.build([tmp_path, tmp_path / "nowhere"])
    assert "nowhere: no such file or folder" in caplog.text


def test_the_digest_of_the_extractor_knows_the_users_data(tmp_path: Path) -> None:
    (tmp_path / "lexicons").mkdir()
    (tmp_path / "lexicons" / "own.tsv").write_text(
        "form\tclass\tfeatures\tsource\nزعبل\tname.given\tgender=m\town\n", encoding="utf-8"
    )
    own = Resources.load(Settings(lexicons=tmp_path))
    assert own.digest != Resources.load().digest
    assert "name.given" in own.lexicons.classes("زعبل")


@pytest.mark.parametrize("country", ["اللبنانية", "الليبية"])
def test_a_store_links_places_by_their_texts_as_memory_does(tmp_path: Path, country: str) -> None:
    source = tmp_path / "a.txt"
    source.write_text(f"وصل الوفد إلى مدينة طرابلس {country} صباح أمس.", encoding="utf-8")
    settings = Settings(recognizer="none")
    in_memory = kg.build([source], settings=settings).export(format="nq")
    in_store = kg.build([source], store=tmp_path / "store", settings=settings).export(format="nq")
    assert in_memory == in_store
    assert in_memory is not None
    assert b"geonames" in in_memory
