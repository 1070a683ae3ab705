"""Content negotiation: the media type of an answer, by the ``Accept`` header (RFC 9110, 12.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_RANGE = re.compile(r"([\w!#$&^.+*-]+)/([\w!#$&^.+*-]+)")
_QUALITY = re.compile(r"0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?")
_SEPARATED = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*")+')
_PARAMETERS = re.compile(r'(?:[^;"]|"(?:[^"\\]|\\.)*")+')


@dataclass(frozen=True, slots=True)
class _Range:
    """A media range with its quality; parameters other than ``q`` make it no narrower."""

    type: str
    subtype: str
    quality: float

    def closeness(self, type: str, subtype: str) -> int:
        """How closely the range names a media type; 0 where it does not hold it."""
        if (self.type, self.subtype) == (type, subtype):
            return 3
        if (self.type, self.subtype) == (type, "*"):
            return 2
        return int((self.type, self.subtype) == ("*", "*"))


def choose(accept: str, offered: Sequence[str]) -> str | None:
    """The one of the media types ``offered`` that a client likes best, or None.

    ``accept`` is the header's value, empty where there is none; a range that is not well-formed
    is passed over. Of equally good ones the earlier in ``offered`` is taken.

    >>> choose("text/csv;q=0.5, application/*", ["text/csv", "application/json"])
    'application/json'
    >>> choose("image/png", ["text/csv"])
    """
    ranges = list(_ranges(accept))
    if not accept.strip():
        return offered[0]
    qualities = [_quality(media, ranges) for media in offered]
    best = max(qualities)
    return offered[qualities.index(best)] if best > 0 else None


def _quality(media: str, ranges: Sequence[_Range]) -> float:
    """The quality of the closest range that holds a media type."""
    type, _, subtype = media.partition("/")
    close = [(each.closeness(type, subtype), each.quality) for each in ranges]
    closeness, quality = max(close, default=(0, 0.0))
    return quality if closeness else 0.0


def _ranges(accept: str) -> Iterator[_Range]:
    for element in _SEPARATED.findall(accept):
        media, *parameters = _PARAMETERS.findall(element) or [""]
        found = _RANGE.fullmatch(media.strip().lower())
        quality = _stated_quality(parameters)
        if found and quality is not None:
            yield _Range(found[1], found[2], quality)


def _stated_quality(parameters: Sequence[str]) -> float | None:
    """The value of ``q``, 1 where there is none, and None where it is no quality."""
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            return float(value) if _QUALITY.fullmatch(value.strip()) else None
    return 1.0
