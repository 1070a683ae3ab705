"""``kg evaluate``: precision, recall and F1 against gold annotations."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.options import common_options, open_graph, recognizer_option


@click.command()
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="GOLD…")
@click.option(
    "--texts",
    type=click.Path(path_type=Path),
    metavar="FOLDER|FILE",
    help="The texts: a folder, or JSON Lines (.jsonl, .jsonl.gz) [default: the seeds of kg].",
)
@click.option("--errors", is_flag=True, help="List every error with its sentence.")
@click.option("--documents", is_flag=True, help="Show each document's scores.")
@click.option("--format", type=click.Choice(["table", "json"]), default="table", show_default=True)
@common_options
@recognizer_option
@click.pass_context
def evaluate(
    context: click.Context,
    gold: tuple[Path, ...],
    texts: Path | None,
    errors: bool,
    documents: bool,
    format: str,
    store: Path | None,
    recognizer: str | None,
) -> None:
    """Score documents against GOLD, files and folders of annotations.

    Each document is built alone; with --store, what the store says of it is scored.
    """
    from kg.evaluation import evaluate as score
    from kg.settings import Settings

    if store is None:
        settings = Settings.load(recognizer=recognizer)
        report = score(gold, texts=texts, settings=settings)
    else:
        with open_graph(store) as graph:
            report = score(gold, texts=texts, store=graph)
    # The table tells the documents that could not be scored; so does the JSON.
    text = (
        report.as_json() if format == "json" else report.as_text(errors=errors, documents=documents)
    )
    click.echo(text, nl=False)
    if report.problems:
        context.exit(1)
