"""Questions in plain Arabic or English, answered from a graph."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.arabic import is_arabic
from kg.graph.store import Graph
from kg.lookup import Match
from kg.questions import answering
from kg.questions.naming import Meaning, Naming, as_written, words_of
from kg.questions.replies import Answer, Reply, Row, Unknown, Which
from kg.questions.suggestions import Missing, suggest
from kg.questions.templates import Reading, read

LONGEST = 300
"""The letters of a question that are read."""

_MOST_WORDS = 40
_MOST_ROWS = 200
_MOST_TRIED = 12


@dataclass(frozen=True, slots=True)
class _Understood:
    """A reading of a question, and all that the words in each slot may mean."""

    reading: Reading
    meanings: Mapping[str, Sequence[Meaning]]

    @property
    def rank(self) -> tuple[int, int]:
        """Sure names go first, then the template that reads most words itself."""
        return max((each[0].doubt for each in self.meanings.values()), default=0), -self.reading.own


@dataclass(frozen=True, slots=True)
class _Tried:
    """One of the meanings of a question, and its rows."""

    bound: Mapping[str, Meaning]
    rows: tuple[Row, ...]
    is_cut: bool


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
    question = " ".join(question[:LONGEST].split())
    language = language or ("ar" if is_arabic(question) or not question else "en")
    words = words_of(question)[:_MOST_WORDS]
    understood, missing = _understand(naming, words, chosen or {})
    if not understood:
        text = as_written(question, missing.reading.texts[missing.slot]) if missing else ""
        return Unknown(question, language, text, suggest(naming, words, language, missing))
    best = min(understood, key=lambda each: each.rank)
    return _answer(naming, best, question, language)


def _understand(
    naming: Naming, words: Sequence[str], chosen: Mapping[str, str]
) -> tuple[list[_Understood], Missing | None]:
    """The readings whose slots all mean something; and what means nothing in the fullest other."""
    known: dict[tuple[str, str], Sequence[Meaning]] = {}
    found: list[_Understood] = []
    missing: Missing | None = None
    for reading in read(words):
        meanings = {}
        for slot, text in reading.texts.items():
            kind = reading.template.slots[slot]
            if (text, kind) not in known:
                known[text, kind] = naming.meanings(text, kind)
            wish = naming.chosen(chosen[slot], kind) if slot in chosen else ()
            meanings[slot] = wish or known[text, kind]
            if not meanings[slot]:
                if missing is None or reading.own > missing.reading.own:
                    missing = Missing(reading, slot)
                break
        else:
            found.append(_Understood(reading, meanings))
    return found, missing


def _answer(naming: Naming, understood: _Understood, question: str, language: str) -> Reply:
    template = understood.reading.template
    names = tuple(understood.meanings)
    ways = list(itertools.islice(itertools.product(*understood.meanings.values()), _MOST_TRIED + 1))
    tried = []
    for way in ways[:_MOST_TRIED]:
        bound = dict(zip(names, way, strict=True))
        rows, is_cut = answering.run(naming.graph, template, bound, language, most=_MOST_ROWS)
        tried.append(_Tried(bound, rows, is_cut))
    telling = [each for each in tried if each.rows]
    # Of what was not tried there may be something to say, too.
    if len(telling) > 1 or len(ways) > _MOST_TRIED:
        return _which(understood, telling or tried, question, language)
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
        rows=best.rows,
        is_cut=best.is_cut,
        others=_others(understood, best),
    )


def _which(understood: _Understood, tried: Sequence[_Tried], question: str, language: str) -> Which:
    """The question back: which of the things that the words of a slot may mean."""
    # The slot with most meanings, which all the others are asked of.
    slot = max(understood.meanings, key=lambda name: len({each.bound[name] for each in tried}))
    found = dict.fromkeys(each.bound[slot].match for each in tried)
    candidates = tuple(match for match in found if match is not None)
    meanings = understood.meanings[slot]
    return Which(
        question=question,
        language=language,
        template=understood.reading.template,
        slot=slot,
        text=as_written(question, understood.reading.texts[slot]),
        candidates=candidates,
        total=len(candidates) if len(meanings) <= _MOST_TRIED else len(meanings),
    )


def _others(understood: _Understood, best: _Tried) -> Mapping[str, tuple[Match, ...]]:
    found = {
        slot: tuple(each.match for each in meanings if each.match and each != best.bound[slot])
        for slot, meanings in understood.meanings.items()
    }
    return {slot: matches for slot, matches in found.items() if matches}
