"""Arabic letters: the normal form by which words are compared, and proclitics.

Everything here is pure: text in, text out. The normal form is made with camel-tools'
Unicode, alef, alef maksura and ta marbuta normalizers, each applied once to each distinct
character and kept in a translation table: calling them on every word is slow. Diacritics
are dropped by Unicode category, which covers all that camel-tools' ``dediac_ar`` drops;
importing that module takes half a second, so only the tests do, to hold us to it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from kg.model import Reading

_TATWEEL = "ـ"

_NEAREST = {
    # Letters of Persian, Urdu, Kurdish, Uyghur, Sindhi and the Maghreb → the nearest Arabic
    # letter, by the base shape in the Unicode code chart "Arabic". Before camel-tools'
    # normalizers, so that what becomes ى or ة goes on to ي or ه.
    letter: nearest
    for nearest, letters in {
        "ا": "ٲٳٵ",
        "ب": "ٮپٻڀ",
        "ت": "ٹٺټٽٿ",
        "ج": "چڃڄڇڿ",
        "ح": "ځڂڅ",
        "د": "ڈډڊڋڌڍڎڏڐۮ",
        "ر": "ڑڒړڔڕږڗۯ",
        "ز": "ژڙ",
        "س": "ښڛڜ",
        "ش": "ۺ",
        "ص": "ڝڞ",
        "ض": "ۻ",
        "ط": "ڟ",
        "غ": "ڠۼ",
        "ف": "ڡڢڣڤڥڦݠݡ",
        "ق": "ٯڧڨ",
        "ك": "کڪګڬڭڮگڰڱڲڳڴݢݣݤ",
        "ل": "ڵڶڷڸ",
        "ن": "ںڻڼڽ",
        "ه": "ھہۂۃۀەۿ",
        "و": "ۄۅۆۇۈۉۊۋۏ",
        "ي": "ؠیۍێېۑےۓ",
    }.items()
    for letter in letters
}
_OTHERS = {
    "٫": ".",
    "٬": ",",
    "٪": "%",
    "\u2028": "\n",
    "\u2029": "\n",
    "\x85": "\n",
    "\u0674": "",  # high hamza, which NFKC splits off Kazakh letters
    _TATWEEL: "",
}
# Isolated forms of diacritics, which NFKC would turn into a space and a diacritic.
_ISOLATED = dict.fromkeys([*range(0xFC5E, 0xFC64), *range(0xFE70, 0xFE80, 2)])
_ARABIC_BLOCKS = (
    (0x600, 0x6FF),
    (0x750, 0x77F),
    (0x870, 0x8FF),
    (0xFB50, 0xFDFF),
    (0xFE70, 0xFEFC),
)

# A letter with what may combine with it or vanish: marks, invisible controls, Korean vowels.
_CLUSTER = re.compile(
    r".[\xad\u0300-\u036f\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u08d3-\u08ff"
    r"\u0900-\u0dff\u1160-\u11ff\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\uff9e\uff9f]*",
    re.DOTALL,
)
# Text in which every character gives one normal letter or, the vanishing ones, none.
_VANISHING = "ـً-ْٰ"
_SIMPLE = re.compile(rf"[\t\n -~«»–—‘’“”،؛؟ء-غف-ي٠-٩{_VANISHING}]*")
_KEPT = re.compile(rf"[^{_VANISHING}]")
_WORD_OR_SPACE = re.compile(r"\s|\S+")
_PLAIN = re.compile(r"[ء-غف-ي]+")
_LETTER = re.compile(
    r"[\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06fa-\u06fc\u0750-\u077f"
    r"\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdfb\ufe70-\ufefc]"
)

_CONJUNCTIONS = "وف"
_PREPOSITIONS = "بلك"


class _NormalLetters(dict[int, str]):
    """Code point → normal form of that character, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        normal = _normal_letter(chr(code))
        while (again := "".join(map(_normal_letter, normal))) != normal:
            normal = again
        self[code] = normal
        return normal


_NORMAL_LETTERS = _NormalLetters()


def normal_form(text: str) -> str:
    """The form of ``text`` by which words are compared; idempotent.

    NFKC, presentation forms included; diacritics, tatweel and invisible controls dropped;
    أ إ آ ٱ → ا, ى → ي, ة → ه; Persian, Urdu and Maghrebi letters → the nearest Arabic one;
    digits of all scripts → ASCII; lower case; no-break spaces → spaces.

    >>> normal_form("إدارةُ الـمَـدِينة ٢٠١٧")
    'اداره المدينه 2017'
    """
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text.translate(_ISOLATED))
    text = text.translate(_NORMAL_LETTERS)
    # What was dropped may have stood between a letter and its accent.
    return text if unicodedata.is_normalized("NFKC", text) else normal_form(text)


