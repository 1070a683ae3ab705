"""The reading of one document: :func:`extract` calls its five stages in order.

::

    document ─analyse→ sentences ─recognise→ mentions ─relate→ claims ─cluster→ clusters
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

from kg import language
from kg.confidence import keep_sure
from kg.documents.articles import Entry
from kg.language import structure
from kg.mentions import Considered, deliberate, recognise
from kg.model import Claim, Document, Extraction, Problem, Sentence
from kg.recognizers import Scan
from kg.relations import judge, relate, weigh
from kg.resolution.coreference import cluster
from kg.resolution.meetings import without_silent
from kg.resolution.nested_places import with_nested_places
from kg.resolution.posts import with_full_posts
from kg.resolution.signatures import consistent
from kg.resources import Resources

_log = logging.getLogger(__name__)


def extract(document: Document, resources: Resources) -> Extraction:
    """All that one document says. Depends on nothing but the document and the resources."""
    sentences = _body(document, resources)
    scan = _scan(sentences, resources)
    recognition = recognise(
        document,
        sentences,
        resources.lexicons,
        resources.gazetteer,
        scan,
        morphology=resources.morphology,
    )
    mentions, claims = relate(document, recognition, resources.rules)
    clusters = cluster(document, mentions, claims)
    if scan:
        groups = [each.mentions for each in clusters]
        claims = weigh(sentences, recognition, mentions, claims, groups, scan)
        claims = judge(claims, mentions, recognition)
    claims = with_full_posts(consistent(claims, clusters, mentions), clusters)
    claims = with_nested_places(claims, clusters, mentions)
    extraction = Extraction(
        document=document,
        sentences=tuple(Sentence(sentence.start, sentence.end) for sentence in sentences),
        mentions=mentions,
        clusters=without_silent(clusters, claims),
        claims=_weighed(resources.calibration.apply(claims), document),
    )
    return keep_sure(extraction, resources.min_confidence)


def extract_or_tell(document: Document, resources: Resources) -> Extraction:
    """The extraction; an empty one with a problem where the extractor itself fails.

    One article that nobody thought of must not cost the others.
    """
    try:
        return extract(document, resources)
    except Exception as error:
        _log.debug("extraction of %s failed", document.identifier, exc_info=True)
        problem = Problem(document.identifier, f"extraction failed: {error!r}")
        return Extraction(document, (), (), (), (), (problem,))


def consider(document: Document, resources: Resources) -> Considered:
    """What the mention stage of :func:`extract` decides on every candidate, by sentence."""
    sentences = _body(document, resources)
    return deliberate(
        document,
        sentences,
        resources.lexicons,
        resources.gazetteer,
        _scan(sentences, resources),
        morphology=resources.morphology,
    )


def _body(document: Document, resources: Resources) -> tuple[Sentence, ...]:
    """The sentences that tell something: no bylines, datelines, passages in other languages."""
    parts = structure.find(document.text, resources.lexicons, resources.gazetteer)
    return structure.body(document.text, language.analyse(document), parts)


def about(resources: Resources, text: str) -> Entry:
    """What a text says about itself: headline, reporter, agency and day of the dateline."""
    found = structure.find(text, resources.lexicons, resources.gazetteer)
    return Entry(title=found.title, source=found.agency, date=found.date, author=found.author)


def _weighed(claims: tuple[Claim, ...], document: Document) -> tuple[Claim, ...]:
    """The claims, less sure where the document's letters are."""
    if document.reliability == 1.0:
        return claims
    return tuple(
        replace(claim, confidence=round(claim.confidence * document.reliability, 4))
        for claim in claims
    )


def _scan(sentences: Sequence[Sentence], resources: Resources) -> Scan | None:
    if resources.recognizer is None:
        return None
    texts = [[token.text for token in sentence.tokens] for sentence in sentences]
    return resources.recognizer.scan(texts)
