"""The standing of events, how one attends them, and since when a role is held."""

from __future__ import annotations

import pytest

from kg.model import Claim, Relation
from tests.relations.reading import relate_text


def claims(text: str, relation: Relation) -> list[Claim]:
    return [claim for claim in relate_text(text)[1] if claim.relation is relation]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("انعقدت ندوة التراث العربي في القاهرة أمس", ["EventHeld"]),
        ("سيعقد ملتقى العلوم في القاهرة غدا", ["EventScheduled"]),
        ("أعلنت الوزارة تأجيل ملتقى العلوم", ["EventPostponed"]),
        ("أعلنت الوزارة إلغاء ملتقى العلوم", ["EventCancelled"]),
        ("أشاد الجميع بملتقى العلوم", []),
    ],
)
def test_status(text: str, expected: list[str]) -> None:
    assert [claim.literal for claim in claims(text, Relation.STATUS)] == expected


def test_attendance_mode() -> None:
    (claim,) = claims("أقيم ملتقى العلوم عن بعد أمس", Relation.ATTENDANCE_MODE)
    assert claim.literal == "OnlineEventAttendanceMode"
    assert not claims("أقيم ملتقى العلوم في القاهرة أمس", Relation.ATTENDANCE_MODE)


def test_since_when_a_role_is_held_is_kept_where_it_is_stated() -> None:
    (since,) = claims("وقال يونس سالم، مدير مكتب الرياضة منذ عام 2012", Relation.ROLE)
    assert (since.title, since.since, since.until) == ("مدير", "2012", None)
    (plain,) = claims("وقال يونس سالم، مدير مكتب الرياضة أمس", Relation.ROLE)
    assert (plain.since, plain.until) == (None, None)
