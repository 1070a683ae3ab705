"""Two holders of a post that one person holds at a time.

Which posts these are says ``data/conflicts/posts.tsv``; what its columns mean stands in the table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import combinations

from kg.arabic import name_key
from kg.conflicts.known import Conflict, Known, are_of_one_time
from kg.errors import LexiconError
from kg.graph.claims import Attributes
from kg.language import tables
from kg.lexicons import Lexicons
from kg.model import EntityType, Standing

_COLUMNS = ("title", "post", "where", "heads", "source")
_PLACES = frozenset({EntityType.CITY, EntityType.COUNTRY, EntityType.PLACE})
_WHERES = frozenset({"body", "place", "nation", "several"})
_NOT_NOW = {s.value for s in (Standing.FORMER, Standing.ACTING, Standing.DESIGNATE)}
_SHORTEST = 4
"""Letters of a word that begins with the article, at least: «الله» has none."""


@dataclass(frozen=True, slots=True)
class _Row:
    post: str
    where: str
    heads: frozenset[str]


@dataclass(frozen=True, slots=True)
class Post:
    """A post that one person holds: its name, and the body or place, or the country's code."""

    name: str
    of: str


class Posts:
    """The table of posts that one person holds at a time."""

    def __init__(self, rows: Mapping[str, list[_Row]], nationalities: Lexicons) -> None:
        self._rows = rows
        self._nationalities = nationalities

    @classmethod
    def load(cls) -> Posts:
        """The table that comes with kg. Raises LexiconError where it is broken."""
        file = "posts.tsv"
        path = resources.files("kg").joinpath("data", "conflicts", file)
        rows: dict[str, list[_Row]] = defaultdict(list)
        for number, cells in tables.parse(path.read_text(encoding="utf-8"), file, _COLUMNS):
            title, post, where, heads, _ = cells
            if where not in _WHERES:
                expected = ", ".join(sorted(_WHERES))
                raise LexiconError(f"{file}, line {number}: found {where!r}; expected {expected}")
            row = _Row(
                "" if post == "=" else post, where, frozenset(filter(None, heads.split(",")))
            )
            rows[title].append(row)
        return cls(rows, Lexicons.load())

    def find(self, title: str, body: str, name: str, kind: EntityType | None) -> Post | None:
        """The post that a title means at a body or place, or at none (``body`` is empty then).

        ``name`` and ``kind`` are of the body. None for what several may hold.
        """
        words = [_bare(word) for word in name_key(title).split()]
        of = body
        if not body:
            of = self._country(words.pop()) if len(words) > 1 else ""
            if not of:
                return None
        where = "nation" if not body else "place" if kind in _PLACES else "body"
        head = (name_key(name).split() or [""])[0]
        rows = self._longest(words)
        if any(row.where == "several" for row in rows):
            return None
        for row in rows:
            if row.where == where and (not row.heads or {head, _bare(head)} & row.heads):
                return Post(row.post or " ".join(words), of)
        return None

    def _longest(self, words: list[str]) -> list[_Row]:
        whole = self._rows.get(" ".join(words))
        if whole is not None:
            return whole
        for count in range(len(words) - 1, 0, -1):
            rows = self._rows.get(" ".join([*words[:count], "*"]))
            if rows is not None:
                return rows
        return []

    def _country(self, word: str) -> str:
        """The code of the country that an adjective names, without the article."""
        return self._nationalities.features(word, "nationality").get("country", "")


@cache
def shipped() -> Posts:
    """The table that comes with kg, read once; see :meth:`Posts.load`."""
    return Posts.load()


def find_posts(known: Known, within: int) -> Iterator[Conflict]:
    """Pairs of holders of one post at one time: in periods that overlap, told of by articles at
    most ``within`` days apart, and neither former nor acting nor designate."""
    posts = shipped()
    holders: dict[Post, dict[str, list[Attributes]]] = defaultdict(lambda: defaultdict(list))
    things: dict[Post, tuple[str, str]] = {}
    for person, body, fact in known.reader.roles():
        title = str(fact["label" if body else "value"])
        post = posts.find(title, body, known.name(body), known.kinds.get(body))
        if post is None or not _NOT_NOW.isdisjoint(fact.get("standing", "").split(", ")):
            continue
        holders[post][person].append(fact)
        label = f"{title} — {known.name(body)}" if body else title
        things[post] = min(things.get(post, (body, label)), (body, label))
    for post, people in holders.items():
        for one, other in combinations(sorted(people), 2):
            sides = (
                known.side(one, known.name(one), people[one]),
                known.side(other, known.name(other), people[other]),
            )
            if _overlap(people[one], people[other]) and are_of_one_time(*sides, within):
                yield Conflict.between("post", *things[post], sides)


def _overlap(one: list[Attributes], other: list[Attributes]) -> bool:
    """Whether two stated periods do not exclude each other."""
    return any(
        not _precedes(a.get("until", ""), b.get("since", ""))
        and not _precedes(b.get("until", ""), a.get("since", ""))
        for a in one
        for b in other
    )


def _precedes(until: str, since: str) -> bool:
    """Whether what ends at ``until`` is over when the other begins; ISO dates of any precision."""
    length = min(len(until), len(since))
    return length > 0 and until[:length] <= since[:length]


def _bare(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > _SHORTEST else word
