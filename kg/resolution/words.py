"""Words that the comparison of names knows, from ``data/resolution/words.tsv``.

What each class is for stands in the table itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.arabic import name_key
from kg.errors import LexiconError
from kg.language import tables

SHIPPED = Path(__file__).parent.parent / "data" / "resolution" / "words.tsv"
_COLUMNS = ("form", "class", "value", "source")


@dataclass(frozen=True, slots=True)
class Words:
    """Normal forms by class; for the meaning of the classes see the table."""

    honorific: frozenset[str]
    nasab: frozenset[str]
    kunya: frozenset[str]
    theophoric: frozenset[str]
    body_head: frozenset[str]
    initiative_head: frozenset[str]
    unit_head: frozenset[str]
    country_body: frozenset[str]
    local_head: frozenset[str]
    other_head: frozenset[str]
    international: frozenset[str]
    part_head: frozenset[str]
    namesake_head: frozenset[str]
    named_by_kind: frozenset[str]
    common_given: frozenset[str]
    common_family: frozenset[str]
    club_head: frozenset[str]
    company_head: frozenset[str]
    paper_head: frozenset[str]
    channel_head: frozenset[str]
    movement_head: frozenset[str]
    bank_head: frozenset[str]
    general_head: frozenset[str]
    edition_noun: frozenset[str]
    epithet: frozenset[str]
    place_kind: frozenset[str]
    city_kind: frozenset[str]
    related: frozenset[str]
    plain_event: frozenset[str]
    ordinal: Mapping[str, int]

    @property
    def kinds(self) -> tuple[frozenset[str], ...]:
        """Head nouns that stand for one another, kind by kind."""
        return (
            self.club_head,
            self.company_head,
            self.paper_head,
            self.channel_head,
            self.movement_head,
            self.bank_head,
        )


@cache
def shipped() -> Words:
    """The table that comes with kg. Raises LexiconError, with file and line, where it is broken."""
    return load(SHIPPED)


def load(file: Path) -> Words:
    """The words of a table. Raises LexiconError, with file and line, where it is broken."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{file}: {error}") from error
    found: dict[str, dict[str, int]] = {name: {} for name in Words.__dataclass_fields__}
    for number, cells in tables.parse(text, str(file), _COLUMNS):
        _add([cell.strip() for cell in cells], f"{file}, line {number}", found)
    sets = {name: frozenset(forms) for name, forms in found.items() if name != "ordinal"}
    return Words(**sets, ordinal=found["ordinal"])


def _add(values: list[str], place: str, found: dict[str, dict[str, int]]) -> None:
    form, cls, value, source = values
    key = name_key(form)
    if not key or not source:
        raise LexiconError(f"{place}: found an empty form or source; expected both")
    if cls not in found:
        raise LexiconError(f"{place}: found the class {cls!r}; expected one of {sorted(found)}")
    if (cls == "ordinal") != value.isdigit():
        raise LexiconError(f"{place}: found the value {value!r}; expected a number for an ordinal")
    found[cls][key] = int(value or 0)
