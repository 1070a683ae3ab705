"""``kg ask``: a question in plain Arabic or English."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg.commands.options import graph_options, open_graph


@click.command()
@click.argument("question", required=False)
@click.option(
    "--choose",
    "choices",
    multiple=True,
    metavar="SLOT=IRI",
    help="The thing that is meant, where a name means several; kg ask says which there are.",
)
@click.option("--lang", type=click.Choice(["ar", "en"]), help="The reply's language.")
@click.option(
    "--format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Lines to read, or all of the reply as JSON.",
)
@click.option("--list", "listing", is_flag=True, help="List the questions that are understood.")
@graph_options
def ask(
    question: str | None,
    choices: tuple[str, ...],
    lang: str | None,
    format: str,
    listing: bool,
    store: Path | str | None,
) -> None:
    """Answer QUESTION, in Arabic or English, with sentences and the same question in SPARQL.

    Names may be in any spelling. What is not understood says so, with the nearest questions that
    are.
    """
    from kg.questions import ask as answer
    from kg.questions.report import as_values, tell

    if listing:
        click.echo(_list(lang or "ar"), nl=False)
        return
    if question is None:
        raise click.UsageError("expected a question, or --list")
    chosen = dict(map(_split, choices))
    with open_graph(store) as graph:
        reply = answer(graph, question, language=lang, chosen=chosen)
    if format == "json":
        click.echo(json.dumps(as_values(reply), ensure_ascii=False, indent=1))
    else:
        click.echo(tell(reply), nl=False)


def _split(choice: str) -> tuple[str, str]:
    slot, equals, iri = choice.partition("=")
    if not equals or not slot:
        raise click.BadParameter(f"found {choice!r}; expected SLOT=IRI", param_hint="--choose")
    return slot, iri


def _list(language: str) -> str:
    from kg.questions.templates import shipped

    rows = ((each.name, each.asked[language]) for each in shipped().values())
    return "".join(f"{name}\n    {question}\n" for name, question in rows)
