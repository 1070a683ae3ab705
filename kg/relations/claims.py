"""Claims of a match: what the templates of a rule say of the items that it captured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.chunks import Item
from kg.model import Claim, EntityType, Mention, Relation
from kg.patterns import Match
from kg.relations.context import Context
from kg.relations.ordinals import ordinal_of
from kg.relations.reading import Reading
from kg.relations.rules import Rule, Template

_MOST_EDITIONS = 200
"""A larger number behind «نسخته» is a year or counts something else."""
_MOST_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Clause:
    """The items of a sentence at one level, with what was read before it."""

    items: tuple[Item, ...]
    sentence: int
    context: Context
    reading: Reading

    def with_items(self, items: tuple[Item, ...]) -> Clause:
        """The same clause at a later level."""
        return replace(self, items=items)


@dataclass(frozen=True, slots=True)
class _Finding:
    """A rule that matched in a clause; ``made`` is the Meeting that the passage describes."""

    rule: Rule
    match: Match
    clause: Clause
    made: int | None

    @property
    def span(self) -> tuple[int, int]:
        """The passage, in the document."""
        items = self.clause.items
        return items[self.match.start].start, items[self.match.end - 1].end

    def items(self, name: str) -> Iterator[tuple[int, Item]]:
        """The items captured under a name, with their places in the clause."""
        for start, end in self.match.spans(name):
            yield from enumerate(self.clause.items[start:end], start)

    def mentions(self, name: str) -> tuple[int, ...]:
        """The mentions that a name of a template stands for."""
        if name == "new":
            return () if self.made is None else (self.made,)
        if name.startswith("$"):
            context, items = self.clause.context, self.clause.items
            found = context.event(name[1:], items, self.match.start, self.match.end)
            return () if found is None else (found,)
        return tuple(mention for _, item in self.items(name) for mention in item.mentions)


def make_claims(rule: Rule, match: Match, clause: Clause) -> None:
    """Add what a rule says of a match to the reading of the clause."""
    finding = _Finding(rule, match, clause, None)
    if any(template.subject == "new" for template in rule.templates):
        finding = replace(finding, made=_describe(finding))
    types = clause.reading.mentions
    for template in rule.templates:
        for subject in finding.mentions(template.subject):
            if template.of in (None, types[subject].type):
                clause.reading.add(_claims(template, subject, finding))


def _describe(finding: _Finding) -> int:
    """The Meeting that a passage describes: its words are its description."""
    rule, clause = finding.rule, finding.clause
    start, end = finding.span
    meeting = Mention(
        type=EntityType.MEETING,
        start=start,
        end=end,
        sentence=clause.sentence,
        name=" ".join(clause.reading.text[start:end].split()),
        pattern=f"{rule.identifier}.verb",
        confidence=rule.confidence,
        is_reference=True,
        head=rule.head,
    )
    made = clause.reading.describe_meeting(meeting)
    clause.context.remember(made, EntityType.MEETING)
    return made


def _claims(template: Template, subject: int, finding: _Finding) -> Iterator[Claim]:
    claim = _blank(template.relation, subject, finding)
    if template.term is not None:
        yield replace(claim, literal=template.term)
    elif template.value is not None:
        for start, end in finding.match.spans(template.value):
            value = _value(template.relation, finding.clause.items[start:end])
            if value is not None:
                yield replace(claim, literal=value)
    elif template.relation is Relation.ROLE:
        yield from _roles(claim, template, finding)
    else:
        for target in finding.mentions(template.object or ""):
            if target != subject:
                yield replace(claim, object=target)


def _roles(claim: Claim, template: Template, finding: _Finding) -> Iterator[Claim]:
    """A role at each body of each office; «أمينها» is held at the body that the context gives."""
    clause = finding.clause
    since, until = _period(finding)
    claim = replace(claim, since=since, until=until)
    if template.title is not None:
        for target in finding.mentions(template.object or ""):
            yield replace(claim, object=target, title=template.title, standing=template.standing)
        return
    for place, item in finding.items(template.object or ""):
        if item.chunk is None:
            continue
        bodies: tuple[int | None, ...] = item.mentions
        if not bodies and "#possessed" in item.tags:
            bodies = (clause.context.body(clause.items, place),)
        standing = template.standing or item.chunk.standing
        for body in bodies or (None,):
            yield replace(claim, object=body, title=item.chunk.text, standing=standing)


def _period(finding: _Finding) -> tuple[str | None, str | None]:
    """When a role began and ended, where the pattern captures it («من 2001 إلى 2005»)."""
    for _, item in finding.items("during"):
        since, slash, until = item.chunk.text.partition("/") if item.chunk else ("", "", "")
        if slash:
            return since, until
    return _date(finding, "since"), _date(finding, "until")


def _date(finding: _Finding, name: str) -> str | None:
    """The date captured under a name; None where there is none, or a period."""
    found = (item.chunk for _, item in finding.items(name))
    return next((chunk.text for chunk in found if chunk and "/" not in chunk.text), None)


def _value(relation: Relation, items: Sequence[Item]) -> str | int | None:
    """The literal of captured items: the text of a chunk, a number, or an ordinal's value."""
    for item in items:
        if item.chunk is not None:
            text = item.chunk.text
            count = count_of(text)
            if relation is Relation.EDITION:
                return count if count and count <= _MOST_EDITIONS else None
            return count if relation is Relation.ATTENDANCE else text
    return ordinal_of([item.tags for item in items])


def count_of(text: str) -> int | None:
    """«1,200», «1٬200» and «1.200» as 1200; None for what is no whole number."""
    digits = text.replace(",", "").replace("٬", "")
    whole, point, rest = digits.partition(".")
    if point and len(rest) == 3:
        digits = whole + rest
    return int(digits) if digits.isdecimal() and len(digits) <= _MOST_DIGITS else None


def _blank(relation: Relation, subject: int, finding: _Finding) -> Claim:
    start, end = finding.span
    return Claim(
        relation=relation,
        subject=subject,
        object=None,
        sentence=finding.clause.sentence,
        start=start,
        end=end,
        pattern=finding.rule.identifier,
        confidence=finding.rule.confidence,
    )
