"""Settings: defaults < ``kg.toml`` < environment < arguments. Nothing is read at import.

``kg.toml`` is looked for in the working folder::

    [store]
    path = "kg-store"          # also the environment variable KG_STORE

    [graph]
    base = "https://w3id.org/rawabit/id/"

    [build]
    workers = 4                # processes to read with; else kg uses all cores, and Python one
    recognizer = "default"     # "fast" is ten times as fast, "none" uses lexicons alone,
                               # "camel" needs "kg models install camel"
    min_confidence = 0.0       # claims less sure are left out
    corrections = "corrections.toml"  # for builds that keep no store; a store has its own

    [fields]
    text = "body"              # which fields of JSON Lines, CSV and Parquet hold what
    title = "headline"

    [lexicons]
    folder = "my-lexicons"     # names, titles, places and patterns of the user's own

    [dataset]                  # what exports say of themselves
    iri = "https://example.org/news"
    title = "شبكة الأخبار"
    licence = "https://creativecommons.org/licenses/by/4.0/"
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
RECOGNIZERS = ("default", "fast", "camel", "none")
FIELDS = ("text", "title", "source", "author", "date", "address", "language")
"""What a field of a table may hold."""

# Absolute (RFC 3987), and fit to have a name put after it.
_IRI = re.compile(r"""[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|\\^`#]*/""")
# In a path a slash stands once.
_ADDRESS = re.compile(r"https?:/", re.IGNORECASE)
# Absolute, as Turtle and N-Quads write IRIs.
_ANY_IRI = re.compile(r"""[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|\\^`]+""")


@dataclass(frozen=True, slots=True)
class Publication:
    """What exports say of the graph that they hold, beside what is counted.

    ``iri`` names it, by default ``{base}dataset``; ``licence`` is the IRI of a licence, and none by
    default; so is ``title``. Raises SettingsError where the first two are no absolute IRIs.
    """

    iri: str = ""
    title: str = ""
    licence: str = ""

    def __post_init__(self) -> None:
        for name, value in (("iri", self.iri), ("licence", self.licence)):
            if value and not _ANY_IRI.fullmatch(value):
                raise SettingsError(f"dataset, {name} {value!r}: expected an absolute IRI")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is told.

    ``workers`` is the number of processes to read with; None is one, and for the command one for
    each core. ``lexicons`` is the user's own folder of data files, or None; ``recognizer`` names a
    learned recognizer (see :mod:`kg.recognizers`), or is ``none``. ``fields`` are pairs of what is
    known of an article and the field of tables that holds it (see :mod:`kg.documents.fields`).
    Claims whose confidence is below ``min_confidence``, from 0 to 1, are left out. ``dataset`` is
    what exports say of themselves.
    ``corrections`` is a file of them for builds that keep no store; a store has its own.
    """

    store: Path = Path("kg-store")
    base: str = DEFAULT_BASE
    workers: int | None = None
    lexicons: Path | None = None
    recognizer: str = "default"
    fields: tuple[tuple[str, str], ...] = ()
    min_confidence: float = 0.0
    dataset: Publication = Publication()
    corrections: Path | None = None

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
        if is_address(settings.store):
            raise SettingsError(
                "the store: found the address of a server; expected a folder: only query, ask, "
                "draw, export, stats, validate, conflicts and serve read from an address, which "
                "--store gives them"
            )
        if not _IRI.fullmatch(settings.base):
            raise SettingsError(
                f"base IRI {settings.base!r}: expected an absolute IRI ending in '/', without '#'"
            )
        if settings.workers is not None and settings.workers < 1:
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


def is_address(store: Path | str) -> bool:
    """Whether a store is an address of http or https, also one that was taken for a path."""
    return _ADDRESS.match(str(store)) is not None


_PATHS = frozenset({"store", "lexicons", "corrections"})

_KEYS: dict[tuple[str, str], tuple[str, type]] = {
    ("store", "path"): ("store", str),
    ("graph", "base"): ("base", str),
    ("build", "workers"): ("workers", int),
    ("build", "recognizer"): ("recognizer", str),
    ("build", "min_confidence"): ("min_confidence", float),
    ("build", "corrections"): ("corrections", str),
    ("lexicons", "folder"): ("lexicons", str),
    **{("fields", key): ("fields", str) for key in FIELDS},
    **{("dataset", key): ("dataset", str) for key in ("iri", "title", "licence")},
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
            if name == "fields":
                found["fields"] = (*found.get("fields", ()), (key, value))
                continue
            if name == "dataset":
                found["dataset"] = replace(found.get("dataset", Publication()), **{key: value})
                continue
            # Paths in the file are meant relative to the file.
            found[name] = file.parent / str(value) if name in _PATHS else value
    return found


def parse_fields(text: str) -> tuple[tuple[str, str], ...]:
    """«text=body,title=headline» as pairs. Raises SettingsError for anything else."""
    pairs: list[tuple[str, str]] = []
    for part in text.split(","):
        key, equals, name = (piece.strip() for piece in part.partition("="))
        if not equals or key not in FIELDS or not name or key in dict(pairs):
            raise SettingsError(
                f"field mapping {part!r}: expected KEY=FIELD, once for a key, with a key of "
                f"{', '.join(FIELDS)}"
            )
        pairs.append((key, name))
    return tuple(pairs)


def _expected() -> str:
    return ", ".join(f"[{table}] {key}" for table, key in _KEYS)
