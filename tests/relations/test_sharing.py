"""What is said of one member of a list is said of those who follow."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.model import Claim, EntityType, Relation
from kg.relations.sharing import LESS_SURE, MOST_FOLLOWERS, SHARED, share
from tests.relations.reading import recognition

BEFORE = "افتتح ملتقى العلوم بحضور "


def shared(
    members: str,
    relation: Relation = Relation.PARTICIPANT,
    known: tuple[tuple[Relation, str], ...] = (),
    same: tuple[str, str] | None = None,
    lost: str = "",
) -> list[str]:
    """Of whom else it is said what is said of سالم يونس at the event.

    ``known`` is what is said already, ``same`` are two mentions of one thing, and ``lost`` is a
    mention of none.
    """
    text = f"{BEFORE}{members} أمس."
    read = recognition(text)
    names = [each.name for each in read.mentions]
    (event,) = (at for at, each in enumerate(read.mentions) if each.type is EntityType.CONFERENCE)
    claims = [
        Claim(
            relation=each,
            subject=event,
            object=names.index(name),
            sentence=0,
            start=read.mentions[names.index(name)].start,
            end=read.mentions[names.index(name)].end,
            pattern="test",
            confidence=0.8,
        )
        for each, name in ((relation, "سالم يونس"), *known)
    ]
    thing_of = {at: at for at, name in enumerate(names) if name != lost}
    if same is not None:
        thing_of[names.index(same[1])] = names.index(same[0])
    found = share(claims, read, read.mentions, thing_of)
    assert list(found[: len(claims)]) == claims
    return [names[each.object or 0] for each in found[len(claims) :]]


@pytest.mark.parametrize(
    ("members", "others"),
    [
        ("سالم يونس وخالد مراد", ["خالد مراد"]),
        ("سالم يونس، وخالد مراد، وليلى حسن", ["خالد مراد", "ليلى حسن"]),
        ("سالم يونس, وخالد مراد", ["خالد مراد"]),
        ("سالم يونس والدكتور خالد مراد", ["خالد مراد"]),
        ("سالم يونس وفضيلة رئيس المحكمة الشيخ خالد مراد", ["خالد مراد"]),
        ("سالم يونس، ورئيس شركة النور خالد مراد", ["خالد مراد"]),
        (
            "وكيل الجامعة سالم يونس، وعميد الكلية خالد مراد، والدكتورة ليلى حسن",
            ["خالد مراد", "ليلى حسن"],
        ),
        ("سالم يونس وعميد كلية العلوم بجامعة الزيتون الدكتور خالد مراد", ["خالد مراد"]),
        ("ليلى حسن وسالم يونس وخالد مراد", ["خالد مراد"]),
        ("سالم يونس وخالد مراد، ليلى حسن", ["خالد مراد"]),
        ("سالم يونس", []),
    ],
)
def test_those_who_follow_in_a_list_share(members: str, others: list[str]) -> None:
    assert shared(members) == others


@pytest.mark.parametrize(
    "members",
    [
        "سالم يونس وقال خالد مراد",
        "سالم يونس، وشكر خالد مراد",
        "سالم يونس؛ وخالد مراد",
        "سالم يونس. وخالد مراد",
        "سالم يونس، خالد مراد",
        "سالم يونس - وخالد مراد",
        "سالم يونس (وخالد مراد)",
        "سالم يونس مع خالد مراد",
        "سالم يونس من شركة النور وخالد مراد",
        "سالم يونس وعدد من الضيوف خالد مراد",
    ],
)
def test_other_words_and_marks_end_a_list(members: str) -> None:
    assert shared(members) == []


@pytest.mark.parametrize(
    ("titles", "others"),
    [
        ("ورئيس شركة النور وعميد كلية العلوم بجامعة الزيتون", ["خالد مراد"]),
        (
            "ورئيس شركة النور وعميد كلية العلوم بجامعة الزيتون ومدير مستشفى الوادي ورئيس بلدية"
            " الوادي ومدير جامعة النور",
            [],
        ),
    ],
)
def test_a_list_ends_at_too_many_titles(titles: str, others: list[str]) -> None:
    assert shared(f"سالم يونس {titles} خالد مراد") == others


@pytest.mark.parametrize("relation", sorted(SHARED))
def test_all_of_a_list_stand_to_an_event_alike(relation: Relation) -> None:
    assert shared("سالم يونس وخالد مراد", relation) == ["خالد مراد"]


@pytest.mark.parametrize("relation", [Relation.MODERATOR, Relation.OPENER])
def test_one_alone_moderates_or_opens(relation: Relation) -> None:
    assert shared("سالم يونس وخالد مراد", relation) == []


@pytest.mark.parametrize(
    "relation", [Relation.PARTICIPANT, Relation.SPEAKER, Relation.MODERATOR, Relation.OPENER]
)
def test_who_is_known_already_is_not_added_again(relation: Relation) -> None:
    members = "سالم يونس وخالد مراد وليلى حسن"
    assert shared(members, known=((relation, "خالد مراد"),)) == ["ليلى حسن"]


def test_what_is_said_of_two_members_is_added_once() -> None:
    members = "سالم يونس وخالد مراد وليلى حسن"
    known = ((Relation.PARTICIPANT, "خالد مراد"),)
    assert shared(members, known=known) == ["ليلى حسن"]
    assert shared(members, known=known, same=("خالد مراد", "ليلى حسن")) == []


def test_who_is_no_thing_is_not_added() -> None:
    assert shared("سالم يونس وخالد مراد وليلى حسن", lost="خالد مراد") == ["ليلى حسن"]


def test_a_shared_fact_is_less_sure_and_has_the_whole_passage() -> None:
    text = f"{BEFORE}سالم يونس وخالد مراد أمس."
    read = recognition(text)
    event, one, other = read.mentions
    claim = Claim(Relation.SPEAKER, 0, 1, 0, event.start, one.end, "test", 0.8)
    (first, added) = share([claim], read, read.mentions, {0: 0, 1: 1, 2: 2})
    assert first == claim
    assert added == replace(
        claim,
        object=2,
        end=other.end,
        pattern="speaker.shared",
        confidence=round(0.8 * LESS_SURE, 4),
    )
    assert text[added.start : added.end] == "ملتقى العلوم بحضور سالم يونس وخالد مراد"


def test_what_has_no_object_is_shared_with_nobody() -> None:
    read = recognition(f"{BEFORE}سالم يونس وخالد مراد أمس.")
    claim = Claim(Relation.PARTICIPANT, 0, None, 0, 0, 1, "test", 0.8)
    assert share([claim], read, read.mentions, {0: 0, 1: 1, 2: 2}) == (claim,)


def test_of_a_long_list_so_many_share_that_time_stays_linear() -> None:
    given = ("سالم", "خالد", "يوسف", "مراد", "حسن", "ماجد", "فهد", "عادل")
    pairs = [f"{first} {second}" for first in given for second in given if first != second]
    others = [name for name in pairs if name != "سالم يونس"]
    assert len(others) > MOST_FOLLOWERS
    assert shared(" و".join(["سالم يونس", *others])) == others[:MOST_FOLLOWERS]
