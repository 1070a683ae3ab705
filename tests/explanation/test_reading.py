"""What an explanation says of a text: markings, what lost, claims, and that all of it is true."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import documents
from kg.documents.corpus import make_document
from kg.explanation import Explanation, explain
from kg.mentions.candidates import RULES
from kg.model import Document
from kg.pipeline import extract
from kg.resources import Resources
from kg.settings import Settings

TEXT = (
    "افتتح سعادة المهندس عصام خلف قمة المدن الذكية في مركز الخليج بمدينة دبي. "
    "واستقبل عصام خلف أمس خالد مراد. "
    "وقال خلف إن برنامج الأمم المتحدة الإنمائي يشارك في القمة."
)


@pytest.fixture(scope="module")
def resources() -> Resources:
    return Resources.load(Settings(recognizer="none"))


@pytest.fixture(scope="module")
def explanation(resources: Resources) -> Explanation:
    return explain(make_document(TEXT), resources)


def check(explanation: Explanation, document: Document, resources: Resources) -> None:
    """Every mention is marked once, every claim is told, and all spans are the text's."""
    extraction = extract(document, resources)
    marked = [each for each in explanation.markings if each.is_entity]
    spans = sorted((m.start, m.end, str(m.type), m.name) for m in extraction.mentions)
    assert sorted((m.start, m.end, m.kind, m.name) for m in marked) == spans
    assert [each.number for each in explanation.markings] == list(range(len(explanation.markings)))
    starts = [each.start for each in explanation.markings]
    assert starts == sorted(starts)
    said = sorted((str(c.relation), c.pattern, c.confidence) for c in extraction.claims)
    assert sorted((c.relation, c.pattern, c.confidence) for c in explanation.claims) == said
    for number, sentence in enumerate(explanation.sentences):
        for each in explanation.marked(number):
            assert sentence.start <= each.start < each.end <= sentence.end
            for loser in each.lost:
                # They share letters, and a known rule decided.
                assert loser.start < each.end and each.start < loser.end
                assert loser.rule in RULES
                assert (loser.rule == "rank") == (loser.ranks[0] < loser.ranks[1])
    count = range(len(explanation.sentences))
    assert sum(len(explanation.marked(n)) for n in count) == len(explanation.markings)
    assert sum(len(explanation.claimed(n)) for n in count) == len(explanation.claims)


def test_the_seeds_are_explained_as_they_are_read(seeds: Path, resources: Resources) -> None:
    for document in documents.read([seeds]).documents:
        check(explain(document, resources), document, resources)


def test_a_mention_with_its_thing_its_pattern_and_what_lost(explanation: Explanation) -> None:
    (body,) = [each for each in explanation.markings if each.name.startswith("برنامج")]
    assert (body.kind, body.pattern) == ("Organization", "organization.head")
    inside = next(each for each in body.lost if each.name == "الأمم المتحدة")
    assert (inside.pattern, inside.rule) == ("organization.lexicon", "length")
    assert TEXT[inside.start : inside.end] == "الأمم المتحدة"
    short = [each for each in explanation.markings if each.name == "خلف"]
    assert [each.thing for each in short] == ["عصام خلف"]
    # What says the same as the one that stands is no other reading.
    for each in explanation.markings:
        assert (each.kind, each.start, each.end, each.name) not in {
            (loser.kind, loser.start, loser.end, loser.name)
            for loser in each.lost
            if not each.is_reference
        }


def test_claims_name_their_ends(explanation: Explanation) -> None:
    (opener,) = [each for each in explanation.claims if each.relation == "opener"]
    markings = explanation.markings
    assert markings[opener.subject].name == "قمة المدن الذكية"
    assert opener.object is not None
    assert markings[opener.object].name == "عصام خلف"
    assert opener.pattern == "opener.verb_first"


def test_a_meeting_that_a_clause_describes_is_a_passage(explanation: Explanation) -> None:
    (meeting,) = [each for each in explanation.markings if each.is_passage]
    assert meeting.kind == "Meeting"
    assert TEXT[meeting.start : meeting.end].startswith("استقبل")
    assert meeting.thing
    (host,) = [each for each in explanation.claims if each.relation == "host"]
    assert host.subject == meeting.number


@pytest.mark.parametrize("text", ["", "\n", "123", "كلمة", "a\u202eb", "« « «"])
def test_texts_with_little_in_them(text: str, resources: Resources) -> None:
    document = make_document(text)
    check(explain(document, resources), document, resources)
