"""A prediction from one document's extraction, for quick loops while patterns are written.

What counts is the graph (:mod:`kg.evaluation.graphs`); this stops before resolution.
"""

from __future__ import annotations

from kg.evaluation.gold import RELATIONS
from kg.evaluation.prediction import PredictedClaim, PredictedEntity, PredictedFact, Prediction
from kg.model import Claim, Extraction

_Said = tuple[str, str, str | int | None, str | None]
"""What claims say alike: relation, subject, object and title."""


def prediction_from_extraction(extraction: Extraction) -> Prediction:
    """Clusters as entities, claims as facts; claims that say the same are one fact."""
    text = extraction.document.text
    sentences = [text[sentence.start : sentence.end] for sentence in extraction.sentences]
    cluster_of = {
        mention: f"c{index:04}"
        for index, cluster in enumerate(extraction.clusters)
        for mention in cluster.mentions
    }
    entities = []
    for index, cluster in enumerate(extraction.clusters):
        places = sorted({extraction.mentions[mention].sentence for mention in cluster.mentions})
        entities.append(
            PredictedEntity(
                id=f"c{index:04}",
                type=str(cluster.type),
                labels=tuple(dict.fromkeys((cluster.name, *cluster.names))),
                sentences=tuple(sentences[place] for place in places),
            )
        )
    groups: dict[_Said, list[Claim]] = {}
    for claim in extraction.claims:
        ends = {claim.subject} | ({claim.object} - {None})
        if claim.relation not in RELATIONS or not ends <= cluster_of.keys():
            continue
        end = claim.literal if claim.object is None else cluster_of[claim.object]
        said = (str(claim.relation), cluster_of[claim.subject], end, claim.title)
        groups.setdefault(said, []).append(claim)
    facts = tuple(
        _fact(said, claims, sentences)
        for said, claims in groups.items()
        if _is_finest(said, groups)
    )
    return Prediction(tuple(entities), facts)


def _fact(said: _Said, claims: list[Claim], sentences: list[str]) -> PredictedFact:
    rel, subject, end, title = said
    best = max(claims, key=lambda claim: claim.confidence)
    return PredictedFact(
        rel=rel,
        s=subject,
        o=end,
        titles=(title,) if title else (),
        evidence=tuple(dict.fromkeys(sentences[claim.sentence] for claim in claims)),
        confidence=best.confidence,
        pattern=best.pattern,
        claims=tuple(PredictedClaim(claim.confidence, claim.pattern) for claim in claims),
    )


def _is_finest(
    said: _Said,
    groups: dict[_Said, list[Claim]],
) -> bool:
    """Whether no more precise date of the same event contains this one, as resolution drops it."""
    rel, subject, end, _ = said
    return rel != "date" or not any(
        other[:2] == (rel, subject) and str(other[2]).startswith(f"{end}-") for other in groups
    )
