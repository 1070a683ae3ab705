"""Resolution: which clusters of several documents become one thing, and which do not."""

from __future__ import annotations

import datetime
import time

import pytest

from kg.model import EntityType, Relation, Resolution
from kg.resolution import resolve
from tests.resolution.draft import (
    CITY,
    CONFERENCE,
    COUNTRY,
    INITIATIVE,
    MEETING,
    ORGANIZATION,
    PERSON,
    PLACE,
    SESSION,
    Draft,
    entity_of,
    gazetteer,
    one,
    parts,
)


def resolved(*drafts: Draft) -> Resolution:
    return resolve([draft.extraction() for draft in drafts], gazetteer())


def are_one(*drafts: Draft) -> bool:
    """Whether the first clusters of all documents became one entity."""
    found = resolved(*drafts)
    return len({entity_of(found, draft) for draft in drafts}) == 1


def holder(name: str, person: str, title: str, *body: tuple[EntityType, str]) -> Draft:
    """A document in which a person has a role."""
    draft = one(name, PERSON, person)
    target = draft.add(*body[0]) if body else None
    draft.state(Relation.ROLE, 0, target, title=title)
    return draft


# People


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("أحمد عبد الله الحربي", "احمد عبدالله الحربى"),
        ("عائشة بنت بطي بن بشر", "عائشة بن بشر"),
        ("وسام العباس لوتاه", "وسام لوتاه"),
        ("محمد بن سلمان بن عبدالعزيز آل سعود", "محمد بن سلمان"),
        ("يونس آل ناصر", "يونس ال ناصر"),
    ],
)
def test_one_person(a: str, b: str) -> None:
    assert are_one(one("a", PERSON, a), one("b", PERSON, b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("عائشة بنت بطي بن بشر", "عائشة بنت محمد"),
        ("سلمان بن عبدالعزيز", "محمد بن سلمان بن عبدالعزيز"),
        ("خالد الحربي", "فهد الحربي"),
        ("لوتاه", "وسام لوتاه"),
        ("لوتاه", "لوتاه"),
        ("يونس", "يونس آل ناصر"),
    ],
)
def test_two_people(a: str, b: str) -> None:
    assert not are_one(one("a", PERSON, a), one("b", PERSON, b))


def test_a_short_name_that_fits_two_people_joins_neither() -> None:
    drafts = [
        one("a", PERSON, "محمد سعود الحربي"),
        one("b", PERSON, "محمد ناصر الحربي"),
        one("c", PERSON, "محمد الحربي"),
    ]
    assert len(parts(resolved(*drafts))) == 3


def test_a_short_name_joins_the_one_who_is_far_better_known() -> None:
    known = [one(f"a{number}", PERSON, "محمد سعود الفايز") for number in range(5)]
    other, short = one("b", PERSON, "محمد ناصر الفايز"), one("c", PERSON, "محمد الفايز")
    found = resolved(*known, other, short)
    assert entity_of(found, short) == entity_of(found, known[0])
    found = resolved(*known[:4], other, short)
    assert len(entity_of(found, short).members) == 1


def test_a_father_taken_for_his_son_in_one_document_stays_himself_in_others() -> None:
    wrong = one("a", PERSON, "محمد بن سلمان بن عبدالعزيز", "سلمان بن عبدالعزيز")
    assert not are_one(wrong, one("b", PERSON, "سلمان بن عبدالعزيز"))


def test_a_byname_is_known_by_a_cluster_with_both_names() -> None:
    both = one("a", PERSON, "إبراهيم عواد البدري", "أبو بكر البغدادي")
    assert are_one(both, one("b", PERSON, "ابوبكر البغدادي"))
    assert not are_one(one("a", PERSON, "إبراهيم عواد"), one("b", PERSON, "أبو بكر البغدادي"))


def test_rare_long_names_do_not_make_a_well_known_name_ambiguous() -> None:
    known = [one(f"a{number}", ORGANIZATION, "هيئة المياه") for number in range(10)]
    full = [
        one(f"b{number}", ORGANIZATION, "هيئة المياه الوطنية", "هيئة المياه") for number in "xyz"
    ]
    wrong = one("c", ORGANIZATION, "هيئة المياه أمس", "هيئة المياه")
    found = resolved(*known, *full, wrong)
    assert entity_of(found, known[0]) == entity_of(found, full[0])
    assert entity_of(found, wrong).members == (wrong.member(0),)


