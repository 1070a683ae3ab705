"""The grammar of dates: regular expressions over the letters of :mod:`kg.language.date_words`.

Each rule has a function that works out what its match means, or None where it means nothing
(there is no 31 April, or the reference date is wanted and not known). Rules are tried in order.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.language import calendars
from kg.language.calendars import Period
from kg.language.date_words import Atom


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a date means.

    ``is_relative`` where the reference date was needed to tell; ``is_span`` where first and
    last are both written.
    """

    period: Period
    is_relative: bool = False
    calendar: str = "gregorian"
    is_span: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A rule's match, and the words that its groups stand for."""

    match: re.Match[str]
    words: Sequence[Atom]
    reference: datetime.date | None

    def word(self, name: str) -> Atom | None:
        """The first word of a group; None where the group took no part."""
        start, end = self.match.span(name) if name in self.match.re.groupindex else (-1, -1)
        return self.words[start] if start < end else None

    def number(self, name: str) -> int | None:
        """The number of a group's first word."""
        word = self.word(name)
        return int(word.value) if word else None

    def numbers(self, name: str) -> list[int]:
        """The day numbers among the words of a group."""
        start, end = self.match.span(name)
        return [int(word.value) for word in self.words[start:end] if word.kind in "no"]


Rule = tuple[re.Pattern[str], Callable[[Match], Meaning | None]]

_LEAD = r"(?:c,?)?(?:[pdD]*(?P<w>w)(?:&w)?[,Lk]{0,2})?[pdD]*"
_AND = r"(?:[-t/&]|f?t|,&?)"


def _month(n: str = "") -> str:
    return rf"s?(?P<m{n}>[mh])"


def _year(n: str = "") -> str:
    """«2017», «من عام 2017م», «من العام المقبل», «من هذا العام», «المقبل»."""
    return (
        rf"(?:(?:,|,?f?[aA])?L?(?P<y{n}>y)R?(?P<e{n}>e)?"
        rf"|f?A(?P<aq{n}>q)|f?(?P<this{n}>TA)|(?P<q{n}>q))"
    )


def _meaning(
    period: Period | None, *, is_relative: bool = False, calendar: str = "gregorian"
) -> Meaning | None:
    return Meaning(period, is_relative, calendar) if period else None


def _date(m: Match, n: str, day: int) -> Meaning | None:
    """The day (0: the whole month) of month ``m{n}``, its year as written or as meant."""
    month = m.word("m" + n)
    if month is None:
        return None
    calendar, number = ("hijri" if month.kind == "h" else "gregorian"), int(month.value)
    year, era = m.number("y" + n), m.word("e" + n)
    if year is not None:
        if era and era.value != calendar:
            return None
        return _meaning(calendars.period(calendar, year, number, day), calendar=calendar)
    if m.reference is None:
        return None
    years_on = 0 if m.word("this" + n) else m.number("aq" + n)
    if years_on is not None and calendar == "gregorian":
        period = calendars.period(calendar, m.reference.year + years_on, number, day)
    else:
        period = calendars.nearest(
            calendar,
            number,
            day,
            m.reference,
            direction=m.number("q" + n) or 0,
            weekday=m.number("w") if day else None,
        )
    return _meaning(period, is_relative=True, calendar=calendar)


def _span(first: Meaning | None, last: Meaning | None) -> Meaning | None:
    if first is None or last is None or first.period[0] > last.period[1]:
        return None
    period = (first.period[0], last.period[1])
    return Meaning(period, first.is_relative or last.is_relative, last.calendar, is_span=True)


def _days_of_month(m: Match) -> Meaning | None:
    """«10 مارس 2017», «10-11 من مارس», «بين 3 و5 مايو المقبل»; two days apart are no span."""
    days = m.numbers("days")
    last = _date(m, "", days[-1])
    if len(days) == 1:
        return last
    if not _is_span(m, days) or last is None:
        return None
    # The first day shares the year that was found for the last.
    year, month, _ = last.period[1]
    if last.calendar == "hijri" or days[0] > days[-1]:
        return _span(_date(m, "", days[0]), last)
    first = (year, month, days[0])
    return Meaning((first, last.period[1]), last.is_relative, is_span=True)


def _is_span(m: Match, days: list[int]) -> bool:
    is_run = days == list(range(days[0], days[-1] + 1))
    is_between = m.match["between"] == "b"
    marks = m.match["days"]
    return is_run or (
        len(days) == 2 and days[0] < days[1] and (is_between or not set(marks) & set("&,"))
    )


