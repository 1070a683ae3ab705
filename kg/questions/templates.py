"""The questions that are understood: how they are said, and the SPARQL that answers each.

They are data, ``kg/data/questions/*.toml``. The query of a template is put together from parts
that stand there, and from nothing else: what somebody asks is bound as terms.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg.arabic import name_key
from kg.errors import PatternError
from kg.model import EntityType
from kg.questions.patterns import Sequence_, Slot, expand, match

FOLDER = Path(__file__).parents[1] / "data" / "questions"
"""The folder of the templates that come with kg."""
LANGUAGES = ("ar", "en")

TITLE, YEAR = "title", "year"
"""The kinds of slots that hold no thing: the words of a title, a year."""

_SAID = {"name", "title_ar", "title_en", "ask_ar", "ask_en"}
_NEEDED = _SAID | {"patterns", "slots", "where", "columns", "examples"}
_CLAIM = """\
  OPTIONAL {{ GRAPH rw:claims {{
    ?claim rdf:subject {0} ; rdf:predicate {1} ; rdf:object {2} ; prov:wasQuotedFrom ?sentence .
  }} }}
"""


@dataclass(frozen=True, slots=True)
class Template:
    """A question that is understood.

    ``asked`` is it in its plainest words, by language, with slots in braces; ``titles`` say what
    it asks for. ``slots`` have kinds of :class:`Words`, :data:`TITLE` or :data:`YEAR`.
    ``columns`` are the variables that are shown, each with its headings by language. The query
    has the slots among its variables; its further variables are ``sentences``, how many state
    the row, ``evidence``, the IRI of one of them, and ``fact``, the digest of the fact.
    """

    name: str
    titles: Mapping[str, str]
    asked: Mapping[str, str]
    sequences: tuple[Sequence_, ...]
    slots: Mapping[str, str]
    columns: Mapping[str, Mapping[str, str]]
    query: str
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
        examples=tuple(row["examples"]),
        others=tuple(row.get("others", ())),
    )


def _query(row: Mapping[str, Any]) -> str:
    """The query of a template: its pattern, and the sentences that state its fact."""
    shown = [f"?{name}" for name in (*row["slots"], *row["columns"])]
    where = "".join(f"  {line}\n" for line in row["where"].strip().splitlines())
    digest = ""
    if "fact" in row:
        where += _CLAIM.format(*row["fact"].split())
        digest = '\n       (MIN(STRAFTER(STR(?claim), "&claim=")) AS ?fact)'
    if "?sentence" not in where:
        raise PatternError(f"question {row['name']!r}: expected a 'fact', or ?sentence in 'where'")
    order = " ".join(f"?{name}" for name in row["columns"])
    return (
        f"SELECT {' '.join(shown)}\n"
        "       (COUNT(DISTINCT ?sentence) AS ?sentences) (MIN(STR(?sentence)) AS ?evidence)"
        f"{digest}\nWHERE {{\n{where}}}\n"
        f"GROUP BY {' '.join(shown)}\nORDER BY DESC(?sentences) {order}\n"
    )
