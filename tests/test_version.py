"""The code on which what is read depends: all that reading uses, not what joins documents."""

from __future__ import annotations

from pathlib import Path

import grimp

import kg
from kg import version

_PACKAGE = Path(kg.__file__).parent
_NOT_READING = frozenset(
    {
        *("assets", "errors", "reports", "resources", "settings", "version", "workers"),
        *("language", "mentions", "patterns", "relations", "resolution", "recognizers"),
        *("documents", "documents.articles"),
    }
)
"""What reading uses and no result depends on: packages by themselves, and the data that resources
load, which has a digest of its own."""


def _covered() -> set[str]:
    found = set()
    for name in version.READING:
        place = _PACKAGE / name
        for file in place.rglob("*.py") if place.is_dir() else [place]:
            if file.suffix == ".py":
                found.add(".".join(file.relative_to(_PACKAGE).with_suffix("").parts))
    return found


def test_all_that_reading_uses_is_a_part_of_its_version() -> None:
    graph = grimp.build_graph("kg", cache_dir=None)
    used = {name.removeprefix("kg.") for name in graph.find_upstream_modules("kg.extraction")}
    assert {"mentions.people", "resolution.coreference"} <= used
    assert used - _NOT_READING - _covered() == set()


def test_what_joins_documents_is_not() -> None:
    assert not {"resolution.grouping", "resolution.names", "graph.mapping"} & _covered()


def test_digests_differ_by_what_they_cover() -> None:
    assert version.code_digest(["arabic.py"]) == version.code_digest(["arabic.py"])
    assert version.code_digest(["arabic.py"]) != version.code_digest(["model.py"])
