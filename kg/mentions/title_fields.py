"""The field of a title: «وزير | الأشغال وشؤون البلديات», «مدير | مرور محافظة جدة»."""

from __future__ import annotations

from collections.abc import Sequence, Set

from kg.chunks import Word
from kg.gazetteer import Gazetteer
from kg.lexicons import Lexicons
from kg.mentions.adjectives import is_feminine, is_relative
from kg.mentions.classes import (
    AFFAIRS,
    begins_idafa,
    has_any,
    is_surely,
    is_title,
    is_to_king,
    word_at,
)
from kg.mentions.names import starts_name
from kg.mentions.words import match_place

MOST_FIELD = 9


BODY_HEADS = ("c:org_head", "c:place_head", "c:event_head", "c:meeting_head", "c:generic_head")


_STOP = (
    "#punct",
    "#function",
    "#number",
    "#latin",
    "c:honorific",
    "c:participle",
    "c:participle.say",
    "c:weekday",
    "c:standing",
    "c:occupation",
)


_NO_FIELD = ("#verb", "c:city_noun", "c:region_noun", "c:compass", "c:name.given", "c:name.family")


_NO_IDAFA = ("#function", "c:honorific")

_FOREMOST = frozenset({"ابرزهم", "اهمهم", "اشهرهم", "ابرزها", "ابرزهن", "اخرهم", "اولهم"})
"""«لاعبين | أبرزهم سامي»: who of several is named, and nothing of their title."""


def field_end(
    words: Sequence[Word],
    begin: int,
    lexicons: Lexicons,
    gazetteer: Gazetteer,
    bodies: Set[int],
) -> int:
    """Behind the field of the title, where it has one («وشؤون البلديات», «للإعلام الخارجي»)."""
    at = begin
    closed = words[begin - 1].has("#definite")
    while at < len(words) and at - begin < MOST_FIELD:
        word = words[at]
        if at > begin and (_is_arranging_adjective(words, at) or _is_of_affairs(words, at)):
            at += 1
            continue
        # «شؤون الطلاب»: an occupation in idafa is a field.
        field = at > begin and not closed and word.has("#definite") and word.has("c:occupation")
        if (_stops(word) and not field) or is_body(word):
            break
        if at in bodies or is_place(words, at, gazetteer):
            break
        if word.has("#verb") and not word.has("#definite"):
            break
        if is_to_king(word) or word.normal in _FOREMOST:
            break
        if not _takes(words, at, lexicons, gazetteer, closed=closed, first=at == begin):
            break
        # Behind «ل» and «و» the article decides anew; else what is closed stays so.
        closed = word.has("#definite") or (closed and not word.proclitics)
        at += 1
    return at


def _is_arranging_adjective(words: Sequence[Word], at: int) -> bool:
    """«رئيس اللجان | المنظمة»: an adjective of several, which is a body elsewhere."""
    word, before = words[at], words[at - 1]
    plain = not word.proclitics and all(each.has("#definite") for each in (word, before))
    return plain and word.has("c:generic_modifier") and is_feminine(word) and before.has("#many")


def _is_of_affairs(words: Sequence[Word], at: int) -> bool:
    """«وزير الشؤون | البلدية», «مدير الشؤون | الإدارية»: an adjective, elsewhere a body."""
    word, before = words[at], words[at - 1]
    plain = not word.proclitics and all(each.has("#definite") for each in (word, before))
    return plain and before.bare in AFFAIRS and is_feminine(word)


def _stops(word: Word) -> bool:
    """«نائب رئيس الدولة»: a word that is an honorific elsewhere does not end a field."""
    if is_surely(word, "c:honorific") or not word.has("c:honorific"):
        return has_any(word, _STOP)
    return has_any(word, [tag for tag in _STOP if tag != "c:honorific"])


def _takes(
    words: Sequence[Word],
    at: int,
    lexicons: Lexicons,
    gazetteer: Gazetteer,
    *,
    closed: bool,
    first: bool,
) -> bool:
    """Whether a word goes on the field; ``first``: it stands right behind the head."""
    word = words[at]
    governs = begins_idafa(words, at, _NO_IDAFA) or _before_place(words, at, gazetteer)
    if word.proclitics == "ل":
        return (word.has("#definite") or governs) and not word.has("c:title_head")
    if word.proclitics == "و":
        return closed and not first and _is_conjunct(words, at)
    if word.proclitics:
        return False
    if word.has("#definite"):
        # «وزير الشؤون الإسلامية»: a feminine goes with the field, «الخارجية القطري» with the post.
        post = word.has("c:nationality") and (
            first or not is_feminine(word) or words[at - 1].proclitics == "و"
        )
        if post or word.has("c:title_head"):
            return False
        # Behind «وزير الأشغال وشؤون البلديات» only an adjective goes on, and not the verb's object.
        adjective = is_relative(word) or is_feminine(word)
        return not closed or word.has("c:title_modifier") or (adjective and not first)
    return (
        governs and not closed and not starts_name(word, lexicons) and not word.has("c:title_head")
    )


def _before_place(words: Sequence[Word], at: int, gazetteer: Gazetteer) -> bool:
    """«وزير | خارجية مصر», «مدير | مرور محافظة شقراء»: a field without article before a place."""
    following = word_at(words, at + 1)
    if following is None or following.proclitics or has_any(words[at], _NO_FIELD):
        return False
    region = following.has("c:region_noun") and not following.has("#definite")
    return region or is_place(words, at + 1, gazetteer)


def _is_conjunct(words: Sequence[Word], at: int) -> bool:
    word = words[at]
    if is_title(word) or is_body(word) or has_any(word, ("c:name.given", "#verb")):
        return False
    return word.has("#definite") or begins_idafa(words, at, _NO_IDAFA)


def is_body(word: Word) -> bool:
    """Whether a word begins the body: surely a head noun, in the singular.

    «رئيس الأركان» has none, and neither has «وزير الصحة», where the noun is the field.
    """
    return not word.has("#many") and any(is_surely(word, tag) for tag in BODY_HEADS)


def is_place(words: Sequence[Word], at: int, gazetteer: Gazetteer) -> bool:
    place = match_place(words, at, gazetteer)
    return place is not None and not place.common_word
