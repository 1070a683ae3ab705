"""Which mentions are of one meeting: headline and story, clause and description."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.model import Claim, Document, EntityType, Mention, Relation
from kg.resolution.coreference import cluster
from kg.resolution.meetings import without_silent


def meeting(text: str, words: str, *, pattern: str, sentence: int = 0) -> Mention:
    """The meeting that ``words`` tell of; what a name is no reference."""
    start = text.index(words)
    return Mention(
        type=EntityType.MEETING,
        start=start,
        end=start + len(words),
        sentence=sentence,
        name=words,
        pattern=pattern,
        confidence=1.0,
        is_reference=pattern not in {"meeting.head", "meeting.learned"},
        head=words.split()[0].removeprefix("ال"),
    )


def person(text: str, name: str) -> Mention:
    start = text.index(name)
    return Mention(
        type=EntityType.PERSON,
        start=start,
        end=start + len(name),
        sentence=0,
        name=name,
        pattern="test",
        confidence=1.0,
    )


def things(text: str, *meetings: Mention, title: str | None = None) -> list[int]:
    """How many mentions each meeting of the text has, where somebody takes part in all of them."""
    document = Document(text=text, identifier="", sha256="", title=title)
    guest = person(text, "خالد مراد")
    claims = [
        Claim(
            relation=Relation.PARTICIPANT,
            subject=index,
            object=len(meetings),
            sentence=0,
            start=0,
            end=1,
            pattern="test",
            confidence=1.0,
        )
        for index in range(len(meetings))
    ]
    found = cluster(document, (*meetings, guest), claims)
    return [len(each.mentions) for each in found if each.type is EntityType.MEETING]


def test_a_description_is_the_meeting_told_of_last() -> None:
    text = "عقد يونس سالم اجتماعا موسعا مع خالد مراد. وبحث الاجتماع الدوري الخطة."
    first = meeting(text, "اجتماعا موسعا", pattern="meeting.unnamed")
    assert things(text, first, meeting(text, "الاجتماع الدوري", pattern="meeting.head")) == [2]


@pytest.mark.parametrize("name", ["الاجتماع الثالث", "اجتماع لجنة الرياضة"])
def test_a_name_or_a_number_is_another_meeting(name: str) -> None:
    text = f"عقد يونس سالم اجتماعا موسعا مع خالد مراد. وحدد موعد {name}."
    first = meeting(text, "اجتماعا موسعا", pattern="meeting.unnamed")
    assert things(text, first, meeting(text, name, pattern="meeting.head")) == [1, 1]


@pytest.mark.parametrize(
    ("name", "expected"), [("زيارة الملحق التجاري", [2]), ("اجتماع اللجنة العليا", [1, 1])]
)
def test_a_visit_of_somebody_tells_again_of_the_meeting(name: str, expected: list[int]) -> None:
    text = f"استقبل يونس سالم خالد مراد. ورحب يونس سالم بعد {name}."
    first = meeting(text, "استقبل يونس سالم", pattern="meeting.verb")
    assert things(text, first, meeting(text, name, pattern="meeting.head")) == expected


def test_a_description_alone_is_a_meeting() -> None:
    text = "بدأ الاجتماع الدوري بكلمة خالد مراد."
    assert things(text, meeting(text, "الاجتماع الدوري", pattern="meeting.head")) == [1]


def test_a_relative_clause_goes_on_about_the_meeting() -> None:
    text = "استقبل يونس سالم خالد مراد الذي يزور جامعة الزيتون."
    first = meeting(text, "استقبل يونس سالم", pattern="meeting.verb")
    assert things(text, first, meeting(text, "يزور جامعة", pattern="meeting.visits.verb")) == [2]


def test_another_verb_tells_of_another_meeting() -> None:
    text = "استقبل يونس سالم خالد مراد. ثم زار خالد جامعة الزيتون."
    first = meeting(text, "استقبل يونس سالم", pattern="meeting.verb")
    other = meeting(text, "زار خالد", pattern="meeting.visits.verb", sentence=1)
    assert things(text, first, other) == [1, 1]


@pytest.mark.parametrize(("title", "expected"), [("خالد مراد يزور الجامعة", [2]), (None, [1, 1])])
def test_the_headline_tells_of_the_first_meeting(title: str | None, expected: list[int]) -> None:
    text = "خالد مراد يزور الجامعة\nاستقبل يونس سالم أمس خالد مراد."
    first = meeting(text, "يزور الجامعة", pattern="meeting.visits.verb")
    story = meeting(text, "استقبل يونس سالم", pattern="meeting.verb", sentence=1)
    assert things(text, first, story, title=title) == expected


def test_a_meeting_of_which_nothing_is_said_is_no_thing() -> None:
    text = "عقد الاجتماع الأول ثم الاجتماع الثاني"
    first = meeting(text, "الاجتماع الأول", pattern="meeting.head")
    second = meeting(text, "الاجتماع الثاني", pattern="meeting.head")
    clusters = cluster(Document(text=text, identifier="", sha256=""), [first, second])
    said = Claim(
        relation=Relation.DATE,
        subject=1,
        object=None,
        sentence=0,
        start=0,
        end=1,
        pattern="test",
        confidence=1.0,
        literal="2015",
    )
    assert [each.name for each in without_silent(clusters, [said])] == ["الاجتماع الثاني"]


def test_a_description_names_the_meeting_that_it_tells_again() -> None:
    text = "لقاء الوفد بعد لقاء"
    meetings = [
        meeting(text, "لقاء", pattern="meeting.unnamed"),
        meeting(text, "لقاء الوفد", pattern="meeting.head"),
    ]
    clusters = cluster(Document(text=text, identifier="", sha256=""), meetings)
    assert [each.mentions for each in clusters] == [(0, 1)]


def test_who_received_the_visitor_tells_of_the_visit() -> None:
    text = "قام يونس سالم بزيارة تفقدية. وكان في استقباله خالد مراد."
    visit = meeting(text, "زيارة تفقدية", pattern="meeting.unnamed")
    received = meeting(text, "استقباله", pattern="meeting.reference", sentence=1)
    assert things(text, visit, received) == [2]


def test_a_definite_meeting_that_nothing_else_tells_of_is_told_of_there() -> None:
    text = "ترأس خالد مراد الاجتماع."
    assert things(text, meeting(text, "الاجتماع", pattern="meeting.reference")) == [1]


def test_the_noun_of_a_clause_is_what_the_text_goes_on_with() -> None:
    text = "تحدث خالد مراد خلال لقائه يونس سالم عن زيارة وفد الصحة إلى تونس. وحضر اللقاء ماجد حسن."
    told = replace(meeting(text, "لقائه", pattern="meeting.during_meeting.verb"), head="لقاء")
    visit = meeting(text, "زيارة وفد الصحة", pattern="meeting.head")
    assert things(text, told, visit, meeting(text, "اللقاء", pattern="meeting.reference")) == [2, 1]


def received(told: str, *guests: str, pattern: str = "meeting.verb") -> int:
    """How many meetings a text tells of, each sentence of which says who was received."""
    mentions, claims = [], []
    at = 0
    for index, guest in enumerate(guests):
        start = told.index("استقبل", at)
        end = told.index(guest, start)
        at = start + 1
        mentions.append(
            replace(meeting(told, "استقبل", pattern=pattern, sentence=index), start=start)
        )
        mentions.append(
            replace(person(told, guest), start=end, end=end + len(guest), sentence=index)
        )
        claims.append(
            Claim(Relation.PARTICIPANT, 2 * index, 2 * index + 1, index, start, end, "test", 1.0)
        )
    clusters = cluster(Document(text=told, identifier="", sha256=""), mentions, claims)
    return sum(each.type is EntityType.MEETING for each in clusters)


def test_a_verb_with_other_guests_tells_of_another_meeting() -> None:
    text = "استقبل الأمير خالد مراد. واستقبل الأمير سالم يونس."
    assert received(text, "خالد مراد", "سالم يونس") == 2
    text = "استقبل الأمير خالد مراد. وقد استقبل الأمير مراد في مكتبه."
    assert received(text, "خالد مراد", "مراد") == 1
    text = "استقبل الأمير خالد مراد. كما استقبل الأمير خالد مراد وأبناءه."
    assert received(text, "خالد مراد", "خالد مراد") == 2
