"""Who appears with whom: the things that the same sentences name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from kg.graph.mentions import MENTIONS
from kg.stats.values import Company, Pair

if TYPE_CHECKING:
    import pyoxigraph

_CIRCLE = 12

_Numbers = tuple[int, int]


def find_company(
    store: pyoxigraph.Store, labels: Mapping[str, str], kind: str, *, top: int
) -> Company:
    """The company of the things of one type; ``labels`` are their names by IRI."""
    iris = sorted(labels, key=lambda iri: (labels[iri], iri))
    sentences: Counter[_Numbers] = Counter()
    documents: dict[_Numbers, set[str]] = defaultdict(set)
    for sentence, named in _by_sentence(store, iris).items():
        for pair in combinations(sorted(named), 2):
            sentences[pair] += 1
            documents[pair].add(sentence.partition("#")[0])
    ranked = sorted(sentences, key=lambda pair: (-sentences[pair], -len(documents[pair]), pair))
    circle = _circle(ranked)
    return Company(
        type=kind,
        pairs=tuple(
            Pair(labels[iris[a]], labels[iris[b]], sentences[a, b], len(documents[a, b]))
            for a, b in ranked[:top]
        ),
        circle=tuple(labels[iris[number]] for number in circle),
        counts=tuple(tuple(sentences[min(a, b), max(a, b)] for b in circle) for a in circle),
    )


def _by_sentence(store: pyoxigraph.Store, iris: Sequence[str]) -> dict[str, set[int]]:
    """The numbers of the things that each sentence names, where it names several."""
    import pyoxigraph as ox

    numbers = {iri: number for number, iri in enumerate(iris)}
    found: dict[str, set[int]] = defaultdict(set)
    for quad in store.quads_for_pattern(None, MENTIONS, None, None):
        number = numbers.get(quad.object.value)  # type: ignore[union-attr]
        if number is not None and isinstance(quad.graph_name, ox.NamedNode):
            found[quad.graph_name.value].add(number)
    return {sentence: named for sentence, named in found.items() if len(named) > 1}


def _circle(pairs: Sequence[_Numbers]) -> list[int]:
    """The things of the first pairs, by number: as many as a figure can show.

    Not those that share the most sentences: all of one long list would come before them.
    """
    found = dict.fromkeys(number for pair in pairs for number in pair)
    return list(found)[:_CIRCLE]
