"""Items: a sentence as relation patterns see it, chunks and the words between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.chunks import Chunk, Item, Recognition, Word
from kg.model import EntityType

FLAGS = frozenset(
    {
        *("barrier", "close", "definite", "doubtful", "function", "indefinite", "latin", "number"),
        *("object", "occupation", "open", "plural", "possessed", "punct", "relative", "royal"),
        *("each", "straight", "titled", "used", "verb"),
        *("grouped", "between", "before", "after", "counterpart", "list"),
    }
)
"""Properties of form that an item can have («#…»); the last six are given by the cascade."""

UNIONS = {
    "Body": frozenset({"Organization", "Place", "City", "Country"}),
    "Agent": frozenset({"Person", "Organization", "City", "Country", "Place"}),
    "Event": frozenset({"Conference", "Session", "Meeting"}),
    "Site": frozenset({"Place", "City", "Country"}),
}
"""Kinds of items that patterns test as one."""

KINDS = frozenset(
    {
        *(kind.value for kind in EntityType),
        *("Title", "Date", "Number", "Quote", "Office", "People", "Agents"),
        *UNIONS,
    }
)
"""All kinds of items; People and Agents are lists of one or more."""


_OPENING = frozenset({"w:«", "w:“", "w:”", "w:»", 'w:"', "w:‘", "w:'"})
_CLOSING = frozenset({"w:»", "w:”", "w:“", 'w:"', "w:’", "w:'"})
_PREFIXES = frozenset({"w:ب", "w:ل", "w:ك"})
_OF_ANOTHER = frozenset(
    {
        *("ابناء", "اسره", "عائله", "ذوي", "ذوو", "اهالي", "والد", "والده", "نجل", "شقيق"),
        *("زوجه", "حرم", "جثمان", "وفاه", "رحيل", "مقتل", "اغتيال", "عزاء"),
    }
)
"""«أسرة الشهيد سالم», «وفاة سالم»: nouns behind which a name is that of somebody not there."""


def read_items(recognition: Recognition, sentence: int) -> list[Item]:
    """The items of a sentence in order."""
    words = recognition.words[sentence]
    items: list[Item] = []
    at = 0
    for chunk in recognition.chunks[sentence]:
        items.extend(_word_item(word) for word in words[at : chunk.first])
        item = _chunk_item(words, chunk)
        items.append(_absent(item) if _is_of_another(words, chunk) else item)
        at = chunk.last
    items.extend(_word_item(word) for word in words[at:])
    return list(_with_prefixes(list(_without_each(list(_unquoted(items))))))


def _unquoted(items: Sequence[Item]) -> Iterator[Item]:
    """The items without the quotation marks that enclose a name: «في «نماء»» is «في نماء»."""
    bare: set[int] = set()
    for index in range(1, len(items) - 1):
        named = items[index].mentions and items[index].chunk is not None
        before, behind = items[index - 1].tags, items[index + 1].tags
        if named and not _OPENING.isdisjoint(before) and not _CLOSING.isdisjoint(behind):
            bare.update((index - 1, index + 1))
    return (item for index, item in enumerate(items) if index not in bare)


def _without_each(items: Sequence[Item]) -> Iterator[Item]:
    """The items without «كل من» before a list of places: «في كل من: الرياض وجدة»."""
    index = 0
    while index < len(items):
        if index and "w:في" in items[index - 1].tags and "w:كل" in items[index].tags:
            behind = index + 2 + ("w::" in _tags_at(items, index + 2))
            if "w:من" in _tags_at(items, index + 1) and "@Site" in _tags_at(items, behind):
                index = behind
        yield items[index]
        index += 1


def _tags_at(items: Sequence[Item], index: int) -> frozenset[str]:
    return items[index].tags if index < len(items) else frozenset()


def _with_prefixes(items: Sequence[Item]) -> Iterator[Item]:
    """The items, a preposition that stands apart («لـ «نماء»») as a proclitic of the name."""
    prefix: Item | None = None
    for item in items:
        if prefix is not None:
            if item.mentions:
                letters = {"+" + tag[2:] for tag in prefix.tags & _PREFIXES}
                item = replace(item, start=prefix.start, tags=item.tags | letters)
            else:
                yield prefix
            prefix = None
        if item.chunk is None and not item.tags.isdisjoint(_PREFIXES):
            prefix = item
            continue
        yield item
    if prefix is not None:
        yield prefix


def _is_of_another(words: Sequence[Word], chunk: Chunk) -> bool:
    before = words[chunk.first - 1] if chunk.first else None
    return (
        chunk.kind == "Person"
        and before is not None
        and not words[chunk.first].proclitics
        and before.normal in _OF_ANOTHER
    )


def _absent(item: Item) -> Item:
    return replace(item, tags=item.tags - {"@People", "@Agent", "@Agents"})


def _word_item(word: Word) -> Item:
    return Item(start=word.start, end=word.end, tags=word.tags)


def _chunk_item(words: Sequence[Word], chunk: Chunk) -> Item:
    first = words[chunk.first]
    tags = set(chunk.tags)
    tags.update(kind_tags(chunk.kind))
    tags.update(tag for tag in first.tags if tag.startswith("+"))
    if chunk.kind in {"Title", "Meeting", "Conference", "Session"}:
        tags.update(tag for tag in first.tags if tag.startswith(("w:", "#definite", "c:attendee")))
    if chunk.kind == "Meeting":
        # «التقى» may be the name of a meeting that a recognizer sees, and is still the verb.
        tags.update(tag for tag in first.tags if tag.startswith("c:verb") or tag == "#object")
    if chunk.kind == "Place" and first.has("c:region_noun"):
        tags.add("c:region_noun")
    if chunk.kind == "Number":
        tags.add("#number")
    return Item(
        start=first.start,
        end=words[chunk.last - 1].end,
        tags=frozenset(tags),
        mentions=() if chunk.mention is None else (chunk.mention,),
        chunk=chunk,
    )


def kind_tags(kind: str) -> frozenset[str]:
    """The tags of a kind: itself, the unions that hold it, and the lists that it is one of."""
    tags = {"@" + kind}
    tags.update("@" + name for name, kinds in UNIONS.items() if kind in kinds)
    if kind == "Person":
        tags.add("@People")
    if "@Agent" in tags:
        tags.add("@Agents")
    return frozenset(tags)
