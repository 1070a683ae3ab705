"""Gold annotations as extractions, so that resolution is measured apart from recognition."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from pathlib import Path
from typing import Any

from kg.arabic import name_key
from kg.model import (
    Claim,
    Cluster,
    Document,
    EntityType,
    Extraction,
    Member,
    Mention,
    Relation,
    Resolution,
    Sentence,
)

CROSS_DOCUMENT = "cross_document.json"
Identities = Mapping[Member, Hashable]


def read(folders: Iterable[Path]) -> list[dict[str, Any]]:
    """The annotations of folders, in order of their files."""
    files = [file for folder in folders for file in sorted(folder.glob("*.json"))]
    return [
        json.loads(file.read_text(encoding="utf-8"))
        for file in files
        if file.name != CROSS_DOCUMENT
    ]


def extraction(gold: Mapping[str, Any], *, optional: bool = False) -> tuple[Extraction, list[str]]:
    """What extraction would give if it made no error, and the gold id of each cluster.

    The text is made up of the names, a line each. Names are those that this document has: the
    ``name`` of an entity may come from another document.
    """
    things = [*gold["entities"], *(gold.get("optional_entities", ()) if optional else ())]
    mentions: list[Mention] = []
    clusters: list[Cluster] = []
    first: dict[str, int] = {}
    offset = 0
    for thing in things:
        kind = EntityType(thing["type"])
        names = [alias for alias in thing["aliases"] if not _is_reference(alias, thing, kind)]
        names = sorted(names or thing["aliases"], key=lambda name: (-len(name.split()), -len(name)))
        first[thing["id"]] = len(mentions)
        for alias in thing["aliases"]:
            end = offset + len(alias)
            reference = alias not in names
            mentions.append(
                Mention(
                    kind, offset, end, len(mentions), alias, "gold", 1.0, is_reference=reference
                )
            )
            offset = end + 1
        indices = tuple(range(first[thing["id"]], len(mentions)))
        named = kind is not EntityType.MEETING
        clusters.append(Cluster(kind, indices, names[0], tuple(dict.fromkeys(names)), named))
    text = gold["doc"] + "".join(f"{mention.name}\n" for mention in mentions)
    sentences = tuple(Sentence(mention.start, mention.end) for mention in mentions)
    digest = hashlib.sha256(text.encode()).hexdigest()
    date = gold.get("document_date")
    document = Document(
        text, digest[:16], digest, date=datetime.date.fromisoformat(date) if date else None
    )
    claims = tuple(claim for fact in gold["facts"] for claim in _claim(fact, first))
    made = Extraction(document, sentences, tuple(mentions), tuple(clusters), claims)
    return made, [thing["id"] for thing in things]


def _is_reference(alias: str, thing: Mapping[str, Any], kind: EntityType) -> bool:
    """Whether a form is a definite reference («المكتب»), which extraction takes for no name."""
    if kind in {EntityType.PERSON, EntityType.CITY, EntityType.COUNTRY}:
        return False
    words = name_key(alias).split()
    heads = {name_key(name).split()[0].removeprefix("ال") for name in thing["aliases"]}
    heads |= {name_key(thing["name"]).split()[0].removeprefix("ال")}
    return len(words) == 1 and words[0].startswith("ال") and words[0].removeprefix("ال") in heads


def _claim(fact: Mapping[str, Any], first: Mapping[str, int]) -> Iterable[Claim]:
    relation = Relation(fact["rel"])
    if fact["s"] not in first:
        return
    object = literal = None
    if isinstance(fact["o"], str) and fact["o"] in first:
        object = first[fact["o"]]
    else:
        literal = fact["o"]
    title = fact["role"][0] if relation is Relation.ROLE else None
    if relation is not Relation.ROLE and literal is None and object is None:
        return
    at = first[fact["s"]]
    yield Claim(relation, at, object, at, 0, 1, "gold", 1.0, literal=literal, title=title)


def b_cubed(resolution: Resolution, truth: Identities) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1 of the entities over the clusters of ``truth``."""
    found = {
        member: index
        for index, entity in enumerate(resolution.entities)
        for member in entity.members
    }
    by_found: dict[Hashable, set[Member]] = defaultdict(set)
    by_truth: dict[Hashable, set[Member]] = defaultdict(set)
    for member, identity in truth.items():
        by_found[found[member]].add(member)
        by_truth[identity].add(member)
    precision = recall = 0.0
    for member, identity in truth.items():
        both = len(by_found[found[member]] & by_truth[identity])
        precision += both / len(by_found[found[member]])
        recall += both / len(by_truth[identity])
    precision, recall = precision / len(truth), recall / len(truth)
    return precision, recall, 2 * precision * recall / (precision + recall)
