"""The command ``kg``: one thin command a verb, each in its module of :mod:`kg.commands`."""

from __future__ import annotations

import sys

import click

import kg
from kg.commands.build import build
from kg.commands.draw import draw
from kg.commands.evaluate import evaluate
from kg.commands.explain import explain
from kg.commands.export import export
from kg.commands.query import query
from kg.commands.stats import stats
from kg.commands.terminal import Terminal
from kg.commands.validate import validate
from kg.errors import KgError

FAILED = 1
"""The exit code where something failed; 2 is click's for wrong usage."""


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Settings: kg.toml in the working folder, the variable KG_STORE, the options.",
)
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but results and errors.")
@click.option("--verbose", "-v", is_flag=True, help="Tell every step on standard error.")
@click.version_option(kg.__version__, prog_name="kg")
@click.pass_context
def commands(context: click.Context, quiet: bool, verbose: bool) -> None:
    """Arabic news to a knowledge graph in which every fact keeps the sentence that states it."""
    context.obj = Terminal(quiet=quiet, verbose=verbose)
    context.obj.start_log()


for verb in (build, query, draw, export, validate, evaluate, explain, stats):
    commands.add_command(verb)


def main() -> None:
    """Run the command; an error that kg raises on purpose is shown without a traceback."""
    try:
        commands(prog_name="kg")
    except KgError as error:
        Terminal().error(str(error))
        sys.exit(FAILED)
