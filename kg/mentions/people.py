"""Names of people: behind honorifics, and where a given name that the lexicons know begins one."""

from __future__ import annotations

from collections.abc import Sequence

from kg.chunks import Word
from kg.gazetteer import Gazetteer
from kg.lexicons import Lexicons
from kg.mentions.candidates import Candidate, join
from kg.mentions.classes import has_any, is_served, is_title
from kg.mentions.names import (
    is_ali,
    is_announced_post,
    is_behalf,
    is_post,
    is_sure_name,
    name_end,
    starts_name,
)

RANK_HONORIFIC = 60
RANK_LEXICON = 50

_GOVERN = frozenset("بلك")
"""Proclitics that are prepositions."""

MOST_HONORIFICS = 8
"""Longest row of honorifics, in words."""


def find_people(
    words: Sequence[Word],
    lexicons: Lexicons,
    gazetteer: Gazetteer,
    places: frozenset[int] = frozenset(),
) -> list[Candidate]:
    """Candidates for people in a sentence; ``places`` are words of places' names of several words.

    After an honorific any open word may be a name; without one the run must begin with a given
    name of the lexicon and go on with a name.
    """
    found = []
    index = 0
    while index < len(words):
        candidate = _after_honorific(words, index, lexicons, gazetteer)
        other = is_post(words, index, gazetteer) or is_behalf(words, index)
        if candidate is None and index not in places and not other:
            candidate = _from_given(words, index, lexicons)
        if candidate:
            found.append(candidate)
        index = candidate.last if candidate else index + 1
    return found


def honorifics_end(words: Sequence[Word], index: int, lexicons: Lexicons) -> int:
    """The index behind the honorifics that begin at ``index`` (``index`` where there are none)."""
    normals = [word.normal for word in words[index : index + MOST_HONORIFICS]]
    at = 0
    while at < len(normals):
        if at and words[index + at].proclitics:
            break
        terms = [term for term in lexicons.match(normals, at) if term.cls == "honorific"]
        if not terms or not _is_honorific(words, index + at, len(terms[0].words)):
            break
        at += len(terms[0].words)
        if at < len(normals) and normals[at] in {".", "/"} and len(terms[0].words[0]) <= 2:
            at += 1
    return index + at


def honorifics_start(words: Sequence[Word], name: int, lexicons: Lexicons) -> int:
    """Where the honorifics begin that end right before a name; ``name`` where there are none.

    «(أمير المنطقة) | صاحب السمو الملكي الأمير سامي»: behind a post they are the person's.
    """
    for start in range(max(0, name - MOST_HONORIFICS), name):
        if honorifics_end(words, start, lexicons) == name:
            return min(name, _behind_king(words, start, lexicons))
    return name


def _is_honorific(words: Sequence[Word], index: int, length: int) -> bool:
    """«أمير منطقة عسير» is a title, «الأمير فيصل» a name; «سلطان» after «الأمير» is a name too."""
    word = words[index]
    return (
        length > 1 or word.has("#definite") or not has_any(word, ("c:title_head", "c:name.given"))
    )


def _after_honorific(
    words: Sequence[Word], index: int, lexicons: Lexicons, gazetteer: Gazetteer
) -> Candidate | None:
    start = honorifics_end(words, index, lexicons)
    if start == index or start >= len(words):
        return None
    if is_post(words, start, gazetteer) or is_announced_post(words, start):
        return None
    index = _behind_king(words, index, lexicons)
    doubtful = has_any(words[start - 1], ("a:honorific", "c:title_head")) and start - index == 1
    # «سفير خادم الحرمين الشريفين بجمهورية …»: behind a preposition no name of the honoured begins.
    other = doubtful or has_any(words[start], ("c:country", "c:preposition"))
    other = other or bool(set(words[start].proclitics) & _GOVERN)
    if other and not words[start].has("c:name.given"):
        return None
    end = name_end(words, start, trusted=True)
    if end == start:
        return None
    # «فخامة الرئيس عبدالعزيز …»: what is surely a title in the row is a post of the person.
    posts = (at for at in range(index, start) if is_title(words[at]))
    titles = [at for at in posts if not words[at].has("c:honorific")]
    return Candidate(
        kind="Person",
        first=titles[-1] + 1 if titles else index,
        last=end,
        name=join(words[start:end]),
        pattern="person.honorific",
        confidence=0.95,
        rank=RANK_HONORIFIC,
        gender=gender_of(words, index, start, lexicons),
    )


def _behind_king(words: Sequence[Word], index: int, lexicons: Lexicons) -> int:
    """Behind whom a post serves: «نائب خادم الحرمين الشريفين | الأمير سامي»."""
    if not index:
        return index
    before = words[index - 1]
    if not is_served(words, index) and (not is_title(before) or before.has("#definite")):
        return index
    normals = [word.normal for word in words[index : index + MOST_HONORIFICS]]
    posts = [
        len(term.words)
        for term in lexicons.match(normals, 0)
        if term.cls == "title_head" and len(term.words) > 1
    ]
    return index + max(posts, default=0)


def _from_given(words: Sequence[Word], index: int, lexicons: Lexicons) -> Candidate | None:
    word = words[index]
    if not starts_name(word, lexicons) or (index and words[index - 1].has("c:nasab")):
        return None
    end = name_end(words, index, trusted=False)
    if end - index < 2 or (word.has("c:theophoric") and not _is_compound(words, index, lexicons)):
        return None
    if not any(is_sure_name(words, at) for at in range(index + is_ali(word), end)):
        return None
    return Candidate(
        kind="Person",
        first=index,
        last=end,
        name=join(words[index:end]),
        pattern="person.given_name",
        confidence=0.75 if has_any(word, ("+ل", "+ك")) else 0.85,
        rank=RANK_LEXICON,
        gender=lexicons.features(word.normal, "name.given").get("gender", ""),
    )


def _is_compound(words: Sequence[Word], index: int, lexicons: Lexicons) -> bool:
    """«عبد الرحمن» is a name written apart, «عبد الطريق» is none."""
    joined = words[index].normal + words[index + 1].normal
    return "name.given" in lexicons.classes(joined)


def gender_of(words: Sequence[Word], first: int, last: int, lexicons: Lexicons) -> str:
    """The gender that the honorifics ``[first, last)`` give, else the name behind them."""
    for index in range(last - 1, first - 1, -1):
        gender = lexicons.features(words[index].normal, "honorific").get("gender", "")
        if gender:
            return gender
    return lexicons.features(words[last].normal, "name.given").get("gender", "")
