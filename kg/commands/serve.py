"""``kg serve``: the graph of a store over HTTP."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from kg.commands.amending import author_of, author_option
from kg.commands.options import (
    graph_options,
    load_settings,
    min_confidence_option,
    open_folder,
    recognizer_option,
)
from kg.commands.terminal import Terminal


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port to listen at; 0 for any free one.",
)
@click.option(
    "--query-timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="How long a query may run before it is stopped.",
)
@click.option(
    "--query-rows",
    type=click.IntRange(min=1),
    default=100_000,
    show_default=True,
    metavar="N",
    help="How many rows or triples an answer has at most.",
)
@click.option(
    "--query-workers",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes that answer queries [default: two for each core, at least 4].",
)
@click.option(
    "--origin",
    "origins",
    multiple=True,
    metavar="ORIGIN",
    help="A web site whose pages may read the answers, or 'none' [default: any]; may be repeated.",
)
@click.option(
    "--refresh",
    type=click.FloatRange(min=1),
    metavar="SECONDS",
    help="With an address as store: fetch the graph anew every so many seconds [default: never].",
)
@click.option(
    "--edit",
    is_flag=True,
    help="Let the graph be corrected in the browser of who has the link that this prints.",
)
@click.option(
    "--edit-origin",
    "edit_origins",
    multiple=True,
    metavar="ORIGIN",
    help="Where browsers reach the pages to edit, as https://graph.example.org, if it is not "
    "this machine alone; may be repeated.",
)
@author_option
@recognizer_option
@min_confidence_option
@graph_options
@click.pass_context
def serve(
    context: click.Context,
    /,
    host: str,
    port: int,
    query_timeout: float,
    query_rows: int,
    query_workers: int | None,
    origins: tuple[str, ...],
    refresh: float | None,
    edit: bool,
    edit_origins: tuple[str, ...],
    author: str | None,
    store: Path | str | None,
    **reading: Any,
) -> None:
    """Serve the graph over HTTP, until it is interrupted; see docs/server.md.

    /sparql answers SPARQL 1.1 queries, /query/NAME the named ones. The graph cannot be changed
    this way, but with --edit in the pages, as kg fix does. A store that another command changes is
    served as it then is; of an address, what was fetched from it.
    """
    from kg.serving.limits import Limits
    from kg.serving.server import Editor, Place
    from kg.serving.server import serve as run

    if edit_origins and not edit:
        raise click.UsageError("--edit-origin is for --edit")
    if refresh is not None and not isinstance(store, str):
        raise click.UsageError("--refresh is of use with an address as --store only")
    editor = None
    if edit:
        if isinstance(store, str):
            raise click.UsageError("--edit is of no use with an address as --store")
        settings = load_settings(store=store, **reading)
        editor = Editor(settings, author_of(author), edit_origins)
    terminal: Terminal = context.obj
    limits = Limits(seconds=query_timeout, rows=query_rows)
    if query_workers is not None:
        limits = replace(limits, workers=query_workers)
    with open_folder(store) as folder, _refreshing(store, folder, refresh):

        def started(address: str, link: str) -> None:
            terminal.note(f"{store or folder} is served at {address}")
            if link:
                # Not a note: those may be hidden, or kept where others read them.
                click.echo(f"To edit, open {link}")

        run(
            folder,
            Place(host, port),
            limits,
            origins=[origin for origin in origins if origin != "none"] if origins else ("*",),
            editor=editor,
            started=started,
        )


def _refreshing(
    store: Path | str | None, folder: Path, seconds: float | None
) -> AbstractContextManager[None]:
    if seconds is None or not isinstance(store, str):
        return nullcontext()
    from kg.client import Target
    from kg.remote import refreshing

    return refreshing(Target.of(store, os.environ), folder, seconds)
