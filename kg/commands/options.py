"""Options and arguments that several verbs share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from kg.graph.store import Graph

Command = Callable[..., Any]


def common_options(command: Command) -> Command:
    """``--store``, and what :func:`log_options` gives."""
    return click.option(
        "--store",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="The store's folder [default: kg-store, or what KG_STORE or kg.toml says].",
    )(log_options(command))


def log_options(command: Command) -> Command:
    """``--quiet`` and ``--verbose`` after the verb as well as before it."""
    for name, letter, help in (
        ("--verbose", "-v", "Tell every step on standard error."),
        ("--quiet", "-q", "Say nothing but results and errors."),
    ):
        option = click.option(
            name, letter, is_flag=True, expose_value=False, callback=_say, hidden=True, help=help
        )
        command = option(command)
    return command


def recognizer_option(command: Command) -> Command:
    """``--recognizer``, which finds names of people beside the lexicons."""
    return click.option(
        "--recognizer",
        type=click.Choice(["default", "fast", "none"]),
        help="The learned recognizer of names [default: default].",
    )(command)


def min_confidence_option(command: Command) -> Command:
    """``--min-confidence``, below which claims are left out."""
    return click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        metavar="P",
        help="Leave out claims less sure than P, from 0 to 1 [default: 0].",
    )(command)


def _say(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value:
        context.obj = replace(context.obj, **{str(parameter.name): True})
        context.obj.start_log()


def open_graph(store: Path | None) -> Graph:
    """The published graph of the store that is asked for, or of the one that settings name."""
    from kg.graph.store import Graph
    from kg.settings import Settings

    return Graph.open(Settings.load(store=store).store)
