"""``kg export``: the graph in an RDF format."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.commands.options import common_options, open_graph

FORMATS = ("nt", "nq", "ttl", "trig", "jsonld", "rdf")
"""Those of :data:`kg.export.FORMATS`, named here so that help needs no import."""


@click.command()
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The file to write; its suffix tells the format. Without it: standard output.",
)
@click.option("--format", type=click.Choice(FORMATS), help="The format, whatever the suffix.")
@click.option("--ontology", is_flag=True, help="Export the ontology as well.")
@click.option(
    "--redirects", is_flag=True, help="Export what IRIs of earlier generations became as well."
)
@common_options
def export(
    output: Path | None, format: str | None, ontology: bool, redirects: bool, store: Path | None
) -> None:
    """Write the graph as N-Triples, N-Quads, Turtle, TriG, JSON-LD or RDF/XML.

    N-Quads and TriG keep the evidence of every fact; the others hold the facts alone.
    """
    if output is None and format is None:
        raise click.UsageError("expected --output FILE, or --format for standard output")
    with open_graph(store) as graph:
        data = graph.export(output, format=format, ontology=ontology, redirects=redirects)
    if data is not None:
        sys.stdout.buffer.write(data)
