"""``kg list``: what a store holds."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.options import common_options, open_graph


@click.command("list")
@click.option("--problems", is_flag=True, help="List what was left out, where and why.")
@common_options
def list_documents(problems: bool, store: Path | None) -> None:
    """List the documents of a store with their sources."""
    with open_graph(store) as graph:
        catalogue = graph.catalogue
    if problems:
        for problem in catalogue.problems:
            click.echo(f"{'failed' if problem.failed else 'note'}: {problem}")
        return
    for source in catalogue.sources:
        click.echo(f"{source.document}  {source.path}")
