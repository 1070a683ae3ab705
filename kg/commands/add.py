"""``kg add``: sources into a store that keeps what it has."""

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
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@common_options
@workers_option
@recognizer_option
@map_option
@click.pass_context
def add(
    context: click.Context,
    sources: tuple[str, ...],
    store: Path | None,
    workers: int | None,
    recognizer: str | None,
    map: str | None,
) -> None:
    """Add files, folders and web addresses to a store, which is made where there is none.

    A file that was added before is read again. The graph is the same as that of one build of
    everything.
    """
    from kg import upkeep

    terminal: Terminal = context.obj
    settings = load_settings(store=store, workers=workers, recognizer=recognizer, map=map)
    with terminal.progress("reading") as progress:
        done = upkeep.add(sources, store=settings.store, settings=settings, progress=progress)
    finish(context, done, str(settings.store))
