"""What went wrong: every miss and every false positive, with its kind and its sentence."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.evaluation.gold import GoldEntity, GoldFact
from kg.evaluation.names import name_keys
from kg.evaluation.prediction import PredictedEntity, PredictedFact
from kg.evaluation.scoring import Matching

KINDS = (
    "entity missed",
    "wrong type",
    "wrong extent",
    "split",
    "merge",
    "spurious entity",
    "fact missed: entity missed",
    "relation missed",
    "relation wrong",
    "direction wrong",
    "title wrong",
    "end wrong",
    "said twice",
    "spurious relation",
    "relation of a spurious entity",
)
"""Kinds of errors, in the order of the listing.

An error of both sides (a wrong type is a miss and a false positive) is one entry with both
``gold`` and ``found``. «end wrong» is a fact with the right subject and relation but another
object.
"""

_SENTENCE = re.compile(r"[^.!?؟\n]+[.!?؟]?")


@dataclass(frozen=True, slots=True)
class Mistake:
    """One error: ``gold`` is what was expected, ``found`` what was there.

    ``name`` is the type or relation, ``pattern`` the pattern that a wrong fact comes from.
    """

    kind: str
    doc: str
    name: str
    gold: str | None
    found: str | None
    sentence: str
    pattern: str = ""


def diagnose(matching: Matching, *, text: str = "") -> tuple[Mistake, ...]:
    """All errors of a matching, by kind.

    ``text`` is the document's, to show where a missed name stands.
    """
    mistakes = [*_entity_mistakes(matching, text), *_fact_mistakes(matching)]
    return tuple(
        sorted(
            mistakes,
            key=lambda item: (KINDS.index(item.kind), item.name, item.gold or "", item.found or ""),
        )
    )


def _entity_mistakes(matching: Matching, text: str) -> list[Mistake]:
    gold = matching.gold
    taken = set(matching.entities.values())
    missed = [item for item in gold.entities if not item.optional and item.id not in taken]
    spurious = [node for node in matching.prediction.entities if node.id not in matching.entities]
    mistakes = []
    paired: set[str] = set()
    for entity in missed:
        kind, node = _explain_miss(matching, entity, [n for n in spurious if n.id not in paired])
        if node is not None and kind != "merge":
            paired.add(node.id)
        mistakes.append(_entity_mistake(matching, kind, entity, node, text))
    for node in spurious:
        if node.id not in paired:
            kind, other = _explain_spurious(matching, node)
            mistakes.append(_entity_mistake(matching, kind, other, node, text))
    return mistakes


def _explain_miss(
    matching: Matching, entity: GoldEntity, spurious: list[PredictedEntity]
) -> tuple[str, PredictedEntity | None]:
    aliases = name_keys(entity.aliases)
    for node in spurious:
        if node.type != entity.type and aliases & name_keys(node.labels):
            return "wrong type", node
    for node in matching.prediction.entities:
        if node.id in matching.entities and aliases & name_keys(node.labels):
            return ("merge" if node.type == entity.type else "entity missed"), node
    for node in spurious:
        if node.type == entity.type and _overlap(aliases, name_keys(node.labels)):
            return "wrong extent", node
    return "entity missed", None


def _explain_spurious(matching: Matching, node: PredictedEntity) -> tuple[str, GoldEntity | None]:
    labels = name_keys(node.labels)
    for kind, same_type in (("split", True), ("wrong type", False)):
        for entity in matching.gold.entities:
            if (entity.type == node.type) == same_type and labels & name_keys(entity.aliases):
                return kind, entity
    for entity in matching.gold.entities:
        if entity.type == node.type and _overlap(labels, name_keys(entity.aliases)):
            return "wrong extent", entity
    return "spurious entity", None


def _overlap(some: Iterable[str], others: Iterable[str]) -> bool:
    """Whether one name is a run of words of another, or both begin with the same two words.

    A definite reference («المؤتمر») stands in too many names to say anything.
    """
    for one, other in itertools.product(some, others):
        shorter, longer = sorted((one, other), key=len)
        if shorter.startswith("ال") and " " not in shorter:
            continue
        if f" {shorter} " in f" {longer} " or one.split()[:2] == other.split()[:2]:
            return True
    return False


def _entity_mistake(
    matching: Matching,
    kind: str,
    entity: GoldEntity | None,
    node: PredictedEntity | None,
    text: str,
) -> Mistake:
    sentence = node.sentences[0] if node and node.sentences else ""
    if not sentence and entity:
        sentence = _sentence_of(matching, entity, text)
    return Mistake(
        kind=kind,
        doc=matching.gold.doc,
        name=entity.type if entity else node.type if node else "",
        gold=_describe_gold(entity) if entity else None,
        found=f"{node.type} {' | '.join(node.labels)}" if node else None,
        sentence=sentence,
    )


def _describe_gold(entity: GoldEntity) -> str:
    return f"{entity.type} {entity.name}{' (optional)' if entity.optional else ''}"


def _sentence_of(matching: Matching, entity: GoldEntity, text: str) -> str:
    """The first sentence with one of the names; of a meeting, whose name is only a
    description, the evidence of a fact.
    """
    if entity.type != "Meeting":
        for name in entity.aliases:
            for sentence in _SENTENCE.finditer(text):
                if name in sentence[0]:
                    return sentence[0].strip()
    facts = (fact for fact in matching.gold.facts if entity.id in (fact.s, fact.o))
    return next((fact.evidence for fact in facts), "")


def _fact_mistakes(matching: Matching) -> list[Mistake]:
    taken = set(matching.facts.values())
    missed = [
        fact
        for index, fact in enumerate(matching.gold.facts)
        if not fact.optional and index not in taken
    ]
    spurious = [
        fact
        for index, fact in enumerate(matching.prediction.facts)
        if index not in matching.facts and index not in matching.ignored
    ]
    mistakes = []
    for fact in missed:
        kind, said = _explain_missed_fact(matching, fact, spurious)
        if said is not None:
            spurious.remove(said)
        mistakes.append(_fact_mistake(matching, kind, fact, said))
    for said in spurious:
        kind, twin = _explain_spurious_fact(matching, said)
        mistakes.append(_fact_mistake(matching, kind, twin, said))
    return mistakes


def is_entity_missed(matching: Matching, fact: GoldFact) -> bool:
    """Whether a fact could not be found because one of its ends was not."""
    known = set(matching.entities.values())
    ids = {entity.id for entity in matching.gold.entities}
    ends = (fact.s, fact.o) if fact.rel not in ("date", "theme") else (fact.s,)
    return any(end in ids and end not in known for end in ends)


def _explain_missed_fact(
    matching: Matching, fact: GoldFact, spurious: list[PredictedFact]
) -> tuple[str, PredictedFact | None]:
    if is_entity_missed(matching, fact):
        return "fact missed: entity missed", None
    for said in spurious:
        kind = _difference(matching, fact, said)
        if kind:
            return kind, said
    return "relation missed", None


def _explain_spurious_fact(matching: Matching, said: PredictedFact) -> tuple[str, GoldFact | None]:
    for fact in matching.gold.facts:
        ends = (matching.entities.get(said.s), _gold_end(matching, said.o))
        if fact.rel == said.rel and (fact.s, fact.o) == ends:
            is_other = fact.rel == "role" and not name_keys(said.titles) & name_keys(fact.titles)
            return ("title wrong" if is_other else "said twice"), fact
    nodes = {node.id for node in matching.prediction.entities}
    if any(end in nodes and end not in matching.entities for end in (said.s, said.o)):
        return "relation of a spurious entity", None
    return "spurious relation", None


def _difference(matching: Matching, fact: GoldFact, said: PredictedFact) -> str:
    """How ``said`` misses ``fact``; empty where it is another matter."""
    start, end = matching.entities.get(said.s), _gold_end(matching, said.o)
    if said.rel == fact.rel and (start, end) == (fact.s, fact.o):
        return "title wrong"
    if said.rel == fact.rel and (end, start) == (fact.s, fact.o):
        return "direction wrong"
    if {start, end} == {fact.s, fact.o} and said.o is not None:
        return "relation wrong"
    if said.rel == fact.rel and start == fact.s:
        return "end wrong"
    return ""


def _gold_end(matching: Matching, end: str | int | None) -> str | int | None:
    """The gold id of a node, a literal as it is; a node without a gold id is no gold end."""
    if end in {node.id for node in matching.prediction.entities}:
        return matching.entities.get(str(end), "unmatched")
    return end


def _fact_mistake(
    matching: Matching, kind: str, fact: GoldFact | None, said: PredictedFact | None
) -> Mistake:
    names = {entity.id: entity.name for entity in matching.gold.entities}
    labels = {
        node.id: node.labels[0] if node.labels else node.id for node in matching.prediction.entities
    }
    sentence = said.evidence[0] if said and said.evidence else fact.evidence if fact else ""
    return Mistake(
        kind=kind,
        doc=matching.gold.doc,
        name=fact.rel if fact else said.rel if said else "",
        gold=_line(fact.rel, fact.s, fact.o, fact.titles, names) if fact else None,
        found=_line(said.rel, said.s, said.o, said.titles, labels) if said else None,
        sentence=sentence,
        pattern=said.pattern if said else "",
    )


def _line(
    rel: str, s: str, o: str | int | None, titles: tuple[str, ...], names: dict[str, str]
) -> str:
    title = f" «{' / '.join(titles)}»" if titles else ""
    end = "—" if o is None else names.get(o, o) if isinstance(o, str) else o
    return f"{names.get(s, s)} — {rel}{title} → {end}"
