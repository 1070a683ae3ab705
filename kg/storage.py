"""Storage: copies of a store, and its room on disk."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from kg import archive
from kg.archive import Archive
from kg.errors import StoreError
from kg.graph import generations, ledger, store, whereabouts
from kg.graph.catalogue import Catalogue

_COPIED = (generations.CATALOGUE, ledger.FILE)
_COPIED_IF_THERE = (whereabouts.FILE,)
"""What generations of earlier versions of kg lack."""


def backup(folder: Path | str, target: Path | str) -> None:
    """Copy the published graph, all that was read for it and the corrections to ``target``.

    It is a store of its own.

    Readers and a writer of the store are not disturbed. The copy shares nothing with the store.
    Raises StoreError where ``target`` exists, there is no store, or it cannot be copied;
    ``target`` is then not there.
    """
    folder, target = Path(folder), Path(target)
    if target.exists():
        raise StoreError(f"{target}: exists; expected a new folder for the copy")
    generations.check_format(folder)
    held = generations.hold_published(folder)
    draft = target.with_name(f"{target.name}.new")

    def fill(generation: Path) -> None:
        shutil.copytree(held.folder / generations.QUADS, generation / generations.QUADS)
        copy_files(held.folder, generation)
        # What was loaded (kg load) was not read here.
        if (folder / archive.FILE).exists():
            with Archive.reading(folder / archive.FILE, extractor="") as kept:
                kept.copy(draft / archive.FILE)
        if (folder / generations.CORRECTIONS).exists():
            shutil.copy2(folder / generations.CORRECTIONS, draft / generations.CORRECTIONS)

    try:
        shutil.rmtree(draft, ignore_errors=True)
        generations.publish(draft, fill)
        os.replace(draft, target)
    except OSError as error:
        raise StoreError(f"{target}: the copy cannot be written: {error}") from error
    finally:
        held.release()
        shutil.rmtree(draft, ignore_errors=True)


def compact(folder: Path | str) -> None:
    """Give back the room that changes left behind, and make queries as quick as after a build.

    What is kept of documents that the store does not hold, or of other versions of the
    extractor, is forgotten. Raises StoreError where the store cannot be written.
    """
    folder = Path(folder)
    generations.check_format(folder)
    with generations.writing(folder) as writer:
        held = generations.hold_published(folder)

        def fill(generation: Path) -> None:
            quads = store.copy(held.folder, generation)
            quads.optimize()
            quads.flush()
            copy_files(held.folder, generation)

        try:
            catalogue = Catalogue.load(held.folder / generations.CATALOGUE)
            with Archive.open(folder / archive.FILE, extractor=catalogue.extractor) as kept:
                kept.compact(catalogue.described())
            writer.publish(fill)
        finally:
            held.release()


def copy_files(published: Path, generation: Path) -> None:
    """Copy to a new generation what another holds beside its quads. Raises OSError."""
    there = (name for name in _COPIED_IF_THERE if (published / name).exists())
    for name in (*_COPIED, *there):
        shutil.copy2(published / name, generation / name)


def size(folder: Path | str) -> int:
    """The room that a folder takes on disk, in bytes; a file with several names counts once."""
    sizes: dict[tuple[int, int], int] = {}
    for parent, _, files in os.walk(folder):
        for name in files:
            try:
                found = os.lstat(Path(parent) / name)
            except FileNotFoundError:
                continue  # a writer has removed it
            sizes[found.st_dev, found.st_ino] = found.st_blocks * 512
    return sum(sizes.values())
