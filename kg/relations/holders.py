"""Holders: who is meant by an office without a name («وزير الخارجية», «السفير») or by «سموه».

News names somebody once and goes on with the office. Whoever the document has named with this
title is meant, where that is one person. Only those are looked for who were named before.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.arabic import normal_form
from kg.chunks import Item
from kg.model import Claim, EntityType, Relation
from kg.relations.items import kind_tags
from kg.relations.reading import Reading
from kg.relations.scopes import POSTS
from kg.relations.standing import nominative

_CALLED = {
    "سموه": frozenset({"السمو", "سمو", "الامير", "الاميره"}),
    "سموها": frozenset({"السمو", "سمو", "الاميره"}),
    "معاليه": frozenset({"معالي"}),
    "معاليها": frozenset({"معالي"}),
    "فضيلته": frozenset({"فضيله"}),
    "فخامته": frozenset({"فخامه"}),
    "جلالته": frozenset({"جلاله"}),
}
"""«سموه» → the words before a name by which one is called so."""

_NO_HOLDER = POSTS | {"بصفته", "بصفتها", "مكتب", "ديوان", "لقب", "انتخابات"}
"""Words behind which an office is no person."""

_OWNED = frozenset({"مكتب", "ديوان", "قصر", "مقر", "مجلس", "منزل", "دار"})
"""«في مكتب سموه»: words behind which «سموه» tells whose a place is, and takes part in nothing."""


MOST = 300
"""The last claims among which a holder is looked for."""

FARTHEST = 60
"""How many mentions back «سموه» may mean somebody."""

_NEAR = 40
"""Letters before a name within which its words of honour stand."""

_NEVER = frozenset({"#plural", "#possessed", "#occupation"})
"""Tags of titles that single out nobody."""


def name_holders(items: Sequence[Item], reading: Reading) -> list[Item]:
    """The items, each office that somebody named before holds as a reference to that person."""
    held = [claim for claim in reading.claims[-MOST:] if claim.relation is Relation.ROLE]
    return list(_named(items, held, reading))


def _named(items: Sequence[Item], held: Sequence[Claim], reading: Reading) -> Iterator[Item]:
    for index, item in enumerate(items):
        holder = None
        if "@Office" in item.tags:
            holder = _holder(items, index, held, reading)
        elif "c:pronoun" in item.tags:
            holder = None if _is_owner(items, index) else _called(item, reading)
        yield item if holder is None else _reference(item, holder)


def _reference(item: Item, holder: int) -> Item:
    tags = {tag for tag in item.tags if tag.startswith("+")}
    return replace(item, tags=frozenset(tags | kind_tags("Person")), mentions=(holder,))


def _holder(
    items: Sequence[Item], index: int, held: Sequence[Claim], reading: Reading
) -> int | None:
    """The mention of who holds an office, the last one; None where nobody or several may."""
    item = items[index]
    before = items[index - 1].tags if index else frozenset()
    behind = items[index + 1].tags if index + 1 < len(items) else frozenset()
    if (
        item.chunk is None
        or not _NEVER.isdisjoint(item.tags)
        or "@Person" in behind
        or any("w:" + word in before for word in _NO_HOLDER)
    ):
        return None
    title = _title(item.chunk.text)
    if " " not in title and not behind.isdisjoint({"#definite", "@Office"}):
        # «السفير الأردني» is not the ambassador who was named.
        return None
    bodies = [reading.mentions[body].name for body in item.mentions]
    found = [claim.subject for claim in held if _fits(title, bodies, claim, reading)]
    names = {normal_form(reading.mentions[person].name) for person in found}
    fullest = max(names, key=len, default="")
    if not found or any(not _is_part(name, fullest) for name in names):
        return None
    if "@Person" in before and _is_own(items[index - 1], fullest, reading):
        # «خالد مراد السفير» says once more who he is; «استقبل يونس سالم السفير» does not.
        return None
    return found[-1]


def _is_own(person: Item, holder: str, reading: Reading) -> bool:
    names = [normal_form(reading.mentions[each].name) for each in person.mentions]
    return any(_is_part(name, holder) or _is_part(holder, name) for name in names)


def _fits(title: str, bodies: Sequence[str], claim: Claim, reading: Reading) -> bool:
    """Whether an office, «المدير» or «مدير الجامعة», can be the one that a claim tells of."""
    known = _title(claim.title or "")
    if not bodies:
        head = known.split(" ", 1)[0].removeprefix("ال")
        alone = " " not in title and title.startswith("ال") and title[2:] == head
        return alone or (title == known and " " in title)
    if title.removeprefix("ال") != known.removeprefix("ال") or claim.object is None:
        return False
    body = _title(reading.mentions[claim.object].name)
    return any(_same_body(_title(each), body) for each in bodies)


def _same_body(name: str, known: str) -> bool:
    """«الجامعة» for «جامعة الزيتون», or the same name."""
    reference = " " not in name and name.startswith("ال")
    return name == known or (reference and known.split(" ", 1)[0] == name[2:])


def _title(text: str) -> str:
    return normal_form(nominative(text) or "")


def _is_part(name: str, fullest: str) -> bool:
    return set(name.split()) <= set(fullest.split())


def _is_owner(items: Sequence[Item], index: int) -> bool:
    before = items[index - 1].tags if index else frozenset()
    return any("w:" + word in before for word in _OWNED)


def _called(item: Item, reading: Reading) -> int | None:
    """Who «سموه» is: the last person whose name such a word of honour stands before."""
    called = next((_CALLED[word] for word in _CALLED if "w:" + word in item.tags), None)
    if called is None:
        return None
    known = reading.mentions
    behind = bisect_left(known, item.start, hi=reading.recognised, key=lambda each: each.start)
    for index in range(behind - 1, max(-1, behind - 1 - FARTHEST), -1):
        if known[index].type is EntityType.PERSON and not called.isdisjoint(
            _honours(reading, index)
        ):
            return index
    return None


def _honours(reading: Reading, person: int) -> list[str]:
    """The words of a person's mention, and those right before it that belong to nobody else."""
    mention = reading.mentions[person]
    start = reading.mentions[person - 1].end if person else 0
    start = max(mention.start - _NEAR, min(start, mention.start))
    return normal_form(reading.text[max(0, start) : mention.end]).split()
