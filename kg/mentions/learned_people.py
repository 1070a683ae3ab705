"""Where a person's name that a learned recognizer found begins and ends."""

from __future__ import annotations

from collections.abc import Sequence

from kg.chunks import Word
from kg.gazetteer import Gazetteer
from kg.mentions.classes import (
    has_any,
    is_classed,
    is_joined_name,
    word_at,
)
from kg.mentions.names import is_announced_post, is_post, is_prayer, name_end
from kg.mentions.people import MOST_HONORIFICS
from kg.mentions.words import match_place

_CLAN = "آل"

_COMMA = "،"

_BEFORE_NOUNS = frozenset({"ل", "ب", "ك"})
_STAFF = "ركن"
_EVERYBODY = "الجميع"


def behind_place(words: Sequence[Word], first: int, last: int, gazetteer: Gazetteer) -> int:
    """Where a person's name begins behind a place («مدير تعليم جدة | سامي الخطيب»)."""
    place = match_place(words, first, gazetteer)
    if place is None or place.common_word or is_any_name(words[first]) or words[first].proclitics:
        return first
    behind = first + place.length
    given = behind + 1 < last and words[behind].has("c:name.given")
    return behind if given else first


def behind_standing(words: Sequence[Word], inside: Sequence[int]) -> list[int]:
    """A person's words behind a standing: «الرئيس اليمني | المخلوع | علي صالح»."""
    for number, index in enumerate(inside):
        standing = words[index].has("c:standing") and words[index].has("#definite")
        if not standing or is_any_name(words[index]):
            return list(inside[number:])
    return []


def behind_verb(words: Sequence[Word], first: int, last: int) -> int:
    """Where a person's name begins behind a verb that opens a sentence («حضر | سامي مراد»)."""
    verb = any(tag.startswith("c:verb") for tag in words[first].tags)
    if not verb or is_any_name(words[first]) or first + 1 >= last:
        return first
    return first + 1 if words[first + 1].has("c:name.given") else first


def with_honorifics(words: Sequence[Word], first: int, last: int) -> tuple[int, int]:
    """Where a person's honorifics begin, which the model leaves out, and where the name does."""
    name = first
    second = words[first].has("c:ordinal") or words[first].normal == _STAFF
    if first and second and words[first - 1].has("c:honorific"):
        # «الملازم | أول سامي الحربي», «الفريق | ركن سامي»: a rank of two words, of which the model
        # takes one for a name.
        name += first < last - 1
    while name < last - 1 and _is_honour(words, name, first):
        name += 1
    while first and first > name - MOST_HONORIFICS and not words[first].proclitics:
        before = words[first - 1]
        # «د. سامي», «الفريق أول سامي»
        inside = before.text in {".", "/"} or before.has("c:ordinal")
        mark = inside and first > 1 and words[first - 2].has("c:honorific")
        if not mark and not before.has("c:honorific"):
            break
        first -= 1
    return first, name


def _is_honour(words: Sequence[Word], at: int, first: int) -> bool:
    """«الفريق», «الفريق | ركن»: what stands before a name, and is no part of it."""
    if words[at].normal == _STAFF:
        return at > first
    return words[at].has("c:honorific") and not _is_name(words[at])


def name_stop(words: Sequence[Word], name: int, last: int, gazetteer: Gazetteer) -> int:
    """Where a person's name ends before «و» and a place, or before a post.

    «الملك فهد | ومكة», «سامي بن فهد | أمير منطقة عسير», «ينس مارتن | الأمين العام»
    """
    for index in range(name + 1, last):
        if is_post(words, index) or is_announced_post(words, index) or is_prayer(words[index]):
            return index
        if words[index].proclitics == "و" and match_place(words, index, gazetteer) is not None:
            return index
        if _is_no_name(words[index]):
            return index
    return last


