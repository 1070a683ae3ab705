"""What a learned recognizer found, as candidates beside those of the rules."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from kg.chunks import Word
from kg.gazetteer import Gazetteer
from kg.lexicons import Lexicons
from kg.mentions.adjectives import is_of_many, qualifies_bare
from kg.mentions.bodies import RANK_ROYAL
from kg.mentions.candidates import QUOTES, Candidate, join_name
from kg.mentions.classes import has_any, is_directed, word_at
from kg.mentions.districts import is_district
from kg.mentions.event_extents import event_end
from kg.mentions.extents import CELEBRATIONS, HEADS, feast_end
from kg.mentions.learned_extents import (
    accompanied_end,
    before_clause,
    before_deed,
    before_generic,
    before_nation,
    before_parent,
    before_place,
    before_purpose,
    behind_shell,
    body_end,
    company_start,
    complement_end,
    dash_end,
    description_end,
    finished_end,
    governed_end,
    known_end,
    lone_head_end,
    place_end,
    unit_start,
)
from kg.mentions.learned_people import (
    behind_place,
    behind_standing,
    behind_verb,
    joined_name,
    name_stop,
    whole_name_end,
    with_honorifics,
    without_noun,
    without_number,
)
from kg.mentions.people import gender_of, honorifics_start
from kg.mentions.titles import title_of
from kg.mentions.words import match_place
from kg.model import EntityType, Sentence
from kg.recognizers import Span

RANKS: Mapping[str, int] = {
    "Person": 61,
    "Organization": 56,
    "City": 44,
    "Country": 44,
    "Place": 56,
    "Conference": 56,
    "Session": 54,
    "Meeting": 56,
    "Initiative": 54,
    "Title": 39,
}
"""Ranks among the candidates of the rules (see ``docs/architecture.md``), chosen by measurement."""

RANK_REFERENCE = 34

LEARNED_TITLE = "title.learned"

RANK_LONGER_TITLE = 41
LEAST_LONGER = 0.7
"""«وزير الثقافة | والإعلام»: a title that goes on where that of a rule ends. Of 12 such titles in
220 newspaper articles 7 were above this, and right."""

RANK_ALONE = 49
"""A person that only a recognizer of few kinds sees."""

_ARTICLE = "ال"

CLOSED = frozenset({"Country"})
"""Kinds of which the gazetteer knows all names: the recognizer only confirms them."""

NAMED = frozenset({"Organization", "Place", "Conference", "Initiative"})

OCCASIONS = frozenset({"Conference", "Session"})

EVENTS = OCCASIONS | {"Meeting"}

GOVERNING = OCCASIONS | {"Organization", "Initiative"}

SITES = frozenset({"City", "Place"})

BODIES_OR_PLACES = frozenset({"Organization", "Place"})

_PANELS = frozenset({"نقاشيه", "حواريه", "علميه", "افتتاحيه", "ختاميه"})
_ACTING = frozenset({"البيت"})
"""First words of places that act: «(أعلن) البيت الأبيض»."""

REFERRED = NAMED | {"Session", "Meeting"}


def find_learned(
    words: Sequence[Word],
    sentence: Sentence,
    spans: Sequence[Span],
    lexicons: Lexicons,
    gazetteer: Gazetteer,
) -> list[Candidate]:
    """Candidates for the spans of a sentence's tokens, likely or not (see ``sureness.sure``)."""
    found: list[Candidate] = []
    rows = [(span, _inside(words, sentence, span)) for span in spans]
    rows = [
        (span, _person(words, inside, gazetteer) if span.kind == "Person" else inside)
        for span, inside in rows
    ]
    people = frozenset(index for span, inside in rows if span.kind == "Person" for index in inside)
    for span, inside in rows:
        if inside:
            span = replace(span, kind=_kind(words, span.kind, inside, people, gazetteer))
        if inside and not (span.kind in NAMED and _is_post(words, inside, lexicons)):
            first, last = inside[0], inside[-1] + 1
            if span.kind in NAMED:
                last = before_clause(words, first, before_place(words, first, last, gazetteer))
            if span.kind in SITES:
                last = place_end(words, first, last, people, gazetteer)
            parent = range(last, last)
            if span.kind == "Organization":
                parent = range(before_parent(words, first, last), last)
                last = _whole_body_end(words, first, parent.start, people, lexicons, gazetteer)
                bare = behind_shell(words, first, last)
                whole = company_start(words, unit_start(words, first), lexicons)
                first = bare if bare > first else whole
            if span.kind == "Conference":
                last = complement_end(words, first, last, gazetteer)
                last = feast_end(words, first, accompanied_end(words, first, last))
                last += last < len(words) and is_of_many(words, last)
            if span.kind in GOVERNING:
                last = governed_end(words, first, last, gazetteer)
            if span.kind in EVENTS:
                last = event_end(words, first, last, people)
            if span.kind in NAMED or span.kind == "Session":
                last = lone_head_end(words, first, last)
                last = finished_end(words, first, last, people, gazetteer)
            second = range(last, last)
            if span.kind == "Person":
                first = without_number(words, first, last)
                second = range(joined_name(words, first, last), last)
                last = without_noun(words, first, second.start)
            if found and _goes_on(words, found[-1], span.kind, first):
                first = found.pop().first
            found.append(_candidate(words, first, last, span, lexicons, gazetteer))
            if second:
                more = _candidate(words, second.start, second.stop, span, lexicons, gazetteer)
                found.append(more)
            if parent:
                stop = body_end(words, parent.start, parent.stop, people, gazetteer)
                found.append(_candidate(words, parent.start, stop, span, lexicons, gazetteer))
    return found


