"""The questions that come nearest to one that was not understood."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.lookup import Match
from kg.questions.naming import Naming, words_of
from kg.questions.replies import Suggestion
from kg.questions.templates import TITLE, YEAR, Reading, Template, shipped, words

_MOST = 4


@dataclass(frozen=True, slots=True)
class Missing:
    """A reading of a question in which the words of a slot name nothing."""

    reading: Reading
    slot: str


def suggest(
    naming: Naming, question: Sequence[str], language: str, missing: Missing | None
) -> tuple[Suggestion, ...]:
    """Questions of the templates, the most alike first, with the names that were recognised.

    Where a slot has none of these, it has the best known name of its kind. Where a question was
    understood but for a name, it comes first, with names that are like it.
    """
    first = _corrected(naming, missing, language) if missing else []
    others = (each for each in _alike(naming, question, language) if each not in first)
    return tuple([*first, *others][:_MOST])


def _corrected(naming: Naming, missing: Missing, language: str) -> list[Suggestion]:
    template, texts = missing.reading.template, missing.reading.texts
    nearest = naming.nearest(texts[missing.slot], template.slots[missing.slot])
    return [
        Suggestion(
            template.name,
            template.asked[language].format(**{**texts, missing.slot: match.label}),
        )
        for match in nearest
    ]


def _alike(naming: Naming, question: Sequence[str], language: str) -> list[Suggestion]:
    from rapidfuzz import fuzz

    named = list(naming.recognised(question))
    text = " ".join(question)
    found = []
    for order, template in enumerate(shipped().values()):
        slots, used = _fill(naming, template, named)
        if slots is None:
            continue
        asked = template.asked[language].format(**slots)
        asked_words = " ".join(words_of(asked))
        score = fuzz.token_sort_ratio(text, asked_words) + 25 * used
        found.append((-score, order, Suggestion(template.name, asked)))
    ordered = sorted(found, key=lambda each: each[:2])[:_MOST]
    return [suggestion for _, _, suggestion in ordered]


def _fill(
    naming: Naming, template: Template, named: Sequence[Match]
) -> tuple[Mapping[str, str] | None, int]:
    """A name for each slot, None where there is none; and how many were recognised."""
    left, used = list(named), 0
    slots: dict[str, str] = {}
    for name, kind in template.slots.items():
        if kind in (TITLE, YEAR):
            return None, 0
        match = next((each for each in left if each.type in words().kinds[kind]), None)
        if match is None:
            match = next(_others(naming, kind, set(slots.values())), None)
            if match is None:
                return None, 0
        else:
            left.remove(match)
            used += 1
        slots[name] = match.label
    return slots, used


def _others(naming: Naming, kind: str, taken: Collection[str]) -> Iterator[Match]:
    match = naming.best_known(kind)
    if match is not None and match.label not in taken:
        yield match
