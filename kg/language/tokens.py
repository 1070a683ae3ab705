"""Words, numbers and punctuation marks with their offsets in the original text.

The conventions are those of camel-tools' ``simple_word_tokenize(text, split_digits=True)``:
split at white space, and every punctuation mark or symbol is a token of its own. We differ where
a reader of news needs it:

- numbers with inner separators («80.000», «1,500», «10:30»), URLs, e-mail addresses, hashtags
  and @names are one token;
- a change of script is a boundary («موزعةDistributed»); digits stay with the Latin letters before
  them («G20») and part from Arabic ones («تشكيل1», «2015م»);
- invisible controls (direction marks, byte-order marks) at the edge of a word belong to no token;
- tatweel that does not follow a letter is a token, a dash; inside and after a word («لـ») it
  belongs to the word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg import arabic
from kg.model import Token

_ARABIC = (  # letters of the script, presentation forms included, without tatweel
    "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff"
    "\u0750-\u077f\u0870-\u0887\u08a0-\u08c9"
    "\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdc7\ufdf0-\ufdfb\ufe70-\ufefc"
)
_MARKS = (  # combining marks, Arabic and general
    "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff"
)
_INVISIBLE = "\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_OTHER_LETTER = rf"(?![{_ARABIC}ـ])[^\W\d_]"
_EMOJI_TAIL = r"(?:[\ufe0f\U0001f3fb-\U0001f3ff]|\u200d[\u2600-\u27bf\U0001f000-\U0001ffff])*"

_TOKEN = re.compile(
    "|".join(
        (
            # Arabic word
            rf"[{_ARABIC}](?:[{_ARABIC}{_MARKS}ـ]+|[{_INVISIBLE}]+(?=[{_ARABIC}{_MARKS}ـ]))*",
            # number
            r"\d+(?::\d\d(?!\d)|[.,٫٬]\d+)*",
            # URL
            rf"""(?i:https?://|www\.)[^\s{_ARABIC}<>"«»“”]*[^\W_]/?""",
            # e-mail address; the bounds keep hostile text from costing quadratic time
            r"[A-Za-z0-9][A-Za-z0-9_.+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}",
            # domain without www
            r"[A-Za-z][A-Za-z0-9-]{0,62}(?:\.[A-Za-z0-9-]{1,63}){0,8}"
            r"\.(?i:com|net|org|gov|edu|info|int|tv)"
            r"(?:\.[A-Za-z][A-Za-z](?![\w-]))?(?:/[\w./?=&%-]*[\w/])?(?![\w-])",
            # hashtag, @name
            rf"[#@](?=[^\W\d])[\w{_MARKS}]+",
            # word of another script
            rf"{_OTHER_LETTER}(?:{_OTHER_LETTER}|\d|[{_MARKS}]|[{_INVISIBLE}]+(?=[A-Za-z]))*",
            # dash of tatweel
            "ـ+",
            # flag
            r"[\U0001f1e6-\U0001f1ff]{2}",
            # punctuation mark, symbol, emoji
            rf"[^\s{_INVISIBLE}]{_EMOJI_TAIL}",
        )
    )
)


def spans(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The (start, end) of each token of ``text[start:end]``, in order, as offsets in ``text``."""
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        yield match.span()


def tokenise(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """The tokens of ``text[start:end]``; their offsets are offsets in ``text``.

    >>> [token.text for token in tokenise("بلغ 80.000 زائر، وفق (spa.gov.sa).")]
    ['بلغ', '80.000', 'زائر', '،', 'وفق', '(', 'spa.gov.sa', ')', '.']
    """
    return tuple(token(text, first, last) for first, last in spans(text, start, end))


def token(text: str, start: int, end: int) -> Token:
    """The token at ``[start, end)`` of ``text``, with its readings."""
    word = text[start:end]
    readings = arabic.readings(word, start)
    return Token(start, end, word, readings[0].normal, readings)
