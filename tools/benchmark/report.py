"""The table of a benchmark: each figure beside what it can be compared with."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

Row = Mapping[str, Any]


def table(found: Mapping[str, Any]) -> str:
    """The figures as Markdown."""
    parts = [
        f"Recognizer of names: `{found['recognizer']}`.",
        "\n".join(_passes(found)),
        "\n".join(_builds(found)),
        "\n".join(_scaling(found)),
        "\n".join(_loads(found)),
        "\n".join(_queries(found)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _passes(found: Mapping[str, Any]) -> Iterator[str]:
    yield "| one process over the same articles | articles/s (CPU) |"
    yield "|---|---|"
    names = (("tokens alone", "tokens"), ("extraction", "extraction"), ("BERT-base tagger", "bert"))
    for name, key in names:
        if key in found:
            yield f"| {name} | {found[key]['articles'] / found[key]['cpu']:,.1f} |"


def _builds(found: Mapping[str, Any]) -> Iterator[str]:
    added = found["added"]
    yield (
        "| articles | workers | quads | full build, s | CPU s | reading in it, CPU s | peak MB "
        f"| store MB | {added} added, CPU s | part of the build | {added} removed, CPU s |"
    )
    yield "|---|---|---|---|---|---|---|---|---|---|---|"
    for workers in sorted({1, 2, found["workers"]}):
        for size, full in full_builds(found, workers).items():
            row = found["sizes"][size]
            build = row[f"build {workers}"]
            cells = [f"{int(size):,}", str(workers), f"{build['quads']:,}"]
            cells += [f"{full['seconds']:,.0f}", f"{full['cpu']:,.0f}", f"{full['read_cpu']:,.0f}"]
            cells += [f"{build['peak_mb']:,.0f}", f"{build['store_mb']:,.0f}"]
            if workers == found["workers"] and "add" in row:
                add, remove = row["add"]["cpu"], row["remove"]["cpu"]
                cells += [f"{add:,.1f}", f"1/{full['cpu'] / add:.0f}", f"{remove:,.1f}"]
            else:
                cells += ["", "", ""]
            yield "| " + " | ".join(cells) + " |"


def full_builds(found: Mapping[str, Any], workers: int) -> dict[str, dict[str, float]]:
    """By size, what a build of everything costs: its own time, and that of reading before it."""
    read = {"seconds": 0.0, "cpu": 0.0}
    full: dict[str, dict[str, float]] = {}
    for size, row in found["sizes"].items():
        build = row.get(f"build {workers}")
        if build is None:
            break
        full[size] = {kind: build[kind] + read[kind] for kind in ("seconds", "cpu")}
        read = {kind: read[kind] + build[f"read_{kind}"] for kind in read}
        full[size]["read_cpu"] = read["cpu"]
    return full


def _scaling(found: Mapping[str, Any]) -> Iterator[str]:
    built = full_builds(found, found["workers"])
    sizes = list(built)
    if len(sizes) > 1:
        costs = [built[sizes[0]]["cpu"], built[sizes[-1]]["cpu"]]
        slope = math.log(costs[1] / costs[0]) / math.log(int(sizes[-1]) / int(sizes[0]))
        yield (
            f"Slope of the cost (CPU) over the articles, from {int(sizes[0]):,} to "
            f"{int(sizes[-1]):,}: {slope:.2f}."
        )
    one, two = full_builds(found, 1), full_builds(found, 2)
    for size in [size for size in one if size in two]:
        ratio = one[size]["seconds"] / two[size]["seconds"]
        yield f"Two workers at {int(size):,} articles: {ratio:.2f} times one (clock)."


def _loads(found: Mapping[str, Any]) -> Iterator[str]:
    yield "| articles | quads | described and loaded, quads/s (CPU) | Oxigraph's bulk load | part |"
    yield "|---|---|---|---|---|"
    for size, row in found["sizes"].items():
        if "load" in row:
            load = row["load"]
            ours, theirs = load["quads"] / load["cpu"], load["quads"] / load["bare_cpu"]
            yield (
                f"| {int(size):,} | {load['quads']:,} | {ours:,.0f} | {theirs:,.0f} "
                f"| {ours / theirs:.2f} |"
            )


def _queries(found: Mapping[str, Any]) -> Iterator[str]:
    yield "| articles | query | rows | kg, ms | Oxigraph in process, ms | times |"
    yield "|---|---|---|---|---|---|"
    for size, row in found["sizes"].items():
        for name, times in row.get("queries", {}).items():
            ours, theirs = times["kg"] * 1000, times["oxigraph"] * 1000
            yield (
                f"| {int(size):,} | {name} | {times['rows']:,} | {ours:,.1f} | {theirs:,.1f} "
                f"| {ours / theirs:.2f} |"
            )
