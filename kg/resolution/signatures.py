"""Which types of things a relation may join: claims that break this are dropped.

A pattern sees mentions one by one. Once they are clustered a mention may turn out to stand for a
thing of another type («المركز» for a body and not for a place), and then the claim says nothing.
The table is that of the contract (``ontology/shapes.ttl`` checks the same in the graph).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.arabic import normal_form
from kg.model import Claim, Cluster, EntityType, Mention, Relation

_PERSON = frozenset({EntityType.PERSON})
_BODY = frozenset({EntityType.ORGANIZATION})
_SITE = frozenset({EntityType.CITY, EntityType.COUNTRY, EntityType.PLACE})
_AGENT = _PERSON | _BODY | _SITE
_CONFERENCE = frozenset({EntityType.CONFERENCE})
_SESSION = frozenset({EntityType.SESSION})
_EVENT = _CONFERENCE | _SESSION | {EntityType.MEETING}

_Types = frozenset[EntityType]

SIGNATURES: dict[Relation, tuple[tuple[_Types, _Types], ...]] = {
    Relation.ROLE: ((_PERSON, _BODY | _SITE),),
    Relation.SPEAKER: ((_EVENT, _AGENT),),
    Relation.MODERATOR: ((_EVENT, _PERSON),),
    Relation.PARTICIPANT: ((_EVENT, _AGENT),),
    Relation.ORGANIZER: ((_EVENT, _AGENT),),
    Relation.HOST: ((_EVENT, _AGENT),),
    Relation.SPONSOR: ((_EVENT, _AGENT),),
    Relation.OPENER: ((_EVENT, _PERSON),),
    Relation.PARTNER: ((_EVENT | _BODY, _AGENT),),
    Relation.LOCATION: ((_EVENT | _BODY | _SITE, _SITE),),
    Relation.PART_OF: ((_SESSION, _CONFERENCE), (_BODY, _BODY | _CONFERENCE)),
    Relation.RUNS: ((_BODY, frozenset({EntityType.INITIATIVE})),),
}
"""For each relation between things: the pairs of types of its subject and object."""

SUBJECTS: dict[Relation, _Types] = {
    Relation.DATE: _EVENT,
    Relation.EDITION: _CONFERENCE,
    Relation.THEME: _CONFERENCE | _SESSION,
    Relation.ATTENDANCE: _EVENT,
    Relation.STATUS: _EVENT,
    Relation.ATTENDANCE_MODE: _EVENT,
    Relation.QUOTATION: _PERSON,
}
"""For each relation to a literal: the types of its subject."""

_ARTICLE = "ال"
_SPOKESMEN = frozenset({"المتحدث", "المتحدثه", "الناطق", "الناطقه"})
_NAME_OF = "باسم"
"""«المتحدث | باسم الحملة»: a spokesman speaks in somebody's name."""


def consistent(
    claims: Iterable[Claim], clusters: Sequence[Cluster], mentions: Sequence[Mention]
) -> tuple[Claim, ...]:
    """The claims whose ends belong to things of types that the relation may join.

    A role at a body that the article never names («مدير المستشفى») is a role without body, and
    what the text calls the body is a part of the title.
    """
    types = {mention: cluster.type for cluster in clusters for mention in cluster.mentions}
    completed = (_without_unnamed_body(claim, types, mentions) for claim in claims)
    return tuple(claim for claim in completed if _is_consistent(claim, types))


def _without_unnamed_body(
    claim: Claim, types: dict[int, EntityType], mentions: Sequence[Mention]
) -> Claim:
    if claim.relation is not Relation.ROLE or claim.object is None or claim.object in types:
        return claim
    body = mentions[claim.object].name
    last = (claim.title or "").split()[-1:]
    if body.startswith(_ARTICLE) and last and last[0].startswith(_ARTICLE):
        # «الأمين العام | للهيئة»: a title with the article governs no noun without «ل».
        spoken = normal_form(claim.title or "").split()[0] in _SPOKESMEN
        body = f"{_NAME_OF} {body}" if spoken else "لل" + body.removeprefix(_ARTICLE)
    return replace(claim, object=None, title=f"{claim.title} {body}")


def _is_consistent(claim: Claim, types: dict[int, EntityType]) -> bool:
    subject = types.get(claim.subject)
    if subject is None:
        return False
    if claim.relation in SUBJECTS or claim.object is None:
        return fits(claim.relation, subject, None)
    target = types.get(claim.object)
    return target is not None and fits(claim.relation, subject, target)


def fits(relation: Relation, subject: EntityType, object: EntityType | None) -> bool:
    """Whether a relation may join things of these types, or a thing and a literal (None)."""
    if relation in SUBJECTS:
        return subject in SUBJECTS[relation]
    if object is None:
        return relation is Relation.ROLE and subject in _PERSON
    return any(
        subject in subjects and object in objects for subjects, objects in SIGNATURES[relation]
    )
