"""Where the names that a learned recognizer found begin and end, as grammar knows better."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kg.chunks import Word
from kg.gazetteer import Gazetteer
from kg.lexicons import Lexicons
from kg.mentions.adjectives import agrees, is_deed, is_feminine, is_relative
from kg.mentions.classes import (
    AFFAIRS,
    DASHES,
    has_any,
    is_classed,
    is_duty,
    is_surely,
    word_at,
)
from kg.mentions.extents import HEADS, Phrase, extent
from kg.mentions.words import match_place

MIN_GOVERNED = 2
MOST_DESCRIBED = 10
"""Words of the description of a meeting that only a verb tells."""

_CLOSED = ("#definite", "#punct", "#function", "#verb", "#number", "#latin")
_NO_NOUN = (
    *("#definite", "#punct", "#function", "#verb", "#number", "#latin"),
    *("c:name.given", "c:name.family", "c:country", "c:occupation"),
)
_NOUN_ENDS = ("ه", "ات")
_NO_GOVERNED = ("c:honorific", "c:title_head", "c:weekday", "#verb", "#function")

_GOVERNED = {
    **dict.fromkeys(("نهي", "دفاع", "كشف", "بحث", "تنقيب"), "عن"),
    **dict.fromkeys(("اشراف", "رقابه", "قضاء", "حفاظ", "محافظه", "سلامه"), "علي"),
}
"""Nouns of deeds and the preposition that goes on with each, in normal form."""
_GOVERNING = frozenset({"علي", "عن"})
_WITH = frozenset(
    {
        *("الخاص", "الخاصه", "المختص", "المختصه", "المتخصصه", "المعني", "المعنيه", "المكلف"),
        *("المكلفه", "المهتمه"),
    }
)
"""Adjectives that «ب» goes on with, in normal form; the nouns are the lexicon's ``with_noun``."""
_NO_HEADS = frozenset({"وزاره", "وزير"})
_NOT_GOVERNED = ("#punct", "#function", "#number", "c:honorific")
_MINISTRY = "وزاره"
_UNION = "اتحاد"
_SHELLS = frozenset({"موقع", "مقر", "مبني", "حساب"})
_JOINING = frozenset({"ل", "ب"})
_PREPOSITIONS = frozenset({"في", "من", "الي", "عن", "علي", "مع"})
"""Those that end no name; the lexicon has «منى» («مشعر منى») and «بعد» («التعليم عن بعد») too."""
_EVENTS = ("c:event_head", "c:initiative_head")
_VERBS = frozenset({"تم", "قال", "كان"})
"""Verbs that may be read as other words, none of which a body is named by."""

_NAMING = frozenset({"company", "media"})
"""Kinds of bodies whose heads stand right before a proper name."""


def before_place(words: Sequence[Word], first: int, last: int, gazetteer: Gazetteer) -> int:
    """Where a name ends before «بالقطيف», «في أبها»: a place is a name of its own."""
    for index in range(first + 1, last):
        word = words[index]
        at = index + 1 if word.normal == "في" else index
        if at == index and word.proclitics != "ب":
            continue
        if at < last and (
            words[at].has("c:region_noun") or match_place(words, at, gazetteer) is not None
        ):
            return index
    return last


def body_end(
    words: Sequence[Word], first: int, last: int, people: frozenset[int], gazetteer: Gazetteer
) -> int:
    """Where the name of a body ends; ``people`` are the words of people's names."""
    last = _before_post(words, first, last)
    last = _phrase_end(words, first, last, people, gazetteer)
    last += _is_second_adjective(words, last)
    return last + _is_nation_of_ministry(words, first, last)


def _is_nation_of_ministry(words: Sequence[Word], first: int, at: int) -> bool:
    """«وزارة الدفاع | الأميركية»: of whose government a ministry is a part of its name."""
    word = word_at(words, at)
    return (
        words[first].normal == _MINISTRY
        and at > first + 1
        and word is not None
        and not word.proclitics
        and word.has("#definite")
        and word.has("c:nationality")
        and is_feminine(word)
    )


def before_deed(words: Sequence[Word], first: int, last: int) -> int:
    """Where a body's name ends before «ب»: «شركة أرامكو | بالظهران», «تنظيم النور | بقيام …».

    Not where the word before it goes on with «ب» («غرفة التحكم الآلي بالقطارات»).
    """
    for index in range(first + 1, last):
        governed = any(map(_goes_on_with, words[first + 1 : index]))
        if words[index].proclitics == "ب" and not governed:
            return index
    return last


