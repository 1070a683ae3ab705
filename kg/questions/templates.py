"""The questions that are understood: how they are said, and the SPARQL that answers each.

They are data, ``kg/data/questions/*.toml``. The query of a template is put together from parts
that stand there, and from nothing else: what somebody asks is bound as terms.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg.arabic import name_key
from kg.errors import PatternError
from kg.graph.vocabulary import PREFIXES
from kg.model import EntityType
from kg.questions.patterns import Sequence_, Slot, expand, match

FOLDER = Path(__file__).parents[1] / "data" / "questions"
"""The folder of the templates that come with kg."""
LANGUAGES = ("ar", "en")

TITLE, YEAR = "title", "year"
"""The kinds of slots that hold no thing: the words of a title, a year."""

_SAID = {"name", "title_ar", "title_en", "ask_ar", "ask_en"}
_NEEDED = _SAID | {"patterns", "slots", "where", "columns", "examples"}
_VARIABLE = re.compile(r"\?([a-z]+)")


@dataclass(frozen=True, slots=True)
class Template:
    """A question that is understood.

    ``asked`` is it in its plainest words, by language, with slots in braces; ``titles`` say what
    it asks for. ``slots`` have kinds of :class:`Words`, :data:`TITLE` or :data:`YEAR`.
    ``columns`` are the variables that are shown, each with its headings by language. The query
    has the slots and the columns among its variables. ``fact`` is the triple that a row states:
    variables of the query, or the IRI of its predicate; None where the query finds ``sentence``
    by itself.
    """

    name: str
    titles: Mapping[str, str]
    asked: Mapping[str, str]
    sequences: tuple[Sequence_, ...]
    slots: Mapping[str, str]
    columns: Mapping[str, Mapping[str, str]]
    query: str
    fact: tuple[str, str, str] | None
    examples: tuple[Mapping[str, str], ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A way to understand a question: its template and the texts of the slots.

    ``own`` is how many words of the question are the template's own.
    """

    template: Template
    texts: Mapping[str, str]
    own: int


@dataclass(frozen=True, slots=True)
class Words:
    """Types of things by the kind of a slot, and by the nouns with which people refer to them.

    ``phrases`` are what replies say, by language.
    """

    kinds: Mapping[str, frozenset[EntityType]]
    heads: Mapping[str, frozenset[EntityType]]
    phrases: Mapping[str, Mapping[str, str]]


@cache
def shipped() -> Mapping[str, Template]:
    """The templates that come with kg, by name, in the order of the files."""
    files = sorted(FOLDER.glob("*.toml"))
    rows = [row for file in files for row in _load(file).get("template", ())]
    return {row["name"]: _template(row) for row in rows}


@cache
def words() -> Words:
    """The words that come with kg."""
    table = _load(FOLDER / "words.toml")
    kinds = {kind: frozenset(map(EntityType, types)) for kind, types in table["kinds"].items()}
    heads: dict[str, frozenset[EntityType]] = {}
    for type, nouns in table["heads"].items():
        for noun in nouns:
            heads[name_key(noun)] = heads.get(name_key(noun), frozenset()) | {EntityType(type)}
    return Words(kinds, heads, table["phrases"])


def read(question: Sequence[str]) -> Iterator[Reading]:
    """All ways to understand a question, which is given as normal words."""
    if not question:
        return
    for template, sequence in _by_first_word()[question[0]]:
        own = sum(isinstance(each, str) for each in sequence)
        for texts in match(sequence, question):
            yield Reading(template, texts, own)


@cache
def _by_first_word() -> defaultdict[str, list[tuple[Template, Sequence_]]]:
    found: defaultdict[str, list[tuple[Template, Sequence_]]] = defaultdict(list)
    for template in shipped().values():
        for sequence in template.sequences:
            found[str(sequence[0])].append((template, sequence))
    return found


def _load(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _template(row: Mapping[str, Any]) -> Template:
    name = row.get("name", "?")
    if unknown := (row.keys() ^ _NEEDED) - {"fact", "others"}:
        raise PatternError(f"question {name!r}: missing or unknown: {', '.join(sorted(unknown))}")
    sequences = tuple(each for pattern in row["patterns"] for each in expand(pattern))
    for sequence in sequences:
        slots = {each.name for each in sequence if isinstance(each, Slot)}
        if slots != row["slots"].keys():
            raise PatternError(
                f"question {name!r}: found the slots {sorted(slots)} in a pattern; "
                f"expected {sorted(row['slots'])}"
            )
    return Template(
        name=name,
        titles={each: row[f"title_{each}"] for each in LANGUAGES},
        asked={each: row[f"ask_{each}"] for each in LANGUAGES},
        sequences=sequences,
        slots=row["slots"],
        columns={
            column: dict(zip(LANGUAGES, headings, strict=True))
            for column, headings in row["columns"].items()
        },
        query=_query(row),
        fact=_fact(row),
        examples=tuple(row["examples"]),
        others=tuple(row.get("others", ())),
    )


def _fact(row: Mapping[str, Any]) -> tuple[str, str, str] | None:
    if "fact" not in row:
        return None
    subject, predicate, object_ = map(_term, row["fact"].split())
    return subject, predicate, object_


def _query(row: Mapping[str, Any]) -> str:
    """The query of a template: its pattern, the slots, the columns, and the ends of its fact."""
    ends = _VARIABLE.findall(row.get("fact", "?sentence"))
    shown = " ".join(f"?{name}" for name in dict.fromkeys((*row["slots"], *row["columns"], *ends)))
    where = "".join(f"  {line}\n" for line in row["where"].strip().splitlines())
    order = " ".join(f"?{name}" for name in row["columns"])
    return f"SELECT DISTINCT {shown}\nWHERE {{\n{where}}}\nORDER BY {order}\n"


def _term(text: str) -> str:
    """A variable without its mark, or the IRI of a term with a prefix."""
    prefix, _, local = text.partition(":")
    return PREFIXES[prefix] + local if local else text.removeprefix("?")
