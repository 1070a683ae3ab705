"""Replies as text for a terminal, and as plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kg.lookup import Match
from kg.questions.replies import Answer, Reply, Row, Unknown, Which
from kg.questions.templates import words
from kg.results import in_one_line, shorten


def tell(reply: Reply) -> str:
    """A reply in lines, with a final newline."""
    tellers = {Answer: _answer, Which: _which, Unknown: _unknown}
    lines = tellers[type(reply)](reply)  # type: ignore[operator]
    return "".join(f"{line}\n" for line in lines)


def as_values(reply: Reply) -> dict[str, Any]:
    """A reply as values of JSON; ``reply`` says which kind of reply it is."""
    values: dict[str, Any] = {
        "reply": type(reply).__name__.lower(),
        "question": reply.question,
        "language": reply.language,
    }
    match reply:
        case Answer():
            values |= {
                "template": reply.template.name,
                "understood": reply.understood,
                "bound": {slot: _match(each) for slot, each in reply.bound.items()},
                "others": {
                    slot: [_match(each) for each in matches]
                    for slot, matches in reply.others.items()
                },
                "columns": list(reply.template.columns),
                "rows": [_row(reply, row) for row in reply.rows],
                "is_cut": reply.is_cut,
                "sparql": reply.sparql,
            }
        case Which():
            values |= {
                "template": reply.template.name,
                "slot": reply.slot,
                "text": reply.text,
                "candidates": [_match(each) for each in reply.candidates],
                "total": reply.total,
            }
        case Unknown():
            values |= {
                "missing": reply.missing,
                "suggestions": [each.question for each in reply.suggestions],
            }
    return values


def _match(match: Match) -> dict[str, str]:
    return {"iri": match.iri, "type": match.type.value, "label": match.label}


def _row(answer: Answer, row: Row) -> dict[str, Any]:
    evidence = row.evidence
    return {
        **{
            column: {"text": cell.text, "iri": cell.iri}
            for column, cell in zip(answer.template.columns, row.cells, strict=True)
        },
        "sentences": row.sentences,
        "fact": row.fact,
        "evidence": evidence and {"iri": evidence.iri, "text": evidence.text},
    }


def _answer(answer: Answer) -> Iterator[str]:
    phrases = words().phrases[answer.language]
    yield in_one_line(answer.understood)
    if not answer.rows:
        yield phrases["nothing"]
    elif answer.is_cut:
        yield phrases["cut"].format(count=len(answer.rows))
    for number, row in enumerate(answer.rows, start=1):
        yield ""
        yield from _lines(answer, number, row)
    if answer.others:
        yield ""
        yield f"{phrases['others']}:"
        for slot, matches in answer.others.items():
            yield from _choices(slot, matches)
    yield ""
    yield f"{phrases['sparql']}:"
    yield ""
    yield from answer.sparql.rstrip().splitlines()


def _lines(answer: Answer, number: int, row: Row) -> Iterator[str]:
    phrases = words().phrases[answer.language]
    headings = answer.template.columns.values()
    cells = [
        f"{heading[answer.language]}: {in_one_line(cell.text)}"
        for heading, cell in zip(headings, row.cells, strict=True)
        if cell.text
    ]
    yield f"{number}. {' · '.join(cells)}"
    iris = [shorten(cell.iri) for cell in row.cells if cell.iri]
    if iris:
        yield f"   {'  '.join(iris)}"
    if row.evidence is None:
        yield f"   {phrases['unstated']}"
        return
    fact = f" · kg why {row.fact}" if row.fact else ""
    yield f"   {phrases['sentences']}: {row.sentences}{fact}"
    yield f"   «{in_one_line(row.evidence.text)}»"


def _which(which: Which) -> Iterator[str]:
    phrases = words().phrases[which.language]
    yield phrases["which"].format(text=in_one_line(which.text))
    yield from _choices(which.slot, which.candidates)
    if which.total > len(which.candidates):
        yield "  " + phrases["more"].format(count=which.total - len(which.candidates))


def _unknown(unknown: Unknown) -> Iterator[str]:
    phrases = words().phrases[unknown.language]
    yield (
        phrases["missing"].format(text=in_one_line(unknown.missing))
        if unknown.missing
        else phrases["unknown"]
    )
    if unknown.suggestions:
        yield f"{phrases['nearest']}:"
        for each in unknown.suggestions:
            yield f"  {in_one_line(each.question)}"


def _choices(slot: str, matches: Iterable[Match]) -> Iterator[str]:
    for match in matches:
        yield f"  --choose {slot}={shorten(match.iri)}  «{in_one_line(match.label)}»"
