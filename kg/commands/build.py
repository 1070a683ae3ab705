"""``kg build``: from sources to a store."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.options import (
    common_options,
    load_settings,
    map_option,
    recognizer_option,
    workers_option,
)
from kg.commands.summary import finish
from kg.commands.terminal import Terminal


@click.command()
@click.argument("sources", nargs=-1, metavar="SOURCE…")
@click.option("--demo", is_flag=True, help="Build the five seed articles that come with kg.")
@common_options
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the graph to this file (N-Quads for .nq). Without --store, no store is written.",
)
@workers_option
@recognizer_option
@map_option
@click.pass_context
def build(
    context: click.Context,
    sources: tuple[str, ...],
    demo: bool,
    store: Path | None,
    output: Path | None,
    workers: int | None,
    recognizer: str | None,
    map: str | None,
) -> None:
    """Build the graph of files, folders and web addresses with Arabic texts.

    Afterwards the store holds exactly these sources. Files may be text, web pages, DOCX, ODT, PDF,
    feeds, JSON Lines, CSV, Parquet, e-mail, and archives of these. What the store has read
    before and is unchanged is not read again.
    """
    if not sources and not demo:
        raise click.UsageError("expected sources (files and folders), or --demo")
    from kg import assets, pipeline

    terminal: Terminal = context.obj
    settings = load_settings(store=store, workers=workers, recognizer=recognizer, map=map)
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
