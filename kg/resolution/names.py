"""Names as resolution compares them: one key for all spellings of a name.

A key is a row of normal words, so that two names with the same key differ in spelling only; the
shorter names of a thing are in :mod:`kg.resolution.short_forms`. Everything here is about names
alone and knows no documents.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from kg.arabic import is_arabic
from kg.gazetteer import Gazetteer
from kg.model import EntityType
from kg.resolution.aliases import aliases, spellings
from kg.resolution.bare_words import Key, bare, join_and, words_of
from kg.resolution.words import shipped

_YEAR = re.compile(r"(1[34]\d\d|19\d\d|20\d\d)(?:م|ه|هـ)?")
_LATEST_HIJRI = 1500


def key(type: EntityType, name: str, gazetteer: Gazetteer) -> Key:
    """The comparison key of a name of a thing of this type.

    >>> key(EntityType.PERSON, "الدكتورة عائشة بنت بطي بن بشر", gazetteer)
    ('عائشه', 'بطي', 'بشر')
    >>> key(EntityType.ORGANIZATION, "مكتب مدينة دبي الذكية", gazetteer)
    ('مكتب', 'دبي', 'ذكيه')
    """
    match type:
        case EntityType.PERSON:
            return person_key(name)
        case EntityType.CITY | EntityType.COUNTRY:
            return place_key(name)
        case EntityType.CONFERENCE:
            return event_key(name)[0]
        case _:
            return body_key(name, gazetteer)


@lru_cache(maxsize=1 << 16)
def person_key(name: str) -> Key:
    """The names of a person in order: no honorifics, no بن; عبد, أبو and آل joined to the next.

    >>> person_key("محمد بن عبد الله آل سعود")
    ('محمد', 'عبدالله', 'السعود')
    """
    known = shipped()
    words = words_of(name)
    while len(words) > 2 and words[0] in known.honorific:
        words = words[1:]
    if words and words[0] in known.honorific and len(words) == 2 and words[1] not in known.nasab:
        words = words[1:]
    joined: list[str] = []
    prefix = ""
    for word in words:
        if word in known.nasab and joined:
            continue
        if word in known.kunya:
            prefix = "ابو" if word != "ام" else word
        elif word in {"عبد", "ال"}:
            prefix = word
        elif word in known.theophoric and joined and not prefix:
            joined[-1] += word
        else:
            joined.append(prefix + word)
            prefix = ""
    if prefix:
        joined.append(prefix)
    return tuple(joined)


def is_common(type: EntityType, key: Key) -> bool:
    """Whether so many people have a name that it alone tells nobody («محمد القرني»)."""
    known = shipped()
    is_short = type is EntityType.PERSON and len(key) == 2
    return is_short and key[0] in known.common_given and key[1] in known.common_family


def is_of_father(type: EntityType, name: str) -> bool:
    """Whether a person is named by his father («محمد بن سلمان»), not by any two of his names."""
    return type is EntityType.PERSON and not shipped().nasab.isdisjoint(words_of(name)[1:])


@lru_cache(maxsize=1 << 16)
def place_key(name: str) -> Key:
    """A city or country without a kind noun before it («مدينة نيويورك» → «نيويورك»)."""
    words = words_of(name)
    while len(words) > 1 and words[0] in shipped().city_kind:
        words = words[1:]
    return words


@lru_cache(maxsize=1 << 16)
def body_key(name: str, gazetteer: Gazetteer) -> Key:
    """The words of a body's name without articles, and without «مدينة» before a known place.

    Under whatever other name a body is known, its key is that of the name in the table of aliases.
    """
    key = _body_key(name, gazetteer)
    return _aliases(gazetteer).get(key, key)


@lru_cache(maxsize=8)
def _aliases(gazetteer: Gazetteer) -> Mapping[Key, Key]:
    return {
        _body_key(form, gazetteer): _body_key(full, gazetteer) for form, full in aliases().items()
    }


def _body_key(name: str, gazetteer: Gazetteer) -> Key:
    words = _general_first(_join_servant(join_and(words_of(name))))
    kinds = shipped().place_kind
    kept = [
        word
        for index, word in enumerate(words)
        if not (
            index
            and bare(word) in kinds
            and index + 1 < len(words)
            and gazetteer.match(words, index + 1)
        )
    ]
    return tuple(map(_spelled, map(bare, kept)))


def _spelled(word: str) -> str:
    return spellings().get(word, word)


def _join_servant(words: Sequence[str]) -> list[str]:
    """«عبد العزيز» as «عبدالعزيز»."""
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] == "عبد":
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _general_first(words: Sequence[str]) -> Sequence[str]:
    """«هيئة الأرصاد العامة» and «الهيئة العامة للأرصاد» as «هيئة العامة الأرصاد»."""
    if not words or bare(words[0]) not in shipped().general_head or "العامه" not in words[1:]:
        return words
    others = [word for word in words[1:] if word != "العامه"]
    if others and others[0].startswith("لل"):
        others[0] = "ال" + others[0][2:]
    return [words[0], "العامه", *others]


@lru_cache(maxsize=1 << 14)
def event_key(name: str) -> tuple[Key, tuple[int, ...], int | None]:
    """An event's name without its year and edition; its years; its edition.

    >>> event_key("ملتقى المبتعثين الرابع 2015م")
    (('ملتقي', 'مبتعثين'), (2015,), 4)
    """
    ordinals = shipped().ordinal
    years: list[int] = []
    edition = 0
    kept: list[str] = []
    for word in join_and(words_of(name)):
        year = _YEAR.fullmatch(word)
        if year:
            years.append(int(year[1]))
        elif word in ordinals:
            edition += ordinals[word]
        else:
            kept.append(word)
    if edition and len(kept) > 1:
        kept = _with_head_first(kept)
    gregorian = tuple(year for year in years if year >= _LATEST_HIJRI)
    return tuple(map(_spelled, map(bare, kept))), gregorian, edition or None


def _with_head_first(words: Sequence[str]) -> list[str]:
    """«الملتقى … للمبتعثين», «الدورة … لملتقى المبتعثين» as «ملتقى المبتعثين»."""
    if bare(words[0]) in shipped().edition_noun and words[1].startswith("ل"):
        rest = words[1][1:]
        return [rest if words[1][1:2] != "ل" else "ال" + words[1][2:], *words[2:]]
    if words[1].startswith("لل"):
        return [words[0], "ال" + words[1][2:], *words[2:]]
    return list(words)


def fullness(words: Key) -> tuple[bool, int, int, Key]:
    """Sorts names by how much they say; of two different names one is always the fuller."""
    return is_arabic(" ".join(words)), len(words), sum(map(len, words)), words


@lru_cache(maxsize=1 << 16)
def is_place(words: Key, gazetteer: Gazetteer, *, preposition: bool = True) -> bool:
    """Whether words without articles are a place's name, perhaps with «ب» before it."""
    first, *others = words
    choices = [{first, f"ال{first}"}, *({word, f"ال{word}"} for word in others)]
    if not others:
        # «قناة السويس الجديدة» is in no place of that name.
        choices[0] = {word for word in choices[0] if not gazetteer.is_common_word(word)}
    if preposition and first.startswith("ب") and len(first) > 3:
        choices[0] |= {first[1:], f"ال{bare(first[1:])}"}
    # Most words begin no place's name of so many words, and then their choices need no look.
    choices[0] = {word for word in choices[0] if gazetteer.longest(word) >= len(words)}
    return any(gazetteer.lookup(" ".join(chosen)) for chosen in itertools.product(*choices))


