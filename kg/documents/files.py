"""Sources (files and folders) → the files they stand for."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from kg.documents import kinds, manifest
from kg.model import Problem


def find(
    sources: Iterable[str | Path],
) -> tuple[tuple[Path, ...], tuple[Problem, ...], tuple[Problem, ...]]:
    """The files of the sources, each once, in the order of their paths; problems; and notes.

    A file stands for itself, whatever its suffix; a folder for every file in it and below
    it whose suffix is known (:data:`kg.documents.kinds.SUFFIXES`) and that is not hidden, a
    manifest, or in the folder «page_files» that a browser saved beside «page.html» (links to
    folders are not followed). Problems: a source that does not exist, a folder that cannot be
    listed or holds nothing to read. Notes: what a folder holds that is not read.
    """
    files: dict[Path, Path] = {}
    problems: list[Problem] = []
    notes: list[Problem] = []
    for source in map(Path, sources):
        if source.is_dir():
            found, wrong, left_out = _walk(source)
            problems += wrong
            if left_out:
                notes.append(Problem(str(source), kinds.unread(left_out).message, failed=False))
            if not found and not wrong:
                problems.append(
                    Problem(str(source), "folder without texts; expected files of a known kind")
                )
        elif source.exists() or source.is_symlink():
            found = [source]
        else:
            found = []
            problems.append(Problem(str(source), "no such file or folder"))
        for file in found:
            # The same file may be named twice, or once alone and once by its folder.
            files.setdefault(Path(os.path.realpath(file)), file)
    return tuple(sorted(files.values())), tuple(problems), tuple(notes)


def _walk(folder: Path) -> tuple[list[Path], list[Problem], Counter[str]]:
    files: list[Path] = []
    problems: list[Problem] = []
    left_out: Counter[str] = Counter()

    def note(error: OSError) -> None:
        problems.append(
            Problem(str(error.filename), f"folder cannot be listed: {error.strerror or error}")
        )

    for parent, folders, names in os.walk(folder, onerror=note):
        folders[:] = sorted(name for name in folders if not _is_aside(name, names))
        for name in names:
            if name.startswith(".") or name == manifest.NAME:
                continue
            if kinds.is_known(name):
                files.append(Path(parent, name))
            else:
                left_out[kinds.suffix(name)] += 1
    return files, problems, left_out


def _is_aside(folder: str, names: list[str]) -> bool:
    """Whether a folder is hidden, or holds the pictures and scripts of a saved page."""
    page = folder.removesuffix("_files")
    return folder.startswith(".") or (
        page != folder and (f"{page}.html" in names or f"{page}.htm" in names)
    )
