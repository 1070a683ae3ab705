"""``kg build``: from sources to a store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.options import common_options, min_confidence_option, recognizer_option
from kg.commands.terminal import Terminal

if TYPE_CHECKING:
    from kg.pipeline import BuildReport


@click.command()
@click.argument("sources", nargs=-1, type=click.Path(path_type=Path), metavar="SOURCE…")
@click.option("--demo", is_flag=True, help="Build the five seed articles that come with kg.")
@common_options
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the graph to this file (N-Quads for .nq). Without --store, no store is written.",
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes to read with [default: 1].",
)
@recognizer_option
@min_confidence_option
@click.pass_context
def build(
    context: click.Context,
    sources: tuple[Path, ...],
    demo: bool,
    store: Path | None,
    output: Path | None,
    workers: int | None,
    recognizer: str | None,
    min_confidence: float | None,
) -> None:
    """Build the graph of files and folders of Arabic text.

    Afterwards the store holds exactly these sources.
    """
    if not sources and not demo:
        raise click.UsageError("expected sources (files and folders), or --demo")
    from kg import assets, pipeline
    from kg.settings import Settings

    terminal: Terminal = context.obj
    settings = Settings.load(
        store=store, workers=workers, recognizer=recognizer, min_confidence=min_confidence
    )
    kept = settings.store if store is not None or output is None else None
    with terminal.progress("reading") as progress:
        built = pipeline.run(
            [*sources, *([assets.folder("seeds")] if demo else [])],
            store=kept,
            output=output,
            settings=settings,
            progress=progress,
        )
    built.graph.close()
    for note in built.report.notes:
        terminal.note(str(note))
    if not terminal.quiet:
        _summarize(built.report, " and ".join(str(place) for place in (kept, output) if place))
    if terminal.problems(built.report.problems):
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
    read = f"{_count(report.documents, 'document')}, {_count(report.sentences, 'sentence')}"
    console.print(f"{read} → {place}", markup=False)
    console.print(both)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
