"""Tests of words that several finders ask for, in terms of the tags of :mod:`kg.chunks`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.chunks import Word

DASHES = frozenset({"-", "–"})
AMPERSANDS = frozenset({"&", "-", "–"})
"""Marks that may stand inside a name in Latin letters («Hack & Pitch»)."""

MOST_OF_A_POST = 4
"""Words of a deputy's post before the body: «نائب المدير العام»."""

AFFAIRS = frozenset({"شؤون", "شئون"})
_DIRECTORS = frozenset({"مدير", "مديره", "مديري", "مديرو", "مديرات"})
_SITES = frozenset(
    {
        *("مطار", "ميناء", "منفذ", "ملعب", "سوق", "قصر", "حديقه", "جسر", "حي", "شارع"),
        *("جامع", "مسجد", "استاد", "منتزه"),
    }
)

_TAKING_OVER = frozenset({"تولي", "تولت", "يتولي", "تتولي", "وتولي"})
_ARRANGED = ("c:event_head", "c:session_head", "c:meeting_head", "c:initiative_head")

_NO_LINK = ("#punct", "#function", "#verb", "#number", "#definite", "c:name.given")


def has_any(word: Word, tags: Iterable[str]) -> bool:
    """Whether the word has one of the tags."""
    return not word.tags.isdisjoint(tags)


def is_surely(word: Word, tag: str) -> bool:
    """Whether the word has a lexicon class («c:verb») and no other use."""
    return tag in word.tags and "a" + tag[1:] not in word.tags


def is_title(word: Word) -> bool:
    """Whether a word is surely the head of a title."""
    return is_surely(word, "c:title_head")


def is_classed(word: Word) -> bool:
    """Whether any lexicon knows the word."""
    return any(tag.startswith("c:") for tag in word.tags)


def is_unknown(word: Word) -> bool:
    """Whether nothing is known about the word: neither a class nor a property of form."""
    return not any(tag.startswith(("c:", "#")) for tag in word.tags)


def word_at(words: Sequence[Word], index: int) -> Word | None:
    """The word at an index that may lie behind the end."""
    return words[index] if index < len(words) else None


def begins_idafa(words: Sequence[Word], index: int, barred: Iterable[str]) -> bool:
    """Whether a bare noun governs the word behind it: definite, and without ``barred`` tags."""
    following = word_at(words, index + 1)
    return (
        following is not None
        and following.has("#definite")
        and not following.proclitics
        and not has_any(following, barred)
    )


def begins_long_idafa(words: Sequence[Word], index: int, most: int, barred: Iterable[str]) -> bool:
    """Whether an idafa of at most ``most`` bare nouns begins («مكاتب رحلات الاتحاد»)."""
    for at in range(index, min(index + most, len(words))):
        if words[at].has("#latin") or (at > index and has_any(words[at], _NO_LINK)):
            return False
        if begins_idafa(words, at, barred):
            return True
    return False


def announces_place(word: Word, *, region: bool = True) -> bool:
    """«مدينة», «العاصمة», with ``region`` «محافظة» too: right before a place's name."""
    if word.has("#definite"):
        return word.has("c:capital_noun")
    return word.has("c:city_noun") or (region and word.has("c:region_noun"))


def is_joined_name(word: Word) -> bool:
    """«عبدالله», «أبوهاشم»: a name written together with عبد or أبو before it."""
    return word.normal.startswith(("عبد", "ابو")) and len(word.normal) > 5


def is_address(word: Word) -> bool:
    """«www.example.com»: the address of a site, which names nothing."""
    return word.has("#latin") and (
        "." in word.text or word.text.lower() in {"www", "http", "https"}
    )


def is_field(word: Word) -> bool:
    """«مركز الخليج للمؤتمرات», «الإدارة العامة للإقامة»: what a body is for, in general."""
    many = word.has("#many") or (word.has("#definite") and word.normal.endswith(("ات", "ين")))
    return word.proclitics == "ل" and many


def is_duty(words: Sequence[Word], head: int, at: int) -> bool:
    """«وكيل وزارة الإسكان | للبحوث»: what a deputy is for, and no part of the body's name.

    «وكيل جامعة الملك سعود | للتطوير», «مساعد مدير الأمن العام | للشؤون الأمنية»; but «وكيل الرئاسة
    العامة لشؤون المسجد» is of a body that is for it.
    """
    if words[at].proclitics != "ل":
        return False
    if words[at].bare in AFFAIRS and _has_deputy(words, head):
        told = at > head + 1 or words[head].has("#definite")
        return told and not (at == head + 2 and words[at - 1].bare == "عامه")
    deputy = head > 0 and words[head - 1].has("c:deputy_noun")
    named = any(has_any(word, ("c:name.given", "#royal")) for word in words[head + 1 : at])
    return deputy and (named or words[head].has("c:office_head")) and at > head + 1


def _has_deputy(words: Sequence[Word], head: int) -> bool:
    """Whether the post before a body is a deputy's: «نائب المدير العام (لشرطة الوادي)»."""
    for index in range(head - 1, max(-1, head - 1 - MOST_OF_A_POST), -1):
        if words[index].has("c:deputy_noun"):
            return True
        if not has_any(words[index], ("c:title_head", "c:title_modifier", "c:office_head")):
            return False
    return False


def is_served(words: Sequence[Word], at: int) -> bool:
    """«السكرتير الخاص | لخادم (الحرمين الشريفين)»: whom a post serves, and no field of it.

    Before his name he is somebody else: «شكر المدير لخادم الحرمين الشريفين الملك سلمان».
    """
    named = word_at(words, at + 3)
    return is_to_king(words[at]) and (named is None or named.normal != "الملك")


def is_to_king(word: Word) -> bool:
    """«لخادم (الحرمين الشريفين)»."""
    return word.normal == "خادم" and word.proclitics == "ل"


def is_directed(words: Sequence[Word], first: int) -> bool:
    """«مدير | بيت الشباب», «مديرة | دار الأيتام»: what has a director is a body, and no place.

    An airport or a city stays a place, whoever directs it.
    """
    before = words[first - 1] if first else None
    word = words[first]
    site = has_any(word, ("c:city_noun", "c:region_noun")) or word.bare in _SITES
    return before is not None and before.bare in _DIRECTORS and not word.proclitics and not site


def names_no_body(words: Sequence[Word], head: int) -> bool:
    """«تنظيم الحفل», «(تولى) إدارة الحفل», «حكومة خادم الحرمين»: deeds, and whose it is.

    «وقف المدير» at the beginning of a sentence is a verb.
    """
    following = word_at(words, head + 1)
    if following is None or following.proclitics:
        return False
    if words[head].normal == "اداره" and head and words[head - 1].normal in _TAKING_OVER:
        return True
    if words[head].normal == "وقف" and (head == 0 or is_title(following)):
        return True  # «وقف مدير التعليم على (المدارس)»
    arranged = words[head].bare == "تنظيم" and has_any(following, _ARRANGED)
    return arranged or (words[head].bare == "حكومه" and following.normal == "خادم")
