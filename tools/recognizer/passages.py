"""Passages of the annotated articles, as the reader learns them: words, tags, marks and facts."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch
from articles import Article, tagged_words

from kg import language
from kg.documents import make_document
from kg.language.dates import find_dates
from kg.model import EntityType, Relation
from kg.recognizers.pieces import END, START, Pieces
from kg.recognizers.relater import KINDS

NEWS = "news"
SHORT = {
    EntityType.PERSON: "PER",
    EntityType.ORGANIZATION: "ORG",
    EntityType.CITY: "CITY",
    EntityType.COUNTRY: "COUNTRY",
    EntityType.PLACE: "PLACE",
    EntityType.CONFERENCE: "CONF",
    EntityType.SESSION: "SESSION",
    EntityType.MEETING: "MEETING",
    EntityType.INITIATIVE: "INIT",
}
NEWS_KINDS = sorted({*SHORT.values(), "TITLE", *(f"{name}_REF" for name in SHORT.values())})
NEWS_LABELS = ["O", *(f"{p}-{kind}" for kind in NEWS_KINDS for p in "BI")]

LONGEST = 480
"""Pieces of an article that are read together; the rest is another sample."""

MISSED = 0.25
"""Chance that a mention of a thing with others is missed."""

SHIFTED = 0.06
"""Chance that a mark ends one word early or late."""

_EXACT = frozenset({"DATE", "NUMBER"})
_BARE = str.maketrans("أإآٱ", "اااا")


@dataclass(frozen=True, slots=True)
class Passage:
    """Words with their tags, marks (first word, last word, kind, thing) and facts."""

    words: tuple[str, ...]
    tags: tuple[str, ...]
    marks: tuple[tuple[int, int, str, str], ...]
    facts: frozenset[tuple[str, str, str]]


def passages(article: Article, pieces: Pieces) -> Iterator[Passage]:
    """The article in passages of at most LONGEST pieces, cut at full stops."""
    rows = list(tagged_words(article))
    values = list(_values(article))
    facts = frozenset(_facts(article))
    start = size = 0
    cut = 0
    for at, (word, _, _) in enumerate(rows):
        length = len(pieces.encode(word))
        if size + length > LONGEST and cut > start:
            yield _passage(article, rows, values, facts, range(start, cut))
            size = sum(len(pieces.encode(each)) for each, _, _ in rows[cut:at])
            start = cut
        size += length
        if word in {".", "؟", "!"}:
            cut = at + 1
    yield _passage(article, rows, values, facts, range(start, len(rows)))


def _facts(article: Article) -> Iterator[tuple[str, str, str]]:
    for fact in article.facts:
        if fact.relation is Relation.ROLE:
            yield "holder", fact.title, fact.subject
            if fact.object:
                yield "office", fact.title, fact.object
        elif fact.relation in (Relation.DATE, Relation.ATTENDANCE):
            # Of a span often only the first day is written as a date.
            for value in dict.fromkeys((str(fact.object), str(fact.object).partition("/")[0])):
                yield fact.relation.value, fact.subject, f"#{value}"
        elif fact.object in article.things:
            yield fact.relation.value, fact.subject, fact.object


def _values(article: Article) -> Iterator[tuple[int, int, str, str]]:
    """The dates and numbers of an article as marks, as the pipeline finds them."""
    document = make_document(article.text)
    numbers = {start: at for at, (start, _) in enumerate(article.words())}
    for sentence in language.analyse(document):
        taken: set[int] = set()
        for date in find_dates(sentence, reference=article.dated):
            inside = [
                numbers[token.start]
                for token in sentence.tokens
                if token.end > date.start and token.start < date.end
            ]
            if inside and (date.is_span or "/" not in date.value):
                taken.update(inside)
                yield inside[0], inside[-1], "DATE", f"#{date.value}"
        for token in sentence.tokens:
            at = numbers[token.start]
            if token.normal.isdecimal() and at not in taken:
                yield at, at, "NUMBER", f"#{token.normal}"


def _passage(
    article: Article,
    rows: Sequence[tuple[str, str | None, int]],
    values: Sequence[tuple[int, int, str, str]],
    facts: frozenset[Any],
    part: range,
) -> Passage:
    tags: list[str] = []
    marks = [
        (first - part.start, last - part.start, kind, thing)
        for first, last, kind, thing in values
        if first in part and last in part
    ]
    rows = rows[part.start : part.stop]
    before = -1
    for at, (_, thing, number) in enumerate(rows):
        if thing is None:
            tags.append("O")
        else:
            kind = _kind(article, thing, number)
            tags.append(("I-" if number == before else "B-") + kind)
            if number == before:
                first, _, *others = marks.pop()
                marks.append((first, at, *others))
            else:
                marks.append((at, at, kind, thing))
        before = number
    return Passage(tuple(word for word, _, _ in rows), tuple(tags), tuple(marks), facts)


def _kind(article: Article, thing: str, number: int) -> str:
    if thing.startswith("t"):
        return "TITLE"
    short = SHORT[article.things[thing][0]]
    return short + "_REF" * article.marks[number].is_reference


def vary(passage: Passage, chance: random.Random) -> Passage:
    """Spelling as newspapers have it: without hamza, with «ي» for «ى»."""
    words = list(passage.words)
    if chance.random() < 0.15:
        words = [word.translate(_BARE) for word in words]
    if chance.random() < 0.15:
        words = ["ي".join(word.rsplit("ى", 1)) if word.endswith("ى") else word for word in words]
    return replace(passage, words=tuple(words))


def blur(passage: Passage, chance: random.Random) -> Passage:
    """The marks as a tagger may find them: some mentions missed, some ends a word off.

    The relater then learns to tell a fact from the mentions that are left.
    """
    counts = Counter(mark[3] for mark in passage.marks)
    marks = []
    for first, last, kind, thing in passage.marks:
        if counts[thing] > 1 and chance.random() < MISSED:
            counts[thing] -= 1
            continue
        if kind not in _EXACT and chance.random() < SHIFTED:
            end = last + chance.choice((-1, 1))
            last = end if first <= end < len(passage.words) else last
        marks.append((first, last, kind, thing))
    return replace(passage, marks=tuple(marks))


def prepare(passage: Passage, pieces: Pieces) -> tuple[list[int], list[tuple[int, int]]]:
    """Piece ids, and the first and last piece of each word."""
    ids, places = [START], []
    for word in passage.words:
        cut = pieces.encode(word)
        places.append((len(ids), len(ids) + len(cut) - 1))
        ids.extend(cut)
    return [*ids[:510], END], places


def grouped(
    passage: Passage, places: Sequence[tuple[int, int]]
) -> tuple[torch.Tensor, dict[str, list[int]], dict[str, str]]:
    """The marks as (first piece, last piece, kind), the marks of each thing, and its kind."""
    rows, things, kinds = [], defaultdict(list), {}
    for first, last, kind, thing in passage.marks:
        if places[last][1] >= 510:
            continue
        name = kind.removesuffix("_REF")
        things[thing].append(len(rows))
        kinds[thing] = name
        rows.append((places[first][0], places[last][1], KINDS.index(name)))
    return torch.tensor(rows, dtype=torch.long).reshape(-1, 3), dict(things), kinds
