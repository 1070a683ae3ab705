"""The rules of the ontology: what follows from what, as SPARQL 1.1 CONSTRUCT.

A rule is a file of ``ontology/rules`` with a header in both languages (:mod:`kg.headers`). Its
WHERE says when it holds, exceptions included; it reads the graph as a plain query does. What it
denies (``FILTER NOT EXISTS``) is what sentences state, or what conclusions cannot make true or
false (that a place lies in itself), so that no conclusion hangs on the absence of another.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rdflib import URIRef

from kg.assets import folder
from kg.errors import QueryError
from kg.graph.queries import refuse
from kg.graph.vocabulary import INFERRED_GRAPHS, RULES
from kg.headers import read_header

Version = tuple[str, str]
"""The name of a rule, and the SHA-256 of its file in hex digits."""

_CONSTRUCT = re.compile(r"^CONSTRUCT\b", re.MULTILINE)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its name (the file's, without ``.rq``) and its explanations."""

    name: str
    text: str
    title_ar: str
    title_en: str
    description_ar: str
    description_en: str

    @property
    def iri(self) -> URIRef:
        """The rule itself, which stands as the origin of what it concludes."""
        return RULES[self.name]

    @property
    def graph(self) -> URIRef:
        """The graph of what it concludes."""
        return INFERRED_GRAPHS[self.name]

    @property
    def version(self) -> Version:
        """By which a store knows whether it was this very rule."""
        return self.name, hashlib.sha256(self.text.encode()).hexdigest()


@cache
def shipped() -> Mapping[str, Rule]:
    """The rules of the ontology by name, in alphabetical order. Raises QueryError."""
    files = sorted((folder("ontology") / "rules").glob("*.rq"))
    return {file.stem: read_rule(file) for file in files}


def read_rule(file: Path) -> Rule:
    """The rule of a file. Raises QueryError where it cannot be read or is no rule."""
    header = read_header(file)
    if not _CONSTRUCT.search(header.text):
        raise QueryError(f"{file}: found no line that begins with CONSTRUCT; expected a rule")
    refuse(header.text)
    return Rule(file.stem, header.text, **header.explained)


def choose(names: Collection[str] = ()) -> tuple[Rule, ...]:
    """The rules of these names, or all where there are none. Raises QueryError for another name."""
    known = shipped()
    for name in names:
        if name not in known:
            expected = ", ".join(known)
            raise QueryError(f"found the rule {name!r}; expected one of {expected}")
    return tuple(rule for name, rule in known.items() if name in names or not names)


def present(versions: Iterable[Version]) -> tuple[Rule, ...]:
    """The rules of a store as they are today; of one that there is no more the log tells."""
    found = []
    for name, _ in versions:
        if name in shipped():
            found.append(shipped()[name])
        else:
            _log.warning("the rule %s is no longer there; what it concluded is dropped", name)
    return tuple(found)
