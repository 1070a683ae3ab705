"""A store of invented articles, one of them hostile, and a server of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg.settings import Settings
from tests.serving.server import Server, serving

TEXTS = {
    "opening.txt": (
        "افتتح المدير العام لبلدية دبي حسين لوتاه قمة المدن الذكية في دبي. "
        "وتحدثت عائشة بن بشر، المدير العام لمكتب مدينة دبي الذكية، في القمة."
    ),
    "visit.txt": (
        "استقبل وزير الاقتصاد خالد الأحمد في القاهرة وفداً من غرفة تجارة عمّان. "
        "وقال خالد الأحمد إن «الاستثمار يبدأ من المدينة»."
    ),
    # Names of places and people stand between what a page must not take for its own.
    "<img src=x>.txt": (
        "افتتح المدير العام لبلدية دبي حسين لوتاه مؤتمر "
        "«<script>window.hacked = 1</script>» في دبي. "
        "وقالت عائشة بن بشر: «<img src=x onerror='window.hacked = 1'> \"{{ 7191 * 7193 }}\"»."
    ),
}
MANIFEST = """
[[document]]
file = "opening.txt"
title = "افتتاح القمة"
source = "صحيفة المثال"
date = 2017-03-12

[[document]]
file = "<img src=x>.txt"
title = "<script>window.hacked = 1</script>"
source = "javascript:alert(1)"
"""


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store; tests only read it."""
    folder = tmp_path_factory.mktemp("served")
    texts = folder / "texts"
    texts.mkdir()
    for name, text in TEXTS.items():
        (texts / name).write_text(text, encoding="utf-8")
    (texts / "manifest.toml").write_text(MANIFEST, encoding="utf-8")
    kg.build([texts], store=folder / "store", settings=Settings(recognizer="none")).close()
    return folder / "store"


@pytest.fixture(scope="session")
def server(store: Path) -> Iterator[Server]:
    """A server with a time limit of thirty seconds and a row limit of a thousand."""
    options = ("--query-timeout", "30", "--query-rows", "1000", "--query-workers", "3")
    with serving(store, *options) as running:
        yield running
