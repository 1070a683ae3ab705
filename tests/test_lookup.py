"""Lookup: names in every spelling, parts of names, IRIs; what is not meant is not found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kg
from kg.arabic import name_key
from kg.errors import FindError
from kg.graph.store import Graph
from kg.lookup import Index, Likeness, find, find_one
from kg.model import EntityType
from tests.contract import BASE, Writer

NAMES = {
    "Person": [
        ("إيمان بنت عبد الله آل خليفة", "إيمان آل خليفة"),
        ("أبو بكر العلي",),
        ("سالم المري", "المري"),
        ("سالم الكتبي",),
    ],
    "Organization": [
        ("هيئة الطرق والمواصلات", "الهيئة"),
        ("IBM", "آي بي إم"),
        ("جامعة الملك فيصل",),
        ("مرسى ٢٠٢٠ (القابضة)",),
    ],
    "City": [("أبو ظبي", "Abu Dhabi"), ("المنامة",)],
    "Conference": [("قمّة المدن الذكيّة",)],
}


@pytest.fixture(scope="module")
def graph() -> Graph:
    writer = Writer()
    at = writer.sentence(writer.document("نص"), 0, "نص")
    things = {
        names[0]: writer.thing(kind, *names, at=at)
        for kind, rows in NAMES.items()
        for names in rows
    }
    summit = things["قمّة المدن الذكيّة"]
    writer.fact(summit, "speaker", things["سالم الكتبي"], at)
    writer.fact(summit, "location", things["المنامة"], at)
    writer.role(things["سالم المري"], "مدير", things["هيئة الطرق والمواصلات"], at)
    writer.role(things["سالم المري"], "رئيس", None, at)
    return writer.write()


@pytest.fixture(scope="module")
def seeds_graph(seeds: Path) -> Iterator[Graph]:
    with kg.build([seeds], settings=kg.Settings(recognizer="none")) as graph:
        yield graph


def labels(graph: Graph, text: str) -> list[str]:
    return [match.label for match in find(graph, text)]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("ايمان بنت عبدالله ال خليفه", "إيمان بنت عبد الله آل خليفة"),
        ("إِيمَانُ آل خليفة", "إيمان بنت عبد الله آل خليفة"),
        ("الشيخة إيمان عبد الله الخليفة", "إيمان بنت عبد الله آل خليفة"),
        ("سمو الشيخة الدكتورة إيمان آل خليفة", "إيمان بنت عبد الله آل خليفة"),
        ("ابي بكر العلى", "أبو بكر العلي"),
        ("ســـالم المري", "سالم المري"),
        ("معالي سالم مري", "سالم المري"),
        ("هيئه الطرق و المواصلات", "هيئة الطرق والمواصلات"),
        ("الهيئة", "هيئة الطرق والمواصلات"),
        ("ibm", "IBM"),
        ("اي بي ام", "IBM"),
        ("أبوظبي", "أبو ظبي"),
        ("ABU DHABI", "أبو ظبي"),
        ("منامة", "المنامة"),
        ("قمة المدن الذكية", "قمّة المدن الذكيّة"),
        ("«مرسى 2020» القابضة", "مرسى ٢٠٢٠ (القابضة)"),
    ],
)
def test_a_name_in_any_spelling(graph: Graph, text: str, label: str) -> None:
    match = find_one(graph, text)
    assert match.label == label
    assert match.likeness in (Likeness.SPELLING, Likeness.NAME)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("الذكية المدن", ["قمّة المدن الذكيّة"]),
        ("الطرق", ["هيئة الطرق والمواصلات"]),
        ("المواصلات", ["هيئة الطرق والمواصلات"]),
        ("فيصل", ["جامعة الملك فيصل"]),
        ("أبو", ["أبو ظبي", "أبو بكر العلي"]),
        ("سا", ["سالم المري", "سالم الكتبي"]),
        ("abu dh", ["أبو ظبي"]),
    ],
)
def test_a_part_of_a_name(graph: Graph, text: str, found: list[str]) -> None:
    assert labels(graph, text) == found
    assert {match.likeness for match in find(graph, text)} == {Likeness.PART}


@pytest.mark.parametrize("text", ["لطيفة", "يمان", "سالم سعيد", "سالم المري العلي", "", "«»", "َُِ"])
def test_what_nothing_is_named(graph: Graph, text: str) -> None:
    assert find(graph, text) == ()
    with pytest.raises(FindError, match="found nothing that is named"):
        find_one(graph, text)


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("سالم المرري", "سالم المري"),
        ("هيئة الطريق", "هيئة الطرق والمواصلات"),
        ("Abu Dabhy", "أبو ظبي"),
    ],
)
def test_an_unknown_name_is_told_with_those_most_like_it(
    graph: Graph, text: str, near: str
) -> None:
    with pytest.raises(FindError, match=f"names most like it:\n.*«{near}»") as caught:
        find_one(graph, text)
    assert len(str(caught.value).splitlines()) <= 6


def test_no_title_is_a_thing(graph: Graph) -> None:
    assert labels(graph, "مدير") == []


@pytest.mark.parametrize(
    "text",
    [
        f"{BASE}person/سالم_المري",
        f"<{BASE}person/سالم_المري>",
        f"\u200e{BASE}person/سالم_المري ",
        f"{BASE}person/%D8%B3%D8%A7%D9%84%D9%85_%D8%A7%D9%84%D9%85%D8%B1%D9%8A",
    ],
)
def test_an_iri(graph: Graph, text: str) -> None:
    (match,) = find(graph, text)
    assert (match.label, match.type, match.likeness) == ("سالم المري", "Person", Likeness.IRI)
    assert (match.facts, match.mentions) == (2, 1)


@pytest.mark.parametrize(
    "text", [f"{BASE}person/غائب", f"{BASE}role/مدير", "person/سالم_المري", "http://[", "<>", "id:"]
)
def test_no_iri_of_a_thing(graph: Graph, text: str) -> None:
    assert find(graph, text) == ()


@pytest.mark.parametrize("prefix", ["id:", "", "https://w3id.org/rawabit/id/", "\u200eid:"])
def test_an_iri_as_results_print_it(seeds_graph: Graph, prefix: str) -> None:
    match = find_one(seeds_graph, f"{prefix}person/عائشة_بنت_بطي_بن_بشر")
    assert match.label == "عائشة بنت بطي بن بشر"


def test_an_iri_that_things_had_before() -> None:
    writer = Writer()
    writer.thing("Person", "سالم المري", iri="person/سالم_المري-1")
    writer.thing("Person", "سالم المري", iri="person/سالم_المري-2")
    graph = writer.write()
    redirects = (
        ("سالم", "سالم_المري"),
        ("سالم_المري", "سالم_المري-1"),
        ("سالم_المري", "سالم_المري-2"),
    )
    for old, new in redirects:
        graph.store.add(
            ox.Quad(
                ox.NamedNode(f"{BASE}person/{old}"),
                ox.NamedNode("http://purl.org/dc/terms/isReplacedBy"),
                ox.NamedNode(f"{BASE}person/{new}"),
                ox.NamedNode("https://w3id.org/rawabit#redirects"),
            )
        )
    for former in ("سالم", "سالم_المري"):
        found = find(graph, f"{BASE}person/{former}")
        assert [match.iri for match in found] == [f"{BASE}person/سالم_المري-{n}" for n in (1, 2)]
        assert Index.of(graph).find(f"{BASE}person/{former}") == found
    assert find(graph, f"{BASE}person/المري") == ()
    assert find_one(graph, f"{BASE}person/سالم_المري-1").likeness is Likeness.IRI


def test_exact_names_come_before_parts_and_much_before_little(graph: Graph) -> None:
    assert labels(graph, "سالم") == ["سالم المري", "سالم الكتبي"]  # two facts, one fact
    assert labels(graph, "المري") == ["سالم المري"]
    assert [match.matched for match in find(graph, "المري")] == ["المري"]


def test_the_type_decides(graph: Graph) -> None:
    assert find_one(graph, "أبو", type=EntityType.CITY).label == "أبو ظبي"
    assert find(graph, "سالم المري", type=EntityType.CITY) == ()
    assert find(graph, f"{BASE}city/المنامة", type=EntityType.PERSON) == ()


def test_a_preferred_name_means_its_thing_and_not_what_is_called_so_too() -> None:
    writer = Writer()
    son = writer.thing("Person", "سالم الحربي", "الحربي")
    writer.thing("Person", "رزق سالم الحربي", "سالم الحربي", "الحربي")
    graph = writer.write()
    assert find_one(graph, "سالم الحربي").iri == son.value
    assert len(find(graph, "سالم الحربي")) == 2
    with pytest.raises(FindError, match="2 things"):
        find_one(graph, "الحربي")


def test_candidates_are_listed(graph: Graph) -> None:
    with pytest.raises(FindError) as error:
        find_one(graph, "سالم")
    assert str(error.value).splitlines() == [
        "'سالم' may be 2 things; expected one of these IRIs:",
        f"  <{BASE}person/سالم_المري>  Person  «سالم المري»  2 facts, 1 sentence",
        f"  <{BASE}person/سالم_الكتبي>  Person  «سالم الكتبي»  1 fact, 1 sentence",
    ]


def test_of_many_candidates_some_are_listed() -> None:
    writer = Writer()
    for number in range(12):
        writer.thing("Person", f"سالم بن سعيد {number}")
    with pytest.raises(FindError, match=r"12 things(?s:.*)… and 2 more"):
        find_one(writer.write(), "سالم")


def test_facts_of_a_thing_are_counted_once() -> None:
    writer = Writer()
    document = writer.document("نص")
    first, second = (writer.sentence(document, start, "نص") for start in (0, 9))
    body = writer.thing("Organization", "هيئة الطرق", at=first)
    person = writer.thing("Person", "سالم المري", at=first)
    for at in (first, second):
        writer.role(person, "مدير", body, at)
    match = find_one(writer.write(), "هيئة الطرق")
    assert (match.facts, match.mentions) == (1, 1)


TEXTS = st.one_of(
    st.sampled_from(
        [name for rows in NAMES.values() for names in rows for name in names]
        + ["سالم", "أبو", "الذكية", "ابوظبي", "ا", "م", f"{BASE}city/المنامة"]
    ),
    st.text(alphabet="ابوسلمريكتنةعظ ـَI2+", max_size=8),
)


@settings(max_examples=200, deadline=None)
@given(text=TEXTS, type=st.sampled_from([None, *EntityType]))
def test_an_index_finds_the_same(graph: Graph, text: str, type: EntityType | None) -> None:
    found = find(graph, text, type=type)
    assert Index.of(graph).find(text, type=type) == found
    assert Index.of(graph).find(text, type=type, limit=1) == found[:1]


def test_an_index_of_real_articles_finds_the_same(seeds_graph: Graph) -> None:
    index = Index.of(seeds_graph)
    names = {row["n"].value for row in seeds_graph.query("SELECT ?n { ?t skos:prefLabel ?n }")}  # type: ignore[union-attr,index]
    assert len(names) > 50
    for name in sorted(names):
        for text in (name, name[:3], name.split()[-1]):
            assert index.find(text) == find(seeds_graph, text)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="ءآأإابةتىيهكلمن 12٣ـَّ.-+گAbÉß_\u200c½", min_size=1, max_size=12))
def test_a_name_finds_itself(name: str) -> None:
    writer = Writer()
    writer.thing("Person", name, iri="person/1")
    found = find(writer.write(), name)
    if name_key(name):
        assert [match.likeness for match in found] == [Likeness.SPELLING]


@pytest.mark.parametrize(
    ("text", "label", "likeness"),
    [
        ("Younis Al Nasser", "يونس آل ناصر", Likeness.SPELLING),
        ("Yunis Al Nasser", "يونس آل ناصر", Likeness.SOUND),
        ("Yunus Al-Nasir", "يونس آل ناصر", Likeness.SOUND),
        ("Ayesha bint Bishr", "عائشة بنت بطي بن بشر", Likeness.SOUND),
        ("Aysha bin Bishr", "عائشة بنت بطي بن بشر", Likeness.SOUND),
        ("Baladiat Dubay", "بلدية دبي", Likeness.SOUND),
    ],
)
def test_romanized_names_are_found_by_their_sound(
    seeds_graph: Graph, text: str, label: str, likeness: Likeness
) -> None:
    match, *others = [m for m in find(seeds_graph, text) if m.likeness <= Likeness.SOUND]
    assert (match.label, match.likeness, others) == (label, likeness, [])
    index = Index.of(seeds_graph)
    assert index.find(text) == find(seeds_graph, text)


@pytest.mark.parametrize("text", ["Hassan Al Nasser", "Yunis", "Zzyzx", "bin", "دي"])
def test_index_and_scan_find_the_same_by_sound(seeds_graph: Graph, text: str) -> None:
    found = find(seeds_graph, text)
    assert Index.of(seeds_graph).find(text) == found
    assert all(match.likeness > Likeness.SOUND for match in found)
