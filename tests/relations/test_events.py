"""What the names of events tell, and to which conference a session belongs."""

import datetime

import pytest

from kg.model import Claim, EntityType, Mention, Relation
from kg.relations.events import claims_in_names, sessions_of
from tests.relations.reading import recognition


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("بدأت القمة الرابعة أمس", [("edition.in_name", 4)]),
        ("بدأت قمة المدن الذكية 2017", [("date.in_name", "2017")]),
        ("بدأ مهرجان الوادي 36", [("edition.in_name", 36)]),
        ("بدأت القمة السادسة والعشرون أمس", [("edition.in_name", 26)]),
        ("بدأت القمة الثانية عشرة أمس", [("edition.in_name", 12)]),
        ("بدأت قمة المدن الذكية أمس", []),
        ("وصل الضيف الرابع عام 2017", []),
    ],
)
def test_edition_and_year_in_a_name(text: str, expected: list[tuple[str, str | int]]) -> None:
    claims = list(claims_in_names(recognition(text)))
    assert [(claim.pattern, claim.literal) for claim in claims] == expected


@pytest.mark.parametrize(
    ("date", "editions"),
    [(datetime.date(2015, 7, 20), []), (datetime.date(2019, 7, 20), [36]), (None, [36])],
)
def test_the_year_that_a_name_ends_with_is_no_edition(
    date: datetime.date | None, editions: list[int]
) -> None:
    claims = claims_in_names(recognition("بدأ مهرجان الوادي 36"), date)
    assert [claim.literal for claim in claims] == editions


def mention(kind: EntityType, start: int, pattern: str = "test") -> Mention:
    is_reference = pattern.endswith("reference")
    return Mention(kind, start, start + 1, 0, "ا", pattern, 1.0, is_reference=is_reference)


CONFERENCE, SESSION = EntityType.CONFERENCE, EntityType.SESSION


@pytest.mark.parametrize(
    ("mentions", "expected"),
    [
        ([mention(CONFERENCE, 0), mention(SESSION, 5), mention(CONFERENCE, 9)], [(1, 0)]),
        ([mention(SESSION, 0), mention(CONFERENCE, 5), mention(CONFERENCE, 9)], [(0, 1)]),
        ([mention(CONFERENCE, 0), mention(CONFERENCE, 3), mention(SESSION, 9)], [(2, 1)]),
        ([mention(SESSION, 0)], []),
        ([mention(CONFERENCE, 0), mention(SESSION, 5, "session.reference")], []),
    ],
)
def test_a_session_belongs_to_the_conference_named_last_before_it_or_else_next(
    mentions: list[Mention], expected: list[tuple[int, int]]
) -> None:
    found = [(claim.subject, claim.object) for claim in sessions_of(mentions, [])]
    assert found == expected


def test_a_session_whose_conference_is_stated_gets_no_other() -> None:
    mentions = [mention(CONFERENCE, 0), mention(SESSION, 5), mention(CONFERENCE, 9)]
    stated = Claim(Relation.PART_OF, 1, 2, 0, 5, 10, "part_of.session_in", 0.9)
    assert list(sessions_of(mentions, [stated])) == []
