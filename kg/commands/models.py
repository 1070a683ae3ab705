"""``kg models``: which models of recognizers are there, and fetching those that are not shipped."""

from __future__ import annotations

import sys

import click

from kg.commands.options import log_options
from kg.commands.terminal import Terminal


@click.group()
def models() -> None:
    """List the recognizers' models, and install those that do not come with kg."""


@models.command(name="list")
@log_options
def list_models() -> None:
    """List the models: where they are, their size and their licence. Uses no network."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from kg.recognizers.inventory import inventory

    table = Table("recognizer", "model", "state", "size", "licence", "folder", box=None)
    for model in inventory():
        state = "installed" if model.installed else "not installed"
        size = f"{model.size / 1e6:.1f} MB" if model.size else ""
        row = (model.recognizer, model.name, state, size, model.licence, str(model.folder))
        table.add_row(*map(escape, row))
    Console(highlight=False, soft_wrap=True).print(table)


@models.command()
@click.argument("recognizer", type=click.Choice(["camel"]))
@click.option("--force", is_flag=True, help="Fetch again what is there.")
@log_options
@click.pass_context
def install(context: click.Context, recognizer: str, force: bool) -> None:
    """Fetch the models of RECOGNIZER over the network, with the downloader of its makers.

    They have licences of their own: see kg models list.
    """
    from kg.recognizers.camel_download import install as fetch

    terminal: Terminal = context.obj
    progress = sys.stderr.isatty() and not terminal.quiet
    for package in fetch(force=force, progress=progress).packages:
        click.echo(f"{package.name} {package.version} ({package.licence}) → {package.folder}")
