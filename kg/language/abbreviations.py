"""Abbreviations whose full stop does not end a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from kg.errors import LexiconError
from kg.language import tables

_FILE = "abbreviations.tsv"
_COLUMNS = ("form", "next", "meaning", "source")
_CONDITIONS = ("any", "arabic", "initial", "latin", "number")


@cache
def abbreviations() -> Mapping[str, str]:
    """Normal form of an abbreviation → what stands beside its full stop when it ends no sentence.

    The conditions are explained in the data file. Raises LexiconError where it is broken.
    """
    found: dict[str, str] = {}
    for number, (form, condition, *_) in tables.read(_FILE, _COLUMNS):
        if condition not in _CONDITIONS or form in found:
            raise LexiconError(
                f"{_FILE}, line {number}: {form!r} stands twice or has condition {condition!r}; "
                f"expected one of {', '.join(_CONDITIONS)}"
            )
        found[form] = condition
    return MappingProxyType(found)
