"""Sounds: one key for the spellings of a foreign name, in Arabic and in Latin letters.

A name that comes from another language has no one spelling in Arabic: «سمارت سيتي», «سمارت ستي»;
«لاغارد», «لاجارد»; «IBM», «آي بي إم», «أي بي إم». Its key keeps the consonants, one sign for all
letters by which writers render one sound, and drops vowels. The method is that of Soundex and its
kin; the table is our own (``data/resolution/sounds.tsv``).

Arabic names must not be compared so: «سالم» and «سليم» are two men. :func:`is_foreign` says for
which words it may be done.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from kg.arabic import is_arabic, normal_form
from kg.errors import LexiconError
from kg.language import tables

SHIPPED = Path(__file__).parent.parent / "data" / "resolution" / "sounds.tsv"
_NAMES = Path(__file__).parent.parent / "data" / "lexicons"
_NAME_FILES = ("given_names.tsv", "family_names.tsv")

_COLUMNS = ("letters", "class", "sign", "source")
_CLASSES = frozenset({"arabic", "latin", "letter", "name"})
_NO_SIGN = "-"

_WORD = re.compile(r"\w+")
_ACRONYM = re.compile(r"[a-z]{2,6}")
_ARTICLES = ("ال", "لل", "وال", "بال", "كال")
_OF_ARABIC_ONLY = frozenset("عحصضظءذث")
"""Letters for sounds that the languages of foreign names hardly have."""
_VOWELS = frozenset("اويaeiouwy")
_LIKE = {"ا": set("aeu"), "و": set("ouw"), "ي": set("aeiy")}
"""Latin vowels for which each Arabic one is written («Facebook»: فيسبوك)."""
_LONG_WORD = 5
_G = str.maketrans("ج", "غ")


@dataclass(frozen=True, slots=True)
class Sounds:
    """The table: signs of letters by script, of Latin letters in acronyms, and of their names."""

    arabic: Mapping[str, str]
    latin: Mapping[str, str]
    letter: Mapping[str, str]
    name: Mapping[str, str]


@cache
def shipped() -> Sounds:
    """The table that comes with kg. Raises LexiconError where it is broken."""
    found: dict[str, dict[str, str]] = {name: {} for name in _CLASSES}
    text = SHIPPED.read_text(encoding="utf-8")
    for number, (letters, cls, sign, source) in tables.parse(text, SHIPPED.name, _COLUMNS):
        if cls not in _CLASSES or not (letters and sign and source):
            raise LexiconError(
                f"{SHIPPED}, line {number}: found the class {cls!r} or an empty cell"
            )
        key = letters if cls in {"latin", "letter"} else normal_form(letters)
        found[cls][key] = "" if sign == _NO_SIGN else sign
    return Sounds(**found)


@lru_cache(maxsize=1 << 17)
def sound_keys(name: str) -> tuple[str, ...]:
    """The keys of a name: its consonants by their signs, run together; of an acronym its letters.

    A short Latin word may be either, so it has both keys. Those of acronyms are in capitals.

    >>> sound_keys("سمارت سيتي") == sound_keys("سمارت ستي") == sound_keys("Smart City")
    True
    >>> set(sound_keys("آي بي إم")) & set(sound_keys("IBM"))
    {'ABM'}
    """
    known = shipped()
    words = _WORD.findall(normal_form(name))
    if len(words) > 1 and all(word in known.name for word in words):
        return ("".join(known.name[word] for word in words),)
    sound = "".join(map(word_key, words))
    found = (sound,) if sound else ()
    if len(words) == 1 and _ACRONYM.fullmatch(words[0]):
        return (*found, "".join(known.letter[letter] for letter in words[0].upper()))
    return found


@lru_cache(maxsize=1 << 17)
def word_key(word: str) -> str:
    """The consonants of one word in normal form."""
    return "".join(sign for sign, _ in _sounds(word))


def _sounds(word: str) -> list[tuple[str, str]]:
    """The consonants of a word by their signs, each with the letters of vowels behind it.

    What stands before the first consonant goes with an empty sign.
    """
    known = shipped()
    signs = known.arabic if is_arabic(word) else known.latin
    found: list[tuple[str, str]] = [("", "")]
    at = 0
    while at < len(word):
        size = next((n for n in (3, 2, 1) if word[at : at + n] in signs), 1)
        letters = word[at : at + size]
        sign = signs.get(letters, "")
        vowels = "".join(letter for letter in letters if letter in _VOWELS)
        if not sign:
            found[-1] = (found[-1][0], found[-1][1] + vowels)
        elif found[-1] != (sign, "") or letters[0] != word[at - 1]:
            # A double letter is written for one sound.
            found += [*((part, "") for part in sign[:-1]), (sign[-1], vowels)]
        at += size
    return found


def have_like_vowels(latin: str, arabic: str) -> bool:
    """Whether each vowel that the Arabic spelling writes is one that the Latin one has there.

    An Arabic spelling may leave any vowel out. Words that have other consonants have none alike.
    """
    ours, theirs = _sounds(arabic), _sounds(latin)
    if [sign for sign, _ in ours] != [sign for sign, _ in theirs]:
        return False
    return all(
        not vowels or any(_LIKE.get(vowel, {vowel}) & set(there) for vowel in vowels)
        for (_, vowels), (_, there) in zip(ours, theirs, strict=True)
    )


def is_one_vowel_more(a: str, b: str) -> bool:
    """Whether of two words the longer one has one vowel more («تشيلسي», «تشلسي»)."""
    short, long = sorted((a, b), key=len)
    return len(short) >= _LONG_WORD and any(
        long[at] in _VOWELS and long[:at] + long[at + 1 :] == short for at in range(len(long))
    )


def is_foreign(word: str, *, opens: bool = False) -> bool:
    """Whether a word in normal form may come from another language, by its letters.

    A word of Arabic letters that begins with the article or has a letter for a sound of Arabic
    alone is taken for Arabic, so are the names of people that the lexicons know. What ``opens`` a
    longer name has no article («ألكسيس», in normal form «الكسيس»).
    """
    if not is_arabic(word):
        return True
    return not (
        (word.startswith(_ARTICLES) and not opens)
        or word.endswith("ه")
        or _OF_ARABIC_ONLY.intersection(word)
        or word in _known_names()
    )


@cache
def _known_names() -> frozenset[str]:
    found = set()
    for file in _NAME_FILES:
        text = (_NAMES / file).read_text(encoding="utf-8")
        for _, (form, *_) in tables.parse(text, file, ("form", "class", "features", "source")):
            found.add(normal_form(form))
    return frozenset(found)


def is_variant(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two rows of words in normal form may be spellings of one foreign name.

    What differs must be foreign, on one side at least: a known name has known spellings, and
    where both are known they are two names. Words may be parted otherwise («فيس بوك»).
    """
    differing_a = [word for word in a if word not in b]
    differing_b = [word for word in b if word not in a]
    if not differing_a or not differing_b:
        return False
    if word_keys(differing_a) != word_keys(differing_b):
        return False
    pairs = ((a, differing_a), (b, differing_b))
    has_article = any(
        word.startswith(_ARTICLES) and not _opens(word, name)
        for name, differing in pairs
        for word in differing
    )
    return not has_article and any(
        all(is_foreign(word, opens=_opens(word, name)) for word in differing)
        for name, differing in pairs
    )


def _opens(word: str, name: Sequence[str]) -> bool:
    return len(name) > 1 and word == name[0]


def same_but_for_g(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether names differ only in the letter that stands for a foreign g («لاغارد», «لاجارد»)."""
    return "".join(a).translate(_G) == "".join(b).translate(_G)


def word_keys(words: Sequence[str]) -> str:
    """The consonants of several words, run together."""
    return "".join(map(word_key, words))
