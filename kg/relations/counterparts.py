"""Counterparts: «نظيره الكوبي سالم يونس» has the post of whoever was told of right before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.arabic import normal_form
from kg.chunks import Item
from kg.model import Claim, Relation
from kg.relations.reading import Reading

_COUNTERPARTS = {"نظيره": False, "نظيرها": False, "نظيرته": True, "نظيرتها": True}
"""The word in normal form → whether the counterpart is a woman."""

_POSTS = frozenset({"وزير", "وزيره", "رئيس", "رئيسه", "مستشار", "مستشاره", "ملك", "قائد", "سفير"})
"""Heads of posts that another country has too."""

MOST_BETWEEN = 3
"""Most items between the word and the name: which country's, a comma, an honorific."""

FARTHEST = 2
"""How many sentences before the post may be told."""

CONFIDENCE = 0.8


def name_counterparts(items: Sequence[Item], sentence: int, reading: Reading) -> tuple[Item, ...]:
    """The items, «نظيره الكوبي» and the name behind it as one person, whose post is claimed."""
    named: list[Item] = []
    index = 0
    while index < len(items):
        person = _named(items, index + 1) if _woman(items[index]) is not None else None
        if person is None:
            named.append(items[index])
            index += 1
            continue
        reading.add(_claims(items[index : person + 1], sentence, reading))
        first, whole = items[index], items[person]
        prefixes = {tag for tag in first.tags if tag.startswith("+")}
        named.append(
            replace(
                whole, start=first.start, tags=whole.tags | prefixes | {"#before", "#counterpart"}
            )
        )
        index = person + 1
        if _is_comma(items[person - 1]) and index < len(items) and _is_comma(items[index]):
            index += 1  # «نظيره الكوبي، سالم يونس، في روما»
    return tuple(named)


def _woman(item: Item) -> bool | None:
    return next((_COUNTERPARTS[w] for w in _COUNTERPARTS if "w:" + w in item.tags), None)


def _is_comma(item: Item) -> bool:
    return not item.tags.isdisjoint({"w:،", "w:,"})


def _claims(items: Sequence[Item], sentence: int, reading: Reading) -> Iterator[Claim]:
    """The post of the person with whom the items end, where it was told right before."""
    first, *between, last = items
    told = _told(last.mentions[0], first.start, sentence, reading)
    if told is None:
        return
    nations = [each for each in between if "c:nationality" in each.tags]
    nation = " ".join(reading.text[each.start : each.end] for each in nations[:1])
    yield Claim(
        relation=Relation.ROLE,
        subject=last.mentions[0],
        object=None,
        sentence=sentence,
        start=first.start,
        end=last.end,
        pattern="role.counterpart",
        confidence=CONFIDENCE,
        title=f"{_of_gender(told, woman=bool(_woman(first)))} {nation}".strip(),
    )


def _named(items: Sequence[Item], start: int) -> int | None:
    """The person whose name stands behind the word, with little between."""
    for index in range(start, min(len(items), start + MOST_BETWEEN + 1)):
        tags = items[index].tags
        if "@Person" in tags:
            named = not tags & {"+و", "#before"} and len(items[index].mentions) == 1
            return index if named else None
        if tags.isdisjoint({"c:nationality", "c:honorific", "w:،", "w:,"}):
            return None
    return None


def _told(person: int, before: int, sentence: int, reading: Reading) -> str | None:
    """The post told of last, without its country; None where none is near."""
    for claim in reversed(reading.claims):
        if sentence - claim.sentence > FARTHEST:
            return None
        if claim.relation is not Relation.ROLE or claim.subject == person or claim.start >= before:
            continue
        words = (claim.title or "").split()
        if words and normal_form(words[0]).removeprefix("ال") in _POSTS:
            return " ".join(_without_nation(words))
    return None


def _without_nation(words: list[str]) -> list[str]:
    """«وزير الخارجية الإيراني» without «الإيراني»: an adjective of the post, not of its field."""
    last = normal_form(words[-1])
    masculine = len(words) > 1 and last.startswith("ال") and last.endswith("ي")
    feminine = normal_form(words[0]).endswith("ه") and last.endswith("يه") and len(words) > 2
    return words[:-1] if masculine or feminine else words


def _of_gender(title: str, *, woman: bool) -> str:
    head, *rest = title.split()
    if woman != head.endswith("ة"):
        head = f"{head}ة" if woman else head.removesuffix("ة")
    return " ".join((head, *rest))
