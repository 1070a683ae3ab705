"""Queries: each named one answers rightly, bindings stay values, errors say what was expected."""

from __future__ import annotations

import json
import re
import warnings
from pathlib import Path
from types import SimpleNamespace

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

import kg.query
from kg.errors import QueryError
from kg.graph.inference import infer
from kg.graph.rules import choose
from kg.graph.store import Graph
from kg.graph.terms import from_ox
from kg.named_queries import FOLDER, KINDS, read_query, terms
from kg.results import FORMATS
from tests.contract import BASE, Writer

AGAIN = "حسين لوتاه، مدير عام بلدية دبي، افتتح قمة المدن الذكية في دبي."
UNTITLED = """
SELECT ?d { ?d a schema:NewsArticle FILTER NOT EXISTS { ?d dcterms:title ?t } }
"""
LABELS = "CONSTRUCT { ?s skos:prefLabel ?n } WHERE { ?s skos:prefLabel ?n }"


def news() -> tuple[Graph, SimpleNamespace]:
    """Two articles about one summit in Dubai, and a meeting in Manama."""
    writer = Writer()
    first = writer.document("المقال الأول", title="افتتاح القمة", date="2017-03-12")
    second = writer.document("المقال الثاني")
    opening = writer.sentence(first, 0, "افتتح حسين لوتاه مدير عام بلدية دبي القمة.")
    panel_line = writer.sentence(first, 50, "وتحدثت عائشة بن بشر وسالم المري في جلسة البيانات.")
    again = writer.sentence(second, 0, AGAIN)
    meeting_line = writer.sentence(second, 70, "واجتمع سالم المري في المنامة مع إيمان خان.")
    n = SimpleNamespace()
    n.lootah = writer.thing("Person", "حسين لوتاه", "لوتاه", at=opening)
    n.aisha = writer.thing("Person", "عائشة بن بشر", at=panel_line)
    n.marri = writer.thing("Person", "سالم المري", at=panel_line)
    n.iman = writer.thing("Person", "إيمان خان", at=meeting_line)
    n.municipality = writer.thing("Organization", "بلدية دبي", "البلدية", at=opening)
    n.unit = writer.thing("Organization", "إدارة البيانات", at=opening)
    n.summit = writer.thing("Conference", "قمة المدن الذكية", at=again)
    n.panel = writer.thing("Session", "جلسة البيانات", at=panel_line)
    n.meeting = writer.thing("Meeting", "اجتماع", at=meeting_line)
    n.centre = writer.thing("Place", "مركز دبي التجاري", at=opening)
    n.dubai = writer.thing("City", "دبي", at=again)
    n.manama = writer.thing("City", "المنامة", at=meeting_line)
    emirates = writer.thing("Country", "الإمارات")
    writer.known_place(n.dubai, emirates)
    for at in (opening, again):
        n.role = writer.role(n.lootah, "مدير عام", n.municipality, at)
        n.opened = writer.fact(n.summit, "opener", n.lootah, at)
    writer.role(n.marri, "مدير", n.unit, panel_line, standing="Former")
    writer.role(n.marri, "حاكم", n.dubai, panel_line)
    writer.role(n.iman, "سفيرة", None, meeting_line)
    writer.fact(n.summit, "organizer", n.municipality, opening)
    # Two sentences of one article are one article.
    writer.fact(n.panel, "part_of", n.summit, opening)
    writer.fact(n.summit, "sponsor", n.unit, opening)
    writer.fact(n.unit, "part_of", n.municipality, opening)
    writer.fact(n.summit, "location", n.centre, opening)
    writer.fact(n.centre, "location", n.dubai, opening)
    writer.fact(n.summit, "date", "2017-03-10/2017-03-11", opening)
    writer.fact(n.panel, "part_of", n.summit, panel_line)
    writer.fact(n.panel, "speaker", n.aisha, panel_line)
    writer.fact(n.panel, "speaker", n.marri, panel_line)
    writer.fact(n.meeting, "participant", n.marri, meeting_line)
    writer.fact(n.meeting, "participant", n.iman, meeting_line)
    writer.fact(n.meeting, "location", n.manama, meeting_line)
    writer.fact(n.meeting, "date", "2018", meeting_line)
    infer(writer.store, choose(["role-within"]))
    return writer.write(), n


@pytest.fixture(scope="module")
def graph() -> Graph:
    return news()[0]


