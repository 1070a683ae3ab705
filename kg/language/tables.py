"""Tab-separated data files of this package (``kg/data/language``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import resources

from kg.errors import LexiconError


def read(file: str, columns: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of each row of a data file; see :func:`parse`."""
    path = resources.files("kg").joinpath("data", "language", file)
    return parse(path.read_text(encoding="utf-8"), file, columns)


def parse(text: str, file: str, columns: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of each row; the first row that is no comment names ``columns``.

    Raises LexiconError for another header or a row of another width.
    """
    rows = (
        (number, line.split("\t"))
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip() and not line.startswith("#")
    )
    number, header = next(rows, (1, [""]))
    if header != list(columns):
        raise LexiconError(f"{file}, line {number}: found {header}, expected {list(columns)}")
    for number, cells in rows:
        if len(cells) != len(columns):
            raise LexiconError(
                f"{file}, line {number}: found {len(cells)} columns, expected {len(columns)}"
            )
        yield number, cells
