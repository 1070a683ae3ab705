"""Which kind events are of: one for those that begin alike, and sessions only of something."""

from __future__ import annotations

import pytest

from kg.arabic import normal_form
from kg.lexicons import Lexicons
from kg.mentions.candidates import Candidate
from kg.mentions.events import rank_events


def event(kind: str, name: str, pattern: str = "recognizer") -> Candidate:
    head = normal_form(name.split()[0]).removeprefix("ال")
    return Candidate(kind, 0, 1, name, f"{kind.lower()}.{pattern}", 0.9, 50, head=head)


def kinds(lexicons: Lexicons, *events: Candidate) -> list[str]:
    """The kinds of events that stand in sentences of their own, below a headline without any."""
    ranked = rank_events([[], *([one] for one in events)], lexicons)
    return [each.kind for line in ranked for each in line]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (
            ["Meeting حفل معايدة لمنسوبيها", "Conference حفل المعايدة", "Conference حفل المعايدة"],
            ["Conference"] * 3,
        ),
        (
            ["Meeting حفل معايدة لمنسوبيها", "Meeting حفل معايدة", "Conference حفل المعايدة"],
            ["Meeting"] * 3,
        ),
        (["Meeting حفل معايدة", "Conference حفل تكريم"], ["Meeting", "Conference"]),
        (["Meeting الحفل", "Conference الحفل"], ["Meeting", "Conference"]),
        (["Session حفل افتتاح", "Conference حفل الافتتاح"], ["Conference"] * 2),
    ],
)
def test_events_that_begin_alike_are_of_one_kind(
    found: list[str], expected: list[str], lexicons: Lexicons
) -> None:
    events = [event(*each.split(maxsplit=1)) for each in found]
    assert kinds(lexicons, *events) == expected


def test_a_verb_that_evokes_a_meeting_begins_like_no_event(lexicons: Lexicons) -> None:
    noun, verb = event("Conference", "لقاء الوزير"), event("Meeting", "لقاء الوزير", "verb")
    assert kinds(lexicons, noun, noun, verb) == ["Conference", "Conference", "Meeting"]


@pytest.mark.parametrize(
    ("session", "kind"),
    [("ورشة الرسم", "Conference"), ("أمسية الرسم", "Conference"), ("جلسة الرسم", "Session")],
)
def test_nothing_but_a_sitting_is_a_session_where_nothing_has_sessions(
    session: str, kind: str, lexicons: Lexicons
) -> None:
    assert kinds(lexicons, event("Session", session)) == [kind]
    fair = event("Conference", "معرض الرسم")
    assert kinds(lexicons, event("Session", session), fair) == ["Session", "Conference"]
