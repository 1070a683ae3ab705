"""The comparison of two names: what decided whether they are one node, with the sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import FindError
from kg.gazetteer import Gazetteer
from kg.graph.store import Graph
from kg.lookup import Likeness, Match, choose, find, surest
from kg.lookup.names import Name
from kg.model import Extraction, Member
from kg.reasons.readings import Library, Reading, telling
from kg.resolution.explanation import Decision, Reason, explain_pairs
from kg.resources import load_gazetteer
from kg.settings import Settings

FEW = 300
"""Up to so many documents all are looked at; of more those that may have a say, if that tells."""

_Pair = tuple[Reading, Reading]

_CLUSTERS = 6
"""Of each thing so many clusters are compared with those of the other."""
_CLUSTER = re.compile(r"([0-9a-f]{16})#(\d+)")
_GEONAMES = re.compile(r"geonames:(\d+)")


@dataclass(frozen=True, slots=True)
class Side:
    """What one document says of one of the two: the name it gives, and where it speaks of it.

    ``sentences`` are those with a name of it, in the order of the text.
    """

    document: str
    title: str | None
    date: str | None
    name: str
    names: tuple[str, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two clusters, and why they are one thing or two by the documents alone."""

    a: Side
    b: Side
    same: bool
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """The answer: whether the store has one node for both, and the comparisons that tell most.

    ``together`` are documents that call one thing both. ``documents`` are the numbers of documents
    that speak of each; ``looked_at`` documents of all that the store has (``held``) were compared.
    """

    a: Match
    b: Match
    together: tuple[Side, ...]
    comparisons: tuple[Comparison, ...]
    documents: tuple[int, int]
    looked_at: int
    held: int

    @property
    def same(self) -> bool:
        """Whether the two are one node of the store."""
        return self.a.iri == self.b.iri

    @property
    def is_explained(self) -> bool:
        """Whether the documents alone decide as the store has it; else something else did."""
        return all(each.same is self.same for each in self.comparisons)


def compare(a: str, b: str, *, settings: Settings, store: Path | None = None, most: int = 3) -> Why:
    """Why ``a`` and ``b``, names or IRIs of a store, are one node or two.

    Of two things the pair of clusters with the highest score is told, of one thing at most
    ``most`` pairs, with different names if there are such. Raises FindError where a name means
    nothing or several things, or no document speaks of it; StoreError without a store.
    """
    with Library.open(store or settings.store) as library:
        found = _find_both(library.graph, a, b)
        question = _Question(library, *found, (a, b), load_gazetteer(settings), most)
        if len(library) > FEW:
            why = question.answer(question.likely())
            if why.is_explained:
                return why
        return question.answer(library.extractions())


def _find_both(graph: Graph, a: str, b: str) -> tuple[Match, Match]:
    """The two things; of several that one name means, those of the other's type go before."""
    ours, theirs = find(graph, a), find(graph, b)
    if len(surest(ours)) > 1 and len(surest(theirs)) == 1:
        ours = find(graph, a, type=theirs[0].type) or ours
    elif len(surest(theirs)) > 1 and len(surest(ours)) == 1:
        theirs = find(graph, b, type=ours[0].type) or theirs
    return choose(ours, a), choose(theirs, b)


