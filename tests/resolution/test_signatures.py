"""Claims that join the wrong types of things are dropped; every relation has its signature."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.model import LITERAL_RELATIONS, Claim, Cluster, EntityType, Mention, Relation
from kg.resolution.signatures import SIGNATURES, SUBJECTS, consistent

MENTIONS = tuple(
    Mention(
        type=EntityType.ORGANIZATION,
        start=0,
        end=1,
        sentence=0,
        name="المستشفى",
        pattern="test.pattern",
        confidence=0.9,
    )
    for _ in range(8)
)


def _cluster(kind: EntityType, mention: int) -> Cluster:
    return Cluster(type=kind, mentions=(mention,), name=f"n{mention}", names=(f"n{mention}",))


def _claim(relation: Relation, target: int | None, literal: str | None = None) -> Claim:
    return Claim(
        relation=relation,
        subject=0,
        object=target,
        sentence=0,
        start=0,
        end=1,
        pattern="test.pattern",
        confidence=0.9,
        literal=literal,
    )


def test_every_relation_has_a_signature() -> None:
    assert set(SIGNATURES) | set(SUBJECTS) == set(Relation)
    assert set(SUBJECTS) == LITERAL_RELATIONS


@pytest.mark.parametrize(
    ("relation", "subject", "target", "kept"),
    [
        (Relation.LOCATION, EntityType.CONFERENCE, EntityType.CITY, True),
        (Relation.LOCATION, EntityType.CONFERENCE, EntityType.ORGANIZATION, False),
        (Relation.ROLE, EntityType.PERSON, EntityType.ORGANIZATION, True),
        (Relation.ROLE, EntityType.ORGANIZATION, EntityType.ORGANIZATION, False),
        (Relation.PART_OF, EntityType.SESSION, EntityType.CONFERENCE, True),
        (Relation.PART_OF, EntityType.SESSION, EntityType.ORGANIZATION, False),
        (Relation.PART_OF, EntityType.ORGANIZATION, EntityType.ORGANIZATION, True),
        (Relation.MODERATOR, EntityType.SESSION, EntityType.ORGANIZATION, False),
        (Relation.RUNS, EntityType.ORGANIZATION, EntityType.INITIATIVE, True),
        (Relation.RUNS, EntityType.ORGANIZATION, EntityType.ORGANIZATION, False),
    ],
)
def test_types_decide(
    relation: Relation, subject: EntityType, target: EntityType, kept: bool
) -> None:
    clusters = (_cluster(subject, 0), _cluster(target, 1))
    assert bool(consistent([_claim(relation, 1)], clusters, MENTIONS)) is kept


def test_a_role_may_lack_its_body_and_nothing_else_its_object() -> None:
    person = (_cluster(EntityType.PERSON, 0),)
    event = (_cluster(EntityType.CONFERENCE, 0),)
    assert consistent([_claim(Relation.ROLE, None)], person, MENTIONS)
    assert not consistent([_claim(Relation.SPEAKER, None)], event, MENTIONS)


def test_ends_without_a_cluster_are_dropped() -> None:
    event = (_cluster(EntityType.CONFERENCE, 0),)
    assert not consistent([_claim(Relation.SPEAKER, 7)], event, MENTIONS)
    assert not consistent([_claim(Relation.DATE, None, "2017")], (), MENTIONS)
    assert consistent([_claim(Relation.DATE, None, "2017")], event, MENTIONS)


def test_a_literal_belongs_to_things_of_its_types() -> None:
    person = (_cluster(EntityType.PERSON, 0),)
    assert not consistent([_claim(Relation.DATE, None, "2017")], person, MENTIONS)
    assert consistent([_claim(Relation.QUOTATION, None, "نعم")], person, MENTIONS)


@pytest.mark.parametrize(
    ("title", "whole"),
    [("مدير", "مدير المستشفى"), ("المدير العام", "المدير العام للمستشفى")],
)
def test_a_body_that_is_never_named_belongs_to_the_title(title: str, whole: str) -> None:
    person = (_cluster(EntityType.PERSON, 0),)
    claim = replace(_claim(Relation.ROLE, 7), title=title)
    (kept,) = consistent([claim], person, MENTIONS)
    assert (kept.object, kept.title) == (None, whole)
    named = (*person, _cluster(EntityType.ORGANIZATION, 7))
    assert consistent([claim], named, MENTIONS) == (claim,)


@pytest.mark.parametrize(
    ("title", "body", "whole"),
    [
        ("المتحدث", "الحملة", "المتحدث باسم الحملة"),
        ("المتحدث الرسمي", "الحملة", "المتحدث الرسمي باسم الحملة"),
        ("المتحدثة الرسمية", "الحملة", "المتحدثة الرسمية باسم الحملة"),
        ("الناطق", "الحملة", "الناطق باسم الحملة"),
        ("الناطقة", "الحملة", "الناطقة باسم الحملة"),
        ("المنسق", "الحملة", "المنسق للحملة"),
        ("متحدث", "الحملة", "متحدث الحملة"),
        ("المتحدث", "حملة", "المتحدث حملة"),
    ],
)
def test_a_spokesman_speaks_in_the_name_of_a_body(title: str, body: str, whole: str) -> None:
    person = (_cluster(EntityType.PERSON, 0),)
    claim = replace(_claim(Relation.ROLE, 7), title=title)
    mentions = [replace(each, name=body) for each in MENTIONS]
    (kept,) = consistent([claim], person, mentions)
    assert (kept.object, kept.title) == (None, whole)