def test_a_rare_long_name_joins_the_well_known_one_beside_it() -> None:
    known = [one(f"a{number}", ORGANIZATION, "هيئة المياه") for number in range(10)]
    both = [one(f"b{n}", ORGANIZATION, f"هيئة المياه {n}", "هيئة المياه") for n in ("أمس", "التي")]
    found = resolved(*known, *both, one("c", ORGANIZATION, "هيئة المياه التي"))
    assert len(entity_of(found, known[0]).members) == 13
    assert entity_of(found, both[1]) == entity_of(found, known[0])


def test_a_short_name_that_fits_two_people_follows_body_and_title() -> None:
    drafts = [
        holder("a", "محمد سعود الحربي", "مدير عام", (ORGANIZATION, "هيئة المياه")),
        holder("b", "محمد ناصر الحربي", "رئيس", (ORGANIZATION, "جامعة الواحة")),
        holder("c", "محمد الحربي", "رئيس", (ORGANIZATION, "جامعة الواحة")),
    ]
    found = resolved(*drafts)
    assert entity_of(found, drafts[2]) == entity_of(found, drafts[1])
    assert entity_of(found, drafts[2]) != entity_of(found, drafts[0])
    assert entity_of(found, drafts[2]).label.text == "محمد ناصر الحربي"


def test_rare_long_names_part_nobody_who_is_well_known() -> None:
    known = [one(f"a{number}", PERSON, "جون كيري") for number in range(12)]
    junk = [one("b", PERSON, "جون كيري التحاور"), one("c", PERSON, "جون كيري أمس")]
    for draft in (*known[:6], *junk):
        body = draft.add(ORGANIZATION, "وزارة الخارجية الأمريكية")
        draft.state(Relation.ROLE, 0, body, title="وزير")
    found = resolved(*known, *junk)
    members = entity_of(found, known[0]).members
    assert {draft.member(0) for draft in (*known, *junk)} == set(members)


def test_few_documents_do_not_part_one_man_of_a_rather_rare_name() -> None:
    def placed(name: str, person: str, city: str) -> Draft:
        draft = one(name, PERSON, person)
        draft.state(Relation.LOCATION, 0, draft.add(CITY, city))
        return draft

    def things(person: str) -> int:
        home = [placed(f"a{number}", person, "الرياض") for number in range(6)]
        away = placed("b", person, "القاهرة")
        found = resolved(*home, away)
        return len({entity_of(found, draft) for draft in (*home, away)})

    assert things("محمد الفايز") == 1
    assert things("عزام الفايز") == 1  # a rare given name
    assert things("محمد الحربي") == 2  # thousands of men


def test_a_name_of_thousands_needs_evidence() -> None:
    def spoken(name: str, person: str, title: str, body: str) -> Draft:
        draft = one(name, PERSON, person)
        draft.state(Relation.ROLE, 0, draft.add(ORGANIZATION, body), title=title)
        return draft

    full = spoken("a", "محمد بن عثمان القرني", "متحدث", "الدفاع المدني")
    same = spoken("b", "محمد القرني", "المتحدث", "الدفاع المدني")
    player = spoken("c", "محمد القرني", "لاعب", "نادي الهلال")
    silent = one("d", PERSON, "محمد القرني")
    found = resolved(full, same, player, silent)
    assert entity_of(found, same) == entity_of(found, full)
    assert entity_of(found, player) != entity_of(found, full)
    assert entity_of(found, silent) != entity_of(found, full)
    # A rarer name needs none.
    assert are_one(one("a", PERSON, "محمد بن عثمان الفايز"), one("b", PERSON, "محمد الفايز"))


def test_no_chain_joins_what_does_not_fit() -> None:
    # The short name shares body and title with both: nothing decides, and all stay apart.
    body = (ORGANIZATION, "جامعة الواحة")
    drafts = [
        holder("a", "محمد سعود الحربي", "رئيس", body),
        holder("b", "محمد ناصر الحربي", "رئيس", body),
        holder("c", "محمد الحربي", "رئيس", body),
    ]
    found = resolved(*drafts)
    assert len({entity_of(found, draft) for draft in drafts}) == 3


