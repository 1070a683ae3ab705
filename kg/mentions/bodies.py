"""Named bodies, venues, events and initiatives: a head noun of the lexicon and its extent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.chunks import Word
from kg.gazetteer import Gazetteer
from kg.lexicons import Lexicons, Term
from kg.mentions.adjectives import is_feminine
from kg.mentions.candidates import Candidate, join, join_name
from kg.mentions.classes import (
    AFFAIRS,
    has_any,
    is_classed,
    is_directed,
    names_no_body,
    word_at,
)
from kg.mentions.extents import CHAIR, Extent, Phrase, extent, feast_end
from kg.mentions.words import match_place

RANK_ROYAL = 62
"""A body named after a person outranks the person («مركز الأمير سلطان الحضاري»)."""
RANK_QUOTED = 58
RANK_TITLED = 62
"""«معرض «الملك فيصل .. شاهد»»: the whole of a quoted title outranks the person in it."""
RANK_FOR = 57
"""An event's name that says whom it is for outranks the body inside («… لمكاتب الاتحاد …»)."""
RANK_NAMED = 55
RANK_REFERENCE = 35

TITLED = frozenset({"Conference", "Initiative"})

KINDS = (
    # (lexicon class, kind of mention, kind of extent); the first class that a word has decides.
    ("event_head", "Conference", "event"),
    ("session_head", "Session", "event"),
    ("meeting_head", "Meeting", "meeting"),
    ("org_head", "Organization", "org"),
    ("initiative_head", "Initiative", "initiative"),
    ("place_head", "Place", "place"),
)
_CLASSES = frozenset(kind[0] for kind in KINDS)
_BRANDS = ("c:letter_name", "c:company_word")
_MANY = frozenset({"p", "d"})
_YEAR_DIGITS = 4
_OWNERS = ("c:org_head", "c:event_head", "c:meeting_head")
_UNNAMED = frozenset({"Conference", "Session", "Meeting"})
_MEDICAL = frozenset({"طبيه", "جامعي"})
"""«مدينة الملك فهد الطبية», «مستشفى الملك فهد الجامعي»: bodies wherever they stand."""

_PRONOUNS = ("ه", "ها", "هم", "هما", "ي", "نا")


@dataclass(frozen=True, slots=True)
class Head:
    """A head noun as read at a place.

    ``kind`` is what it heads, ``extent`` the kind of its extent, ``length`` its number of words;
    ``ambiguous`` says that its words have other uses too.
    """

    kind: str
    extent: str
    length: int
    ambiguous: bool


def find_bodies(
    words: Sequence[Word],
    lexicons: Lexicons,
    gazetteer: Gazetteer,
    people: frozenset[int] = frozenset(),
) -> list[Candidate]:
    """Candidates for everything that a head noun names.

    ``people`` are the words that surely belong to people's names. A head with the article and
    nothing behind it is a reference («المكتب»); a bare session, meeting or event head without a
    name describes an unnamed one («مائدة مستديرة»).
    """
    found = []
    bares = [word.bare for word in words]
    for index in range(len(words)):
        terms = [] if index in people else _terms(words, bares, index, lexicons)
        if not terms or _is_adjective(words, index) or _is_place_name(words, index, gazetteer):
            continue
        head = _read_head(words, index, terms)
        if head is None or _is_idiom(words, index, head, lexicons):
            continue
        reach = extent(words, index, Phrase(head.extent, head.length, people), gazetteer)
        feast = feast_end(words, index, reach.last)
        if feast > reach.last:
            # «احتفال أهالي الوادي بعيد الفطر»: whose and of what feast it is makes it a name.
            reach = replace(reach, last=feast, closed=True)
            head = replace(head, ambiguous=False)
        candidate = _candidate(words, reach, head, lexicons)
        if candidate:
            found.append(candidate)
    return found


def _terms(
    words: Sequence[Word], bares: Sequence[str], index: int, lexicons: Lexicons
) -> list[Term]:
    """The longest heads that begin at a word, with no proclitic inside."""
    terms = [
        term
        for term in lexicons.match(bares, index)
        if term.cls in _CLASSES
        and not any(word.proclitics for word in words[index + 1 : index + len(term.words)])
    ]
    return [term for term in terms if len(term.words) == len(terms[0].words)]


def _is_adjective(words: Sequence[Word], index: int) -> bool:
    """«اللجان المنظمة», «الشؤون الأكاديمية»: an adjective that is a body elsewhere."""
    word = words[index]
    return (
        index > 0
        and not word.proclitics
        and all(each.has("#definite") for each in words[index - 1 : index + 1])
        and (word.has("c:generic_modifier") or words[index - 1].bare in AFFAIRS)
    )


