"""``kg build``: from sources to a store."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.commands.options import load_settings, reading_options
from kg.commands.summary import finish
from kg.commands.terminal import Terminal


@click.command()
@click.argument("sources", nargs=-1, metavar="SOURCE…")
@click.option("--demo", is_flag=True, help="Build the five seed articles that come with kg.")
@reading_options
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the graph to this file (N-Quads for .nq). Without --store, no store is written.",
)
@click.pass_context
def build(
    context: click.Context,
    /,
    sources: tuple[str, ...],
    demo: bool,
    store: Path | None,
    output: Path | None,
    **reading: Any,
) -> None:
    """Build the graph of files, folders and web addresses with Arabic texts.

    Afterwards the store holds exactly these sources. What it has read before and is unchanged
    is not read again. Files may be text, web pages, DOCX, ODT, PDF, feeds, JSON Lines, CSV,
    Parquet, e-mail, and archives of these.
    """
    if not sources and not demo:
        raise click.UsageError("expected sources (files and folders), or --demo")
    from kg import assets, pipeline

    terminal: Terminal = context.obj
    settings = load_settings(store=store, **reading)
    kept = settings.store if store is not None or output is None else None
    with terminal.progress("reading") as progress:
        built = pipeline.run(
            [*sources, *([assets.folder("seeds")] if demo else [])],
            store=kept,
            output=output,
            settings=settings,
            progress=progress,
        )
    finish(context, built, " and ".join(str(place) for place in (kept, output) if place))
