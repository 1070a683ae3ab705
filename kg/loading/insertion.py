"""Quads as an update of SPARQL 1.1."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

# In N-Triples text: a backslash and what it escapes; for a backslash also a «u» behind it.
_ESCAPE = re.compile(r"\\(?:\\([uU])?|.)", re.DOTALL)
# In eight digits: some read four digits with four more behind them as one character.
_LETTERS = {"u": r"\U00000075", "U": r"\U00000055"}


def insert_data(quads: Iterable[ox.Quad]) -> str:
    """``INSERT DATA`` of the quads, each named graph once, in the order in which they are met."""
    graphs: dict[ox.Quad, list[str]] = defaultdict(list)
    for quad in quads:
        triple = f"{quad.subject} {quad.predicate} {_in_sparql(quad.object)} ."
        graphs[quad.graph_name].append(triple)  # type: ignore[index]
    parts = []
    for name, triples in graphs.items():
        lines = "\n".join(triples)
        is_default = isinstance(name, ox.DefaultGraph)
        parts.append(lines if is_default else f"GRAPH {name} {{\n{lines}\n}}")
    return "INSERT DATA {\n" + "\n".join(parts) + "\n}\n"


def _in_sparql(term: object) -> str:
    r"""A term as SPARQL has it.

    That is as N-Triples has it, but SPARQL replaces ``\uXXXX`` wherever it stands before it reads
    the text (section 19.2), and not every server sees that the backslash of ``\\u0022`` is escaped.
    Therefore a «u» behind an escaped backslash is escaped too.
    """
    text = str(term)
    return _ESCAPE.sub(_escaped, text) if isinstance(term, ox.Literal) else text


def _escaped(found: re.Match[str]) -> str:
    return "\\\\" + _LETTERS[found[1]] if found[1] else found[0]
