"""Resolution: from clusters and claims of all documents to entities and facts.

:func:`resolve` takes four steps, each a module: profiles of clusters
(:mod:`~kg.resolution.profiles`, with :mod:`~kg.resolution.linking` and
:mod:`~kg.resolution.features`), groups of profiles (:mod:`~kg.resolution.grouping`, over
:mod:`~kg.resolution.candidates`), entities of groups (:mod:`~kg.resolution.entities`) and facts
of claims (:mod:`~kg.resolution.facts`). :func:`~kg.resolution.explanation.explain` says
why two clusters are one thing or two.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.gazetteer import Gazetteer
from kg.model import Extraction, Resolution
from kg.resolution.entities import entities
from kg.resolution.facts import facts
from kg.resolution.grouping import group
from kg.resolution.profiles import profiles


def resolve(extractions: Iterable[Extraction], gazetteer: Gazetteer) -> Resolution:
    """The entities and facts of a set of extractions.

    A function of the set: neither the order of the extractions nor one that stands there
    twice makes a difference.
    """
    by_document = {extraction.document.identifier: extraction for extraction in extractions}
    ordered = [by_document[identifier] for identifier in sorted(by_document)]
    groups = group(
        [each for extraction in ordered for each in profiles(extraction, gazetteer)], gazetteer
    )
    found = entities(groups, gazetteer)
    return Resolution(found, facts(ordered, found))
