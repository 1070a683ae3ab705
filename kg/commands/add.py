"""``kg add``: sources into a store that keeps what it has."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.commands.options import load_settings, reading_options
from kg.commands.summary import finish
from kg.commands.terminal import Terminal


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@reading_options
@click.pass_context
def add(
    context: click.Context,
    /,
    sources: tuple[str, ...],
    store: Path | None,
    **reading: Any,
) -> None:
    """Add files, folders and web addresses to a store, which is made where there is none.

    What was added before is read again. The graph is the same as that of one build of
    everything.
    """
    from kg import upkeep

    terminal: Terminal = context.obj
    settings = load_settings(store=store, **reading)
    with terminal.progress("reading") as progress:
        done = upkeep.add(sources, store=settings.store, settings=settings, progress=progress)
    finish(context, done, str(settings.store))