def before_purpose(words: Sequence[Word], first: int, last: int, lexicons: Lexicons) -> int:
    """Where the name of a whole body ends before «ل»: «وزارة العدل الأميركية | للتحقيق».

    «مجلس الوزراء | للمحافظة»: after the whole of a name that the lexicons hold, too.
    """
    # «الاتحاد الأوروبي لكرة القدم» is another union.
    known = 0 if words[first].bare == _UNION else known_end(words, first, lexicons)
    whole = words[first].has("c:whole_noun")
    for index in range(first + 1, last):
        word = words[index]
        told = index > first + 1 or words[first].has("#definite")
        if word.proclitics != "ل" or word.bare in AFFAIRS:
            continue
        if (whole and told) or index == known:
            return index
    return last


def before_generic(words: Sequence[Word], first: int, last: int) -> int:
    """Before what only says how a body stands to others: «شركة الاتصالات السعودية | الشريك».

    «اللجنة العربية المعنية بالسلام» is a name: with what «ب» adds the adjective tells which it is.
    """
    for index in range(first + MIN_GOVERNED, last):
        word = words[index]
        generic = word.has("c:generic_modifier") and word.has("#definite") and not word.proclitics
        if generic and words[index - 1].has("#definite") and not _goes_on_with(word):
            return index
    return last


def before_clause(words: Sequence[Word], first: int, last: int) -> int:
    """Before «و» and a verb or an adjective of others: «المستشفى | وتم», «الوزارة | والمنتشرة»."""
    for index in range(first + 1, last):
        word = words[index]
        verb = word.has("#verb") or word.bare in _VERBS
        if word.proclitics == "و" and (verb or word.has("c:generic_modifier")):
            return index
    return last


def behind_shell(words: Sequence[Word], first: int, last: int) -> int:
    """Where a body's name begins behind what it has: «موقع | وزارة العمل», «مقر | نادي الوادي»."""
    shell = words[first].bare in _SHELLS and not words[first].has("#definite")
    more = last - first > MIN_GOVERNED and not words[first + 1].proclitics
    return first + 1 if shell and more and is_surely(words[first + 1], "c:org_head") else first


def dash_end(words: Sequence[Word], first: int, last: int, gazetteer: Gazetteer) -> int:
    """Behind the city that a dash adds to a body of a place: «ولاية جهة القاهرة | – سطات»."""
    dash, city = word_at(words, last), match_place(words, last + 1, gazetteer)
    if dash is None or dash.text not in DASHES or city is None:
        return last
    places = ((at, match_place(words, at, gazetteer)) for at in range(first + 1, last))
    after = any(place is not None and at + place.length == last for at, place in places)
    return last + 1 + city.length if after else last


def place_end(
    words: Sequence[Word], first: int, last: int, people: Collection[int], gazetteer: Gazetteer
) -> int:
    """Behind the whole name that the gazetteer has, of which models take the first word.

    «محافظ خميس | مشيط سالم بن مراد»; not over the words of somebody's name.
    """
    place = match_place(words, first, gazetteer)
    if place is None or place.common_word or place.length <= last - first:
        return last
    end = first + place.length
    return last if any(at in people for at in range(last, end)) else end


def governed_end(words: Sequence[Word], first: int, last: int, gazetteer: Gazetteer) -> int:
    """Behind what a preposition adds to the last word of a name, which models cut.

    «هيئة الأمر بالمعروف والنهي | عن المنكر», «لجنة الإشراف على | المستشفيات», «اللجنة المكلفة |
    بمتابعة الاتفاقية», «ورشة للتعريف | بنظام الآثار», «مؤسسة لتدريب | وتأهيل المعوقين».
    """
    behind, word = word_at(words, last), words[last - 1]
    if behind is None or last - first < MIN_GOVERNED or words[first].bare in _NO_HEADS:
        return last
    start = last
    if _GOVERNED.get(word.bare) == behind.normal:
        start += 1
    elif _is_open(words, last):
        return max(last, extent(words, last, Phrase("organization"), gazetteer).last)
    elif word.normal not in _GOVERNING and not (behind.proclitics == "ب" and _goes_on_with(word)):
        return last
    noun = word_at(words, start)
    if noun is None or has_any(noun, _NOT_GOVERNED):
        return last
    if noun.has("c:org_head") and not noun.has("#many"):
        return last  # «اللجنة الخاصة | بالاتحاد السعودي»: a body has a name of its own.
    if match_place(words, start, gazetteer) is not None:
        return last
    return max(last, extent(words, start, Phrase("organization"), gazetteer).last)


