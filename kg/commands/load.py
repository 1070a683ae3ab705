"""``kg load``: RDF into a store, or to a SPARQL server."""

from __future__ import annotations

import os
from pathlib import Path

import click

from kg.commands.options import common_options
from kg.commands.terminal import Terminal


@click.command()
@click.argument("source", type=click.Path(path_type=Path), metavar="FILE|FOLDER")
@click.option(
    "--endpoint",
    metavar="URL",
    help="A server's address for N-Quads by POST or for SPARQL updates, instead of a store.",
)
@click.option(
    "--progress",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where to note what was sent [default: SOURCE.progress].",
)
@click.option(
    "--default-graph",
    metavar="IRI",
    help="On the server, the graph of what stands in no named graph [default: none].",
)
@common_options
@click.pass_context
def load(
    context: click.Context,
    source: Path,
    endpoint: str | None,
    progress: Path | None,
    default_graph: str | None,
    store: Path | None,
) -> None:
    """Make a store of what an export wrote, or send it to a SPARQL server.

    Reads N-Quads, TriG, Turtle, N-Triples, RDF/XML and JSON-LD, also with .gz; of a folder that
    'kg build --engine spark' wrote the digests are checked. A server's
    credentials are read from KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD, or KG_ENDPOINT_TOKEN; a
    run that was ended goes on where it stopped.
    """
    if endpoint is not None and store is not None:
        raise click.UsageError("--endpoint and --store exclude each other")
    if endpoint is not None:
        _send(context.obj, source, endpoint, progress, default_graph or "")
        return
    if progress is not None or default_graph is not None:
        raise click.UsageError("--progress and --default-graph are of use with --endpoint only")
    from kg.loading import load_into_store
    from kg.settings import Settings

    folder = Settings.load(store=store).store
    loaded = load_into_store(source, folder)
    click.echo(f"{loaded.quads} quads of {loaded.files} files loaded into {folder}")


def _send(
    terminal: Terminal, source: Path, endpoint: str, progress: Path | None, default_graph: str
) -> None:
    from kg.loading import Credentials, Target, send

    target = Target(endpoint, Credentials.of(os.environ), default_graph)
    with terminal.progress("Sending") as show:
        sent = send(source, target, progress=progress, watch=lambda number: show(number, number))
    if sent.earlier:
        terminal.note(f"{sent.earlier} quads were sent by an earlier run")
    way = "by SPARQL updates" if sent.by_update else "as N-Quads"
    click.echo(f"{sent.quads} quads sent to {endpoint} {way}")