def rows(
    graph: Graph, query: str, /, *columns: str, **bindings: str
) -> list[tuple[str | None, ...]]:
    found = kg.query.run(graph, query, bindings).records()
    return [tuple(record[column] for column in columns) for record in found]


def required(name: str) -> dict[str, str]:
    """Values for the parameters of a query that have no default."""
    values = {"name": "لوتاه", "date": "2017"}
    parameters = kg.query.find(name).parameters
    return {p.name: values[p.kind] for p in parameters if p.default is None}


def test_roles(graph: Graph) -> None:
    assert rows(graph, "roles", "name", "title", "where", "standing", "sentences") == [
        ("إيمان خان", "سفيرة", None, None, "1"),
        ("حسين لوتاه", "مدير عام", "بلدية دبي", None, "2"),
        ("سالم المري", "حاكم", "دبي", None, "1"),
        ("سالم المري", "مدير", "إدارة البيانات", "https://w3id.org/rawabit#Former", "1"),
    ]
    assert rows(graph, "roles", "title", person="لوتاه") == [("مدير عام",)]
    assert rows(graph, "roles", "name", body="البلدية") == [("حسين لوتاه",)]
    # She has a role without a body; her own name is none.
    assert rows(graph, "roles", "name", body="خان") == []
    assert rows(graph, "roles", "name", "title", person="المري", body="دبي") == [
        ("سالم المري", "حاكم")
    ]


def test_speakers(graph: Graph) -> None:
    assert rows(graph, "speakers", "name", "event", "conference", "places", "with") == [
        ("سالم المري", "جلسة البيانات", "قمة المدن الذكية", "مركز دبي التجاري", "عائشة بن بشر"),
        ("عائشة بن بشر", "جلسة البيانات", "قمة المدن الذكية", "مركز دبي التجاري", "سالم المري"),
    ]
    assert rows(graph, "speakers", "name", person="عائشة") == [("عائشة بن بشر",)]


def test_events_by_city(graph: Graph) -> None:
    dubai = [
        ("دبي", "جلسة البيانات", "https://w3id.org/rawabit#Session", "2017-03-10"),
        ("دبي", "قمة المدن الذكية", "https://w3id.org/rawabit#Conference", "2017-03-10"),
    ]
    manama = [("المنامة", "اجتماع", "https://w3id.org/rawabit#Meeting", "2018")]
    columns = ("cityName", "event", "kind", "date")
    assert rows(graph, "events-by-city", *columns) == manama + dubai
    assert rows(graph, "events-by-city", *columns, city="دبي") == dubai


def test_organizers(graph: Graph) -> None:
    found = [
        ("قمة المدن الذكية", "https://schema.org/organizer", "بلدية دبي", "1"),
        ("قمة المدن الذكية", "https://schema.org/sponsor", "إدارة البيانات", "1"),
    ]
    columns = ("eventName", "as", "agentName", "sentences")
    assert rows(graph, "organizers", *columns) == found
    assert rows(graph, "organizers", *columns, agent="البلدية") == found[:1]
    assert rows(graph, "organizers", *columns, event="الاجتماع") == []


def test_evidence() -> None:
    graph, n = news()
    columns = ("from", "relation", "to", "text", "document")
    second = next(
        row["d"].value
        for row in graph.query(
            "SELECT ?d { ?d a schema:NewsArticle FILTER NOT EXISTS { ?d dcterms:title ?t } }"
        )  # type: ignore[union-attr]
    )
    assert rows(graph, "evidence", *columns, fact=n.role) == [
        ("حسين لوتاه", "مدير عام", "بلدية دبي", sentence, document)
        for document, sentence in sorted(
            [
                ("افتتاح القمة", "افتتح حسين لوتاه مدير عام بلدية دبي القمة."),
                (second, AGAIN),
            ],
            key=lambda row: _document(graph, row[1]),
        )
    ]
    assert {row[0] for row in rows(graph, "evidence", "relation", about="إيمان")} == {
        "سفيرة",
        "https://schema.org/attendee",
    }
    # A role is about its body too.
    assert ("مدير عام",) in rows(graph, "evidence", "relation", about="البلدية")
    assert ("اجتماع", "2018") in rows(graph, "evidence", "from", "to")