def _two_months(m: Match) -> Meaning | None:
    """«من 28 فبراير إلى 2 مارس 2017», «شهري مايو ويونيو 2018»; with days or without."""
    if m.match["mark"] == "&" and m.match["between"] not in {"b", "s", "bs"}:
        return None
    first_day, last_day = m.number("d1") or 0, m.number("d2") or 0
    last = _date(m, "2", last_day)
    if last is None:
        return None
    if m.word("y1") or m.word("q1") or m.word("aq1"):
        return _span(_date(m, "1", first_day), last)
    month = m.word("m1")
    if month is None or (month.kind == "h") != (last.calendar == "hijri"):
        return None
    first = calendars.nearest(
        last.calendar, int(month.value), first_day, calendars.first_day(last.period), direction=-1
    )
    return _span(_meaning(first), last)


def _days_of_relative_month(m: Match) -> Meaning | None:
    """«10 من الشهر المقبل», «يومي 10-11 من هذا الشهر», «12 الجاري»."""
    if m.reference is None:
        return None
    days = m.numbers("days")
    if len(days) > 1 and not _is_span(m, days):
        return None
    count = m.number("q") or 0
    year, month = calendars.shifted(m.reference, "month", count)[0]
    first, last = (calendars.period("gregorian", year, month, day) for day in (days[0], days[-1]))
    if not first or not last:
        return None
    return Meaning((first[0], last[1]), is_relative=True, is_span=len(days) > 1)


def _numeric(m: Match) -> Meaning | None:
    """«10/3/2017», «2017-03-10», «10.3.2017», «1436/10/25هـ»; the day first where it can be."""
    if dotted := m.word("dotted"):
        day, month, year = map(int, dotted.value.split("-"))
    else:
        day, month, year = (m.number(name) or 0 for name in ("d", "m", "y"))
    era = m.word("e")
    calendar = era.value if era else _calendar_of(year)
    if month > 12 >= day and not m.match.group().startswith("y"):
        day, month = month, day
    return _meaning(calendars.period(calendar, year, month, day), calendar=calendar)


def _numeric_span(m: Match) -> Meaning | None:
    """«من 18 حتى 28/11/1436هـ», «25/10 - 5/11/1436هـ»."""
    last = _numeric(m)
    if last is None:
        return None
    day, month = m.number("d1") or 0, m.number("m1") or m.number("m") or 0
    year = m.number("y") or 0
    period = calendars.period(last.calendar, year, month, day)
    return _span(_meaning(period, calendar=last.calendar), last)


def _calendar_of(year: int) -> str:
    return "hijri" if year in calendars.HIJRI_YEARS else "gregorian"


def _weekday(m: Match) -> Meaning | None:
    """«الخميس المقبل», «يوم الأحد», «يومي الأحد والاثنين المقبلين»."""
    weekday, direction = m.number("w"), m.number("q")
    if m.reference is None or weekday is None:
        return None
    if direction is None:
        # News tells what has happened, unless a verb says otherwise.
        is_future = "F" in m.match.string
        start = m.reference if is_future else m.reference + datetime.timedelta(days=1)
        date = calendars.weekday_near(weekday, start, 1 if is_future else -1)
    else:
        date = calendars.weekday_near(weekday, m.reference, direction)
    first = _meaning(calendars.on(date), is_relative=True)
    other = m.number("w2")
    if other is None:
        return first
    return _span(first, _meaning(calendars.on(calendars.weekday_near(other, date, 1))))


def _today(m: Match) -> Meaning | None:
    """«أمس», «أمس (الثلاثاء)»; the weekday corrects a paper that is dated a day later."""
    if m.reference is None:
        return None
    date = m.reference + datetime.timedelta(days=m.number("c") or 0)
    weekday = m.number("w")
    if weekday is not None:
        date = calendars.weekday_near(weekday, date, 0)
    return _meaning(calendars.on(date), is_relative=True)


def _month_of_year(m: Match) -> Meaning | None:
    """«مارس 2017», «رمضان 1436هـ», «أبريل المقبل», «شهر مارس», «يناير»."""
    month = m.word("m")
    is_marked = any(map(m.word, ("y", "q", "aq", "this", "s")))
    return _date(m, "", 0) if is_marked or (month and month.alone) else None


def _year_alone(m: Match) -> Meaning | None:
    """«عام 2019», «عام 1436هـ», «2019م», but not «2000 م», which may be metres."""
    year, era = m.number("y") or 0, m.word("e")
    if not m.word("a") and era and era.value == "gregorian" and (year < 1700 or year % 100 == 0):
        return None
    calendar = era.value if era else _calendar_of(year)
    return _meaning(calendars.period(calendar, year), calendar=calendar)


