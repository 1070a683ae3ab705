"""``kg stats``: counts, central things and communities."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.options import common_options, open_graph


@click.command()
@click.option("--format", type=click.Choice(["table", "json"]), default="table", show_default=True)
@common_options
def stats(format: str, store: Path | None) -> None:
    """Count the graph, and show its central people and bodies and its communities."""
    from kg.stats import measure

    with open_graph(store) as graph:
        measures = measure(graph)
    click.echo(measures.as_json() if format == "json" else measures.as_text(), nl=False)
