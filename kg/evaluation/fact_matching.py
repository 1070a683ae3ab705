"""Which predicted fact is which gold fact; the rules stand in :mod:`kg.evaluation.scoring`."""

from __future__ import annotations

from collections.abc import Mapping

from kg.evaluation.gold import GoldFact
from kg.evaluation.matching import FIRST, SECOND, assign
from kg.evaluation.names import joined, key, name_keys
from kg.evaluation.prediction import PredictedFact
from kg.evaluation.sides import AGENT_RELATIONS, Sides


def match_facts(sides: Sides, entities: Mapping[str, str]) -> dict[int, int]:
    """Predicted facts → gold facts, by index."""
    weights: dict[tuple[str, str], int] = {}
    for index, said in enumerate(sides.prediction.facts):
        for number, fact in enumerate(sides.gold.facts):
            if said.rel != fact.rel or entities.get(said.s) != fact.s:
                continue
            likeness = _likeness(sides, entities, said, fact)
            if likeness and fact.optional:
                # An optional fact may be said twice: it stands once for each that may say it.
                weights[f"{index:06}", f"{number:06} {index:06}"] = SECOND + likeness
            elif likeness:
                weights[f"{index:06}", f"{number:06}"] = FIRST + likeness
    return {int(left): int(right.split()[0]) for left, right in assign(weights).items()}


def _likeness(
    sides: Sides, entities: Mapping[str, str], said: PredictedFact, fact: GoldFact
) -> int:
    """0 for another fact, 1 for the same in another form, 2 for the same."""
    if fact.rel == "role":
        return _role_likeness(sides, entities, said, fact)
    if fact.o in sides.entities and fact.rel not in ("date", "theme"):
        return 2 * (entities.get(str(said.o)) == fact.o)
    if fact.rel == "theme":
        return 2 * (key(str(said.o)) == key(str(fact.o)))
    return 2 * (_plain_date(said.o) == _plain_date(fact.o))


def _plain_date(value: str | int | None) -> str:
    """A range that starts and ends on the same day is that day; other literals stay."""
    start, _, end = str(value).partition("/")
    return start if start == end else str(value)


def _role_likeness(
    sides: Sides, entities: Mapping[str, str], said: PredictedFact, fact: GoldFact
) -> int:
    titles, accepted = name_keys(said.titles), name_keys(fact.titles)
    body = None if said.o is None else str(said.o)
    expected = None if fact.o is None else str(fact.o)
    of_gold = sides.aliases.get(expected or "", frozenset())
    of_node = sides.labels.get(body or "", frozenset())
    of_node |= sides.aliases.get(entities.get(body or "", ""), frozenset())
    if (body is None and expected is None) or (body and entities.get(body) == expected):
        if titles & accepted:
            return 2
        bodies = of_gold | of_node
        return int(bool(titles & joined(accepted, bodies) or accepted & joined(titles, bodies)))
    if body is None:
        return int(bool(titles & joined(accepted, of_gold)))
    if expected is None:
        return int(bool(accepted & joined(titles, of_node)))
    return 0


def is_exempt(sides: Sides, entities: Mapping[str, str], said: PredictedFact) -> bool:
    """Whether an unmatched fact is neither rewarded nor punished."""
    if said.rel == "location":
        ends = (sides.nodes.get(said.s), sides.nodes.get(str(said.o)))
        return [end.type if end else None for end in ends] == ["City", "Country"]
    if said.rel != "participant":
        return False
    event, agent = entities.get(said.s), entities.get(str(said.o))
    if event is None or agent is None:
        return False
    events = {event} | {
        fact.s for fact in sides.gold.facts if fact.rel == "part_of" and fact.o == event
    }
    # That the gold has the participant for this very event is no other relation.
    return any(
        fact.s in events
        and fact.o == agent
        and fact.rel in AGENT_RELATIONS
        and not (fact.s == event and fact.rel == "participant")
        for fact in sides.gold.facts
    )
