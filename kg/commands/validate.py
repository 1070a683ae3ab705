"""``kg validate``: the graph against its shapes."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.options import graph_options, open_graph


@click.command()
@graph_options
@click.pass_context
def validate(context: click.Context, store: Path | str | None) -> None:
    """Check the graph against the SHACL shapes of the ontology; exit code 1 where it fails."""
    from kg.graph.shapes import validate as check

    with open_graph(store) as graph:
        report = check(graph)
    click.echo(report.text(), nl=False)
    if not report.conforms:
        context.exit(1)
