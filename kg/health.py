"""Health: what is installed, what a store holds, and whether both are sound."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

from kg import archive, recognizers, storage
from kg.archive import Archive
from kg.errors import KgError
from kg.graph import generations, ledger, whereabouts
from kg.graph.catalogue import Catalogue
from kg.graph.ledger import Ledger
from kg.graph.redirects import History
from kg.graph.store import Graph
from kg.resources import Resources
from kg.settings import Settings
from kg.version import VERSION

LIBRARIES = ("msgspec", "onnxruntime", "pyoxigraph", "python-crfsuite", "rdflib")
"""The libraries on whose versions results or stores depend."""

_ROOM = 2
"""A store needs as much room again to be written anew, and so many times to be compacted too."""


@dataclass(slots=True)
class Health:
    """What was found: facts by subject, in order; and what is wrong."""

    facts: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def examine(settings: Settings) -> Health:
    """Examine the installation, and the store of ``settings`` where there is one."""
    health = Health()
    health.facts["kg"] = VERSION
    health.facts["Python"] = f"{platform.python_version()} on {platform.platform(terse=True)}"
    for library in LIBRARIES:
        health.facts[library] = metadata.version(library)
    _examine_data(health, settings)
    if settings.store.exists():
        try:
            _examine_store(health, settings.store)
        except KgError as error:
            health.problems.append(str(error))
    else:
        health.facts["store"] = f"{settings.store}: none yet"
    _examine_room(health, settings.store)
    return health


def _examine_data(health: Health, settings: Settings) -> None:
    for name in recognizers.NAMES:
        try:
            recognizers.load(name)
            health.facts[f"recognizer {name}"] = f"sound, {recognizers.digest(name)[:12]}"
        except KgError as error:
            health.problems.append(str(error))
    try:
        resources = Resources.load(settings)
    except KgError as error:
        health.problems.append(str(error))
    else:
        health.facts["extractor"] = resources.digest[:12]


def _examine_store(health: Health, folder: Path) -> None:
    format, version = generations.written_by(folder)
    with Graph.open(folder) as graph:
        catalogue = graph.catalogue
        count = len(graph)
    health.facts["store"] = f"{folder}, format {format}, written by kg {version or 'unknown'}"
    health.facts["documents"] = f"{len(catalogue.documents)} of {len(catalogue.sources)} sources"
    health.facts["quads"] = str(count)
    if catalogue.rules:
        health.facts["inferred by"] = ", ".join(name for name, _ in catalogue.rules)
    left = generations.unfinished(folder)
    if left:
        health.facts["other generations"] = f"{len(left)}: read, being written, or left by a kill"
    if format < generations.FORMAT:
        health.problems.append(
            f"{folder}: a store of format {format}; 'kg build SOURCE…' with its sources upgrades it"
        )
        return
    held = generations.hold_published(folder)
    try:
        known = Ledger.load(held.folder / ledger.FILE)
        health.problems += _faults_of_history(health, held.folder, catalogue)
    finally:
        held.release()
    if set(known.documents) != set(catalogue.documents):
        health.problems.append(
            f"{folder}: the ledger is damaged; the next change writes the whole graph again"
        )
    health.problems += _faults_of_archive(health, folder, catalogue)


def _faults_of_history(health: Health, generation: Path, catalogue: Catalogue) -> Iterator[str]:
    history = History.load(generation, catalogue.base)
    health.facts["redirected IRIs"] = str(len(history.replaced))
    file = generation / whereabouts.FILE
    if set(history.where.documents) == set(catalogue.documents):
        yield from (f"{generation}: {fault}" for fault in history.faults())
    elif file.exists():
        yield f"{file}: damaged; IRIs that the next change replaces will not be redirected"


def _faults_of_archive(health: Health, folder: Path, catalogue: Catalogue) -> Iterator[str]:
    file = folder / archive.FILE
    if not file.exists():
        yield f"{file}: missing, with all texts; build the store again from its sources"
        return
    with Archive.reading(file, extractor=catalogue.extractor) as kept:
        health.facts["kept extractions"] = str(len(kept))
        if fault := kept.fault():
            yield f"{file}: damaged: {fault}; remove it and build the store again"
        documents = catalogue.described()
        texts = kept.identifiers()
        lost = sum(document.identifier not in texts for document in documents)
        if lost:
            yield f"{file}: the texts of {lost} documents are missing; build the store again"
        unread = len(kept.missing(documents))
        if unread:
            yield f"{file}: {unread} extractions are missing; the next change reads them again"


def _examine_room(health: Health, folder: Path) -> None:
    place = folder.absolute()
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    used = storage.size(folder)
    health.facts["room"] = f"{_megabytes(used)} used by the store, {_megabytes(free)} free"
    if free < _ROOM * used:
        health.problems.append(
            f"{place}: {_megabytes(free)} are free; a store of {_megabytes(used)} needs "
            f"{_megabytes(_ROOM * used)} to be written anew"
        )
    if folder.exists() and not os.access(folder, os.W_OK):
        health.problems.append(f"{folder}: cannot be written by this user")


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB"
