"""Extractions made by hand: a document is named, its things are added, its claims are stated."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from kg.gazetteer import Gazetteer
from kg.model import (
    Claim,
    Cluster,
    Document,
    Entity,
    EntityType,
    Extraction,
    Member,
    Mention,
    Relation,
    Resolution,
    Sentence,
)

PERSON, ORGANIZATION = EntityType.PERSON, EntityType.ORGANIZATION
CITY, COUNTRY, PLACE = EntityType.CITY, EntityType.COUNTRY, EntityType.PLACE
CONFERENCE, SESSION, MEETING = EntityType.CONFERENCE, EntityType.SESSION, EntityType.MEETING
INITIATIVE = EntityType.INITIATIVE


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer that comes with kg."""
    return Gazetteer.load()


@dataclass
class Draft:
    """A document in the making. Each mention is a sentence of its own."""

    name: str
    date: datetime.date | None = None
    mentions: list[Mention] = field(default_factory=list)
    clusters: list[Cluster] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    offset: int = 0

    @property
    def identifier(self) -> str:
        return hashlib.sha256(self.name.encode()).hexdigest()[:16]

    def add(
        self, type: EntityType, *names: str, named: bool = True, references: Iterable[str] = ()
    ) -> int:
        """A cluster with a mention for each name, the fullest first; its number."""
        first = len(self.mentions)
        for name in (*names, *references):
            end = self.offset + len(name)
            number = len(self.mentions)
            self.mentions.append(
                Mention(
                    type,
                    self.offset,
                    end,
                    number,
                    name,
                    "draft",
                    1.0,
                    is_reference=name not in names or not named,
                )
            )
            self.offset = end + 1
        indices = tuple(range(first, len(self.mentions)))
        self.clusters.append(Cluster(type, indices, names[0], tuple(dict.fromkeys(names)), named))
        return len(self.clusters) - 1

    def state(
        self, relation: Relation, subject: int, object: int | None = None, **more: Any
    ) -> None:
        """A claim about clusters, in the sentence of the subject's first mention."""
        at = self.clusters[subject].mentions[0]
        target = None if object is None else self.clusters[object].mentions[0]
        start = self.mentions[at].start
        self.claims.append(Claim(relation, at, target, at, start, start + 1, "draft", 1.0, **more))

    def member(self, cluster: int) -> Member:
        return Member(self.identifier, cluster)

    def extraction(self) -> Extraction:
        text = "\n".join(mention.name for mention in self.mentions) or self.name
        sentences = tuple(Sentence(each.start, each.end) for each in self.mentions)
        digest = hashlib.sha256(self.name.encode()).hexdigest()
        document = Document(text, self.identifier, digest, date=self.date)
        return Extraction(
            document, sentences, tuple(self.mentions), tuple(self.clusters), tuple(self.claims)
        )


def one(name: str, type: EntityType, *names: str) -> Draft:
    """A document with a single thing, cluster 0."""
    draft = Draft(name)
    draft.add(type, *names)
    return draft


def entity_of(resolution: Resolution, draft: Draft, cluster: int = 0) -> Entity:
    """The entity that a cluster became."""
    member = draft.member(cluster)
    return next(entity for entity in resolution.entities if member in entity.members)


def parts(resolution: Resolution) -> set[frozenset[Member]]:
    """The entities as sets of clusters."""
    return {frozenset(entity.members) for entity in resolution.entities if entity.members}
