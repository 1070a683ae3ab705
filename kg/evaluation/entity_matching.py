"""Which node is which gold entity; the rules stand in :mod:`kg.evaluation.scoring`."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from kg.evaluation.matching import FIRST, SECOND, THIRD, assign
from kg.evaluation.names import key
from kg.evaluation.sides import AGENT_RELATIONS, Sides


def match_entities(sides: Sides) -> dict[str, str]:
    """Nodes → gold ids, one to one. Meetings come last, since those who were there decide."""
    found = _match_named(sides)
    return found | _match_meetings(sides, found)


def _match_named(sides: Sides) -> dict[str, str]:
    """Nodes of all types but Meeting → gold ids."""
    pairs = {
        (node.id, entity.id)
        for node in sides.prediction.entities
        for entity in sides.gold.entities
        if node.type == entity.type != "Meeting"
        and sides.labels[node.id] & sides.aliases[entity.id]
    }
    return assign({pair: _entity_weight(sides, pair, pairs) for pair in pairs})


def _entity_weight(sides: Sides, pair: tuple[str, str], pairs: Collection[tuple[str, str]]) -> int:
    entity = sides.entities[pair[1]]
    return (
        (SECOND if entity.optional else FIRST)
        + THIRD * _agreement(sides, pair, pairs)
        + _resemblance(sides, pair)
    )


def _resemblance(sides: Sides, pair: tuple[str, str]) -> int:
    """3 where the preferred label is the gold name, 2 where it is an alias, else 1."""
    node, entity = sides.nodes[pair[0]], sides.entities[pair[1]]
    preferred = key(node.labels[0]) if node.labels else ""
    if preferred == key(entity.name):
        return 3
    return 2 if preferred in sides.aliases[entity.id] else 1


def _agreement(sides: Sides, pair: tuple[str, str], pairs: Collection[tuple[str, str]]) -> int:
    """How many gold facts about the gold entity have a like among the node's facts."""
    node, entity = pair
    return sum(
        any(
            said.rel == fact.rel
            and (
                (said.s == node and fact.s == entity and _same_end(said.o, fact.o, pairs))
                or (said.o == node and fact.o == entity and (said.s, fact.s) in pairs)
            )
            for said in sides.prediction.facts
        )
        for fact in sides.gold.facts
        if entity in (fact.s, fact.o)
    )


def _same_end(
    said: str | int | None, gold: str | int | None, pairs: Collection[tuple[str, str]]
) -> bool:
    return said == gold or (said, gold) in pairs


def _match_meetings(sides: Sides, others: Mapping[str, str]) -> dict[str, str]:
    """Meetings → gold ids, by those who were there; by label where the gold names nobody."""
    weights = {}
    taken = set(others.items())
    for node in sides.prediction.entities:
        for entity in sides.gold.entities:
            if not node.type == entity.type == "Meeting":
                continue
            expected = {
                str(fact.o)
                for fact in sides.gold.facts
                if fact.s == entity.id and fact.rel in AGENT_RELATIONS
            }
            said = {
                others.get(str(fact.o), f"unmatched {fact.o}")
                for fact in sides.prediction.facts
                if fact.s == node.id and fact.rel in AGENT_RELATIONS
            }
            shared = len(expected & said)
            if not shared and (expected or not sides.labels[node.id] & sides.aliases[entity.id]):
                continue
            jaccard = 1000 * shared // (len(expected | said) or 1)
            agreement = _agreement(sides, (node.id, entity.id), taken)
            weights[node.id, entity.id] = (
                FIRST * shared
                + SECOND * agreement
                + THIRD * 2 * (not entity.optional)
                + jaccard
                + 1
            )
    return assign(weights)
