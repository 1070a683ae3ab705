"""Read the project's own annotated articles (``tools/recognizer/articles/*.txt``).

A file holds articles in this form (invented texts, written for this project)::

    === k0-001
    استقبل [[t1 مدير]] [[o1 جامعة الوادي]] [[p1 سالم الناصر]] … وجرى خلال [[m1* اللقاء]] …
    ---
    dated 2015-08-03
    p1 Person سالم الناصر
    o1 Organization جامعة الوادي
    m1 Meeting استقبال مدير جامعة الوادي …
    role p1 t1 o1
    host m1 p1

``[[id text]]`` marks a mention of the thing ``id``, with a star where it is a definite reference
or a verb that evokes a meeting; ``t…`` marks a title. Below the line stand the day of publication,
the things and the facts: ``relation subject object`` with the relations of the graph, ``role person
title body`` (``-`` for no body, and perhaps a standing), ``date``, ``edition``, ``theme`` and
``attendance`` with a literal.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.language import tokens
from kg.model import LITERAL_RELATIONS, EntityType, Relation

FOLDER = Path(__file__).parent / "articles"

_HEADER = re.compile(r"^=== *", re.MULTILINE)
_LINE = re.compile(r"^--- *$", re.MULTILINE)
_MARK = re.compile(r"\[\[([a-z]\d+)(\*?) ([^\[\]]+)\]\]")
_ARTICLE_KEPT = re.compile(r"(?<!\w)([وف]?ل)(\[\[[a-z]\d+\*? )ال")
_ARTICLE_CUT = re.compile(r"(?<!\w)([وف]?)لل(\[\[[a-z]\d+\*? )")
_TYPES = {kind.value: kind for kind in EntityType}
_RELATIONS = {relation.value: relation for relation in Relation}


@dataclass(frozen=True, slots=True)
class Mark:
    """A mention: characters ``[start, end)`` of the text; ``thing`` is the id."""

    start: int
    end: int
    thing: str
    is_reference: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact as written: ``object`` is an id, a literal or None; a role has title and standing."""

    relation: Relation
    subject: str
    object: str | None
    title: str = ""
    standing: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """A text with its marks in order, the type and name of each thing, and the facts."""

    name: str
    text: str
    marks: tuple[Mark, ...]
    things: Mapping[str, tuple[EntityType, str]]
    facts: tuple[Statement, ...]
    dated: datetime.date | None

    def words(self) -> list[tuple[int, int]]:
        """The spans of the text's words, as kg cuts text."""
        return list(tokens.spans(self.text))


def read(folder: Path = FOLDER, files: Collection[Path] | None = None) -> list[Article]:
    """All articles of a folder, or only of some ``files`` there, in the order of files and lines.

    Raises ValueError with file and article for what is not in the form above.
    """
    return [
        _article(block, f"{file.name}")
        for file in sorted(folder.glob("*.txt") if files is None else files)
        for block in _HEADER.split(file.read_text(encoding="utf-8"))[1:]
    ]


def _article(block: str, where: str) -> Article:
    name, _, rest = block.partition("\n")
    parts = _LINE.split(rest)
    where = f"{where}: {name.strip()}"
    if len(parts) != 2:
        raise ValueError(f"{where}: expected one line '---' between text and tables")
    text, marks = _text(parts[0].strip("\n"))
    things: dict[str, tuple[EntityType, str]] = {}
    facts: list[Statement] = []
    dated = None
    for line in filter(None, map(str.strip, parts[1].splitlines())):
        first, *others = line.split()
        if first == "dated":
            dated = datetime.date.fromisoformat(others[0])
        elif first in _RELATIONS:
            facts.append(_fact(_RELATIONS[first], others, where))
        elif others and others[0] in _TYPES:
            things[first] = _TYPES[others[0]], " ".join(others[1:])
        else:
            raise ValueError(f"{where}: found {line!r}; expected a thing or a fact")
    marked = {mark.thing for mark in marks}
    known = set(things) | {thing for thing in marked if thing.startswith("t")}
    used = {each for fact in facts for each in (fact.subject, fact.title) if each}
    used |= {f.object for f in facts if f.object and f.relation not in LITERAL_RELATIONS}
    if not marked <= known or not used <= known:
        raise ValueError(f"{where}: unknown id in {sorted((marked | used) - known)}")
    return Article(name.strip(), text, marks, things, tuple(facts), dated)


def _text(marked: str) -> tuple[str, tuple[Mark, ...]]:
    """The plain text and its marks; letters that a prefix cut off («ل[[…]]») join again.

    «ل[[o1 الجامعة]]» and «لل[[o1 جامعة]]» are both «للجامعة», marked from its second letter on.
    """
    marked = _ARTICLE_CUT.sub(r"\1ل\2ل", _ARTICLE_KEPT.sub(r"\1\2ل", marked))
    plain: list[str] = []
    marks: list[Mark] = []
    length = at = 0
    for found in _MARK.finditer(marked):
        before = marked[at : found.start()]
        inside = found[3].strip()
        plain += [before, inside]
        start = length + len(before)
        marks.append(Mark(start, start + len(inside), found[1], bool(found[2])))
        length = start + len(inside)
        at = found.end()
    plain.append(marked[at:])
    return "".join(plain), tuple(marks)


def _fact(relation: Relation, fields: list[str], where: str) -> Statement:
    if relation is Relation.ROLE and len(fields) in (3, 4):
        person, title, body, *standing = fields
        return Statement(relation, person, None if body == "-" else body, title, *standing)
    if relation in LITERAL_RELATIONS and len(fields) > 1:
        return Statement(relation, fields[0], " ".join(fields[1:]))
    if len(fields) == 2 and relation is not Relation.ROLE:
        return Statement(relation, fields[0], fields[1])
    raise ValueError(f"{where}: found {relation} {fields}; expected subject and object")


def tagged_words(article: Article) -> Iterator[tuple[str, str | None, int]]:
    """``(word, thing, mark)`` of every word: the id that is marked there, and the mark's number."""
    number = 0
    for start, end in article.words():
        while number < len(article.marks) and article.marks[number].end <= start:
            number += 1
        inside = number < len(article.marks) and article.marks[number].start < end
        yield (
            article.text[start:end],
            article.marks[number].thing if inside else None,
            number if inside else -1,
        )