def aligned_normal_form(text: str) -> tuple[str, tuple[int, ...]]:
    """The normal form of ``text`` and where each of its letters comes from.

    ``offsets[i]`` is the offset in ``text`` (code points) of normal letter ``i``; there is
    one more offset for the end, ``len(text)``.

    >>> aligned_normal_form("لـِلّه")
    ('لله', (0, 3, 5, 6))
    """
    if _SIMPLE.fullmatch(text):
        kept = [match.start() for match in _KEPT.finditer(text)]
        return normal_form(text), (*kept, len(text))
    for pieces in (_CLUSTER, _WORD_OR_SPACE):
        letters: list[str] = []
        offsets: list[int] = []
        for piece in pieces.finditer(text):
            start, end = piece.span()
            normal = normal_form(piece[0])
            letters.append(normal)
            kept = [i for i in range(start, end) for _ in _NORMAL_LETTERS[ord(text[i])]]
            # Letters that combined into others all come from the first of them.
            offsets += kept if len(kept) == len(normal) else [start] * len(normal)
        offsets.append(len(text))
        if (joined := "".join(letters)) == normal_form(text):
            break
    return joined, tuple(offsets)


@lru_cache(maxsize=1 << 17)
def name_key(text: str) -> str:
    """The normal form without punctuation and quotes, with single spaces: for comparing names.

    Punctuation parts words («المدن-الذكية»); the plus sign stays («أوبك+»).

    >>> name_key('"قمّة  المدن الذكيّة"')
    'قمه المدن الذكيه'
    """
    normal = normal_form(text)
    kept = [" " if unicodedata.category(c)[0] in "PS" and c != "+" else c for c in normal]
    return " ".join("".join(kept).split())


def is_arabic(text: str) -> bool:
    """Whether ``text`` has a letter of the Arabic script."""
    return _LETTER.search(text) is not None


def readings(text: str, start: int) -> tuple[Reading, ...]:
    """All ways to read the token ``text`` that begins at offset ``start`` of the document.

    The token as it stands comes first, then every peeling of proclitics that leaves two
    letters or more, shortest first: و ف, then ب ل ك, alone or one of each («وب», «فل», …);
    «لل» also with the article that it hides. The article itself, and س of the future, are
    not peeled. Which reading is right is for others to decide.

    >>> [(r.proclitics, r.start, r.normal) for r in readings("وبالمدينة", 10)]
    [('', 10, 'وبالمدينه'), ('و', 11, 'بالمدينه'), ('وب', 12, 'المدينه')]
    >>> [r.normal for r in readings("للجنة", 0)]
    ['للجنه', 'لجنه', 'الجنه', 'اللجنه']
    """
    peelings = _peelings(text)
    if len(peelings) == 1:  # most tokens; a quick way for them
        return (Reading("", start, peelings[0][2]),)
    return tuple(
        [Reading(proclitics, start + offset, rest) for proclitics, offset, rest in peelings]
    )


@lru_cache(maxsize=1 << 16)
def _peelings(text: str) -> tuple[tuple[str, int, str], ...]:
    """(proclitics, offset of the rest in ``text``, normal form of the rest), the whole first."""
    if _PLAIN.fullmatch(text):
        normal, offsets = normal_form(text), tuple(range(len(text) + 1))
    else:
        normal, offsets = aligned_normal_form(text)
    whole = ("", 0, normal or "-")  # what leaves nothing is a dash made of tatweel
    if len(normal) < 3 or not _PLAIN.fullmatch(normal):
        return (whole,)
    cuts = []
    after_conjunction = 1 if normal[0] in _CONJUNCTIONS else 0
    if after_conjunction:
        cuts.append(1)
    if normal[0] in _PREPOSITIONS:
        cuts.append(1)
    elif after_conjunction and normal[1] in _PREPOSITIONS:
        cuts.append(2)
    peeled = [
        (normal[:cut], offsets[cut], rest)
        for cut in cuts
        if len(normal) - cut >= 2
        for rest in _rests(normal, cut)
    ]
    return (whole, *peeled)


def _rests(normal: str, cut: int) -> list[str]:
    """What may stand after the proclitics ``normal[:cut]``.

    «للمكتب» hides the alef of the article (المكتب), «للجنة» also one lam (اللجنة); and the second
    lam may be the word's own (للبنان).
    """
    rest = normal[cut:]
    if normal[cut - 1] != "ل" or rest[0] != "ل":
        return [rest]
    return [rest, "ا" + rest, "ال" + rest]


def _normal_letter(letter: str) -> str:
    from camel_tools.utils import normalize

    if letter in _OTHERS:
        return _OTHERS[letter]
    if _vanishes(letter):
        return ""
    steps: tuple[Callable[[str], str], ...] = (
        normalize.normalize_unicode,
        normalize.normalize_alef_ar,
        normalize.normalize_alef_maksura_ar,
        normalize.normalize_teh_marbuta_ar,
    )
    letter = _NEAREST.get(letter, letter)
    for step in steps:
        letter = step(letter)
    if letter.isdecimal() and len(letter) == 1:
        return str(unicodedata.decimal(letter))
    return letter.lower()


def _vanishes(letter: str) -> bool:
    """Whether ``letter`` is an Arabic diacritic, a variation selector or an invisible control."""
    category = unicodedata.category(letter)
    if category == "Mn":
        code = ord(letter)
        return 0xFE00 <= code <= 0xFE0F or any(a <= code <= b for a, b in _ARABIC_BLOCKS)
    return category == "Cf" or (category == "Cc" and not letter.isspace())