def _person(words: Sequence[Word], inside: Sequence[int], gazetteer: Gazetteer) -> list[int]:
    """A person's words, behind what the recognizer took for the first of them."""
    return list(_behind_town(words, behind_standing(words, inside), gazetteer))


def _kind(
    words: Sequence[Word],
    kind: str,
    inside: Sequence[int],
    people: Collection[int],
    gazetteer: Gazetteer,
) -> str:
    """The kind of what a recognizer took for a ``kind``, as its words tell it."""
    if kind == "Person" and _is_company(words, inside):
        return "Organization"
    if kind == "Meeting" and _is_panel(words, inside[0]):
        return "Session"
    if kind == "Meeting" and words[inside[0]].bare in CELEBRATIONS:
        return "Conference"
    if kind == "Organization" and _is_landmark(words, inside, gazetteer):
        return "Place"
    if is_district(words, inside[0], inside[-1] + 1, people, gazetteer):
        return "Place"
    if kind == "City" and _is_club(words, inside, gazetteer):
        return "Organization"
    if kind == "Place" and _is_directed_body(words, inside[0], gazetteer):
        return "Organization"
    return kind


def _whole_body_end(
    words: Sequence[Word],
    first: int,
    last: int,
    people: frozenset[int],
    lexicons: Lexicons,
    gazetteer: Gazetteer,
) -> int:
    """Where the name of a body ends, as grammar, lexicons and gazetteer have it."""
    last = before_purpose(words, first, before_deed(words, first, last), lexicons)
    last = body_end(words, first, before_generic(words, first, last), people, gazetteer)
    last = max(last, known_end(words, first, lexicons))
    last = dash_end(words, first, last, gazetteer)
    return before_nation(words, first, last, lexicons) if last in people else last


def _inside(words: Sequence[Word], sentence: Sentence, span: Span) -> list[int]:
    """The words of a span, without marks at its ends."""
    start, end = sentence.tokens[span.start].start, sentence.tokens[span.end - 1].end
    inside = [
        index for index, word in enumerate(words) if word.token_start < end and word.end > start
    ]
    while inside and _is_mark(words[inside[0]]):
        inside.pop(0)
    ordered = _edition(words, inside)
    return inside[:ordered] if ordered else inside


