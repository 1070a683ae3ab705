"""Short forms: the shorter names under which the thing of a full name may be named elsewhere.

Whether one of them is meant by it there, others decide (:mod:`kg.resolution.decisions`). What is
short inside one document is another matter (:mod:`kg.resolution.short_names`).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import cache

from kg.gazetteer import Gazetteer
from kg.model import EntityType
from kg.resolution.bare_words import Key
from kg.resolution.names import is_place, nation
from kg.resolution.words import shipped

NAMES_LEFT_OUT = "names left out"
HEAD_LEFT_OUT = "head noun left out"
END_LEFT_OUT = "end left out"
NATION_LEFT_OUT = "nation left out"
HEAD_AND_END_LEFT_OUT = "head noun and end left out"

_MOST_WORDS = 7
"""Of longer names of people only the first words and the last one make short forms."""


def short_forms(type: EntityType, full: Key, gazetteer: Gazetteer) -> Iterator[tuple[Key, str]]:
    """Keys under which the thing of a full name may be named elsewhere, each with the reason."""
    match type:
        case EntityType.PERSON:
            for short in short_people(full):
                yield short, NAMES_LEFT_OUT
        case EntityType.ORGANIZATION | EntityType.PLACE:
            yield from _short_bodies(full, shipped().body_head, gazetteer)
        case EntityType.INITIATIVE:
            yield from _short_bodies(full, shipped().initiative_head, gazetteer)
        case EntityType.CONFERENCE:
            # «المهرجان السعودي» is another one, «المهرجان بجدة» may be «المهرجان».
            if short := _without_end(full, gazetteer, only_located=True):
                yield short, END_LEFT_OUT


def short_people(full: Key) -> Iterator[Key]:
    """The given name with any of the others, in order, that keep the family name or the father's.

    «محمد بن سلمان بن عبدالعزيز آل سعود» may be «محمد بن سلمان», «محمد آل سعود»,
    «محمد بن سلمان آل سعود»; not «سلمان بن عبدالعزيز», which is his father.
    """
    given, others = full[0], full[1:]
    if len(full) > _MOST_WORDS:
        yield given, others[-1]
        for count in range(1, _MOST_WORDS):
            yield given, *others[:count]
        return
    for count in range(1, len(others)):
        for chosen in itertools.combinations(range(len(others)), count):
            if chosen[-1] == len(others) - 1 or chosen == tuple(range(count)):
                yield given, *(others[index] for index in chosen)


def _short_bodies(
    full: Key, heads: frozenset[str], gazetteer: Gazetteer
) -> Iterator[tuple[Key, str]]:
    without_head = full[1:] if len(full) > 1 and full[0] in heads else ()
    without_end = _without_end(full, gazetteer)
    is_namesake = full[0] in shipped().namesake_head and len(full) > 2
    if without_head and (is_namesake or not is_place(without_head, gazetteer)):
        yield without_head, HEAD_LEFT_OUT
    if without_end:
        yield without_end, NATION_LEFT_OUT if nation(full[-1], gazetteer) else END_LEFT_OUT
        if without_head and len(without_end) > 1:
            short = without_end[1:]
            if not is_place(short, gazetteer):
                yield short, HEAD_AND_END_LEFT_OUT


def _without_end(full: Key, gazetteer: Gazetteer, *, only_located: bool = False) -> Key:
    """The name without what tells where, whose or of what rank it is («السعودي», «بجدة», «الدولي»).

    With ``only_located`` only «بجدة» and «في جدة» are left out. Empty where nothing is.
    """
    for size in (1, 2, 3):
        rest, tail = full[:-size], full[-size:]
        is_located = rest[-1:] == ("في",) or not is_place(tail, gazetteer, preposition=False)
        if rest[-1:] == ("في",):
            rest = rest[:-1]
        if not rest or (len(rest) == 1 and rest[0] in _heads()):
            return ()
        if is_place(tail, gazetteer) and (is_located or not only_located):
            return rest
        if size == 1 and not only_located and _is_epithet(tail[0], gazetteer):
            return rest
    return ()


def _is_epithet(word: str, gazetteer: Gazetteer) -> bool:
    epithets = shipped().epithet
    return f"ال{word}" in epithets or bool(nation(word, gazetteer))


@cache
def _heads() -> frozenset[str]:
    """Kind nouns, which name nothing by themselves."""
    known = shipped()
    kinds = (known.body_head, known.unit_head, known.local_head, known.country_body)
    return known.other_head.union(*kinds)
