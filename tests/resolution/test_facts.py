"""Facts: claims of several documents, each said once with all its evidence."""

from __future__ import annotations

from typing import Any

from kg.model import Entity, Evidence, Fact, Relation, Resolution, Standing
from kg.resolution import resolve
from tests.resolution.draft import (
    CITY,
    CONFERENCE,
    COUNTRY,
    ORGANIZATION,
    PERSON,
    Draft,
    gazetteer,
    one,
)


def resolved(*drafts: Draft) -> Resolution:
    return resolve([draft.extraction() for draft in drafts], gazetteer())


def stated(resolution: Resolution, relation: Relation) -> list[Fact]:
    return [each for each in resolution.facts if each.relation is relation and each.evidence]


def role(name: str, title: str, **more: Any) -> Draft:
    draft = one(name, PERSON, "سالم العلي")
    draft.state(Relation.ROLE, 0, draft.add(ORGANIZATION, "هيئة المياه"), title=title, **more)
    return draft


def test_the_same_role_is_one_fact_with_all_evidence() -> None:
    a, b, c = role("a", "المدير العام"), role("b", "مدير عام"), role("c", "المدير العام")
    (fact,) = stated(resolved(a, b, c), Relation.ROLE)
    assert fact.title == "المدير العام"
    assert fact.evidence == tuple(sorted(Evidence(each.identifier, 0) for each in (a, b, c)))


def test_one_title_has_one_spelling_for_all_people() -> None:
    a, b, c = role("a", "مدير عام"), role("b", "مدير عام"), Draft("c")
    c.add(PERSON, "ناصر الحربي")
    c.state(Relation.ROLE, 0, title="المدير العام")
    assert {fact.title for fact in stated(resolved(a, b, c), Relation.ROLE)} == {"مدير عام"}


def test_other_titles_and_periods_are_other_facts() -> None:
    drafts = role("a", "رئيس"), role("b", "نائب الرئيس"), role("c", "رئيس", since="2015")
    assert len(stated(resolved(*drafts), Relation.ROLE)) == 3


def test_a_standing_that_some_claims_state_holds_for_the_role() -> None:
    drafts = role("a", "رئيس"), role("b", "رئيس", standing=Standing.ACTING)
    (fact,) = stated(resolved(*drafts), Relation.ROLE)
    assert (fact.standing, len(fact.evidence)) == (Standing.ACTING, 2)


def test_standings_that_disagree_keep_each_its_evidence() -> None:
    drafts = [
        role("a", "رئيس"),
        role("b", "رئيس", standing=Standing.CURRENT),
        role("c", "رئيس", standing=Standing.CURRENT),
        role("d", "رئيس", standing=Standing.FORMER),
    ]
    facts = stated(resolved(*drafts), Relation.ROLE)
    assert {fact.standing: len(fact.evidence) for fact in facts} == {
        Standing.CURRENT: 3,
        Standing.FORMER: 1,
    }


def test_literals() -> None:
    def event(name: str, theme: str, date: str) -> Draft:
        draft = one(name, CONFERENCE, "قمة المدن الذكية")
        draft.state(Relation.THEME, 0, literal=theme)
        draft.state(Relation.DATE, 0, literal=date)
        draft.state(Relation.ATTENDANCE, 0, literal=700)
        return draft

    found = resolved(
        event("a", "مدن أذكى", "2017-03"),
        event("b", "مدن اذكى", "2017-03-10"),
        event("c", "مدن أذكى", "2017-03-10"),
    )
    (theme,) = stated(found, Relation.THEME)
    assert (theme.literal, len(theme.evidence)) == ("مدن أذكى", 3)
    assert [fact.literal for fact in stated(found, Relation.DATE)] == ["2017-03", "2017-03-10"]
    assert [fact.literal for fact in stated(found, Relation.ATTENDANCE)] == [700]


def test_a_fact_between_names_of_one_thing_is_dropped() -> None:
    draft = one("a", ORGANIZATION, "شركة بلوكستاك")
    draft.state(Relation.PARTNER, 0, draft.add(ORGANIZATION, "بلوكستاك"))
    assert resolved(draft).facts == ()


def test_a_claim_about_what_is_no_thing_is_dropped() -> None:
    draft = role("a", "رئيس")
    draft.clusters.pop(0)
    assert resolved(draft).facts == ()


def test_a_role_without_a_body_stays() -> None:
    draft = one("a", PERSON, "سالم العلي")
    draft.state(Relation.ROLE, 0, title="سفير")
    (fact,) = resolved(draft).facts
    assert (fact.object, fact.title, fact.literal) == (None, "سفير", None)


def test_what_a_text_says_of_a_city_is_not_said_again_by_the_gazetteer() -> None:
    draft = one("a", CITY, "دبي")
    draft.state(Relation.LOCATION, 0, draft.add(COUNTRY, "الإمارات"))
    (fact,) = resolved(draft).facts
    assert fact.evidence == (Evidence(draft.identifier, 0),)


def test_facts_and_entities_are_sorted() -> None:
    drafts = [role(name, title) for name, title in zip("abcdef", "رنمدسط", strict=True)]
    found = resolved(*drafts)
    roles = [fact.title for fact in found.facts]
    assert roles == sorted(title or "" for title in roles)
    labels = [_rank(entity) for entity in found.entities]
    assert labels == sorted(labels)


def _rank(entity: Entity) -> tuple[str, str]:
    return entity.type, entity.label.text
