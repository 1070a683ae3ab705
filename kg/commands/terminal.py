"""What the verbs say, and where: results to standard output, all the rest to standard error."""

from __future__ import annotations

import datetime
import json
import logging
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.model import Problem

Progress = Callable[[int, int], None]
"""Called with the number of things done and the number of all."""

LOG_FORMATS = ("text", "json")

_EVERY = 5.0
"""Seconds between two records of progress."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """How much is said; colours and progress bars only where the output is a terminal.

    With ``log_format`` ``json`` each thing that is said is a JSON object on a line of its own.
    """

    quiet: bool = False
    verbose: bool = False
    log_format: str = "text"

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
        if self.log_format == "json":
            for handler in logging.getLogger().handlers:
                handler.setFormatter(_JsonFormatter())

    def note(self, text: str) -> None:
        """Something worth knowing; ``--quiet`` hides it."""
        if not self.quiet:
            self._say("info", text, click.style("note", fg="cyan"))

    def error(self, text: str) -> None:
        """Something that failed."""
        self._say("error", text, click.style("error", fg="red", bold=True))

    def problems(self, problems: Iterable[Problem]) -> bool:
        """Show problems; whether there were any."""
        found = False
        for problem in problems:
            self.error(str(problem))
            found = True
        return found

    @contextmanager
    def progress(self, label: str) -> Iterator[Progress]:
        """A progress bar with rate and time left on standard error, or records of the same."""
        if self.log_format == "json" and not self.quiet:
            yield self._records(label)
            return
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
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
        )
        with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(label, total=None, rate="")
            begun = time.monotonic()

            def show(done: int, total: int) -> None:
                rate = f"{done / (time.monotonic() - begun):.1f}/s"
                bar.update(task, completed=done, total=total, rate=rate)

            yield show

    def _say(self, level: str, text: str, label: str) -> None:
        if self.log_format == "json":
            click.echo(_record(level, "kg", text), err=True)
        else:
            click.echo(f"{label}: {text}", err=True)

    def _records(self, label: str) -> Progress:
        begun = said = time.monotonic()

        def show(done: int, total: int) -> None:
            nonlocal said
            now = time.monotonic()
            if now - said < _EVERY and done < total:
                return
            said = now
            rate = done / max(now - begun, 1e-9)
            left = round((total - done) / rate)
            more = {
                "done": done,
                "total": total,
                "per_second": round(rate, 1),
                "seconds_left": left,
            }
            click.echo(_record("info", "kg", label, **more), err=True)

        return show


class _JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        more = {"exception": self.formatException(record.exc_info)} if record.exc_info else {}
        return _record(record.levelname.lower(), record.name, record.getMessage(), **more)


def _record(level: str, logger: str, message: str, **more: object) -> str:
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
    record = {"time": now, "level": level, "logger": logger, "message": message, **more}
    return json.dumps(record, ensure_ascii=True)


def printable(text: str) -> str:
    """Text of others without what it could do to a terminal."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)


def _silent(done: int, total: int) -> None:
    pass
