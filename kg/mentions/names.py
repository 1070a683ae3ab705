"""Where a person's name ends, and which words may be names."""

from __future__ import annotations

from collections.abc import Sequence

from kg.chunks import Word
from kg.gazetteer import Gazetteer
from kg.lexicons import Lexicons
from kg.mentions.adjectives import is_feminine
from kg.mentions.classes import (
    has_any,
    is_joined_name,
    is_surely,
    is_title,
    is_unknown,
    word_at,
)
from kg.mentions.words import match_place

MOST_NAMES = 8
"""Longest name in words, nasab included."""

MOST_UNKNOWN = 4
"""Behind so many words of a name no unknown word goes on it."""

MOST_REVERED = 7
"""Longest name of a person inside a body's name."""

_NAMES = ("c:name.given", "c:name.family", "c:name.particle")
_LINKS = ("c:nasab", "c:theophoric")
_CLEAN_ENDS = ("#punct", "c:title_head", *_NAMES)
_NO_NAME = (
    "#verb",
    "c:title_head",
    "c:standing",
    "c:generic_modifier",
    "c:org_head",
    "c:honorific",
    "c:country",
    "c:place_head",
)
_NO_FAMILY = (
    "#verb",
    "c:nationality",
    "c:org_head",
    "c:event_head",
    "c:meeting_head",
    "c:month",
    "c:weekday",
    "c:relative",
    "c:time_word",
)
_OFFICES = ("c:title_head", "c:honorific", "c:title_modifier")
_OFFICE_GOES_ON = ("c:name.given", "c:title_modifier", "c:honorific")
_COMMON = ("c:noun", "c:occupation", "c:participle")
_HELD_AT = ("c:region_noun", "c:org_head", "c:place_head", "c:city_noun")
_PLURALS = ("ات", "ين", "ون")
_WISHED = frozenset({"رحمه", "رحمها", "رحمهم", "حفظه", "حفظها", "حفظهم", "يرحمه", "يحفظه"})
_NO_START = ("#verb", "#function", "c:title_head", "c:org_head")
_ENDS = (
    "c:title_head",
    "c:title_modifier",
    "c:org_head",
    "c:event_head",
    "c:session_head",
    "c:meeting_head",
    "c:initiative_head",
    "c:generic_head",
    "c:participle",
    "c:participle.say",
    "c:standing",
    "c:weekday",
    "c:month",
    "c:honorific",
    "c:occupation",
    "c:nationality",
    "c:edition_noun",
    "c:number",
    "c:ordinal",
)


def starts_name(word: Word, lexicons: Lexicons) -> bool:
    """Whether a word can begin a person's name by itself: a given name, or عبد- or أبو-."""
    given = word.has("c:name.given")
    if word.has("#definite") and not given:
        return False
    if is_ali(word):
        return True
    if has_any(word, _NO_START) and not (given and is_surely(word, "c:name.given")):
        # A verb or a noun that is a name too («نادي», «أحمد») counts only where it is surely one.
        return False
    return given or is_joined_name(word)


def name_end(words: Sequence[Word], start: int, *, trusted: bool) -> int:
    """The index behind the name that begins at ``start``; ``start`` where no name is.

    ``trusted``: an honorific precedes, so that unknown words may be names too.
    """
    at = start
    closed = False
    while at < len(words) and at - start < MOST_NAMES:
        word = words[at]
        if has_any(word, ("#punct", "#number")) or (word.proclitics and at > start):
            break
        if word.has("#latin") and not (trusted and at == start):
            break
        if at > start and words[at - 1].has("c:name.particle") and not word.has("#function"):
            closed = not has_any(words[at - 1], _LINKS)
        elif not _goes_on(words, start, at, closed=closed, trusted=trusted):
            break
        else:
            closed = closed or _closes(word, at - start)
        at += 1
    while at > start and has_any(words[at - 1], _LINKS):
        at -= 1
    return at


def _closes(word: Word, taken: int) -> bool:
    """A family name has the article, but so have a few given names («وسام العباس لوتاه»)."""
    return taken > 0 and word.has("#definite") and not word.has("c:name.given")


def _goes_on(words: Sequence[Word], start: int, at: int, *, closed: bool, trusted: bool) -> bool:
    """Whether the word at ``at`` is part of the name that began at ``start``."""
    word = words[at]
    if is_ali(word):
        return not closed
    if at > start and (is_post(words, at) or is_announced_post(words, at) or is_prayer(word)):
        return False
    if word.has("#function"):
        return has_any(word, _NAMES) and _is_last_name(words, at, at - start)
    if at == start and trusted:
        return _may_follow_honorific(word)
    if closed:
        # «ساعد العرابي الحارثي»: a second family name has the article and the ending of descent.
        return word.has("#definite") and word.normal.endswith("ي") and not is_blocked(word)
    if has_any(word, _NAMES) or is_joined_name(word):
        if not is_blocked(word) or word.has("c:name.particle") or not word.has("#definite"):
            return True
        return word.has("c:name.family") and _is_family(words, at, at - start)
    if word.has("#definite"):
        return at > start and _is_family(words, at, at - start)
    return not is_blocked(word) and _is_unknown_name(words, at, at - start, trusted=trusted)


def _may_follow_honorific(word: Word) -> bool:
    if word.has("c:name.given"):
        return True
    if has_any(word, _NO_NAME):
        return False
    descent = word.normal.endswith("ي") and not word.has("c:nationality")
    return has_any(word, _NAMES) or descent or not word.has("#definite")


def _is_unknown_name(words: Sequence[Word], at: int, taken: int, *, trusted: bool) -> bool:
    """Whether a word that no list of names holds goes on a name of ``taken`` words."""
    clean = ends_cleanly(words, at + 1)
    if taken < 2:
        return trusted or (clean and not is_feminine(words[at]))
    return trusted and clean and taken < MOST_UNKNOWN and is_unknown(words[at])


