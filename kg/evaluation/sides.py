"""Both sides of an evaluation, looked up by id, with the keys of their names."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.evaluation.gold import GoldDocument, GoldEntity
from kg.evaluation.names import name_keys
from kg.evaluation.prediction import PredictedEntity, Prediction

AGENT_RELATIONS = frozenset(
    {"participant", "speaker", "moderator", "organizer", "host", "sponsor", "opener"}
)
"""Relations of an event to those who are there: from these participation follows."""


@dataclass(frozen=True, slots=True)
class Sides:
    """``labels`` are the keys of nodes' labels, ``aliases`` those of gold entities' aliases."""

    gold: GoldDocument
    prediction: Prediction
    nodes: dict[str, PredictedEntity] = field(init=False)
    entities: dict[str, GoldEntity] = field(init=False)
    labels: dict[str, frozenset[str]] = field(init=False)
    aliases: dict[str, frozenset[str]] = field(init=False)

    def __post_init__(self) -> None:
        fill = object.__setattr__
        fill(self, "nodes", {node.id: node for node in self.prediction.entities})
        fill(self, "entities", {entity.id: entity for entity in self.gold.entities})
        fill(self, "labels", {node.id: name_keys(node.labels) for node in self.prediction.entities})
        aliases = {entity.id: name_keys(entity.aliases) for entity in self.gold.entities}
        fill(self, "aliases", aliases)