def _behind_town(words: Sequence[Word], inside: list[int], gazetteer: Gazetteer) -> list[int]:
    """A person's name without the end of a town before it: «محافظ خميس مشيط | سالم بن مراد»."""
    first = inside[0] if inside else 0
    place = match_place(words, first - 1, gazetteer) if first else None
    if place is None or place.common_word or place.length < 2:
        return inside
    left = [index for index in inside if index >= first - 1 + place.length]
    named = not left or words[left[0]].has("c:name.given")
    return left if named else inside


def _edition(words: Sequence[Word], inside: Sequence[int]) -> int:
    """Where «الـ 17» or «الـ» begins at the end of a name; 0 where there is none."""
    last = len(inside) - 1
    if last > 0 and words[inside[last]].has("#number"):
        last -= 1
    return last if last > 0 and words[inside[last]].normal == _ARTICLE else 0


def _is_mark(word: Word) -> bool:
    return word.has("#punct") or word.text in QUOTES


def _is_post(words: Sequence[Word], inside: Sequence[int], lexicons: Lexicons) -> bool:
    """«خادم الحرمين الشريفين» behind «سفير», «هيئة تدريس» behind «عضو»: in a title, and no body."""
    first, last = inside[0], inside[-1] + 1
    normals = [word.normal for word in words]
    return len(inside) > 1 and any(
        term.cls == "title_head" and len(term.words) == last - start
        for start in {first, max(first - 1, 0)}
        for term in lexicons.match(normals, start)
    )


def _is_company(words: Sequence[Word], inside: Sequence[int]) -> bool:
    """«نوفا جروب»: a name that models take for a person's."""
    return any(words[index].has("c:company_word") for index in inside[1:])


def _is_club(words: Sequence[Word], inside: Sequence[int], gazetteer: Gazetteer) -> bool:
    """«(احتضنه) الأهلي»: a club that no place is called as."""
    club = len(inside) == 1 and words[inside[0]].has("c:club_name")
    return club and match_place(words, inside[0], gazetteer) is None


def _is_directed_body(words: Sequence[Word], first: int, gazetteer: Gazetteer) -> bool:
    return is_directed(words, first) and match_place(words, first, gazetteer) is None


def _is_panel(words: Sequence[Word], first: int) -> bool:
    """«جلسة نقاشية», «الجلسة الافتتاحية»: of a conference, and no meeting of somebody."""
    kind = word_at(words, first + 1)
    return words[first].bare == "جلسه" and kind is not None and kind.bare in _PANELS


def _is_landmark(words: Sequence[Word], inside: Sequence[int], gazetteer: Gazetteer) -> bool:
    """«قناة السويس», «المسجد الحرام»: a place (no city) that the gazetteer knows by its words."""
    place = match_place(words, inside[0], gazetteer)
    return (
        place is not None
        and place.length == len(inside) > 1
        and place.records[0].type is EntityType.PLACE
        and words[inside[0]].normal not in _ACTING
    )


def _goes_on(words: Sequence[Word], before: Candidate, kind: str, first: int) -> bool:
    """«فرع | الجمعية العربية …»: a head noun alone right before a name of its kind is its head."""
    adjacent = before.kind == kind and before.last == first and not words[first].proclitics
    return adjacent and is_bare(words, before)