def test_a_lone_name_follows_body_and_title() -> None:
    body = (ORGANIZATION, "بلدية دبي")
    full = holder("a", "حسين ناصر لوتاه", "مدير عام", body)
    assert are_one(full, holder("b", "لوتاه", "المدير العام", body))
    assert not are_one(full, holder("b", "لوتاه", "رئيس القسم", body))
    assert not are_one(full, holder("b", "لوتاه", "مدير عام"))


def test_two_people_of_a_document_are_not_joined_by_another() -> None:
    draft = one("a", PERSON, "محمد سعود الحربي")
    draft.add(PERSON, "محمد الحربي")
    found = resolved(draft, one("b", PERSON, "محمد الحربي"))
    assert entity_of(found, draft, 0) != entity_of(found, draft, 1)


def test_the_same_name_in_different_places_stays_two() -> None:
    a = holder("a", "خالد الحربي", "مدير", (ORGANIZATION, "بلدية جدة"))
    b = holder("b", "خالد الحربي", "مدير", (ORGANIZATION, "بلدية أبها"))
    assert not are_one(a, b)
    assert are_one(a, holder("c", "خالد الحربي", "وكيل", (ORGANIZATION, "أمانة جدة")))
    assert are_one(a, one("d", PERSON, "خالد الحربي"))


def test_of_two_people_a_silent_document_means_neither_for_sure() -> None:
    a = holder("a", "خالد الحربي", "مدير", (ORGANIZATION, "بلدية جدة"))
    b = holder("b", "خالد الحربي", "مدير", (ORGANIZATION, "بلدية أبها"))
    assert len(parts(resolved(a, b, one("c", PERSON, "خالد الحربي")))) == 5


def test_a_silent_document_means_the_one_who_is_far_better_known() -> None:
    jeddah, abha = (ORGANIZATION, "بلدية جدة"), (ORGANIZATION, "بلدية أبها")
    known = [holder(f"a{number}", "خالد الحربي", "مدير", jeddah) for number in range(5)]
    other, silent = holder("b", "خالد الحربي", "مدير", abha), one("c", PERSON, "خالد الحربي")
    found = resolved(*known, other, silent)
    assert len(entity_of(found, silent).members) == 6


def test_the_same_body_keeps_a_person_together() -> None:
    a = holder("a", "خالد الحربي", "مدير", (ORGANIZATION, "هيئة المياه"))
    a.state(Relation.ROLE, 0, a.add(CITY, "جدة"), title="أمين")
    b = holder("b", "خالد الحربي", "مدير", (ORGANIZATION, "هيئة المياه"))
    b.state(Relation.ROLE, 0, b.add(CITY, "أبها"), title="أمين")
    assert are_one(a, b)


def test_a_document_between_two_cities_makes_no_chain() -> None:
    def placed(name: str, *cities: str) -> Draft:
        draft = one(name, PERSON, "محمد الحربي")
        for city in cities:
            draft.state(Relation.LOCATION, 0, draft.add(CITY, city))
        return draft

    drafts = [placed("a", "الرياض"), placed("b", "الرياض", "القاهرة"), placed("c", "القاهرة")]
    drafts.append(placed("d", "الرياض"))
    found = resolved(*drafts)
    assert entity_of(found, drafts[0]) == entity_of(found, drafts[1])
    assert entity_of(found, drafts[0]) != entity_of(found, drafts[2])


def test_people_of_two_countries_stay_two() -> None:
    a = holder("a", "خالد العلي", "وزير", (COUNTRY, "الأردن"))
    assert not are_one(a, holder("b", "خالد العلي", "وزير", (COUNTRY, "العراق")))


def test_long_names_are_of_one_person() -> None:
    name = "خالد بن فيصل بن عبدالعزيز آل سعود"
    a = holder("a", name, "رئيس", (ORGANIZATION, "بلدية أبها"))
    assert are_one(a, holder("b", name, "رئيس", (ORGANIZATION, "بلدية جدة")))


# Bodies


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("مكتب مدينة دبي الذكية", "مكتب دبي الذكية"),
        ("شركة بلوكستاك", "بلوكستاك"),
        ("وزارة التربية والتعليم", "وزارة التربية و التعليم"),
        ("مجلس الأمن الدولي", "مجلس الأمن"),
    ],
)
def test_one_body(a: str, b: str) -> None:
    assert are_one(one("a", ORGANIZATION, a), one("b", ORGANIZATION, b))


