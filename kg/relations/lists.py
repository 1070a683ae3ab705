"""Lists: «أ، وب، وج إلى جانب د» as one item that stands for all its members."""

from __future__ import annotations

from collections.abc import Sequence

from kg.chunks import Item

MOST_BETWEEN = 3
MOST_OF_A_TITLE = 10
_TITLES = frozenset({"@Office", "c:honorific", "c:nationality"})
_NO_TITLE = frozenset(
    {"#barrier", "#relative", "#verb", "@Agent", "@Event", "w:،", "w:,", "w:عن", "w:مع", "w:الي"}
)
"""Tags of items that do not stand between a title and the name of who holds it."""
_COMMAS = frozenset({"w:،", "w:,", "w:؛", "w:;"})
_JOINERS = (
    ("w:الي", "w:جانب"),
    ("w:بالاضافه", "w:الي"),
    ("w:اضافه", "w:الي"),
    ("w:وكذلك",),
    ("w:وايضا",),
    ("w:ثم",),
)


def join_lists(items: Sequence[Item]) -> list[Item]:
    """The items with every run of joined agents made one.

    People join people; bodies and places join each other; a mixed run is one list of agents.
    """
    joined: list[Item] = []
    index = 0
    while index < len(items):
        if "@Agent" not in items[index].tags:
            joined.append(items[index])
            index += 1
            continue
        members = [items[index]]
        at = index + 1
        while (following := _next_member(items, at)) is not None:
            if _begins_anew(members[-1], items[following]):
                break
            members.append(items[following])
            at = following + 1
        joined.append(_list(members))
        index = at
    return joined


def _begins_anew(last: Item, following: Item) -> bool:
    """«لدى وصوله مطار الوادي، خالد مراد»: behind a place somebody without «و» is no member."""
    return "@Site" in last.tags and "@Person" in following.tags and "+و" not in following.tags


def _next_member(items: Sequence[Item], at: int) -> int | None:
    """The index of the next member of a list that stands at ``at`` so far, or None."""
    comma = False
    index = _behind_parentheses(items, _behind_site(items, at))
    if index < len(items) and not _COMMAS.isdisjoint(items[index].tags):
        comma = True
        index += 1
    joiner = _joiner(items, index)
    index += joiner
    if index >= len(items):
        return None
    if "@Agent" not in items[index].tags:
        return _behind_title(items, index)
    tags = items[index].tags
    prepositions = {"+ب", "+ل", "+ك", "+ف"} & tags
    if "+و" in tags or joiner:
        return index if not prepositions else None
    if comma and not prepositions and _goes_on(items, index):
        return index
    return None


def _behind_title(items: Sequence[Item], index: int) -> int | None:
    """The person whom «و» and a title of which not all words are known stand before.

    «…، والعاهل التونسي الملك يونس سالم», «ودولة رئيس الوزراء خالد مراد»; «والفرنسي خالد مراد» goes
    on a list of presidents.
    """
    tags = items[index].tags
    if "+و" not in tags or tags.isdisjoint(_TITLES):
        return None
    for at in range(index + 1, min(len(items), index + MOST_OF_A_TITLE)):
        following = items[at].tags
        if "@Person" in following:
            return None if following & {"+ب", "+ل", "+ك", "+ف", "+و"} else at
        if not following.isdisjoint(_NO_TITLE) or any(
            tag.startswith("c:verb") for tag in following
        ):
            return None
    return None


def _behind_site(items: Sequence[Item], at: int) -> int:
    """The index behind where a body lies, if more follow («جمعية النور بجدة، وجامعة …»)."""
    if at + 1 >= len(items) or at == 0 or "@Organization" not in items[at - 1].tags:
        return at
    if not {"@Site", "+ب"} <= items[at].tags:
        return at
    comma = not _COMMAS.isdisjoint(items[at + 1].tags)
    following = items[at + 2].tags if comma and at + 2 < len(items) else items[at + 1].tags
    return at + 1 if {"@Organization", "+و"} <= following else at


def _behind_parentheses(items: Sequence[Item], at: int) -> int:
    """The index behind a short passage in parentheses («شركة … (إدامة) وشركة …»)."""
    if at < len(items) and "w:(" in items[at].tags:
        for end in range(at + 1, min(len(items), at + 7)):
            if "w:)" in items[end].tags:
                return end + 1
    return at


def _joiner(items: Sequence[Item], index: int) -> int:
    for joiner in _JOINERS:
        window = items[index : index + len(joiner)]
        if len(window) == len(joiner) and all(
            tag in item.tags for tag, item in zip(joiner, window, strict=True)
        ):
            return len(joiner)
    return 0


def _goes_on(items: Sequence[Item], index: int) -> bool:
    """After a bare comma an agent is a member only where a list surely goes on or ends there."""
    following = index + 1
    if following >= len(items):
        return True
    tags = items[following].tags
    return bool(
        "#barrier" in tags
        or not _COMMAS.isdisjoint(tags)
        or ("+و" in tags and "@Agent" in tags)
        or "w:)" in tags
    )


def _list(members: Sequence[Item]) -> Item:
    if len(members) == 1:
        return members[0]
    first = members[0]
    tags = {tag for tag in first.tags if tag.startswith("+")} | {"@Agents", "#list"}
    kinds = [{tag for tag in member.tags if tag.startswith("@")} for member in members]
    tags |= set.intersection(*kinds)
    return Item(
        start=first.start,
        end=members[-1].end,
        tags=frozenset(tags),
        mentions=tuple(dict.fromkeys(each for member in members for each in member.mentions)),
    )
