"""What ordinals say: «الرابعة» is 4, «الثانية عشرة» 12, «السادسة والعشرين» 26."""

from __future__ import annotations

from collections.abc import Sequence

_PREFIX = "ordinal:"
_TEN = frozenset({"w:عشر", "w:عشره"})


def ordinal_of(rows: Sequence[frozenset[str]]) -> int | None:
    """The value of the ordinal that the first of some words is, by their tags; None for no ordinal.

    «عشر» behind a unit and tens that «و» joins to it belong to it.
    """
    value = _value(rows[0]) if rows else None
    if value is None or value >= 10 or len(rows) == 1:
        return value
    if not _TEN.isdisjoint(rows[1]):
        return value + 10
    tens = _value(rows[1]) or 0
    return value + tens if "+و" in rows[1] and tens >= 20 and tens % 10 == 0 else value


def _value(tags: frozenset[str]) -> int | None:
    found = sorted(tag for tag in tags if tag.startswith(_PREFIX))
    return int(found[0].removeprefix(_PREFIX)) if found else None
