"""The tables of ``kg/data/romanization``: how words and letters are written in Latin letters.

A table has lines ``form  latin  source``, separated by tabs; those that begin with ``#`` are left
out. A form is one word without the article, or several; the first table that has it decides.
Forms of the source ``letter`` are names of Latin letters, which in a row make an acronym. The
tables are read once; what is read never changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from kg.arabic import name_key

FOLDER = Path(__file__).parents[1] / "data" / "romanization"
"""The folder of the tables that come with kg."""
TABLES = ("own.tsv", "attested.tsv")
"""The tables of words, the first to be asked first."""
LETTERS_FILE = "letters.tsv"

_LETTER = "letter"


@cache
def words() -> Mapping[str, str]:
    """Latin spellings by the normal form of the Arabic ones."""
    found: dict[str, str] = {}
    for name in TABLES:
        for form, latin, source in read_table(FOLDER / name):
            if source != _LETTER:
                found.setdefault(name_key(form), latin)
    return MappingProxyType(found)


@cache
def beginnings() -> frozenset[str]:
    """The words with which forms of several words begin."""
    return frozenset(form.partition(" ")[0] for form in words() if " " in form)


@cache
def latin_letters() -> Mapping[str, str]:
    """Latin letters by the normal form of their Arabic names."""
    rows = read_table(FOLDER / TABLES[0])
    return MappingProxyType(
        {name_key(form): latin for form, latin, kind in rows if kind == _LETTER}
    )


@cache
def consonants() -> Mapping[str, str]:
    """Arabic consonants as they are written; a dash for what is not."""
    rows = read_table(FOLDER / LETTERS_FILE)
    return MappingProxyType({form: latin for form, latin, _ in rows})


def read_table(file: Path) -> Iterator[tuple[str, str, str]]:
    """The lines of a table below its header: (form, Latin spelling, source)."""
    lines = (line for line in file.read_text(encoding="utf-8").splitlines() if line.strip())
    rows = [line for line in lines if not line.startswith("#")]
    for row in rows[1:]:
        form, latin, source = row.split("\t")
        yield form, latin, source
