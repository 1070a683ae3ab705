"""What the verbs say, and where: results to standard output, all the rest to standard error."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.model import Problem

Progress = Callable[[int, int], None]
"""Called with the number of things done and the number of all."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """How much is said; colours and progress bars only where the output is a terminal."""

    quiet: bool = False
    verbose: bool = False

    def start_log(self) -> None:
        """Log records go to standard error: warnings, with ``--verbose`` everything.

        Raises click.UsageError where both options are given.
        """
        if self.quiet and self.verbose:
            raise click.UsageError("--quiet and --verbose exclude each other")
        level = logging.WARNING
        if self.quiet:
            level = logging.ERROR
        elif self.verbose:
            level = logging.DEBUG
        logging.basicConfig(level=level, format="%(levelname)s: %(name)s: %(message)s", force=True)

    def note(self, text: str) -> None:
        """Something worth knowing; ``--quiet`` hides it."""
        if not self.quiet:
            click.echo(f"{click.style('note', fg='cyan')}: {text}", err=True)

    def error(self, text: str) -> None:
        """Something that failed."""
        click.echo(f"{click.style('error', fg='red', bold=True)}: {text}", err=True)

    def problems(self, problems: Iterable[Problem]) -> bool:
        """Show problems; whether there were any."""
        found = False
        for problem in problems:
            self.error(str(problem))
            found = True
        return found

    @contextmanager
    def progress(self, label: str) -> Iterator[Progress]:
        """A progress bar on standard error."""
        if self.quiet or not sys.stderr.isatty():
            yield _silent
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
        )
        with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(label, total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total)


def _silent(done: int, total: int) -> None:
    pass
