"""The command ``kg``: one thin command a verb, each in its module of :mod:`kg.commands`."""

from __future__ import annotations

from typing import Any

import click

import kg
from kg.commands.add import add
from kg.commands.ask import ask
from kg.commands.backup import backup
from kg.commands.build import build
from kg.commands.compact import compact
from kg.commands.conflicts import conflicts
from kg.commands.doctor import doctor
from kg.commands.draw import draw
from kg.commands.evaluate import evaluate
from kg.commands.explain import explain
from kg.commands.export import export
from kg.commands.fix import fix
from kg.commands.infer import infer
from kg.commands.list import list_documents
from kg.commands.load import load
from kg.commands.models import models
from kg.commands.query import query
from kg.commands.remove import remove
from kg.commands.serve import serve
from kg.commands.stats import stats
from kg.commands.terminal import LOG_FORMATS, Terminal
from kg.commands.validate import validate
from kg.commands.watch import watch
from kg.commands.why import why
from kg.errors import KgError

FAILED = 1
"""The exit code where something failed; 2 is click's for wrong usage."""


class Commands(click.Group):
    """The verbs; an error that kg raises on purpose is shown without a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb."""
        try:
            return super().invoke(ctx)
        except KgError as error:
            ctx.obj.error(str(error))
            ctx.exit(FAILED)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Settings: kg.toml in the working folder, the variable KG_STORE, the options.",
)
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but results and errors.")
@click.option("--verbose", "-v", is_flag=True, help="Tell every step on standard error.")
@click.option(
    "--log-format",
    type=click.Choice(LOG_FORMATS),
    default="text",
    show_default=True,
    envvar="KG_LOG_FORMAT",
    help="How to write what is told on standard error: as text, or as one JSON object a line.",
)
@click.version_option(kg.__version__, prog_name="kg")
@click.pass_context
def commands(context: click.Context, quiet: bool, verbose: bool, log_format: str) -> None:
    """Arabic news to a knowledge graph in which every fact keeps the sentence that states it."""
    context.obj = Terminal(quiet=quiet, verbose=verbose, log_format=log_format)
    context.obj.start_log()


for verb in (
    build,
    add,
    remove,
    fix,
    list_documents,
    watch,
    query,
    ask,
    conflicts,
    infer,
    serve,
    draw,
    export,
    validate,
    evaluate,
    explain,
    why,
    stats,
    load,
    models,
    doctor,
    backup,
    compact,
):
    commands.add_command(verb)


def main() -> None:
    """Run the command."""
    commands(prog_name="kg")
