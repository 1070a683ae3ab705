"""``kg stats``: counts, growth, central things, communities, and who is named with whom."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.options import graph_options, language_option, open_graph
from kg.errors import StoreError

if TYPE_CHECKING:
    from kg.stats import Stats

FORMATS = ("table", "json", "html")
_SUFFIXES = {".txt": "table", ".json": "json", ".html": "html", ".htm": "html"}


@click.command()
@click.option("--format", type=click.Choice(FORMATS), help="[default: table, or by the suffix]")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The file to write: .html for a page with figures, .json, .txt.",
)
@language_option
@click.option("--title", default="", metavar="TEXT", help="The heading of the page.")
@click.option(
    "--top",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    metavar="N",
    help="How many of everything that is ranked.",
)
@graph_options
def stats(
    format: str | None,
    output: Path | None,
    language: str,
    title: str,
    top: int,
    store: Path | str | None,
) -> None:
    """Count the graph, and show how it grew, its central people and bodies and its communities."""
    chosen = format or _by_suffix(output)
    from kg.stats import measure

    with open_graph(store) as graph:
        text = _shown(measure(graph, top=top), chosen, title, language)
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise StoreError(f"{output}: the statistics cannot be written: {error}") from error


def _by_suffix(output: Path | None) -> str:
    if output is None:
        return "table"
    if output.suffix.lower() not in _SUFFIXES:
        raise click.UsageError(
            f"{output}: found the suffix {output.suffix!r}; expected one of {', '.join(_SUFFIXES)}"
        )
    return _SUFFIXES[output.suffix.lower()]


def _shown(stats: Stats, format: str, title: str, language: str) -> str:
    if format == "html":
        return stats.as_page(title=title, language=language)
    return stats.as_json() if format == "json" else stats.as_text()
