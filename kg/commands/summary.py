"""What the verbs that change a store say at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.commands.terminal import Terminal

if TYPE_CHECKING:
    from kg.pipeline import Build
    from kg.reports import BuildReport


def finish(context: click.Context, done: Build, place: str) -> None:
    """Say what the graph holds and what was wrong; exit code 1 where something was."""
    done.graph.close()
    tell(context, done.report, place)


def tell(context: click.Context, report: BuildReport, place: str) -> None:
    """Say what was built and what was wrong; exit code 1 where something was."""
    terminal: Terminal = context.obj
    for note in report.notes:
        terminal.note(str(note))
    if not terminal.quiet:
        _summarize(report, place)
    if terminal.problems(report.problems):
        context.exit(1)


def _summarize(report: BuildReport, place: str) -> None:
    from rich.console import Console
    from rich.table import Table

    entities = Table("entities", "", box=None, pad_edge=False)
    facts = Table("facts", "", box=None, pad_edge=False)
    for table, counts in ((entities, report.entities), (facts, report.facts)):
        table.columns[1].justify = "right"
        for name, count in counts.items():
            table.add_row(str(name), str(count))
        table.add_row("all", str(sum(counts.values())), style="bold")
    both = Table.grid(padding=(0, 4))
    both.add_row(entities, facts)
    console = Console(highlight=False, soft_wrap=True)
    held = f"{_count(report.documents, 'document')}, {_count(report.sentences, 'sentence')}"
    kept = report.documents - report.extracted
    of_them = f" ({kept} of them read before)" if kept > 0 else ""
    console.print(f"{held}{of_them} → {place}", markup=False)
    console.print(both)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
