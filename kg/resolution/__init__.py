"""Resolution: from clusters and claims of all documents to entities and facts.

:func:`resolve` takes four steps, each a module: profiles of clusters
(:mod:`~kg.resolution.profiles`, with :mod:`~kg.resolution.linking` and
:mod:`~kg.resolution.features`), groups of profiles (:mod:`~kg.resolution.grouping`, over
:mod:`~kg.resolution.candidates`), entities of groups (:mod:`~kg.resolution.entities`) and facts
of claims (:mod:`~kg.resolution.facts`). :func:`~kg.resolution.explanation.explain` says
why two clusters are one thing or two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.gazetteer import Gazetteer
from kg.model import Extraction, Member, Resolution
from kg.resolution.entities import NO_NAMES, entities
from kg.resolution.facts import facts
from kg.resolution.grouping import group
from kg.resolution.groups import Group
from kg.resolution.profiles import Profile, profiles
from kg.resolution.renaming import renamed


def resolve(extractions: Iterable[Extraction], gazetteer: Gazetteer) -> Resolution:
    """The entities and facts of a set of extractions.

    A function of the set: neither the order of the extractions nor one that stands there
    twice makes a difference.
    """
    by_document = {extraction.document.identifier: extraction for extraction in extractions}
    found = [each for one in by_document.values() for each in profiles(one, gazetteer)]
    return join(found, by_document.values(), gazetteer)


def join(
    profiles: Iterable[Profile], extractions: Iterable[Extraction], gazetteer: Gazetteer
) -> Resolution:
    """The entities and facts of documents of which the profiles are known.

    ``profiles`` are those of all clusters, in any order; the extractions, one of each document,
    need have clusters and claims only.
    """
    return told(grouped(profiles, gazetteer), extractions, gazetteer)


def grouped(profiles: Iterable[Profile], gazetteer: Gazetteer) -> list[Group]:
    """The first half of :func:`join`: clusters in groups, one for each thing."""
    return group(sorted(profiles, key=lambda profile: profile.member), gazetteer)


def told(
    groups: Sequence[Group],
    extractions: Iterable[Extraction],
    gazetteer: Gazetteer,
    names: Mapping[Member, str] = NO_NAMES,
) -> Resolution:
    """The second half of :func:`join`: the entities of groups, and what the documents say of them.

    ``names`` are preferred to those of the documents; see :func:`~kg.resolution.entities.entities`.
    """
    ordered = sorted(extractions, key=lambda extraction: extraction.document.identifier)
    found = entities(groups, gazetteer, names)
    return Resolution(found, facts(ordered, found), renamed(groups, found, gazetteer))
