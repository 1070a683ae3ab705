"""Arithmetic of dates: parts of dates, Hijri and Gregorian, against a reference date.

A *part* is ``(year,)``, ``(year, month)`` or ``(year, month, day)`` of the Gregorian calendar; a
*period* is its first and last part, equal where it is one day, month or year.
"""

from __future__ import annotations

import datetime

Part = tuple[int, ...]
Period = tuple[Part, Part]

HIJRI_YEARS = range(1343, 1501)
"""The years that hijridate converts, by the Umm al-Qura calendar."""
GREGORIAN_YEARS = range(1500, 2101)

_DAY = datetime.timedelta(days=1)


def iso(period: Period) -> str:
    """``2017``, ``2017-03``, ``2017-03-10`` or two of these with ``/`` between."""
    first, last = (
        "-".join(f"{n:04}" if i == 0 else f"{n:02}" for i, n in enumerate(part)) for part in period
    )
    return first if first == last else f"{first}/{last}"


def period(calendar: str, year: int, month: int = 0, day: int = 0) -> Period | None:
    """The period of a date, a month (``day`` 0) or a year (``month`` 0); None where there is none.

    ``calendar`` is ``gregorian`` or ``hijri``. A Hijri month or year is a period of days.
    """
    if calendar == "hijri":
        return _hijri_period(year, month, day)
    if year not in GREGORIAN_YEARS:
        return None
    part = tuple(n for n in (year, month, day) if n)
    return (part, part) if _exists(part) else None


def _exists(part: Part) -> bool:
    try:
        datetime.date(*(*part, 1, 1)[:3])
    except ValueError:
        return False
    return True


def _hijri_period(year: int, month: int, day: int) -> Period | None:
    if year not in HIJRI_YEARS:
        return None
    from hijridate import Hijri

    try:
        first = Hijri(year, month or 1, day or 1)
    except ValueError:
        return None
    start = first.to_gregorian()
    length = 1 if day else first.month_length() if month else first.year_length()
    return _part(start), _part(start + (length - 1) * _DAY)


def first_day(period: Period) -> datetime.date:
    """The first day of a period."""
    return datetime.date(*(*period[0], 1, 1)[:3])


def last_day(period: Period) -> datetime.date:
    """The last day of a period."""
    year, month, day = (*period[1], 0, 0)[:3]
    if day:
        return datetime.date(year, month, day)
    year, month = _month(year, (month or 12) + 1)
    return datetime.date(year, month, 1) - _DAY


def _month(year: int, month: int) -> tuple[int, int]:
    """Year and month 1 to 12, where ``month`` may run over (13 is January of the next year)."""
    years, index = divmod(month - 1, 12)
    return year + years, index + 1


def nearest(
    calendar: str,
    month: int,
    day: int,
    reference: datetime.date,
    *,
    direction: int = 0,
    weekday: int | None = None,
) -> Period | None:
    """The period of a day (or a month, ``day`` 0) whose year is not written.

    The one nearest to ``reference``; with ``direction`` 1 or -1 the next after or the last
    before it. Within a year of it, one on ``weekday`` (0 = Monday) is preferred.
    """
    year = _year(calendar, reference)
    if year is None:
        return None
    years = range(year - 2, year + 3)
    found = [p for y in years if (p := period(calendar, y, month, day))]
    if direction > 0:
        found = [p for p in found if first_day(p) > reference][:1]
    elif direction < 0:
        found = [p for p in found if last_day(p) < reference][-1:]
    if not found:
        return None

    def distance(p: Period) -> tuple[bool, int]:
        off_weekday = weekday is not None and first_day(p).weekday() != weekday
        days = abs((first_day(p) - reference).days)
        return (off_weekday or days > 366, days)

    return min(found, key=distance)


def _year(calendar: str, date: datetime.date) -> int | None:
    return date.year if calendar == "gregorian" else hijri_year(date)


def hijri_year(date: datetime.date) -> int | None:
    """The Hijri year in which a day lies; None for days that hijridate does not convert."""
    from hijridate import Gregorian

    try:
        return int(Gregorian.fromdate(date).to_hijri().year)
    except (ValueError, OverflowError):
        return None


def weekday_near(weekday: int, reference: datetime.date, direction: int) -> datetime.date:
    """A ``weekday`` (0 = Monday) near ``reference``, by ``direction``.

    1 is the next after it, 2 a week later, -1 the last before it, -2 a week earlier, 0 the nearest.
    """
    if direction > 0:
        return (
            reference + ((weekday - reference.weekday() - 1) % 7 + 1 + 7 * (direction - 1)) * _DAY
        )
    if direction < 0:
        return (
            reference - ((reference.weekday() - weekday - 1) % 7 + 1 - 7 * (direction + 1)) * _DAY
        )
    return reference + ((weekday - reference.weekday() + 3) % 7 - 3) * _DAY


def shifted(reference: datetime.date, unit: str, count: int) -> Period:
    """The day, month or year that lies ``count`` units after ``reference``."""
    if unit == "day":
        return on(reference + count * _DAY)
    if unit == "month":
        year, month = _month(reference.year, reference.month + count)
        return (year, month), (year, month)
    return (reference.year + count,), (reference.year + count,)


def on(date: datetime.date) -> Period:
    """The period that is one day."""
    return _part(date), _part(date)


def _part(date: datetime.date) -> Part:
    return date.year, date.month, date.day
