"""Questions to the seeds: what is understood, what is answered, and what hostile ones do."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Literal, URIRef

from kg.facts import find_fact
from kg.graph.store import Graph
from kg.graph.terms import Quad
from kg.graph.vocabulary import RDF, SDO, SKOS
from kg.questions import Answer, Naming, Unknown, Which, ask
from kg.questions.report import as_values, tell
from kg.questions.templates import shipped
from kg.results import Result
from kg.settings import DEFAULT_BASE

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "questions.toml").read_text(encoding="utf-8")
)["case"]

HOSTILE = (
    'من هو "} INSERT DATA { <a:b> <a:b> <a:b> } #؟',
    "من هو <https://example.org/> . } SELECT * { ?s ?p ?o؟",
    "ما مناصب ?person ; a schema:Person؟",
    "من تحدث في {event}؟",
    "من مدير \\u0022 } UNION { SERVICE <http://127.0.0.1/> { ?s ?p ?o } } بلدية دبي؟",
    "ما العلاقة بين بين بين و و و و و؟",
    "من " + "و" * 250,
    "ما العلاقة بين " + "وو " * 90,
    "\ud800\udfff \x00 \u202e من هو",
    "<script>alert(1)</script>",
    "من كان مدير دبي في 99999999999999999999؟",
)


@pytest.mark.parametrize("case", CASES, ids=[case["question"] for case in CASES])
def test_questions_to_the_seeds(naming: Naming, case: dict[str, Any]) -> None:
    reply = ask(naming, case["question"])
    assert type(reply).__name__.lower() == case.get("reply", "answer")
    match reply:
        case Answer():
            assert reply.template.name == case["template"]
            first = {row.cells[0].text for row in reply.rows}
            assert set(case["answers"]) <= first
            assert not first & set(case.get("never", ()))
        case Which():
            assert set(case["candidates"]) <= {each.label for each in reply.candidates}
        case Unknown():
            assert reply.missing == case.get("missing", reply.missing)
            assert set(case["suggestions"]) <= {each.question for each in reply.suggestions}
            assert reply.suggestions


def test_a_name_means_the_thing_of_that_name_and_not_what_is_also_called_so() -> None:
    def person(name: str, label: str, *others: str) -> list[Quad]:
        node = URIRef(f"{DEFAULT_BASE}person/{name}")
        labels = [(SKOS.prefLabel, label), *((SKOS.altLabel, other) for other in others)]
        return [
            (node, RDF.type, SDO.Person, None),
            *((node, term, Literal(text, lang="ar"), None) for term, text in labels),
        ]

    father = person("father", "رزق سالم الحربي الأب", "سالم الحربي", "الحربي")
    naming = Naming.of(Graph.of([*person("son", "سالم الحربي", "الحربي"), *father]))
    [meant] = naming.meanings("سالم الحربي", "person")
    assert meant.term.value == f"{DEFAULT_BASE}person/son"
    assert len(naming.meanings("الحربي", "person")) == 2


def test_there_are_cases_of_every_template() -> None:
    asked = {case["template"] for case in CASES if "template" in case}
    assert len(CASES) >= 40
    assert asked == shipped().keys()


def test_rows_have_their_sentences(naming: Naming) -> None:
    reply = ask(naming, "من تحدث في مؤتمر المدن الذكية؟")
    assert isinstance(reply, Answer)
    row = next(row for row in reply.rows if row.cells[0].text == "دان كو")
    assert row.evidence is not None and "دان كو" in row.evidence.text
    assert row.sentences >= 1 and row.fact is not None
    assert row.cells[0].iri is not None and "/person/" in row.cells[0].iri


def test_the_shown_query_gives_the_same_rows(naming: Naming) -> None:
    """For every question of the table that has an answer."""
    checked = 0
    for case in CASES:
        reply = ask(naming, case["question"])
        if isinstance(reply, Answer):
            found = Result.collect(naming.graph.query(reply.sparql))
            rows = {tuple(row[c] or "" for c in reply.template.columns) for row in found.records()}
            assert len(rows) == len(reply.rows), reply.sparql
            texts = {cell.text for row in reply.rows for cell in row.cells if not cell.iri}
            iris = {cell.iri for row in reply.rows for cell in row.cells if cell.iri}
            values = {value for row in rows for value in row}
            assert iris <= values
            assert texts <= values or {"relation", "takes", "shares", "bound", "standing"} & set(
                reply.template.columns
            )
            checked += 1
    assert checked >= 40


def test_sentences_are_those_of_the_fact(naming: Naming) -> None:
    """As ``kg why`` counts them, for every row of the table that states a fact."""
    checked = 0
    for case in CASES:
        reply = ask(naming, case["question"])
        if isinstance(reply, Answer):
            assert [row.sentences for row in reply.rows] == sorted(
                (row.sentences for row in reply.rows), reverse=True
            )
            for row in reply.rows:
                assert (row.evidence is None) == (row.sentences == 0)
                if row.fact is not None and row.sentences == 1:
                    fact = find_fact(naming.graph, row.fact)
                    assert row.evidence is not None
                    assert [each.iri for each in fact.sentences] == [row.evidence.iri]
                    checked += 1
    assert checked >= 40


def test_a_choice_is_taken(naming: Naming) -> None:
    reply = ask(naming, "كم حضر القمة؟")
    assert isinstance(reply, Which)
    for candidate in reply.candidates:
        again = ask(naming, reply.question, chosen={reply.slot: candidate.iri})
        assert isinstance(again, Answer)
        assert again.bound[reply.slot].iri == candidate.iri
        assert again.rows
    # What is no thing of the graph, or of no type that the slot has, is no choice.
    person = next(each for each in naming.index.things.values() if each.type == "Person")
    for iri in ("https://example.org/", "", "not an IRI", person.iri):
        assert isinstance(ask(naming, reply.question, chosen={reply.slot: iri}), Which)


def test_other_meanings_are_told(naming: Naming) -> None:
    reply = ask(naming, "من استضاف القمة؟")
    assert isinstance(reply, Answer)
    assert [each.label for each in reply.bound.values()] == ["مؤتمر المدن الذكية المستدامة"]
    assert "القمة الرابعة" in {each.label for each in reply.others["event"]}


def test_the_reply_speaks_the_language_of_the_question_or_of_the_wish(naming: Naming) -> None:
    assert ask(naming, "من هو يونس آل ناصر؟").language == "ar"
    assert ask(naming, "Who is Younis?").language == "en"
    reply = ask(naming, "من هو يونس آل ناصر؟", language="en")
    assert isinstance(reply, Answer)
    assert reply.understood == "Who يونس آل ناصر is"
    assert "Role" in {row.cells[0].text for row in reply.rows}


def test_a_graph_without_things_answers_too(tmp_path: Path) -> None:
    import kg

    (tmp_path / "empty.txt").write_text("لا شيء هنا.", encoding="utf-8")
    graph = kg.build([tmp_path / "empty.txt"])
    for question in ("من هو خالد؟", "من تحدث في القمة؟", "؟", ""):
        assert isinstance(ask(graph, question), Unknown)


class _Watched:
    """A graph that notes the queries that it is asked."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.store, self.catalogue = graph.store, graph.catalogue
        self.asked: list[str] = []

    def query(self, sparql: str, *arguments: Any) -> Any:
        self.asked.append(sparql)
        return self._graph.query(sparql, *arguments)