@lru_cache(maxsize=1 << 14)
def nation(word: str, gazetteer: Gazetteer) -> str:
    """The country (ISO 3166 alpha-2) of a nationality or of its adjective; empty for others.

    >>> nation("السعوديه", gazetteer), nation("فرنسي", gazetteer), nation("ذكيه", gazetteer)
    ('SA', 'FR', '')
    """
    stem = bare(word)
    for ending in ("يه", "ي", ""):
        if not stem.endswith(ending) or len(stem) - len(ending) < 3:
            continue
        root = stem.removesuffix(ending)
        endings = ("", "ا", "يا", "ه", "يه") if ending else ("",)
        for name in (article + root + end for article in ("", "ال") for end in endings):
            for record in gazetteer.lookup(name):
                # «المالي» is of money sooner than of Mali.
                if record.type is EntityType.COUNTRY and not gazetteer.is_common_word(name):
                    return record.country
    return ""


def is_relational(type: EntityType, words: Key, name: str) -> bool:
    """Whether a name means something only in its document («اللجنة العلمية», «إدارة المهرجان»)."""
    known = shipped()
    raw = words_of(name)
    if not raw or type in {EntityType.PERSON, EntityType.CITY, EntityType.COUNTRY}:
        return False
    last = raw[-1].removeprefix("ب").removeprefix("ل")
    points_back = raw[-1] in known.related or (
        last != raw[-1] and (last in known.related or f"ا{last}" in known.related)
    )
    if type is EntityType.CONFERENCE:
        # «القمة الرابعة», «المعرض المصاحب»: a definite kind of event and a word to tell it by.
        is_bare = len(words) <= 1
        return is_bare or (points_back and len(raw) <= 2)
    is_unit = words[0] in known.unit_head
    return points_back and (is_unit or len(raw) <= 2)
