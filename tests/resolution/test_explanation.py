"""Explanation: the reasons for which clusters are one thing or two."""

from __future__ import annotations

import pytest

from kg.errors import LinkError
from kg.model import Member, Relation
from kg.resolution.explanation import Decision, explain
from tests.resolution.draft import CITY, MEETING, ORGANIZATION, PERSON, Draft, gazetteer, one


def explained(*drafts: Draft) -> Decision:
    """The decision about the first clusters of the first two documents."""
    a, b = drafts[0].member(0), drafts[1].member(0)
    return explain([draft.extraction() for draft in drafts], gazetteer(), a, b)


def test_the_same_name() -> None:
    decision = explained(one("a", PERSON, "أحمد العلي"), one("b", PERSON, "احمد العلى"))
    assert (decision.same, decision.score) == (True, 1.0)
    assert "the same but for spelling" in str(decision)


def test_a_short_name_that_fits_no_other() -> None:
    decision = explained(one("a", PERSON, "عائشة بنت بطي بن بشر"), one("b", PERSON, "عائشة بن بشر"))
    assert (decision.same, decision.score) == (True, 0.8)
    assert [reason.feature for reason in decision.reasons] == ["name", "unique"]
    assert "«عائشه بشر» for «عائشه بطي بشر»: names left out" in str(decision)


def test_a_short_name_that_fits_two() -> None:
    decision = explained(
        one("a", PERSON, "محمد الحربي"),
        one("b", PERSON, "محمد سعود الحربي"),
        one("c", PERSON, "محمد ناصر الحربي"),
    )
    assert not decision.same
    assert decision.score < 0.8
    assert "may also be «محمد ناصر الحربي»" in str(decision)


def test_evidence_around_a_short_name() -> None:
    def chief(name: str, person: str) -> Draft:
        draft = one(name, PERSON, person)
        draft.state(Relation.ROLE, 0, draft.add(ORGANIZATION, "جامعة الواحة"), title="رئيس")
        return draft

    decision = explained(
        chief("a", "محمد الفايز"),
        chief("b", "محمد سعود الفايز"),
        one("c", PERSON, "محمد ناصر الفايز"),
    )
    assert decision.same
    assert {reason.feature: reason.weight for reason in decision.reasons if reason.weight} == {
        "name": 0.5,
        "body": 0.4,
        "title": 0.2,
    }


def test_a_conflict() -> None:
    def chief(name: str, body: str) -> Draft:
        draft = one(name, PERSON, "خالد الحربي")
        draft.state(Relation.ROLE, 0, draft.add(ORGANIZATION, body), title="مدير")
        return draft

    decision = explained(chief("a", "بلدية جدة"), chief("b", "بلدية أبها"))
    assert not decision.same
    assert ("city", -1.0) in [(reason.feature, reason.weight) for reason in decision.reasons]


@pytest.mark.parametrize(
    ("a", "b", "text"),
    [
        (one("a", PERSON, "لوتاه"), one("b", PERSON, "لوتاه"), "says too little by itself"),
        (one("a", PERSON, "فهد العلي"), one("b", PERSON, "سعد العلي"), "neither is a short form"),
        (one("a", PERSON, "فهد العلي"), one("b", CITY, "جدة"), "Person and City"),
        (one("a", CITY, "جدة"), one("b", CITY, "أبها"), "geonames:105343 and geonames:110690"),
    ],
)
def test_reasons_against(a: Draft, b: Draft, text: str) -> None:
    decision = explained(a, b)
    assert not decision.same
    assert text in str(decision)


def test_names_that_are_short_for_a_third() -> None:
    decision = explained(
        one("a", PERSON, "محمد بن سلمان"),
        one("b", PERSON, "محمد آل سعود"),
        one("c", PERSON, "محمد بن سلمان آل سعود"),
    )
    assert decision.same
    assert "both are short for «محمد سلمان السعود»" in str(decision)


def test_unnamed_events() -> None:
    drafts = []
    for name in "ab":
        draft = Draft(name)
        draft.add(MEETING, "لقاء", named=False)
        drafts.append(draft)
    assert "an event without a name stays in its document" in str(explained(*drafts))


def test_an_unknown_cluster() -> None:
    draft = one("a", PERSON, "سالم العلي")
    with pytest.raises(LinkError, match=r"cluster 7 of document .*: found none"):
        explain([draft.extraction()], gazetteer(), draft.member(0), Member(draft.identifier, 7))
