"""``kg query``: SPARQL, or a named query."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.commands.options import common_options, open_graph

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
@common_options
def query(
    query: str | None,
    bindings: tuple[str, ...],
    format: str,
    listing: bool,
    store: Path | None,
) -> None:
    """Answer QUERY: SPARQL, a file *.rq, the name of a query, or - for standard input."""
    from kg.query import run

    if listing:
        click.echo(_list(), nl=False)
        return
    if query is None:
        raise click.UsageError("expected a query, or --list")
    if query == "-":
        query = sys.stdin.read()
    values = dict(map(_split, bindings))
    with open_graph(store) as graph:
        result = run(graph, query, values)
    width = _CELL if sys.stdout.isatty() else None
    click.echo(result.text(format, width=width), nl=False)


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
