"""Candidates: which names may mean the same thing, from the names and from clusters that hold both.

A candidate says only that a short name may stand for a full one; decisions come later
(:mod:`kg.resolution.grouping`). The blocking keys are the names themselves, their short forms and
their sounds: each is looked up among the names that documents use, so that the work grows with
the number of names and not with that of their pairs.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from kg.gazetteer import Gazetteer
from kg.model import EntityType
from kg.resolution.bare_words import Key
from kg.resolution.names import fullness, is_common, is_place
from kg.resolution.profiles import Profile
from kg.resolution.rules import NAMED_TOGETHER, SHORT_FORM, WEAK_SHORT_FORM
from kg.resolution.short_forms import NATION_LEFT_OUT, short_forms
from kg.resolution.spelling import spelling_variants
from kg.resolution.words import shipped


@dataclass(frozen=True, slots=True)
class Candidate:
    """``short`` may mean the thing named ``full``, for this reason."""

    short: Key
    full: Key
    reason: str
    score: float


Candidates = Mapping[Key, Mapping[Key, Candidate]]
"""For each name that has any, its candidates by their full name."""


def candidates(
    type: EntityType,
    profiles: Sequence[Profile],
    gazetteer: Gazetteer,
    common: Set[str] = frozenset(),
) -> Candidates:
    """The candidates among the names of clusters of one type.

    Names are not compared by the sounds in ``common``; see
    :func:`kg.resolution.spelling.spelling_variants`.
    """
    found: dict[Key, dict[Key, Candidate]] = defaultdict(dict)
    names = {profile.key for profile in profiles}
    for each in itertools.chain(
        _short(type, names, profiles, gazetteer),
        _other_heads(type, names),
        _spelled(type, names, common),
        _together(type, names, profiles, gazetteer),
    ):
        known = found[each.short].get(each.full)
        if known is None or (known.score, known.reason) < (each.score, each.reason):
            found[each.short][each.full] = each
    return dict(found)


def _short(
    type: EntityType, names: Iterable[Key], profiles: Sequence[Profile], gazetteer: Gazetteer
) -> Iterator[Candidate]:
    used = frozenset(names)
    is_person = type is EntityType.PERSON
    apart = _told_apart(profiles) if is_person else frozenset()
    of_father = {key for profile in profiles for key in profile.of_father}
    for full in used:
        for short, reason in short_forms(type, full, gazetteer):
            if short not in used or short == full or (short, full) in apart:
                continue
            is_weak = (
                type is EntityType.INITIATIVE
                or reason == NATION_LEFT_OUT
                or (is_person and short == full[: len(short)] and short not in of_father)
                or is_common(type, short)
            )
            yield Candidate(short, full, reason, WEAK_SHORT_FORM if is_weak else SHORT_FORM)


def _other_heads(type: EntityType, names: Iterable[Key]) -> Iterator[Candidate]:
    """«فريق الهلال» and «نادي الهلال»: bodies of one kind and name."""
    used = frozenset(names)
    for name in used:
        for full in other_heads(type, name):
            if full in used and fullness(full) > fullness(name):
                yield Candidate(name, full, "another head noun of its kind", SHORT_FORM)


def other_heads(type: EntityType, name: Key) -> Iterator[Key]:
    """The name of a body with each other head noun of its kind."""
    if type is not EntityType.ORGANIZATION or len(name) < 2:
        return
    for kind in shipped().kinds:
        if name[0] in kind:
            yield from ((head, *name[1:]) for head in kind if head != name[0])


def _spelled(type: EntityType, names: Iterable[Key], common: Set[str]) -> Iterator[Candidate]:
    for a, b, score in spelling_variants(type, names, common):
        short, full = sorted((a, b), key=fullness)
        yield Candidate(short, full, "another spelling of a foreign name", score)


def _together(
    type: EntityType, names: Iterable[Key], profiles: Iterable[Profile], gazetteer: Gazetteer
) -> Iterator[Candidate]:
    used = frozenset(names)
    for profile in profiles:
        for other in (profile.keys - {profile.key}) & used:
            short, full = sorted((other, profile.key), key=fullness)
            if is_telling(type, short, full, gazetteer):
                yield Candidate(short, full, "named together", NAMED_TOGETHER)


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


def is_telling(type: EntityType, short: Key, full: Key, gazetteer: Gazetteer) -> bool:
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
