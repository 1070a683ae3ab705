"""A name that every article has costs in proportion, and no more."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from kg.spark import build
from tests.spark.builds import SETTINGS, Row, write_lines

COUNT = 1000
COMMON = "وزارة الصحة"
GIVEN = ("خالد", "سعيد", "فهد", "ماجد", "ناصر", "ياسر", "طارق", "سامي", "عادل", "وليد")
FAMILY = ("الأحمدي", "الزهراني", "الشمري", "القحطاني", "الحربي", "المالكي", "العنزي", "الدوسري")
PLACES = ("الرياض", "جدة", "دبي", "القاهرة", "عمان", "الدوحة", "المنامة", "الكويت")


def _articles(body: str | None) -> list[Row]:
    found = []
    for number in range(COUNT):
        given, family = GIVEN[number % len(GIVEN)], FAMILY[number % len(FAMILY)]
        place = PLACES[number // 7 % len(PLACES)]
        name = body or f"شركة {GIVEN[number // 10 % 10]} {FAMILY[number // 100 % 8]} {number}"
        text = (
            f"أعلنت {name} في مدينة {place} اليوم برنامجا جديدا رقم {number}. "
            f"وقال {given} {family} مدير {name} إن العمل يبدأ غدا."
        )
        found.append({"text": text})
    return found


def test_one_name_in_all_articles(spark: Any, tmp_path: Path) -> None:
    seconds = {}
    for name, body in (("even", None), ("skewed", COMMON)):
        source = write_lines(_articles(body), tmp_path / f"{name}.jsonl")
        begun = time.monotonic()
        report = build(source, tmp_path / f"{name}-out", settings=SETTINGS)
        seconds[name] = time.monotonic() - begun
        assert not report.problems
    lines = b"".join(f.read_bytes() for f in (tmp_path / "skewed-out").glob("part-0*"))
    named = f"organization/{COMMON.replace(' ', '_')}> <http://www.w3.org/2004/02/skos/core#pref"
    assert named.encode() in lines
    assert lines.count(b"schema.org/mentions") > COUNT
    assert seconds["skewed"] < 3 * seconds["even"], seconds
