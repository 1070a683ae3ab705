"""The measure of how rarely IRIs change: every cause is told from the others."""

from __future__ import annotations

import pytest

from kg.model import EntityType, Resolution
from tests.graph.example import Draft, resolve
from tools.measure_iris import Cause, changes

Article = list[tuple[str, str]]


def things(*articles: Article) -> Resolution:
    """What the articles name: things by a key, each with the name used."""
    drafts = []
    for article in articles:
        draft = Draft([f"{name}." for _, name in article])
        for number, (key, name) in enumerate(article):
            draft.name(key, EntityType.PERSON, name, number)
        drafts.append(draft)
    return resolve(drafts, [draft.extraction() for draft in drafts])


SHORT: Article = [("a", "سالم المري")]
AGAIN: Article = [("a", "سالم المري"), ("z", "زيد")]
OTHER: Article = [("b", "سالم المري"), ("z", "زيد")]
ANOTHER: Article = [("b", "سالم المري"), ("y", "عمر")]
FULL: Article = [("a", "سالم خليفة المري")]


@pytest.mark.parametrize(
    ("before", "now", "cause"),
    [
        ([SHORT], [SHORT, FULL], Cause.FULLER),
        ([[("a", "سالم")]], [[("a", "سالم")], [("a", "المري")]], Cause.OTHER_NAME),
        ([SHORT], [SHORT, OTHER], Cause.DIGEST_GOT),
        ([SHORT, OTHER], [SHORT], Cause.DIGEST_LOST),
        ([SHORT, AGAIN], [SHORT, OTHER], Cause.SPLIT),
        ([SHORT, [("b", "سالم خليفة المري")]], [SHORT, FULL], Cause.MERGED),
        ([[("a", "ابراهيم")]], [[("a", "ابراهيم")], [("a", "إبراهيمُ")]], Cause.SPELLING),
    ],
)
def test_a_cause(before: list[Article], now: list[Article], cause: Cause) -> None:
    (change,) = changes(things(*before), things(*now))
    assert change.cause is cause
    assert change.old != change.new
    assert not change.is_taken


def test_a_digest_that_an_earlier_mention_changed() -> None:
    """Two of one name, and a third document that mentions one of them."""
    before = things(SHORT, OTHER)
    found = [
        list(changes(before, things(SHORT, OTHER, [*ANOTHER, ("x", f"خالد {number}")])))
        for number in range(12)
    ]
    assert all(change.cause is Cause.DIGEST_CHANGED for each in found for change in each)
    assert 0 < sum(map(len, found)) < 12, "where the document's identifier is the smallest"


def test_an_iri_that_another_thing_has_taken() -> None:
    (change,) = changes(things(SHORT), things(SHORT, FULL, [("c", "سالم المري"), ("x", "علي")]))
    assert (change.cause, change.is_taken) == (Cause.FULLER, True)


def test_what_stays_or_goes_has_not_changed() -> None:
    assert list(changes(things(SHORT, OTHER), things(SHORT, OTHER))) == []
    assert list(changes(things(SHORT), things(FULL))) == [], "its documents are not there"
