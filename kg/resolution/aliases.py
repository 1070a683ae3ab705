"""What the names alone do not tell: other names of bodies, spellings, bodies renamed.

The tables are ``aliases.tsv``, ``spellings.tsv``, ``renamed.tsv`` and ``services.tsv`` of
``data/resolution``; each row says where it comes from. Names are given as the tables have them, and
are no keys yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.arabic import name_key
from kg.errors import LexiconError
from kg.language import tables

_RENAMED = ("old", "new", "country", "year", "source")

FOLDER = Path(__file__).parent.parent / "data" / "resolution"


@dataclass(frozen=True, slots=True)
class Renaming:
    """A body of a country that became another one, in a year (CE)."""

    old: str
    new: str
    country: str
    year: int


@cache
def aliases() -> Mapping[str, str]:
    """Other names of bodies → the names under which they are compared, as the table has them.

    Raises LexiconError where the table is broken; so do the others.
    """
    return _pairs("aliases.tsv", ("form", "full", "source"))


@cache
def spellings() -> Mapping[str, str]:
    """Words in normal form → the spelling under which they are compared, in normal form."""
    pairs = _pairs("spellings.tsv", ("form", "usual", "source"))
    return {name_key(form): name_key(usual) for form, usual in pairs.items()}


@cache
def renamings() -> tuple[Renaming, ...]:
    """The bodies that became others."""
    found = []
    for place, (old, new, country, year, source) in _rows("renamed.tsv", _RENAMED):
        if not (old and new and source) or not year.isdigit():
            raise LexiconError(
                f"{place}: found {old!r}, {new!r}, {year!r}; expected names and a year"
            )
        found.append(Renaming(old, new, country, int(year)))
    return tuple(found)


@cache
def services() -> Mapping[tuple[str, ...], str]:
    """Forms of public services, the words of each in normal form → the service."""
    found = {}
    for place, (service, form, source) in _rows("services.tsv", ("service", "form", "source")):
        words = tuple(name_key(form).split())
        if not (service and words and source) or words in found:
            raise LexiconError(f"{place}: found {form!r} of {service!r}; expected each form once")
        found[words] = service
    return found


def _pairs(file: str, columns: tuple[str, str, str]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for place, (form, full, source) in _rows(file, columns):
        if not (form and full and source) or form in found:
            raise LexiconError(f"{place}: found {form!r} for {full!r}; expected each form once")
        found[form] = full
    return found


def _rows(file: str, columns: tuple[str, ...]) -> list[tuple[str, list[str]]]:
    text = (FOLDER / file).read_text(encoding="utf-8")
    return [
        (f"{file}, line {number}", cells) for number, cells in tables.parse(text, file, columns)
    ]
