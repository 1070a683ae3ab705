"""``kg why``: why two names are one node or two, and what states a fact."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from kg.commands.options import common_options, open_graph


@click.command()
@click.argument("a", metavar="A|FACT")
@click.argument("b", required=False, metavar="[B]")
@click.option("--format", type=click.Choice(["text", "json"]), default="text", show_default=True)
@common_options
def why(a: str, b: str | None, format: str, store: Path | None) -> None:
    """Tell why the names or IRIs A and B are one node or two, or which sentences state FACT.

    The features of both, their weights and the sentences that name them are shown. A name may
    be in any spelling; of one that means several things the candidates are listed. FACT is the
    digest of a fact, which 'kg list --facts', 'kg query' and 'kg why' show.
    """
    told, values = _fact(a, store) if b is None else _compared(a, b, store)
    if format == "json":
        told = json.dumps(values, ensure_ascii=False, indent=1) + "\n"
    click.echo(told, nl=False)


def _compared(a: str, b: str, store: Path | None) -> tuple[str, dict[str, Any]]:
    from kg.reasons import compare
    from kg.reasons.report import as_values, tell
    from kg.settings import Settings

    found = compare(a, b, settings=Settings.load(store=store))
    return tell(found), as_values(found)


def _fact(digest: str, store: Path | None) -> tuple[str, dict[str, Any]]:
    from dataclasses import asdict

    from kg.facts import DIGEST, find_fact
    from kg.reasons.report import tell_fact

    if not DIGEST.fullmatch(digest):
        raise click.UsageError(
            f"found {digest!r} alone; expected two names, or the digest of a fact (10 hex digits)"
        )
    with open_graph(store) as graph:
        found = find_fact(graph, digest)
    return tell_fact(found), asdict(found)
