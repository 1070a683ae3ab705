"""Relation patterns: read from ``kg/data/patterns/*.toml`` and a user's folder, and checked.

A file holds ``[[pattern]]`` tables::

    [[pattern]]
    id = "role.office_in_parentheses"
    level = "after"
    match = '{person:@Person} "(" {office:@Office} ")"'
    claims = [{ relation = "role", subject = "person", object = "office" }]
    confidence = 0.9
    source = "own"
    positive = ["قال يونس سالم (مدير النادي) => role: يونس سالم | مدير | النادي"]
    negative = ["زار يونس سالم (الرياض) مدير النادي"]

=================  ========================================================================
``id``             ``relation.shape``, once in all files
``level``          when the pattern runs (see :mod:`kg.relations.cascade`)
``match``          an expression of :mod:`kg.patterns`
``claims``         what a match states; a pattern of level ``offices`` may have none
``confidence``     the share of right claims that is expected, in (0, 1]
``source``         where the pattern comes from (``own``: written for this project)
``positive``       texts with all that the pattern claims in them (see
                   :mod:`kg.relations.examples`), at least one
``negative``       texts with the same cue in which it claims nothing, at least one
``comment``        what a reader of the file should know (may be left out)
``head``           the noun by which the text goes on about the Meeting that the passage describes:
                   «زيارة» where somebody visits (may be left out)
=================  ========================================================================

A claim is ``{relation, subject, object}`` or, for a literal, ``{relation, subject, value}``:
names of captures, or ``$event``, ``$session``, ``$conference``, ``$meeting`` for what the context
gives, or ``new`` for a Meeting that the passage itself describes. A claim ``status`` or
``attendance_mode`` names its term itself: ``{relation, subject, is = "EventHeld"}``. ``of`` is the
type that the subject must have for the claim to be made. A role may name its ``standing``
(``"Former"``), and its ``title`` where the text has none (then ``object`` is the body); its pattern
may capture ``since``, ``until`` or ``during``, a period. The levels ``offices``, ``before`` and
``after`` make one item of a passage: ``offices`` needs a capture ``office`` (and may have
``body``), ``before`` and ``after`` one named ``person``.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg import patterns
from kg.arabic import normal_form
from kg.errors import PatternError
from kg.lexicons import CLASSES
from kg.model import LITERAL_RELATIONS, EntityType, Relation, Standing
from kg.relations.examples import Example, read_negative, read_positive
from kg.relations.items import FLAGS, KINDS

SHIPPED = Path(__file__).parent.parent / "data" / "patterns"
"""The folder of the patterns that come with kg."""

GROUPS = {"offices": "Office", "between": "Person", "before": "Person", "after": "Person"}
"""The levels that make one item of a passage, in their order, and the kind of that item."""

LEVELS = ("neighbours", *GROUPS, "members", "events")
CONTEXT = frozenset({"$event", "$session", "$conference", "$meeting"})

_KNOWN = {"c:": frozenset(CLASSES), "@": KINDS, "#": FLAGS}
_KEYS: Mapping[str, type] = {
    "id": str,
    "level": str,
    "match": str,
    "claims": list,
    "confidence": float,
    "source": str,
    "head": str,
    "positive": list,
    "negative": list,
    "comment": str,
}
_OPTIONAL = frozenset({"claims", "comment", "head"})
_CLAIM_KEYS = frozenset({"relation", "subject", "object", "value", "is", "of", "standing", "title"})
_TERMS: Mapping[Relation, frozenset[str]] = {
    Relation.STATUS: frozenset(
        {"EventScheduled", "EventHeld", "EventPostponed", "EventCancelled", "EventRescheduled"}
    ),
    Relation.ATTENDANCE_MODE: frozenset(
        {
            "OnlineEventAttendanceMode",
            "OfflineEventAttendanceMode",
            "MixedEventAttendanceMode",
        }
    ),
}
"""Relations to a term of the contract, which the pattern itself names (``is``)."""

_PERIOD = frozenset({"since", "until", "during"})
"""Captures of a role's pattern that say when it was held."""
_IDENTIFIER = re.compile(r"[a-z_]+\.[a-z_]+")


