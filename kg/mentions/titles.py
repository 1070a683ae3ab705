"""Titles of office: «مساعد المدير العام», «وزير الأشغال وشؤون البلديات», «نائب رئيس مجلس الإدارة».

A title ends where the body begins: the body («لمكتب مدينة دبي الذكية», «البلدية») is a chunk of
its own, which relation patterns attach. A field («للمعلومات», «الداخلية») is part of the title.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from kg.arabic import normal_form
from kg.chunks import Word
from kg.gazetteer import Gazetteer
from kg.lexicons import Lexicons
from kg.mentions.adjectives import is_relative
from kg.mentions.candidates import Candidate, join
from kg.mentions.classes import has_any, is_served, is_surely, is_title, word_at
from kg.mentions.title_fields import BODY_HEADS, MOST_FIELD, field_end, is_body, is_place
from kg.model import Standing

RANK = 40
MOST_HONORIFICS = 4

_OF_PARTIES = frozenset({"المعارض", "المعارضه", "الحاكم", "الحاكمه"})
_ASKED = "طالب"
"""«طالب رئيس النادي»: what he did; no student has such a title."""
_BEFORE = "امام"
_MOSQUES = frozenset({"مسجد", "جامع", "حرم", "مصلي"})
_MANY = frozenset({"p", "d"})
_MANY_ENDS = ("ات", "ين", "ون")
_MANY_RELATIVE = ("يات", "يين", "يون")
_SHORT_ADJECTIVE = 6
"""Letters of the longest adjective that only looks like a plural («اليمين»)."""
_HEADS = ("c:title_head", "c:occupation")
_OTHER_HEADS = ("c:org_head", "c:initiative_head")
"""«استراتيجية المؤسسة»: what may be somebody's occupation too, and here names what they have."""
_DEEDS = ("c:purpose_noun", "c:session_head")


def find_titles(
    words: Sequence[Word],
    lexicons: Lexicons,
    gazetteer: Gazetteer,
    bodies: Set[int] = frozenset(),
    people: Set[int] = frozenset(),
) -> list[Candidate]:
    """Candidates for titles in a sentence; ``bodies`` are the first words of known bodies' names.

    ``people`` are words of people's names, where no title begins («عبدالله بن مساعد الرئيس العام»).

    A word that has other uses («مشارك», «العالم»), and an occupation, are tagged ``#doubtful``:
    they count only beside a person (:func:`beside_people`).
    """
    found = []
    index = 0
    while index < len(words):
        word = words[index]
        if index in people or not _opens_title(words, index, lexicons):
            index += 1
            continue
        candidate = _title(words, index, lexicons, gazetteer, bodies)
        governs = _governs_body(words, candidate.last, gazetteer)
        if word.has("c:honorific") and candidate.last == index + 1 and not governs:
            index += 1
            continue
        sure = _is_fixed(words, index, lexicons) or any(
            is_title(each) for each in words[index : candidate.last]
        )
        if not sure and not governs:
            candidate = replace(candidate, tags=candidate.tags | {"#doubtful"})
        found.append(candidate)
        index = candidate.last
    return found


def _opens_title(words: Sequence[Word], index: int, lexicons: Lexicons) -> bool:
    word = words[index]
    other = any(is_surely(word, head) for head in _OTHER_HEADS)
    if other and not is_title(word):
        return False
    if not has_any(word, _HEADS) and not _is_trade(words, index, lexicons):
        return False
    if word.has("c:preposition") and word.text.startswith("أ"):
        return False  # «أمام المحكمة» is no «إمام», which the normal form confuses
    if word.text == _BEFORE and not _has_mosque(words, index + 1):
        return False
    if _speaks_for(words, index) or _is_of_party(words, index):
        return False
    return not (_is_adjective(words, index) or _is_deed(words, index, lexicons))


def _is_trade(words: Sequence[Word], index: int, lexicons: Lexicons) -> bool:
    """«رجل الأعمال»: an occupation of two words, of which the first alone is none."""
    pair = [word.normal for word in words[index : index + 2]]
    plain = len(pair) > 1 and words[index].proclitics in {"", "و", "ل"}
    return plain and any(
        term.cls == "occupation" and len(term.words) > 1 and "number" not in term.features
        for term in lexicons.match([words[index].bare, pair[1]], 0)
    )


def _has_mosque(words: Sequence[Word], at: int) -> bool:
    """«امام المسجد», «امام وخطيب جامع»: who leads the prayer, written as «أمام» often is."""
    word = word_at(words, at)
    return word is not None and (word.proclitics == "و" or word.bare in _MOSQUES)


def _is_of_party(words: Sequence[Word], index: int) -> bool:
    """«حزب العمل الديمقراطي | المعارض», «الحزب | الحاكم»: what a party is, and nobody's title."""
    before = words[index - 1] if index else None
    plain = words[index].normal in _OF_PARTIES and not words[index].proclitics
    return plain and before is not None and before.has("#definite")


def _speaks_for(words: Sequence[Word], index: int) -> bool:
    """«متحدث باسم الرئيس سالم»: nobody by name, and whom he speaks for has the name."""
    served = word_at(words, index + 2)
    return (
        not words[index].has("#definite")
        and served is not None
        and words[index + 1].normal == "باسم"
        and is_title(served)
    )


