"""Contradictions: what excludes each other is found, what may both be so is not."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pyoxigraph as ox
import pytest

import kg.conflicts
from kg.conflicts import KINDS, Conflict, find
from kg.conflicts.report import as_json, as_text
from kg.graph.store import Graph
from tests.contract import Writer


class Newsroom(Writer):
    """A writer of many small articles, each of one sentence."""

    def article(
        self,
        text: str = "جملة.",
        *,
        date: str | None = "2024-05-01",
        copy_of: ox.NamedNode | None = None,
    ) -> ox.NamedNode:
        """The sentence of a new article."""
        number = len(self.store)
        document = self.document(f"{number} {text}", date=date, copy_of=copy_of)
        return self.sentence(document, 0, text)

    def found(self, *kinds: str, within: int = 30) -> list[tuple[str, str, str]]:
        """(kind, better supported value, other value) of each contradiction."""
        conflicts = find(self.write(), kinds=kinds or KINDS, within=within)
        return [(each.kind, *(side.label for side in each.sides)) for each in conflicts]


@pytest.fixture
def news() -> Newsroom:
    return Newsroom()


@pytest.fixture
def n(news: Newsroom) -> SimpleNamespace:
    """Things that articles speak of."""
    at = news.article("كل الأسماء.")
    n = SimpleNamespace()
    n.saad = news.thing("Person", "سعد الكعبي", at=at)
    n.omar = news.thing("Person", "عمر الفهد", at=at)
    n.chamber = news.thing("Organization", "غرفة التجارة", at=at)
    n.faculty = news.thing("Organization", "كلية الهندسة", at=at)
    n.palm = news.thing("Organization", "جامعة النخيل", at=at)
    n.olive = news.thing("Organization", "جامعة الزيتون", at=at)
    n.fair = news.thing("Conference", "معرض الكتاب العربي", at=at)
    n.panel = news.thing("Session", "جلسة النشر", at=at)
    n.muscat = news.thing("City", "مسقط", at=at)
    n.sohar = news.thing("City", "صحار", at=at)
    n.oman = news.thing("Country", "عمان", at=at)
    n.qatar = news.thing("Country", "قطر", at=at)
    n.hall = news.thing("Place", "قاعة المدينة", at=at)
    news.known_place(n.muscat, n.oman)
    news.known_place(n.hall, n.muscat)
    return n


def test_two_holders_of_one_post(news: Newsroom, n: SimpleNamespace) -> None:
    news.role(n.saad, "الرئيس", n.chamber, news.article("قال الرئيس سعد."))
    news.role(n.omar, "رئيس", n.chamber, news.article("قال رئيس الغرفة عمر.", date="2024-05-20"))
    news.role(n.omar, "عضو", n.chamber, news.article())
    (conflict,) = find(news.write())
    assert conflict.kind == "post"
    assert conflict.thing == n.chamber.value
    assert conflict.label.endswith("— غرفة التجارة")
    assert {side.value for side in conflict.sides} == {n.saad.value, n.omar.value}
    said = {side.label: [each.text for each in side.statements] for side in conflict.sides}
    assert said == {"سعد الكعبي": ["قال الرئيس سعد."], "عمر الفهد": ["قال رئيس الغرفة عمر."]}


@pytest.mark.parametrize("title", ["عضو", "نائب رئيس", "وكيل", "وزير دولة", "سفير", "لاعب"])
def test_what_many_hold_is_no_contradiction(news: Newsroom, n: SimpleNamespace, title: str) -> None:
    for person in (n.saad, n.omar):
        news.role(person, title, n.chamber, news.article())
        news.role(person, title, n.oman, news.article())
    assert news.found() == []


@pytest.mark.parametrize("standing", ["Former", "Acting", "Designate"])
def test_who_does_not_hold_it_now(news: Newsroom, n: SimpleNamespace, standing: str) -> None:
    news.role(n.saad, "رئيس", n.chamber, news.article(), standing=standing)
    news.role(n.omar, "رئيس", n.chamber, news.article(), standing="Current")
    assert news.found() == []


def test_holders_after_one_another(news: Newsroom, n: SimpleNamespace) -> None:
    news.role(n.saad, "رئيس", n.chamber, news.article(date="2023-01-01"))
    news.role(n.omar, "رئيس", n.chamber, news.article(date="2024-05-01"))
    assert news.found() == []
    assert len(news.found(within=1000)) == 1


def test_an_article_without_a_date_may_be_of_any_day(news: Newsroom, n: SimpleNamespace) -> None:
    news.role(n.saad, "رئيس", n.chamber, news.article(date="2023-01-01"))
    news.role(n.omar, "رئيس", n.chamber, news.article(date=None))
    assert len(news.found()) == 1


@pytest.mark.parametrize(
    ("until", "since", "count"),
    [("2020", "2020", 0), ("2020-03", "2021", 0), ("2022-05-01", "2021", 1), (None, "2021", 1)],
)
def test_stated_periods(
    news: Newsroom, n: SimpleNamespace, until: str | None, since: str, count: int
) -> None:
    news.role(n.saad, "رئيس", n.chamber, news.article(), until=until)
    news.role(n.omar, "رئيس", n.chamber, news.article(), since=since)
    assert len(news.found()) == count


def test_a_sentence_of_an_earlier_year(news: Newsroom, n: SimpleNamespace) -> None:
    news.role(n.saad, "رئيس", n.chamber, news.article("وفي عام ١٩٧٧ زار رئيس الغرفة سعد البلاد."))
    news.role(n.omar, "رئيس", n.chamber, news.article("قال رئيس الغرفة عمر."))
    assert news.found() == []
    news.role(n.saad, "رئيس", n.chamber, news.article("قال رئيس الغرفة سعد عن عام 1977 وعام 2024."))
    assert len(news.found()) == 1


def test_a_country_in_the_title(news: Newsroom, n: SimpleNamespace) -> None:
    news.role(n.saad, "وزير الخارجية القطري", None, news.article())
    news.role(n.omar, "وزير الخارجية العماني", None, news.article())
    assert news.found() == []
    news.role(n.omar, "وزير خارجية القطري", None, news.article())
    assert news.found() == [("post", "سعد الكعبي", "عمر الفهد")]
    news.role(n.omar, "وزير الخارجية", None, news.article())
    assert len(news.found()) == 1, "of some country"


def test_two_cities_of_an_event(news: Newsroom, n: SimpleNamespace) -> None:
    news.fact(n.panel, "location", n.hall, news.article())
    news.fact(n.panel, "location", n.muscat, news.article())
    news.fact(n.panel, "location", n.oman, news.article())
    assert news.found() == [], "the hall is in the city, which is in the country"
    news.fact(n.panel, "location", n.sohar, news.article())
    assert {pair[1:] for pair in news.found()} == {("صحار", "قاعة المدينة"), ("صحار", "مسقط")}
    news.fact(n.panel, "location", n.qatar, news.article())
    assert ("place", "عمان", "قطر") in news.found("place")


def test_a_conference_goes_elsewhere_next_year(news: Newsroom, n: SimpleNamespace) -> None:
    news.fact(n.fair, "location", n.muscat, news.article(date="2022-05-01"))
    news.fact(n.fair, "location", n.sohar, news.article(date="2023-05-01"))
    assert news.found() == []
    news.fact(n.fair, "edition", 3, news.article())
    assert len(news.found("place")) == 1


def test_one_conference_that_was_taken_for_two(news: Newsroom, n: SimpleNamespace) -> None:
    at = news.article("ويقام معرض الكتاب العربي في صحار.")
    other = news.thing("Conference", "معرض الكتاب العربي", at=at, iri="conference/other")
    meeting = news.thing("Meeting", "لقاء رؤساء الغرف", at=at, iri="meeting/a")
    another = news.thing("Meeting", "لقاء رؤساء الغرف", at=at, iri="meeting/b")
    news.fact(n.fair, "location", n.muscat, news.article())
    news.fact(other, "location", n.sohar, at)
    news.fact(meeting, "location", n.muscat, at)
    news.fact(another, "location", n.sohar, at)
    assert news.found() == [("place", "صحار", "مسقط")]
    news.fact(other, "edition", 4, at)
    assert news.found() == [], "of another edition"


def test_two_dates_of_an_event(news: Newsroom, n: SimpleNamespace) -> None:
    news.fact(n.panel, "date", "2024-03-10", news.article())
    news.fact(n.panel, "date", "2024-03-11", news.article())
    assert news.found() == [("date", "2024-03-10", "2024-03-11")]


def test_dates_that_go_together(news: Newsroom, n: SimpleNamespace) -> None:
    news.fact(n.panel, "date", "2024-03", news.article())
    news.fact(n.panel, "date", "2024-03-10", news.article())
    news.fact(n.fair, "date", "2024-04-10/2024-04-14", news.article())
    news.fact(n.fair, "date", "2024-04-12", news.article())
    assert news.found() == []
    news.fact(n.fair, "date", "2024-04-20", news.article())
    assert ("date", "2024-04-10", "2024-04-20") in news.found()


def test_two_editions_two_countries_two_bodies(news: Newsroom, n: SimpleNamespace) -> None:
    news.fact(n.fair, "edition", 3, news.article())
    assert news.found() == []
    news.fact(n.fair, "edition", 4, news.article())
    news.known_place(n.muscat, n.qatar)
    for parent in (n.palm, n.olive):
        news.fact(n.faculty, "part_of", parent, news.article(), pattern="part_of.belongs_to")
    found = news.found()
    assert sorted(found) == [
        ("country", "عمان", "قطر"),
        ("edition", "3", "4"),
        ("parent", "جامعة الزيتون", "جامعة النخيل"),
    ]
    assert news.found("edition") == [("edition", "3", "4")]


def test_a_unit_of_a_unit_and_looser_words(news: Newsroom, n: SimpleNamespace) -> None:
    belongs = "part_of.belongs_to"
    news.fact(n.faculty, "part_of", n.palm, news.article(), pattern=belongs)
    news.fact(n.faculty, "part_of", n.chamber, news.article(), pattern="part_of.unit_at")
    assert news.found() == []
    news.fact(n.faculty, "part_of", n.olive, news.article(), pattern=belongs)
    assert len(news.found()) == 1
    news.fact(n.olive, "part_of", n.palm, news.article())
    assert news.found() == []


def test_near_copies_support_once_and_the_best_supported_comes_first(
    news: Newsroom, n: SimpleNamespace
) -> None:
    story = news.article()
    document = ox.NamedNode(story.value.partition("#")[0])
    for at in (story, *(news.article(copy_of=document) for _ in range(3))):
        news.role(n.saad, "رئيس", n.chamber, at)
    for _ in range(2):
        news.role(n.omar, "رئيس", n.chamber, news.article())
        news.fact(n.panel, "date", "2024-03-10", news.article())
        news.fact(n.panel, "date", "2024-03-12", news.article())
    dates, post = find(news.write())
    assert (dates.kind, [side.sources for side in dates.sides]) == ("date", [2, 2])
    assert (post.kind, [side.sources for side in post.sides]) == ("post", [2, 1])
    assert [side.label for side in post.sides] == ["عمر الفهد", "سعد الكعبي"]
    assert len(post.sides[1].statements) == 4


def reported(news: Newsroom, n: SimpleNamespace) -> tuple[Conflict, ...]:
    news.role(n.saad, "رئيس", n.chamber, news.article("قال رئيس\nالغرفة سعد.", date=None))
    news.role(n.omar, "رئيس", n.chamber, news.article("قال رئيس الغرفة عمر."))
    news.known_place(n.muscat, n.qatar)
    return find(news.write())


def test_the_text_shows_both_sentences(news: Newsroom, n: SimpleNamespace) -> None:
    text = as_text(reported(news, n))
    paragraphs = text.split("\n\n")
    assert len(paragraphs) == 2
    (post,) = [each for each in paragraphs if each.startswith("post: ")]
    assert "] قال رئيس الغرفة سعد." in post
    assert "] قال رئيس الغرفة عمر." in post
    assert "1 source; 2024-05-01; fact " in post
    assert as_text(()) == "No contradictions.\n"


def test_the_json_holds_everything(news: Newsroom, n: SimpleNamespace) -> None:
    rows = json.loads(as_json(reported(news, n)))
    assert {row["kind"] for row in rows} == {"post", "country"}
    for row in rows:
        assert len(row["sides"]) == 2
        for side in row["sides"]:
            assert side["fact"]
            assert (len(side["statements"]) == 1) == (row["kind"] == "post")
    assert json.loads(as_json(())) == []


def test_the_order_of_the_store_makes_no_difference(news: Newsroom, n: SimpleNamespace) -> None:
    conflicts = reported(news, n)
    turned = ox.Store()
    turned.extend(reversed(list(news.store)))
    assert find(Graph(turned)) == conflicts


def test_the_command_names_all_kinds() -> None:
    from kg.commands import conflicts

    assert conflicts.KINDS == kg.conflicts.KINDS
    (option,) = [each for each in conflicts.conflicts.params if each.name == "within"]
    assert option.default == kg.conflicts.WITHIN
