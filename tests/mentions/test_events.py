"""Which kind events are of: one for those that begin alike, and sessions only of something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from kg.arabic import normal_form
from kg.gazetteer import Gazetteer
from kg.language import analyse
from kg.lexicons import Lexicons
from kg.mentions import recognise
from kg.mentions.candidates import Candidate
from kg.mentions.events import rank_events
from kg.model import Document
from kg.recognizers import Mark, Span


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


def test_a_course_with_a_title_is_a_session_of_what_is_named_before_it(lexicons: Lexicons) -> None:
    fair, course = event("Conference", "معرض الرسم"), event("Conference", "دورة", "titled")
    other = event("Conference", "دورة الرسم")
    assert kinds(lexicons, fair, course) == ["Conference", "Session"]
    assert kinds(lexicons, course, fair) == ["Conference", "Conference"]
    assert kinds(lexicons, course, course) == ["Conference", "Conference"]
    assert kinds(lexicons, fair, other) == ["Conference", "Conference"]


@dataclass(frozen=True)
class Seen:
    """A scan that sees given words as spans of given kinds."""

    spans: Sequence[Sequence[Span]]
    is_complete: bool = True

    def scores(self, marks: Sequence[Mark]) -> Iterator[tuple[Sequence[int], NDArray[np.float32]]]:
        yield from ()


def named(
    text: str, *seen: tuple[str, str, float], lexicons: Lexicons, gazetteer: Gazetteer
) -> list[str]:
    """The events of a text in which a recognizer sees words, with a kind and a probability."""
    document = Document(text, "", "")
    sentences = analyse(document)
    spans = []
    for sentence in sentences:
        words = [token.text for token in sentence.tokens]
        spans.append(
            [
                Span(at, at + len(part), kind, probability)
                for passage, kind, probability in seen
                for part in [passage.split()]
                for at in range(len(words))
                if words[at : at + len(part)] == part
            ]
        )
    found = recognise(document, sentences, lexicons, gazetteer, Seen(spans))
    return [
        f"{each.type.value} {each.name}"
        for each in found.mentions
        if each.type.value in ("Conference", "Session") and not each.is_reference
    ]


@pytest.mark.parametrize(
    ("text", "seen", "probability", "expected"),
    [
        ("وتحاضر سلمى سالم بعنوان «مشروعك الصغير» غدا.", "مشروعك", 0.4, "Session مشروعك الصغير"),
        ("وتحاضر سلمى سالم بعنوان (مشروعك الصغير) غدا.", "مشروعك", 0.4, "Session مشروعك الصغير"),
        ("وتحاضر سلمى سالم بعنوان «مشروعك الصغير» غدا.", "مشروعك", 0.3, ""),
        ("وتقرأ سلمى سالم «مشروعك الصغير» غدا.", "مشروعك", 0.4, ""),
        ("وتقدم سلمى ورقة عمل بعنوان «مشروعك الصغير» غدا.", "مشروعك", 0.4, ""),
        ("وتعرض سلمى فيلما بعنوان «مشروعك الصغير» غدا.", "مشروعك", 0.4, ""),
        ("وتعرض سلمى فيلمين: الأول بعنوان «مشروعك الصغير» غدا.", "مشروعك", 0.4, ""),
    ],
)
def test_a_title_in_which_an_event_is_seen_is_a_session(
    text: str,
    seen: str,
    probability: float,
    expected: str,
    lexicons: Lexicons,
    gazetteer: Gazetteer,
) -> None:
    fair = "انطلق مؤتمر الواحة للعلوم أمس. "
    spans = [("مؤتمر الواحة للعلوم", "Conference", 0.9), (seen, "Session", probability)]
    found = named(fair + text, *spans, lexicons=lexicons, gazetteer=gazetteer)
    assert found == ["Conference مؤتمر الواحة للعلوم", *([expected] if expected else [])]


def test_an_event_that_is_named_again_needs_to_be_less_likely(
    lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    once = "شهدت خيمة الواحة حضورا كبيرا."
    again = f"{once} وقال إن خيمة الواحة السابعة ناجحة."
    tent = ("خيمة الواحة", "Conference", 0.65), ("خيمة الواحة السابعة", "Conference", 0.65)
    assert named(once, tent[0], lexicons=lexicons, gazetteer=gazetteer) == []
    assert named(again, tent[1], lexicons=lexicons, gazetteer=gazetteer) == []
    found = named(again, *tent, lexicons=lexicons, gazetteer=gazetteer)
    assert "Conference خيمة الواحة السابعة" in found
    doubtful = [("خيمة الواحة", "Conference", 0.5), ("خيمة الواحة السابعة", "Conference", 0.5)]
    assert named(again, *doubtful, lexicons=lexicons, gazetteer=gazetteer) == []
