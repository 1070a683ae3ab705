"""Titles of office: «مساعد المدير العام», «وزير الأشغال وشؤون البلديات», «نائب رئيس مجلس الإدارة».

A title ends where the body begins: the body («لمكتب مدينة دبي الذكية», «البلدية») is a chunk of
its own, which relation patterns attach. A field («للمعلومات», «الداخلية») is part of the title.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from kg.chunks import Word
from kg.gazetteer import Gazetteer
from kg.lexicons import Lexicons
from kg.mentions.adjectives import is_feminine, is_relative
from kg.mentions.candidates import Candidate, join
from kg.mentions.classes import COMMAS, DASHES, begins_idafa, has_any, is_surely, is_title, word_at
from kg.mentions.names import starts_name
from kg.mentions.words import match_place
from kg.model import Standing

RANK = 40
MOST_FIELD = 9
MOST_HONORIFICS = 4

_MANY = frozenset({"p", "d"})
_BODY = ("c:org_head", "c:place_head", "c:event_head", "c:meeting_head", "c:generic_head")
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
_HEADS = ("c:title_head", "c:occupation")
_DEEDS = ("c:purpose_noun", "c:session_head")
_NO_FIELD = ("#verb", "c:city_noun", "c:region_noun", "c:compass", "c:name.given", "c:name.family")
_NO_IDAFA = ("#function", "c:honorific")


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
        if index in people or not _opens_title(words, index):
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


def _opens_title(words: Sequence[Word], index: int) -> bool:
    word = words[index]
    if not has_any(word, _HEADS) or (is_surely(word, "c:org_head") and not is_title(word)):
        return False
    return not (_is_adjective(words, index) or _is_deed(words, index))


def _is_adjective(words: Sequence[Word], index: int) -> bool:
    """«المركز الإعلامي», «الهيئة الاستشارية»: an adjective that is an occupation elsewhere."""
    word, before = words[index], words[index - 1] if index else None
    return (
        before is not None
        and not word.proclitics
        and word.has("#definite")
        and before.has("#definite")
        and has_any(before, _BODY)
        and word.normal.endswith(("ي", "يه"))
    )


def _is_deed(words: Sequence[Word], index: int) -> bool:
    """«مشاركة الرئيس», «محاضرة المدير»: what somebody does, before a title."""
    following = word_at(words, index + 1)
    return (
        following is not None
        and has_any(words[index], _DEEDS)
        and following.has("#definite")
        and is_title(following)
    )


def before_bodies(titles: Sequence[Candidate], bodies: Sequence[Candidate]) -> list[Candidate]:
    """The titles, each ending where a named body begins in it and goes on behind it.

    «رئيس بلدية» is a title by itself, but «رئيس | بلدية بحرة الفرعية» holds a name.
    """
    starts = {body.first: body for body in bodies if not body.is_reference}
    return [_before_body(title, starts) for title in titles]


def _before_body(title: Candidate, starts: Mapping[int, Candidate]) -> Candidate:
    for index in range(title.first + 1, title.last):
        body = starts.get(index)
        if body is not None and body.last > title.last:
            words = title.name.split()
            kept = len(words) - (title.last - index)
            if kept > 0:
                return replace(title, last=index, name=" ".join(words[:kept]))
    return title


def _is_fixed(words: Sequence[Word], index: int, lexicons: Lexicons) -> bool:
    """«الأمين العام»: several words that are a title together, whatever they are alone."""
    normals = [word.normal for word in words[index : index + MOST_FIELD]]
    return any(
        term.cls == "title_head" and len(term.words) > 1 for term in lexicons.match(normals, 0)
    )


def find_boards(words: Sequence[Word], titles: Sequence[Candidate]) -> frozenset[int]:
    """The words «مجلس إدارة» inside titles («رئيس مجلس إدارة الشركة»), which begin no body."""
    return frozenset(
        each
        for title in titles
        if "#doubtful" not in title.tags
        for index in range(title.first + 1, title.last - 1)
        if words[index].has("c:org_head") and words[index + 1].has("c:board_noun")
        for each in (index, index + 1)
    )


def beside_people(
    words: Sequence[Word], titles: Sequence[Candidate], people: Sequence[Candidate]
) -> list[Candidate]:
    """The titles that are sure, and the doubtful ones that stand beside a person."""
    starts = {person.first: person for person in people}
    ends = {person.last: person for person in people}
    return [
        title
        for title in titles
        if "#doubtful" not in title.tags or _is_beside(words, title, starts, ends)
    ]


def _is_beside(
    words: Sequence[Word],
    title: Candidate,
    starts: Mapping[int, Candidate],
    ends: Mapping[int, Candidate],
) -> bool:
    """Whether a person's name follows directly, or stands before it but for a comma."""
    person = starts.get(title.last)
    if person is not None and not words[title.last].proclitics and _may_hold(title, person):
        return True
    before = title.first
    if before and words[before - 1].text in COMMAS | DASHES | {"("}:
        before -= 1
    person = ends.get(before)
    return person is not None and not words[title.first].proclitics and _may_hold(title, person)


