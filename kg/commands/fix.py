"""``kg fix``: corrections that last."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from kg.commands.amending import (
    add,
    amend,
    entry_options,
    find_documents,
    find_things,
    finish,
    reading_options,
)
from kg.commands.options import common_options
from kg.commands.terminal import Terminal, printable

TYPES = (
    "Person",
    "Organization",
    "City",
    "Country",
    "Place",
    "Conference",
    "Session",
    "Meeting",
    "Initiative",
)
"""Those of :class:`kg.model.EntityType`, named here so that help needs no import."""


@click.group()
def fix() -> None:
    """Correct the graph, in a way that outlives the next build.

    Corrections are kept in corrections.toml in the store's folder, where they may be edited by
    hand, and apply whenever the graph is made. THING is a name, or an IRI as results show it
    (id:person/…); FACT is a fact's digest, with which the IRIs of its claims end.
    """


@fix.command()
@click.argument("thing")
@click.argument("other")
@entry_options
def merge(context: click.Context, /, thing: str, other: str, **entry: Any) -> None:
    """THING and OTHER are one."""
    from kg.corrections import Merge

    one, another = find_things(thing, other, store=entry["store"])
    add(context, Merge(one, another), **entry)


@fix.command()
@click.argument("thing")
@click.option(
    "--document",
    "documents",
    multiple=True,
    metavar="DOCUMENT",
    help="What this document means by it is another thing; path, IRI or digest; may be repeated.",
)
@click.option("--name", metavar="NAME", help="What documents mention by this name is another.")
@entry_options
def split(
    context: click.Context,
    /,
    thing: str,
    documents: tuple[str, ...],
    name: str | None,
    **entry: Any,
) -> None:
    """THING is two: the other is what some documents mean by it, or mention by another name."""
    if bool(documents) == bool(name):
        raise click.UsageError("expected --document or --name")
    from kg.corrections import Split

    found = find_documents(documents, entry["store"])
    (one,) = find_things(thing, store=entry["store"])
    add(context, Split(one, found, name or ""), **entry)


@fix.command()
@click.argument("thing")
@click.argument("name")
@entry_options
def rename(context: click.Context, /, thing: str, name: str, **entry: Any) -> None:
    """The preferred name of THING is NAME."""
    from kg.corrections import Rename

    if not name.strip():
        raise click.BadParameter("found an empty text; expected a name", param_hint="NAME")
    (one,) = find_things(thing, store=entry["store"])
    add(context, Rename(one, " ".join(name.split())), **entry)


@fix.command()
@click.argument("thing")
@click.argument("type", type=click.Choice(TYPES))
@entry_options
def retype(context: click.Context, /, thing: str, type: str, **entry: Any) -> None:
    """THING is of another type. Facts that no such thing can have are left out."""
    from kg.corrections import Retype
    from kg.model import EntityType

    (one,) = find_things(thing, store=entry["store"])
    add(context, Retype(one, EntityType(type)), **entry)


@fix.command()
@click.argument("fact")
@entry_options
def reject(context: click.Context, /, fact: str, **entry: Any) -> None:
    """FACT is wrong, whatever document states it."""
    _judge(context, fact, is_right=False, **entry)


@fix.command()
@click.argument("fact")
@entry_options
def accept(context: click.Context, /, fact: str, **entry: Any) -> None:
    """FACT is right."""
    _judge(context, fact, is_right=True, **entry)


@fix.command()
@click.argument("number", type=click.IntRange(min=1))
@click.option("--no-apply", is_flag=True, help="Edit the file, and leave the graph for later.")
@reading_options
@click.pass_context
def undo(context: click.Context, /, number: int, no_apply: bool, **reading: Any) -> None:
    """Take back the correction of this NUMBER in 'kg fix list'."""
    from kg.corrections import Amendment

    done = amend(Amendment(undo=number, apply=not no_apply), **reading)
    finish(context, done, f"correction {number} is taken back")


@fix.command("list")
@click.option("--format", type=click.Choice(["table", "json"]), default="table", show_default=True)
@common_options
def list_corrections(format: str, store: Path | None) -> None:
    """List the corrections of a store, in the order in which they apply."""
    from kg import upkeep
    from kg.corrections.showing import summary
    from kg.settings import Settings

    for listed in upkeep.list_corrections(Settings.load(store=store).store):
        each = listed.correction
        row = {
            "number": listed.number,
            "date": each.date.isoformat(),
            "author": each.author,
            "action": each.action.value,
            "correction": summary(each),
            "reason": each.reason,
            "problem": listed.problem,
        }
        if format == "json":
            click.echo(json.dumps(row, ensure_ascii=True))
            continue
        click.echo(printable(f"{listed.number}  {row['date']}  {each.author}  {row['correction']}"))
        click.echo(printable(f"   {each.reason}"))
        if row["problem"]:
            click.echo(printable(f"   did not apply: {row['problem']}"))


@fix.command()
@click.argument("folder", type=click.Path(path_type=Path))
@common_options
@click.pass_context
def export(context: click.Context, /, folder: Path, store: Path | None) -> None:
    """Write what was corrected as gold annotations, with the texts, to FOLDER.

    'kg evaluate FOLDER --texts FOLDER/texts' then measures an extractor by them.
    """
    from kg.evaluation.corrected import export as write
    from kg.settings import Settings

    written = write(Settings.load(store=store).store, folder)
    terminal: Terminal = context.obj
    terminal.note(f"{folder}: {written} annotated documents")


def _judge(context: click.Context, fact: str, *, is_right: bool, **entry: Any) -> None:
    from kg.corrections import Judgement

    digest = fact.rpartition("claim=")[2].removesuffix(">").lower()
    add(context, Judgement(digest, is_right), **entry)
