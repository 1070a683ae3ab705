"""Corrections of a store: kept through builds, copies and damage, and told in RDF."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg import corrections, pipeline, storage, upkeep
from kg.corrections import Act, Amendment, Judgement, Merge, Rename, Thing
from kg.errors import CorrectionError, StoreError
from kg.graph import generations
from kg.graph.store import Graph
from kg.reports import BuildReport
from kg.settings import Settings
from tests.corrections.corrections import said
from tests.upkeep.test_sequences import exported

SETTINGS = Settings(recognizer="none")
OPENING = "افتتح الدكتور خالد الأحمد مؤتمر الاستثمار العربي في مدينة القاهرة."
AGAIN = "وفي القاهرة افتتح الدكتور خالد الأحمد مؤتمر الاستثمار العربي أمس."
SPEECH = "قال المهندس سامي عمر الحربي، مدير عام شركة النور، إن المشروع كبير."
KHALID = Thing("person/خالد_الأحمد")


class Store:
    """A store with some articles, and the folder of these."""

    def __init__(self, folder: Path) -> None:
        self.texts = folder / "texts"
        self.texts.mkdir()
        self.folder = folder / "store"
        self.file = self.folder / generations.CORRECTIONS

    def write(self, name: str, text: str) -> Path:
        file = self.texts / name
        file.write_text(text, encoding="utf-8")
        return file

    def add(self, *files: Path) -> BuildReport:
        done = upkeep.add(files, store=self.folder, settings=SETTINGS)
        done.graph.close()
        return done.report

    def correct(self, act: Act, *, apply: bool = True) -> upkeep.Correcting:
        amendment = Amendment(add=said(act), apply=apply)
        return upkeep.correct(amendment, store=self.folder, settings=SETTINGS)

    def ask(self, sparql: str) -> bool:
        with Graph.open(self.folder) as graph:
            return bool(graph.query(sparql))

    def fact(self, predicate: str) -> str:
        """The digest of the first fact with this predicate."""
        with Graph.open(self.folder) as graph:
            rows = graph.query(
                f"SELECT ?c {{ GRAPH rw:claims {{ ?c rdf:predicate {predicate} }} }} ORDER BY ?c"
            )
            return str(next(iter(rows))["c"].value[-10:])  # type: ignore[index]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    found = Store(tmp_path)
    found.add(found.write("opening.txt", OPENING), found.write("speech.txt", SPEECH))
    yield found


OPENED = "ASK { ?event rw:opener ?person }"
EVIDENCE = "ASK { GRAPH ?any { ?event rw:opener ?person } }"


class TestRejected:
    def test_the_fact_goes_with_all_its_evidence(self, store: Store) -> None:
        assert store.ask(OPENED)
        assert store.ask(EVIDENCE)
        store.correct(Judgement(store.fact("rw:opener"), False))
        assert not store.ask(OPENED)
        assert not store.ask(EVIDENCE)
        assert not store.ask("ASK { GRAPH rw:claims { ?claim rdf:predicate rw:opener } }")

    def test_it_stays_away_when_its_document_is_read_again(self, store: Store) -> None:
        store.correct(Judgement(store.fact("rw:opener"), False))
        assert store.add(store.texts / "opening.txt").problems == ()
        assert not store.ask(EVIDENCE)
        removed = upkeep.remove(
            [str(store.texts / "opening.txt")], store=store.folder, settings=SETTINGS
        )
        removed.graph.close()
        (problem,) = removed.report.problems
        assert (problem.source, problem.place) == ("corrections.toml", "correction 1")
        assert problem.failed
        report = store.add(store.texts / "opening.txt")
        assert (report.extracted, report.problems) == (1, ())
        assert not store.ask(EVIDENCE)

    def test_it_stays_away_when_another_document_states_it(self, store: Store) -> None:
        store.correct(Judgement(store.fact("rw:opener"), False))
        another = store.write("again.txt", AGAIN)
        alone = kg.build([another], settings=SETTINGS)
        assert alone.query(OPENED), "the other document states it"
        store.add(another)
        assert not store.ask(EVIDENCE)


class TestProvenance:
    def test_who_when_and_why(self, store: Store) -> None:
        store.correct(Rename(KHALID, "خالد بن سعيد الأحمد"))
        assert store.ask(
            """ASK { GRAPH rw:corrections {
              ?c a rw:Renaming, rw:Correction, prov:Activity ;
                prov:wasAssociatedWith ?who ; prov:endedAtTime "2026-11-27T00:00:00"^^xsd:dateTime ;
                rdfs:comment "قرأت الخبر" ;
                prov:used <https://w3id.org/rawabit/id/person/خالد_الأحمد> ; prov:generated ?thing .
              ?who a prov:Agent ; rdfs:label "هدى" .
              ?thing skos:prefLabel "خالد بن سعيد الأحمد"@ar
            } ?thing skos:prefLabel "خالد بن سعيد الأحمد"@ar ; skos:altLabel "خالد الأحمد"@ar }"""
        )

    def test_what_was_judged(self, store: Store) -> None:
        digest = store.fact("rw:opener")
        store.correct(Judgement(digest, True))
        accepted = f"""ASK {{ GRAPH rw:corrections {{
          ?c a rw:Acceptance, rdf:Statement ; dcterms:identifier "{digest}" ;
            rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; prov:used ?document
        }} ?s ?p ?o . ?document a schema:NewsArticle }}"""
        assert store.ask(accepted)
        store.correct(Judgement(digest, False))
        with Graph.open(store.folder) as graph:
            assert kg.validate(graph).results == ()
        assert not store.ask(accepted)

    def test_exports_keep_it(self, store: Store) -> None:
        store.correct(Rename(KHALID, "خالد بن سعيد الأحمد"))
        with Graph.open(store.folder) as graph:
            for format, held in (("nq", True), ("trig", True), ("ttl", False), ("nt", False)):
                data = graph.export(format=format)
                assert data is not None
                text = data.decode()
                # In Turtle the term is written with its prefix.
                found = "https://w3id.org/rawabit#Renaming" in text or "rw:Renaming" in text
                assert found is held, format
            assert kg.validate(graph).results == ()


class TestFile:
    def test_a_broken_file_stops_a_build_before_anything_is_changed(self, store: Store) -> None:
        before = exported(store.folder)
        generation = generations.hold_published(store.folder).folder
        store.file.write_text("[[correction]]\naction = 'merge'\n", encoding="utf-8")
        new = store.write("again.txt", AGAIN)
        for change in (
            lambda: store.add(new),
            lambda: pipeline.run([new], store=store.folder, settings=SETTINGS),
            lambda: upkeep.remove([str(store.texts / "opening.txt")], store=store.folder),
            lambda: store.correct(Rename(KHALID, "خالد")),
        ):
            with pytest.raises(
                CorrectionError, match=r"corrections\.toml, correction 1 \(line 1\)"
            ):
                change()
        assert generations.hold_published(store.folder).folder == generation
        assert exported(store.folder) == before

    def test_a_copy_has_the_corrections(self, store: Store, tmp_path: Path) -> None:
        store.correct(Rename(KHALID, "خالد بن سعيد الأحمد"))
        copy = tmp_path / "copy"
        storage.backup(store.folder, copy)
        assert (copy / generations.CORRECTIONS).read_bytes() == store.file.read_bytes()
        upkeep.add([store.texts / "speech.txt"], store=copy, settings=SETTINGS).graph.close()
        assert exported(copy) == exported(store.folder)

    def test_a_compacted_store_has_the_corrections(self, store: Store) -> None:
        store.correct(Rename(KHALID, "خالد بن سعيد الأحمد"))
        before, text = exported(store.folder), store.file.read_text(encoding="utf-8")
        storage.compact(store.folder)
        assert (exported(store.folder), store.file.read_text(encoding="utf-8")) == (before, text)

    def test_an_edit_by_hand_applies_with_the_next_change(self, store: Store) -> None:
        rename = said(Rename(KHALID, "خالد بن سعيد الأحمد"))
        store.file.write_text(corrections.added("", rename), encoding="utf-8")
        store.add(store.texts / "speech.txt")
        assert store.ask('ASK { ?p skos:prefLabel "خالد بن سعيد الأحمد"@ar }')

    def test_without_applying_only_the_file_changes(self, store: Store) -> None:
        before = exported(store.folder)
        done = store.correct(Rename(KHALID, "خالد بن سعيد الأحمد"), apply=False)
        assert done.outcome is not None
        assert exported(store.folder) == before
        assert corrections.parse(store.file.read_text(encoding="utf-8"), "file") == (
            done.outcome.correction,
        )

    def test_what_is_taken_back_leaves_nothing(self, store: Store) -> None:
        before = exported(store.folder)
        store.correct(Rename(KHALID, "خالد بن سعيد الأحمد"))
        assert exported(store.folder) != before
        upkeep.correct(Amendment(undo=1), store=store.folder, settings=SETTINGS)
        assert exported(store.folder) == before
        with pytest.raises(CorrectionError, match="no correction 1"):
            upkeep.correct(Amendment(undo=1), store=store.folder, settings=SETTINGS)

    def test_what_is_refused_is_not_written(self, store: Store) -> None:
        for act in (Merge(KHALID, KHALID), Rename(Thing("person/x"), "س")):
            with pytest.raises(CorrectionError):
                store.correct(act)
        assert not store.file.exists()

    def test_there_must_be_a_store(self, tmp_path: Path) -> None:
        amendment = Amendment(add=said(Rename(KHALID, "خالد")))
        with pytest.raises(StoreError, match="no store here"):
            upkeep.correct(amendment, store=tmp_path / "none", settings=SETTINGS)

    def test_corrections_that_do_not_apply_are_listed(self, store: Store) -> None:
        store.file.write_text(
            corrections.added("", said(Rename(Thing("person/x"), "س"))), encoding="utf-8"
        )
        (problem,) = store.add(store.texts / "speech.txt").problems
        assert str(problem) == "corrections.toml, correction 1: rename: there is no person/x"
        with Graph.open(store.folder) as graph:
            assert graph.catalogue.failures == (problem,)
        assert store.file.exists()


class TestInMemory:
    def test_a_build_that_keeps_no_store_is_corrected_alike(self, store: Store) -> None:
        store.correct(Rename(KHALID, "خالد بن سعيد الأحمد"))
        store.correct(Judgement(store.fact("rw:opener"), False))
        settings = Settings(recognizer="none", corrections=store.file)
        built = kg.build([store.texts], settings=settings)
        with Graph.open(store.folder) as graph:
            assert built.export(format="nq") == graph.export(format="nq")

    def test_its_problems_are_told(self, store: Store, tmp_path: Path) -> None:
        file = tmp_path / "ours.toml"
        file.write_text(corrections.added("", said(Rename(Thing("person/x"), "س"))))
        settings = Settings(recognizer="none", corrections=file)
        (problem,) = pipeline.run([store.texts], settings=settings).report.problems
        assert problem.source == str(file)
        file.write_text("x = ")
        with pytest.raises(CorrectionError, match=r"ours\.toml: expected TOML"):
            pipeline.run([store.texts], settings=settings)

    def test_the_settings_name_the_file(self, tmp_path: Path) -> None:
        (tmp_path / "kg.toml").write_text('[build]\ncorrections = "ours.toml"\n')
        settings = Settings.load(file=tmp_path / "kg.toml", environment={})
        assert settings.corrections == tmp_path / "ours.toml"