def _is_place_name(words: Sequence[Word], index: int, gazetteer: Gazetteer) -> bool:
    """«المدينة المنورة», «مدينة جدة»: the gazetteer's, and no name made of a head."""
    place = match_place(words, index, gazetteer)
    if place and place.length > 1 and not place.common_word:
        return True
    if not words[index].has("c:city_noun") or words[index].has("#definite"):
        return False
    city = match_place(words, index + 1, gazetteer)
    behind = None if city is None else word_at(words, index + 1 + city.length)
    # «مدينة الوادي الصناعية»: a place of its own, beside the city.
    return city is not None and not (behind is not None and _is_kind_of_city(behind))


def _is_kind_of_city(word: Word) -> bool:
    return word.has("c:city_kind") and word.has("#definite") and not word.proclitics


def _read_head(words: Sequence[Word], index: int, terms: Sequence[Term]) -> Head | None:
    """What a head noun heads: of its sure classes the first of KINDS; None for a plural."""
    by_class = {term.cls: term for term in terms}
    kinds = [kind for kind in KINDS if kind[0] in by_class]
    sure = [kind for kind in kinds if "ambiguous" not in by_class[kind[0]].features]
    kinds = sure or kinds
    cls, kind, reach = kinds[0]
    if kind == "Organization" and kinds[-1][1] == "Place" and _is_in(words, index):
        cls, kind, reach = kinds[-1]
    if kind == "Place" and is_directed(words, index):
        kind, reach = "Organization", "org"
    if by_class[cls].features.get("number") in _MANY:
        return None
    return Head(kind, reach, len(terms[0].words), not sure)


def _is_in(words: Sequence[Word], index: int) -> bool:
    """«في مركز …», «بنادي …»: a head of both kinds is a place there."""
    before = words[index - 1] if index else None
    return "ب" in words[index].proclitics or (
        before is not None and before.has("c:place_opener") and not before.has("#definite")
    )


def _is_idiom(words: Sequence[Word], index: int, head: Head, lexicons: Lexicons) -> bool:
    """«في معرض حديثه», «في خدمة الحجاج», «من بوابة الرياضة»: no exhibition, service or platform."""
    if names_no_body(words, index):
        return True
    wholes = [word.whole for word in words[max(0, index - 1) : index + 1]]
    if any(term.cls == "plain_phrase" for term in _ending(wholes, lexicons)):
        return True
    following = word_at(words, index + head.length)
    if head.kind != "Conference" or following is None or following.proclitics:
        return False
    bare = following.normal.removeprefix("ال")
    stems = [bare, *(bare.removesuffix(each) for each in _PRONOUNS)]
    return any("speech_noun" in lexicons.classes(stem) for stem in stems)


def _ending(wholes: Sequence[str], lexicons: Lexicons) -> Iterator[Term]:
    """The phrases that end with the last of some words."""
    for start in range(len(wholes)):
        for term in lexicons.match(wholes, start):
            if start + len(term.words) == len(wholes):
                yield term


def _candidate(
    words: Sequence[Word], reach: Extent, noun: Head, lexicons: Lexicons
) -> Candidate | None:
    if _means_any_event(words, reach, noun):
        return _reference(words, range(reach.first, reach.first + 1), noun)
    if noun.kind == "Initiative" and _tells_whose(words, reach):
        return _reference(words, range(reach.first, reach.last), noun)
    named = _is_named(words, reach, noun)
    if not reach.quoted and not _may_name(words, reach, noun):
        return None
    if noun.kind == "Initiative" and not named:
        return None
    if named:
        return _named(words, reach, _kind(words, reach, noun, lexicons))
    if noun.length == 1 and words[reach.first].has("c:time_word"):
        return None  # «قبل أسبوع», «الأسبوع الماضي»
    if words[reach.first].has("#definite"):
        return _reference(words, range(reach.first, reach.first + noun.length), noun)
    counted = reach.first > 0 and words[reach.first - 1].has("#number")
    if noun.kind in _UNNAMED and not counted:
        # «48 جولة ميدانية» are none in particular.
        return _reference(words, range(reach.first, reach.last), noun, describes=True)
    return None


def _is_named(words: Sequence[Word], reach: Extent, noun: Head) -> bool:
    following = words[reach.first + 1 : reach.last]
    if reach.last - reach.first > noun.length and (
        reach.closed or any(word.has("#latin") for word in following)
    ):
        return True
    return noun.kind == "Organization" and _is_bare_name(words[reach.first], following)


def _is_bare_name(head: Word, following: Sequence[Word]) -> bool:
    """«شركة فيوتشر بيرفكت فينتشر»: unknown words that do not agree with the head as adjectives."""
    if not following or head.has("#definite"):
        return False
    adjective = ("ه" if is_feminine(head) else "ي", "ات")
    return all(
        has_any(word, _BRANDS) or not (is_classed(word) or word.normal.endswith(adjective))
        for word in following
    )


def _means_any_event(words: Sequence[Word], reach: Extent, noun: Head) -> bool:
    """«الحدث», «دورة هذه السنة»: the event that the article is about."""
    head, near = words[reach.first], word_at(words, reach.first + 1)
    if noun.kind != "Conference" or noun.length > 1 or reach.quoted or not head.has("c:any_event"):
        return False
    return head.has("#definite") or (near is not None and near.has("c:demonstrative"))


