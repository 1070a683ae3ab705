"""What the verbs of ``kg fix`` share: their options, and what they do and say."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.commands.options import (
    common_options,
    load_settings,
    min_confidence_option,
    open_graph,
    recognizer_option,
)
from kg.commands.terminal import Terminal, printable

if TYPE_CHECKING:
    from kg.corrections import Act, Amendment, Thing
    from kg.upkeep import Correcting

AUTHOR_VARIABLE = "KG_AUTHOR"

Command = Callable[..., Any]


def reading_options(command: Command) -> Command:
    """What the store was built with."""
    return common_options(recognizer_option(min_confidence_option(command)))


def author_option(command: Command) -> Command:
    """``--author``; see :func:`author_of`."""
    return click.option(
        "--author",
        envvar=AUTHOR_VARIABLE,
        metavar="NAME",
        help=f"Who corrects [default: {AUTHOR_VARIABLE}, or the name of the user].",
    )(command)


def author_of(said: str | None) -> str:
    """Who corrects, as far as is known."""
    import getpass

    return " ".join((said or "").split()) or getpass.getuser()


def entry_options(command: Command) -> Command:
    """What every correction has, and the options of the store."""
    for option in (
        click.option(
            "--no-apply", is_flag=True, help="Write it down, and leave the graph for later."
        ),
        click.option(
            "--date",
            type=click.DateTime(["%Y-%m-%d"]),
            metavar="DAY",
            help="When it was found [default: today].",
        ),
        author_option,
        click.option("--reason", required=True, metavar="TEXT", help="Why it is so."),
    ):
        command = option(command)
    return click.pass_context(reading_options(command))


def add(
    context: click.Context,
    act: Act,
    *,
    reason: str,
    author: str | None,
    date: datetime.datetime | None,
    no_apply: bool,
    **reading: Any,
) -> None:
    from kg.corrections import Amendment, Correction

    if not reason.strip():
        raise click.BadParameter("found an empty text; expected a reason", param_hint="--reason")
    day = date.date() if date else datetime.date.today()
    correction = Correction(act, author_of(author), day, " ".join(reason.split()))
    done = amend(Amendment(add=correction, apply=not no_apply), **reading)
    finish(context, done, "the graph stays as it is until it is made anew" if no_apply else "")


def amend(
    amendment: Amendment,
    *,
    store: Path | None,
    recognizer: str | None,
    min_confidence: float | None,
) -> Correcting:
    from kg import upkeep

    settings = load_settings(store=store, recognizer=recognizer, min_confidence=min_confidence)
    return upkeep.correct(amendment, store=settings.store, settings=settings)


def find_things(*texts: str, store: Path | None) -> list[Thing]:
    """The things of the published graph that names or IRIs mean."""
    from kg.corrections import Thing
    from kg.lookup import find_one

    with open_graph(store) as graph:
        return [Thing(find_one(graph, text).iri) for text in texts]


def find_documents(names: tuple[str, ...], store: Path | None) -> tuple[str, ...]:
    """The identifiers of documents, in order."""
    if not names:
        return ()
    with open_graph(store) as graph:
        catalogue = graph.catalogue
    found: set[str] = set()
    for name in names:
        sources = catalogue.find(name)
        if not sources:
            raise click.BadParameter(
                f"{name}: not in the store; expected the path, IRI or digest of a document in it",
                param_hint="--document",
            )
        found.update(source.document for source in sources)
    return tuple(sorted(found))


def finish(context: click.Context, done: Correcting, note: str) -> None:
    """Say what came of it; exit code 1 where anything is wrong with the store's corrections."""
    from kg.corrections.showing import effects, summary
    from kg.results import shorten

    terminal: Terminal = context.obj
    if done.outcome is not None:
        click.echo(printable(summary(done.outcome.correction)))
        iris = [shorten(iri) for iri in done.state.iris]
        for line in effects(done.outcome, done.state.corrected, iris):
            click.echo(printable(f"  {line}"))
    if note:
        terminal.note(note)
    if terminal.problems(done.report.problems):
        context.exit(1)
