"""When an article was published, from the many ways in which files say it."""

from __future__ import annotations

import datetime
import re
from email.utils import parsedate_to_datetime

from kg.language import analyse
from kg.language.dates import find_dates
from kg.model import Document

_ISO = re.compile(r"\s*(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_LONGEST = 80
_YEARS = range(1800, 2200)


def published(found: object) -> datetime.date | None:
    """The day of a date, a time, ISO 8601, RFC 5322, or an Arabic date in words or figures.

    Times count in the zone that they are given in. None where no day can be told.
    """
    if isinstance(found, datetime.datetime):
        found = found.date()
    if isinstance(found, datetime.date):
        return found if found.year in _YEARS else None
    if not isinstance(found, str) or len(found) > _LONGEST:
        return None
    date = _iso(found) or _of_mail(found) or _in_words(found)
    return date if date and date.year in _YEARS else None


def _iso(text: str) -> datetime.date | None:
    match = _ISO.match(text)
    try:
        return datetime.date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _of_mail(text: str) -> datetime.date | None:
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _in_words(text: str) -> datetime.date | None:
    """Of «الثلاثاء 15 فبراير 2022» or «15/2/2022» the day; nothing that needs another date."""
    for sentence in analyse(Document(text=text, identifier="", sha256="")):
        for date in find_dates(sentence):
            if date.precision == "day" and not date.is_relative:
                return _iso(date.value)
    return None
