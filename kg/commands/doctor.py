"""``kg doctor``: what is installed, what the store holds, and whether both are sound."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg.commands.options import common_options
from kg.commands.terminal import Terminal


@click.command()
@click.option("--format", type=click.Choice(["table", "json"]), default="table", show_default=True)
@common_options
@click.pass_context
def doctor(context: click.Context, format: str, store: Path | None) -> None:
    """Examine versions, models, the store and the room on disk; exit code 1 where one is ill."""
    from kg.health import examine
    from kg.settings import Settings

    terminal: Terminal = context.obj
    health = examine(Settings.load(store=store))
    if format == "json":
        found = {"facts": health.facts, "problems": health.problems}
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        width = max(map(len, health.facts))
        for name, fact in health.facts.items():
            click.echo(f"{name:<{width}}  {fact}")
        for problem in health.problems:
            terminal.error(problem)
    if health.problems:
        context.exit(1)
