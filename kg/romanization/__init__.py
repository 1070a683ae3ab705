"""Arabic names in Latin letters, as an English newspaper would write them.

:func:`romanize` writes a name word by word. Words that the tables have (``tables``) are written as
people and papers usually write them (محمد Mohammed, نورة Noura), the others by rule (``rules``).
Nothing is translated: «وزارة الصحة» is "Wizarat Al-Sihha". Everything here is pure, and the same on
every machine.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from kg.arabic import is_arabic, name_key
from kg.romanization import tables
from kg.romanization.rules import by_rule

__all__ = ["by_rule", "romanize"]

_LONGEST = 3
"""How many words the longest form of a table has."""
_PERSIAN = str.maketrans("یکھہۀے", "يكههةي")
_MARKS = re.compile("[\u0640\u064b-\u065f\u0670]")
_PARTS = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_PREFIXES = (("وال", "wal-"), ("بال", "bil-"), ("لل", "lil-"), ("ولل", "wa lil-"))
_PARTICLES = (("و", "wa "), ("ل", "li-"), ("ب", "bi-"))
_WITH_ARTICLE = ("ال", "وال", "بال", "لل")


@lru_cache(maxsize=1 << 16)
def romanize(name: str, *, is_person: bool = False) -> str:
    """``name`` in Latin letters; words that are in Latin letters, and numbers, stay.

    In a person's name no word governs the next (فاطمة العلي is "Fatima Al-Ali"); elsewhere a ta
    marbuta before a genitive is heard (غرفة جدة: "Ghurfat Jeddah"). Empty where ``name`` has
    neither letter nor digit.

    >>> romanize("عبد الله بن محمد الغامدي", is_person=True)
    'Abdullah bin Mohammed Al-Ghamdi'
    >>> romanize("غرفة جدة")
    'Ghurfat Jeddah'
    """
    plain = _MARKS.sub("", unicodedata.normalize("NFC", name)).translate(_PERSIAN)
    words = _PARTS.findall(plain)
    units = _units(words, is_person)
    written = [latin for latin, _ in units]
    if not is_person:
        written = [_heard(index, units) for index in range(len(units))]
    joined = " ".join(written).replace("Al Al-", "Al ")  # آل الشيخ
    return joined[:1].upper() + joined[1:]


def _units(words: Sequence[str], is_person: bool) -> list[tuple[str, str]]:
    """Latin spellings, each with its last Arabic word; of the longest rows of words first."""
    found: list[tuple[str, str]] = []
    index = 0
    while index < len(words):
        latin, length = _acronym(words, index)
        if not length:
            latin, length = _row(words[index : index + _LONGEST])
        if not length:
            latin, length = _word(words[index], bool(found), is_person), 1
        if latin:
            found.append((latin, words[index + length - 1]))
        index += length
    return found


def _acronym(words: Sequence[str], index: int) -> tuple[str, int]:
    """«أي بي إم» as "IBM", and how many words it has; 0 for fewer than two letters."""
    known, letters = tables.latin_letters(), ""
    for word in words[index:]:
        letter = known.get(name_key(word))
        if letter is None:
            break
        letters += letter
    return (letters, len(letters)) if len(letters) > 1 else ("", 0)


def _row(words: Sequence[str]) -> tuple[str, int]:
    """The spelling of several words that are one name («عبد الرحمن»), and how many; else 0."""
    if len(words) > 1 and name_key(words[0]) in tables.beginnings():
        for length in range(len(words), 1, -1):
            latin = tables.words().get(name_key(" ".join(words[:length])))
            if latin:
                return latin, length
    if len(words) > 1 and words[0] == "عبد" and words[1].startswith("ال") and len(words[1]) > 3:
        return f"Abdul{_bare(words[1][2:]).lower()}", 2
    return "", 0


@lru_cache(maxsize=1 << 16)
def _word(word: str, is_inside: bool, is_person: bool) -> str:
    if not is_arabic(word):
        return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in word)
    found = tables.words().get(name_key(word))
    if found:
        return found
    if word.startswith("عبدال") and len(word) > 6:
        return f"Abdul{_bare(word[5:]).lower()}"
    if word.startswith("ال") and len(word) > 3:
        return f"Al-{_bare(word[2:])}"
    if is_inside and not is_person:
        for prefix, latin in _PREFIXES:
            if word.startswith(prefix) and len(word) > len(prefix) + 2:
                return latin + _bare(word[len(prefix) :])
        for prefix, latin in _PARTICLES:
            rest = word[1:]
            if word[0] == prefix and name_key(rest) in tables.words():
                return latin + tables.words()[name_key(rest)]
    return _bare(word)


def _bare(word: str) -> str:
    """A word without article: as a table has it, else by rule."""
    return tables.words().get(name_key(word)) or by_rule(word)


def _heard(index: int, units: Sequence[tuple[str, str]]) -> str:
    """A unit with the t of a ta marbuta that is heard, since the word governs the next one."""
    latin, word = units[index]
    if not word.endswith("ة") or word.startswith(_WITH_ARTICLE) or index + 1 == len(units):
        return latin
    next_latin, following = units[index + 1]
    is_adjective = following.endswith("ية") and not following.startswith("ال")
    if is_adjective or next_latin[0].islower() or latin[-1] not in "ah":
        return latin
    return latin.removesuffix("h") + "t"