def _is_no_name(word: Word) -> bool:
    """«حمد الجهيم | للفتح»: a known noun with the article behind a preposition; «الجميع»."""
    if word.text == _EVERYBODY:
        return True
    governed = word.proclitics in _BEFORE_NOUNS and word.has("#definite")
    return governed and is_classed(word) and not is_any_name(word)


def whole_name_end(words: Sequence[Word], name: int, last: int) -> int:
    """Behind the words of a name that the model left out («عصام بن عبدالله | خلف»)."""
    if last + 1 < len(words) and words[last].text == _CLAN and not words[last + 1].proclitics:
        return last + 2  # «شبيلي بن مجدوع | آل مجدوع»
    if last < len(words) and (_is_no_name(words[last]) or _is_next(words, name, last)):
        return last
    if last - name == 1 and _is_name(words[name]) and _is_unknown_apposition(words, last):
        return last + 1
    if _is_family_behind_father(words, name, last):
        return last + 1
    end = name_end(words, name, trusted=False)
    more = words[last:end]
    sure = all(has_any(word, ("c:name.given", "c:name.family")) for word in more)
    return end if more and sure and not any(word.text == "على" for word in more) else last


def _is_family_behind_father(words: Sequence[Word], name: int, at: int) -> bool:
    """«محمد بن ربيعان | المشوط»: a word of no lexicon with the article behind a father's name."""
    word = word_at(words, at)
    if word is None or at - name < 3 or not words[at - 2].has("c:nasab"):
        return False
    unknown = all(tag.startswith("w:") or tag == "#definite" for tag in word.tags)
    return word.has("#definite") and not word.proclitics and unknown


def _is_unknown_apposition(words: Sequence[Word], at: int) -> bool:
    """«…، جوشوا | كلين،»: a word of no lexicon that is left of what stands between two commas."""
    word, behind = word_at(words, at), word_at(words, at + 1)
    if word is None or behind is None or at < 2:
        return False
    apart = words[at - 2].text == _COMMA and behind.text == _COMMA
    plain = not word.proclitics and word.text.isalpha() and not word.text.endswith("ا")
    return apart and plain and all(tag.startswith("w:") for tag in word.tags)


def _is_name(word: Word) -> bool:
    return word.has("c:name.given") and not word.has("#definite")


def is_any_name(word: Word) -> bool:
    return any(tag.startswith("c:name.") for tag in word.tags)


def without_number(words: Sequence[Word], first: int, last: int) -> int:
    """Behind numbers before a person's name: «رئيس مهرجان جدة 36 | محمد الساعد»."""
    while first < last - 1 and words[first].has("#number"):
        first += 1
    return first


def joined_name(words: Sequence[Word], first: int, last: int) -> int:
    """Where a second person begins; else ``last``.

    A preposition joins him («إليسا | بماجد»), or he is whom the first has met («فيصل بن بندر |
    الشيخ القرني»).
    """
    for index in range(first + 1, last - 1):
        if _is_next(words, first, index):
            return index
        named = words[index].has("c:name.given") or is_joined_name(words[index])
        if words[index].proclitics in {"ب", "ل"} and named:
            return index
    return last


def _is_next(words: Sequence[Word], first: int, at: int) -> bool:
    """«فيصل بن بندر | الشيخ القرني»: an honorific and a name, behind a father's name."""
    word, behind = words[at], word_at(words, at + 1)
    honoured = word.has("c:honorific") and word.has("#definite") and not word.proclitics
    father = any(each.has("c:nasab") for each in words[first : at - 1])
    named = behind is not None and is_any_name(behind) and not behind.proclitics
    return honoured and father and named and words[at - 1].text != _CLAN


def without_noun(words: Sequence[Word], first: int, last: int) -> int:
    """Before a plain noun at the end of a person's name: «حامد الشمري | فانوس»."""
    word = words[last - 1]
    plain = word.has("c:noun") and not is_any_name(word) and not word.has("#definite")
    return last - 1 if last - first > 2 and plain and words[last - 2].has("#definite") else last