def _two_years(m: Match) -> Meaning | None:
    """«عامي 2010 و2011», «من 2013 إلى 2015», «عام 1436/1437هـ»."""
    years = sorted((m.number("y1") or 0, m.number("y2") or 0))
    era = m.word("e")
    calendar = era.value if era else _calendar_of(years[0])
    first, last = (_meaning(calendars.period(calendar, y), calendar=calendar) for y in years)
    return _span(first, last)


def _relative_month(m: Match) -> Meaning | None:
    return _shifted(m, "month", m.number("q") or 0)


def _relative_year(m: Match) -> Meaning | None:
    return _shifted(m, "year", m.number("q") or 0)


def _ago(m: Match) -> Meaning | None:
    """«قبل ثلاثة أيام», «قبل يومين», «قبل عام»."""
    unit_word = m.word("unit")
    if unit_word is None:
        return None
    unit, _, count = unit_word.value.partition(":")
    return _shifted(m, unit, -(m.number("count") or int(count or 1)))


def _shifted(m: Match, unit: str, count: int) -> Meaning | None:
    if m.reference is None:
        return None
    return _meaning(calendars.shifted(m.reference, unit, count), is_relative=True)


_RANGE = rf"(?P<between>[bf])?{_LEAD}L?(?P<days>[no](?:{_AND}d?[no])*)R?f?"

RULES: tuple[Rule, ...] = tuple(
    (re.compile(pattern), meaning)
    for pattern, meaning in (
        (rf"{_LEAD}(?P<d>n)(?P<mark>[-/])(?P<m>n)(?P=mark)(?P<y>y)(?P<e>e)?", _numeric),
        (rf"{_LEAD}(?P<y>y)(?P<mark>[-/])(?P<m>n)(?P=mark)(?P<d>n)(?P<e>e)?", _numeric),
        (
            rf"[bf]?{_LEAD}(?P<d1>n)(?:/(?P<m1>n))?(?:-|f?t)[pdw]*"
            r"(?P<d>n)/(?P<m>n)/(?P<y>y)(?P<e>e)?",
            _numeric_span,
        ),
        (rf"{_LEAD}(?P<dotted>\.)(?P<e>e)?", _numeric),
        (
            rf"(?P<between>[bf])?{_LEAD}(?P<d1>[no])f?{_month('1')}{_year('1')}?"
            rf"(?P<mark>-|f?t|&)[pdw]*(?P<d2>[no])f?{_month('2')}{_year('2')}?",
            _two_months,
        ),
        (rf"{_RANGE}{_month()}{_year()}?", _days_of_month),
        (
            rf"(?P<between>){_LEAD}(?P<days>[no])(?=(?:{_AND}d?[no])+R?f?{_month()}{_year()}?)",
            _days_of_month,
        ),
        (rf"{_RANGE}(?:S(?P<q>q)|TS)", _days_of_relative_month),
        (rf"(?P<between>){_LEAD}(?P<days>n)(?P<q>q)", _days_of_relative_month),
        (
            rf"(?P<between>[bf]?s?){_month('1')}{_year('1')}?"
            rf"(?P<mark>-|f?t|&){_month('2')}{_year('2')}",
            _two_months,
        ),
        (r"d?(?P<w>w)&(?P<w2>w)(?P<q>Q)", _weekday),
        (r"[pd]*(?P<w>w)[,L]?(?P<q>q)R?", _weekday),
        (r"d(?P<w>w)&(?P<w2>w)", _weekday),
        (r'(?<!")(?P<c>c)(?![No"])(?:,?L?[pd]*(?P<w>w)R?)?', _today),
        (rf"(?P<s>s)?(?P<m>[mh]){_year()}?", _month_of_year),
        (r"[bf]?Y(?P<y1>y)(?:f?t|[-/&])(?P<y2>y)(?P<e>e)?", _two_years),
        (r"[bf]?[aA]N?(?P<y1>y)(?:f?t|[-/])[aA]?(?P<y2>y)(?P<e>e)?", _two_years),
        (r"b(?P<y1>y)&(?P<y2>y)", _two_years),
        (r"(?P<y1>y)[-/](?P<y2>y)(?P<e>e)", _two_years),
        (r"f(?P<y1>y)t(?P<y2>y)", _two_years),
        (r"(?P<a>[aA])[qN]?L?(?P<y>y)R?(?P<e>e)?", _year_alone),
        (r"(?P<y>y)(?P<e>e)", _year_alone),
        (r"S(?P<q>q)|TS", _relative_month),
        (r"A(?P<q>q)|TA", _relative_year),
        (r"B(?P<count>[n#])(?P<unit>[Uasd])(?![fyhmnwqo])", _ago),
        (r"B(?P<unit>[Pasd])(?![fyhmnwqo])", _ago),
        (r"[pd]+(?P<w>w)", _weekday),
    )
)
"""The rules in the order in which they are tried at each word."""
