"""Short forms inside a document: whether one name there can be a shorter one of another.

Names are given in normal form. Across documents more is asked (see :mod:`kg.resolution.names`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import chain

from kg.model import EntityType
from kg.resolution.words import shipped

EVENTS = frozenset({EntityType.CONFERENCE, EntityType.SESSION, EntityType.MEETING})
PLACES = frozenset({EntityType.CITY, EntityType.COUNTRY})

# Grammar rather than vocabulary: «آل» and «دولة» are parts of names and tell none apart.
_CLAN = "ال"
_STATE = "دوله"
_AND = "و"
_GENERAL = "عام"
_DIRECTORATES = frozenset({"مديري", "رئاس"})
"""Stems of heads behind which the name of a service stands («المديرية العامة للجوازات»)."""
_GLUED = re.compile(r"(?<=[ء-ي])(?=\d)|(?<=\d)(?=[ء-ي])")
"""«صيف الخرج36»: where a number and a word stand together."""


def compared_words(type: EntityType, key: str) -> list[str]:
    """The words of a normal name by which names of this type are compared."""
    if type is EntityType.PERSON:
        return person_words(key)
    return _core(key) if type in PLACES else body_words(_without_region(key))


_FIRST_OF_TWO = frozenset({"محمد", "سيدي"})
"""«محمد حسني مبارك», «سيدي محمد»: half of a given name, which is often left out."""


def is_short(key: str, full: str, type: EntityType) -> bool:
    """Whether a normal name is another spelling or a short form of a thing's full one."""
    if type is EntityType.PERSON:
        parts, whole = person_words(key), person_words(full)
        return not _is_father(key, parts, whole) and _is_short_person(parts, whole)
    if type in PLACES:
        return _core(key) == _core(full)
    if _is_of_region(key, full):
        return True
    return _is_short_body(body_words(key), body_words(full), type)


def _is_short_person(parts: list[str], whole: list[str]) -> bool:
    """«عائشة بشر» or «بطي بشر» for «عائشة بنت بطي بن بشر»: words in order, an end of it kept."""
    if len(parts) >= len(whole):
        return parts == whole
    if parts[0] != whole[0] and parts != whole[-len(parts) :]:
        return False
    if parts[-1] != whole[-1] and parts != whole[: len(parts)]:
        return False
    return _in_order(parts, whole)


def _is_father(key: str, parts: list[str], whole: list[str]) -> bool:
    """«سلمان بن عبدالعزيز» beside «محمد بن سلمان بن عبدالعزيز»: another man, his father.

    Also «علي عبدالله صالح» beside «أحمد علي عبدالله صالح»: nobody is called by all of his names
    but the first, unless that is a «محمد» before it.
    """
    words = key.split()
    named = len(words) > 2 and words[1] in shipped().nasab
    listed = len(parts) > 2 and parts == whole[1:] and whole[0] not in _FIRST_OF_TWO
    return parts[0] != whole[0] and (named or listed)


def _is_of_region(key: str, full: str) -> bool:
    """«مجلس شباب المنطقة» for «مجلس شباب منطقة الباحة»: the region is named by its kind alone."""
    before = _without_region(key).split()
    words = full.split()
    at = len(before)
    region = before != key.split() and words[:at] == before and at + 1 < len(words)
    return region and key.endswith(" ال" + words[at])


def _without_region(key: str) -> str:
    """A name without «المنطقة», «الإقليم» at its end."""
    before, _, last = key.rpartition(" ")
    kind = last.removeprefix("ال")
    return before if before and kind != last and kind in shipped().place_kind else key


