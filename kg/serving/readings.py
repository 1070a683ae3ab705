"""Documents as JSON: what their pages show, with offsets and the facts that sentences state."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
from msgspec import structs

from kg.graph.vocabulary import CLAIMS_GRAPH, PROV, RW
from kg.model import EntityType
from kg.serving.api import answers
from kg.serving.documents import Marking, Stated, Text
from kg.serving.passages import Article
from kg.serving.things import Things

_CLAIMS = ox.NamedNode(str(CLAIMS_GRAPH))
_QUOTED = ox.NamedNode(str(PROV.wasQuotedFrom))
_SHA256 = ox.NamedNode(str(RW.sha256))


def as_article(article: Article) -> answers.Article:
    """A document as it is named beside a sentence."""
    return answers.Article(
        iri=article.iri,
        address=article.address,
        title=article.title or None,
        source=article.source or None,
        date=article.date or None,
    )


def as_reading(things: Things, text: Text) -> answers.Reading:
    """A document with all that is read in it."""
    article = as_article(text.article)
    return answers.Reading(
        **structs.asdict(article),
        sha256=things.value(article.iri, _SHA256) or None,
        text=text.content,
        sentences=list(_sentences(things, text)),
        mentions=[_mention(each) for each in text.markings],
        relations=[_stated(each) for each in text.stated],
    )


def _sentences(things: Things, text: Text) -> Iterator[answers.Sentence]:
    for stretch in text.stretches:
        if stretch.fragment:
            iri = f"{text.article.iri}#{stretch.fragment}"
            start, _, end = stretch.fragment.partition("=")[2].partition(",")
            yield answers.Sentence(
                iri=iri,
                start=int(start),
                end=int(end),
                text="".join(piece.text for piece in stretch.pieces),
                facts=_facts(things, iri),
            )


def _facts(things: Things, sentence: str) -> list[str]:
    claims = things.store.quads_for_pattern(None, _QUOTED, ox.NamedNode(sentence), _CLAIMS)
    return sorted({quad.subject.value.rpartition("=")[2] for quad in claims})  # type: ignore[union-attr]


def _mention(marking: Marking) -> answers.Mention:
    thing = marking.thing
    return answers.Mention(
        start=marking.start,
        end=marking.end,
        sentence=marking.sentence,
        type=EntityType(marking.kind),
        name=marking.name,
        is_reference=marking.is_reference,
        thing=None
        if thing is None
        else answers.Linked(thing.iri, thing.address, thing.type, thing.label),
    )


def _stated(stated: Stated) -> answers.Stated:
    return answers.Stated(
        relation=stated.relation,
        subject=stated.subject,
        object=stated.object,
        value=stated.value or None,
        sentence=stated.sentence,
        confidence=stated.confidence,
        pattern=stated.pattern,
        **stated.details,
    )
