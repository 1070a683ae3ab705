"""The answer of ``kg why`` in words, and as values that JSON can hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from kg.facts import StatedFact, Stating
from kg.lookup import Match, describe
from kg.reasons.comparison import Comparison, Side, Why
from kg.results import in_one_line, shorten

_SENTENCES = 2
"""Of each document so many sentences are shown; JSON has all."""


def tell(why: Why) -> str:
    """The answer in lines, with a final newline."""
    return "".join(map(_written, _lines(why)))


def tell_fact(fact: StatedFact) -> str:
    """A fact in lines: itself, then every sentence that states it."""
    lines = [f"{fact.digest}  {fact}"]
    ends = [end for end in (fact.subject, fact.object) if end is not None and end.iri is not None]
    lines += [f"    {shorten(str(end.iri))}" for end in ends]
    for sentence in fact.sentences:
        lines += _sentence(sentence)
    if not fact.sentences:
        lines.append(f"no sentence states it; it comes from {fact.origin}")
    return "".join(map(_written, lines))


def as_values(why: Why) -> dict[str, Any]:
    """The answer as values that JSON can hold."""
    found = asdict(why)
    for name in ("a", "b"):
        found[name]["likeness"] = getattr(why, name).likeness.name.lower()
    return {"same": why.same, "explained": why.is_explained, **found}


def _written(line: str) -> str:
    """A line of a report, in which only the report's own spaces are kept."""
    indent = len(line) - len(line.lstrip(" "))
    return " " * indent + "  ".join(map(in_one_line, line[indent:].split("  "))) + "\n"


def _lines(why: Why) -> Iterator[str]:
    yield f"A  {_described(why.a, why.documents[0])}"
    yield f"B  {_described(why.b, why.documents[1])}"
    yield ""
    yield "One node: both names mean the same thing." if why.same else "Two nodes."
    for side in why.together:
        yield ""
        yield f"one document calls it both: «{'», «'.join(side.names)}»"
        yield from _side("", side)
    for comparison in why.comparisons:
        yield ""
        yield from _comparison(comparison)
    if not why.is_explained:
        yield ""
        yield (
            "The store has it otherwise than its documents say: by a correction, or as it was "
            "built by other rules or places."
        )
    yield ""
    yield f"looked at {why.looked_at} of {why.held} documents"


def _described(match: Match, documents: int) -> str:
    return f"{describe(match)}, {documents} document{'' if documents == 1 else 's'}"


def _comparison(comparison: Comparison) -> Iterator[str]:
    verdict = "one thing" if comparison.same else "two things"
    names = f"«{comparison.a.name}» and «{comparison.b.name}»"
    yield f"{names}: {verdict}, score {comparison.score:.1f}"
    for reason in comparison.reasons:
        yield f"  {reason.weight:+.1f}  {reason.feature}: {reason.detail}"
    if comparison.same and comparison.score <= 0:
        yield "        the two alone are not enough; other documents speak for them"
    yield from _side("A", comparison.a)
    yield from _side("B", comparison.b)


def _side(mark: str, side: Side) -> Iterator[str]:
    known = [each for each in (side.date, side.title) if each]
    yield "  ".join((f"  {f'{mark} ' if mark else ''}document {side.document}", *known))
    for sentence in side.sentences[:_SENTENCES]:
        yield f"    {sentence}"
    more = len(side.sentences) - _SENTENCES
    if more > 0:
        yield f"    … and {more} more sentence{'' if more == 1 else 's'}"


def _sentence(sentence: Stating) -> Iterator[str]:
    known = [each for each in (sentence.date, sentence.source, sentence.title) if each]
    document = sentence.document.rpartition("/")[2]
    yield ""
    yield f"    {sentence.text}"
    yield "  ".join((f"    document {document}", *known))
    yield f"    {sentence.pattern}, confidence {sentence.confidence:.2f}"
