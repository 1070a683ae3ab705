"""``kg query``: SPARQL, or a named query."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.options import graph_options, open_graph

if TYPE_CHECKING:
    from kg.results import Result

FORMATS = ("table", "json", "xml", "csv", "tsv", "turtle")
"""Those of :data:`kg.results.FORMATS`, named here so that help needs no import."""

_CELL = 60
"""The widest cell on a terminal; nothing is cut in what goes to a file."""


@click.command()
@click.argument("query", required=False)
@click.option(
    "--bind",
    "bindings",
    multiple=True,
    metavar="NAME=VALUE",
    help="The value of a parameter of a named query, or of a variable; may be repeated.",
)
@click.option("--format", type=click.Choice(FORMATS), default="table", show_default=True)
@click.option(
    "--list", "listing", is_flag=True, help="List the named queries with their parameters."
)
@graph_options
def query(
    query: str | None,
    bindings: tuple[str, ...],
    format: str,
    listing: bool,
    store: Path | str | None,
) -> None:
    """Answer QUERY: SPARQL, a file *.rq, the name of a query, or - for standard input."""
    if listing:
        click.echo(_list(), nl=False)
        return
    if query is None:
        raise click.UsageError("expected a query, or --list")
    if query == "-":
        query = sys.stdin.read()
    values = dict(map(_split, bindings))
    result = _answer(store, query, values)
    width = _CELL if sys.stdout.isatty() else None
    click.echo(result.text(format, width=width), nl=False)


def _answer(store: Path | str | None, query: str, values: Mapping[str, str]) -> Result:
    from kg.query import run

    if isinstance(store, str):
        from kg.client import Target
        from kg.remote import ask

        target = Target.of(store, os.environ)
        # Without a default graph of facts no query finds what it would find in a store.
        if not target.default_graph:
            return ask(target, query, values)
    with open_graph(store) as graph:
        return run(graph, query, values)


def _split(binding: str) -> tuple[str, str]:
    name, equals, value = binding.partition("=")
    if not equals or not name:
        raise click.BadParameter(f"found {binding!r}; expected NAME=VALUE", param_hint="--bind")
    return name, value


def _list() -> str:
    from kg.query import find, names

    lines = []
    for name in names():
        named = find(name)
        lines.append(f"{name}\n    {named.title_en} · {named.title_ar}\n")
        for parameter in named.parameters:
            default = "required" if parameter.default is None else f"default {parameter.default!r}"
            lines.append(f"    --bind {parameter.name}={parameter.kind} ({default})\n")
    return "".join(lines)
