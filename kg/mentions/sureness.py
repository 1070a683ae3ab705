"""How sure a recognizer must be of what it found, by what its words speak for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from kg.arabic import normal_form
from kg.chunks import Word
from kg.gazetteer import Gazetteer
from kg.mentions.candidates import Candidate
from kg.mentions.classes import has_any, is_classed, names_no_body, word_at
from kg.mentions.extents import SEASONS, is_feast
from kg.mentions.learned import CLOSED, OCCASIONS, is_bare
from kg.mentions.learned_people import is_any_name
from kg.mentions.names import is_announced_post, is_behalf, is_post
from kg.mentions.words import match_place

LEAST: Mapping[str, float] = {
    "Title": 0.4,
    "Meeting": 0.4,
    "Session": 0.65,
    "Initiative": 0.7,
    "Place": 0.35,
}

LEAST_PROBABILITY = 0.5
"""Least probability of a span, by kind and for all others."""

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

_TAKEN_IN = frozenset(
    {
        *("حاله", "حالات", "حادث", "حادثا", "حوادث", "مصاب", "مصابا", "مصابين", "مرضي"),
        *("طلبات", "بلاغات", "شكاوي", "مراجعين", "طائره", "سفينه"),
    }
)
"""What a place takes in and nobody receives, in normal form."""

MOST_RECEIVED = 16
"""Words behind «استقبل» among which guest or host is named."""

NEAR = 8
"""Words behind a verb among which «مع» tells with whom it is done."""

_FESTIVITIES = frozenset({"فعاليات", "احتفالات"})

_TEAMS = frozenset({"فريق", "نادي", "منتخب"})


def seen_again(candidates: Iterable[Sequence[Candidate]]) -> Counter[tuple[str, str]]:
    """How often names that begin alike are likely to be of a kind, by kind and first two words."""
    return Counter(
        _beginning(each)
        for line in candidates
        for each in line
        if each.kind in AGAIN and each.confidence >= LEAST_AGAIN and not each.is_reference
    )


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
        and not is_bare(words, each)
        and not _is_place(words, each, gazetteer)
        and not _is_common(words, each, gazetteer)
        and not _is_kind_of_visit(words, each, gazetteer)
        and not _is_held(words, each, gazetteer)
    ]


def _beginning(candidate: Candidate) -> tuple[str, str]:
    return candidate.kind, " ".join(normal_form(candidate.name).split()[:2])


def _is_of_work(words: Sequence[Word]) -> bool:
    """Whether words before a title tell of a work: «فيلما بعنوان», «فيلمين: الأول بعنوان»."""
    forms = (word.bare for word in words)
    return any(
        form in _WORKS or form.removesuffix("ا").removesuffix("ين") in _WORKS for form in forms
    )


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
    """«استقبلت العيادة 90 مريضا», «استقبل المستشفى حادثا»: nobody with a name or post."""
    if not words[first].has("c:verb.receive"):
        return False
    near = words[first + 1 : first + 1 + MOST_RECEIVED]
    counted = any(
        word.has("#number") or word.bare == "اول" or word.normal in _TAKEN_IN for word in near
    )
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


def _is_kind_of_visit(words: Sequence[Word], candidate: Candidate, gazetteer: Gazetteer) -> bool:
    """«زيارة خاطفة»: how somebody visited, and no town that no gazetteer knows."""
    word, before = words[candidate.first], word_at(words, candidate.first - 1)
    plain = candidate.last - candidate.first == 1 and not word.proclitics
    adjective = plain and word.bare.endswith("ه") and not word.has("#definite")
    visit = before is not None and before.has("c:meeting_head") and not before.has("#definite")
    known = match_place(words, candidate.first, gazetteer) is not None
    return candidate.kind in {"City", "Place"} and adjective and visit and not known


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
