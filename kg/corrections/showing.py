"""Corrections and what came of them, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.corrections.entries import (
    Correction,
    Judgement,
    Merge,
    Rename,
    Retype,
    Split,
    Stated,
)
from kg.corrections.judging import Judged
from kg.corrections.replay import Corrected, Outcome


def summary(correction: Correction) -> str:
    """A correction in one line, without who, when and why."""
    match correction.act:
        case Merge(thing, other):
            return f"merge {thing.iri} + {other.iri}"
        case Split(thing, documents, name):
            told = f"what is called «{name}»" if name else f"documents {' '.join(documents)}"
            return f"split {thing.iri}: {told}"
        case Rename(thing, name):
            return f"rename {thing.iri}: «{name}»"
        case Retype(thing, type):
            return f"retype {thing.iri}: {type}"
        case Judgement(fact, is_right, stated):
            told = f": {_stated(stated)}" if stated else ""
            return f"{'accept' if is_right else 'reject'} {fact}{told}"


def effects(outcome: Outcome, corrected: Corrected, iris: Sequence[str]) -> Iterator[str]:
    """What came of a correction, a line each: things with their IRIs, facts, or the problem."""
    if outcome.problem:
        yield f"does not apply: {outcome.problem}"
    for at in outcome.entities:
        entity = corrected.resolution.entities[at]
        count = len({member.document for member in entity.members})
        documents = "1 document" if count == 1 else f"{count} documents"
        yield f"→ {iris[at]} · {entity.type} · {entity.label.text} · {documents}"
    for judged in outcome.judged:
        yield f"→ {_fact(judged, corrected)}"
    if outcome.note:
        yield outcome.note


def _fact(judged: Judged, corrected: Corrected) -> str:
    fact, entities = judged.fact, corrected.resolution.entities
    subject = entities[fact.subject].label.text
    object = "" if fact.object is None else entities[fact.object].label.text
    value = "" if judged.value is None else str(judged.value)
    parts = (subject, str(fact.relation), fact.title or "", object or value)
    sentences = len(fact.evidence)
    stated = "1 statement" if sentences == 1 else f"{sentences} statements"
    return " · ".join((*filter(None, parts), stated))


def _stated(stated: Stated) -> str:
    object = stated.object.iri if stated.object else ""
    value = "" if stated.value is None else str(stated.value)
    parts = (stated.subject.iri, str(stated.relation), stated.title, object or value)
    return " · ".join(filter(None, parts))
