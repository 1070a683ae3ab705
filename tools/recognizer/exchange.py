"""Articles with other names than they were written with, and with less punctuation.

The reader then learns what stands around a name and how names are built, and not the names of the
articles; another round over articles that it knows already still teaches it something.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from articles import Article, Mark

from kg.model import EntityType

SHARES = {
    EntityType.PERSON: 0.5,
    EntityType.ORGANIZATION: 0.35,
    EntityType.CITY: 0.35,
    EntityType.COUNTRY: 0.1,
    EntityType.PLACE: 0.3,
    EntityType.CONFERENCE: 0.35,
    EntityType.INITIATIVE: 0.35,
}
"""How many things of a type get another name. Of countries few: adjectives of them stay."""

UNQUOTED = 0.2
"""Chance that an article has no quotation marks, and that it has no commas."""

_HEADLESS = frozenset({EntityType.CITY, EntityType.COUNTRY})
_JOINTS = frozenset({"بن", "بنت", "ابن", "آل", "أبو", "أم", "عبد", "بو"})
_ARTICLE = "ال"

Edit = tuple[int, int, str]
Key = tuple[object, ...]


class Names:
    """The names of all things of some articles, by type and make."""

    def __init__(self, articles: Collection[Article]) -> None:
        found: dict[Key, set[str]] = defaultdict(set)
        for article in articles:
            for thing, (_, name) in article.things.items():
                found[_key(article, thing)].add(name)
        self._names = {key: sorted(names) for key, names in found.items()}

    def other(self, article: Article, thing: str, chance: random.Random) -> str:
        """A name of the same make: as many words for a person, the same head for a body."""
        return chance.choice(self._names[_key(article, thing)])


def exchange(article: Article, names: Names, chance: random.Random) -> Article:
    """The article with other names of some of its things; facts and ids stay."""
    mentions: dict[str, list[Mark]] = defaultdict(list)
    for mark in article.marks:
        if not mark.is_reference:
            mentions[mark.thing].append(mark)
    edits: list[Edit] = []
    for thing, (kind, name) in article.things.items():
        if chance.random() < SHARES.get(kind, 0.0):
            new = names.other(article, thing, chance)
            made = [_renamed(article, mark, name, new) for mark in mentions[thing]]
            edits += [edit for edit in made if edit] if None not in made else []
    edits = [*edits, *_unpunctuated(article, chance, edits)]
    return _edited(article, sorted(edits))


def _key(article: Article, thing: str) -> Key:
    kind, name = article.things[thing]
    words = name.split()
    if kind is EntityType.PERSON:
        joints = tuple(at for at, word in enumerate(words) if word in _JOINTS)
        return kind, len(words), joints, _is_woman(article, thing)
    return (kind,) if kind in _HEADLESS else (kind, words[0] if words else "")


def _is_woman(article: Article, thing: str) -> bool:
    """«الدكتورة», «مديرة»: a word before the name, or her title."""
    held = {fact.title for fact in article.facts if fact.subject == thing and fact.title}
    titles = [m for m in article.marks if m.thing in held]
    before = [article.text[: m.start].split()[-1:] for m in article.marks if m.thing == thing]
    words = [article.text[m.start : m.end].split()[:1] for m in titles] + before
    return any(word and word[0].endswith("ة") for word in words)


def _renamed(article: Article, mark: Mark, old: str, new: str) -> Edit | None:
    """How a mention of ``old`` becomes one of ``new``; None where it cannot be told."""
    text = article.text[mark.start : mark.end]
    after_lam = article.text[: mark.start].endswith("ل")
    if after_lam and old.startswith(_ARTICLE) and text == old[1:]:
        text = old
    if text != old:
        part = _part(text.split(), old.split(), new.split())
        if article.things[mark.thing][0] is not EntityType.PERSON or part is None:
            return None
        new = part
    # «ل» and «ال» are written «لل».
    return mark.start, mark.end, new[1:] if after_lam and new.startswith(_ARTICLE) else new


def _part(words: Sequence[str], old: Sequence[str], new: Sequence[str]) -> str | None:
    """The words of a name that stand where ``words`` stand in the old one."""
    for start in range(len(old) - len(words) + 1):
        if list(old[start : start + len(words)]) == list(words):
            return " ".join(new[start : start + len(words)])
    return None


def _unpunctuated(
    article: Article, chance: random.Random, edits: Collection[Edit]
) -> Iterator[Edit]:
    """Edits that take away quotation marks or commas, by chance, where no other edit is."""
    dropped = "".join(signs for signs in ('«»"“”', "،,") if chance.random() < UNQUOTED)
    taken = {at for start, end, _ in edits for at in range(start, end)}
    edges = {at for mark in article.marks for at in (mark.start, mark.end - 1)}
    for at, letter in enumerate(article.text):
        if letter in dropped and at not in taken and at not in edges:
            # Words on both sides of a comma stay two.
            yield at, at + 1, " " if letter in "،," else ""


def _edited(article: Article, edits: Sequence[Edit]) -> Article:
    """The article with the edits made, given in order; its marks move with the text."""
    parts: list[str] = []
    moved: dict[int, int] = {}
    at = length = 0
    for start, end, new in edits:
        for place in range(at, start):
            moved[place] = length + place - at
        parts += [article.text[at:start], new]
        length += start - at
        moved[start] = length
        length += len(new)
        moved[end] = length
        at = end
    for place in range(at, len(article.text) + 1):
        moved[place] = length + place - at
    parts.append(article.text[at:])
    marks = tuple(
        replace(mark, start=moved[mark.start], end=moved[mark.end]) for mark in article.marks
    )
    return replace(article, text="".join(parts), marks=marks)
