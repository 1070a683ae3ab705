"""Corrections in RDF: activities of PROV, in a graph of their own.

A correction used the things that its entry names and generated those that they are now. A
rejection or an acceptance is a statement too, of the fact that was judged, and used the
documents that state it. Who did it, when and why are told of each.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence

from rdflib import Literal, URIRef

from kg.corrections import (
    Action,
    Correction,
    Judgement,
    Merge,
    Naming,
    Outcome,
    Value,
    render,
)
from kg.graph import identifiers
from kg.graph.statements import triples
from kg.graph.terms import Quad, Triple
from kg.graph.vocabulary import CORRECTIONS_GRAPH, DCTERMS, PROV, RDF, RDFS, RW, XSD
from kg.model import Resolution

_CLASSES: Mapping[Action, URIRef] = {
    Action.MERGE: RW.Merge,
    Action.SPLIT: RW.Split,
    Action.RENAME: RW.Renaming,
    Action.RETYPE: RW.Retyping,
    Action.REJECT: RW.Rejection,
    Action.ACCEPT: RW.Acceptance,
}


def naming(base: str) -> Naming:
    """How the graph with this base names things and facts."""
    return Naming(
        base,
        path=identifiers.entity_path,
        suffix=identifiers.entity_suffix,
        iris=functools.partial(identifiers.entity_iris, base=base),
        facts=functools.partial(_digests, base),
    )


def describe_corrections(
    outcomes: Sequence[Outcome], resolution: Resolution, iris: Sequence[URIRef], base: str
) -> Iterator[Quad]:
    """The corrections of a graph; ``iris`` are those of the entities. Every quad comes once."""
    authors = sorted({outcome.correction.author for outcome in outcomes})
    agents = identifiers.agent_iris(authors, base)
    found: dict[Triple, None] = {}
    for outcome in outcomes:
        for triple in _describe(outcome, resolution, iris, base):
            found[triple] = None
        activity = correction_iri(outcome.correction, base)
        found[activity, PROV.wasAssociatedWith, agents[outcome.correction.author]] = None
    for author, agent in agents.items():
        found[agent, RDF.type, PROV.Agent] = None
        found[agent, RDFS.label, Literal(author)] = None
    for triple in found:
        yield *triple, CORRECTIONS_GRAPH


def correction_iri(correction: Correction, base: str) -> URIRef:
    """The IRI of a correction."""
    return identifiers.correction_iri(render(correction), base)


def _describe(
    outcome: Outcome, resolution: Resolution, iris: Sequence[URIRef], base: str
) -> Iterator[Triple]:
    correction = outcome.correction
    activity = correction_iri(correction, base)
    for kind in (RW.Correction, PROV.Activity, _CLASSES[correction.action]):
        yield activity, RDF.type, kind
    # The file has days; PROV wants a time.
    day = f"{correction.date.isoformat()}T00:00:00"
    yield activity, PROV.endedAtTime, Literal(day, datatype=XSD.dateTime, normalize=False)
    yield activity, RDFS.comment, Literal(correction.reason)
    if isinstance(correction.act, Judgement):
        yield activity, RDF.type, RDF.Statement
        yield from _judged(activity, outcome, resolution, iris, base)
        return
    yield activity, PROV.used, _iri(correction.act.thing.iri, base)
    if isinstance(correction.act, Merge):
        yield activity, PROV.used, _iri(correction.act.other.iri, base)
    for entity in outcome.entities:
        yield activity, PROV.generated, iris[entity]


def _judged(
    activity: URIRef,
    outcome: Outcome,
    resolution: Resolution,
    iris: Sequence[URIRef],
    base: str,
) -> Iterator[Triple]:
    for judged in outcome.judged:
        for evidence in judged.fact.evidence:
            yield activity, PROV.used, identifiers.document_iri(evidence.document, base)
        for (subject, predicate, object), value in triples(judged.fact, resolution, iris, base):
            if value == judged.value:
                yield activity, RDF.subject, subject
                yield activity, RDF.predicate, predicate
                yield activity, RDF.object, object
                digest = identifiers.fact_digest((subject, predicate, object), base)
                yield activity, DCTERMS.identifier, Literal(digest)


def _iri(iri: str, base: str) -> URIRef:
    return URIRef(base + naming(base).relative(iri))


def _digests(base: str, resolution: Resolution) -> Iterator[tuple[str, int, Value]]:
    iris = identifiers.entity_iris(resolution.entities, base)
    for at, fact in enumerate(resolution.facts):
        for triple, value in triples(fact, resolution, iris, base):
            yield identifiers.fact_digest(triple, base), at, value
