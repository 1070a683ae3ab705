"""Which models there are, shipped and to be installed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.recognizers import NAMES, SHIPPED, camel_data


@dataclass(frozen=True, slots=True)
class Model:
    """A model of a recognizer; ``size`` in bytes, 0 where it is not known."""

    recognizer: str
    name: str
    installed: bool
    size: int
    licence: str
    folder: Path


def inventory() -> Iterator[Model]:
    """The models of all recognizers, looked for on this machine alone.

    Raises ModelError where camel-tools' catalogue is broken.
    """
    for name in NAMES:
        folder = SHIPPED / name
        files = [file for file in folder.glob("*") if file.is_file()]
        size = sum(file.stat().st_size for file in files)
        yield Model(name, name, bool(files), size, "CC BY-SA 4.0", folder)
    if not (camel_data.folder() / camel_data.CATALOGUE_FILE).exists():
        # What the catalogue would say of them.
        for name, licence in camel_data.EXPECTED.items():
            yield Model("camel", name, False, 0, licence, camel_data.folder())
        return
    for package in camel_data.read().packages:
        yield Model(
            recognizer="camel",
            name=package.name,
            installed=not package.missing(),
            size=package.size,
            licence=package.licence,
            folder=package.folder,
        )
