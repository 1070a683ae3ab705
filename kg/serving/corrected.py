"""Corrections as pages show them: what they are about, by its name of today and with a link."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.corrections import Correction, Judgement, Merge, Rename, Retype, Split, Thing
from kg.corrections.things import Naming
from kg.graph.corrections import naming
from kg.graph.identifiers import document_iri
from kg.graph.redirects import successors
from kg.graph.vocabulary import CORRECTIONS_GRAPH, DCTERMS, PROV, RDFS, RW
from kg.serving.addresses import address_of
from kg.serving.changes import fingerprint
from kg.serving.passages import Article, read_article
from kg.serving.things import TYPE, Things

_GRAPH, _ACCEPTANCE, _IDENTIFIER, _AUTHOR, _LABEL = (
    ox.NamedNode(str(each))
    for each in (
        CORRECTIONS_GRAPH,
        RW.Acceptance,
        DCTERMS.identifier,
        PROV.wasAssociatedWith,
        RDFS.label,
    )
)


@dataclass(frozen=True, slots=True)
class Named:
    """A thing that a correction names; ``address`` is its page, None where it has none now."""

    label: str
    address: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A correction for a page.

    ``key`` names it in forms. ``thing`` is what it is about, of a judgement the fact's subject;
    ``other`` what that is merged with, or the fact's object. ``text`` is the new name or type, the
    name by which a thing is split, or the fact's value. ``articles`` are those of a split.
    """

    correction: Correction
    key: str
    thing: Named | None = None
    other: Named | None = None
    text: str = ""
    articles: tuple[Article, ...] = ()


def show(correction: Correction, things: Things) -> Shown:
    """A correction as a page of the graph that ``things`` reads shows it."""
    reader = _Reader(things, naming(things.base))
    key = fingerprint(correction)
    match correction.act:
        case Merge(thing, other):
            return Shown(correction, key, reader.named(thing), reader.named(other))
        case Rename(thing, name):
            return Shown(correction, key, reader.named(thing), text=name)
        case Retype(thing, type):
            return Shown(correction, key, reader.named(thing), text=type.value)
        case Split(thing, documents, name):
            articles = tuple(reader.articles(documents))
            return Shown(correction, key, reader.named(thing), text=name, articles=articles)
        case Judgement(stated=None):
            return Shown(correction, key)
        case Judgement(stated=stated):
            assert stated is not None
            object = reader.named(stated.object) if stated.object else None
            value = "" if stated.value is None else str(stated.value)
            return Shown(correction, key, reader.named(stated.subject), object, value)


def accepted_by(things: Things, digest: str) -> str:
    """Who found the fact with a digest right; nobody ("") where it is not accepted."""
    store, said = things.store, []
    for quad in store.quads_for_pattern(None, _IDENTIFIER, ox.Literal(digest), _GRAPH):
        if any(store.quads_for_pattern(quad.subject, TYPE, _ACCEPTANCE, _GRAPH)):
            for agent in store.quads_for_pattern(quad.subject, _AUTHOR, None, _GRAPH):
                names = store.quads_for_pattern(agent.object, _LABEL, None, _GRAPH)  # type: ignore[arg-type]
                said += [name.object.value for name in names]  # type: ignore[union-attr]
    return min(said, default="")


@dataclass(frozen=True, slots=True)
class _Reader:
    things: Things
    naming: Naming

    def named(self, thing: Thing) -> Named:
        iri = self.things.base + self.naming.relative(thing.iri)
        # The name that it had is what the correction speaks of; its page is that of today.
        label = thing.mentions[0].name if thing.mentions else _last(iri)
        is_there = self.things.holds(iri) or bool(successors(self.things.store, iri))
        return Named(label, address_of(iri, self.things.base) if is_there else None)

    def articles(self, documents: tuple[str, ...]) -> Iterator[Article]:
        for document in documents:
            yield read_article(self.things, str(document_iri(document, self.things.base)))


def _last(iri: str) -> str:
    return iri.rpartition("/")[2].replace("_", " ")
