"""``kg list``: what a store holds."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg.commands.options import common_options, open_graph


@click.command("list")
@click.option("--format", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--problems", is_flag=True, help="List what was left out, where and why.")
@common_options
def list_documents(format: str, problems: bool, store: Path | None) -> None:
    """List the documents of a store with their sources: digest, date, title, paths."""
    with open_graph(store) as graph:
        catalogue = graph.catalogue
    if problems:
        for problem in (*catalogue.problems, *catalogue.failures):
            click.echo(_printable(f"{'failed' if problem.failed else 'note'}: {problem}"))
        return
    paths = catalogue.paths
    for document in catalogue.described():
        date = document.date.isoformat() if document.date else ""
        if format == "json":
            row = {
                "iri": f"{catalogue.base}document/{document.identifier}",
                "digest": document.identifier,
                "date": date or None,
                "title": document.title,
                "sources": paths[document.identifier],
            }
            click.echo(json.dumps(row, ensure_ascii=True))
        else:
            title = " ".join((document.title or "").split())
            known = (document.identifier, date, title, *paths[document.identifier])
            click.echo("  ".join(_printable(part) for part in known if part))


def _printable(text: str) -> str:
    """Without what a hostile name could do to a terminal."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)
