"""Options and arguments that several verbs share."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn

import click

from kg.commands.terminal import LOG_FORMATS, Terminal

if TYPE_CHECKING:
    from kg.graph.store import Graph
    from kg.settings import Settings

Command = Callable[..., Any]


def log_options(command: Command) -> Command:
    """After the verb as well as before it, what is said on standard error."""
    for name, letter, help in (
        ("--verbose", "-v", "Tell every step on standard error."),
        ("--quiet", "-q", "Say nothing but results and errors."),
    ):
        option = click.option(
            name, letter, is_flag=True, expose_value=False, callback=_say, hidden=True, help=help
        )
        command = option(command)
    return click.option(
        "--log-format",
        type=click.Choice(LOG_FORMATS),
        expose_value=False,
        callback=_say,
        hidden=True,
        help="How to write what is told on standard error.",
    )(command)


def common_options(command: Command) -> Command:
    """``--store``, and what :func:`log_options` adds."""
    return click.option(
        "--store",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="The store's folder [default: kg-store, or what KG_STORE or kg.toml says].",
    )(log_options(command))


def graph_options(command: Command) -> Command:
    """``--store``, which may be an address too, and what :func:`log_options` adds."""
    return click.option(
        "--store",
        type=_Place(),
        metavar="DIR|URL",
        help="The store's folder, or a SPARQL server's address (docs/remote.md) "
        "[default: kg-store, or what KG_STORE or kg.toml says].",
    )(log_options(command))


def recognizer_option(command: Command) -> Command:
    """``--recognizer``, which finds names of people beside the lexicons."""
    return click.option(
        "--recognizer",
        type=click.Choice(["default", "fast", "camel", "none"]),
        help="The learned recognizer of names [default: default]; see kg models list.",
    )(command)


def min_confidence_option(command: Command) -> Command:
    """``--min-confidence``, below which claims are left out."""
    return click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        metavar="P",
        help="Leave out claims less sure than P, from 0 to 1 [default: 0].",
    )(command)


def map_option(command: Command) -> Command:
    """``--map``, which says which fields of tables hold what."""
    return click.option(
        "--map",
        metavar="KEY=FIELD,…",
        help="Fields of JSON Lines, CSV and Parquet, as text=body,title=headline,date=published.",
    )(command)


def language_option(command: Command) -> Command:
    """``--language``."""
    return click.option(
        "--language",
        type=click.Choice(["ar", "en"]),
        default="ar",
        show_default=True,
        help="The language of the page.",
    )(command)


def workers_option(command: Command) -> Command:
    """``--workers``, the processes that read."""
    return click.option(
        "--workers",
        type=click.IntRange(min=1),
        metavar="N",
        help="Processes to read with [default: one for each core, where there is enough to read].",
    )(command)


def reading_options(command: Command) -> Command:
    """``--store``, and all that says how sources are read into it: see :func:`load_settings`."""
    for option in (min_confidence_option, map_option, recognizer_option, workers_option):
        command = option(command)
    return common_options(command)


def load_settings(*, map: str | None = None, **arguments: Any) -> Settings:
    """Settings for reading; where nothing says otherwise, on all cores."""
    from kg.settings import Settings, parse_fields

    settings = Settings.load(**arguments, fields=parse_fields(map) if map else None)
    return settings if settings.workers else replace(settings, workers=_cores())


def _cores() -> int:
    """The cores that this process may use, which may be fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _say(context: click.Context, parameter: click.Parameter, value: bool | str | None) -> None:
    if value:
        context.obj = replace(context.obj, **{str(parameter.name): value})
        context.obj.start_log()


class _Place(click.ParamType[Path | str]):
    """A folder as a path, or an address as it is."""

    name = "place"

    def convert(
        self, value: Any, parameter: click.Parameter | None, context: click.Context | None
    ) -> Path | str:
        from kg.settings import is_address

        return str(value) if is_address(value) else Path(value)


@contextmanager
def open_graph(store: Path | str | None) -> Iterator[Graph]:
    """The published graph of the store that is asked for, or of the one that settings name.

    That at an address is fetched.
    """
    from kg.graph.store import Graph

    with open_folder(store) as folder, Graph.open(folder) as graph:
        yield graph


@contextmanager
def open_folder(store: Path | str | None) -> Iterator[Path]:
    """The folder of the store that is asked for, or of the one that settings name.

    For an address it is one with what is fetched from there, until the end of the block.
    """
    if isinstance(store, str):
        from kg.client import Target
        from kg.remote import mirrored

        terminal: Terminal = click.get_current_context().obj
        # What was fetched is removed at the end, also where the process is told to end.
        signal.signal(signal.SIGTERM, _end)
        with ExitStack() as stack:
            with terminal.progress("Fetching") as show:
                mirror = mirrored(Target.of(store, os.environ), watch=show)
                folder = stack.enter_context(mirror)
            yield folder
    else:
        from kg.settings import Settings

        yield Settings.load(store=store).store


def _end(number: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)
