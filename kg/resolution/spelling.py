"""Spelling: which names may be one foreign name, spelt in two ways or in two scripts.

The blocking key is the sound of a name (:mod:`kg.resolution.sounds`), of a body without its head
noun. Names that sound alike are compared word by word, and how likely they are one depends on how
much of them sounds alike.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set

from kg.arabic import is_arabic
from kg.model import EntityType
from kg.resolution.bare_words import Key
from kg.resolution.names import fullness
from kg.resolution.rules import SPELLING, WEAK_SPELLING
from kg.resolution.sounds import (
    have_like_vowels,
    is_foreign,
    is_one_vowel_more,
    is_variant,
    same_but_for_g,
    sound_keys,
    word_keys,
)
from kg.resolution.words import shipped

Variant = tuple[Key, Key, float]
"""Two names, and how likely they are one by themselves."""

_COMPARED = frozenset(
    {EntityType.PERSON, EntityType.ORGANIZATION, EntityType.CONFERENCE, EntityType.INITIATIVE}
)
MOST_ALIKE = 24
"""Of more names of one sound none are compared: it is too common to tell anything."""

_LEAST = 3
"""Consonants that must sound alike at least."""
_ENOUGH = 4
"""Consonants of one word, or of a body's name, that hardly sound alike by chance."""
_MANY = 7
"""Consonants of a whole name of a person that do so."""


def spelling_variants(
    type: EntityType, names: Iterable[Key], common: Set[str] = frozenset()
) -> Iterator[Variant]:
    """Pairs of names that may be spellings of one, with what the sound says for it.

    ``common`` are sounds that are known to be those of more than :data:`MOST_ALIKE` names where
    ``names`` are only some of all.
    """
    by_sound: dict[str, list[Key]] = defaultdict(list)
    for name in names:
        for sound in sounds_of(type, name):
            by_sound[sound].append(name)
    for sound, alike in sorted(by_sound.items()):
        if 1 < len(alike) <= MOST_ALIKE and sound not in common:
            for a, b in itertools.combinations(sorted(alike, key=fullness), 2):
                score = _score(type, _without_head(type, a), _without_head(type, b), sound)
                if score:
                    yield a, b, score


def sounds_of(type: EntityType, name: Key) -> tuple[str, ...]:
    """The sounds by which a name is compared; none of types that are not."""
    return sound_keys(" ".join(_without_head(type, name))) if type in _COMPARED else ()


def _without_head(type: EntityType, name: Key) -> Key:
    known = shipped()
    heads = known.body_head | known.other_head | known.initiative_head
    return (
        name[1:] if type is not EntityType.PERSON and len(name) > 1 and name[0] in heads else name
    )


def _score(type: EntityType, a: Key, b: Key, sound: str) -> float:
    """How likely two names of one sound are one; 0 where they are compared in vain."""
    if a == b or _numbers(a) != _numbers(b):
        return 0.0  # without heads the same: a matter of short forms
    scripts = {_script(name) for name in (a, b)}
    if scripts == {"Arabic", "Latin"}:
        return _across_scripts(type, a, b, sound)
    if scripts != {"Arabic"} or len(sound) < _LEAST:
        return 0.0
    if same_but_for_g(a, b):
        return SPELLING
    if not (is_variant(a, b) and _ends_alike(a[-1], b[-1])):
        return 0.0
    differing = min(len(word_keys([w for w in x if w not in y])) for x, y in ((a, b), (b, a)))
    if differing < _LEAST and len(sound) < _ENOUGH:
        return 0.0
    if type is EntityType.PERSON:
        is_likely = differing >= _ENOUGH or len(sound) >= _MANY
    else:
        is_likely = all(map(is_foreign, (*a, *b))) and (
            len(sound) >= _ENOUGH or is_one_vowel_more("".join(a), "".join(b))
        )
    return SPELLING if is_likely else WEAK_SPELLING


def _across_scripts(type: EntityType, a: Key, b: Key, sound: str) -> float:
    if sound.isupper():  # an acronym
        return SPELLING if type is EntityType.ORGANIZATION else 0.0
    arabic, latin = sorted((a, b), key=_script)
    if type is EntityType.PERSON and min(len(a), len(b)) < 2:
        return 0.0
    if len(sound) < _LEAST or not have_like_vowels("".join(latin), "".join(arabic)):
        return 0.0
    return SPELLING


def _script(name: Key) -> str:
    """The script of a name's words, numbers aside; empty where they have several."""
    words = [word for word in name if word.isalpha()]
    found = {"Arabic" if is_arabic(word) else "Latin" for word in words}
    return found.pop() if len(found) == 1 else ""


def _numbers(name: Key) -> list[str]:
    return sorted(word for word in name if any(letter.isdigit() for letter in word))


def _ends_alike(a: str, b: str) -> bool:
    """«مورينيو» and «مورينو» end with one vowel; «حسن» and «حسني» are two names."""
    ends = [word[-1] if word[-1] in "اويه" else "" for word in (a, b)]
    return ends[0] == ends[1]
