"""``kg compact``: a store in less room."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.options import common_options
from kg.commands.terminal import Terminal


@click.command()
@common_options
@click.pass_context
def compact(context: click.Context, store: Path | None) -> None:
    """Give back the room that changes of a store left behind, and make its queries quicker.

    What was read of documents that the store no longer holds is forgotten.
    """
    from kg import storage
    from kg.settings import Settings

    terminal: Terminal = context.obj
    folder = Settings.load(store=store).store
    before = storage.size(folder)
    storage.compact(folder)
    after = storage.size(folder)
    terminal.note(f"{folder}: {before / 1e6:,.1f} MB → {after / 1e6:,.1f} MB")