def test_a_body_without_its_nation_is_one_where_the_document_is_about_the_country() -> None:
    full = one("a", ORGANIZATION, "هيئة حقوق الإنسان السعودية")
    short = one("b", ORGANIZATION, "هيئة حقوق الإنسان")
    assert not are_one(full, short)
    short.add(COUNTRY, "السعودية")
    assert are_one(full, short)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("صحيفة الرياض", "الرياض"),
        ("مؤسسة حكومة دبي الذكية", "مكتب مدينة دبي الذكية"),
        ("جامعة الملك سعود", "جامعة الملك خالد"),
        ("اللجنة العلمية", "اللجنة العلمية"),
    ],
)
def test_two_bodies(a: str, b: str) -> None:
    assert not are_one(one("a", ORGANIZATION, a), one("b", ORGANIZATION, b))


def test_a_cluster_with_both_names_joins_them() -> None:
    both = one("a", ORGANIZATION, "مكتب مدينة دبي الذكية", "دبي الذكية")
    short = one("b", ORGANIZATION, "دبي الذكية")
    other = one("c", ORGANIZATION, "مؤسسة حكومة دبي الذكية")
    found = resolved(both, short, other)
    assert entity_of(found, both) == entity_of(found, short)
    assert entity_of(found, both) != entity_of(found, other)
    assert not are_one(one("a", ORGANIZATION, "مكتب مدينة دبي الذكية"), short)


def test_a_part_taken_for_its_body_in_one_document_is_not_the_body_in_others() -> None:
    wrong = one("a", ORGANIZATION, "فرع هيئة المياه", "هيئة المياه")
    assert not are_one(wrong, one("b", ORGANIZATION, "هيئة المياه"))


def test_an_acronym_is_known_by_a_cluster_with_both_names() -> None:
    both = one("a", ORGANIZATION, "شركة الاتصالات السعودية", "STC")
    found = resolved(both, one("b", ORGANIZATION, "STC"))
    entity = entity_of(found, both)
    assert len(entity.members) == 2
    assert (entity.label.language, {label.language for label in entity.labels}) == (
        "ar",
        {"und-Latn"},
    )


def test_a_short_name_of_two_bodies_joins_neither() -> None:
    drafts = [
        one("a", ORGANIZATION, "شركة الواحة"),
        one("b", ORGANIZATION, "جمعية الواحة"),
        one("c", ORGANIZATION, "الواحة"),
    ]
    assert len(parts(resolved(*drafts))) == 3


def test_every_country_has_a_ministry_of_its_own() -> None:
    def ministry(name: str, country: str) -> Draft:
        draft = one(name, ORGANIZATION, "وزارة الداخلية")
        draft.add(COUNTRY, country)
        return draft

    assert not are_one(ministry("a", "مصر"), ministry("b", "السعودية"))
    assert are_one(ministry("a", "مصر"), ministry("b", "مصر"))
    assert are_one(ministry("a", "مصر"), one("b", ORGANIZATION, "وزارة الداخلية"))


@pytest.mark.parametrize("body", ["مجلس الأمن", "البنك الدولي", "الاتحاد الأوروبي"])
def test_a_body_of_several_countries_is_one(body: str) -> None:
    a, b = one("a", ORGANIZATION, body), one("b", ORGANIZATION, body)
    a.add(COUNTRY, "اليمن")
    b.add(COUNTRY, "العراق")
    assert are_one(a, b)


@pytest.mark.parametrize("type", list(EntityType))
@pytest.mark.parametrize("name", ["2017", "الرابع", "!", "بن", "ال", "مدينة", "د."])
def test_names_of_which_little_is_left(type: EntityType, name: str) -> None:
    found = resolved(one("a", type, name), one("b", type, name))
    assert {entity.label.text for entity in found.entities if entity.members} == {name}


def test_a_renamed_body_is_linked_and_not_merged() -> None:
    old = one("a", ORGANIZATION, "الهيئة العامة للسياحة والآثار")
    new = one("b", ORGANIZATION, "الهيئة العامة للسياحة والتراث الوطني")
    other = one("c", ORGANIZATION, "الهيئة العامة للاستثمار")
    found = resolved(old, new, other)
    assert [
        (found.entities[a].label.text, found.entities[b].label.text) for a, b in found.renamed
    ] == [("الهيئة العامة للسياحة والآثار", "الهيئة العامة للسياحة والتراث الوطني")]
    assert resolved(old, other).renamed == ()


