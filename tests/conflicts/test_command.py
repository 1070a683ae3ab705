"""``kg conflicts`` on articles: from texts to a list with both sentences."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

CAMPAIGN = (
    "أكد ناصر البلوشي رئيس غرفة تجارة الشارقة أن الفنادق مستعدة لاستقبال الزوار من دول الجوار، "
    "وأن حملة جديدة ستبدأ في المطارات والموانئ خلال أيام قليلة، وتشمل عروضا للعائلات وجولات في "
    "المدن القديمة والأسواق الشعبية."
)
ARTICLES = {
    "agency": (
        "2024-05-03",
        CAMPAIGN + " وينطلق المؤتمر العربي للمكتبات الرقمية في الدوحة الأسبوع المقبل.",
    ),
    "copy": ("2024-05-04", "الشارقة - صحيفة الميناء - " + CAMPAIGN),
    "other": (
        "2024-05-06",
        "قال رئيس غرفة تجارة الشارقة سامر الحداد إن الغرفة ستطلق موسمها الصيفي الشهر المقبل. "
        "ويعقد المؤتمر العربي للمكتبات الرقمية في مسقط بمشاركة عشرين جامعة.",
    ),
    "former": ("2024-05-07", "قال رئيس غرفة تجارة الشارقة السابق خالد المري إن التجربة مفيدة."),
    "later": ("2025-09-06", "قال رئيس غرفة تجارة الشارقة عمر الفهد إن الموسم ناجح."),
}


def run_kg(*arguments: object, cwd: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "kg", *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder with a store of the articles."""
    folder = tmp_path_factory.mktemp("contradictions")
    (folder / "news").mkdir()
    rows = []
    for name, (date, text) in ARTICLES.items():
        (folder / "news" / f"{name}.txt").write_text(text, encoding="utf-8")
        rows.append(f'[[document]]\nfile = "{name}.txt"\ndate = {date}\n')
    (folder / "news" / "manifest.toml").write_text("\n".join(rows), encoding="utf-8")
    run_kg("build", "news", "--recognizer", "none", "--workers", 1, "--quiet", cwd=folder)
    return folder


def test_both_sentences_are_shown(folder: Path) -> None:
    shown = run_kg("conflicts", cwd=folder)
    post, place = shown.split("\n\n")
    assert "غرفة تجارة الشارقة" in post.splitlines()[0]
    assert CAMPAIGN in post
    assert "قال رئيس غرفة تجارة الشارقة سامر الحداد" in post
    assert "خالد المري" not in shown, "he held it before"
    assert "عمر الفهد" not in shown, "he is told of a year later"
    assert place.startswith("place: المؤتمر العربي للمكتبات الرقمية")
    assert "في الدوحة" in place
    assert "في مسقط" in place


def test_kinds_days_and_json(folder: Path) -> None:
    (row,) = json.loads(run_kg("conflicts", "--kind", "post", "--format", "json", cwd=folder))
    sides = {side["label"]: side for side in row["sides"]}
    assert sides.keys() == {"ناصر البلوشي", "سامر الحداد"}
    assert sides["ناصر البلوشي"]["sources"] == 1, "a near-copy is no source of its own"
    assert len(sides["ناصر البلوشي"]["statements"]) == 2
    rows = json.loads(
        run_kg("conflicts", "--kind", "post", "--within", 1000, "--format", "json", cwd=folder)
    )
    assert len(rows) == 3
    assert run_kg("conflicts", "--kind", "edition", cwd=folder) == "No contradictions.\n"
