"""How types and relations look, and the words of the page: ``style.toml`` beside the template."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

TEMPLATES = Path(__file__).parents[1] / "data" / "templates" / "drawing"
"""The folder of the page's template, scripts and styles."""

LANGUAGES = ("ar", "en")
"""The languages in which the page speaks."""


@cache
def read_styles() -> dict[str, Any]:
    """The tables ``types``, ``relations`` and ``words``; see ``style.toml``. Not to be changed."""
    return tomllib.loads((TEMPLATES / "style.toml").read_text(encoding="utf-8"))
