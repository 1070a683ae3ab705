import datetime
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.language import calendars
from kg.language.date_words import KINDS, Word, date_words
from kg.language.dates import find_dates
from kg.language.tokens import tokenise
from kg.model import Sentence

CASES = tomllib.loads(
    (Path(__file__).parent.parent / "cases" / "dates.toml").read_text(encoding="utf-8")
)["case"]
MONTHS = [word for words in date_words().values() for word in words if word.kind in "mh"]
WEDNESDAY = datetime.date(2017, 2, 15)
VALUE = re.compile(r"(\d{4}(-\d\d(-\d\d)?)?)(/(?!\1$)\d{4}(-\d\d(-\d\d)?)?)?")


def sentence(text: str) -> Sentence:
    return Sentence(0, len(text), tokenise(text))


def described(text: str, reference: datetime.date | None) -> list[str]:
    found = []
    for date in find_dates(sentence(text), reference=reference):
        flags = " relative" * date.is_relative + " span" * date.is_span
        found.append(f"{text[date.start : date.end]} = {date.value}{flags}")
    return found


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_dates_are_found_with_their_values(case: dict[str, object]) -> None:
    given_reference = str(case.get("reference", WEDNESDAY.isoformat()))
    reference = None if given_reference == "none" else datetime.date.fromisoformat(given_reference)
    assert described(str(case["text"]), reference) == case["dates"]


def test_there_are_many_cases() -> None:
    assert len(CASES) >= 100


def test_a_sentence_in_the_middle_of_a_document_has_offsets_of_the_document() -> None:
    text = "مقدمة. افتتح في 10 مارس 2017."
    start = text.index("افتتح")
    (date,) = find_dates(Sentence(start, len(text), tokenise(text, start)))
    assert text[date.start : date.end] == "10 مارس 2017"
    assert date.precision == "day"


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("عام 2017", "year"),
        ("مارس 2017", "month"),
        ("1/3/2017", "day"),
        ("1-2 مارس 2017", "period"),
    ],
)
def test_precision(text: str, precision: str) -> None:
    assert [date.precision for date in find_dates(sentence(text))] == [precision]


@pytest.mark.parametrize("month", MONTHS, ids=[" ".join(month.words) for month in MONTHS])
def test_every_name_of_a_month_is_read(month: Word) -> None:
    calendar, year = ("gregorian", 2017) if month.kind == "m" else ("hijri", 1438)
    (date,) = find_dates(sentence(f"في 5 {' '.join(month.words)} {year}"))
    expected = calendars.period(calendar, year, int(month.value), 5)
    assert expected and date.value == calendars.iso(expected)


def _phrases() -> list[str]:
    words = {" ".join(word.words) for words in date_words().values() for word in words}
    return sorted(words) + list('،-/()و"') + ["10", "31", "1", "2017", "1436", "3.4.2016", "كتاب"]


@given(
    st.lists(st.sampled_from(_phrases()), max_size=12),
    st.none()
    | st.dates()
    | st.sampled_from([datetime.date.min, datetime.date.max, datetime.date(1500, 1, 1)]),
)
def test_any_words_give_dates_that_are_in_order_and_exist(
    words: list[str], reference: datetime.date | None
) -> None:
    text = " ".join(words)
    end = 0
    for date in find_dates(sentence(text), reference=reference):
        assert end <= date.start < date.end <= len(text)
        assert VALUE.fullmatch(date.value)
        for part in date.value.split("/"):
            datetime.date(*(*map(int, part.split("-")), 1, 1)[:3])
        assert reference or not date.is_relative
        end = date.end


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)))
def test_a_date_in_figures_is_itself(date: datetime.date) -> None:
    for text in (f"{date.day}/{date.month}/{date.year}", date.isoformat()):
        assert [found.value for found in find_dates(sentence(text))] == [date.isoformat()]


@given(st.dates(datetime.date(1950, 1, 1), datetime.date(2050, 1, 1)), st.integers(0, 6))
def test_weekdays_lie_where_the_words_say(reference: datetime.date, weekday: int) -> None:
    after = calendars.weekday_near(weekday, reference, 1)
    before = calendars.weekday_near(weekday, reference, -1)
    near = calendars.weekday_near(weekday, reference, 0)
    assert {after.weekday(), before.weekday(), near.weekday()} == {weekday}
    assert 1 <= (after - reference).days <= 7
    assert 1 <= (reference - before).days <= 7
    assert abs((near - reference).days) <= 3
    assert (calendars.weekday_near(weekday, reference, 2) - after).days == 7
    assert (before - calendars.weekday_near(weekday, reference, -2)).days == 7


@given(st.dates(datetime.date(1930, 1, 1), datetime.date(2070, 1, 1)))
def test_hijri_dates_come_back(date: datetime.date) -> None:
    from hijridate import Gregorian

    hijri = Gregorian.fromdate(date).to_hijri()
    period = calendars.period("hijri", hijri.year, hijri.month, hijri.day)
    assert period == calendars.on(date)
    month = calendars.period("hijri", hijri.year, hijri.month)
    assert month and calendars.first_day(month) <= date <= calendars.last_day(month)


def test_every_kind_of_word_has_words() -> None:
    used = {word.kind for words in date_words().values() for word in words}
    assert used == set(KINDS.values())
