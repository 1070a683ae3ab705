"""What a document's page and its JSON show: its text with mentions, and the relations in it.

Text and mentions come from the store's archive. Where it has none (a store of an early format),
there are the document's sentences from the graph, unmarked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox

from kg import documents
from kg.archive import FILE, Archive
from kg.errors import StoreError
from kg.graph.identifiers import sentence_iri
from kg.graph.store import Graph
from kg.graph.vocabulary import NIF, SDO
from kg.model import Extraction, Mention, Relation
from kg.serving.passages import Article, read_article
from kg.serving.things import LABELS, Thing, Things
from kg.spans import cut

_MENTIONS = ox.NamedNode(str(SDO.mentions))
_OF, _TEXT, _BEGIN = (
    ox.NamedNode(str(each)) for each in (NIF.referenceContext, NIF.anchorOf, NIF.beginIndex)
)


@dataclass(frozen=True, slots=True)
class Marking:
    """A mention: its type, the name it stands for, and the thing where that is known.

    ``[start, end)`` is its place in the text, ``sentence`` the number of its sentence.
    """

    number: int
    kind: str
    name: str
    thing: Thing | None
    is_reference: bool
    start: int
    end: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters that the same mentions cover, by number, the narrowest first."""

    text: str
    markings: tuple[int, ...] = ()
    kind: str = ""
    is_reference: bool = False
    starts: int | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the text: a sentence, by the fragment of its IRI, or what is none ("")."""

    fragment: str
    pieces: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Stated:
    """A relation that a sentence states, between markings or to a ``value``."""

    number: int
    relation: Relation
    subject: int
    object: int | None
    value: str
    details: Mapping[str, str]
    confidence: float
    sentence: int
    pattern: str


@dataclass(frozen=True, slots=True)
class Text:
    """A document as it is read; ``content`` is its whole text, None where that is not kept."""

    article: Article
    content: str | None
    stretches: Sequence[Stretch]
    markings: Sequence[Marking] = ()
    stated: Sequence[Stated] = ()


def read_text(graph: Graph, folder: Path, iri: str) -> Text:
    """The document with an IRI, of the store in ``folder``."""
    things = Things(graph)
    article = read_article(things, iri)
    extraction = _extraction(graph, folder, iri.rpartition("/")[2])
    if extraction is None:
        return Text(article, None, list(_sentences(things, iri)))
    markings = list(_markings(things, iri, extraction))
    return Text(
        article,
        extraction.document.text,
        list(_stretches(extraction)),
        markings,
        list(_stated(extraction)),
    )


def _extraction(graph: Graph, folder: Path, identifier: str) -> Extraction | None:
    """What was read of a document, with its text; None where it is not kept."""
    catalogue = graph.catalogue
    sources = sorted(
        (each for each in catalogue.sources if each.document == identifier),
        key=lambda each: (each.path, each.place),
    )
    if not sources:
        return None
    try:
        with Archive.reading(folder / FILE, extractor=catalogue.extractor) as archive:
            document = documents.describe(sources)
            found = next(iter(archive.extractions([document])), None)
            if found is None:
                return None
            text = archive.with_text(document).text
            return replace(found, document=replace(found.document, text=text))
    except StoreError:
        return None


def _sentences(things: Things, iri: str) -> Iterator[Stretch]:
    found = [
        (int(things.value(sentence, _BEGIN) or 0), sentence)
        for sentence in things.subjects(_OF, iri)
    ]
    for _, sentence in sorted(found):
        yield Stretch(sentence.partition("#")[2], (Piece(things.value(sentence, _TEXT)),))
        yield Stretch("", (Piece("\n"),))


def _markings(things: Things, iri: str, extraction: Extraction) -> Iterator[Marking]:
    named = _named(things, iri, extraction)
    clusters = {index: cluster for cluster in extraction.clusters for index in cluster.mentions}
    for number, mention in enumerate(extraction.mentions):
        cluster = clusters.get(number)
        names = cluster.names or (cluster.name,) if cluster else ()
        found = (named.get((str(mention.type), name)) for name in names)
        thing = next(filter(None, found), None)
        yield Marking(
            number=number,
            kind=str(mention.type),
            name=cluster.name if cluster else mention.name,
            thing=thing,
            is_reference=mention.is_reference,
            start=mention.start,
            end=mention.end,
            sentence=mention.sentence,
        )


def _named(things: Things, iri: str, extraction: Extraction) -> Mapping[tuple[str, str], Thing]:
    """The things that the document's sentences name, by their type and the name used."""
    found: dict[tuple[str, str], Thing] = {}
    for sentence in extraction.sentences:
        graph = ox.NamedNode(sentence_iri(iri, sentence.start, sentence.end))
        for quad in things.store.quads_for_pattern(ox.NamedNode(iri), _MENTIONS, None, graph):
            thing = things.thing(quad.object.value)  # type: ignore[union-attr]
            for predicate in LABELS:
                for label in things.objects(thing.iri, predicate, graph):
                    found[thing.type, label.value] = thing  # type: ignore[union-attr]
            found.setdefault((thing.type, thing.label), thing)
    return found


def _stretches(extraction: Extraction) -> Iterator[Stretch]:
    text, mentions, end = extraction.document.text, extraction.mentions, 0
    within: dict[int, list[int]] = {}
    for number, mention in enumerate(mentions):
        within.setdefault(mention.sentence, []).append(number)
    for index, sentence in enumerate(extraction.sentences):
        if sentence.start > end:
            yield Stretch("", (Piece(text[end : sentence.start]),))
        numbers = [n for n in within.get(index, ()) if _lies_in(mentions[n], sentence.start)]
        pieces = _pieces(text, (sentence.start, sentence.end), mentions, numbers)
        yield Stretch(f"char={sentence.start},{sentence.end}", tuple(pieces))
        end = sentence.end
    if end < len(text):
        yield Stretch("", (Piece(text[end:]),))


def _lies_in(mention: Mention, start: int) -> bool:
    return start <= mention.start < mention.end


def _pieces(
    text: str, span: tuple[int, int], mentions: Sequence[Mention], numbers: Sequence[int]
) -> Iterator[Piece]:
    spans = [(mentions[n].start, min(mentions[n].end, span[1])) for n in numbers]
    for run in cut(*span, spans):
        letters = text[run.start : run.end]
        inside = [numbers[index] for index in run.spans]
        if not inside:
            yield Piece(letters)
            continue
        narrowest = mentions[inside[0]]
        yield Piece(
            letters,
            tuple(inside),
            kind=str(narrowest.type),
            is_reference=narrowest.is_reference,
            starts=None if run.begins is None else numbers[run.begins],
        )


def _stated(extraction: Extraction) -> Iterator[Stated]:
    order = sorted(
        extraction.claims, key=lambda claim: (claim.sentence, claim.start, claim.subject)
    )
    for number, claim in enumerate(order):
        details = {name: getattr(claim, name) for name in ("title", "standing", "since", "until")}
        yield Stated(
            number=number,
            relation=claim.relation,
            subject=claim.subject,
            object=claim.object,
            value="" if claim.literal is None else str(claim.literal),
            details={name: str(value) for name, value in details.items() if value},
            confidence=claim.confidence,
            sentence=claim.sentence,
            pattern=claim.pattern,
        )
