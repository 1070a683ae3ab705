"""``kg infer``: what follows from the graph by the ontology's rules."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.options import common_options
from kg.commands.terminal import Terminal


@click.command()
@click.option(
    "--rule",
    "names",
    multiple=True,
    metavar="NAME",
    help="Infer by this rule; may be repeated [default: by all].",
)
@click.option("--list", "listing", is_flag=True, help="List the rules and what they say.")
@click.option("--clear", is_flag=True, help="Take away what was inferred, and infer no more.")
@click.option("--dry-run", is_flag=True, help="Count what would be inferred; change nothing.")
@common_options
@click.pass_context
def infer(
    context: click.Context,
    names: tuple[str, ...],
    listing: bool,
    clear: bool,
    dry_run: bool,
    store: Path | None,
) -> None:
    """Infer facts by the ontology's rules, each into a graph of its own.

    The store remembers the rules: with every later change it infers anew, so that what was
    inferred is never out of date.
    """
    from kg import inference
    from kg.settings import Settings

    if sum((listing, clear, dry_run)) > 1 or (names and (listing or clear)):
        raise click.UsageError("expected one of --list, --clear, and --dry-run or --rule")
    if listing:
        click.echo(_list(), nl=False)
        return
    terminal: Terminal = context.obj
    folder = Settings.load(store=store).store
    if clear:
        inference.clear(folder)
        terminal.note(f"{folder}: nothing is inferred any more")
        return
    counts = inference.infer(folder, names, dry_run=dry_run)
    width = max(map(len, (*counts, "all")))
    for name, count in (*counts.items(), ("all", sum(counts.values()))):
        click.echo(f"{name:{width}}  {count:6}")
    terminal.note(f"{folder}: " + ("nothing is changed" if dry_run else "inferred"))


def _list() -> str:
    from kg.graph.rules import shipped

    return "".join(
        f"{rule.name}\n    {rule.title_en} · {rule.title_ar}\n    {rule.description_en}\n"
        for rule in shipped().values()
    )
