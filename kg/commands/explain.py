"""``kg explain``: why a text is read as it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.options import (
    language_option,
    log_options,
    min_confidence_option,
    recognizer_option,
)
from kg.commands.terminal import Terminal
from kg.errors import ReadError, StoreError

if TYPE_CHECKING:
    from kg.model import Document
    from kg.resources import Resources
    from kg.settings import Settings


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "--id",
    "identifier",
    metavar="ID",
    help="Of FILE, JSON Lines with id and text (also .gz), the article that has this id.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="PAGE",
    help="Write an HTML page that works offline, and nothing to the terminal.",
)
@language_option
@log_options
@recognizer_option
@min_confidence_option
@click.pass_context
def explain(
    context: click.Context,
    file: Path,
    identifier: str | None,
    output: Path | None,
    language: str,
    recognizer: str | None,
    min_confidence: float | None,
) -> None:
    """Show how FILE, a text, is read: its mentions and relations, and what did not stand.

    Each comes with the pattern or model that found it and its confidence; below a mention stand
    the readings of the same words that lost to it, and by which rule.
    """
    from kg import explanation
    from kg.evaluation.texts import find_article
    from kg.resources import Resources
    from kg.settings import Settings

    settings = Settings.load(recognizer=recognizer, min_confidence=min_confidence)
    resources = Resources.load(settings)
    document = (
        find_article(file, identifier)
        if identifier is not None
        else _read(file, resources, settings, context.obj)
    )
    found = explanation.explain(document, resources)
    if output is None:
        from rich.console import Console

        explanation.write_report(found, Console(highlight=False, soft_wrap=True))
        return
    page = explanation.render_page(found, title=identifier or file.name, language=language)
    try:
        output.write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        raise StoreError(f"{output}: the page cannot be written: {error}") from error


def _read(file: Path, resources: Resources, settings: Settings, terminal: Terminal) -> Document:
    """The one text of a file."""
    from kg import pipeline

    corpus = pipeline.read(file, resources, settings, allow_none=True)
    for note in corpus.notes:
        terminal.note(str(note))
    if len(corpus.documents) != 1:
        reasons = [str(problem) for problem in corpus.problems]
        raise ReadError(
            "\n".join([f"{file}: found {len(corpus.documents)} texts; expected one", *reasons])
        )
    return corpus.documents[0]