def test_a_body_of_another_country_was_not_renamed() -> None:
    old = one("a", ORGANIZATION, "وزارة التربية والتعليم")
    old.add(COUNTRY, "الأردن")
    new = one("b", ORGANIZATION, "وزارة التعليم")
    new.add(COUNTRY, "السعودية")
    assert resolved(old, new).renamed == ()


def test_a_hospital_of_the_same_name_in_another_city() -> None:
    def hospital(name: str, city: str) -> Draft:
        draft = one(name, ORGANIZATION, "مستشفى الملك فهد")
        draft.state(Relation.LOCATION, 0, draft.add(CITY, city))
        return draft

    assert not are_one(hospital("a", "جدة"), hospital("b", "أبها"))
    assert are_one(hospital("a", "جدة"), hospital("b", "جده"))


def test_a_unit_is_known_by_its_body() -> None:
    def unit(name: str, body: str) -> Draft:
        draft = one(name, ORGANIZATION, "اللجنة العلمية")
        draft.state(Relation.PART_OF, 0, draft.add(ORGANIZATION, body))
        return draft

    assert are_one(unit("a", "جامعة تبوك"), unit("b", "جامعة تبوك"))
    assert not are_one(unit("a", "جامعة تبوك"), unit("b", "جامعة الواحة"))


# Places


def test_spellings_of_a_city_are_one_place() -> None:
    found = resolved(one("a", CITY, "كازابلانكا"), one("b", CITY, "الدار البيضاء"))
    cities = [entity for entity in found.entities if entity.type is CITY]
    assert [(city.label.text, city.place and city.place.geonames) for city in cities] == [
        ("الدار البيضاء", 2553604)
    ]
    assert ("Casablanca", "en") in [(label.text, label.language) for label in cities[0].labels]


def test_cities_of_one_name_in_two_countries() -> None:
    a, b = one("a", CITY, "طرابلس"), one("b", CITY, "طرابلس")
    a.add(COUNTRY, "لبنان")
    b.add(COUNTRY, "ليبيا")
    assert not are_one(a, b)


def test_a_linked_city_brings_its_country() -> None:
    found = resolved(one("a", CITY, "دبي"))
    country = next(entity for entity in found.entities if entity.type is COUNTRY)
    assert (country.members, country.anchor) == ((), ("", 0))
    assert country.label.text == "الإمارات العربية المتحدة"
    (fact,) = found.facts
    assert (fact.relation, fact.evidence) == (Relation.LOCATION, ())
    assert found.entities[fact.object or 0] == country


def test_a_country_that_documents_name_is_not_doubled() -> None:
    draft = one("a", CITY, "دبي")
    state = draft.add(COUNTRY, "دولة الإمارات")
    found = resolved(draft)
    assert sum(entity.type is COUNTRY for entity in found.entities) == 1
    (fact,) = found.facts
    assert found.entities[fact.object or 0] == entity_of(found, draft, state)


def test_no_country_for_a_disputed_city() -> None:
    assert resolved(one("a", CITY, "القدس")).facts == ()


def test_a_hall_of_the_same_name_in_another_city() -> None:
    def hall(name: str, city: str) -> Draft:
        draft = one(name, PLACE, "مركز الأمير سلطان الحضاري")
        draft.add(CITY, city)
        return draft

    assert not are_one(hall("a", "حائل"), hall("b", "خميس مشيط"))
    assert are_one(hall("a", "حائل"), hall("b", "حائل"))


@pytest.mark.parametrize("name", ["محافظة جدة", "مطار جدة", "منطقة اليورو"])
def test_a_place_that_says_where_it_is_is_one(name: str) -> None:
    a, b = one("a", PLACE, name), one("b", PLACE, name)
    a.add(CITY, "الرياض")
    b.add(CITY, "جدة")
    assert are_one(a, b)


# Events


def dated(name: str, event: str, date: str | None = None, year: int | None = None) -> Draft:
    draft = Draft(name, date=datetime.date(year, 5, 1) if year else None)
    draft.add(CONFERENCE, event)
    if date:
        draft.state(Relation.DATE, 0, literal=date)
    return draft


