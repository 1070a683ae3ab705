"""Rules: what decides whether clusters are one thing, as data, by type.

The features are those of :mod:`kg.resolution.features`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.model import EntityType

NAMED_TOGETHER = 0.6
SHORT_FORM = 0.5
SPELLING = 0.5
WEAK_SHORT_FORM = 0.4
WEAK_SPELLING = 0.2
UNIQUE = 0.3
THRESHOLD = 0.8
"""A short name is taken for a full one from this score on. A candidate reaches it where no other
full name fits, or with evidence from around it (``EVIDENCE``), and not alone; a short form that
may well be of something else («المدينة الذكية» of «منصة المدينة الذكية»), with evidence only."""

EVIDENCE: Mapping[EntityType, Mapping[str, float]] = {
    EntityType.PERSON: {"body": 0.4, "title": 0.2},
    EntityType.ORGANIZATION: {"person": 0.4, "home": 0.2, "site": 0.2, "parent": 0.3},
    EntityType.PLACE: {"site": 0.3},
    EntityType.CONFERENCE: {"period": 0.2, "edition": 0.2, "site": 0.2},
    EntityType.INITIATIVE: {"owner": 0.4},
}
"""What shared features add to a score, by type."""

DOMINANCE = 5
"""Of several full names, or of several things of one name, the one that so many times as many
documents have as all others together counts as the only one."""

LONE_NAME = 0.2
"""A given or family name alone needs all evidence there is."""

ORDER = (
    EntityType.CITY,
    EntityType.COUNTRY,
    EntityType.PLACE,
    EntityType.ORGANIZATION,
    EntityType.PERSON,
    EntityType.INITIATIVE,
    EntityType.CONFERENCE,
    EntityType.SESSION,
    EntityType.MEETING,
)
"""Types in the order in which they are grouped: what a feature points to comes first."""

WEAK_BY: Mapping[EntityType, tuple[str, ...]] = {
    EntityType.PERSON: ("body", "title"),
    EntityType.ORGANIZATION: ("parent",),
    EntityType.PLACE: (),
    EntityType.INITIATIVE: ("owner",),
    EntityType.CONFERENCE: ("period", "site"),
    EntityType.SESSION: ("conference",),
    EntityType.MEETING: ("day",),
}
"""Features that clusters of one weak name must share, all of them, to be one thing."""


@dataclass(frozen=True, slots=True)
class Split:
    """Things of one name are apart where ``feature`` is known and differs.

    Clusters that share a value of ``links`` are together all the same. The rule is left out
    where ``unless`` is known of any.
    """

    feature: str
    links: tuple[str, ...] = ()
    unless: str = ""


SPLITS: Mapping[EntityType, tuple[Split, ...]] = {
    EntityType.PERSON: (Split("country", ("body",)), Split("city", ("body",))),
    EntityType.ORGANIZATION: (
        Split("country", ("person",)),
        Split("site", ("person",)),
        Split("unit_of", ("person",)),
    ),
    EntityType.PLACE: (Split("site"),),
    EntityType.INITIATIVE: (Split("owner"),),
    EntityType.CONFERENCE: (
        Split("edition"),
        Split("period", ("published",)),
        Split("published", unless="period"),
        Split("site"),
    ),
}

LONG_NAME = 4
"""Names of people with so many words are hardly ever those of two."""