def _watched(naming: Naming) -> tuple[_Watched, Naming]:
    graph: Any = _Watched(naming.graph)
    return graph, Naming(graph, naming.index, naming.titles)


@pytest.mark.parametrize("question", HOSTILE)
def test_hostile_questions_have_a_reply_and_are_no_query(naming: Naming, question: str) -> None:
    graph, watched = _watched(naming)
    reply = ask(watched, question, chosen={"event": '> } #"', "person": question})
    assert set(graph.asked) <= {template.query for template in shipped().values()}
    assert tell(reply) and as_values(reply)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_question_has_a_reply_and_is_no_query(naming: Naming, data: st.DataObject) -> None:
    template = data.draw(st.sampled_from(list(shipped().values())))
    text = st.one_of(
        st.text(max_size=40),
        st.sampled_from(["دبي", "القمة", "يونس آل ناصر", "لوتاه", "2017", '"', "}", "?x", "مدير"]),
    )
    slots = {name: data.draw(text) for name in template.slots}
    language = data.draw(st.sampled_from(["ar", "en"]))
    question = data.draw(st.text(max_size=5)) + template.asked[language].format(**slots)
    graph, watched = _watched(naming)
    reply = ask(watched, question, chosen={"event": data.draw(text)})
    assert set(graph.asked) <= {each.query for each in shipped().values()}
    assert tell(reply).endswith("\n") and as_values(reply)["reply"]
    if isinstance(reply, Answer):
        naming.graph.query(reply.sparql)  # what is shown is a query, whatever was asked