def test_conferences_by_year() -> None:
    name = "قمة المدن الذكية"
    assert are_one(dated("a", name, "2017-03-10"), dated("b", f"{name} 2017"))
    assert are_one(dated("a", name, "2017"), dated("b", name))
    assert not are_one(dated("a", name, "2017"), dated("b", name, "2018"))
    assert not are_one(dated("a", name, year=2015), dated("b", name, year=2019))
    assert are_one(dated("a", name, "2017"), dated("b", name, year=2017))
    # Where no text states the year, the document's year speaks for one of several.
    first, second = dated("a", name, "2017"), dated("b", name, "2018")
    third = dated("c", name, year=2018)
    found = resolved(first, second, third)
    assert entity_of(found, third) == entity_of(found, second)


def test_conferences_by_edition() -> None:
    a = dated("a", "ملتقى المبتعثين الرابع")
    assert not are_one(a, dated("b", "ملتقى المبتعثين الخامس"))
    b = dated("b", "ملتقى المبتعثين")
    b.state(Relation.EDITION, 0, literal=4)
    assert are_one(a, b)


def test_another_nation_makes_another_conference() -> None:
    name = "المهرجان السعودي"
    assert not are_one(one("a", CONFERENCE, name), one("b", CONFERENCE, f"{name} الإماراتي"))
    assert are_one(
        one("a", CONFERENCE, "مهرجان التمور"), one("b", CONFERENCE, "مهرجان التمور ببريدة")
    )


def test_conferences_by_city() -> None:
    def held(name: str, city: str) -> Draft:
        draft = one(name, CONFERENCE, "منتدى الإعلام")
        draft.state(Relation.LOCATION, 0, draft.add(CITY, city))
        return draft

    assert not are_one(held("a", "جدة"), held("b", "دبي"))
    assert are_one(held("a", "جدة"), held("b", "جدة"))


def test_what_is_named_by_its_document_only_stays_there() -> None:
    assert not are_one(one("a", CONFERENCE, "القمة الرابعة"), one("b", CONFERENCE, "القمة الرابعة"))


def test_a_session_is_known_by_its_conference() -> None:
    def session(name: str, conference: str) -> Draft:
        draft = one(name, SESSION, "هل البيانات الكبرى تعني حياة أفضل؟")
        draft.state(Relation.PART_OF, 0, draft.add(CONFERENCE, conference))
        return draft

    assert are_one(session("a", "قمة المدن الذكية"), session("b", "قمة المدن الذكية"))
    assert not are_one(session("a", "قمة المدن الذكية"), session("b", "سوق عكاظ"))
    assert not are_one(*(one(name, SESSION, "الجلسة الافتتاحية") for name in "ab"))


def test_unnamed_meetings_stay_in_their_document() -> None:
    def meeting(name: str, *, named: bool) -> Draft:
        draft = Draft(name)
        draft.add(MEETING, "لقاء الوفد", named=named)
        draft.state(Relation.DATE, 0, literal="2017-03-10")
        return draft

    assert not are_one(meeting("a", named=False), meeting("b", named=False))
    assert are_one(meeting("a", named=True), meeting("b", named=True))
    found = resolved(meeting("a", named=False))
    assert not found.entities[0].is_named


def test_initiatives_by_who_runs_them() -> None:
    def run(name: str, initiative: str, body: str) -> Draft:
        draft = one(name, INITIATIVE, initiative)
        draft.state(Relation.RUNS, draft.add(ORGANIZATION, body), 0)
        return draft

    assert are_one(run("a", "جائزة التميز", "جامعة تبوك"), run("b", "جائزة التميز", "جامعة تبوك"))
    assert not are_one(
        run("a", "جائزة التميز", "جامعة تبوك"), run("b", "جائزة التميز", "بلدية دبي")
    )
    assert are_one(run("a", "تطبيق دبي الآن", "بلدية دبي"), run("b", "دبي الآن", "بلدية دبي"))
    assert not are_one(one("a", INITIATIVE, "منصة المدينة"), one("b", INITIATIVE, "المدينة"))


def test_types_are_never_mixed() -> None:
    assert not are_one(one("a", PLACE, "مركز الواحة"), one("b", ORGANIZATION, "مركز الواحة"))


# Labels


def test_the_fullest_name_is_preferred_and_the_usual_spelling() -> None:
    found = resolved(
        one("a", PERSON, "احمد الفايز"),
        one("b", PERSON, "أحمد الفايز"),
        one("c", PERSON, "أحمد الفايز"),
        one("d", PERSON, "أحمد سالم الفايز", "الفايز"),
    )
    (entity,) = found.entities
    assert (entity.label.text, entity.label.language) == ("أحمد سالم الفايز", "ar")
    assert [label.text for label in entity.labels if label.language == "ar"] == [
        "أحمد الفايز",
        "الفايز",
    ]