def _may_hold(title: Candidate, person: Candidate) -> bool:
    """«محاضرة الشيخ …»: a feminine that is no man's title is another word."""
    return not (title.gender == "f" and person.gender == "m")


def _governs_body(words: Sequence[Word], at: int, gazetteer: Gazetteer) -> bool:
    """Whether a body follows in idafa: «محافظ خميس مشيط», «أمير منطقة عسير»."""
    word = word_at(words, at)
    if word is None:
        return False
    if word.proclitics != "ل" and (word.proclitics or words[at - 1].has("#definite")):
        return False
    return word.has("#latin") or _is_place(words, at, gazetteer) or _is_body(word)


def _title(
    words: Sequence[Word],
    start: int,
    lexicons: Lexicons,
    gazetteer: Gazetteer,
    bodies: Set[int],
) -> Candidate:
    at = _field_end(words, _head_end(words, start, lexicons), lexicons, gazetteer, bodies)
    at = _adjectives_end(words, at)
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
        name=join((*words[start:at], *(words[at : at + 1] if standing else ()))),
        pattern=pattern,
        confidence=0.9,
        rank=RANK,
        gender=_feature(words[start], "gender", lexicons),
        standing=standing,
        head=words[start].bare,
        tags=_tags(words[start:at], lexicons),
    )


def _tags(words: Sequence[Word], lexicons: Lexicons) -> frozenset[str]:
    tags = set()
    if _feature(words[0], "number", lexicons) in _MANY:
        tags.add("#plural")
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

    «رئيس بلدية» is none: what is surely a body begins the body's name.
    """
    normals = [word.normal for word in words[at : at + MOST_FIELD]]
    for term in lexicons.match(normals, 0):
        inside = words[at + 1 : at + len(term.words)]
        other = any(word.proclitics or is_surely(word, "c:org_head") for word in inside)
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


def _field_end(
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
        # «شؤون الطلاب»: an occupation in idafa is a field.
        field = at > begin and not closed and word.has("#definite") and word.has("c:occupation")
        if (_stops(word) and not field) or _is_body(word):
            break
        if at in bodies or _is_place(words, at, gazetteer):
            break
        if word.has("#verb") and not word.has("#definite"):
            break
        if not _takes(words, at, lexicons, gazetteer, closed=closed, first=at == begin):
            break
        # Behind «ل» and «و» the article decides anew; else what is closed stays so.
        closed = word.has("#definite") or (closed and not word.proclitics)
        at += 1
    return at


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
        if has_any(word, ("c:title_head", "c:nationality")):
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
    return region or _is_place(words, at + 1, gazetteer)


def _is_conjunct(words: Sequence[Word], at: int) -> bool:
    word = words[at]
    if is_title(word) or _is_body(word) or has_any(word, ("c:name.given", "#verb")):
        return False
    return word.has("#definite") or begins_idafa(words, at, _NO_IDAFA)


def _is_body(word: Word) -> bool:
    """Whether a word begins the body: surely a head noun, in the singular.

    «رئيس الأركان» has none, and neither has «وزير الصحة», where the noun is the field.
    """
    return not word.has("#many") and any(is_surely(word, tag) for tag in _BODY)


def _is_place(words: Sequence[Word], at: int, gazetteer: Gazetteer) -> bool:
    place = match_place(words, at, gazetteer)
    return place is not None and not place.common_word


def _adjectives_end(words: Sequence[Word], at: int) -> int:
    """Behind the modifiers and the nationality («الأمين العام المساعد», «وزير الخارجية القطري»)."""
    while at < len(words) and words[at].has("c:title_modifier") and words[at].has("#definite"):
        if words[at].proclitics or not words[at - 1].has("#definite"):
            break
        at += 1
    word = word_at(words, at)
    if word is None or word.proclitics or not word.has("#definite"):
        return at
    return at + word.has("c:nationality")


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
