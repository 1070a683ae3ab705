"""The parts of a news text: headline, sub-headings, captions, bylines, datelines and footers.

The text stays as it is: parts are spans in it. A byline and a dateline are about the text and no
part of what it tells: their cities, agencies and reporters are metadata and take part in
nothing, so :func:`body` leaves their words out, and those of a footer (keywords, a link).
Headlines and captions do tell, and stay.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kg.gazetteer import Gazetteer
from kg.language import foreign
from kg.language.credits import CreditReader, Credits
from kg.language.dates import find_dates
from kg.language.tokens import tokenise
from kg.lexicons import Lexicons
from kg.model import Sentence

HEADLINE_WORDS = 22
"""Words that a headline has at most."""
SUBHEADING_WORDS = 9
CREDIT_WORDS = 14
CAPTION_WORDS = 30
PARAGRAPH_WORDS = 12
"""Words from which a line is a paragraph, beside which others are headings."""
BEGINNING = 120
"""Characters in which the dateline of a paragraph must end."""
FIRST_LINES = 4
"""Lines in which bylines and datelines are looked for, and as many at the end."""

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_STOP = re.compile(r"[.؟?!،,؛;:…»\"”)\]]\s*$")
_CAPTION = re.compile(
    r"\s*[(\[«]?\s*(?:صورة|الصورة|في الصورة|صور|لقطة|جانب من|من اليمين|من اليسار|تعليق الصورة)\b"
    r"[^.]*"
)
_CREDIT_BEHIND = re.compile(r"\(([^()\n]{2,40})\)\s*\.?\s*$")
_MARK = re.compile(r"[-–—―ـ/|):]")
_FOOTER = re.compile(
    r"(?:\A|[\n.؟!»”…:])[^\S\n]*"
    r"((?:سمات|وسوم|الوسوم|(?:ال)?كلمات (?:ال)?(?:مفتاحية|دلالية)|رابط الخبر)\b[^\n]{1,400})\Z"
)
"""«سمات: الاستثمار دبي القمة», «رابط الخبر بصحيفة …»: what a page puts behind the last sentence."""
_INVISIBLE = "\u200e\u200f\u202a\u202b\u202c\ufeff"


class Kind(StrEnum):
    """What a part of a text is."""

    HEADLINE = "headline"
    SUBHEADING = "subheading"
    CAPTION = "caption"
    BYLINE = "byline"
    DATELINE = "dateline"
    FOOTER = "footer"


_UNTOLD = frozenset({Kind.BYLINE, Kind.DATELINE, Kind.FOOTER})
"""Parts that are about the text, and no part of what it tells."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part at ``[start, end)`` of the text."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Structure:
    """The parts of a text, in order, and what they say about it; None where they say nothing."""

    parts: tuple[Part, ...] = ()
    title: str | None = None
    author: str | None = None
    agency: str | None = None
    city: str | None = None
    date: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with something in it.

    ``start`` is where its first visible letter stands; ``words`` counts its words.
    """

    start: int
    text: str
    words: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def is_paragraph(self) -> bool:
        return self.words >= PARAGRAPH_WORDS


def find(text: str, lexicons: Lexicons, gazetteer: Gazetteer) -> Structure:
    """The structure of ``text``; takes time in proportion to it."""
    lines = list(_lines(text))
    credits = dict(_credits(lines, CreditReader(lexicons, gazetteer)))
    headline = _headline(lines, credits)
    parts = [
        Part(_kind(one), lines[i].start, lines[i].start + one.end) for i, one in credits.items()
    ]
    if headline is not None:
        parts.append(Part(Kind.HEADLINE, lines[0].start, lines[0].end))
    if footer := _FOOTER.search(text.rstrip()):
        parts.append(Part(Kind.FOOTER, footer.start(1), footer.end(1)))
    story = next((i for i, line in enumerate(lines) if line.is_paragraph), len(lines))
    for i, line in enumerate(lines):
        if i in credits or (i == 0 and headline is not None):
            continue
        if _is_caption(line):
            parts.append(Part(Kind.CAPTION, line.start, line.end))
        elif i > story and _is_heading(lines, i):
            parts.append(Part(Kind.SUBHEADING, line.start, line.end))
    return Structure(
        parts=tuple(sorted(parts, key=lambda part: part.start)),
        title=headline,
        author=_first(credits.values(), "author", "writer", "name"),
        agency=_first(credits.values(), "agency", "paper"),
        city=_first(credits.values(), "city"),
        date=_date(credits.values()),
    )


def body(text: str, sentences: Iterable[Sentence], structure: Structure) -> tuple[Sentence, ...]:
    """The sentences without bylines, datelines, footers and passages in other languages.

    A sentence begins and ends with a token still; one of which nothing is left is dropped.
    """
    left_out = [(part.start, part.end) for part in structure.parts if part.kind in _UNTOLD]
    left_out += [(passage.start, passage.end) for passage in foreign.passages(text)]
    if not left_out:
        return tuple(sentences)
    return tuple(_without(sentences, sorted(left_out)))


def _without(sentences: Iterable[Sentence], spans: Sequence[tuple[int, int]]) -> Iterator[Sentence]:
    for sentence in sentences:
        near = [span for span in spans if span[0] < sentence.end and sentence.start < span[1]]
        if not near:
            yield sentence
            continue
        tokens = tuple(
            token
            for token in sentence.tokens
            if not any(start <= token.start < end for start, end in near)
        )
        if tokens:
            yield Sentence(tokens[0].start, tokens[-1].end, tokens)


def _lines(text: str) -> Iterator[_Line]:
    for match in _LINE.finditer(text):
        line = match[0]
        shown = line.strip().strip(_INVISIBLE).strip()
        if shown:
            yield _Line(match.start() + line.index(shown), shown, len(shown.split()))


def _credits(lines: Sequence[_Line], reader: CreditReader) -> Iterator[tuple[int, Credits]]:
    """Lines, by index, that are or begin with credits: near the top, and at the end."""
    top = range(min(FIRST_LINES, len(lines)))
    for i in top:
        beginning = lines[i].text[:BEGINNING]
        if lines[i].words > CREDIT_WORDS and not _MARK.search(beginning):
            continue
        found = reader.read(beginning)
        if found and (
            _is_byline(found, lines, i)
            if found.is_whole and len(lines[i].text) <= BEGINNING
            else _is_dateline(found, lines[i])
        ):
            yield i, found
            if not found.is_whole:
                return  # the story has begun
    for i in range(max(FIRST_LINES, len(lines) - 2), len(lines)):
        if lines[i].words <= CREDIT_WORDS:
            found = reader.read(lines[i].text)
            if found and found.is_whole and _is_byline(found, lines, i):
                yield i, found


def _is_byline(found: Credits, lines: Sequence[_Line], i: int) -> bool:
    """Whether a line of credits alone can be one: «الرياض: محمد العتيبي», «وام», «كتب: …»."""
    if lines[i].words > CREDIT_WORDS or len(lines) == 1:
        return False
    roles = [credit.role for credit in found.credits]
    if len(roles) == 1 and roles[0] in {"city", "author", "paper", "label", "writer"}:
        # Alone it is one only between the headline and the story.
        after = lines[i + 1] if i + 1 < len(lines) else None
        return i in (1, 2) and after is not None and after.is_paragraph
    return _is_told(roles)


def _is_dateline(found: Credits, line: _Line) -> bool:
    """Whether a paragraph can begin so: «دبي – وام: …», «سبق- الرياض: …», «القاهرة - …»."""
    if len(line.text[found.end :].split()) < 4:
        return False
    roles = [credit.role for credit in found.credits]
    # A country and a colon begin headlines: «الإمارات: إحالة متهمين».
    return _is_told(roles) or (roles == ["city"] and line.is_paragraph)


def _is_told(roles: Sequence[str]) -> bool:
    """Whether these together are about the text: an agency, or a place with something more."""
    if "agency" in roles or "picture" in roles:
        return True
    people = roles.count("author") + roles.count("name")
    rest = [role for role in roles if role not in {"city", "place"}]
    if not rest or people > 2:
        return False
    is_placed = len(rest) < len(roles)
    return is_placed or (len(rest) > 1 and ("paper" in rest or "writer" in rest))


def _headline(lines: Sequence[_Line], credits: dict[int, Credits]) -> str | None:
    """The first line, where it is no sentence and a paragraph follows."""
    if len(lines) < 2 or 0 in credits or lines[0].words > HEADLINE_WORDS or lines[0].words < 2:
        return None
    following = next((line for i, line in enumerate(lines) if i and i not in credits), None)
    followed = following or next((lines[i] for i in credits if not credits[i].is_whole), None)
    if followed is None or not followed.is_paragraph or followed.words <= lines[0].words:
        return None
    if lines[0].text[-1] in ".،,؛;:" and not lines[0].text.endswith(".."):
        return None
    return lines[0].text


def _is_heading(lines: Sequence[_Line], i: int) -> bool:
    """Whether a line inside the story is a heading: short, no sentence, a paragraph follows."""
    line = lines[i]
    return (
        1 < line.words <= SUBHEADING_WORDS
        and i + 1 < len(lines)
        and lines[i + 1].is_paragraph
        and line.text[0].isalpha()
        and not _STOP.search(line.text)
    )


def _is_caption(line: _Line) -> bool:
    if line.words > CAPTION_WORDS:
        return False
    behind = _CREDIT_BEHIND.search(line.text)
    return bool(_CAPTION.fullmatch(line.text) or (behind and "تصوير" in behind[1]))


def _kind(found: Credits) -> Kind:
    roles = {credit.role for credit in found.credits}
    return Kind.BYLINE if roles & {"author", "name", "writer", "picture"} else Kind.DATELINE


def _first(found: Iterable[Credits], *roles: str) -> str | None:
    return next((value for one in found for value in one.values(*roles) if value), None)


def _date(found: Iterable[Credits]) -> datetime.date | None:
    for one in found:
        text = " ".join(one.values("date"))
        for date in find_dates(Sentence(0, len(text), tuple(tokenise(text)))):
            if date.precision == "day" and not date.is_relative:
                return datetime.date.fromisoformat(date.value)
    return None
