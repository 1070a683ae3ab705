"""Text taken from printed pages: glyphs back to letters, and lam-alef put right.

Programs that read a PDF take pages from left to right, find shapes of letters (presentation
forms) and, where one glyph stands for «لا», often its two letters in the wrong order: «األربعاء»
for «الأربعاء».
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from kg.language import tables

_FILE = "swapped_words.tsv"
_COLUMNS = ("form", "source")
_FORMS = re.compile(r"[\ufb50-\ufdfb\ufe70-\ufefc]+")
_MARKS = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_BRACKETS = (("(", ")"), ("[", "]"), ("«", "»"))
# A run from left to right in a line from right to left, and what stands at its edges.
_LEFT_TO_RIGHT = re.compile(r"\u202a([^\u202a-\u202c\n]*)\u202c")
_EDGES = re.compile(r"([\s،؛؟.,:;!?»«()\-–]*)(.*?)([\s،؛؟.,:;!?»«()\-–]*)", re.S)
_LETTER = "\u0621-\u064a"
# No word begins with «اال», «األ», «اإل» or «اآل» but by such a swap; «لالتحاد» is «للاتحاد».
_ARTICLE = re.compile(rf"(?<![{_LETTER}])([وفبك]{{0,2}})ا([اأإآ])ل(?=[{_LETTER}])")
_ARTICLE_AFTER_LAM = re.compile(rf"(?<![{_LETTER}])([وف]?)ل([اأإآ])ل(?=[{_LETTER}]{{3}})")
_NO_WORD = re.compile(rf"(?<![{_LETTER}])([وف]?)ال(?![{_LETTER}])")


def repaired(text: str) -> str:
    """The text with letters for glyphs, without direction marks, and with lam-alef in order.

    Where no word shows that lam-alef was swapped, none is put right.

    >>> repaired("االقتصاد خالل األربعاء")
    'الاقتصاد خلال الأربعاء'
    """
    text = _FORMS.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    text = _MARKS.sub("", _LEFT_TO_RIGHT.sub(_turned, text))
    for opening, closing in _BRACKETS:
        text = _mirrored(text, opening, closing)
    if not _ARTICLE.search(text):
        return text
    text = _ARTICLE.sub(r"\1ال\2", text)
    text = _ARTICLE_AFTER_LAM.sub(r"\1لل\2", text)
    text = _NO_WORD.sub(r"\1لا", text)
    swapped = _swapped()
    return _pattern().sub(lambda match: swapped[match[0]], text)


def _mirrored(text: str, opening: str, closing: str) -> str:
    """The text with its brackets turned round, where most of them close before they open."""
    inside = rf"[^{re.escape(opening + closing)}\n]{{1,80}}"
    right = len(re.findall(re.escape(opening) + inside + re.escape(closing), text))
    turned = len(re.findall(re.escape(closing) + inside + re.escape(opening), text))
    if turned <= right:
        return text
    return text.translate({ord(opening): closing, ord(closing): opening})


def _turned(match: re.Match[str]) -> str:
    """The run with its edges as they are read: « 25» in a line of Arabic is «25 »."""
    edges = _EDGES.fullmatch(match[1])
    return f"{edges[3][::-1]}{edges[2]}{edges[1][::-1]}" if edges else match[1]


@cache
def _swapped() -> Mapping[str, str]:
    """Parts of words as they look with lam-alef swapped → the right ones."""
    forms = [form for _, (form, *_) in tables.read(_FILE, _COLUMNS)]
    return MappingProxyType({form.replace("لا", "ال"): form for form in forms})


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _swapped()), key=_longest_first)))


def _longest_first(form: str) -> tuple[int, str]:
    return -len(form), form
