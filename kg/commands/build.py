"""``kg build``: from sources to a store, or by Spark to a folder of N-Quads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.commands.options import Command, load_settings, reading_options
from kg.commands.summary import finish, tell
from kg.commands.terminal import Terminal

if TYPE_CHECKING:
    from kg.settings import Settings


def _spark_options(command: Command) -> Command:
    """What a build by Spark is told."""
    for name, more, help in (
        ("--gzip", {"is_flag": True}, "Pack the files with gzip; with --engine spark only."),
        (
            "--spark-conf",
            {"multiple": True, "metavar": "KEY=VALUE"},
            "A property of Spark, as spark.executor.memory=4g; may be given several times.",
        ),
        (
            "--master",
            {"metavar": "URL"},
            "Spark's cluster, as spark://HOST:7077, yarn, local[4] [default: as Spark is set up].",
        ),
        (
            "--engine",
            {"type": click.Choice(["local", "spark"]), "default": "local", "show_default": True},
            "What builds: this machine alone, or Apache Spark into the folder --output.",
        ),
    ):
        command = click.option(name, help=help, **more)(command)
    return command


@click.command()
@click.argument("sources", nargs=-1, metavar="SOURCE…")
@click.option("--demo", is_flag=True, help="Build the five seed articles that come with kg.")
@reading_options
@_spark_options
@click.option(
    "--output",
    metavar="FILE|FOLDER",
    help="Write the graph to this file (N-Quads for .nq). Without --store, no store is written. "
    "With --engine spark a folder of N-Quads in parts.",
)
@click.pass_context
def build(
    context: click.Context,
    /,
    sources: tuple[str, ...],
    demo: bool,
    store: Path | None,
    output: str | None,
    engine: str,
    master: str | None,
    spark_conf: tuple[str, ...],
    gzip: bool,
    **reading: Any,
) -> None:
    """Build the graph of files, folders and web addresses with Arabic texts.

    Afterwards the store holds exactly these sources. What it has read before and is unchanged
    is not read again. Files may be text, web pages, DOCX, ODT, PDF, feeds, JSON Lines, CSV,
    Parquet, e-mail, and archives of these.

    With --engine spark, Apache Spark builds the same graph on several machines, and writes it as
    N-Quads to the folder --output; 'kg load FOLDER --store DIR' makes a store of it.
    """
    from kg import assets

    if not sources and not demo:
        raise click.UsageError("expected sources (files and folders), or --demo")
    every = [*sources, *([str(assets.folder("seeds"))] if demo else [])]
    settings = load_settings(store=store, **reading)
    if engine == "spark":
        if store is not None:
            raise click.UsageError(
                "--engine spark writes no store; expected --output FOLDER, and then "
                "'kg load FOLDER --store DIR'"
            )
        if output is None:
            raise click.UsageError("--engine spark expects --output FOLDER")
        _by_spark(context, every, output, settings, (master, _pairs(spark_conf), gzip))
        return
    if master is not None or spark_conf or gzip:
        raise click.UsageError("--master, --spark-conf and --gzip are of use with --engine spark")
    _here(context, every, None if output is None else Path(output), settings, store is not None)


def _here(
    context: click.Context,
    sources: list[str],
    output: Path | None,
    settings: Settings,
    is_stored: bool,
) -> None:
    from kg import pipeline

    terminal: Terminal = context.obj
    kept = settings.store if is_stored or output is None else None
    with terminal.progress("reading") as progress:
        built = pipeline.run(
            sources, store=kept, output=output, settings=settings, progress=progress
        )
    finish(context, built, " and ".join(str(place) for place in (kept, output) if place))


def _by_spark(
    context: click.Context,
    sources: list[str],
    output: str,
    settings: Settings,
    how: tuple[str | None, dict[str, str], bool],
) -> None:
    from kg import spark

    master, options, packed = how
    cluster = spark.Cluster(master, options)
    report = spark.build(sources, output, settings=settings, cluster=cluster, packed=packed)
    tell(context, report, output)


def _pairs(options: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for option in options:
        name, equals, value = option.partition("=")
        if not equals or not name.startswith("spark."):
            raise click.UsageError(
                f"--spark-conf {option}: expected KEY=VALUE, as spark.executor.memory=4g"
            )
        found[name] = value
    return found