def _document(graph: Graph, sentence: str) -> str:
    found = graph.query(f'SELECT ?e {{ ?e nif:anchorOf "{sentence}"@ar }}')
    return next(iter(found))["e"].value  # type: ignore[index,union-attr,no-any-return]


def test_shared_events(graph: Graph) -> None:
    # The opener of the summit shares it with the speakers of its session.
    assert rows(graph, "shared-events", "who", "otherName", "as", "event", name="لوتاه") == [
        ("حسين لوتاه", "إدارة البيانات", "https://schema.org/sponsor", "قمة المدن الذكية"),
        ("حسين لوتاه", "بلدية دبي", "https://schema.org/organizer", "قمة المدن الذكية"),
        ("حسين لوتاه", "سالم المري", "https://w3id.org/rawabit#speaker", "جلسة البيانات"),
        ("حسين لوتاه", "عائشة بن بشر", "https://w3id.org/rawabit#speaker", "جلسة البيانات"),
    ]
    assert rows(graph, "shared-events", "otherName", name="خان") == [("سالم المري",)]


def test_units(graph: Graph) -> None:
    assert rows(graph, "units", "parentName", "unitName", "people", "sentences") == [
        ("بلدية دبي", "إدارة البيانات", "سالم المري (مدير)", "1")
    ]
    assert rows(graph, "units", "unitName", organization="جامعة") == []


@pytest.mark.parametrize(
    ("bindings", "expected"),
    [
        ({}, ["2017-03-10", "2018"]),
        ({"from": "2018-05-01"}, ["2018"]),
        ({"from": "2017-03-11", "until": "2017"}, ["2017-03-10"]),
        ({"from": "2017-03-12", "until": "2017"}, []),
        ({"until": "2017-03-10"}, ["2017-03-10"]),
        ({"until": "2017-03-09"}, []),
    ],
)
def test_timeline(graph: Graph, bindings: dict[str, str], expected: list[str]) -> None:
    assert [row[0] for row in rows(graph, "timeline", "start", **bindings)] == expected


def test_timeline_shows_ends_and_places(graph: Graph) -> None:
    assert rows(graph, "timeline", "start", "end", "event", "places") == [
        ("2017-03-10", "2017-03-11", "قمة المدن الذكية", "مركز دبي التجاري"),
        ("2018", None, "اجتماع", "المنامة"),
    ]


def test_several_posts(graph: Graph) -> None:
    assert rows(graph, "several-posts", "name", "count", "list") == [
        ("سالم المري", "2", "حاكم — دبي؛ مدير — إدارة البيانات")
    ]
    assert len(rows(graph, "several-posts", "name", posts="1")) == 3


def test_stated_by_several(graph: Graph) -> None:
    found = rows(graph, "stated-by-several", "from", "relation", "to", "documents", "sentences")
    assert found == [
        ("حسين لوتاه", "مدير عام", "بلدية دبي", "2", "2"),
        ("قمة المدن الذكية", "https://w3id.org/rawabit#opener", "حسين لوتاه", "2", "2"),
    ]
    assert rows(graph, "stated-by-several", "from", articles="3") == []


def copied() -> tuple[Graph, SimpleNamespace]:
    """A story, its near-copy, a story of another paper, and one without a date."""
    writer, n = Writer(), SimpleNamespace()
    first = writer.document("الأول", date="2024-05-02")
    copy = writer.document("الثاني", date="2024-05-03", copy_of=first)
    other = writer.document("الثالث", date="2024-05-01")
    undated = writer.document("الرابع")
    at = [writer.sentence(each, 0, "قال.") for each in (first, copy, other, undated)]
    n.khan = writer.thing("Person", "عمر خان", at=at[0])
    n.fair = writer.thing("Conference", "معرض الكتاب", at=at[0])
    n.panel = writer.thing("Session", "جلسة النشر", at=at[3])
    for sentence in at[:2]:
        n.speaker = writer.fact(n.fair, "speaker", n.khan, sentence)
    for sentence in at[:3]:
        n.opener = writer.fact(n.fair, "opener", n.khan, sentence)
    n.part = writer.fact(n.panel, "part_of", n.fair, at[3])
    return writer.write(), n


def test_near_copies_are_one_source() -> None:
    graph, n = copied()
    columns = ("digest", "sources", "documents")
    assert rows(graph, "stated-by-several", *columns) == [(n.opener, "2", "3")]
    assert len(rows(graph, "stated-by-several", "digest", articles="1")) == 3


