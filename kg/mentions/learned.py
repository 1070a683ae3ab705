"""What a learned recognizer found, as candidates beside those of the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from kg.arabic import normal_form
from kg.chunks import Word
from kg.gazetteer import Gazetteer
from kg.lexicons import Lexicons
from kg.mentions.adjectives import is_of_many, qualifies_bare
from kg.mentions.bodies import RANK_ROYAL
from kg.mentions.candidates import QUOTES, Candidate, join_name, positions
from kg.mentions.classes import has_any, is_classed, is_directed, names_no_body, word_at
from kg.mentions.districts import is_district
from kg.mentions.event_extents import event_end
from kg.mentions.extents import CELEBRATIONS, HEADS, SEASONS, feast_end, is_feast
from kg.mentions.learned_extents import (
    accompanied_end,
    before_clause,
    before_deed,
    before_generic,
    before_nation,
    before_parent,
    before_place,
    before_purpose,
    behind_place,
    behind_shell,
    behind_verb,
    body_end,
    company_start,
    complement_end,
    dash_end,
    description_end,
    finished_end,
    governed_end,
    is_any_name,
    joined_name,
    known_end,
    lone_head_end,
    name_stop,
    place_end,
    unit_start,
    whole_name_end,
    with_honorifics,
    without_noun,
    without_number,
)
from kg.mentions.names import is_announced_post, is_behalf, is_post
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

LEAST: Mapping[str, float] = {
    "Title": 0.4,
    "Meeting": 0.4,
    "Session": 0.65,
    "Initiative": 0.7,
    "Place": 0.35,
}
LEAST_PROBABILITY = 0.5
"""Least probability of a span, by kind and for all others."""


_ARTICLE = "ال"

NEVER = 2.0
LEAST_UNLIKELY = 0.8
LEAST_UNKNOWN_CITY = 0.7
"""What a town needs that the gazetteer does not know: words as «بشدة» and «متهالك» are below."""

LEAST_WORD = 0.95
"""What a body needs whose name is one word behind «و», as in «الأفكار ووجهات النظر»."""

AGAIN = frozenset({"Conference"})
LEAST_AGAIN = 0.4
LESS_AGAIN = 0.2
"""How much less likely an event needs to be that a document names several times. In 700 newspaper
articles 8 of 15 events that this added were such; bodies, places and initiatives were mostly none.
"""

LEAST_TITLED = 0.35
"""The same for an event whose title «بعنوان» and quotation marks tell."""
NEAR_WORK = 8
_WORKS = frozenset(
    {
        *("ورقه", "ورقات", "اوراق", "بحث", "دراسه", "كتاب", "كتيب", "روايه", "ديوان", "مقال"),
        *("عرض", "عروض", "فيلم", "مسرحيه", "قصيده", "لوحه", "اغنيه", "اوبريت", "نشيد", "انشوده"),
        *("كلمه", "مداخله", "تقرير", "رساله", "فقره", "مشهد", "تقديم", "مقطع", "فيديو", "مسلسل"),
    }
)
"""What a title may be of beside an event, in normal form and without the accusative's ending."""

TITLES = ("c:title_head", "c:occupation", "c:honorific")
BODIES = ("c:org_head", "c:name.organization", "#latin")
EVENTS = ("c:event_head", "c:session_head", "c:meeting_head", "c:initiative_head", "#latin")
NO_NAMES = ("c:title_head", "c:honorific", "c:nationality", "#verb")

NO_POSTS = (
    *("c:noun", "c:purpose_noun", "c:org_head", "c:place_head", "c:event_head", "c:board_noun"),
    "#function",
)

SPEECH = ("c:verb.say", "c:verb.speak")
ENCOUNTERS = ("c:verb.receive", "c:verb.visit", "c:verb.host", "c:verb.hold")
_RECEIVED = ("c:title_head", "c:honorific", "c:name.given", "c:name.family", "c:occupation")
_GUESTS = frozenset({"وفد", "وفدا", "ضيف", "ضيوف", "بعثه"})
MOST_RECEIVED = 16
"""Words behind «استقبل» among which guest or host is named."""

NEAR = 8
"""Words behind a verb among which «مع» tells with whom it is done."""

CLOSED = frozenset({"Country"})
"""Kinds of which the gazetteer knows all names: the recognizer only confirms them."""

NAMED = frozenset({"Organization", "Place", "Conference", "Initiative"})

OCCASIONS = frozenset({"Conference", "Session"})

GOVERNING = OCCASIONS | {"Organization", "Initiative"}

SITES = frozenset({"City", "Place"})

BODIES_OR_PLACES = frozenset({"Organization", "Place"})

