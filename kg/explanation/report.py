"""An explanation on the terminal: each sentence with numbered marks, then what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.drawing.styles import read_styles
from kg.explanation.reading import Claimed, Explanation, Loser, Marking
from kg.results import in_one_line

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_LOST_BY = {
    "rank": "lower rank, {0} < {1}",
    "length": "shorter, of equal rank {1}",
    "place": "begins later, of equal rank {1}",
    "kind": "kind later in the alphabet, of equal rank {1}",
    "order": "proposed later, otherwise alike",
}


def write_report(explanation: Explanation, console: Console) -> None:
    """Write an explanation; what a text holds can neither move the cursor nor turn lines round."""
    for number in range(len(explanation.sentences)):
        console.print(_marked(explanation, number))
        for marking in explanation.marked(number):
            console.print(_marking(marking))
            for loser in marking.lost:
                console.print(_loser(loser))
        for claim in explanation.claimed(number):
            console.print(_claim(claim, explanation))
        console.print()


def _marked(explanation: Explanation, number: int) -> Text:
    """A sentence with each marking in brackets that end in its number."""
    from rich.text import Text

    text, sentence = explanation.document.text, explanation.sentences[number]
    line = Text(f"{number + 1}. ", style="dim")
    at = sentence.start
    for marking in explanation.marked(number):
        if marking.is_passage:
            continue
        line.append(in_one_line(text[at : marking.start]), style="not dim")
        inside = in_one_line(text[marking.start : marking.end])
        line.append(f"[{inside}]", style=f"not dim {_style(marking.kind)}")
        line.append(str(marking.number), style="dim")
        at = marking.end
    line.append(in_one_line(text[at : sentence.end]), style="not dim")
    return line


def _marking(marking: Marking) -> Text:
    from rich.text import Text

    line = Text(f"  {marking.number} ")
    line.append(marking.kind, style=_style(marking.kind))
    line.append(f" {in_one_line(marking.name)}", style="bold")
    line.append(f"  {_source(marking.pattern, marking.confidence)}", style="dim")
    if marking.is_entity:
        thing = in_one_line(marking.thing)
        if not thing:
            line.append("  → no thing", style="yellow")
        elif thing != in_one_line(marking.name):
            line.append(f"  → {thing}")
    return line


def _loser(loser: Loser) -> Text:
    from rich.text import Text

    why = _LOST_BY[loser.rule].format(*loser.ranks)
    source = _source(loser.pattern, loser.confidence)
    return Text(f"      not {loser.kind} {in_one_line(loser.name)}  {source}: {why}", style="dim")


def _claim(claim: Claimed, explanation: Explanation) -> Text:
    from rich.text import Text

    ends = explanation.markings
    line = Text(f"  {claim.relation}: ", style="bold")
    line.append(f"[{in_one_line(ends[claim.subject].name)}]{claim.subject}", style="not bold")
    if claim.object is not None:
        line.append(f" → [{in_one_line(ends[claim.object].name)}]{claim.object}", style="not bold")
    told = [claim.value, *claim.details.values()]
    line.append("".join(f" · {in_one_line(each)}" for each in told if each), style="not bold")
    line.append(f"  {_source(claim.pattern, claim.confidence)}", style="dim not bold")
    return line


def _source(pattern: str, confidence: float) -> str:
    return f"{pattern} {confidence:.2f}"


def _style(kind: str) -> str:
    types = read_styles()["types"]
    return str(types[kind]["colour"]) if kind in types else "dim underline"
