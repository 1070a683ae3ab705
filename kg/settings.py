"""Settings: defaults < ``kg.toml`` < environment < arguments. Nothing is read at import.

``kg.toml`` is looked for in the working folder::

    [store]
    path = "kg-store"          # also the environment variable KG_STORE

    [graph]
    base = "https://w3id.org/rawabit/id/"

    [build]
    workers = 1
    recognizer = "default"     # "fast" is ten times as fast, "none" uses lexicons alone
    min_confidence = 0.0       # claims less sure are left out

    [lexicons]
    folder = "my-lexicons"     # names, titles, places and patterns of the user's own
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg.errors import SettingsError

DEFAULT_BASE = "https://w3id.org/rawabit/id/"
STORE_VARIABLE = "KG_STORE"
RECOGNIZERS = ("default", "fast", "none")

# Absolute (RFC 3987), and fit to have a name put after it.
_IRI = re.compile(r"""[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|\\^`#]*/""")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is told.

    ``lexicons`` is the user's own folder of data files, or None; ``recognizer`` names a learned
    recognizer (see :mod:`kg.recognizers`), or is ``none``; claims whose confidence is below
    ``min_confidence``, from 0 to 1, are left out.
    """

    store: Path = Path("kg-store")
    base: str = DEFAULT_BASE
    workers: int = 1
    lexicons: Path | None = None
    recognizer: str = "default"
    min_confidence: float = 0.0

    @classmethod
    def load(
        cls,
        *,
        file: Path = Path("kg.toml"),
        environment: Mapping[str, str] | None = None,
        **arguments: Any,
    ) -> Settings:
        """Settings from the file (where it exists), the environment and the arguments.

        Arguments that are None are left out. Raises SettingsError for a file that is no
        TOML, an unknown table or key, or a value of the wrong type.
        """
        settings = cls()
        if file.exists():
            settings = replace(settings, **_read(file))
        store = (os.environ if environment is None else environment).get(STORE_VARIABLE)
        if store:
            settings = replace(settings, store=Path(store))
        settings = replace(
            settings, **{key: value for key, value in arguments.items() if value is not None}
        )
        if not _IRI.fullmatch(settings.base):
            raise SettingsError(
                f"base IRI {settings.base!r}: expected an absolute IRI ending in '/', without '#'"
            )
        if settings.workers < 1:
            raise SettingsError(f"workers = {settings.workers}: expected 1 or more")
        if settings.recognizer not in RECOGNIZERS:
            raise SettingsError(
                f"recognizer = {settings.recognizer!r}: expected one of {', '.join(RECOGNIZERS)}"
            )
        if not 0 <= settings.min_confidence <= 1:
            raise SettingsError(
                f"min_confidence = {settings.min_confidence}: expected a number from 0 to 1"
            )
        return settings


_KEYS: dict[tuple[str, str], tuple[str, type]] = {
    ("store", "path"): ("store", str),
    ("graph", "base"): ("base", str),
    ("build", "workers"): ("workers", int),
    ("build", "recognizer"): ("recognizer", str),
    ("build", "min_confidence"): ("min_confidence", float),
    ("lexicons", "folder"): ("lexicons", str),
}


def _read(file: Path) -> dict[str, Any]:
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{file}: {error}") from error
    found: dict[str, Any] = {}
    for table, entries in tables.items():
        if not isinstance(entries, dict):
            raise SettingsError(
                f"{file}: found key {table!r} outside a table; expected {_expected()}"
            )
        for key, value in entries.items():
            if (table, key) not in _KEYS:
                raise SettingsError(
                    f"{file}: unknown setting [{table}] {key}; expected {_expected()}"
                )
            name, kind = _KEYS[table, key]
            # Whoever means a number may write 1 for 1.0.
            fits = isinstance(value, (kind, int) if kind is float else kind)
            if not fits or isinstance(value, bool):
                raise SettingsError(
                    f"{file}: [{table}] {key} = {value!r}; expected a value of type {kind.__name__}"
                )
            # Paths in the file are meant relative to the file.
            found[name] = file.parent / str(value) if name in {"store", "lexicons"} else value
    return found


def _expected() -> str:
    return ", ".join(f"[{table}] {key}" for table, key in _KEYS)
