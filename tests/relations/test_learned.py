"""What learned scores add to the claims of the patterns, with scores made for the test."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from kg.language import analyse
from kg.model import Claim, Mention, Relation
from kg.recognizers import Mark, Span
from kg.recognizers.relater import RELATIONS
from kg.relations.learned import weigh
from kg.resolution.coreference import cluster
from tests.relations.reading import document, recognition, relate_text

FACT = tuple[str, str, str]


@dataclass(frozen=True)
class Told:
    """A scan that sees names everywhere and finds the facts that it was given: by first words."""

    words: Sequence[Sequence[str]]
    facts: dict[FACT, float]
    is_complete: bool = True
    blind: str = ""

    @property
    def spans(self) -> Sequence[Sequence[Span]]:
        """All words of each sentence, but for the word ``blind``."""
        return [
            [Span(at, at + 1, "Person", 0.9) for at, word in enumerate(line) if word != self.blind]
            for line in self.words
        ]

    def scores(self, marks: Sequence[Mark]) -> Iterator[tuple[Sequence[int], NDArray[np.float32]]]:
        found = np.full((len(RELATIONS), len(marks), len(marks)), -9.0)
        first = [self.words[mark.sentence][mark.first] for mark in marks]
        for (relation, subject, target), score in self.facts.items():
            for row, one in enumerate(first):
                for column, other in enumerate(first):
                    if (one, other) == (subject, target):
                        found[RELATIONS.index(relation), row, column] = score
        yield range(len(marks)), found


def read(
    text: str, facts: dict[FACT, float], blind: str = ""
) -> tuple[Sequence[Mention], Sequence[Claim]]:
    """The mentions of a text, and what patterns and the given facts state of them."""
    sentences = analyse(document(text))
    mentions, claims = relate_text(text)
    groups = [each.mentions for each in cluster(document(text), mentions, claims)]
    words = [[token.text for token in each.tokens] for each in sentences]
    scan = Told(words, facts, blind=blind)
    return mentions, weigh(sentences, recognition(text), mentions, claims, groups, scan)


def roles(text: str, facts: dict[FACT, float], blind: str = "") -> list[str]:
    """The roles, as «person: title | body»."""
    mentions, claims = read(text, facts, blind)
    return [
        f"{mentions[claim.subject].name}: {claim.title}"
        + (f" | {mentions[claim.object].name}" if claim.object is not None else "")
        for claim in claims
        if claim.relation is Relation.ROLE
    ]


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        (9.0, ["يونس سالم: المدير الرياضي | نادي الوادي"]),
        (0.1, ["يونس سالم: المدير الرياضي"]),
    ],
)
def test_a_post_without_its_body_is_held_at_the_learned_one(
    score: float, expected: list[str]
) -> None:
    text = "فاز نادي الوادي أمس. وقال المدير الرياضي يونس سالم ذلك."
    assert roles(text, {("office", "المدير", "نادي"): score}) == expected


def test_a_body_that_a_pattern_saw_stays() -> None:
    text = "فاز نادي الوادي أمس. وقال مدير جامعة الزيتون يونس سالم ذلك."
    found = roles(text, {("office", "مدير", "نادي"): 9.0})
    assert found == ["يونس سالم: مدير | جامعة الزيتون"]


def test_a_title_of_many_is_not_held_by_one_alone() -> None:
    text = "استقبل يونس سالم مديري الإدارات أمس."
    assert roles(text, {("holder", "مديري", "يونس"): 9.0}) == []


@pytest.mark.parametrize(
    ("event", "score", "is_told"),
    [
        ("الاجتماع الموسع", 1.0, True),
        ("الاجتماع الموسع", 0.0, False),
        ("ملتقى العلوم", 1.0, False),
        ("ملتقى العلوم", 2.0, True),
    ],
)
def test_less_is_asked_of_who_received(event: str, score: float, is_told: bool) -> None:
    fact = ("host", event.split()[0], "جامعة")
    _, claims = read(f"وانتهى {event} أمس. وقالت جامعة الزيتون ذلك.", {fact: score})
    assert any(claim.relation is Relation.HOST for claim in claims) is is_told


def test_who_is_named_far_from_a_meeting_must_be_surer() -> None:
    text = "وانتهى الاجتماع الموسع أمس. وكان الجو لطيفا. وقالت جامعة الزيتون ذلك."
    for score, is_told in ((1.0, False), (2.0, True)):
        _, claims = read(text, {("host", "الاجتماع", "جامعة"): score})
        assert any(claim.relation is Relation.HOST for claim in claims) is is_told


def test_a_title_that_the_recognizer_does_not_see_says_how_one_is_addressed() -> None:
    text = "وقال مواطنه يونس سالم ذلك."
    assert roles(text, {}, blind="مواطنه") == []
    behind = "وقال يونس سالم، القاضي، ذلك."
    assert roles(behind, {}) == ["يونس سالم: القاضي"]
    assert roles(behind, {}, blind="القاضي") == []
    for more in ("القاضي", "القاضي التجاري"):
        before = f"وقال {more} يونس سالم ذلك."
        assert roles(before, {}, blind="القاضي") == [f"يونس سالم: {more}"]
    with_body = "وقال مدير جامعة الزيتون يونس سالم ذلك."
    assert roles(with_body, {}, blind="مدير") == ["يونس سالم: مدير | جامعة الزيتون"]


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("نيابة عن وزير الصحة", []),
        ("وبالنيابة عن معالي وزير الصحة", []),
        ("وتحدث عن وزير الصحة", ["يونس سالم: وزير الصحة"]),
    ],
)
def test_nobody_holds_the_title_on_whose_behalf_he_comes(before: str, expected: list[str]) -> None:
    text = f"{before} افتتح أمس يونس سالم المعرض."
    title = "معالي" if "معالي" in before else "وزير"
    assert roles(text, {("holder", title, "يونس"): 9.0}) == expected


def test_a_minister_is_of_no_country() -> None:
    facts = {("office", "وزير", "تونس"): 9.0, ("office", "السفير", "تونس"): 9.0}
    assert roles("هذه تونس. وقال السفير يونس سالم ذلك.", facts) == ["يونس سالم: السفير | تونس"]
    assert roles("هذه تونس. وقال وزير الصحة يونس سالم ذلك.", facts) == ["يونس سالم: وزير الصحة"]


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        ("ولي العهد والوزير افتتح أمس يونس سالم المعرض.", "ولي", False),
        ("ولي العهد افتتح أمس يونس سالم المعرض.", "ولي", True),
    ],
)
def test_a_minister_behind_the_crown_prince_is_another(
    text: str, title: str, expected: bool
) -> None:
    assert bool(roles(text, {("holder", title, "يونس"): 9.0})) is expected


def test_a_guest_is_no_host() -> None:
    text = "استقبل يونس سالم أمس خالد مراد."
    facts = {("host", "استقبل", "خالد"): 9.0, ("host", "استقبل", "يونس"): 9.0}
    mentions, claims = read(text, facts)
    hosts = [mentions[each.object or 0].name for each in claims if each.relation is Relation.HOST]
    assert hosts == ["يونس سالم"]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("وتحدث رئيس اللجنة الدارس في الخارج منذ أعوام يونس سالم عن ذلك.", True),
        ("وغاب رئيس اللجنة وحضر في الصباح مع الضيوف يونس سالم أيضا.", False),
        ("وتحدث رئيس اللجنة المقيم مع خالد مراد وعن المدينة يونس سالم أيضا.", False),
        ("وغاب رئيس اللجنة: الحضور في الصباح هناك يونس سالم وحده.", False),
        ("وحضر يونس سالم وهو في الخارج منذ أعوام مع رئيس اللجنة.", False),
    ],
)
def test_less_is_asked_of_a_title_that_leads_to_the_name(text: str, held: bool) -> None:
    fact = ("holder", "رئيس", "يونس")
    assert [each for each in roles(text, {}) if "يونس" in each] == []
    found = [each for each in roles(text, {fact: 0.0}) if "يونس" in each]
    assert bool(found) is held
    assert any("يونس" in each for each in roles(text, {fact: 9.0}))


@pytest.mark.parametrize(
    ("relation", "body", "expected"),
    [
        ("organizer", "جامعة", ["ملتقى العلوم"]),
        ("organizer", "شركة", ["ملتقى العلوم", "معرض الزهور"]),
        ("participant", "جامعة", ["ملتقى العلوم", "معرض الزهور"]),
    ],
)
def test_what_a_pattern_states_of_one_event_is_not_learned_of_another(
    relation: str, body: str, expected: list[str]
) -> None:
    text = "نظمت جامعة الزيتون ملتقى العلوم. وقد حضرت شركة النور. وبدأ معرض الزهور أمس."
    mentions, claims = read(text, {(relation, "معرض", body): 9.0})
    found = [
        mentions[claim.subject].name
        for claim in claims
        if claim.relation in (Relation.ORGANIZER, Relation.PARTICIPANT)
    ]
    assert found == expected


def test_what_is_learned_of_one_member_of_a_list_is_said_of_the_next() -> None:
    text = "وانتهى ملتقى العلوم أمس. وقد حضر سالم يونس وخالد مراد هناك. وغابت ليلى حسن."
    mentions, claims = read(text, {("participant", "ملتقى", "سالم"): 9.0})
    found = [
        (mentions[claim.object or 0].name, claim.pattern, text[claim.start : claim.end])
        for claim in claims
        if claim.relation is Relation.PARTICIPANT
    ]
    assert found == [
        ("سالم يونس", "participant.learned", "سالم يونس"),
        ("خالد مراد", "participant.shared", "سالم يونس وخالد مراد"),
    ]