def finished_end(
    words: Sequence[Word], first: int, last: int, people: Collection[int], gazetteer: Gazetteer
) -> int:
    """Behind the noun that «ل» or «ب» and a noun without article cannot do without.

    «الحملة الوطنية لنصرة | الأشقاء», «اللجنة المعنية بمتابعة | المبادرة». A name does not end with
    a preposition either: «المديرية العامة للزراعة | في».
    """
    while last - first > 1 and words[last - 1].normal in _PREPOSITIONS:
        last -= 1
    word, behind = words[last - 1], word_at(words, last)
    if last - first < MIN_GOVERNED or behind is None or last in people:
        return last
    if word.proclitics not in _JOINING or has_any(word, _CLOSED):
        return last
    if behind.proclitics or not behind.has("#definite") or has_any(behind, _NO_GOVERNED):
        return last
    if match_place(words, last - 1, gazetteer) is not None:
        return last
    return max(last, extent(words, last - 1, Phrase("organization"), gazetteer).last)


def _goes_on_with(word: Word) -> bool:
    """«الخاصة (بالفعاليات)», «العناية (بالتراث)»: what has a complement with «ب» in a name."""
    return word.normal in _WITH or word.has("c:with_noun")


def _is_open(words: Sequence[Word], last: int) -> bool:
    """«ورشة لتدريب | وتأهيل العاملين»: two deeds of one noun, of which models take the first."""
    word, behind, noun = words[last - 1], word_at(words, last), word_at(words, last + 1)
    return (
        behind is not None
        and noun is not None
        and "ل" in {word.proclitics, word.normal[0]}
        and behind.proclitics == "و"
        and noun.has("#definite")
        and not noun.proclitics
        and not any(has_any(each, ("#definite", "#verb", "#function")) for each in (word, behind))
        and is_deed(word)
        and is_deed(behind)
    )


def unit_start(words: Sequence[Word], first: int) -> int:
    """Where a body's name begins behind the unit of it that models leave out.

    «فرع | وزارة العمل», «الأمانة العامة | لمجلس الأندية»
    """
    before = words[first - 1] if first else None
    if before is not None and before.has("c:branch_noun"):
        return first if words[first].proclitics else first - 1
    if first < 2 or words[first].proclitics != "ل" or words[first].has("#many"):
        return first
    unit, adjective = words[first - 2 : first]
    named = unit.has("c:committee_noun") and unit.has("#definite") and adjective.has("#definite")
    return first - 2 if named and not adjective.proclitics else first


def company_start(words: Sequence[Word], first: int, lexicons: Lexicons) -> int:
    """Where a company's or paper's name begins behind the head that models leave out.

    «شركة | سوني», «صحيفة | غلف نيوز»; not «مجلس إدارة | الزمالك», «مجموعة | الدول».
    """
    head = words[first - 1] if first else None
    if head is None or words[first].proclitics or has_any(head, ("#definite", "c:quantifier")):
        return first
    kinds = {
        term.features.get("kind")
        for term in lexicons.terms(head.normal)
        if term.cls == "org_head" and term.features.get("number", "s") == "s"
    }
    return first if kinds.isdisjoint(_NAMING) else first - 1


def known_end(words: Sequence[Word], first: int, lexicons: Lexicons) -> int:
    """Behind the longest body's name of the lexicons that begins at a word, of which models
    take the beginning («مجلس التعاون | لدول الخليج العربية»)."""
    normals = [word.whole if index > first else word.normal for index, word in enumerate(words)]
    names = [term for term in lexicons.match(normals, first) if term.cls == "name.organization"]
    return first + len(names[0].words) if names else first


def _before_post(words: Sequence[Word], first: int, last: int) -> int:
    """Where a body's name ends before words of the post («وكيل وزارة العمل | للبحوث | المساعد»)."""
    for index in range(first + 1, last):
        word = words[index]
        assistant = word.has("c:deputy_noun") and word.has("#definite")
        if is_duty(words, first, index) or (assistant and not is_feminine(word)):
            return index
    return last


def before_nation(words: Sequence[Word], first: int, last: int, lexicons: Lexicons) -> int:
    """Where a name that the lexicons hold ends («رئيس الاتحاد الأوروبي | الفرنسي ميشيل …»)."""
    normals = [word.normal for word in words[first : last - 1]]
    whole = bool(normals) and any(
        term.cls == "name.organization" and len(term.words) == len(normals)
        for term in lexicons.match(normals, 0)
    )
    return last - (whole and words[last - 1].has("c:nationality"))


