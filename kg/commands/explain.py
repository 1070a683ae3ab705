"""``kg explain``: why a text is read as it is."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.options import log_options, min_confidence_option, recognizer_option
from kg.commands.terminal import Terminal


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="PAGE",
    help="Write an HTML page that works offline, and nothing to the terminal.",
)
@click.option(
    "--language",
    type=click.Choice(["ar", "en"]),
    default="ar",
    show_default=True,
    help="The language of the page.",
)
@log_options
@recognizer_option
@min_confidence_option
@click.pass_context
def explain(
    context: click.Context,
    file: Path,
    output: Path | None,
    language: str,
    recognizer: str | None,
    min_confidence: float | None,
) -> None:
    """Show how FILE, a text, is read: its mentions and relations, and what did not stand.

    Each comes with the pattern or model that found it and its confidence; below a mention stand
    the readings of the same words that lost to it, and by which rule.
    """
    from kg import documents, explanation
    from kg.errors import ReadError, StoreError
    from kg.resources import Resources
    from kg.settings import Settings

    terminal: Terminal = context.obj
    corpus = documents.read([file])
    for note in corpus.notes:
        terminal.note(str(note))
    failed = terminal.problems(corpus.problems)
    if len(corpus.documents) > 1:
        raise ReadError(f"{file}: found {len(corpus.documents)} texts; expected one")
    if corpus.documents:
        settings = Settings.load(recognizer=recognizer, min_confidence=min_confidence)
        found = explanation.explain(corpus.documents[0], Resources.load(settings))
        if output is None:
            from rich.console import Console

            explanation.write_report(found, Console(highlight=False, soft_wrap=True))
        else:
            page = explanation.render_page(found, title=file.name, language=language)
            try:
                output.write_text(page, encoding="utf-8", newline="\n")
            except OSError as error:
                raise StoreError(f"{output}: the page cannot be written: {error}") from error
    if failed:
        context.exit(1)
