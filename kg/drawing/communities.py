"""Communities in the picture: as colours of things, or as nodes where things are too many."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.drawing.content import boxes, skeleton
from kg.drawing.layout import place
from kg.drawing.measures import Measures
from kg.drawing.selection import Selection

COLOURED = 10
"""Communities with a colour of their own: more colours are not told apart."""

_MOST = 100  # communities drawn as nodes; smaller ones become one
_LEAST = 2  # members in the picture from which a community is one
_LARGEST = 56.0


@dataclass(frozen=True, slots=True)
class Group:
    """Things drawn as one: a community, the smaller communities, or what is in none, of one type.

    ``kind`` is ``community``, ``rest`` or ``type``; ``members`` are IRIs, the most central first.
    """

    kind: str
    type: str
    members: Sequence[str]
    communities: int = 0


def colour(
    iris: Sequence[str], labels: Mapping[str, str], measures: Measures
) -> tuple[list[int | None], list[dict[str, Any]]]:
    """The community of each of the things drawn, and those that have colours, the greatest first.

    A community is named by its most central member that is drawn; things of others have None.
    """
    drawn = set(iris)
    parts = [[iri for iri in group if iri in drawn] for group in measures.communities]
    parts = sorted((part for part in parts if len(part) >= _LEAST), key=len, reverse=True)
    homes = {iri: number for number, part in enumerate(parts[:COLOURED]) for iri in part}
    shown = [{"label": labels[part[0]], "count": len(part)} for part in parts[:COLOURED]]
    return [homes.get(iri) for iri in iris], shown


def group(selection: Selection, measures: Measures) -> list[Group]:
    """All things of a selection in groups, each thing in one."""
    wanted = set(selection.things)
    types = {iri: str(kind) for iri, kind in selection.network.nodes(data="type")}
    parts = [[iri for iri in each if iri in wanted] for each in measures.communities]
    parts = sorted((part for part in parts if len(part) >= _LEAST), key=len, reverse=True)
    groups = [Group("community", _commonest(part, types), part) for part in parts[:_MOST]]
    if small := parts[_MOST:]:
        members = [iri for part in small for iri in part]
        groups.append(Group("rest", _commonest(members, types), members, len(small)))
    inside = {iri for part in parts for iri in part}
    outside: dict[str, list[str]] = defaultdict(list)
    for iri in selection.things:
        if iri not in inside:
            outside[types[iri]].append(iri)
    return groups + [Group("type", kind, outside[kind]) for kind in sorted(outside)]


def describe_groups(
    selection: Selection, groups: Sequence[Group]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], dict[str, Any]]:
    """The nodes and edges of a picture of groups, and what the page tells of them.

    Lines join communities alone: what is in none would be joined with all. ``relations`` of a
    node counts facts within it, by relation, ``others`` those that lead out.
    """
    homes = {iri: number for number, each in enumerate(groups) for iri in each.members}
    within: dict[int, Counter[str]] = defaultdict(Counter)
    between: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    out: Counter[int] = Counter()
    for subject, object_, _, attributes in selection.between(homes):
        one, other = sorted((homes[subject], homes[object_]))
        relation = str(attributes["relation"])
        if one == other:
            within[one][relation] += 1
        else:
            out.update((one, other))
            between[one, other][relation] += 1
    drawn = {
        pair: counts
        for pair, counts in sorted(between.items())
        if all(groups[number].kind == "community" for number in pair)
    }
    nodes = _describe_nodes(selection, groups, list(drawn))
    edges = [
        {
            "id": number,
            "from": one,
            "to": other,
            "relation": "",
            "label": None,
            "said": counts.total(),
            "bend": 0,
        }
        for number, ((one, other), counts) in enumerate(drawn.items())
    ]
    known = {
        "nodes": [
            {
                "members": [_describe_member(selection, iri) for iri in each.members],
                "relations": _ordered(within[number]),
                "others": out[number],
            }
            for number, each in enumerate(groups)
        ],
        "edges": [{"relations": _ordered(counts)} for counts in drawn.values()],
    }
    return nodes, edges, known


def _describe_nodes(
    selection: Selection, groups: Sequence[Group], pairs: Sequence[tuple[int, int]]
) -> list[dict[str, Any]]:
    keys = [f"{number:04}" for number in range(len(groups))]
    heads = [str(selection.network.nodes[each.members[0]]["label"]) for each in groups]
    sizes = {
        key: round(min(8 + 2 * len(each.members) ** 0.5, _LARGEST), 1)
        for key, each in zip(keys, groups, strict=True)
    }
    room = boxes({key: f"{head} (000)" for key, head in zip(keys, heads, strict=True)}, sizes)
    spots = place(skeleton(keys, ((keys[a], keys[b]) for a, b in pairs)), room)
    degrees = Counter(number for pair in pairs for number in pair)
    return [
        {
            "id": number,
            "group": each.kind,
            "type": each.type,
            "label": heads[number],
            "count": len(each.members),
            "communities": each.communities,
            "degree": degrees[number],
            "size": sizes[keys[number]],
            "x": spots[keys[number]][0],
            "y": spots[keys[number]][1],
        }
        for number, each in enumerate(groups)
    ]


def _describe_member(selection: Selection, iri: str) -> list[Any]:
    """A member's name, type, number of relations, and other names."""
    known = selection.network.nodes[iri]
    others = sorted({*known["labels"]} - {known["label"]})
    return [known["label"], str(known["type"]), selection.network.degree(iri), others]


def _commonest(iris: Sequence[str], types: Mapping[str, str]) -> str:
    """The type of most things, of several the first by name."""
    counts = Counter(types[iri] for iri in iris)
    return min(counts, key=lambda kind: (-counts[kind], kind))


def _ordered(counts: Counter[str]) -> list[list[Any]]:
    return [list(pair) for pair in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))]
