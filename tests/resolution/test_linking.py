"""Linking: which place a name means in a document."""

from __future__ import annotations

import pytest

from kg.model import EntityType, Relation
from kg.resolution.linking import city_in_name, link
from tests.resolution.draft import CITY, COUNTRY, ORGANIZATION, PLACE, Draft, gazetteer, one


def linked(draft: Draft, cluster: int = 0) -> str | None:
    """The English name and country that a cluster was linked to."""
    record = link(draft.extraction(), gazetteer()).places.get(cluster)
    return None if record is None else f"{record.english} {record.country}"


def test_a_name_of_one_place() -> None:
    assert linked(one("a", CITY, "نيويورك")) == "New York City US"
    assert linked(one("a", CITY, "مدينة نيويورك")) == "New York City US"
    assert linked(one("a", COUNTRY, "المملكة العربية السعودية")) == "Saudi Arabia SA"


def test_the_type_decides_between_a_city_and_a_country() -> None:
    assert linked(one("a", CITY, "الكويت")) == "Kuwait City KW"
    assert linked(one("a", COUNTRY, "الكويت")) == "Kuwait KW"


@pytest.mark.parametrize(
    ("country", "expected"),
    [("لبنان", "Tripoli LB"), ("ليبيا", "Tripoli LY"), ("الصين", "Tripoli LY")],
)
def test_countries_of_the_document_decide(country: str, expected: str) -> None:
    draft = one("a", CITY, "طرابلس")
    draft.add(COUNTRY, country)
    assert linked(draft) == expected


def test_another_city_tells_the_country() -> None:
    draft = one("a", CITY, "طرابلس")
    draft.add(CITY, "بيروت")
    assert linked(draft) == "Tripoli LB"


def test_the_most_populous_where_nothing_else_is_known() -> None:
    assert linked(one("a", CITY, "لندن")) == "London GB"
    assert linked(one("a", CITY, "باريس")) == "Paris FR"


def test_a_mentioned_country_does_not_beat_a_far_larger_city() -> None:
    draft = one("a", CITY, "لندن")
    draft.add(COUNTRY, "كندا")
    assert linked(draft) == "London GB"


def test_what_the_text_says_beats_population() -> None:
    draft = one("a", CITY, "لندن")
    canada = draft.add(COUNTRY, "كندا")
    draft.state(Relation.LOCATION, 0, canada)
    assert linked(draft) == "London CA"


def test_an_undecided_name_stays_open() -> None:
    both = [record.country for record in gazetteer().lookup("سان خوسيه")]
    assert {"CR", "US"} <= set(both)
    assert linked(one("a", CITY, "سان خوسيه")) is None
    draft = one("b", CITY, "سان خوسيه")
    draft.add(COUNTRY, "كوستاريكا")
    assert linked(draft) == "San Jose CR"


def test_a_second_name_decides() -> None:
    draft = Draft("a")
    draft.add(CITY, "الدار البيضاء", "كازابلانكا")
    assert linked(draft) == "Casablanca MA"


def test_unknown_places_are_not_linked() -> None:
    assert linked(one("a", CITY, "مدينة الخيال")) is None
    assert linked(one("a", PLACE, "فندق الواحة")) is None
    # A governorate is not the town of its name.
    assert linked(one("a", PLACE, "الطائف")) is None


def test_places_without_an_id_are_known() -> None:
    record = link(one("a", PLACE, "منطقة عسير").extraction(), gazetteer()).places[0]
    assert (record.geonames, record.country) == (0, "SA")


def test_home_is_the_country_that_clearly_prevails() -> None:
    draft = Draft("a")
    draft.add(CITY, "الرياض", references=("المدينة",))
    draft.add(COUNTRY, "مصر")
    assert link(draft.extraction(), gazetteer()).home == "SA"
    draft.add(CITY, "القاهرة")
    assert link(draft.extraction(), gazetteer()).home == ""


def test_home_by_the_nationality_of_bodies() -> None:
    draft = one("a", ORGANIZATION, "الجمعية المصرية لبيوت الشباب")
    assert link(draft.extraction(), gazetteer()).home == "EG"


def test_the_main_city_is_the_one_mentioned_most() -> None:
    draft = Draft("a")
    draft.add(CITY, "جدة")
    draft.add(CITY, "أبها", references=("المدينة",))
    assert link(draft.extraction(), gazetteer()).city == 1
    draft.add(CITY, "الرياض", references=("العاصمة",))
    assert link(draft.extraction(), gazetteer()).city is None


@pytest.mark.parametrize(
    ("name", "city"),
    [
        ("بلدية دبي", "Dubai"),
        ("الغرفة التجارية بحفر الباطن", "Hafar Al-Batin"),
        ("وزارة الداخلية", None),
        ("دبي الذكية", None),
    ],
)
def test_cities_in_names(name: str, city: str | None) -> None:
    record = city_in_name(name, gazetteer())
    assert (record and record.english) == city
    assert record is None or record.type is EntityType.CITY
