from __future__ import annotations

import datetime

import pytest

from kg.documents.dates import published

DAY = datetime.date(2022, 2, 15)


@pytest.mark.parametrize(
    "found",
    [
        "2022-02-15",
        "20220215",
        "2022-02-15T23:59:00+03:00",
        "Tue, 15 Feb 2022 09:30:00 +0300",
        "15/2/2022",
        "١٥/٢/٢٠٢٢",
        "الثلاثاء 15 فبراير 2022",
        "15 شباط 2022 م",
        datetime.datetime(2022, 2, 15, 9, 30),
        DAY,
    ],
)
def test_a_day_is_found(found: object) -> None:
    assert published(found) == DAY


@pytest.mark.parametrize(
    "found",
    [
        None,
        "",
        "أمس",
        "2022",
        "فبراير 2022",
        "2022-02-30",
        "0000-00-00",
        15,
        1e300,
        [],
        "9" * 90,
        "x",
    ],
)
def test_what_is_no_day_is_none(found: object) -> None:
    assert published(found) is None
