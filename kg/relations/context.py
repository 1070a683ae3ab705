"""Context: which event a clause is about when it does not say so itself."""

from __future__ import annotations

from collections.abc import Sequence

from kg.chunks import Item
from kg.model import EntityType, Mention

REACH = 200
"""How many items away in its own sentence an event may be (more than real sentences have)."""

_KINDS = {
    "event": frozenset({"Conference", "Session", "Meeting"}),
    "session": frozenset({"Session"}),
    "conference": frozenset({"Conference"}),
    "meeting": frozenset({"Meeting"}),
}

_REMEMBERED = frozenset(
    {
        EntityType.CONFERENCE,
        EntityType.SESSION,
        EntityType.MEETING,
        EntityType.ORGANIZATION,
    }
)


class Context:
    """The events of a document as the reader meets them.

    :meth:`event` gives the event of a clause: the last one before the clause in its sentence, but
    one that another is a part of only where there is no other; else the one after the clause in its
    sentence, else the last one of the sentences before.
    """

    def __init__(self) -> None:
        self._last: dict[str, int] = {}  # by kind, the kind met last at the end

    def event(self, kind: str, items: Sequence[Item], start: int, end: int) -> int | None:
        """The mention of the event of the clause ``[start, end)``, or None."""
        kinds = _KINDS[kind]
        before = [
            index for index in range(max(0, end - REACH), end) if _is_event(items[index], kinds)
        ]
        told = [index for index in before if not _is_frame(items, index)] or before
        if told:
            return items[told[-1]].mentions[0]
        for item in items[end : end + REACH]:
            if _is_event(item, kinds):
                return item.mentions[0]
        found = [mention for name, mention in self._last.items() if name in kinds]
        return found[-1] if found else None

    def body(self, items: Sequence[Item], start: int) -> int | None:
        """The body that «أمينها», «مديرها» means: the last one named before, else a venue."""
        for kind in ("@Organization", "@Place"):
            for item in reversed(items[max(0, start - REACH) : start]):
                if kind in item.tags and item.mentions:
                    return item.mentions[-1]
        return self._last.get("Organization")

    def remember(self, mention: int, kind: EntityType) -> None:
        """Remember an event that a clause described."""
        self._last.pop(kind.value, None)
        self._last[kind.value] = mention

    def leave(self, items: Sequence[Item], mentions: Sequence[Mention]) -> None:
        """Remember the events of a sentence that was read."""
        for item in items:
            for mention in item.mentions:
                kind = mentions[mention].type
                if kind in _REMEMBERED:
                    self.remember(mention, kind)


def _is_frame(items: Sequence[Item], index: int) -> bool:
    """«يأتي المعرض ضمن فعاليات مهرجان …»: a larger event, which is not what the clause tells of."""
    return any("w:ضمن" in item.tags for item in items[max(0, index - 2) : index])


def _is_event(item: Item, kinds: frozenset[str]) -> bool:
    return item.chunk is not None and item.chunk.kind in kinds and bool(item.mentions)