def _is_short_body(parts: list[str], whole: list[str], type: EntityType) -> bool:
    """A body or event under a shorter name: the same head, and others of the full name's words.

    «هيئة السياحة» for «الهيئة العامة للسياحة والآثار», «مكتب دبي الذكي» for
    «مكتب مدينة دبي الذكية»; or the full name without its head («دبي الذكية»).
    """
    if type in EVENTS and ordinals().isdisjoint(whole):
        parts = [part for part in parts if part not in ordinals()]
    if parts == whole:
        return True
    if len(parts) > 1 and parts == whole[1:]:
        # «وزارة العمل» is not what «فرع وزارة العمل» is called for short.
        return whole[0] not in shipped().part_head
    if type is EntityType.ORGANIZATION and _is_without_kind(parts, whole):
        return True
    if type is EntityType.INITIATIVE and len(parts) == 1 and parts == whole[1:]:
        return whole[0] in _initiative_heads()  # «دروب» for «برنامج دروب»
    if not 2 <= len(parts) <= len(whole):
        return False
    if parts == whole[2:] and whole[1] == _GENERAL and whole[0] in _DIRECTORATES:
        return True  # «الدفاع المدني» for «المديرية العامة للدفاع المدني»
    if type is EntityType.CONFERENCE and [_AND + parts[0], *parts[1:]] == whole[1:]:
        return True  # «صيف الخرج 36» for «عيد وصيف الخرج 36»
    if parts[0] != whole[0]:
        return type is EntityType.CONFERENCE and _same_subject(parts[1:], whole[1:])
    if type in EVENTS and any(part.isdecimal() and part not in whole for part in parts):
        return False
    return _in_order(parts, whole)


def _is_without_kind(parts: list[str], whole: list[str]) -> bool:
    """«الهلال» for «نادي الهلال», «بوبا» for «شركة بوبا العربية»."""
    return len(parts) == 1 and parts == whole[1:2] and whole[0] in _kind_heads()


def _same_subject(some: list[str], others: list[str]) -> bool:
    """«قمة المدن الذكية», «مؤتمر المدن الذكية المستدامة»: one event, called two things."""
    if min(len(some), len(others)) < 2 or not ordinals().isdisjoint({*some, *others}):
        return False
    return set(some) <= set(others)


def _in_order(parts: Iterable[str], whole: Iterable[str]) -> bool:
    walk = iter(whole)
    return all(part in walk for part in parts)


def person_words(key: str) -> list[str]:
    """The words of a name without nasab particles; عبد joined to what follows."""
    words = key.replace("عبد ", "عبد").split()
    return [word for word in words if word not in _particles()] or words


def _core(key: str) -> list[str]:
    """A city's or country's name without «مدينة» or «دولة» before it."""
    words = key.split()
    while len(words) > 1 and words[0] in _kinds_of_place():
        words = words[1:]
    return words


def body_words(key: str) -> list[str]:
    """The words of a name without articles, proclitics of the article, and endings of gender."""
    apart = _GLUED.sub(" ", key).split()
    words = [_stem(word) for word in apart if word not in _kinds_of_place()]
    return words or [_stem(word) for word in apart]


def _stem(word: str) -> str:
    for prefix in ("وال", "بال", "لل", "ال"):
        if word.startswith(prefix) and len(word) > len(prefix) + 2:
            word = word[len(prefix) :]
            break
    return word.removesuffix("ه")


@cache
def _particles() -> frozenset[str]:
    return shipped().nasab | shipped().kunya | {_CLAN}


@cache
def _kinds_of_place() -> frozenset[str]:
    return shipped().place_kind | shipped().city_kind | {_STATE}


@cache
def _kind_heads() -> frozenset[str]:
    """The stems of heads that say what kind of body is named, and may be left out."""
    words = shipped()
    return frozenset(_stem(word) for word in (*words.named_by_kind, *chain(*words.kinds)))


@cache
def _initiative_heads() -> frozenset[str]:
    return frozenset(map(_stem, shipped().initiative_head))


@cache
def ordinals() -> frozenset[str]:
    """The stems of ordinals, as :func:`body_words` gives them («ثالث»)."""
    return frozenset(_stem(word) for word in shipped().ordinal)
