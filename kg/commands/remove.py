"""``kg remove``: documents out of a store."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.options import (
    common_options,
    load_settings,
    min_confidence_option,
    recognizer_option,
)
from kg.commands.summary import finish


@click.command()
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT…")
@common_options
@recognizer_option
@min_confidence_option
@click.pass_context
def remove(
    context: click.Context,
    documents: tuple[str, ...],
    store: Path | None,
    recognizer: str | None,
    min_confidence: float | None,
) -> None:
    """Remove documents from a store: by the path of a source, by IRI or by digest.

    Of a document that several files hold, a path removes one; the IRI and the digest ('kg list'
    shows them) remove the document. Nothing is read for it.
    """
    from kg import upkeep

    settings = load_settings(store=store, recognizer=recognizer, min_confidence=min_confidence)
    done = upkeep.remove(documents, store=settings.store, settings=settings)
    finish(context, done, str(settings.store))
