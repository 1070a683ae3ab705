"""Watching: a store that follows a folder.

The folder is looked at again and again, since not every file system tells of changes. A file is
read once it has been left alone for a moment, so that none is read half written.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kg.documents import files, manifest
from kg.errors import KgError
from kg.graph.catalogue import absolute
from kg.graph.store import Graph
from kg.pipeline import Build
from kg.settings import Settings
from kg.upkeep import synchronise

State = Mapping[str, tuple[int, int]]
"""The size and time of change of files, by absolute path."""

_log = logging.getLogger(__name__)


class Stop(Protocol):
    """What says that it is enough, such as a threading.Event."""

    def wait(self, timeout: float) -> bool:
        """Wait for so many seconds, or less; whether it is enough."""


@dataclass(frozen=True, slots=True)
class Watch:
    """What is watched, how often (in seconds), and what is told: each change, each failure."""

    folder: Path
    interval: float
    changed: Callable[[Build], None]
    failed: Callable[[KgError], None]


def follow(watch: Watch, stop: Stop, *, store: Path, settings: Settings) -> None:
    """Keep the store as the folder is, until ``stop``.

    What the store holds from elsewhere stays. A change that fails (another process writes, the
    disk is full) is told and tried again with the next look.
    """
    seen: State | None = None
    while True:
        now = look(watch.folder)
        try:
            if now != seen and (seen is None or not stop.wait(watch.interval)):
                if seen is not None and look(watch.folder) != now:
                    continue  # somebody is still writing
                _follow(watch, seen, now, store, settings)
                seen = now
        except KgError as error:
            watch.failed(error)
        if stop.wait(watch.interval):
            return


def _follow(watch: Watch, seen: State | None, now: State, store: Path, settings: Settings) -> None:
    known = _in_store(store, watch.folder) if seen is None else set(seen)
    gone = known - now.keys()
    changed = [path for path, state in now.items() if seen is None or seen.get(path) != state]
    moved = {os.path.dirname(path) for path in {*changed, *gone} if _is_manifest(path)}
    paths = [
        Path(path)
        for path in now
        if not _is_manifest(path) and (path in set(changed) or os.path.dirname(path) in moved)
    ]
    if seen is None and not paths and not gone:
        return
    _log.info("%s: %d files to read, %d gone", watch.folder, len(paths), len(gone))
    watch.changed(synchronise(paths, gone, store=store, settings=settings))


def look(folder: Path) -> State:
    """The texts and manifests of a folder and below it as they are now."""
    texts = files.find([folder])[0]
    manifests = {text.parent / manifest.NAME for text in texts}
    found: dict[str, tuple[int, int]] = {}
    for path in (*texts, *sorted(manifests)):
        try:
            state = path.stat()
        except OSError:
            continue  # gone since, or never there
        found[absolute(str(path))] = (state.st_size, state.st_mtime_ns)
    return found


def _is_manifest(path: str) -> bool:
    return os.path.basename(path) == manifest.NAME


def _in_store(store: Path, folder: Path) -> set[str]:
    """The paths in the folder of what the store holds already."""
    if not store.exists():
        return set()
    inside = absolute(str(folder)) + os.sep
    with Graph.open(store) as graph:
        return {s.path for s in graph.catalogue.sources if s.path.startswith(inside)}
