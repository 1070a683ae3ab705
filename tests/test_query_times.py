"""Questions about time: who held a post when, careers, timelines, and what was inferred."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

import kg.query
from kg.errors import QueryError
from kg.graph.inference import infer
from kg.graph.rules import choose
from kg.graph.store import Graph
from tests.contract import Writer


class Press:
    """Articles with a day (or none) and one sentence each."""

    def __init__(self) -> None:
        self.writer = Writer()
        self._count = 0
        self._things: dict[str, ox.NamedNode] = {}

    def article(self, day: str | None, copy_of: ox.NamedNode | None = None) -> ox.NamedNode:
        self._count += 1
        document = self.writer.document(f"نص {self._count}", date=day, copy_of=copy_of)
        return self.writer.sentence(document, 0, f"جملة {self._count}")

    def thing(self, kind: str, name: str) -> ox.NamedNode:
        if name not in self._things:
            self._things[name] = self.writer.thing(kind, name)
        return self._things[name]

    def role(self, day: str | None, person: str, title: str, body: str, **more: str) -> None:
        holder, place = self.thing("Person", person), self.thing("Organization", body)
        self.writer.role(holder, title, place, self.article(day), **more)


@pytest.fixture(scope="module")
def graph() -> Graph:
    """The ministers of two years, as the press saw them."""
    press = Press()
    health, bank = "وزارة الصحة", "بنك النيل"
    press.role("2015-02-10", "سامي الخطيب", "وزير", health)
    press.role("2015-06-20", "سامي الخطيب", "وزير", health, standing="Current")
    press.role("2015-11-05", "سامي الخطيب", "وزير السابق", health, standing="Former")
    press.role("2015-10-01", "هدى العمري", "وزير", health, standing="Designate")
    press.role("2015-10-15", "هدى العمري", "وزير", health)
    press.role("2016-03-01", "هدى العمري", "وزير", health)
    press.role("2015-10-05", "نبيل فارس", "وزير", health, standing="Acting")
    press.role("2015-04-01", "عمر الحكيم", "وزير", health, standing="Former")
    press.role("2016-01-01", "ليلى حداد", "مدير", bank, since="2010", until="2012-06")
    press.role("2016-01-01", "كريم زيدان", "مدير", bank, since="2012-07")
    press.role("2014-01-01", "رامي سعد", "مدير", bank, until="2009")
    press.role(None, "بلا تاريخ", "مدير", bank)
    return press.writer.write()


def rows(
    graph: Graph, query: str, /, *columns: str, **bindings: str
) -> list[tuple[str | None, ...]]:
    found = kg.query.run(graph, query, bindings).records()
    return [tuple(record[column] for column in columns) for record in found]


SAMI, HUDA, NABIL, OMAR = "سامي الخطيب", "هدى العمري", "نبيل فارس", "عمر الحكيم"


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        # Between the first and the last article that sees him in the post.
        ("2015-04-04", [(SAMI, "seen")]),
        ("2015-02-10", [(SAMI, "seen"), (OMAR, "earlier")]),
        # A year and a month count as all their days; the one named by more articles comes first.
        ("2015", [(SAMI, "seen"), (HUDA, "seen"), (NABIL, "seen"), (OMAR, "earlier")]),
        ("2015-06", [(SAMI, "seen"), (HUDA, "near"), (NABIL, "near")]),
        # Six months before the first article, but not seven.
        ("2014-08-10", [(SAMI, "near"), (OMAR, "earlier")]),
        ("2014-08-09", [(OMAR, "earlier")]),
        # The nearer first. No longer once an article calls him a former minister.
        ("2015-11-05", [(HUDA, "seen"), (NABIL, "near"), (SAMI, "near")]),
        ("2015-11-06", [(HUDA, "seen"), (NABIL, "near")]),
        # Six months after the last article, but not seven.
        ("2016-09-01", [(HUDA, "near")]),
        ("2016-09-02", []),
    ],
)
def test_holders_by_what_was_seen(
    graph: Graph, on: str, expected: list[tuple[str | None, ...]]
) -> None:
    found = rows(graph, "holders", "name", "grounds", on=on, title="وزير", body="الصحة")
    assert found == expected


def test_near_copies_are_one_source() -> None:
    press = Press()
    person = press.thing("Person", SAMI)
    for copy_of in (None, press.writer.document("نص 1", date="2015-02-10")):
        at = press.article("2015-02-10", copy_of)
        press.writer.role(person, "وزير", press.thing("Organization", "وزارة"), at)
    graph = press.writer.write()
    assert rows(graph, "career", "sources", "documents", "sentences") == [("1", "2", "2")]
    assert rows(graph, "holders", "sources", on="2015") == [("1",)]


def test_the_tolerance_is_a_number_of_months(graph: Graph) -> None:
    def found(on: str, tolerance: str) -> list[str | None]:
        bindings = {"title": "وزير", "on": on, "tolerance": tolerance}
        near = rows(graph, "holders", "name", "grounds", **bindings)
        return [name for name, grounds in near if grounds != "earlier"]

    assert found("2015-02-09", "0") == []
    assert found("2015-02-10", "0") == [SAMI]
    assert found("2015-01-10", "1") == [SAMI]
    assert found("2015-01-09", "1") == []
    assert found("2014-02-10", "12") == [SAMI]
    assert found("2018-03-01", "24") == [HUDA]
    assert found("2018-03-02", "24") == []


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2009-12-31", [("رامي سعد", "period")]),
        # Only the end of the post is stated, so that its beginning has a tolerance.
        ("2008-08", [("رامي سعد", "near")]),
        ("2008-06", []),
        ("2010-01-01", [("ليلى حداد", "period")]),
        ("2012-06-30", [("ليلى حداد", "period")]),
        # A stated end has no tolerance, though the article is of 2016.
        ("2012-07", [("كريم زيدان", "period")]),
        ("2012", [("كريم زيدان", "period"), ("ليلى حداد", "period")]),
        ("2014", [("كريم زيدان", "period")]),
        ("2016-01-01", [("كريم زيدان", "period")]),
        ("2016-07-01", [("كريم زيدان", "near")]),
        ("2016-07-02", []),
    ],
)
def test_holders_by_what_is_stated(
    graph: Graph, on: str, expected: list[tuple[str | None, ...]]
) -> None:
    assert rows(graph, "holders", "name", "grounds", on=on, body="بنك") == expected


def test_holders_show_what_they_rest_on(graph: Graph) -> None:
    columns = ("first", "last", "before", "since", "until", "sources")
    assert rows(graph, "holders", *columns, on="2015-05", title="وزير", body="الصحة")[0] == (
        *("2015-02-10", "2015-06-20", "2015-11-05", None, None, "3"),
    )
    assert rows(graph, "holders", *columns, on="2011", body="بنك") == [
        (*("2016-01-01", "2016-01-01", None, "2010", "2012-06", "1"),)
    ]
    assert rows(graph, "holders", "name", on="2015-05", title="مدير", body="الصحة") == []
    with pytest.raises(QueryError, match="parameter 'on' is missing"):
        kg.query.run(graph, "holders")


def test_career(graph: Graph) -> None:
    columns = ("title", "where", "first", "last", "before", "standings", "documents")
    assert rows(graph, "career", *columns, person="الخطيب") == [
        ("وزير", "وزارة الصحة", "2015-02-10", "2015-06-20", "2015-11-05", "Current، Former", "3")
    ]
    # That she is to be minister is no sight of her in the post.
    assert rows(graph, "career", "first", "last", "documents", person="هدى") == [
        ("2015-10-15", "2016-03-01", "3")
    ]
    assert rows(graph, "career", "first", "last", "before", person="الحكيم") == [
        (None, None, "2015-04-01")
    ]
    assert rows(graph, "career", "since", "until", "first", person="ليلى") == [
        ("2010", "2012-06", "2016-01-01")
    ]
    assert rows(graph, "career", "first", "documents", person="بلا") == [(None, "1")]
    assert rows(graph, "career", "name", person="مدير") == []
    assert len(rows(graph, "career", "name")) == 8


@pytest.fixture(scope="module")
def events() -> Graph:
    """Three conferences with dates of unlike precision, and a session."""
    press = Press()
    at, state = press.article("2017-05-01"), press.writer.fact
    summit, panel = press.thing("Conference", "قمة المدن"), press.thing("Session", "جلسة البيانات")
    forum, fair = press.thing("Conference", "منتدى المال"), press.thing("Conference", "معرض الكتاب")
    hall, dubai = press.thing("Place", "قاعة الخليج"), press.thing("City", "دبي")
    state(summit, "date", "2017-03-10/2017-03-11", at)
    state(forum, "date", "2017-03", at)
    state(fair, "date", "2017", at)
    state(panel, "part_of", summit, at)
    state(panel, "speaker", press.thing("Person", HUDA), at)
    state(fair, "organizer", press.thing("Organization", "بنك النيل"), at)
    state(forum, "location", hall, at)
    state(hall, "location", dubai, at)
    press.writer.known_place(hall, dubai)
    return press.writer.write()


@pytest.mark.parametrize(
    ("bindings", "expected"),
    [
        ({}, ["معرض الكتاب", "منتدى المال", "قمة المدن"]),
        ({"name": "المدن"}, ["قمة المدن"]),
        # Who speaks in a session takes part in its conference.
        ({"name": "هدى"}, ["قمة المدن"]),
        ({"name": "النيل"}, ["معرض الكتاب"]),
        ({"name": "دبي"}, ["منتدى المال"]),
        ({"name": "دبي", "until": "2017-02"}, []),
        ({"name": "لا أحد"}, []),
        (
            {"from": "2017-03-11", "until": "2017-03-20"},
            ["معرض الكتاب", "منتدى المال", "قمة المدن"],
        ),
        ({"from": "2017-03-12"}, ["معرض الكتاب", "منتدى المال"]),
        ({"from": "2017-04"}, ["معرض الكتاب"]),
        ({"from": "2018"}, []),
    ],
)
def test_timeline(events: Graph, bindings: dict[str, str], expected: list[str]) -> None:
    assert [row[0] for row in rows(events, "timeline", "event", **bindings)] == expected


def test_what_was_inferred_and_by_which_rule() -> None:
    press = Press()
    at = press.article(None)
    summit, panel = press.thing("Conference", "قمة المدن"), press.thing("Session", "جلسة البيانات")
    press.writer.fact(panel, "part_of", summit, at)
    press.writer.fact(panel, "speaker", press.thing("Person", HUDA), at)
    unit, ministry = (
        press.thing("Organization", "إدارة الدواء"),
        press.thing("Organization", "وزارة الصحة"),
    )
    press.writer.fact(unit, "part_of", ministry, at)
    press.role(None, SAMI, "مدير", "إدارة الدواء")
    infer(press.writer.store, choose())
    graph = press.writer.write()
    columns = ("name", "from", "relation", "to")
    attendance = [
        ("attendance", "جلسة البيانات", "https://schema.org/attendee", HUDA),
        ("conference-attendance", "قمة المدن", "https://schema.org/attendee", HUDA),
    ]
    within = ("role-within", SAMI, "https://w3id.org/rawabit#within", "وزارة الصحة")
    assert rows(graph, "inferred", *columns) == [*attendance, within]
    assert rows(graph, "inferred", *columns, rule="role-within") == [within]
    assert rows(graph, "inferred", *columns, about="هدى") == attendance
    assert rows(graph, "inferred", *columns, about="الخطيب") == [within]
    assert rows(graph, "inferred", *columns, about="إدارة") == []
    # The sentences that state a fact are no graphs of rules.
    assert rows(graph, "units", "unitName", "sentences") == [("إدارة الدواء", "1")]


def test_a_unit_that_was_inferred_has_no_sentence() -> None:
    press = Press()
    at = press.article(None)
    team, unit, body = (press.thing("Organization", name) for name in ("فريق", "إدارة", "وزارة"))
    press.writer.fact(team, "part_of", unit, at)
    press.writer.fact(unit, "part_of", body, at)
    infer(press.writer.store, choose(["unit-of-unit"]))
    graph = press.writer.write()
    assert rows(graph, "units", "parentName", "unitName", "sentences") == [
        ("إدارة", "فريق", "1"),
        ("وزارة", "إدارة", "1"),
        ("وزارة", "فريق", "0"),
    ]