@dataclass(frozen=True, slots=True)
class Template:
    """A claim to make: ``relation`` between captures; ``value`` names the capture of a literal.

    ``term`` is a term that the pattern itself stands for (``EventHeld``). ``of`` is the type that
    the subject must have for the claim to be made, or None for any. ``standing`` is that of a
    role, ``title`` what it is called where no title stands in the text («برئاسة سالم»).
    """

    relation: Relation
    subject: str
    object: str | None
    value: str | None
    term: str | None
    of: EntityType | None
    standing: Standing | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A relation pattern."""

    identifier: str
    level: str
    node: patterns.Node
    program: patterns.Program
    templates: tuple[Template, ...]
    confidence: float
    positive: tuple[Example, ...]
    negative: tuple[Example, ...]
    head: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules in the order of their files, with an index by what they begin with."""

    rules: tuple[Rule, ...]
    digest: str
    _starts: Mapping[str, Mapping[str, tuple[int, ...]]]
    _free: Mapping[str, tuple[int, ...]]

    def starting(self, level: str, tags: frozenset[str]) -> list[Rule]:
        """The rules of a level that an item with these tags may begin, in order."""
        found = set(self._free[level])
        starts = self._starts[level]
        for tag in tags:
            found.update(starts.get(tag, ()))
        return [self.rules[index] for index in sorted(found)]


def load(folders: Sequence[Path] = (SHIPPED,)) -> Rules:
    """All rules of the folders' ``*.toml`` files.

    Raises PatternError with file and pattern for anything that is not as described above.
    """
    rules: list[Rule] = []
    seen: dict[str, Path] = {}
    digest = hashlib.sha256()
    for folder in folders:
        for file in sorted(folder.glob("*.toml")):
            content = _read(file)
            digest.update(content.encode("utf-8"))
            for table in _tables(content, file):
                rule = _rule(table, file)
                if rule.identifier in seen:
                    other = seen[rule.identifier]
                    raise PatternError(
                        f"{file}: pattern {rule.identifier!r} stands in {other} too;"
                        " expected each id once"
                    )
                seen[rule.identifier] = file
                rules.append(rule)
    return _index(tuple(rules), digest.hexdigest())


def _index(rules: tuple[Rule, ...], digest: str) -> Rules:
    starts: dict[str, Mapping[str, tuple[int, ...]]] = {}
    free: dict[str, tuple[int, ...]] = {}
    for level in LEVELS:
        nodes = {i: rule.node for i, rule in enumerate(rules) if rule.level == level}
        starts[level], free[level] = patterns.index_by_first(nodes)
    return Rules(rules, digest, starts, free)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PatternError(f"{file}: {error}; expected a text in UTF-8") from error


def _tables(content: str, file: Path) -> list[Any]:
    try:
        keys = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise PatternError(f"{file}: {error}; expected TOML") from error
    tables = keys.pop("pattern", [])
    if keys or not isinstance(tables, list):
        found = ", ".join(sorted(keys)) or "pattern"
        raise PatternError(f"{file}: found {found}; expected only [[pattern]] tables")
    return tables


def _rule(table: Any, file: Path) -> Rule:
    if not isinstance(table, dict):
        raise PatternError(f"{file}: found {table!r}; expected a [[pattern]] table")
    where = f"{file}: pattern {table.get('id', '?')!r}"
    _check_keys(table, where)
    node = patterns.parse(table["match"], where=where)
    patterns.check(node, where=where, known=_KNOWN)
    captures = patterns.captures_of(node)
    templates = tuple(_template(each, where, captures) for each in table.get("claims", ()))
    level = table["level"]
    _check_use(level, captures, templates, where)
    relations = frozenset(template.relation.value for template in templates)
    relations |= {"office"} if level == "offices" else frozenset()
    return Rule(
        identifier=table["id"],
        level=level,
        node=node,
        program=patterns.assemble(node, where=where),
        templates=templates,
        confidence=table["confidence"],
        positive=tuple(
            read_positive(each, relations=relations, where=where) for each in table["positive"]
        ),
        negative=tuple(read_negative(each, where=where) for each in table["negative"]),
        head=_head(table, templates, where),
    )


def _head(table: dict[str, Any], templates: Sequence[Template], where: str) -> str:
    head = normal_form(table.get("head", ""))
    if head and (" " in head or all(each.subject != "new" for each in templates)):
        raise PatternError(
            f"{where}: found head = {table['head']!r}; expected one word, in a pattern that"
            " describes a Meeting"
        )
    return head


