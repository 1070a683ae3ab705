"""Scoring of a prediction against the gold annotation of one document.

The guideline's rules, and what is decided where it is silent:

Entities
- A node matches a gold entity of its type when one of its labels has the key of one of the
  aliases. Nodes and gold entities are assigned one to one: as many required gold entities
  as can be, then as many optional ones; where several assignments are as good, the one
  whose facts agree most, then the one whose preferred labels are the gold names.
- A second node for a gold entity, required or optional, is a false positive (a split); a node
  that could be two gold entities is matched to one, and the other is missed (a merge).
- A Meeting matches by overlap: the assignment with the most shared people and bodies
  (``participant``, ``speaker``, ``moderator``, ``organizer``, ``host``, ``sponsor``, ``opener``;
  optional facts of the gold count too), then with the most facts that agree, then required
  before optional, then with the greatest share of all of them. One shared is enough. A gold
  Meeting without such facts matches by its label.
- A node that matches an optional entity is neither rewarded nor punished.

Facts
- Facts are assigned one to one too, required before optional. A second fact for the same
  required gold fact (a role under two titles) is a false positive; for an optional one it is
  ignored.
- A role whose title contains its body may be given whole or split, both ways round.
- Not counted at all: facts in ``optional``, a City's location in a Country, a participant
  that follows from another relation of the same event or of one of its sessions
  (``part_of``), as the gold has them, optional ones included.
- A fact about a spurious node, a split, or an optional entity is a false positive unless
  one of these rules exempts it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from kg.evaluation.entity_matching import match_entities
from kg.evaluation.fact_matching import is_exempt, match_facts
from kg.evaluation.gold import GoldDocument, GoldEntity, GoldFact
from kg.evaluation.prediction import PredictedEntity, PredictedFact, Prediction
from kg.evaluation.sides import Sides

_Thing = TypeVar("_Thing", GoldEntity, PredictedEntity)
_Fact = TypeVar("_Fact", GoldFact, PredictedFact)


@dataclass(frozen=True, slots=True)
class Count:
    """True positives, false positives (spurious) and false negatives (missed)."""

    true_positives: int = 0
    false_positives: int = 0
    false_negatives: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(
            self.true_positives + other.true_positives,
            self.false_positives + other.false_positives,
            self.false_negatives + other.false_negatives,
        )

    @property
    def precision(self) -> float | None:
        """The share of what was found that is right; None where nothing was found."""
        return _share(self.true_positives, self.true_positives + self.false_positives)

    @property
    def recall(self) -> float | None:
        """The share of the gold that was found; None where the gold has nothing."""
        return _share(self.true_positives, self.true_positives + self.false_negatives)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both; None where there is neither gold nor anything found."""
        both = 2 * self.true_positives + self.false_positives + self.false_negatives
        return _share(2 * self.true_positives, both)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


@dataclass(frozen=True, slots=True)
class Matching:
    """Who is who: ``entities`` maps nodes to gold ids, ``facts`` predicted to gold facts, by index.

    ``ignored`` are the predicted facts (indices) that count neither way.
    """

    gold: GoldDocument
    prediction: Prediction
    entities: Mapping[str, str]
    facts: Mapping[int, int]
    ignored: frozenset[int]


def match(gold: GoldDocument, prediction: Prediction) -> Matching:
    """Assigns nodes and facts of ``prediction`` to those of ``gold``.

    Both are put in an order of their content first, so that theirs has no influence.
    """
    gold = replace(gold, entities=_by_id(gold.entities), facts=_by_content(gold.facts))
    prediction = Prediction(_by_id(prediction.entities), _by_content(prediction.facts))
    sides = Sides(gold, prediction)
    entities = match_entities(sides)
    facts = match_facts(sides, entities)
    ignored = frozenset(
        index
        for index, fact in enumerate(prediction.facts)
        if (index in facts and gold.facts[facts[index]].optional)
        or (index not in facts and is_exempt(sides, entities, fact))
    )
    return Matching(gold, prediction, entities, facts, ignored)


def _by_id(things: Iterable[_Thing]) -> tuple[_Thing, ...]:
    return tuple(sorted(things, key=lambda thing: thing.id))


def _by_content(facts: Iterable[_Fact]) -> tuple[_Fact, ...]:
    return tuple(
        sorted(facts, key=lambda fact: (fact.rel, fact.s, str(fact.o), fact.titles, repr(fact)))
    )


def count_entities(matching: Matching) -> dict[str, Count]:
    """Counts for each entity type."""
    gold = {entity.id: entity for entity in matching.gold.entities}
    counts: dict[str, Count] = {}
    for node in matching.prediction.entities:
        found = matching.entities.get(node.id)
        if found is None:
            _add(counts, node.type, Count(false_positives=1))
        elif not gold[found].optional:
            _add(counts, node.type, Count(true_positives=1))
    matched = set(matching.entities.values())
    for entity in matching.gold.entities:
        if not entity.optional and entity.id not in matched:
            _add(counts, entity.type, Count(false_negatives=1))
    return counts


def count_facts(matching: Matching) -> dict[str, Count]:
    """Counts for each relation."""
    counts: dict[str, Count] = {}
    for index, fact in enumerate(matching.prediction.facts):
        if index in matching.ignored:
            continue
        right = index in matching.facts
        _add(counts, fact.rel, Count(true_positives=right, false_positives=not right))
    matched = set(matching.facts.values())
    for index, gold in enumerate(matching.gold.facts):
        if not gold.optional and index not in matched:
            _add(counts, gold.rel, Count(false_negatives=1))
    return counts


def _add(counts: dict[str, Count], name: str, count: Count) -> None:
    counts[name] = counts.get(name, Count()) + count
