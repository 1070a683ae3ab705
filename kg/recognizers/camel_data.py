"""What camel-tools keeps on this machine: its catalogue, its model of names, its morphology.

camel-tools' own modules fetch a catalogue over the network as soon as one of ``data``, ``ner``,
``morphology`` or ``disambig`` is imported where none is there, and wait without limit. So the
catalogue is read here, without camel-tools, and its modules are imported only where all that they
need was found.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path, PurePosixPath
from typing import Any

from kg.errors import ModelError

FOLDER_VARIABLE = "CAMELTOOLS_DATA"
"""camel-tools' own variable for the folder of its data; ``~/.camel_tools`` without it."""

CATALOGUE_FILE = "catalogue.json"
INSTALL = "kg models install camel"

EXPECTED = {"ner-arabert": "AraBERT licence", "morphology-db-msa-r13": "GPL v2"}
"""The packages that the catalogue of camel-tools 1.6 names, and their licences."""

_NAMES, _MORPHOLOGY = "NamedEntityRecognition", "MorphologyDB"


@dataclass(frozen=True, slots=True)
class Package:
    """A package of the catalogue; ``files`` are its paths in ``folder`` with their SHA-256.

    ``size`` is in bytes.
    """

    name: str
    version: str
    licence: str
    size: int
    folder: Path
    files: Mapping[str, str]

    def missing(self) -> list[Path]:
        """The files that are not there."""
        return [self.folder / name for name in self.files if not (self.folder / name).is_file()]

    def damaged(self) -> list[Path]:
        """The files that are not there, or not as the catalogue has them."""
        missing = self.missing()
        return missing + [
            self.folder / name
            for name, expected in self.files.items()
            if self.folder / name not in missing and _hash(self.folder / name) != expected
        ]


@dataclass(frozen=True, slots=True)
class CamelData:
    """The packages that kg uses: the default ones of camel-tools' catalogue."""

    names: Package
    morphology: Package

    @property
    def packages(self) -> tuple[Package, Package]:
        """Both packages."""
        return self.names, self.morphology

    def check(self) -> None:
        """Raise ModelError where a file is missing."""
        for package in self.packages:
            for file in package.missing():
                raise ModelError(
                    f"{file}: no such file; expected package {package.name!r} of camel-tools: "
                    f"install it with '{INSTALL}'"
                )

    def digest(self) -> str:
        """The SHA-256 of camel-tools' version and of the files, in hexadecimal.

        Raises ModelError where a file is missing.
        """
        self.check()
        found = hashlib.sha256(metadata.version("camel-tools").encode())
        for package in self.packages:
            for name in sorted(package.files):
                found.update(_hash(package.folder / name).encode())
        return found.hexdigest()


def folder() -> Path:
    """Where camel-tools keeps its data."""
    named = os.environ.get(FOLDER_VARIABLE)
    return Path(named).expanduser().absolute() if named else Path.home() / ".camel_tools"


def read() -> CamelData:
    """What the catalogue of :func:`folder` says; whether the files are there is not looked at.

    Raises ModelError where there is no catalogue or it is broken.
    """
    file = folder() / CATALOGUE_FILE
    if not file.is_file():
        raise ModelError(
            f"{file}: no such file; expected camel-tools' catalogue: install its models with "
            f"'{INSTALL}' (needs the network), or name the folder that holds them in "
            f"{FOLDER_VARIABLE}"
        )
    try:
        catalogue = json.loads(file.read_text(encoding="utf-8"))
        return CamelData(_default(catalogue, _NAMES), _default(catalogue, _MORPHOLOGY))
    except OSError as error:
        raise ModelError(f"{file}: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(
            f"{file}: found no catalogue of camel-tools ({type(error).__name__}: {error!s:.80}); "
            f"fetch it again with '{INSTALL} --force'"
        ) from error


def _default(catalogue: Mapping[str, Any], component: str) -> Package:
    """The package that holds the default data of a component."""
    entry = catalogue["components"][component]
    place = entry["datasets"][entry["default"]]["path"]
    for name, package in sorted(catalogue["packages"].items()):
        if package.get("destination") == place:
            return Package(
                name=name,
                version=str(package["version"]),
                licence=str(package["license"]),
                size=int(package["size"]),
                folder=folder() / "data" / _inner(place),
                files={str(_inner(each["path"])): str(each["sha256"]) for each in package["files"]},
            )
    raise ValueError(f"no package has the data of {component}")


def _inner(path: str) -> PurePosixPath:
    """A path of the catalogue, which must not lead out of the folder."""
    inner = PurePosixPath(path)
    if inner.is_absolute() or ".." in inner.parts or not inner.parts:
        raise ValueError(f"the path {path!r} leads out of the folder")
    return inner


def _hash(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"{file}: {error.strerror}") from error