def test_sources_of_facts() -> None:
    graph, n = copied()
    columns = ("digest", "sources", "documents", "first", "last")
    opener = (n.opener, "2", "3", "2024-05-01", "2024-05-03")
    speaker = (n.speaker, "1", "2", "2024-05-02", "2024-05-03")
    assert rows(graph, "sources", *columns, about="خان") == [opener, speaker]
    assert rows(graph, "sources", *columns, fact=n.part) == [(n.part, "1", "1", None, None)]
    assert rows(graph, "sources", *columns, fact=n.part, about="خان") == []
    assert rows(graph, "sources", "from", "to", fact=n.part) == [("جلسة النشر", "معرض الكتاب")]
    assert len(rows(graph, "sources", *columns)) == 3


def test_digests_lead_from_one_query_to_the_other() -> None:
    graph, n = news()
    digests = rows(graph, "stated-by-several", "digest")
    assert {digest for (digest,) in digests} == {n.role, n.opened}


@pytest.mark.parametrize("name", kg.query.names())
def test_every_named_query_explains_itself(name: str, graph: Graph) -> None:
    query = kg.query.find(name)
    arabic = (query.title_ar, query.description_ar, *(p.help_ar for p in query.parameters))
    assert all(re.search("[ء-ي]", text) for text in arabic)
    english = (query.title_en, query.description_en, *(p.help_en for p in query.parameters))
    assert not any(re.search("[ء-ي]", text) for text in english)
    result = kg.query.run(graph, name, required(name))
    assert result.rows, "a query that never finds anything tests nothing"
    hidden = {parameter.name for parameter in query.parameters}
    assert not hidden & set(result.variables)


@pytest.fixture(scope="module")
def dataset(graph: Graph) -> rdflib.Dataset:
    """The same graph in rdflib's memory, to be queried by rdflib's own engine."""
    with warnings.catch_warnings():
        # rdflib's parser uses what rdflib has deprecated.
        warnings.simplefilter("ignore", DeprecationWarning)
        data = graph.store.dump(format=ox.RdfFormat.N_QUADS)
        return rdflib.Dataset().parse(data=data, format="nquads")


@pytest.mark.parametrize("name", kg.query.names())
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_another_engine_agrees(name: str, graph: Graph, dataset: rdflib.Dataset) -> None:
    query = kg.query.find(name)
    words = {p.name: "لوتاه" for p in query.parameters if p.kind == "name"}
    for bindings in ({**required(name), **words}, required(name)):
        ours = kg.query.run(graph, name, bindings)
        bound = {name: from_ox(term) for name, term in terms(query, bindings).items()}
        theirs = [
            tuple(None if row[name] is None else str(row[name]) for name in ours.variables)
            for row in dataset.query(query.text, initBindings=bound)
        ]
        assert sorted(map(str, theirs)) == sorted(str(tuple(r.values())) for r in ours.records())


def test_the_folder_holds_queries_and_nothing_else() -> None:
    assert {file.stem for file in FOLDER.iterdir()} == set(kg.query.names())


@pytest.mark.parametrize("name", kg.query.names())
def test_an_injected_value_is_only_a_value(name: str, graph: Graph) -> None:
    attack = '") } } SELECT * { ?s ?p ?o . FILTER("" = "'
    for parameter in kg.query.find(name).parameters:
        if parameter.kind in ("date", "integer"):
            with pytest.raises(QueryError):
                kg.query.run(graph, name, {parameter.name: attack})
        else:
            assert kg.query.run(graph, name, {**required(name), parameter.name: attack}).rows == ()


def test_free_queries_take_bindings_too(graph: Graph) -> None:
    iri = f"<{BASE}person/حسين_لوتاه>"
    result = kg.query.run(graph, "SELECT ?x ?name { ?x skos:prefLabel ?name }", {"x": iri})
    assert result.variables == ("name",)
    assert result.records() == [{"name": "حسين لوتاه"}]
    counted = "SELECT ?n ?x { ?x rw:attendance|rw:edition ?any FILTER(?any = ?n) }"
    assert kg.query.run(graph, counted, {"n": "5"}).rows == ()


