"""Statistics as tables of plain text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.stats.values import Bridge, Central, Community, Company, Period, Stats


def as_text(stats: Stats, *, members: int = 6) -> str:
    """Tables for reading; of each community the first ``members`` are named."""
    parts = [
        _pairs("Graph", {"documents": stats.documents, "sentences": stats.sentences}),
        _pairs("Entities", {**stats.entities, "all": sum(stats.entities.values())}),
        _pairs("Facts", {**stats.facts, "all": sum(stats.facts.values())}),
    ]
    if stats.unstated:
        parts.append(f"Facts that no sentence states (from the gazetteer): {stats.unstated}")
    if stats.inferred:
        parts.append(_pairs("Facts that rules infer", stats.inferred))
    parts += [
        _growth(stats.growth, stats.undated),
        _central("Central people", stats.people),
        _central("Central organizations", stats.bodies),
        _communities(stats.communities, stats.modularity, members),
        _bridges(stats.bridges),
        *map(_company, stats.company),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _pairs(title: str, counts: Mapping[str, int]) -> str:
    width = max(16, *map(len, counts))
    return "\n".join([title, *(f"  {name:<{width}}{count:>8}" for name, count in counts.items())])


def _growth(growth: Sequence[Period], undated: int) -> str:
    if not growth:
        return ""
    lines = ["New by date of the articles", f"  {'':<12}{'documents':>10}{'things':>8}{'facts':>8}"]
    lines += [f"  {p.start:<12}{p.documents:>10}{p.things:>8}{p.facts:>8}" for p in growth]
    if undated:
        lines.append(f"  {'undated':<12}{undated:>10}")
    return "\n".join(lines)


# Names stand last: a right-to-left name before numbers turns a line round on a terminal.


def _central(title: str, things: Sequence[Central]) -> str:
    if not things:
        return ""
    lines = [title, f"  {'degree':>8}{'betweenness':>13}{'PageRank':>10}"]
    lines += [
        f"  {thing.degree:>8}{thing.betweenness:>13.3f}{thing.pagerank:>10.3f}  {thing.label}"
        for thing in things
    ]
    return "\n".join(lines)


def _communities(communities: Sequence[Community], modularity: float, members: int) -> str:
    if not communities:
        return ""
    lines = [f"Communities ({len(communities)}; modularity {modularity:.3f})"]
    for found in communities:
        names = found.members[:members]
        more = "، …" if found.size > len(names) else ""
        lines.append(f"  {found.size:>4}  {_listed(names)}{more}")
    return "\n".join(lines)


def _bridges(bridges: Sequence[Bridge]) -> str:
    if not bridges:
        return ""
    lines = ["Bridges between communities", f"  {'betweenness':>11}{'communities':>13}"]
    lines += [f"  {b.betweenness:>11.3f}{len(b.communities):>13}  {b.label}" for b in bridges]
    return "\n".join(lines)


def _company(company: Company) -> str:
    if not company.pairs:
        return ""
    kind = "people" if company.type == "Person" else "organizations"
    lines = [f"Named together: {kind}", f"  {'sentences':>9}{'documents':>11}"]
    lines += [
        f"  {pair.sentences:>9}{pair.documents:>11}  {_listed((pair.one, pair.other))}"
        for pair in company.pairs
    ]
    return "\n".join(lines)


def _listed(names: Iterable[str]) -> str:
    return "، ".join(names)
