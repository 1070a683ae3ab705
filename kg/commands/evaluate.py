"""``kg evaluate``: precision, recall and F1 against gold annotations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.options import (
    common_options,
    min_confidence_option,
    open_graph,
    recognizer_option,
)

if TYPE_CHECKING:
    from kg.evaluation import GoldSet
    from kg.settings import Settings


@click.command()
@click.argument("gold", nargs=-1, type=click.Path(path_type=Path), metavar="GOLD…")
@click.option(
    "--texts",
    type=click.Path(path_type=Path),
    metavar="FOLDER|FILE",
    help="The texts: a folder, or JSON Lines (.jsonl, .jsonl.gz) [default: the seeds of kg].",
)
@click.option(
    "--set",
    "sets",
    multiple=True,
    metavar="NAME=GOLD[@TEXTS]",
    help="Score this gold set in a table of all sets; may be repeated, the set that was tuned on "
    "first. The same NAME again adds to its set.",
)
@click.option(
    "--errors", is_flag=True, help="Count the errors of each kind, and list each with its sentence."
)
@click.option("--documents", is_flag=True, help="Show the scores of each document and newspaper.")
@click.option("--format", type=click.Choice(["table", "json"]), default="table", show_default=True)
@common_options
@recognizer_option
@min_confidence_option
@click.pass_context
def evaluate(
    context: click.Context,
    gold: tuple[Path, ...],
    texts: Path | None,
    sets: tuple[str, ...],
    errors: bool,
    documents: bool,
    format: str,
    store: Path | None,
    recognizer: str | None,
    min_confidence: float | None,
) -> None:
    """Score documents against GOLD, files and folders of annotations.

    Each document is built alone; with --store, what the store says of it is scored. With --set,
    several gold sets are scored at once, with a warning where the first stands far above another.
    """
    from kg.settings import Settings

    settings = Settings.load(recognizer=recognizer, min_confidence=min_confidence)
    if sets:
        if gold or texts or errors or documents or store:
            raise click.UsageError("--set takes the place of GOLD and of all options about it")
        _compare(context, [_split(each) for each in sets], format, settings)
        return
    if not gold:
        raise click.UsageError("expected GOLD, or --set")
    from kg.evaluation import evaluate as score

    if store is None:
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


def _compare(
    context: click.Context,
    sets: list[tuple[str, Path, Path | None]],
    format: str,
    settings: Settings,
) -> None:
    from kg.evaluation import compare

    comparison = compare(_gather(sets), settings=settings)
    click.echo(comparison.as_json() if format == "json" else comparison.as_text(), nl=False)
    if comparison.problems:
        context.exit(1)


def _split(value: str) -> tuple[str, Path, Path | None]:
    name, equals, rest = value.partition("=")
    gold, _, texts = rest.partition("@")
    if not (equals and name and gold):
        raise click.BadParameter(
            f"found {value!r}; expected NAME=GOLD or NAME=GOLD@TEXTS", param_hint="--set"
        )
    return name, Path(gold), Path(texts) if texts else None


def _gather(sets: list[tuple[str, Path, Path | None]]) -> list[GoldSet]:
    """One set for each name, with the paths of all that have it."""
    from kg.evaluation import GoldSet

    found: dict[str, GoldSet] = {}
    for name, gold, texts in sets:
        earlier = found.get(name)
        if earlier and texts and earlier.texts not in (None, texts):
            raise click.BadParameter(
                f"found the texts {texts} and {earlier.texts} for {name!r}; expected one place",
                param_hint="--set",
            )
        found[name] = GoldSet(
            name,
            (*(earlier.gold if earlier else ()), gold),
            texts or (earlier.texts if earlier else None),
        )
    return list(found.values())
