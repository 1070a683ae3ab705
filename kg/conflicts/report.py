"""Contradictions to be read: as text, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from kg.conflicts.known import Conflict, Side, Statement


def as_text(conflicts: Sequence[Conflict]) -> str:
    """A paragraph a contradiction, with the surest sentence of each side."""
    if not conflicts:
        return "No contradictions.\n"
    return "\n".join("\n".join(_lines(conflict)) + "\n" for conflict in conflicts)


def as_json(conflicts: Sequence[Conflict]) -> str:
    """A list with all sentences, and a final newline."""
    rows = [
        {
            "kind": conflict.kind,
            "thing": conflict.thing,
            "label": conflict.label,
            "sides": [
                {**asdict(side), "sources": side.sources, "dates": side.dates}
                for side in conflict.sides
            ],
        }
        for conflict in conflicts
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _lines(conflict: Conflict) -> Iterator[str]:
    yield f"{conflict.kind}: {_line(conflict.label)}"
    for side in conflict.sides:
        yield f"  {_line(side.label)}  ({_support(side)})"
        if side.statements:
            yield f"    {_said(side.statements[0])}"


def _support(side: Side) -> str:
    if not side.statements:
        return f"{side.origin or 'no sentence'}; fact {side.fact}"
    sources = "1 source" if side.sources == 1 else f"{side.sources} independent sources"
    dates = " – ".join(sorted({side.dates[0], side.dates[-1]})) if side.dates else ""
    return "; ".join(filter(None, (sources, dates, f"fact {side.fact}")))


def _said(statement: Statement) -> str:
    identifier = statement.document.rpartition("/")[2]
    where = (identifier, statement.date, statement.source, statement.title)
    return f"[{', '.join(_line(part) for part in where if part)}] {_line(statement.text)}"


def _line(text: str) -> str:
    return " ".join(text.split())
