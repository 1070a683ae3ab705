"""``kg draw``: the graph as an interactive network."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.options import graph_options, language_option, open_graph
from kg.model import EntityType


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
    "--focus", metavar="NAME", help="Draw what is around the thing with this name or IRI."
)
@click.option(
    "--hops",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many facts lead from it to the others at most [default: 1].",
)
@click.option(
    "--query",
    metavar="QUERY",
    help="Draw the things in the answer of a file *.rq, a named query or SPARQL.",
)
@click.option(
    "--type",
    "types",
    multiple=True,
    type=click.Choice([kind.value for kind in EntityType]),
    help="Draw things of this type; may be repeated.",
)
@click.option(
    "--since",
    metavar="DATE",
    help="Draw what texts of this day, month or year, or later ones, state.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    metavar="N",
    help="Draw N things at most, the most connected [default: all; of many, communities].",
)
@click.option(
    "--size",
    type=click.Choice(["degree", "betweenness", "pagerank"]),
    default="degree",
    show_default=True,
    help="What makes a thing large.",
)
@click.option(
    "--colour",
    type=click.Choice(["type", "community"]),
    default="type",
    show_default=True,
    help="What colours tell.",
)
@language_option
@graph_options
def draw(
    output: Path,
    title: str | None,
    focus: str | None,
    hops: int | None,
    query: str | None,
    types: tuple[str, ...],
    since: str | None,
    limit: int | None,
    size: str,
    colour: str,
    language: str,
    store: Path | str | None,
) -> None:
    """Draw the graph, or a part of it, as one HTML file that works offline.

    --focus, --query, --type and --since each narrow what the others leave.
    """
    if hops is not None and focus is None:
        raise click.UsageError("--hops needs --focus, the thing from which it counts")
    from kg.drawing import draw as write

    with open_graph(store) as graph:
        write(
            graph,
            output,
            title=title,
            language=language,
            focus=focus,
            hops=hops or 1,
            query=query,
            types=types,
            since=since,
            limit=limit,
            size=size,
            colour=colour,
        )
