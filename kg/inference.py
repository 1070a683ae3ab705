"""Rules of a store: facts that follow are inferred on demand, and kept up with every change.

A store remembers in its catalogue which rules were asked for. Whatever changes it (a build, an
addition, a removal) infers anew, so that nothing stands that no longer follows.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from kg import storage
from kg.graph import generations, inference, store
from kg.graph.catalogue import Catalogue
from kg.graph.rules import Rule, choose


def infer(
    folder: Path | str, names: Collection[str] = (), *, dry_run: bool = False
) -> Mapping[str, int]:
    """Infer by the rules of these names, or by all, and from now on with every change.

    Rules that were asked for before and are not now end with what they concluded. Returns how many
    facts each rule adds, by its name. ``dry_run`` only counts. Raises QueryError for a name of no
    rule, and StoreError where there is no store or it cannot be written; the published graph
    then stays as it was.
    """
    rules = choose(names)
    return _count(Path(folder), rules) if dry_run else _publish(Path(folder), rules)


def clear(folder: Path | str) -> None:
    """Take away all that was inferred, and infer no more. Raises StoreError."""
    _publish(Path(folder), ())


def _publish(folder: Path, rules: tuple[Rule, ...]) -> Mapping[str, int]:
    generations.check_format(folder)
    found: dict[str, int] = {}
    with generations.writing(folder) as writer:
        held = generations.hold_published(folder)

        def fill(generation: Path) -> None:
            found.update(_infer_anew(held.folder, generation, rules))
            catalogue = Catalogue.load(held.folder / generations.CATALOGUE)
            catalogue = replace(catalogue, rules=tuple(rule.version for rule in rules))
            storage.copy_files(held.folder, generation)
            catalogue.save(generation / generations.CATALOGUE)

        try:
            writer.publish(fill)
        finally:
            held.release()
    return found


def _count(folder: Path, rules: tuple[Rule, ...]) -> Mapping[str, int]:
    held = generations.hold_published(folder)
    try:
        with tempfile.TemporaryDirectory(prefix="kg-infer-") as copy:
            return _infer_anew(held.folder, Path(copy), rules)
    finally:
        held.release()


def _infer_anew(published: Path, generation: Path, rules: tuple[Rule, ...]) -> dict[str, int]:
    """Copy the quads of a generation into another, with what follows by these rules alone."""
    quads = store.copy(published, generation)
    inference.withdraw(quads)
    found = inference.infer(quads, rules)
    quads.flush()
    return found
