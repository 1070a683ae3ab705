"""``kg backup``: a copy of a store."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.options import common_options


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@common_options
def backup(target: Path, store: Path | None) -> None:
    """Copy a store to TARGET, a new folder, while others read and write it.

    The copy is a store of its own, with all that was read: documents can be added and removed.
    """
    from kg.settings import Settings
    from kg.storage import backup as copy

    copy(Settings.load(store=store).store, target)
