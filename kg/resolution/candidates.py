"""Candidates: which names may mean the same thing, from the names and from clusters that hold both.

A candidate says only that a short name may stand for a full one; decisions come later
(:mod:`kg.resolution.grouping`). The blocking keys are the names themselves: a short form of a
full name is looked up among the names that documents use, so that the work grows with
the number of names and not with that of their pairs.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from kg.gazetteer import Gazetteer
from kg.model import EntityType
from kg.resolution.names import Key, fullness, is_place, short_forms
from kg.resolution.profiles import Profile
from kg.resolution.rules import NAMED_TOGETHER, SHORT_FORM, WEAK_SHORT_FORM
from kg.resolution.words import shipped


@dataclass(frozen=True, slots=True)
class Candidate:
    """``short`` may mean the thing named ``full``, for this reason."""

    short: Key
    full: Key
    reason: str
    score: float


def candidates(
    type: EntityType, profiles: Sequence[Profile], gazetteer: Gazetteer
) -> dict[Key, dict[Key, Candidate]]:
    """For each name that has any, its candidates by their full name."""
    found: dict[Key, dict[Key, Candidate]] = {}
    names = {profile.key for profile in profiles}
    apart = _told_apart(profiles) if type is EntityType.PERSON else frozenset()
    score = WEAK_SHORT_FORM if type is EntityType.INITIATIVE else SHORT_FORM
    for full in names:
        for short, reason in short_forms(type, full, gazetteer):
            if short in names and short != full and (short, full) not in apart:
                _add(Candidate(short, full, reason, score), found)
    for profile in profiles:
        for other in (profile.keys - {profile.key}) & names:
            short, full = sorted((other, profile.key), key=fullness)
            if _is_telling(type, short, full, gazetteer):
                _add(Candidate(short, full, "named together", NAMED_TOGETHER), found)
    return found


def _told_apart(profiles: Sequence[Profile]) -> frozenset[tuple[Key, Key]]:
    """Pairs of a short and a full name that one document has for two people."""
    by_document: dict[tuple[str, str], set[Key]] = {}
    for profile in profiles:
        by_document.setdefault((profile.member.document, profile.key[0]), set()).add(profile.key)
    return frozenset(
        (short, full)
        for names in by_document.values()
        for short, full in itertools.permutations(names, 2)
        if len(short) < len(full)
    )


def _add(candidate: Candidate, found: dict[Key, dict[Key, Candidate]]) -> None:
    known = found.setdefault(candidate.short, {})
    best = known.get(candidate.full)
    if best is None or (best.score, best.reason) < (candidate.score, candidate.reason):
        known[candidate.full] = candidate


def _is_telling(type: EntityType, short: Key, full: Key, gazetteer: Gazetteer) -> bool:
    """Whether a second name is one by which other documents may name the thing.

    One document may have taken two things for one; what is likely to be such an error goes no
    further: a father or a son («سلمان بن عبدالعزيز» and «محمد بن سلمان بن عبدالعزيز»), a body
    and its part («الهيئة» and «فرع الهيئة»).
    """
    if type is EntityType.PERSON:
        return len(short) > 1 and (short[0] == full[0] or not set(short) & set(full))
    if short == full[1:] and full[0] in shipped().part_head:
        return False
    return len(short) > 1 or not is_place(short, gazetteer)
