"""Words in Latin letters by rule: letter by letter, with vowels where Arabic leaves them out.

Vowels come by syllables: no word begins with two consonants, none has three in a row, none ends
in two. What the shape of a word tells of its vowels («استقبال», «مقاومة») is put in before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from kg.romanization.tables import consonants

_SILENT = "-"
_VOWELS: Mapping[str, str] = MappingProxyType(
    {"ا": "a", "أ": "a", "ى": "a", "ة": "a", "إ": "i", "ئ": "i", "آ": "a", "ؤ": "u"}
    | {"\u064e": "a", "\u064f": "u", "\u0650": "i"}
)
_A, _U, _I = "\u064e\u064f\u0650"
_HINTS = tuple(
    # Vowels that the shape of a word tells, written as their marks.
    (re.compile(pattern), vowelled)
    for pattern, vowelled in (
        (r"^[اإ]ي(?![اوية]|$)", "إ"),  # إيران Iran
        (r"^[اأ]و(?![اوية]|$)", _U),  # أوروبا Uruba
        (r"(?<=[^اأإ])ئي", f"{_A}ئ"),  # رئيس Rais
        (r"ئي", "ئ"),  # إسرائيل Israil
        (r"ؤو", "ؤ"),
        (r"اة$", "ات"),  # زكاة Zakat
        (r"(?<=..)ية$", f"{_I}ية"),  # علمية Ilmiya
        (r"^م(?=ت[^ا].|ست..|[^اويتؤ]ت[^اويى].)", f"م{_U}"),  # متوسط, مستقبل, مجتمع: Mu-
        (r"^م(.ا.)(?=.(?:ة|ات)$)", rf"م{_U}\1{_A}"),  # مقاومة Muqawama
        (r"^تو(?=.ي.$)", f"ت{_A}و"),  # توحيد Tawhid
        (r"^مو(?=[^ايو]{2}$)", f"م{_A}و"),  # موقع Mawqi
        (r"^(.)ي(?=[^ايو]ة?$)", rf"\1{_A}ي"),  # زيد Zayd
    )
)
_VERBAL_NOUN = re.compile(r"^ا[^اويىة]{2}.*ا|^ات[^اويىة]ا")  # اجتماع, استقبال, اتحاد
_GLIDES: Mapping[str, tuple[str, str]] = MappingProxyType({"و": ("w", "u"), "ي": ("y", "i")})


@lru_cache(maxsize=1 << 16)
def by_rule(word: str) -> str:
    """A word by its letters alone, with vowels put in: حسن Hasan, خالد Khalid, مركز Markaz."""
    short = "i" if _VERBAL_NOUN.match(word) else "a"
    if short == "i":
        word = "إ" + word[1:]
    for pattern, vowelled in _HINTS:
        word = pattern.sub(vowelled, word)
    segments = _segments(word)
    letters: list[str] = []
    is_open = False  # whether the last consonant still waits for its vowel
    for index, (letter, is_vowel) in enumerate(segments):
        if is_vowel:
            letters.append(letter)
            is_open = False
            continue
        if is_open:
            letters.append("i" if letter == "y" else short)
        was_consonant = index > 0 and not segments[index - 1][1]
        is_open = index == 0 or (was_consonant and not is_open)
        letters.append(letter)
    if is_open and len(segments) > 1 and segments[-2][0] not in {"w", "y"}:
        letters.insert(-1, "i" if segments[-3:-2] == [("a", True)] else short)
    return "".join(letters).replace(_SILENT, "").capitalize()


def _segments(word: str) -> list[tuple[str, bool]]:
    """The letters as (sound, whether it is a vowel)."""
    found: list[tuple[str, bool]] = []
    for index, letter in enumerate(word):
        before_vowel = index + 1 < len(word) and word[index + 1] in _VOWELS
        if letter in _GLIDES:
            consonant, vowel = _GLIDES[letter]
            is_vowel = bool(found) and not found[-1][1] and not before_vowel
            found.append((vowel, True) if is_vowel else (consonant, False))
        elif letter in _VOWELS:
            found.append((_VOWELS[letter], True))
        else:
            found.append((consonants().get(letter, _SILENT), False))
    return found