def before_parent(words: Sequence[Word], first: int, last: int) -> int:
    """Where a body's name ends before the body that it is at («كلية الطب | بالجامعة الأردنية»)."""
    for index in range(first + 1, last):
        if words[index].proclitics == "ب" and is_surely(words[index], "c:org_head"):
            return index
    return last


def _phrase_end(
    words: Sequence[Word], first: int, last: int, people: frozenset[int], gazetteer: Gazetteer
) -> int:
    """Behind the words that a body's name needs and the model left out.

    «لجنة انتخابات | المجالس البلدية»: the noun that closes the idafa; «مجلس الضمان الصحي |
    التعاوني»: adjectives. ``people`` are the words of people's names.
    """
    reach = extent(words, first, Phrase("org", 1, people), gazetteer).last
    end = last
    if end < reach and _governs(words, first, end):
        end += 1
    while end < reach and _is_adjective_of(words, first, end) and end not in people:
        end += 1
    return end


def _governs(words: Sequence[Word], first: int, at: int) -> bool:
    """Whether the word before ``at`` is a noun without article that needs the word there."""
    before, word = words[at - 1], words[at]
    if at - 1 == first or has_any(before, _NO_NOUN) or has_any(word, _NO_GOVERNED):
        return False
    noun = is_classed(before) or before.normal.endswith(_NOUN_ENDS) or before.proclitics == "ل"
    return noun and word.has("#definite") and not word.proclitics


def _is_adjective_of(words: Sequence[Word], first: int, at: int) -> bool:
    """Whether the word at ``at`` is an adjective by its form, and of the gender of the phrase."""
    word, before, head = words[at], words[at - 1], words[first]
    named = word.proclitics or has_any(word, ("c:nationality", "c:name.family"))
    if named or not (word.has("#definite") and before.has("#definite") and is_relative(word)):
        return False
    if is_feminine(word):
        return is_feminine(before) or is_feminine(head) or before.has("#many")
    return not (is_feminine(before) and is_feminine(head))


def _is_second_adjective(words: Sequence[Word], at: int) -> bool:
    """«وزارة الشؤون البلدية | والقروية»: an adjective that «و» joins to one like it."""
    word = word_at(words, at)
    return (
        word is not None
        and word.proclitics == "و"
        and is_feminine(word) == is_feminine(words[at - 1])
        and all(
            each.has("#definite")
            and each.normal.endswith(("ي", "يه"))
            and not has_any(each, ("c:nationality", "c:name.family"))
            for each in (word, words[at - 1])
        )
    )


def complement_end(words: Sequence[Word], first: int, last: int, gazetteer: Gazetteer) -> int:
    """Behind what an event is for («المؤتمر العلمي | للبحوث بمجال الطاقة»), which models cut."""
    following = word_at(words, last)
    if following is None or not words[first].has("c:event_head"):
        return last
    if following.proclitics != "ل" and not following.has("c:scope_noun"):
        return last
    return max(last, extent(words, first, Phrase("event"), gazetteer).last)


def description_end(words: Sequence[Word], first: int) -> int:
    """Behind the words that describe a meeting of which only a verb tells («استقبل محافظ …»)."""
    end = first + 1
    while end < len(words) and end - first < MOST_DESCRIBED and not words[end].has("#punct"):
        end += 1
    return end


def lone_head_end(words: Sequence[Word], first: int, last: int) -> int:
    """Behind a head noun with the article that ends the name: what follows goes on with no name.

    «المركز | والضيوف», «الهيئة | لتحقيق», «السوق | بنسخته», «السوق | اللاعبين»: such a noun
    has adjectives that agree with it, and no other noun or pronoun.
    """
    head, behind = words[first], word_at(words, first + 1)
    if last - first < 2 or behind is None or not head.has("#definite") or not has_any(head, HEADS):
        return last
    joined = behind.proclitics == "و" and not head.has("c:title_head")
    other = behind.has("#definite") and not (behind.proclitics or agrees(behind, head, head, 1))
    pronoun = has_any(behind, ("#owned", "c:edition_noun")) and not behind.has("#definite")
    purpose = behind.proclitics == "ل" and head.has("c:org_head")
    return first + 1 if joined or other or pronoun or purpose else last


def accompanied_end(words: Sequence[Word], first: int, last: int) -> int:
    """Before what goes with an event: «مهرجان العسل الدولي | والبرامج المصاحبة له»."""
    for index in range(first + 2, last):
        word = words[index]
        if word.proclitics == "و" and word.has("#definite") and has_any(word, _EVENTS):
            return index
    return last
