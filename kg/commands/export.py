"""``kg export``: the graph in a format of RDF, or as a network for other programs."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.options import graph_options, open_graph

if TYPE_CHECKING:
    from kg.settings import Publication

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
@click.option(
    "--metadata",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write what the export says of itself (VoID, DCAT), alone or beside the export.",
)
@click.option(
    "--licence", metavar="IRI", help="The licence that the export states [default: none]."
)
@click.option(
    "--dataset", metavar="IRI", help="What the export calls itself [default: BASEdataset]."
)
@graph_options
def export(
    output: Path | None,
    format: str | None,
    store: Path | str | None,
    metadata: Path | None,
    dataset: str | None,
    licence: str | None,
    **graphs: bool,
) -> None:
    """Write the graph as RDF, or as a network for Gephi, Neo4j and Cytoscape.

    N-Quads and TriG (.nq, .trig) keep the evidence of every fact; N-Triples, Turtle, JSON-LD and
    RDF/XML (.nt, .ttl, .jsonld, .rdf) hold the facts alone; GraphML, GEXF, Cytoscape's JSON
    (.graphml, .gexf, .cyjs) and Neo4j's lists (a ZIP of two CSV files) hold the network.
    """
    if output is None and format is None and metadata is None:
        raise click.UsageError(
            "expected --output FILE, --metadata FILE, or --format for standard output"
        )
    from kg.export import export_metadata

    about = _dataset(dataset=dataset, licence=licence)
    with open_graph(store) as graph:
        if metadata is not None:
            export_metadata(graph, metadata, dataset=about)
        if output is None and format is None:
            return
        data = graph.export(output, format=format, dataset=about, **graphs)
    if data is not None:
        sys.stdout.buffer.write(data)


def _dataset(*, dataset: str | None, licence: str | None) -> Publication:
    """What the settings say, with what the options say instead."""
    from kg.settings import Settings

    settings = Settings.load().dataset
    return replace(settings, iri=dataset or settings.iri, licence=licence or settings.licence)
