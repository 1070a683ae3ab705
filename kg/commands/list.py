"""``kg list``: the documents of a store, and its facts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.options import common_options, open_graph
from kg.commands.terminal import printable

if TYPE_CHECKING:
    from kg.graph.catalogue import Catalogue
    from kg.graph.store import Graph

_CELL = 60
"""The widest cell of a table of facts; what people are quoted with is long. JSON has all."""


@click.command("list")
@click.option("--problems", is_flag=True, help="List what was left out instead, where and why.")
@click.option(
    "--facts",
    is_flag=False,
    flag_value="",
    metavar="[NAME]",
    help="List facts instead: all, or those of the thing with this name or IRI.",
)
@click.option("--format", type=click.Choice(["table", "json"]), default="table", show_default=True)
@common_options
@click.pass_context
def list_documents(
    context: click.Context,
    problems: bool,
    facts: str | None,
    format: str,
    store: Path | None,
) -> None:
    """List the documents of a store with their sources: digest, date, title, paths.

    With --facts list facts, each with the digest by which 'kg why' tells what states it.
    """
    if problems and facts is not None:
        raise click.UsageError("--problems and --facts exclude each other")
    with open_graph(store) as graph:
        catalogue = graph.catalogue
        if facts is not None:
            _list_facts(graph, facts, format)
            return
    if catalogue.is_loaded:
        context.obj.note("the store was loaded from an export, which does not say its files")
    if problems:
        _list_problems(catalogue, format)
    else:
        _list_documents(catalogue, format)


def _list_facts(graph: Graph, name: str, format: str) -> None:
    from kg.facts import list_facts, tabulate
    from kg.lookup import find_one

    found = list_facts(graph, thing=find_one(graph, name).iri if name else None)
    if format == "table":
        click.echo(tabulate(found).text(width=_CELL), nl=False)
        return
    for record in tabulate(found).records():
        click.echo(json.dumps(record, ensure_ascii=True))


def _list_problems(catalogue: Catalogue, format: str) -> None:
    for problem in (*catalogue.problems, *catalogue.failures):
        if format == "json":
            row = {
                "source": problem.source,
                "place": problem.place,
                "message": problem.message,
                "failed": problem.failed,
            }
            click.echo(json.dumps(row, ensure_ascii=True))
        else:
            click.echo(printable(f"{'failed' if problem.failed else 'note'}: {problem}"))


def _list_documents(catalogue: Catalogue, format: str) -> None:
    from kg.documents import join_places

    sources = catalogue.by_document
    for document in catalogue.described():
        date = document.date.isoformat() if document.date else ""
        found = [join_places(each.path, each.place) for each in sources[document.identifier]]
        if format == "json":
            row = {
                "iri": f"{catalogue.base}document/{document.identifier}",
                "digest": document.identifier,
                "date": date or None,
                "title": document.title,
                "sources": found,
            }
            click.echo(json.dumps(row, ensure_ascii=True))
        else:
            title = " ".join((document.title or "").split())
            known = (document.identifier, date, title, *found)
            click.echo("  ".join(printable(part) for part in known if part))
