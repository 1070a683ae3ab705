"""Questions in plain Arabic or English, answered from a graph."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.arabic import is_arabic
from kg.graph.store import Graph
from kg.lookup import Match
from kg.questions import answering
from kg.questions.naming import Meaning, Naming, as_written, words_of
from kg.questions.replies import Answer, Reply, Rows, Unknown, Which
from kg.questions.suggestions import Missing, suggest
from kg.questions.templates import Reading, Template, read

LONGEST = 300
"""The letters of a question that are read."""

_MOST_WORDS = 40
_MOST_TRIED = 12


@dataclass(frozen=True, slots=True)
class Understood:
    """A question that is understood: its reading, and all that the words in each slot may mean."""

    question: str
    language: str
    reading: Reading
    meanings: Mapping[str, Sequence[Meaning]]

    @property
    def template(self) -> Template:
        """The template that reads the question."""
        return self.reading.template

    @property
    def rank(self) -> tuple[int, int]:
        """Sure names go first, then the template that reads most words itself."""
        return max((each[0].doubt for each in self.meanings.values()), default=0), -self.reading.own

    @property
    def ways(self) -> list[Mapping[str, Meaning]]:
        """What the words may mean together, as many of these ways as are tried."""
        return self._ways(_MOST_TRIED)

    @property
    def has_more_ways(self) -> bool:
        """Whether there are more than those that are tried."""
        return len(self._ways(_MOST_TRIED + 1)) > _MOST_TRIED

    def _ways(self, most: int) -> list[Mapping[str, Meaning]]:
        names = tuple(self.meanings)
        ways = itertools.islice(itertools.product(*self.meanings.values()), most)
        return [dict(zip(names, way, strict=True)) for way in ways]


@dataclass(frozen=True, slots=True)
class _Tried:
    """One of the meanings of a question, and its rows."""

    bound: Mapping[str, Meaning]
    found: Rows


def ask(
    graph: Graph | Naming,
    question: str,
    *,
    language: str | None = None,
    chosen: Mapping[str, str] | None = None,
) -> Reply:
    """What a graph answers to a question.

    Who asks often gives a :class:`Naming` of the graph, which keeps its names. ``language`` is that
    of the reply, the question's unless given; ``chosen`` has IRIs for slots, to ask again after a
    :class:`Which`. Any text has a reply: what is not understood is an :class:`Unknown`.

    1. The question is compared with the templates, in all ways.
    2. The words in the slots are looked up; what means nothing is no reading.
    3. The surest reading is asked of the graph, with everything that its names may mean.
    """
    naming = graph if isinstance(graph, Naming) else Naming.of(graph)
    understood = understand(naming, question, language=language, chosen=chosen)
    if isinstance(understood, Unknown):
        return understood
    found = [
        answering.run(naming.graph, understood.template, values, understood.language)
        for values in to_find(understood)
    ]
    return put_in_words(understood, found)


def understand(
    naming: Naming,
    question: str,
    *,
    language: str | None = None,
    chosen: Mapping[str, str] | None = None,
) -> Understood | Unknown:
    """The first two steps of :func:`ask`, which read names alone."""
    question = " ".join(question[:LONGEST].split())
    language = language or ("ar" if is_arabic(question) or not question else "en")
    words = words_of(question)[:_MOST_WORDS]
    understood: list[Understood] = []
    missing: Missing | None = None
    for reading, meanings, slot in _readings(naming, words, chosen or {}):
        if slot is None:
            understood.append(Understood(question, language, reading, meanings))
        elif missing is None or reading.own > missing.reading.own:
            missing = Missing(reading, slot)
    if not understood:
        text = as_written(question, missing.reading.texts[missing.slot]) if missing else ""
        return Unknown(question, language, text, suggest(naming, words, language, missing))
    return min(understood, key=lambda each: each.rank)


def to_find(understood: Understood) -> list[Mapping[str, str]]:
    """What is asked of the graph: values for :func:`kg.questions.answering.run`."""
    return [{slot: meaning.term.value for slot, meaning in way.items()} for way in understood.ways]


def _readings(
    naming: Naming, words: Sequence[str], chosen: Mapping[str, str]
) -> Iterator[tuple[Reading, Mapping[str, Sequence[Meaning]], str | None]]:
    """All readings with what their slots mean, and the slot that means nothing, if there is one."""
    known: dict[tuple[str, str], Sequence[Meaning]] = {}
    for reading in read(words):
        meanings = {}
        for slot, text in reading.texts.items():
            kind = reading.template.slots[slot]
            if (text, kind) not in known:
                known[text, kind] = naming.meanings(text, kind)
            wish = naming.chosen(chosen[slot], kind) if slot in chosen else ()
            meanings[slot] = wish or known[text, kind]
            if not meanings[slot]:
                yield reading, meanings, slot
                break
        else:
            yield reading, meanings, None


def put_in_words(understood: Understood, found: Sequence[Rows]) -> Reply:
    """The reply to a question, by what the graph has for each of :func:`to_find`."""
    question, language = understood.question, understood.language
    template = understood.template
    tried = [_Tried(*each) for each in zip(understood.ways, found, strict=True)]
    telling = [each for each in tried if each.found.rows]
    # Of what was not tried there may be something to say, too.
    if len(telling) > 1 or understood.has_more_ways:
        return _which(understood, telling or tried)
    best = (telling or tried)[0]
    shown = {
        name: meaning.match.label if meaning.match else as_written(question, meaning.text)
        for name, meaning in best.bound.items()
    }
    return Answer(
        question=question,
        language=language,
        template=template,
        understood=template.titles[language].format(**shown),
        bound={name: each.match for name, each in best.bound.items() if each.match},
        sparql=answering.sparql(template, best.bound),
        rows=best.found.rows,
        is_cut=best.found.is_cut,
        others=_others(understood, best),
    )


def _which(understood: Understood, tried: Sequence[_Tried]) -> Which:
    """The question back: which of the things that the words of a slot may mean."""
    # The slot with most meanings, which all the others are asked of.
    slot = max(understood.meanings, key=lambda name: len({each.bound[name] for each in tried}))
    found = dict.fromkeys(each.bound[slot].match for each in tried)
    candidates = tuple(match for match in found if match is not None)
    meanings = understood.meanings[slot]
    return Which(
        question=understood.question,
        language=understood.language,
        template=understood.template,
        slot=slot,
        text=as_written(understood.question, understood.reading.texts[slot]),
        candidates=candidates,
        total=len(candidates) if len(meanings) <= _MOST_TRIED else len(meanings),
    )


def _others(understood: Understood, best: _Tried) -> Mapping[str, tuple[Match, ...]]:
    found = {
        slot: tuple(each.match for each in meanings if each.match and each != best.bound[slot])
        for slot, meanings in understood.meanings.items()
    }
    return {slot: matches for slot, matches in found.items() if matches}
