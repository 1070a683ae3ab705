"""How types and relations look, and the words of the page: ``style.toml`` beside the template."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

TEMPLATES = Path(__file__).parents[1] / "data" / "templates" / "drawing"
"""The folder of the page's template, scripts and styles."""

_STATISTICS = TEMPLATES.parent / "stats"
_MEASURES = ("degree", "betweenness", "pagerank")

LANGUAGES = ("ar", "en")
"""The languages in which the page speaks."""


@cache
def read_styles() -> dict[str, Any]:
    """The tables ``types``, ``relations`` and ``words``; see ``style.toml``. Not to be changed."""
    return tomllib.loads((TEMPLATES / "style.toml").read_text(encoding="utf-8"))


@cache
def read_measures() -> dict[str, dict[str, str]]:
    """What the measures of a network are called, and what they say, by language.

    These are the words of the page of statistics (``templates/stats``). Not to be changed.
    """
    words = tomllib.loads((_STATISTICS / "words.toml").read_text(encoding="utf-8"))
    keys = [key for name in _MEASURES for key in (name, f"{name}_about")]
    return {language: {key: words[language][key] for key in keys} for language in LANGUAGES}