@pytest.mark.parametrize(
    ("query", "bindings", "message"),
    [
        ("rolls", {}, "found 'rolls'.*one of .*roles"),
        ("roles", {"who": "x"}, "query 'roles': unknown parameter 'who'; expected person, body"),
        ("shared-events", {}, "parameter 'name' is missing"),
        ("timeline", {"from": "2017-13"}, "found '2017-13'; expected a date"),
        ("several-posts", {"posts": "two"}, "found 'two'; expected a whole number"),
        ("SELECT ?x { ?x a ?t }", {"x": "<not an iri>"}, "expected an absolute IRI"),
        ("SELECT ?x { ?x a ?t }", {"t": "<urn:x>"}, r"\?t .*expected"),
        ("SELECT ?x {\n ?x ?p\n}", {}, "line 3"),
        ("SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }", {}, "SERVICE"),
        ("DELETE WHERE { ?s ?p ?o }", {}, "DELETE"),
        ("missing.rq", {}, "missing.rq: cannot be read"),
    ],
)
def test_errors_say_what_was_found_and_expected(
    graph: Graph, query: str, bindings: dict[str, str], message: str
) -> None:
    with pytest.raises(QueryError, match=re.compile(message, re.DOTALL)):
        kg.query.run(graph, query, bindings)


HEADER = "# title-ar: س\n# title-en: T\n# description-ar: و\n# description-en: D\n"


def test_own_query_files(graph: Graph, tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text(
        HEADER
        + "# parameter: x | iri | required | شيء | a thing\nSELECT ?x ?n { ?x skos:prefLabel ?n }",
        encoding="utf-8",
    )
    result = kg.query.run(graph, str(file), {"x": f"{BASE}city/دبي"})
    assert result.records() == [{"n": "دبي"}]


def test_a_file_without_header_is_a_query_too(graph: Graph, tmp_path: Path) -> None:
    file = tmp_path / "plain.rq"
    file.write_text("# What is called Dubai\nSELECT ?x { ?x skos:prefLabel 'دبي'@ar }", "utf-8")
    assert kg.query.run(graph, str(file)).records() == [{"x": f"{BASE}city/دبي"}]
    with pytest.raises(QueryError, match="no title-ar"):
        read_query(file)


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("# title-en: T\n", "no title-ar, description-ar, description-en"),
        (HEADER + "# parameter: x | iri | required | شيء\n", "line 5.*Arabic | English"),
        (HEADER + "# parameter: x | thing | required | ش | y\n", "kind 'thing'.*iri, text"),
        (HEADER + "# parameter: ?x | iri | required | ش | y\n", r"name '\?x'"),
        (HEADER + "# parameter: x | date | soon | ش | y\n", "found 'soon'; expected a date"),
        (HEADER + "# author: me\n", "key 'author'"),
    ],
)
def test_broken_headers(tmp_path: Path, header: str, message: str) -> None:
    file = tmp_path / "mine.rq"
    file.write_text(header + "SELECT ?x {}", encoding="utf-8")
    with pytest.raises(QueryError, match=message):
        read_query(file)


def test_kinds_are_documented() -> None:
    import kg.named_queries

    assert all(f"\n{kind} " in str(kg.named_queries.__doc__) for kind in KINDS)


def labelled(label: str) -> Graph:
    writer = Writer()
    at = writer.sentence(writer.document("نص"), 0, "نص")
    person = writer.thing("Person", label, at=at, iri="person/1")
    writer.role(person, "مدير", None, at)
    return writer.write()


@pytest.mark.parametrize(
    ("wanted", "label", "is_found"),
    [
        ("ايمان", "د. إِيمانُ بنت علي", True),
        ("علي", "إيمان بنت على", True),
        ("على", "الأعلى", False),
        ("مدرسه", "مـدرسةٌ ثانوية", True),
        ("قمة", "القمة", False),
        ("دبي الذكية", "مكتب «دبي - الذكية»", True),
        ("ibm", "شركة IBM", True),
        ("ستيڤ", "ستيڤ", True),
        ("", "أي شيء", True),
        (".*", "أي شيء", True),
        ("[ا-ي]", "أي شيء", False),
    ],
)
def test_names_are_found_in_any_spelling(wanted: str, label: str, is_found: bool) -> None:
    assert bool(rows(labelled(label), "roles", "name", person=wanted)) is is_found


@settings(max_examples=50)
@given(st.text(alphabet="ءآأإابةتىيهكلمن 12٣ـَّ.-+گAbÉß_\u200c½", max_size=12))
def test_a_name_finds_itself(name: str) -> None:
    assert rows(labelled(name), "roles", "name", person=name)