def _is_adjective(words: Sequence[Word], index: int) -> bool:
    """«المركز الإعلامي», «الهيئة الاستشارية»: an adjective that is an occupation elsewhere."""
    word, before = words[index], words[index - 1] if index else None
    return (
        before is not None
        and not word.proclitics
        and word.has("#definite")
        and before.has("#definite")
        and has_any(before, BODY_HEADS)
        and word.normal.endswith(("ي", "يه"))
    )


def _is_deed(words: Sequence[Word], index: int, lexicons: Lexicons) -> bool:
    """«مشاركة ولي العهد», «طالب الرئيس»: what somebody does, before a title."""
    following = word_at(words, index + 1)
    if following is None:
        return False
    if has_any(words[index], _DEEDS) and not following.proclitics:
        return is_title(following) or _is_fixed(words, index + 1, lexicons)
    verb = any(tag.startswith("c:verb") for tag in words[index].tags)
    asked = words[index].normal == _ASKED and not following.proclitics
    return verb and (asked or following.has("#definite")) and is_title(following)


def _is_fixed(words: Sequence[Word], index: int, lexicons: Lexicons) -> bool:
    """«الأمين العام»: several words that are a title together, whatever they are alone."""
    normals = [word.normal for word in words[index : index + MOST_FIELD]]
    return any(
        term.cls == "title_head" and len(term.words) > 1 for term in lexicons.match(normals, 0)
    )


def _governs_body(words: Sequence[Word], at: int, gazetteer: Gazetteer) -> bool:
    """Whether a body follows in idafa: «محافظ خميس مشيط», «أمير منطقة عسير»."""
    word = word_at(words, at)
    if word is None:
        return False
    if word.proclitics != "ل" and (word.proclitics or words[at - 1].has("#definite")):
        return False
    return word.has("#latin") or is_place(words, at, gazetteer) or is_body(word)


def _title(
    words: Sequence[Word],
    start: int,
    lexicons: Lexicons,
    gazetteer: Gazetteer,
    bodies: Set[int],
) -> Candidate:
    at = field_end(words, _head_end(words, start, lexicons), lexicons, gazetteer, bodies)
    at = _served_end(words, _adjectives_end(words, at), lexicons)
    return title_of(words, start, at, lexicons)


def title_of(
    words: Sequence[Word],
    start: int,
    at: int,
    lexicons: Lexicons,
    *,
    pattern: str = "title",
) -> Candidate:
    """The title of words ``[start, at)``, with the honorifics before and the standing behind it."""
    standing = _standing(words, at, lexicons)
    first = start
    while first > start - MOST_HONORIFICS and first and is_surely(words[first - 1], "c:honorific"):
        # «معالي وزير …», «دولة نائب رئيس …»: the honorific belongs to the person, not to the title.
        if words[first].proclitics:
            break
        first -= 1
    return Candidate(
        kind="Title",
        first=first,
        last=at + (standing is not None),
        name=_of_one(join((*words[start:at], *(words[at : at + 1] if standing else ()))), lexicons),
        pattern=pattern,
        confidence=0.9,
        rank=RANK,
        gender=_feature(words[start], "gender", lexicons),
        standing=standing,
        head=words[start].bare,
        tags=_tags(words[start:at], lexicons),
    )


def _of_one(title: str, lexicons: Lexicons) -> str:
    """«أعضاء مجلس الإدارة» as «عضو مجلس الإدارة»: what each of several is called."""
    head, *rest = title.split()
    singular = lexicons.features(normal_form(head), "title_head").get("singular")
    if singular is None:
        bare = lexicons.features(normal_form(head).removeprefix("ال"), "title_head")
        singular = bare.get("singular") and f"ال{bare['singular']}"
    if singular is None:
        return title
    many = next((at for at, word in enumerate(rest) if not _is_of_many(word)), len(rest))
    return " ".join((singular, *map(_adjective_of_one, rest[:many]), *rest[many:]))


def _is_of_many(word: str) -> bool:
    return word.startswith("ال") and word.endswith(_MANY_ENDS) and len(word) > _SHORT_ADJECTIVE


def _adjective_of_one(word: str) -> str:
    return word[:-2] + ("ة" if word.endswith("ات") else "")


def _tags(words: Sequence[Word], lexicons: Lexicons) -> frozenset[str]:
    tags = set()
    if _feature(words[0], "number", lexicons) in _MANY:
        tags.add("#plural")
        if lexicons.features(words[0].bare, "title_head").get("singular"):
            tags.add("#each")
    elif words[0].has("c:occupation"):
        tags.add("#occupation")
    if any(word.has("#possessed") for word in words):
        tags.add("#possessed")
    return frozenset(tags)


def _feature(word: Word, feature: str, lexicons: Lexicons) -> str:
    """A feature of a title's head, in either spelling and class that has it; else empty."""
    for cls in ("title_head", "occupation"):
        for form in (word.normal, word.bare):
            value = lexicons.features(form, cls).get(feature)
            if value:
                return value
    return ""