def _check_keys(table: dict[str, Any], where: str) -> None:
    for key in table:
        if key not in _KEYS:
            raise PatternError(f"{where}: unknown key {key!r}; expected {', '.join(_KEYS)}")
    for key, kind in _KEYS.items():
        if key in _OPTIONAL and key not in table:
            continue
        if not isinstance(table.get(key), kind):
            found = f"{key} = {table[key]!r}" if key in table else f"no {key!r}"
            raise PatternError(f"{where}: found {found}; expected {key} as {kind.__name__}")
    if not _IDENTIFIER.fullmatch(table["id"]):
        raise PatternError(f"{where}: expected an id such as 'role.title_after_name'")
    if table["level"] not in LEVELS:
        raise PatternError(
            f"{where}: found level {table['level']!r}; expected one of {', '.join(LEVELS)}"
        )
    if not 0 < table["confidence"] <= 1:
        raise PatternError(
            f"{where}: found confidence {table['confidence']}; expected a number in (0, 1]"
        )
    for key in ("positive", "negative"):
        if not table[key] or not all(isinstance(each, str) for each in table[key]):
            raise PatternError(
                f"{where}: found {key} = {table[key]!r}; expected one example text or more"
            )


def _template(table: Any, where: str, captures: frozenset[str]) -> Template:
    if not isinstance(table, dict) or not set(table) <= _CLAIM_KEYS:
        raise PatternError(
            f"{where}: found claim {table!r};"
            f" expected a table with {', '.join(sorted(_CLAIM_KEYS))}"
        )
    relation = _relation(table.get("relation"), where)
    target = "value" if relation in LITERAL_RELATIONS else "object"
    target = "is" if relation in _TERMS else target
    for other in {"object", "value", "is"} - {target}:
        if other in table:
            raise PatternError(f"{where}: found {other} in a claim {relation}; expected {target}")
    if relation in _TERMS and table.get("is") not in _TERMS[relation]:
        raise PatternError(
            f"{where}: found is = {table.get('is')!r} in a claim {relation};"
            f" expected one of {', '.join(sorted(_TERMS[relation]))}"
        )
    for key in {"subject", target} - {"is"}:
        name = table.get(key)
        known = set(captures)
        if key != "value" and not (key == "object" and relation is Relation.ROLE):
            known |= CONTEXT | {"new"}
        if not isinstance(name, str) or name not in known:
            raise PatternError(
                f"{where}: found {key} = {name!r} in a claim {relation};"
                f" expected one of {', '.join(sorted(known))}"
            )
    return Template(
        relation=relation,
        subject=table["subject"],
        object=table.get("object"),
        value=table.get("value"),
        term=table.get("is"),
        of=_type(table.get("of"), where),
        standing=_standing(table.get("standing"), relation, where),
        title=_title(table.get("title"), relation, where),
    )


def _relation(value: Any, where: str) -> Relation:
    for relation in Relation:
        if relation.value == value:
            return relation
    raise PatternError(f"{where}: found relation {value!r}; expected one of {', '.join(Relation)}")


def _standing(value: Any, relation: Relation, where: str) -> Standing | None:
    if value is None:
        return None
    if relation is not Relation.ROLE or value not in set(Standing):
        raise PatternError(
            f"{where}: found standing = {value!r} in a claim {relation};"
            f" expected one of {', '.join(Standing)} in a role"
        )
    return Standing(value)


def _title(value: Any, relation: Relation, where: str) -> str | None:
    if value is not None and (
        relation is not Relation.ROLE or not isinstance(value, str) or not value.strip()
    ):
        raise PatternError(
            f"{where}: found title = {value!r} in a claim {relation}; expected a text in a role"
        )
    return None if value is None else str(value)


def _type(value: Any, where: str) -> EntityType | None:
    if value is None:
        return None
    for kind in EntityType:
        if kind.value == value:
            return kind
    raise PatternError(f"{where}: found of = {value!r}; expected one of {', '.join(EntityType)}")


def _check_use(
    level: str, captures: frozenset[str], templates: Sequence[Template], where: str
) -> None:
    """Every level has what it needs, and nothing is captured for nothing."""
    used = {name for each in templates for name in (each.subject, each.object, each.value)}
    if any(each.relation is Relation.ROLE for each in templates):
        used |= _PERIOD
    if level in GROUPS:
        kept = GROUPS[level].lower()
        if kept not in captures:
            raise PatternError(f"{where}: no capture {kept!r}; expected one at level {level}")
        used |= {kept, "body", "event"} if level == "offices" else {kept}
    if level != "offices" and not templates:
        raise PatternError(f"{where}: no claims; expected one or more at level {level}")
    if not captures <= used:
        raise PatternError(
            f"{where}: capture {', '.join(sorted(captures - used))} is not used;"
            " expected it in a claim"
        )