_FESTIVITIES = frozenset({"فعاليات", "احتفالات"})
_PANELS = frozenset({"نقاشيه", "حواريه", "علميه", "افتتاحيه", "ختاميه"})
_TEAMS = frozenset({"فريق", "نادي", "منتخب"})
_ACTING = frozenset({"البيت"})
"""First words of places that act: «(أعلن) البيت الأبيض»."""

REFERRED = NAMED | {"Session", "Meeting"}

DOUBTFUL = frozenset(
    {
        *("conference.head", "meeting.head", "organization.head", "place.head"),
        *("organization.quoted", "organization.repeated", "place.listed"),
        *("person.given_name", "person.honorific", "person.repeated"),
    }
)
"""Patterns of candidates that are mostly wrong where the recognizer sees no name: of 63 such things
on the development articles 6 were right."""

OF_KIND = frozenset({"conference.head", "place.head"})
"""Patterns of candidates that are mostly wrong where the recognizer sees names of other kinds only:
of 37 such things on annotated articles 6 were right."""


def find_learned(
    words: Sequence[Word],
    sentence: Sentence,
    spans: Sequence[Span],
    lexicons: Lexicons,
    gazetteer: Gazetteer,
) -> list[Candidate]:
    """Candidates for the spans of a sentence's tokens, sure or not (see :func:`sure`)."""
    found: list[Candidate] = []
    rows = [(span, _inside(words, sentence, span)) for span in spans]
    rows = [
        (span, _behind_town(words, inside, gazetteer) if span.kind == "Person" else inside)
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
            if span.kind in OCCASIONS:
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
    return adjacent and _is_bare(words, before)


def seen_again(candidates: Iterable[Sequence[Candidate]]) -> Counter[tuple[str, str]]:
    """How often names that begin alike are likely to be of a kind, by kind and first two words."""
    return Counter(
        _beginning(each)
        for line in candidates
        for each in line
        if each.kind in AGAIN and each.confidence >= LEAST_AGAIN and not each.is_reference
    )


def _beginning(candidate: Candidate) -> tuple[str, str]:
    return candidate.kind, " ".join(normal_form(candidate.name).split()[:2])


def with_seen_titles(
    words: Sequence[Word], candidates: Sequence[Candidate], learned: Sequence[Candidate]
) -> list[Candidate]:
    """The candidates; a title in quotation marks where an event is seen has the tag ``#event``.

    Not that of a paper, a film or a poem, which is presented at an event.
    """
    events = [
        each for each in learned if each.kind in OCCASIONS and each.confidence >= LEAST_TITLED
    ]
    return [
        replace(each, tags=each.tags | {"#event"})
        if "#titled" in each.tags
        and any(each.first < event.first and event.last < each.last for event in events)
        and not _is_of_work(words[max(0, each.first - NEAR_WORK) : each.first])
        else each
        for each in candidates
    ]


def _is_of_work(words: Sequence[Word]) -> bool:
    """Whether words before a title tell of a work: «فيلما بعنوان», «فيلمين: الأول بعنوان»."""
    forms = (word.bare for word in words)
    return any(
        form in _WORKS or form.removesuffix("ا").removesuffix("ين") in _WORKS for form in forms
    )


def sure(
    words: Sequence[Word],
    candidates: Sequence[Candidate],
    gazetteer: Gazetteer,
    again: Mapping[tuple[str, str], int] = MappingProxyType({}),
) -> list[Candidate]:
    """The learned candidates that are likely enough to be names by themselves.

    An event that a document names ``again`` needs to be less likely.
    """
    return [
        each
        for each in candidates
        if each.confidence
        >= _least(words, each) - LESS_AGAIN * (again.get(_beginning(each), 0) > 1)
        and not (each.confidence < LEAST_UNKNOWN_CITY and _is_unknown_city(words, each, gazetteer))
        and each.kind not in CLOSED
        and not _is_bare(words, each)
        and not _is_place(words, each, gazetteer)
        and not _is_common(words, each, gazetteer)
        and not _is_held(words, each, gazetteer)
    ]


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


def _least(words: Sequence[Word], candidate: Candidate) -> float:
    """How likely a candidate must be: more where its words speak against it."""
    least = LEAST.get(candidate.kind, LEAST_PROBABILITY)
    inside = words[candidate.first : candidate.last]
    if candidate.kind == "Meeting" and (
        _is_speech(words, candidate) or _is_told(inside[0]) or _is_intake(words, candidate.first)
    ):
        return NEVER
    if candidate.kind == "Conference" and (is_feast(inside) or _is_in_passing(words, candidate)):
        return NEVER
    if candidate.kind == "Organization" and (
        names_no_body(words, candidate.first) or _is_any_body(inside)
    ):
        return NEVER
    if candidate.kind == "Title" and all(word.has("c:standing") for word in inside):
        return NEVER  # «محافظ الوادي | المكلف»
    if candidate.is_reference:
        return least
    if candidate.kind == "Person":
        # Without the honorifics before the name.
        inside = inside[-len(candidate.name.split()) :]
        names = [word for word in inside if is_any_name(word) or not has_any(word, NO_NAMES)]
        post = has_any(inside[0], TITLES) and not inside[0].has("c:name.given")
        if not any(is_any_name(word) for word in inside) and _is_described(inside):
            return NEVER
        if not names or (post and len(names) < 2):
            # «القنصل التونسي», «المهندس»: a post or an honorific, and nobody's name.
            return NEVER
        # «وساهم», «ووجهات»: one word behind «و» is taken for a name in a list.
        alone = len(names) == 1 and not is_any_name(names[0])
        return LEAST_UNLIKELY if alone and not has_any(words[candidate.first], TITLES) else least
    if all(word.has("c:latin_noun") for word in inside):
        return NEVER
    if candidate.kind == "Conference" and _is_plural(inside):
        return NEVER  # «معارض الفنون»
    if candidate.kind == "Title" and not has_any(inside[0], TITLES):
        # «رئاسة», «برامج»: a thing or a deed, and nobody's post.
        deed = has_any(inside[0], (*NO_POSTS, "#verb"))
        return NEVER if deed else least
    if candidate.kind == "Conference" and not has_any(inside[0], EVENTS):
        return LEAST_UNLIKELY  # «(تحتفل) بعيد الفطر»
    if candidate.kind == "Organization" and not (
        has_any(inside[0], BODIES) or _is_called_club(words, candidate.first)
    ):
        governed = candidate.first and words[candidate.first - 1].has("c:title_head")
        if inside[0].has("c:honorific"):
            return NEVER  # «سفير خادم الحرمين الشريفين»
        if len(inside) == 1 and inside[0].proclitics == "و":
            return LEAST_WORD
        return least if governed else LEAST_UNLIKELY
    return least


def _is_in_passing(words: Sequence[Word], candidate: Candidate) -> bool:
    """«في معرض حديثه»: while he spoke, and at no exhibition."""
    first, said = candidate.first, word_at(words, candidate.first + 1)
    return (
        words[first].normal == "معرض"
        and first > 0
        and words[first - 1].normal == "في"
        and said is not None
        and not said.text.endswith("ة")
        and said.normal.endswith(("ه", "ها", "هم"))
    )


def _is_speech(words: Sequence[Word], candidate: Candidate) -> bool:
    """«ألقى (كلمة)», «استعرض (تقريرا)»: what is done at a meeting, and none without «مع»."""
    verb = words[candidate.first]
    behind = words[candidate.last : candidate.last + NEAR]
    joint = verb.has("c:verb.meet") and any(word.normal == "مع" for word in behind)
    return has_any(verb, SPEECH) and not (joint or has_any(verb, ENCOUNTERS))


def _is_intake(words: Sequence[Word], first: int) -> bool:
    """«استقبلت العيادة 90 مريضا», «استقبل المطار أول طائرة»: nobody with a name or post."""
    if not words[first].has("c:verb.receive"):
        return False
    near = words[first + 1 : first + 1 + MOST_RECEIVED]
    counted = any(word.has("#number") or word.bare == "اول" for word in near)
    return counted and not any(has_any(word, _RECEIVED) or word.bare in _GUESTS for word in near)


def _is_told(word: Word) -> bool:
    """«(زار الوادي وفد) يتقدمه (الوزير)»: a verb with a pronoun goes on about what was told."""
    meets = has_any(word, ("c:verb.meet", *ENCOUNTERS))
    return word.has("#verb") and word.has("#object") and not meets


def _is_plural(inside: Sequence[Word]) -> bool:
    """Whether a plural head names no event, as does that of «فعاليات العيد», «فعاليات مهرجان …»."""
    if inside[0].normal in _FESTIVITIES and len(inside) > 1 and inside[1].bare in SEASONS:
        return False
    return inside[0].has("#many") and not any(has_any(word, EVENTS) for word in inside[1:])


def _is_called_club(words: Sequence[Word], first: int) -> bool:
    """«(فاز) الهلال», «إدارة | الهلال»; but «فريق الهلال» is the whole name."""
    before = words[first - 1] if first else None
    team = before is not None and before.bare in _TEAMS and not words[first].proclitics
    return words[first].has("c:club_name") and not team


def _is_any_body(inside: Sequence[Word]) -> bool:
    """«شركة صينية», «معهد للدراسات»: a head without article and of what kind it is name no body."""
    head, rest = inside[0], inside[1:]
    if not rest or not head.has("c:org_head") or head.has("#definite"):
        return False
    purpose = rest[0].proclitics == "ل" and rest[0].has("#definite")
    nation = all(word.has("c:nationality") and not word.has("#definite") for word in rest)
    return purpose or nation


def _is_described(inside: Sequence[Word]) -> bool:
    """Words that name nobody: «الظهير الأيمن», «حسم اللقب», an address."""
    definite = len(inside) > 1 and all(word.has("#definite") for word in inside)
    things = any(word.has("c:noun") for word in inside) and all(
        # A foreign name may be read as «ك» and a noun.
        is_classed(word) and "ك" not in word.proclitics
        for word in inside
    )
    return definite or things or any("@" in word.text for word in inside)


def _is_unknown_city(words: Sequence[Word], candidate: Candidate, gazetteer: Gazetteer) -> bool:
    return candidate.kind == "City" and match_place(words, candidate.first, gazetteer) is None


def _is_place(words: Sequence[Word], candidate: Candidate, gazetteer: Gazetteer) -> bool:
    """«مدينة نيويورك», «مقاطعة كولومبيا»: a kind of place and a place that the gazetteer knows."""
    at = candidate.first + 1
    if candidate.kind not in ("Organization", "Place") or at >= candidate.last:
        return False
    found = match_place(words, at, gazetteer)
    city = has_any(words[candidate.first], ("c:city_noun", "c:region_noun"))
    return city and found is not None and at + found.length >= candidate.last - 1


def _is_common(words: Sequence[Word], candidate: Candidate, gazetteer: Gazetteer) -> bool:
    """«(مدفوعة) بمليار», «ولجان»: a word of the lexicons that is no place of the gazetteer.

    «الجزيرة» may be a place that the text named.
    """
    word = words[candidate.first]
    place = candidate.kind == "Place" and not word.has("#definite")
    if not (place or candidate.kind == "City") or candidate.last - candidate.first > 1:
        return False
    classes = {tag for tag in word.tags if tag.startswith("c:") and not tag.startswith("c:name.")}
    return bool(classes) and match_place(words, candidate.first, gazetteer) is None


def _is_held(words: Sequence[Word], candidate: Candidate, gazetteer: Gazetteer) -> bool:
    """«أمين الأحساء», «الأمين العام», «باسم الخارجية»: no name, though one begins so."""
    start = candidate.last - len(candidate.name.split())
    if candidate.kind != "Person" or start < candidate.first:
        return False
    post = is_post(words, start, gazetteer) or is_announced_post(words, start)
    return post or is_behalf(words, start)


def _is_bare(words: Sequence[Word], candidate: Candidate) -> bool:
    """«برنامج», «مركز»: a head noun alone and without article, which names nothing."""
    word = words[candidate.first]
    return (
        candidate.kind in NAMED
        and not candidate.is_reference
        and candidate.last - candidate.first == 1
        and not word.has("#definite")
        and has_any(word, HEADS)
    )


def supported(
    words: Sequence[Word], candidates: Sequence[Candidate], learned: Sequence[Candidate]
) -> list[Candidate]:
    """The candidates but for those of doubtful finders where the recognizer saw nothing at all.

    Only for a recognizer that knows all kinds of names.
    """
    seen = positions(learned)
    kinds = {
        kind: positions([each for each in learned if each.kind == kind])
        for kind in {each.kind for each in learned}
    }
    titles = positions([each for each in learned if each.kind == "Title"])
    return [
        each
        for each in candidates
        if not _is_doubtful(words, each, titles)
        or not _seen(each, seen, kinds).isdisjoint(range(each.first, each.last))
    ]


def _seen(
    candidate: Candidate, seen: frozenset[int], kinds: Mapping[str, frozenset[int]]
) -> frozenset[int]:
    """The words in which the recognizer must see something for a doubtful candidate to count."""
    if candidate.pattern not in OF_KIND:
        return seen
    # A hospital is a place and a body, and the recognizer may see the other.
    either = candidate.kind in BODIES_OR_PLACES and candidate.rank == RANK_ROYAL
    alike = BODIES_OR_PLACES if either else {candidate.kind}
    return frozenset[int]().union(*(kinds.get(kind, frozenset()) for kind in alike))


def _is_doubtful(words: Sequence[Word], candidate: Candidate, titles: frozenset[int]) -> bool:
    if candidate.pattern == "person.context":
        # A name that a title gives away counts where the recognizer sees the title.
        return titles.isdisjoint(range(candidate.first - 2, candidate.last + 2))
    # «المرأة السعودية»: an adjective that is a country's name elsewhere.
    adjective = candidate.kind in CLOSED and words[candidate.last - 1].has("c:nationality")
    return candidate.pattern in DOUBTFUL or adjective


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