# Formats


SELECT = "SELECT ?s ?n { ?s skos:prefLabel ?n OPTIONAL { ?s rw:none ?o } } ORDER BY ?n"


@pytest.mark.parametrize(
    ("format", "reader"),
    [
        ("json", ox.QueryResultsFormat.JSON),
        ("tsv", ox.QueryResultsFormat.TSV),
        ("xml", ox.QueryResultsFormat.XML),
    ],
)
def test_results_are_read_back_by_another_reader(
    graph: Graph, format: str, reader: ox.QueryResultsFormat
) -> None:
    result = kg.query.run(graph, SELECT)
    back = ox.parse_query_results(result.text(format).encode(), format=reader)
    assert [v.value for v in back.variables] == list(result.variables)  # type: ignore[union-attr]
    assert [tuple(row) for row in back] == list(result.rows)  # type: ignore[union-attr]


def test_awkward_values_survive() -> None:
    store = ox.Store()
    text = 'سطر\nثان\tو"اقتباس"، وفاصلة\r'
    store.add(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal(text)))
    result = kg.query.run(Graph(store), "SELECT ?o ?none { ?s ?p ?o }")
    for format, reader in (
        ("json", ox.QueryResultsFormat.JSON),
        ("tsv", ox.QueryResultsFormat.TSV),
        ("xml", ox.QueryResultsFormat.XML),
    ):
        back = ox.parse_query_results(result.text(format).encode(), format=reader)
        assert next(iter(back))["o"].value == text  # type: ignore[index,union-attr,arg-type]
    import csv
    import io

    assert list(csv.reader(io.StringIO(result.text("csv"), newline=""))) == [
        ["o", "none"],
        [text, ""],
    ]
    assert len(result.text("table").splitlines()) == 3


def test_language_tags_keep_their_case(graph: Graph) -> None:
    store = ox.Store()
    name = ox.Literal("IBM", language="und-Latn")
    store.add(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), name))
    data = json.loads(kg.query.run(Graph(store), "SELECT ?o { ?s ?p ?o }").text("json"))
    assert data["results"]["bindings"][0]["o"]["xml:lang"] == "und-Latn"


def test_turtle_is_the_graph_sorted(graph: Graph) -> None:
    result = kg.query.run(graph, LABELS)
    back = ox.parse(result.text("turtle").encode(), format=ox.RdfFormat.TURTLE)
    assert {(q.subject, q.predicate, q.object) for q in back} == set(result.rows)
    assert list(result.rows) == sorted(result.rows, key=lambda row: tuple(map(str, row)))
    assert "skos:prefLabel" in result.text("table")


def test_ask(graph: Graph) -> None:
    yes = kg.query.run(graph, "ASK { ?s a schema:Person }")
    no = kg.query.run(graph, "ASK { ?s a schema:Dataset }")
    assert (yes.text(), no.text("csv")) == ("true\n", "false\n")
    assert json.loads(yes.text("json")) == {"head": {}, "boolean": True}


@pytest.mark.parametrize(
    ("query", "formats"),
    [
        ("ASK {}", {"table", "json", "xml", "csv", "tsv"}),
        ("SELECT ?s {}", {"table", "json", "xml", "csv", "tsv"}),
        ("DESCRIBE <urn:a>", {"table", "turtle"}),
    ],
)
def test_formats_of_each_kind(graph: Graph, query: str, formats: set[str]) -> None:
    for format in (*FORMATS, "pdf"):
        if format in formats:
            kg.query.run(graph, query).text(format)
        else:
            with pytest.raises(QueryError, match="expected"):
                kg.query.run(graph, query).text(format)


def test_columns_of_a_table_stand_below_each_other(graph: Graph) -> None:
    from rich.cells import cell_len

    text = kg.query.run(graph, 'SELECT ("مُحمَّد" AS ?a) ("b" AS ?b) { }').text()
    header, rule, row = text.splitlines()
    assert cell_len(header[: header.index("b")]) == cell_len(row[: row.index("b")])
    assert set(rule) == {"─", " "}


def test_cells_are_cut_to_a_width(graph: Graph) -> None:
    text = kg.query.run(graph, 'SELECT ("قمة المدن الذكية" AS ?a) { }').text(width=8)
    assert text.splitlines()[2].strip("\u200e") == "قمة الم…"