def with_longer_titles(words: Sequence[Word], candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates; a learned title wins over a shorter one of a rule that begins with it.

    Not where another title follows: «نائب الرئيس | المشرف على البرنامج».
    """
    ends: dict[int, int] = {}
    for each in candidates:
        if each.kind == "Title" and each.pattern != LEARNED_TITLE:
            ends[each.first] = max(each.last, ends.get(each.first, 0))
    return [
        replace(each, rank=RANK_LONGER_TITLE)
        if each.pattern == LEARNED_TITLE
        and each.confidence >= LEAST_LONGER
        and each.last > ends.get(each.first, each.last)
        and not words[ends[each.first]].has("c:title_head")
        else each
        for each in candidates
    ]


def people_alone(candidates: Sequence[Candidate]) -> list[Candidate]:
    """What counts of a recognizer that knows few kinds: people, behind those of the rules.

    On the development halves its bodies and places cost more than they add.
    """
    return [replace(each, rank=RANK_ALONE) for each in candidates if each.kind == "Person"]


def is_bare(words: Sequence[Word], candidate: Candidate) -> bool:
    """«برنامج», «مركز»: a head noun alone and without article, which names nothing."""
    word = words[candidate.first]
    return (
        candidate.kind in NAMED
        and not candidate.is_reference
        and candidate.last - candidate.first == 1
        and not word.has("#definite")
        and has_any(word, HEADS)
    )


def _candidate(
    words: Sequence[Word],
    first: int,
    last: int,
    span: Span,
    lexicons: Lexicons,
    gazetteer: Gazetteer,
) -> Candidate:
    if span.kind == "Title":
        title = title_of(words, first, last, lexicons, pattern=LEARNED_TITLE)
        return replace(title, confidence=span.probability, rank=RANKS["Title"])
    name = first
    if span.kind == "Person":
        first = behind_verb(words, behind_place(words, first, last, gazetteer), last)
        first, name = with_honorifics(words, first, last)
        first = min(first, honorifics_start(words, name, lexicons))
        last = whole_name_end(words, name, name_stop(words, name, last, gazetteer))
    kind = "verb" if _is_verb(words[first]) else "reference"
    described = last
    refers = span.is_reference or _is_reference(words, first, last, span.kind)
    bare = _is_bare_meeting(words, first, last, span.kind)
    if not refers and (bare or _is_any_event(words, first, last, span.kind, lexicons)):
        kind, refers = "unnamed", True
    if kind == "verb" and refers:
        described = description_end(words, first)
    return Candidate(
        kind=span.kind,
        first=first,
        last=last,
        name=join_name(words[name:described]),
        pattern=f"{span.kind.lower()}.{kind if refers else 'learned'}",
        confidence=span.probability,
        rank=RANK_REFERENCE if refers else _rank(words, first, last, span.kind),
        is_reference=refers,
        head=words[name].bare,
        gender=gender_of(words, first, name, lexicons) if span.kind == "Person" else "",
    )


def _rank(words: Sequence[Word], first: int, last: int, kind: str) -> int:
    """«مستشفى | الملك فهد الجامعي»: a body or place outranks whom it is named after."""
    named = words[first + 1].has("#royal") if last - first > 2 else False
    royal = kind in BODIES_OR_PLACES and named and has_any(words[first], HEADS)
    return RANK_ROYAL if royal else RANKS[kind]


def _is_reference(words: Sequence[Word], first: int, last: int, kind: str) -> bool:
    """«البلدية», «المهرجان»: a head noun with the article alone refers to what was named."""
    alone = last - first == 1 and words[first].has("#definite")
    return alone and kind in REFERRED and has_any(words[first], HEADS)


def _is_bare_meeting(words: Sequence[Word], first: int, last: int, kind: str) -> bool:
    """«اجتماعًا», «زيارة»: a head noun alone, which describes a meeting and names none."""
    return kind == "Meeting" and last - first == 1 and words[first].has("c:meeting_head")


def _is_any_event(
    words: Sequence[Word], first: int, last: int, kind: str, lexicons: Lexicons
) -> bool:
    """«معرض تشكيلي», «ورشة عمل نسائية»: a head and adjectives without article name no event."""
    normals = [word.normal for word in words[:last]]
    heads = [
        len(term.words)
        for term in lexicons.match(normals, first)
        if term.cls in {"event_head", "session_head"}
    ]
    return (
        kind in {"Conference", "Session"}
        and bool(heads)
        and not any(word.has("#definite") for word in words[first:last])
        and all(qualifies_bare(word, words[first]) for word in words[first + max(heads) : last])
    )


def _is_verb(word: Word) -> bool:
    """Whether a word is a verb: «الحملة» is none, though the lexicons have «حملت» and «حمله»."""
    verb = any(tag == "#verb" or tag.startswith("c:verb") for tag in word.tags)
    return verb and not word.has("#definite")
