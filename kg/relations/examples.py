"""Examples: the sentences beside a pattern that say what it must claim, and where it must not.

A positive example is a text, an arrow, and all that the pattern makes of the text::

    قال يونس سالم، المدير العام لمكتب الرياضة => role: يونس سالم | المدير العام | مكتب الرياضة
    أقيم ملتقى العلوم في نسخته الخامسة => edition: ملتقى العلوم | 5
    التقى يونس سالم خالد مراد => participant: * | يونس سالم; participant: * | خالد مراد

Statements are parted by ``;``, their fields by ``|``. A claim is ``relation: subject | object``,
where a literal is written as it is, and a role ``role: person | title | body`` (without the last
where no body is claimed). ``*`` is a Meeting that the pattern itself describes. What a pattern of
offices groups is ``office: title | body``. Statements stand in any order, each as often as it is
claimed. A negative example is a text alone, in which the pattern makes nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.errors import PatternError
from kg.model import EntityType, Relation
from kg.relations.reading import Reading

ARROW = " => "
_STATEMENT = re.compile(r"(?P<relation>[a-z_]+): (?P<fields>\S.*)")


@dataclass(frozen=True, slots=True)
class Example:
    """A text and the statements that a pattern must make of it, sorted; none for a negative one."""

    text: str
    statements: tuple[str, ...]


def read_positive(line: str, *, relations: frozenset[str], where: str) -> Example:
    """A positive example; ``relations`` are those that the pattern can claim.

    Raises PatternError where it is not in the form above.
    """
    text, arrow, stated = line.partition(ARROW)
    if not text.strip() or not arrow or ARROW in stated:
        raise PatternError(
            f"{where}: positive example {line!r}; expected 'text => relation: subject | object'"
        )
    found = [_statement(each.strip(), relations, where) for each in stated.split(";")]
    return Example(text, tuple(sorted(found)))


def read_negative(line: str, *, where: str) -> Example:
    """A negative example. Raises PatternError where it is empty or states something."""
    if not line.strip() or ARROW.strip() in line:
        raise PatternError(f"{where}: negative example {line!r}; expected a text alone")
    return Example(line, ())


def _statement(stated: str, relations: frozenset[str], where: str) -> str:
    found = _STATEMENT.fullmatch(stated)
    if found is None or found["relation"] not in relations:
        raise PatternError(
            f"{where}: found {stated!r} in a positive example; expected"
            f" 'relation: subject | object' with one of {', '.join(sorted(relations))}"
        )
    relation = found["relation"]
    fields = [field.strip() for field in found["fields"].split("|")]
    expected = {"role": (2, 3), "office": (1, 2)}.get(relation, (2,))
    if len(fields) not in expected or not all(fields):
        raise PatternError(
            f"{where}: found {stated!r} in a positive example; expected"
            f" {' or '.join(map(str, expected))} fields"
        )
    return state(relation, *fields)


def state(relation: str, *fields: str | int | None) -> str:
    """A statement as it is compared; fields that are None are left out."""
    return f"{relation}: {' | '.join(str(field) for field in fields if field is not None)}"


def statements(reading: Reading, pattern: str) -> tuple[str, ...]:
    """What a pattern made of a document, sorted, in the form of examples."""
    found = [
        state("office", office.title, *(reading.mentions[body].name for body in office.bodies))
        for office in reading.offices
        if office.pattern == pattern
    ]
    made = {
        index
        for index, mention in enumerate(reading.mentions)
        if mention.type is EntityType.MEETING and mention.pattern.endswith(".verb")
    }
    names = ["*" if i in made else each.name for i, each in enumerate(reading.mentions)]
    for claim in reading.claims:
        if claim.pattern != pattern:
            continue
        target = None if claim.object is None else names[claim.object]
        title = claim.title if claim.relation is Relation.ROLE else claim.literal
        found.append(state(claim.relation.value, names[claim.subject], title, target))
    return tuple(sorted(found))
