"""Why two names are one node or two, and what states a fact: on the seeds and on made articles."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import Literal, URIRef

import kg
from kg import archive
from kg.errors import FindError, StoreError
from kg.facts import FactIndex, find_fact, list_facts
from kg.graph.store import Graph
from kg.graph.terms import Quad
from kg.graph.vocabulary import CLAIMS_GRAPH, PROV, RDF, RW
from kg.reasons import Why, compare, comparison
from kg.reasons.report import tell

SHORT, LONG = "عائشة بن بشر", "عائشة بنت بطي بن بشر"
ROLE = "5cf4d423ea"
"""That she is the director of her office, which three of the seeds state."""

ARTICLES = {
    "a": "قال الدكتور سالم المري، مدير جامعة الواحة، إن الجامعة افتتحت مركزا جديدا.",
    "b": "زار سالم بن حمد المري، مدير جامعة الواحة، مدينة القاهرة أمس.",
    "c": "وصل سالم بن سعيد المري، رئيس بلدية النخيل، إلى مدينة دمشق.",
    "d": "افتتح خالد الأحمد مؤتمر الاستثمار في مدينة القاهرة.",
}


def run_kg(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kg", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=300,
    )


@pytest.fixture(scope="module")
def folder(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder with the seeds in ``kg-store``."""
    folder = tmp_path_factory.mktemp("why")
    kg.build([seeds], store=folder / "kg-store").close()
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the articles above."""
    folder = tmp_path_factory.mktemp("made")
    for name, text in ARTICLES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    sources = sorted(folder.glob("*.txt"))
    kg.build(sources, store=folder / "store", settings=kg.Settings(recognizer="none")).close()
    return folder / "store"


def why(store: Path, a: str, b: str) -> Why:
    return compare(a, b, settings=kg.Settings(), store=store)


class TestNames:
    def test_names_that_one_document_uses_for_one_thing(self, folder: Path) -> None:
        found = why(folder / "kg-store", SHORT, LONG)
        assert found.same
        assert found.is_explained
        assert found.documents == (3, 3)
        assert [side.names[:2] for side in found.together] == [(LONG, SHORT)]
        # Both names, each in a sentence that is shown.
        assert any(SHORT in sentence for sentence in found.together[0].sentences)
        (compared,) = found.comparisons
        assert compared.same
        assert compared.a.document != compared.b.document
        assert {"name", "title"} <= {reason.feature for reason in compared.reasons}

    def test_names_of_different_documents(self, folder: Path) -> None:
        found = why(folder / "kg-store", "وسام لوتاه", "وسام العباس لوتاه")
        assert (found.same, found.together) == (True, ())
        (compared,) = found.comparisons
        assert (compared.a.name, compared.b.name) == ("وسام لوتاه", "وسام العباس لوتاه")
        assert compared.score >= 0.8
        assert any("names left out" in reason.detail for reason in compared.reasons)
        assert all("وسام لوتاه" in sentence for sentence in compared.a.sentences)
        # A body is told by its name, and not by its number.
        bodies = [reason.detail for reason in compared.reasons if reason.feature == "body"]
        assert bodies == ["«مؤسسة حكومة دبي الذكية»"]

    def test_two_people_with_one_family_name(self, folder: Path) -> None:
        found = why(folder / "kg-store", "حسين لوتاه", "وسام لوتاه")
        assert (found.same, found.is_explained, found.together) == (False, True, ())
        (compared,) = found.comparisons
        assert (compared.same, compared.score) == (False, -1.0)
        assert "حسين ناصر لوتاه" in compared.a.sentences[0]

    def test_things_of_two_types(self, folder: Path) -> None:
        found = why(folder / "kg-store", "دبي", "id:organization/مكتب_مدينة_دبي_الذكية")
        assert [reason.feature for reason in found.comparisons[0].reasons] == ["type"]

    def test_places_are_told_by_name(self, folder: Path) -> None:
        (compared,) = why(folder / "kg-store", "دبي", "نيويورك").comparisons
        assert [reason.detail for reason in compared.reasons] == ["«دبي» and «نيويورك»"]

    def test_a_thing_and_itself(self, folder: Path) -> None:
        iri = "id:person/عائشة_بنت_بطي_بن_بشر"
        found = why(folder / "kg-store", iri, iri)
        assert (found.same, found.together) == (True, ())
        assert [each.same for each in found.comparisons] == [True]

    def test_the_nearest_pair_of_two_things(self, made: Path) -> None:
        found = why(made, "سالم بن حمد المري", "سالم بن سعيد المري")
        assert (found.same, len(found.comparisons)) == (False, 1)
        one = why(made, "سالم المري", "سالم بن حمد المري")
        assert one.same
        # Without that evidence the short name would fit the other as well.
        assert {"body", "title"} <= {reason.feature for reason in one.comparisons[0].reasons}
        assert any("may also be" in reason.detail for reason in one.comparisons[0].reasons)

    def test_the_type_of_one_helps_the_other(self, folder: Path) -> None:
        # A meeting without a name is described with hers.
        with Graph.open(folder / "kg-store") as graph:
            assert len(kg.lookup.find(graph, "عائشة")) > 1
        assert why(folder / "kg-store", "عائشة", "وسام لوتاه").a.label == LONG

    @pytest.mark.parametrize(
        ("a", "b", "message"),
        [
            (LONG, "غائب", "found nothing that is named 'غائب'"),
            ("id:person/غائب", LONG, "found nothing that is named 'id:person/غائب'"),
            ("محمد", LONG, r"'محمد' may be 2 things(?s:.*)id:person/محمد_أحمد_المري"),
        ],
    )
    def test_what_cannot_be_compared(self, folder: Path, a: str, b: str, message: str) -> None:
        with pytest.raises(FindError, match=message):
            why(folder / "kg-store", a, b)

    def test_what_no_document_speaks_of(self, made: Path) -> None:
        # Only the gazetteer knows in which country the cities lie.
        with pytest.raises(FindError, match="no document speaks of «مصر»"):
            why(made, "مصر", "دمشق")


class TestDocuments:
    """Which documents are read for an answer."""

    @pytest.mark.parametrize(
        ("a", "b"),
        [
            ("سالم المري", "سالم بن حمد المري"),
            ("سالم بن حمد المري", "سالم بن سعيد المري"),
            ("القاهرة", "دمشق"),
        ],
    )
    def test_few_say_what_all_say(
        self, made: Path, a: str, b: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        whole = why(made, a, b)
        monkeypatch.setattr(comparison, "FEW", 0)
        part = why(made, a, b)
        assert (whole.looked_at, whole.held) == (4, 4)
        assert part.looked_at < 4
        assert part.comparisons == whole.comparisons

    def test_rivals_are_read_too(self, made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(comparison, "FEW", 0)
        assert why(made, "سالم المري", "سالم بن حمد المري").looked_at == 3

    def test_without_an_archive(self, made: Path, tmp_path: Path) -> None:
        import shutil

        shutil.copytree(made, tmp_path / "store")
        for file in (tmp_path / "store").glob(f"{archive.FILE}*"):
            file.unlink()
        with pytest.raises(StoreError, match="found no archive"):
            why(tmp_path / "store", "القاهرة", "دمشق")
        assert not (tmp_path / "store" / archive.FILE).exists()


def _claims(count: int) -> Iterator[Quad]:
    """So many facts, each with one claim."""
    for number in range(count):
        sentence = URIRef(f"urn:document#char={number},{number + 1}")
        claim = URIRef(f"{sentence}&claim={number:010x}")
        for predicate, value in (
            (RDF.subject, URIRef(f"urn:thing:{number}")),
            (RDF.predicate, RW.partner),
            (RDF.object, URIRef("urn:thing:all")),
            (PROV.wasQuotedFrom, sentence),
            (RW.pattern, Literal("partner.verb")),
            (RW.confidence, Literal("0.5")),
        ):
            yield claim, predicate, value, CLAIMS_GRAPH


class TestFacts:
    def test_a_role(self, folder: Path) -> None:
        with Graph.open(folder / "kg-store") as graph:
            fact = find_fact(graph, ROLE)
        assert (fact.relation, fact.title) == ("role", "المدير العام")
        assert fact.object is not None
        assert (fact.subject.label, fact.object.label) == (LONG, "مكتب مدينة دبي الذكية")
        assert len({sentence.document for sentence in fact.sentences}) == 3
        assert all("بطي بن بشر" in sentence.text for sentence in fact.sentences)
        assert fact.confidence == max(sentence.confidence for sentence in fact.sentences)

    @pytest.mark.parametrize(
        ("digest", "message"),
        [("0000000000", "found no fact 0000000000"), ("5CF4D423EA", "10 hex digits"), ("", "10")],
    )
    def test_no_fact(self, folder: Path, digest: str, message: str) -> None:
        with Graph.open(folder / "kg-store") as graph, pytest.raises(FindError, match=message):
            find_fact(graph, digest)
        with Graph.open(folder / "kg-store") as graph, pytest.raises(FindError, match=message):
            FactIndex(graph).find(digest)

    def test_an_index_does_not_read_the_other_facts(self) -> None:
        """A hundred look-ups in it take less time than a single one without it."""
        with Graph.of(_claims(20_000)) as graph:
            index = FactIndex(graph)
            digests = [f"{number:010x}" for number in range(0, 20_000, 200)]
            begun = time.process_time()
            found = [index.find(digest) for digest in digests]
            between = time.process_time()
            assert find_fact(graph, digests[0]) == found[0]
            assert between - begun < time.process_time() - between
        assert [fact.digest for fact in found] == digests
        assert {len(fact.sentences) for fact in found} == {1}

    def test_all_facts_are_listed_once(self, folder: Path) -> None:
        with Graph.open(folder / "kg-store") as graph:
            facts = list_facts(graph)
            measured = kg.measure(graph)
            assert [find_fact(graph, fact.digest) for fact in facts] == list(facts)
            index = FactIndex(graph)
            assert [index.find(fact.digest) for fact in facts] == list(facts)
        assert len({fact.digest for fact in facts}) == len(facts)
        stated = [fact for fact in facts if fact.sentences]
        assert len(stated) == sum(measured.facts.values())
        unstated = [fact for fact in facts if not fact.sentences]
        assert len(unstated) == measured.unstated > 0
        assert {fact.confidence for fact in unstated} == {None}
        assert all("GeoNames" in (fact.origin or "") for fact in unstated)

    def test_facts_of_one_thing(self, folder: Path) -> None:
        with Graph.open(folder / "kg-store") as graph:
            match = kg.lookup.find_one(graph, "مكتب مدينة دبي الذكية")
            facts = list_facts(graph, thing=match.iri)
            every = list_facts(graph)
        ends = [{fact.subject.iri, fact.object.iri if fact.object else None} for fact in facts]
        assert all(match.iri in pair for pair in ends)
        assert (
            match.facts
            == len(facts)
            == sum(
                match.iri in {fact.subject.iri, fact.object.iri if fact.object else None}
                for fact in every
            )
        )

    @pytest.mark.parametrize("query", ["roles", "speakers", "organizers", "units"])
    def test_queries_show_digests_of_facts(self, folder: Path, query: str) -> None:
        with Graph.open(folder / "kg-store") as graph:
            rows = kg.ask(graph, query).records()
            facts = {fact.digest: fact for fact in list_facts(graph)}
        assert rows
        for row in rows:
            fact = facts[row["fact"] or ""]
            ends = {fact.subject.label, fact.object.label if fact.object else None}
            assert len(ends & set(row.values()) - {None}) == len(ends - {None})
            if "sentences" in row:
                assert row["sentences"] == str(len(fact.sentences))


class TestCommand:
    def test_names(self, folder: Path) -> None:
        done = run_kg("why", SHORT, LONG, cwd=folder)
        assert (done.returncode, done.stderr) == (0, "")
        assert "One node: both names mean the same thing." in done.stdout
        assert done.stdout == tell(why(folder / "kg-store", SHORT, LONG))

    def test_json(self, folder: Path) -> None:
        done = run_kg("why", "حسين لوتاه", "وسام لوتاه", "--format", "json", cwd=folder)
        found = json.loads(done.stdout)
        assert (found["same"], found["explained"]) == (False, True)
        assert found["a"]["likeness"] == "part"
        assert found["comparisons"][0]["reasons"][0]["feature"] == "name"
        fact = json.loads(run_kg("why", ROLE, "--format", "json", cwd=folder).stdout)
        assert (fact["digest"], len(fact["sentences"])) == (ROLE, 3)

    def test_candidates_are_an_error(self, folder: Path) -> None:
        done = run_kg("why", "لوتاه", "دبي الذكي", cwd=folder)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith("error: 'دبي الذكي' may be ")
        assert "id:organization/مكتب_مدينة_دبي_الذكية" in done.stderr

    def test_facts(self, folder: Path) -> None:
        every = run_kg("list", "--facts", cwd=folder)
        assert (every.returncode, every.stderr) == (0, "")
        assert ROLE in every.stdout
        some = run_kg("list", "--facts", "ماجد السويدي", "--format", "json", cwd=folder)
        rows = [json.loads(line) for line in some.stdout.splitlines()]
        assert [row["relation"] for row in rows][:1] == ["role"]
        assert {row["relation"] for row in rows[1:]} == {"participant"}
        told = run_kg("why", rows[0]["fact"], cwd=folder)
        assert f"role: ماجد السويدي → {rows[0]['object']}" in told.stdout
        missing = run_kg("list", "--facts", "غائب", cwd=folder)
        assert (missing.returncode, missing.stdout) == (1, "")

    def test_hostile_text_turns_no_line_round(self, tmp_path: Path) -> None:
        text = "قال سالم المري، مدير جامعة الواحة، إن الجامعة \u202eكبيرة."
        (tmp_path / "a.txt").write_text(text, encoding="utf-8")
        settings = kg.Settings(recognizer="none")
        kg.build([tmp_path / "a.txt"], store=tmp_path / "kg-store", settings=settings).close()
        with Graph.open(tmp_path / "kg-store") as graph:
            digest = next(fact.digest for fact in list_facts(graph) if fact.title)
        for arguments in ((digest,), ("سالم", "جامعة الواحة")):
            done = run_kg("why", *arguments, cwd=tmp_path)
            assert done.returncode == 0, done.stderr
            assert "سالم المري" in done.stdout
            assert "\u202e" not in done.stdout
            assert r"\u202e" in done.stdout

    def test_the_documents_show_what_is_said(self, folder: Path, root: Path) -> None:
        text = (root / "docs" / "why.md").read_text(encoding="utf-8")
        blocks = re.findall(r"```console\n\$ kg ([^\n]*)\n(.*?)```", text, re.DOTALL)
        assert len(blocks) >= 6
        for command, shown in blocks:
            words = [word.strip('"') for word in re.findall(r'"[^"]*"|\S+', command)]
            done = run_kg(*words, cwd=folder)
            said = [_unversioned(line) for line in (done.stdout + done.stderr).splitlines()]
            expected = list(map(_unversioned, shown.splitlines()))
            assert len(said) == len(expected), command
            for ours, theirs in zip(said, expected, strict=True):
                is_cut = theirs.endswith("…") and len(theirs) > 100
                assert ours.startswith(theirs[:-1]) if is_cut else ours == theirs, command


def _unversioned(line: str) -> str:
    """A line without the version of the table of places, which each new row of it changes."""
    return re.sub("GeoNames [0-9a-f]{12}", "GeoNames", line.rstrip())
