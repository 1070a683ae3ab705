"""Sources (files and folders) → the text files they stand for."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from kg.model import Problem

SUFFIX = ".txt"


def find(sources: Iterable[str | Path]) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """The text files of the sources, each once, in the order of their paths; and what was wrong.

    A file stands for itself, whatever its suffix; a folder for every ``*.txt`` file in it
    and below it that is not hidden (links to folders are not followed). Problems: a
    source that does not exist, a folder that cannot be listed or holds no text.
    """
    files: dict[Path, Path] = {}
    problems: list[Problem] = []
    for source in map(Path, sources):
        if source.is_dir():
            found, wrong = _walk(source)
            problems += wrong
            if not found and not wrong:
                problems.append(
                    Problem(str(source), f"folder without texts; expected {SUFFIX} files in it")
                )
        elif source.exists() or source.is_symlink():
            found = [source]
        else:
            found = []
            problems.append(Problem(str(source), "no such file or folder"))
        for file in found:
            # The same file may be named twice, or once alone and once by its folder.
            files.setdefault(Path(os.path.realpath(file)), file)
    return tuple(sorted(files.values())), tuple(problems)


def _walk(folder: Path) -> tuple[list[Path], list[Problem]]:
    files: list[Path] = []
    problems: list[Problem] = []

    def note(error: OSError) -> None:
        problems.append(
            Problem(str(error.filename), f"folder cannot be listed: {error.strerror or error}")
        )

    for parent, folders, names in os.walk(folder, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        files += (
            Path(parent, name)
            for name in names
            if name.lower().endswith(SUFFIX) and not name.startswith(".")
        )
    return files, problems
