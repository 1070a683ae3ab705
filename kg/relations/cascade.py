"""The cascade: patterns level by level, each making larger items of smaller ones.

1. ``neighbours``: what two names say that stand side by side, before one of them is taken into
   an office or a list.
2. ``offices``: a title and its body become an Office.
3. ``between``, ``before`` and ``after``: a person and the offices before and behind the name
   become one Person, with role claims; what stands between two names goes first.
   An office that names nobody stands for whoever was named with it before (``holders``).
4. ``members``: what a title in the plural makes of the people listed behind it.
5. lists: agents joined by commas, «و» and «إلى جانب» become one item that stands for all.
6. ``events``: who does what at which event, and what bodies do and are.

Where items are grouped, the pattern that reaches farthest wins, then the earlier one in the files;
in ``neighbours``, ``members`` and ``events`` every pattern that matches speaks, since a clause can
state several relations.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg import patterns
from kg.chunks import Chunk, Item, Recognition
from kg.patterns import Match
from kg.relations.claims import Clause, make_claims
from kg.relations.context import Context
from kg.relations.counterparts import name_counterparts
from kg.relations.holders import name_holders
from kg.relations.items import kind_tags, read_items
from kg.relations.lists import join_lists
from kg.relations.reading import Office, Reading
from kg.relations.rules import GROUPS, Rule, Rules

NAMING = ("before", "after")
"""Levels behind which an office without a name is somebody who was named before."""

PASSES = 4
"""How often a level runs over its own result («…، عضو … ورئيس … ومدير …»)."""


def read_document(text: str, recognition: Recognition, rules: Rules) -> Reading:
    """The claims of all sentences of a document, in the order of the text."""
    reading = Reading(text=text, mentions=list(recognition.mentions))
    context = Context()
    for sentence in range(len(recognition.words)):
        clause = Clause(tuple(read_items(recognition, sentence)), sentence, context, reading)
        _read_clause(clause, rules)
    return reading


def _read_clause(clause: Clause, rules: Rules) -> None:
    _speak(clause, "neighbours", rules)
    for level in GROUPS:
        for _ in range(PASSES):
            grouped = _group(clause, level, rules)
            if grouped == clause.items:
                break
            clause = clause.with_items(grouped)
        if level in NAMING:
            clause = clause.with_items(tuple(name_holders(clause.items, clause.reading)))
    clause = clause.with_items(name_counterparts(clause.items, clause.sentence, clause.reading))
    _speak(clause, "members", rules)
    clause = clause.with_items(tuple(join_lists(clause.items)))
    _speak(clause, "events", rules)
    clause.context.leave(clause.items, clause.reading.mentions)


def _speak(clause: Clause, level: str, rules: Rules) -> None:
    """Make the claims of every match of a level that groups nothing."""
    for index, item in enumerate(clause.items):
        for rule in rules.starting(level, item.tags):
            match = patterns.match_at(rule.program, clause.items, index)
            if match:
                make_claims(rule, match, clause)


def _group(clause: Clause, level: str, rules: Rules) -> tuple[Item, ...]:
    """The items with every match of the level grouped into one."""
    grouped: list[Item] = []
    index = 0
    while index < len(clause.items):
        best = _farthest(clause.items, index, level, rules)
        if best is None:
            grouped.append(clause.items[index])
            index += 1
            continue
        rule, match = best
        make_claims(rule, match, clause)
        grouped.append(_grouped(rule, match, clause))
        index = match.end
    return tuple(grouped)


def _farthest(
    items: Sequence[Item], index: int, level: str, rules: Rules
) -> tuple[Rule, Match] | None:
    best: tuple[Rule, Match] | None = None
    for rule in rules.starting(level, items[index].tags):
        match = patterns.match_at(rule.program, items, index)
        if match and (best is None or match.end > best[1].end):
            best = rule, match
    return best


def _grouped(rule: Rule, match: Match, clause: Clause) -> Item:
    """One item for a match: the Office with its bodies, or the Person with all tags of the name."""
    items = clause.items
    kind = GROUPS[rule.level]
    kept = items[match.spans(kind.lower())[0][0]]
    mentions = kept.mentions
    tags = {tag for tag in kept.tags if not tag.startswith("+")} | kind_tags(kind)
    tags |= {tag for tag in items[match.start].tags if tag.startswith("+")}
    if kind == "Office":
        tags -= {"@Title"}
        bodies = [item for start, end in match.spans("body") for item in items[start:end]]
        mentions = tuple(mention for body in bodies for mention in body.mentions)
        if kept.chunk and match.spans("event"):
            kept = replace(kept, chunk=_with_event(kept, items[match.end - 1], clause))
        title = kept.chunk.text if kept.chunk else ""
        clause.reading.offices.append(Office(rule.identifier, title, mentions))
    else:
        tags |= {"#grouped", "#" + rule.level}
    return Item(
        start=items[match.start].start,
        end=items[match.end - 1].end,
        tags=frozenset(tags),
        mentions=mentions,
        chunk=kept.chunk,
    )


def _with_event(title: Item, event: Item, clause: Clause) -> Chunk:
    """«مدير المهرجان», «رئيس مهرجان الزهور»: a post at an event says which, for it has no body."""
    assert title.chunk is not None
    behind = clause.reading.text[title.end : event.end].split()
    return replace(title.chunk, text=" ".join((title.chunk.text, *behind)))
