"""``kg evaluate``: every annotated document built alone (or read from a store) and scored."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from kg.errors import GoldError, KgError
from kg.evaluation.diagnosis import diagnose, is_entity_missed
from kg.evaluation.extractions import prediction_from_extraction
from kg.evaluation.gold import GoldDocument, read_gold
from kg.evaluation.graphs import prediction_from_graph
from kg.evaluation.prediction import Prediction
from kg.evaluation.reliability import judge
from kg.evaluation.report import DocumentScore, Report
from kg.evaluation.scoring import count_entities, count_facts, match
from kg.evaluation.texts import find_texts
from kg.model import Document, Extraction, Problem
from kg.settings import Settings

_log = logging.getLogger(__name__)


def evaluate(
    gold: Iterable[Path | str],
    *,
    texts: Path | str | None = None,
    store: Any = None,
    build_document: Callable[[Document], Any] | None = None,
    settings: Settings | None = None,
) -> Report:
    """Scores documents against their gold annotations.

    ``gold`` are files and folders of annotations. ``texts`` is where their texts are: a
    folder or JSON Lines (see :func:`kg.evaluation.texts.find_texts`); without it, the
    seeds. Each document is built alone by ``build_document`` (a function Document →
    graph, Extraction or Prediction; without it, the pipeline with ``settings``), or read
    from ``store``, a graph that holds them all.

    A document whose text is not found, or whose building fails, is one of the report's
    problems. Raises GoldError for gold that is not in the stated format, and where no
    document at all has a text.
    """
    annotations = read_gold(Path(path) for path in gold)
    found = find_texts(annotations, None if texts is None else Path(texts))
    if not found.documents:
        reasons = "; ".join(found.missing.values())
        raise GoldError(f"no text of {len(annotations)} annotated documents was found: {reasons}")
    if store is not None:
        build_document = _reader(store)
    elif build_document is None:
        build_document = builder(settings)
    scores = []
    problems = [Problem(doc, f"no text: {reason}") for doc, reason in found.missing.items()]
    for annotation in annotations:
        document = found.documents.get(annotation.doc)
        if document is None:
            continue
        try:
            prediction = predict(build_document(document), document)
        except KgError as error:
            problems.append(Problem(annotation.doc, str(error)))
            continue
        _check_evidence(annotation, document)
        source = _source(annotation, document)
        scores.append(score(annotation, prediction, text=document.text, source=source))
    return Report(tuple(scores), tuple(problems))


def score(
    gold: GoldDocument, prediction: Prediction, *, text: str = "", source: str = ""
) -> DocumentScore:
    """The score of one document of the newspaper ``source``.

    ``text``, where given, shows where missed names stand.
    """
    matching = match(gold, prediction)
    found = set(matching.facts.values())
    lost: dict[str, int] = {}
    for index, fact in enumerate(matching.gold.facts):
        if not fact.optional and index not in found and is_entity_missed(matching, fact):
            lost[fact.rel] = lost.get(fact.rel, 0) + 1
    return DocumentScore(
        doc=gold.doc,
        entities=count_entities(matching),
        facts=count_facts(matching),
        missed_with_entity=lost,
        mistakes=diagnose(matching, text=text),
        claims=judge(matching),
        source=source,
    )


def _source(gold: GoldDocument, document: Document) -> str:
    """The newspaper as the text's manifest or line names it, else as its id begins."""
    return document.source or (gold.id or "").partition("_")[0] or "unknown"


def predict(built: Any, document: Document) -> Prediction:
    """What a builder made of a document (a graph, an Extraction or a Prediction), for scoring."""
    if isinstance(built, Prediction):
        return built
    if isinstance(built, Extraction):
        return prediction_from_extraction(built)
    return prediction_from_graph(built, sha256=document.sha256)


def _reader(store: Any) -> Callable[[Document], Prediction]:
    return lambda document: prediction_from_graph(store, sha256=document.sha256)


def builder(settings: Settings | None = None) -> Callable[[Document], Any]:
    """The pipeline as a function from a document to the graph of it alone."""
    from kg.pipeline import assemble, extract
    from kg.resources import Resources

    resources = Resources.load(settings)

    def build(document: Document) -> Any:
        try:
            return assemble([extract(document, resources)], resources)
        except Exception as error:
            # One article that nobody thought of must not cost the scores of the others.
            _log.debug("building of %s failed", document.identifier, exc_info=True)
            raise KgError(f"building failed: {error!r}") from error

    return build


def _check_evidence(gold: GoldDocument, document: Document) -> None:
    """Warns of evidence that does not stand in the text: another text, or a slip."""
    for fact in gold.facts:
        if fact.evidence not in document.text:
            _log.warning("%s: evidence not in the text: %r", gold.doc, fact.evidence)
