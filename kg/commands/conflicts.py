"""``kg conflicts``: what the texts cannot all be right about."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.options import graph_options, open_graph
from kg.commands.terminal import printable

KINDS = ("post", "place", "date", "edition", "country", "parent")
"""Those of :data:`kg.conflicts.KINDS`, named here so that help needs no import."""


@click.command()
@click.option(
    "--kind",
    "kinds",
    type=click.Choice(KINDS),
    multiple=True,
    help="Only contradictions of this kind; may be repeated [default: all].",
)
@click.option(
    "--within",
    type=click.IntRange(min=0),
    default=30,
    show_default=True,
    metavar="DAYS",
    help="Two articles that are farther apart may both be right about who holds a post.",
)
@click.option("--format", type=click.Choice(["table", "json"]), default="table", show_default=True)
@graph_options
def conflicts(kinds: tuple[str, ...], within: int, format: str, store: Path | str | None) -> None:
    """List contradictions with the sentences on both sides, the best supported first."""
    from kg.conflicts import find
    from kg.conflicts.report import as_json, as_text

    with open_graph(store) as graph:
        found = find(graph, kinds=kinds or KINDS, within=within)
    if format == "json":
        click.echo(as_json(found), nl=False)
        return
    for line in as_text(found).splitlines():
        click.echo(printable(line))