@dataclass(frozen=True, slots=True)
class _Question:
    """The two that are asked about, as found and as typed."""

    library: Library
    a: Match
    b: Match
    texts: tuple[str, str]
    gazetteer: Gazetteer
    most: int

    def likely(self) -> list[Extraction]:
        """What was read of the documents that are likely to have a say."""
        things = self.library.rivals((self.a, self.b)) | {self.a.iri, self.b.iri}
        return self.library.extractions(self.library.documents(things))

    def answer(self, extractions: Sequence[Extraction]) -> Why:
        """The answer that these documents give."""
        ours, theirs = self._readings(self.a, extractions), self._readings(self.b, extractions)
        is_one = self.a.iri == self.b.iri
        together, pairs = self._of_one(ours) if is_one else ([], _pairs(ours, theirs))
        members = [(one.member, other.member) for one, other in pairs]
        decisions = explain_pairs(extractions, self.gazetteer, members) if pairs else ()
        ranked = sorted(
            zip(pairs, decisions, strict=True),
            key=lambda each: (is_one and _is_alike(*each[0]), -each[1].score),
        )
        told = _of_different_names(ranked)[: self.most if is_one else 1]
        by_document = {each.document.identifier: each for each in extractions}
        return Why(
            a=self.a,
            b=self.b,
            together=tuple(map(self._side, together[: self.most])),
            comparisons=tuple(
                self._comparison(*pair, decision, by_document) for pair, decision in told
            ),
            documents=(_count(ours), _count(theirs)),
            looked_at=len(extractions),
            held=len(self.library),
        )

    def _readings(self, match: Match, extractions: Sequence[Extraction]) -> list[Reading]:
        found = self.library.readings(match, extractions)
        if not found:
            raise FindError(f"no document speaks of «{match.label}»; found nothing to compare")
        return found

    def _of_one(self, readings: Sequence[Reading]) -> tuple[list[Reading], list[_Pair]]:
        """Clusters that have both names of a thing, and pairs of one name each."""
        wanted = [_wanted(*each) for each in zip((self.a, self.b), self.texts, strict=True)]
        sides = [[r for r in readings if name is None or r.is_named(name)] for name in wanted]
        # What stands under a name that no document spells so is one of all.
        sides = [side or list(readings) for side in sides]
        names = [None if name is None else name.words for name in wanted]
        is_twice = None in names or names[0] == names[1]
        both = [] if is_twice else [each for each in sides[0] if each in sides[1]]
        return telling(both, self.most), _pairs(*sides)

    def _side(self, reading: Reading) -> Side:
        document = reading.extraction.document
        text = self.library.text(document)
        named = sorted({m.sentence for m in reading.mentions if not m.is_reference})
        spans = [reading.extraction.sentences[number] for number in named]
        return Side(
            document=document.identifier,
            title=document.title,
            date=document.date.isoformat() if document.date else None,
            name=reading.cluster.name,
            names=reading.cluster.names,
            sentences=tuple(text[span.start : span.end] for span in spans),
        )

    def _comparison(
        self,
        one: Reading,
        other: Reading,
        decision: Decision,
        by_document: Mapping[str, Extraction],
    ) -> Comparison:
        def name_cluster(found: re.Match[str]) -> str:
            extraction = by_document.get(found[1])
            return f"«{extraction.clusters[int(found[2])].name}»" if extraction else found[0]

        def name_place(found: re.Match[str]) -> str:
            label = self.library.place(int(found[1]))
            return f"«{label}»" if label else found[0]

        def told(reason: Reason) -> Reason:
            detail = _GEONAMES.sub(name_place, _CLUSTER.sub(name_cluster, reason.detail))
            return replace(reason, detail=detail)

        return Comparison(
            self._side(one),
            self._side(other),
            decision.same,
            decision.score,
            tuple(map(told, decision.reasons)),
        )


def _wanted(match: Match, text: str) -> Name | None:
    """The name by which a thing was asked for; None where it was its IRI."""
    if match.likeness is Likeness.IRI:
        return None
    return Name.of(match.matched if match.likeness is Likeness.PART else text)


def _pairs(ours: Sequence[Reading], theirs: Sequence[Reading]) -> list[_Pair]:
    """Pairs of the most telling clusters, each once."""
    found: dict[frozenset[Member], _Pair] = {}
    for one in telling(ours, _CLUSTERS):
        for other in telling(theirs, _CLUSTERS):
            if one.member != other.member:
                found.setdefault(frozenset((one.member, other.member)), (one, other))
    return list(found.values())


def _is_alike(one: Reading, other: Reading) -> bool:
    """Whether two clusters are named alike, so that their comparison tells little."""
    return Name.of(one.cluster.name).words == Name.of(other.cluster.name).words


def _of_different_names(
    ranked: Sequence[tuple[_Pair, Decision]],
) -> list[tuple[_Pair, Decision]]:
    """Of each two names the first pair."""
    found: dict[frozenset[str], tuple[_Pair, Decision]] = {}
    for (one, other), decision in ranked:
        names = frozenset((one.cluster.name, other.cluster.name))
        found.setdefault(names, ((one, other), decision))
    return list(found.values())


def _count(readings: Sequence[Reading]) -> int:
    return len({each.member.document for each in readings})
