"""Where sentences begin and end.

A sentence ends

- at a line break;
- at ``.`` ``!`` ``?`` ``؟``, also where no space follows («الاجتماعية.وعقب»), with the marks and
  closing quotes behind it; not inside brackets or a short quotation, and not after an
  abbreviation («د.», «أ. د.», «U.S.»), the number of a list item («1. …») or inside a number;
- at ``..``, ``…`` or ``؛`` only in a sentence that is already long: news joins clauses with these
  more often than it parts sentences;
- once it is very long, at a comma or, where there is none, between any two tokens, so that the
  cost of all that follows stays linear.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg import arabic
from kg.language.abbreviations import abbreviations

Span = tuple[int, int]

SHORT_QUOTATION = 40
"""Tokens up to which a quotation or bracket is kept in one sentence."""
ENOUGH_FOR_ELLIPSIS = 20
"""Tokens from which an ellipsis ends a sentence."""
ENOUGH_FOR_SEMICOLON = 80
"""Tokens from which a semicolon ends a sentence: lists of people run over several."""
MOST = 400
"""Tokens that a sentence never exceeds."""

_LINE_BREAKS = frozenset("\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
_STOPS = frozenset(".!?؟۔")
_SEMICOLONS = frozenset("؛;")
_ENDERS = _STOPS | _SEMICOLONS | {"…"}
_COMMAS = frozenset("،,؛;")
_GOES_ON = frozenset("،,؛;:")
_QUOTES = frozenset('«»"“”„‟″')
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_OPENING_BRACKETS = frozenset(_BRACKETS.values())
_PAIRED = _QUOTES | _OPENING_BRACKETS | _BRACKETS.keys()
_CLOSING_QUOTES = frozenset('"”»')
_YEAR_SUFFIXES = frozenset({"م", "ه"})


def split(text: str, spans: Sequence[Span]) -> Iterator[Sequence[Span]]:
    """The token spans of each sentence of ``text``, in order; every token is in one of them.

    ``spans`` are the (start, end) of the tokens of ``text``, in order.
    """
    first = 0
    for i in range(1, len(spans) + 1):
        if i == len(spans) or _breaks_line(text, spans[i - 1][1], spans[i][0]):
            yield from _Line(text, spans[first:i]).sentences()
            first = i


def _breaks_line(text: str, start: int, end: int) -> bool:
    return start < end and not _LINE_BREAKS.isdisjoint(text[start:end])


class _Line:
    """The tokens of one line, with what finding its sentences asks about them.

    ``letters`` holds the first letter of each token; ``closers`` the index of the closing
    mark of each short quotation or bracket that a token is inside of.
    """

    __slots__ = ("closers", "letters", "spans", "text")

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        self.text = text
        self.spans = spans
        self.letters = [text[start] for start, _ in spans]
        self.closers = _closers(self.letters, text, spans)

    def sentences(self) -> Iterator[Sequence[Span]]:
        first = i = 0
        while i < len(self.spans):
            end = self._end(i, first) if self.letters[i] in _ENDERS else None
            if end is None and i + 1 - first >= MOST:
                end = self._cut(first, i + 1)
            if end is None:
                i += 1
            else:
                yield self.spans[first:end]
                first = i = end
        if first < len(self.spans):
            yield self.spans[first:]

    def _end(self, i: int, first: int) -> int | None:
        """The index after the sentence that token ``i`` ends; None where it ends none."""
        letter = self.letters[i]
        if letter in _SEMICOLONS:
            return self._past_closers(i, i + 1) if i + 1 - first >= ENOUGH_FOR_SEMICOLON else None
        if i > first and self.letters[i - 1] in _STOPS and self._is_attached(i):
            return None  # the run of stops was judged at its first
        after = i + 1
        while self._is_attached(after) and self.letters[after] in _STOPS:
            after += 1
        if self._goes_on(after):
            return None
        if letter == "…" or self.letters[i:after].count(".") > 1:
            return self._past_closers(i, after) if after - first >= ENOUGH_FOR_ELLIPSIS else None
        if letter == "." and not self._is_full_stop(i, first):
            return None
        return self._past_closers(i, after)

    def _past_closers(self, i: int, after: int) -> int | None:
        """``after``, moved past closing quotes and stops; None in a quotation that goes on."""
        closer = self.closers.get(i)
        if closer is None:
            while self._is_closing_quote(after):
                after += 1
            return self._past_stops(after)
        if closer != after:
            return None
        if self.letters[closer] in _BRACKETS or self._goes_on(closer + 1):
            return None if closer + 1 < len(self.spans) else len(self.spans)
        return self._past_stops(closer + 1)

    def _past_stops(self, after: int) -> int:
        while after < len(self.spans) and self.letters[after] in _STOPS:
            after += 1
        return after

    def _goes_on(self, i: int) -> bool:
        return i < len(self.spans) and self.letters[i] in _GOES_ON

    def _is_attached(self, i: int) -> bool:
        """Whether no space parts token ``i`` from the one before."""
        return 0 < i < len(self.spans) and self.spans[i - 1][1] == self.spans[i][0]

    def _is_closing_quote(self, i: int) -> bool:
        """Whether token ``i`` is a quote that hangs on what precedes, not on what follows."""
        if not self._is_attached(i) or self.letters[i] not in _CLOSING_QUOTES:
            return False
        return not (self._is_attached(i + 1) and self.letters[i + 1].isalnum())

    def _token(self, i: int) -> str:
        if not 0 <= i < len(self.spans):
            return ""
        start, end = self.spans[i]
        return self.text[start:end]

    def _normal(self, i: int) -> str:
        return arabic.normal_form(self._token(i))

    def _is_full_stop(self, i: int, first: int) -> bool:
        """Whether the single ``.`` at ``i`` may end a sentence, by the tokens beside it."""
        if i + 1 == len(self.spans):
            return True
        if i == first:
            return False
        before, after = self._token(i - 1), self._token(i + 1)
        if not self._is_attached(i):
            # «عام .2015»: a stop written on the wrong side of a number at the end of its sentence
            return not (after.isdigit() and self._is_attached(i + 1))
        if before.isdigit():
            is_item = i - 1 == first and len(before) <= 3
            is_parted_number = after.isdigit() and not _is_year(before)
            return not (is_item or is_parted_number)
        if arabic.is_arabic(before):
            return not self._is_abbreviated(i)
        is_initial = len(before) == 1 and before.isalpha() and after.isascii()
        is_inside_name = self._is_attached(i + 1) and before.isascii() and after[0].islower()
        return not (is_initial or is_inside_name or self._is_abbreviated(i))

    def _is_abbreviated(self, i: int) -> bool:
        word, after = self._normal(i - 1), self._token(i + 1)
        if word in _YEAR_SUFFIXES and self._token(i - 2).isdigit():
            return False
        conditions = abbreviations()
        condition = conditions.get(word)
        return (
            condition == "any"
            or (condition == "arabic" and arabic.is_arabic(after))
            or (condition == "latin" and after.isascii() and after.isalpha())
            or (condition == "number" and after.isdigit())
            # «جي. كيه. رولينج», but not «قناة سي إن إن.»
            or (condition == "initial" and conditions.get(self._normal(i - 2)) != "initial")
        )

    def _cut(self, first: int, end: int) -> int:
        """Where to cut a sentence grown too long: after the last comma of its second half."""
        for i in range(end - 1, first + (end - first) // 2, -1):
            if self.letters[i] in _COMMAS:
                return i + 1
        return end


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and 1300 <= int(digits) <= 2100


def _closers(letters: Sequence[str], text: str, spans: Sequence[Span]) -> dict[int, int]:
    """Token index → index of the closing mark, for tokens in short quotations and brackets.

    A guillemet tells by its shape whether it opens; other quotes are told by the spaces beside
    them and, where these do not tell, close what is open. Unmatched ones are left alone.
    """
    open_quotes: list[int] = []
    open_brackets: list[int] = []
    closers: dict[int, int] = {}
    for i, letter in enumerate(letters):
        if letter not in _PAIRED:
            continue
        if letter in _OPENING_BRACKETS:
            open_brackets.append(i)
        elif letter in _BRACKETS:
            if open_brackets:
                _guard(closers, open_brackets.pop(), i)
        elif _opens(letter, text, spans[i], bool(open_quotes)):
            open_quotes.append(i)
        elif open_quotes:
            _guard(closers, open_quotes.pop(), i)
    return closers


def _guard(closers: dict[int, int], opener: int, closer: int) -> None:
    if closer - opener <= SHORT_QUOTATION:
        closers.update(dict.fromkeys(range(opener + 1, closer), closer))


def _opens(letter: str, text: str, span: Span, is_open: bool) -> bool:
    if letter in "«»":
        return letter == "«"
    before, after = text[span[0] - 1 : span[0]], text[span[1] : span[1] + 1]
    parted_before = not before or before.isspace() or before in "([:«"
    parted_after = not after or not (after.isalnum() or after in "«(")
    if parted_before != parted_after:
        return parted_before
    return not is_open