def _is_family(words: Sequence[Word], at: int, taken: int) -> bool:
    """Whether a word with the article can be a family name («القاضي») and no adjective or title."""
    word = words[at]
    if has_any(word, _NO_FAMILY) or (word.has("c:noun") and is_feminine(word)):
        return word.has("c:name.family") and not has_any(word, _NO_FAMILY)
    if word.has("c:name.family"):
        following = word_at(words, at + 1)
        modified = following is not None and has_any(following, _OFFICE_GOES_ON)
        return not (modified and has_any(word, _OFFICES))
    if word.has("c:generic_head"):
        return False
    if taken > 1 and (has_any(word, _COMMON) or word.normal.endswith(_PLURALS)):
        # «قابل الدكتور سالم العمري الفائزات»: what follows a whole name is the verb's object.
        return False
    return not has_any(word, _OFFICES)


def ends_cleanly(words: Sequence[Word], at: int) -> bool:
    """Whether a name may end before a word: punctuation, a title, another name, or the end."""
    word = word_at(words, at)
    return word is None or has_any(word, _CLEAN_ENDS)


def is_blocked(word: Word) -> bool:
    """Whether a word surely is something else than a name."""
    return word.has("#verb") or any(is_surely(word, tag) for tag in _ENDS)


def is_ali(word: Word) -> bool:
    """«علي», which the normal form confuses with «على»."""
    return word.text == "علي"


def is_sure_name(words: Sequence[Word], at: int) -> bool:
    """Whether a word is a name and nothing else."""
    word = words[at]
    if word.has("c:theophoric"):
        following = word_at(words, at + 1)
        return following is not None and has_any(following, ("#definite", "c:name.given"))
    if is_joined_name(word) or word.has("c:nasab"):
        return True
    return any(is_surely(word, tag) for tag in _NAMES)


def _is_last_name(words: Sequence[Word], at: int, taken: int) -> bool:
    """«عصام بن عبدالله خلف»: a preposition that is a name too, with nothing to govern behind it."""
    word = words[at]
    if not taken or not (word.has("c:preposition") and word.has("c:name.given")):
        return False
    following = word_at(words, at + 1)
    return (
        following is None
        or bool(following.proclitics)
        or has_any(following, ("#punct", "#function", "#verb"))
    )


def revered_end(words: Sequence[Word], at: int) -> int:
    """Behind «الملك فهد», «الإمام محمد بن سعود» inside another name: honorifics, then the name."""
    start = at
    while start < len(words) and words[start].has("c:honorific"):
        if words[start].has("c:name.given") or not words[start].has("#definite"):
            break
        start += 1
    end = start
    while end < len(words) and end - start < MOST_REVERED and _is_inside_name(words[end]):
        end += 1
    if end > start and words[end - 1].has("c:name.particle") and _may_end_name(words, end):
        end += 1  # «الملك عبد | الله», «أم | القرى»: such a word is no name without the next
    ordinal = word_at(words, end)
    if end > start and ordinal is not None and ordinal.has("c:ordinal"):
        end += ordinal.has("#definite")
    return max(end, at + 1)


def _may_end_name(words: Sequence[Word], at: int) -> bool:
    word = word_at(words, at)
    return word is not None and word.normal.startswith("ال") and not word.proclitics


def _is_inside_name(word: Word) -> bool:
    if word.proclitics or word.has("#punct"):
        return False
    return has_any(word, ("c:name.particle", "c:name.given")) or is_joined_name(word)


def is_post(words: Sequence[Word], at: int, gazetteer: Gazetteer | None = None) -> bool:
    """«… بن سعود | أمير منطقة …»: a name elsewhere, but a post before what it is held at.

    «… | مساعد رئيس …» is a post before another.
    With ``gazetteer`` before a place that it knows too: «أمين الأحساء», «أمير نجران».
    """
    following = word_at(words, at + 1)
    post = words[at].has("c:title_head") and not words[at].has("#definite")
    if not post or following is None:
        return False
    if words[at].normal == "ولي" and following.normal in {"العهد", "ولي"}:
        return True
    chief = is_title(following) and not (following.proclitics or following.has("c:name.given"))
    if chief or has_any(following, _HELD_AT):
        return True
    if following.has("c:title_modifier"):
        # «… | أمين عام الهيئة»; but «إياد بن أمين مدني» is a name.
        son = at > 0 and words[at - 1].has("c:nasab")
        return not son and not has_any(following, ("c:name.family", "c:name.given"))
    place = None if gazetteer is None else match_place(words, at + 1, gazetteer)
    named = following.has("c:name.family") or bool(following.proclitics)
    return place is not None and not (place.common_word or named)


def is_prayer(word: Word) -> bool:
    """«الملك عبدالله | رحمه الله»: what is wished to somebody, and no name."""
    return word.normal in _WISHED


def is_behalf(words: Sequence[Word], at: int) -> bool:
    """«المتحدث | باسم الخارجية»: whom a title speaks for, and nobody named «باسم»."""
    word = words[at]
    titled = at > 0 and has_any(words[at - 1], ("c:title_head", "c:title_modifier"))
    return titled and word.has("#titling") and word.has("c:name.given")


def is_announced_post(words: Sequence[Word], at: int) -> bool:
    """«سعادة | الأمين العام»: a name elsewhere, but a post before its modifier."""
    following = word_at(words, at + 1)
    return (
        words[at].has("c:title_head")
        and words[at].has("#definite")
        and following is not None
        and not following.proclitics
        and following.has("c:title_modifier")
        and following.has("#definite")
    )
