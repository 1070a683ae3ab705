"""``kg watch``: a store that follows a folder."""

from __future__ import annotations

import signal
import threading
from pathlib import Path
from typing import Any

import click

from kg.commands.options import load_settings, reading_options
from kg.commands.terminal import Terminal


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--interval",
    type=click.FloatRange(min=0.1),
    default=10.0,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait between two looks at the folder.",
)
@reading_options
@click.pass_context
def watch(
    context: click.Context,
    /,
    folder: Path,
    interval: float,
    store: Path | None,
    **reading: Any,
) -> None:
    """Keep a store up to date with FOLDER, until it is interrupted.

    New and changed files are read, and what is gone from the folder leaves the store. What the
    store holds from elsewhere stays.
    """
    from kg.pipeline import Build
    from kg.watching import Watch, follow

    terminal: Terminal = context.obj
    settings = load_settings(store=store, **reading)

    def tell(done: Build) -> None:
        done.graph.close()
        terminal.problems(done.report.problems)
        terminal.note(
            f"{settings.store}: {done.report.documents} documents, {done.report.extracted} read now"
        )

    # A service is stopped by SIGTERM; whenever it comes, the store is whole.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    terminal.note(f"watching {folder}")
    try:
        follow(
            Watch(folder, interval, tell, lambda error: terminal.error(str(error))),
            threading.Event(),
            store=settings.store,
            settings=settings,
        )
    except KeyboardInterrupt:
        terminal.note("stopped")
