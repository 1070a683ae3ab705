"""``kg draw``: the graph as an interactive network."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.options import graph_options, open_graph


@click.command()
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("graph.html"),
    show_default=True,
    metavar="FILE",
    help="The HTML file to write.",
)
@click.option("--title", metavar="TEXT", help="The heading of the page.")
@click.option(
    "--language",
    type=click.Choice(["ar", "en"]),
    default="ar",
    show_default=True,
    help="The language that the page opens in.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    metavar="N",
    help="Draw the N most connected things at most [default: what a browser can bear].",
)
@graph_options
def draw(
    output: Path, title: str | None, language: str, limit: int | None, store: Path | str | None
) -> None:
    """Draw the graph as one HTML file that works offline."""
    from kg.drawing import draw as write
    from kg.drawing.page import LIMIT

    with open_graph(store) as graph:
        write(graph, output, title=title, language=language, limit=limit or LIMIT)