def test_names_in_arabic_letters_alone_are_romanized() -> None:
    found = resolved(one("a", PERSON, "احمد سالم العلي", "أحمد العلي", "أحمد العلى"))
    romanized = [label.text for label in found.entities[0].labels if label.language == "ar-Latn"]
    assert romanized == ["Ahmed Salem Al-Ali", "Ahmed Al-Ali"]


@pytest.mark.parametrize(
    "draft",
    [
        one("a", ORGANIZATION, "شركة سيسكو", "Cisco"),
        one("a", CITY, "جدة"),
    ],
)
def test_what_has_a_latin_name_is_not_romanized(draft: Draft) -> None:
    languages = {label.language for entity in resolved(draft).entities for label in entity.labels}
    assert languages & {"und-Latn", "en"}
    assert "ar-Latn" not in languages


def test_what_one_of_many_documents_has_is_not_preferred() -> None:
    drafts = [one(str(number), PERSON, "سالم العلي") for number in range(5)]
    drafts.append(one("x", PERSON, "سالم سعد العلي"))
    assert [each.label.text for each in resolved(*drafts).entities] == ["سالم العلي"]
    assert [each.label.text for each in resolved(*drafts[1:]).entities] == ["سالم سعد العلي"]
    drafts.append(one("y", PERSON, "سالم سعد العلي"))
    assert [each.label.text for each in resolved(*drafts).entities] == ["سالم سعد العلي"]


def test_the_fullest_name_is_the_one_of_most_words() -> None:
    (entity,) = resolved(one("a", PERSON, "سعد بن علي بدر", "أبوعبدالرحمنالشهراني")).entities
    assert entity.label.text == "سعد بن علي بدر"


def test_a_latin_name_alone_is_preferred() -> None:
    (entity,) = resolved(one("a", ORGANIZATION, "IEEE")).entities
    assert (entity.label.text, entity.label.language) == ("IEEE", "und-Latn")


def test_a_city_drops_its_kind() -> None:
    found = resolved(one("a", CITY, "مدينة نيويورك"))
    city = next(entity for entity in found.entities if entity.type is CITY)
    assert city.label.text == "نيويورك"
    assert [label.text for label in city.labels] == ["مدينة نيويورك", "New York City"]


def test_the_anchor_is_the_first_mention() -> None:
    a, b = one("a", PERSON, "سالم العلي"), Draft("b")
    b.add(CITY, "جدة")
    b.add(PERSON, "سالم العلي")
    found = resolved(a, b)
    entity = entity_of(found, a)
    expected = min((a.identifier, 0), (b.identifier, len("جدة") + 1))
    assert entity.anchor == expected
    assert entity.members == tuple(sorted((a.member(0), b.member(1))))


def test_nothing_gives_nothing() -> None:
    assert resolved() == Resolution((), ())
    assert resolved(Draft("a")) == Resolution((), ())


# Scale


def test_work_grows_with_the_number_of_clusters() -> None:
    given = ["محمد", "أحمد", "خالد", "سعد", "فهد", "علي", "حسن", "عمر", "يوسف", "ناصر"]
    family = [f"ال{a}{b}ي" for a in ("حرب", "قحطان", "شمر", "عتيب") for b in ("", "ن", "و")]
    bodies = [f"شركة {name}" for name in family]

    def corpus(documents: int) -> list[Draft]:
        drafts = []
        for number in range(documents):
            draft = Draft(str(number))
            for at in range(5):
                seed = number * 31 + at * 7
                father = given[seed // 10 % 10] if seed % 3 else given[seed % 7]
                draft.add(PERSON, f"{given[seed % 10]} {father} {family[seed // 3 % 12]}")
                draft.state(
                    Relation.ROLE,
                    2 * at,
                    draft.add(ORGANIZATION, bodies[seed // 5 % 12]),
                    title=f"مدير {seed % 4}",
                )
            drafts.append(draft)
        return drafts

    def seconds(documents: int) -> float:
        extractions = [draft.extraction() for draft in corpus(documents)]
        start = time.process_time()
        assert len(parts(resolve(extractions, gazetteer()))) > 10
        return time.process_time() - start

    small, large = seconds(250), seconds(2_000)
    assert large < 60
    assert large < 8 * 4 * small
