"""Which titles stand, by the bodies and people around them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.chunks import COMMAS, Word
from kg.mentions.candidates import Candidate, Decision
from kg.mentions.classes import DASHES

NAMED = frozenset({"Organization", "Place", "City", "Country", "Conference"})
"""Kinds of names that the end of a title may be."""


def before_bodies(titles: Sequence[Candidate], bodies: Sequence[Candidate]) -> list[Candidate]:
    """The titles, each ending where a named body begins in it and goes on behind it.

    «رئيس بلدية» is a title by itself, but «رئيس | بلدية بحرة الفرعية» holds a name.
    """
    starts = {body.first: body for body in bodies if not body.is_reference}
    return [_before_body(title, starts) for title in titles]


def _before_body(title: Candidate, starts: Mapping[int, Candidate]) -> Candidate:
    for index in range(title.first + 1, title.last):
        body = starts.get(index)
        if body is not None and body.last > title.last:
            return _cut(title, index) or title
    return title


def _cut(title: Candidate, index: int) -> Candidate | None:
    """The words of a title before one of its words; None where nothing is left of its name."""
    words = title.name.split()
    kept = len(words) - (title.last - index)
    if kept < 1:
        return None
    return replace(title, last=index, name=" ".join(words[:kept]), standing=None)


def before_winners(decisions: Sequence[Decision]) -> list[Candidate]:
    """What is left of the titles that lost their end to the name of a body or place.

    «مدير إدارة الموارد» is a title, but where «إدارة الموارد» is named the title is «مدير».
    """
    stands = {
        index: each.candidate
        for each in decisions
        if each.winner is None
        for index in range(each.candidate.first, each.candidate.last)
    }
    left = []
    for each in decisions:
        title = each.candidate
        if title.kind != "Title" or each.winner is None:
            continue
        over = next(stands[index] for index in range(title.first, title.last) if index in stands)
        if over.kind in NAMED and over.first > title.first:
            left.append(_cut(title, over.first))
    return [title for title in left if title is not None]


def find_boards(words: Sequence[Word], titles: Sequence[Candidate]) -> frozenset[int]:
    """The words «مجلس إدارة» inside titles («رئيس مجلس إدارة الشركة»), which begin no body."""
    return frozenset(
        each
        for title in titles
        if "#doubtful" not in title.tags
        for index in range(title.first + 1, title.last - 1)
        if words[index].has("c:org_head") and words[index + 1].has("c:board_noun")
        for each in (index, index + 1)
    )


def beside_people(
    words: Sequence[Word], titles: Sequence[Candidate], people: Sequence[Candidate]
) -> list[Candidate]:
    """The titles that are sure, and the doubtful ones that stand beside a person."""
    starts = {person.first: person for person in people}
    ends = {person.last: person for person in people}
    return [
        title
        for title in titles
        if "#doubtful" not in title.tags or _is_beside(words, title, starts, ends)
    ]


def _is_beside(
    words: Sequence[Word],
    title: Candidate,
    starts: Mapping[int, Candidate],
    ends: Mapping[int, Candidate],
) -> bool:
    """Whether a person's name follows directly, or stands before it but for a comma."""
    name = title.last
    if name + 1 < len(words) and words[name].has("c:fame") and not words[name].proclitics:
        name += 1  # «الشاعر المعروف | سالم»
    person = starts.get(name)
    if person is not None and not words[name].proclitics and _may_hold(title, person):
        return True
    before = title.first
    if before and words[before - 1].text in COMMAS | DASHES | {"("}:
        before -= 1
    person = ends.get(before)
    return person is not None and not words[title.first].proclitics and _may_hold(title, person)


def _may_hold(title: Candidate, person: Candidate) -> bool:
    """«محاضرة الشيخ …»: a feminine that is no man's title is another word."""
    return not (title.gender == "f" and person.gender == "m")
