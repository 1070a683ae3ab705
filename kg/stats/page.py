"""Statistics as one HTML page that works offline, without any script.

Everything stands in the page as text, which the template escapes; a content security policy allows
the page's own style, by its digest, and nothing else.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from kg.drawing.policy import digest
from kg.drawing.styles import LANGUAGES, read_styles
from kg.errors import SettingsError
from kg.graph.centrality import EXACT_NODES
from kg.stats.figures import HEIGHT, WIDTH, Bar, bars, curve, dots
from kg.stats.values import MEASURES, Central, Stats

TEMPLATES = Path(__file__).parents[1] / "data" / "templates" / "stats"
"""The folder of the page's template, style and words."""

_COMMUNITIES = 12
"""How many communities stand in the open; the rest are folded away."""

_COUNTED = ("documents", "things", "facts")

# Halves of surrogate pairs, which UTF-8 cannot hold.
_UNSAFE = re.compile("[\ud800-\udfff]")


def render_page(stats: Stats, *, title: str = "", language: str = "ar") -> str:
    """The page, with what it says itself in ``language`` ("ar" or "en").

    The same statistics give the same page. Raises SettingsError for another language.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    if language not in LANGUAGES:
        raise SettingsError(f"language {language!r}: expected one of {', '.join(LANGUAGES)}")
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words, kinds = _words()[language], read_styles()["types"]
    page = environment.get_template("page.html").render(
        **_style(),
        language=language,
        words=words,
        title=title or words["heading"],
        stats=stats,
        box=f"0 0 {WIDTH:g} {HEIGHT:g}",
        exact=EXACT_NODES,
        types=_bars_of(stats.entities, "types", language),
        relations=_bars_of(stats.facts, "relations", language),
        curves=[(name, curve(stats.growth, name)) for name in _COUNTED]
        if len(stats.growth) > 1
        else [],
        counted=_COUNTED,
        rankings=_rankings(stats, language),
        measures=MEASURES,
        communities=_community_bars(stats),
        shown=_COMMUNITIES,
        bridges=_bridge_bars(stats),
        company=[
            (kinds[each.type][language], each, dots(each)) for each in stats.company if each.pairs
        ],
    )
    return _UNSAFE.sub("\ufffd", page)


def _bars_of(counts: Mapping[str, int], table: str, language: str) -> list[Bar]:
    """Counts by type or relation, the greatest first."""
    names = read_styles()[table]
    ordered = sorted(counts.items(), key=lambda count: -count[1])
    return bars([(names[key][language], f"{number:,}", number, key) for key, number in ordered])


def _rankings(stats: Stats, language: str) -> list[tuple[str, dict[str, list[Bar]]]]:
    """For people and for organizations, the bars of each measure."""
    found: dict[str, dict[str, list[Bar]]] = {}
    for ranking in stats.rankings:
        rows = [
            (thing.label, _shown(thing, ranking.measure), value, thing.type)
            for thing in ranking.things
            if (value := getattr(thing, ranking.measure))
        ]
        found.setdefault(ranking.type, {})[ranking.measure] = bars(rows)
    types = read_styles()["types"]
    return [(types[kind][language], row) for kind, row in found.items() if any(row.values())]


def _shown(thing: Central, measure: str) -> str:
    value = getattr(thing, measure)
    return f"{value:,}" if measure == "degree" else f"{100 * value:.2f}%"


def _community_bars(stats: Stats) -> list[tuple[Bar, tuple[str, ...]]]:
    """The sizes of communities, each named by its head, with the other members."""
    rows = [(c.members[0], f"{c.size:,}", float(c.size), "") for c in stats.communities]
    return [
        (bar, community.members[1:])
        for bar, community in zip(bars(rows), stats.communities, strict=True)
    ]


def _bridge_bars(stats: Stats) -> list[tuple[Bar, tuple[str, ...]]]:
    rows = [(b.label, f"{100 * b.betweenness:.2f}%", b.betweenness, b.type) for b in stats.bridges]
    return [
        (bar, bridge.communities) for bar, bridge in zip(bars(rows), stats.bridges, strict=True)
    ]


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((TEMPLATES / "words.toml").read_text(encoding="utf-8"))


def _style() -> dict[str, Any]:
    """The page's style, and the policy that allows it and nothing else."""
    from markupsafe import Markup

    colours = "".join(
        f".{kind} {{ --kind: {row['colour']}; }}\n"
        for table in ("types", "relations")
        for kind, row in read_styles()[table].items()
    )
    style = (TEMPLATES / "page.css").read_text(encoding="utf-8") + colours
    policy = (
        f"default-src 'none'; style-src {digest(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    # Markup: this is a file of the package, not text of articles.
    return {"style": Markup(style), "policy": policy}