def _head_end(words: Sequence[Word], start: int, lexicons: Lexicons) -> int:
    """Behind the head, its modifiers and further heads in idafa («نائب رئيس», «المدير العام»)."""
    at = start + (_fixed_length(words, start, lexicons) or 1)
    while at < len(words):
        step = _head_step(words, start, at, lexicons)
        if not step:
            break
        at += step
    return at


def _fixed_length(words: Sequence[Word], at: int, lexicons: Lexicons) -> int:
    """How many words at ``at`` are a title together («عضو شرف», «الفنان التشكيلي»); 0 for one.

    «رئيس بلدية» is none: what is surely a body begins the body's name, but for «هيئة التدريس».
    """
    normals = [word.normal for word in words[at : at + MOST_FIELD]]
    for term in lexicons.match(normals, 0):
        inside = words[at + 1 : at + len(term.words)]
        board = bool(inside) and inside[-1].has("c:board_noun")
        body = not board and any(is_surely(word, "c:org_head") for word in inside)
        other = body or any(word.proclitics for word in inside)
        if term.cls in {"title_head", "occupation"} and inside and not other:
            return len(term.words)
    return 0


def _head_step(words: Sequence[Word], start: int, at: int, lexicons: Lexicons) -> int:
    """How many words at ``at`` still belong to the head of the title."""
    word, previous = words[at], words[at - 1]
    following = word_at(words, at + 1)
    if word.normal == "مجلس" and following is not None and following.has("c:board_noun"):
        return 2
    if word.proclitics == "و" and _joins(words, start, at):
        return 1
    if word.proclitics == "ل" and at > start + 1 and words[start].has("c:deputy_noun"):
        # «النائب الثاني لرئيس (مجلس الوزراء)» is a deputy, and no president.
        return int(is_title(word))
    if word.proclitics or word.has("#punct"):
        return 0
    # An adjective has the article where its noun has: «مدير عام البلدية» ends before the body.
    closed = has_any(previous, ("#definite", "#possessed"))
    if word.has("c:title_modifier") and closed == word.has("#definite"):
        return 1
    if closed:
        return 0
    fixed = _fixed_length(words, at, lexicons)
    if fixed:
        # «نائب خادم الحرمين الشريفين», «مستشار ولي العهد»
        return fixed
    if word.has("c:title_head"):
        # «رئيس المؤسسة»: what is surely a body and perhaps a title is a body.
        return int(is_title(word) or not is_surely(word, "c:org_head"))
    honoured = following is not None and following.has("c:title_head")
    return 2 if honoured and is_surely(word, "c:honorific") else 0


def _joins(words: Sequence[Word], start: int, at: int) -> bool:
    """«الرئيس والمدير التنفيذي», «المؤسس والشريك الإداري»: two heads of one body are one title."""
    return (
        at == start + 1
        and words[at].has("c:title_head")
        and words[start].has("#definite")
        and words[at].has("#definite")
    )


def _adjectives_end(words: Sequence[Word], at: int) -> int:
    """Behind the modifiers and the nationality («الأمين العام المساعد», «وزير الخارجية القطري»)."""
    while at < len(words) and words[at].has("#definite"):
        # «الفنان التشكيلي», «الممثل الكوميدي»: an adjective that is an occupation elsewhere.
        kind = words[at - 1].has("c:occupation") and words[at].has("c:occupation")
        many = _is_many_more(words[at - 1], words[at])
        known = many or words[at].has("c:title_modifier")
        if not known and not (kind and is_relative(words[at])):
            break
        if words[at].proclitics or not words[at - 1].has("#definite"):
            break
        at += 1
    if not _is_adjective_of_post(words, at, "c:nationality"):
        return at
    # «المندوب الباكستاني | الدائم»
    return at + 1 + _is_adjective_of_post(words, at + 1, "c:title_modifier")


def _is_adjective_of_post(words: Sequence[Word], at: int, cls: str) -> bool:
    word = word_at(words, at)
    return word is not None and not word.proclitics and word.has("#definite") and word.has(cls)


def _is_many_more(noun: Word, word: Word) -> bool:
    """«المشرفات التربويات»: an adjective in the plural behind a title in the plural."""
    return word.normal.endswith(_MANY_RELATIVE) and noun.normal.endswith(word.normal[-2:])


def _served_end(words: Sequence[Word], at: int, lexicons: Lexicons) -> int:
    """Behind whom the post serves: «السكرتير الخاص | لخادم الحرمين الشريفين»."""
    serves = at < len(words) and is_served(words, at)
    return at + _fixed_length(words, at, lexicons) if serves else at


def _standing(words: Sequence[Word], at: int, lexicons: Lexicons) -> Standing | None:
    """The standing that the word behind a title states («السابق», «بالإنابة», «المكلف»)."""
    word = word_at(words, at)
    if word is None:
        return None
    readings = sorted(tag[2:] for tag in word.tags if tag.startswith("w:"))
    for normal in (word.normal, word.bare, *readings):
        value = lexicons.features(normal, "standing").get("standing")
        if value:
            return Standing(value)
    return None