def _may_name(words: Sequence[Word], reach: Extent, noun: Head) -> bool:
    """Whether a head and what follows may name a thing without quotation marks."""
    near = (
        word_at(words, reach.first + noun.length)
        if reach.last > reach.first + noun.length
        else None
    )
    latin = near is not None and near.has("#latin")
    if noun.kind == "Initiative" and not latin:
        return _may_name_initiative(words, reach, noun)
    chair = reach.royal and words[reach.first].normal == CHAIR
    if noun.ambiguous and not (latin or chair):
        return False
    return not _is_generic(words, reach, noun.kind, noun.length)


def _may_name_initiative(words: Sequence[Word], reach: Extent, noun: Head) -> bool:
    """«رؤية المملكة 2030», «خدمة الدفع الإلكتروني», «برنامج موهبة»; not «عملية الضبط الأولية»."""
    head = words[reach.first]
    last = words[reach.last - 1]
    if last.has("#number") and len(last.normal) == _YEAR_DIGITS:
        return True
    if head.has("c:quoted_head") and not head.has("#definite"):
        return False
    if noun.ambiguous and not _is_full(words, reach):
        return False
    return not _is_generic(words, reach, noun.kind, noun.length)


def _tells_whose(words: Sequence[Word], reach: Extent) -> bool:
    """«مبادرة الشركة», «برنامج الزيارة»: whose it is, told by a noun that only refers."""
    if reach.last - reach.first != 2 or words[reach.first].has("#definite"):
        return False
    owner = words[reach.last - 1]
    return owner.has("#definite") and has_any(owner, _OWNERS) and not owner.has("#many")


def _is_full(words: Sequence[Word], reach: Extent) -> bool:
    """«خدمة الدفع الإلكتروني»: behind the head a noun with the article and its adjectives only."""
    rest = words[reach.first + 1 : reach.last]
    return len(rest) > 1 and all(word.has("#definite") and not word.proclitics for word in rest)


def _is_generic(words: Sequence[Word], reach: Extent, kind: str, length: int) -> bool:
    """«الوفد المشارك», «المدينة الذكية»: the article and adjectives that name nothing."""
    if not words[reach.first].has("#definite") or reach.last - reach.first == length:
        return False
    if kind in {"Place", "Initiative"}:
        return all(word.has("#definite") for word in words[reach.first + 1 : reach.last])
    return kind == "Organization" and words[reach.first + 1].has("c:generic_modifier")


def _kind(words: Sequence[Word], reach: Extent, noun: Head, lexicons: Lexicons) -> str:
    """The kind of a named thing: some programmes and cities are bodies.

    «برنامج الأمم المتحدة الإنمائي» acts as a body; «مدينة الملك عبدالعزيز للعلوم والتقنية» is one.
    """
    inside = words[reach.first : reach.last]
    if noun.kind == "Initiative" and _holds_body(inside, lexicons):
        return "Organization"
    purpose = reach.royal and any("ل" in word.proclitics for word in inside[1:])
    medical = reach.royal and inside[-1].bare in _MEDICAL
    return "Organization" if (purpose or medical) and noun.kind == "Place" else noun.kind


def _holds_body(words: Sequence[Word], lexicons: Lexicons) -> bool:
    normals = [word.normal for word in words]
    return any(
        term.cls == "name.organization"
        for index in range(1, len(normals))
        for term in lexicons.match(normals, index)
    )


def _named(words: Sequence[Word], reach: Extent, kind: str) -> Candidate:
    rank = RANK_QUOTED if reach.quoted else RANK_NAMED
    if reach.quoted and kind in TITLED and not words[reach.first].has("#definite"):
        rank = RANK_TITLED
    if kind == "Conference" and any(_is_purpose(word) for word in words[reach.first : reach.last]):
        rank = max(rank, RANK_FOR)
    return Candidate(
        kind=kind,
        first=reach.first,
        last=reach.last,
        name=join_name(words[reach.first : reach.last]),
        pattern=f"{kind.lower()}.{'quoted' if reach.quoted else 'head'}",
        confidence=0.85,
        rank=RANK_ROYAL if reach.royal else rank,
        head=words[reach.first].bare,
    )


def _is_purpose(word: Word) -> bool:
    """«الملتقى الأول | لمكاتب …»: whom an event is for, in general."""
    return word.proclitics == "ل" and word.has("#many")


def _reference(
    words: Sequence[Word], span: range, noun: Head, *, describes: bool = False
) -> Candidate:
    """«المكتب» refers to a thing; «اجتماع موسع» ``describes`` one that has no name."""
    return Candidate(
        kind=noun.kind,
        first=span.start,
        last=span.stop,
        name=join(words[span.start : span.stop]),
        pattern=f"{noun.kind.lower()}.{'unnamed' if describes else 'reference'}",
        confidence=0.7,
        rank=RANK_REFERENCE,
        is_reference=True,
        head=words[span.start].bare,
        tags=frozenset({"#indefinite"} if describes else ()),
    )
