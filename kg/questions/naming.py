"""What the words in the slots of a question mean: things of the graph, titles, years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.arabic import name_key, readings
from kg.graph.store import Graph
from kg.graph.vocabulary import ORG, RDF, SKOS
from kg.lookup import Index, Likeness, Match, surest
from kg.model import EntityType
from kg.questions.templates import TITLE, YEAR, words

_DEFAULT = ox.DefaultGraph()
_TYPE, _ROLE = ox.NamedNode(str(RDF.type)), ox.NamedNode(str(ORG.Role))
_LABEL = ox.NamedNode(str(SKOS.prefLabel))
_YEAR = re.compile(r"(1[0-9]|20)\d\d")
_MARKS = re.compile("[\u0640\u064b-\u065f\u0670]")
_ENDING = re.compile("[ةه] ")
_LONGEST_NAME = 8
_NEAREST, _LIKE = 2, 60
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_BEGINNING = re.compile(r"the\s")


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing that the words in a slot may mean.

    ``match`` is the thing, None where the slot holds a title or a year; ``term`` is what the
    query is given. ``doubt`` is 0 for a name, 1 for a part of one, 2 for a mere reference.
    """

    text: str
    term: ox.NamedNode | ox.Literal
    match: Match | None = None
    doubt: int = 0


@dataclass(frozen=True, slots=True)
class Naming:
    """Looks names up in a graph, of which it holds the names and the titles."""

    graph: Graph
    index: Index
    titles: frozenset[str]

    @classmethod
    def of(cls, graph: Graph, index: Index | None = None) -> Naming:
        """That of a graph, with the index of its names where there is one already."""
        found = graph.store.quads_for_pattern(None, _TYPE, _ROLE, _DEFAULT)
        labels = (
            quad.object.value  # type: ignore[union-attr]
            for role in found
            for quad in graph.store.quads_for_pattern(role.subject, _LABEL, None, _DEFAULT)
        )
        return cls(graph, index or Index.of(graph), frozenset(map(title_words, labels)))

    def meanings(self, text: str, kind: str) -> Sequence[Meaning]:
        """All that words may mean in a slot of a kind, equally sure; empty where it is nothing."""
        if kind == YEAR:
            return [Meaning(text, ox.Literal(text))] if _YEAR.fullmatch(text) else []
        if kind == TITLE:
            title = title_words(text)
            is_known = title and any(each.startswith(title) for each in self.titles)
            return [Meaning(text, ox.Literal(title))] if is_known else []
        types = words().kinds[kind]
        bare = _BEGINNING.sub("", text)
        return self._named(bare, types) or self._headed(bare, types)

    def chosen(self, iri: str, kind: str) -> Sequence[Meaning]:
        """The thing with an IRI, where a slot of a kind can hold it."""
        types = words().kinds.get(kind, frozenset())
        found = (each for each in self.index.find(iri) if each.likeness is Likeness.IRI)
        return [
            Meaning(match.label, ox.NamedNode(match.iri), match)
            for match in found
            if match.type in types
        ]

    def recognised(self, question: Sequence[str]) -> Iterator[Match]:
        """The things whose whole names stand among normal words, the longest names first."""
        start = 0
        while start < len(question):
            size, match = self._name_at(question[start : start + _LONGEST_NAME])
            if match is not None:
                yield match
            start += max(size, 1)

    def best_known(self, kind: str) -> Match | None:
        """The thing that a slot of a kind can hold of which most is known."""
        types = words().kinds.get(kind, frozenset())
        things = (each for each in self.index.things.values() if each.type in types)
        return min(things, key=lambda each: (-each.facts, -each.mentions, each.iri), default=None)

    def nearest(self, text: str, kind: str) -> Sequence[Match]:
        """The things of a slot's kind whose names are most like a text that names none."""
        from rapidfuzz import fuzz, process

        types = words().kinds.get(kind, frozenset())
        names = {
            each.iri: " ".join(words_of(each.label))
            for each in self.index.things.values()
            if each.type in types
        }
        found = process.extract(
            text, names, scorer=fuzz.token_sort_ratio, limit=_NEAREST, score_cutoff=_LIKE
        )
        return [self.index.things[iri] for _, _, iri in found]

    def _name_at(self, window: Sequence[str]) -> tuple[int, Match | None]:
        for size in range(len(window), 0, -1):
            for reading in readings(window[0], 0):
                text = " ".join((reading.normal, *window[1:size]))
                found = self.index.find(text, limit=1)
                if found and found[0].likeness in (Likeness.SPELLING, Likeness.NAME):
                    return size, found[0]
        return 0, None

    def _named(self, text: str, types: frozenset[EntityType]) -> Sequence[Meaning]:
        found = [each for each in self._find(text) if each.type in types]
        return [
            Meaning(text, ox.NamedNode(each.iri), each, doubt=int(each.likeness is Likeness.PART))
            for each in surest(found)
        ]

    def _find(self, text: str) -> Sequence[Match]:
        # An IRI is no name that somebody says, and a question's normal words spell none.
        return [each for each in self.index.find(text) if each.likeness is not Likeness.IRI]

    def _headed(self, text: str, types: frozenset[EntityType]) -> Sequence[Meaning]:
        """What is meant by a noun of its type with a name («جلسة …»), or without («الجلسة»)."""
        head, *rest = text.split()
        meant = words().heads.get(head, frozenset()) & types
        if not meant:
            return []
        if rest:
            return self._named(" ".join(rest), meant)
        things = sorted(self.index.things.values(), key=lambda each: (-each.facts, each.iri))
        return [
            Meaning(text, ox.NamedNode(each.iri), each, doubt=2)
            for each in things
            if each.type in meant
        ]


def title_words(title: str) -> str:
    """A title as it is compared, with a space around each word: without articles, hamza and the
    feminine ending. The queries make the same of a label.

    >>> title_words("المديرة العامة")
    ' مدير عام '
    """
    plain = _MARKS.sub("", f" {' '.join(title.split())} ")
    plain = re.sub("[أإآٱ]", "ا", plain).lower().replace("ى", "ي")
    bare = _ENDING.sub(" ", plain.replace(" ال", " "))
    return bare if bare.strip() else ""


def words_of(question: str) -> tuple[str, ...]:
    """A question as it is compared: its words in their normal form."""
    return tuple(name_key(question).split())


def as_written(question: str, text: str) -> str:
    """The words of a question whose normal form is ``text``, or ends so behind a proclitic.

    >>> as_written("من تحدّث بمؤتمر «الزراعة»؟", "مؤتمر الزراعه")
    'بمؤتمر «الزراعة'
    """
    written = question.split()
    size = len(text.split())
    for end in range(len(written), 0, -1):
        for start in range(end - 1, max(end - size, 0) - 1, -1):
            spelled = " ".join(words_of(" ".join(written[start:end])))
            if spelled.endswith(text) and len(spelled) - len(text) <= 2:
                return _EDGES.sub("", " ".join(written[start:end]))
    return text
