"""``kg export``: the graph in a format of RDF, or as a network for other programs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.commands.options import common_options, open_graph

FORMATS = ("nt", "nq", "ttl", "trig", "jsonld", "rdf", "graphml", "gexf", "neo4j", "cyjs")
"""Those of :data:`kg.export.FORMATS`, named here so that help needs no import."""


@click.command()
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The file to write; its suffix tells the format. Without it: standard output.",
)
@click.option("--format", type=click.Choice(FORMATS), help="The format, whatever the suffix.")
@click.option("--ontology", is_flag=True, help="Export the ontology as well (RDF only).")
@click.option(
    "--redirects",
    is_flag=True,
    help="Export what IRIs of earlier generations became as well (RDF only).",
)
@common_options
def export(
    output: Path | None, format: str | None, ontology: bool, redirects: bool, store: Path | None
) -> None:
    """Write the graph as RDF, or as a network for Gephi, Neo4j and Cytoscape.

    N-Quads and TriG (.nq, .trig) keep the evidence of every fact; N-Triples, Turtle, JSON-LD and
    RDF/XML (.nt, .ttl, .jsonld, .rdf) hold the facts alone; GraphML, GEXF, Cytoscape's JSON
    (.graphml, .gexf, .cyjs) and Neo4j's lists (a ZIP of two CSV files) hold the network.
    """
    if output is None and format is None:
        raise click.UsageError("expected --output FILE, or --format for standard output")
    with open_graph(store) as graph:
        data = graph.export(output, format=format, ontology=ontology, redirects=redirects)
    if data is not None:
        sys.stdout.buffer.write(data)
