"""Events in the context of their document: titles of sessions, and what is a session of what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from kg.arabic import normal_form
from kg.chunks import Word
from kg.lexicons import Lexicons
from kg.mentions.candidates import Candidate

TITLE_REACH = 9
"""How many words may stand between a session and its title («… خلال المؤتمر تحت عنوان»)."""

MIN_SAID = 2
"""Words behind the head of a name that tell which event it is."""

_EVENTS = frozenset({"Session", "Conference"})
_ANNUAL = frozenset({"السنوي", "السنويه"})
_GATHERINGS = frozenset({"لقاء", "اللقاء"})
_PARTY = "حفل"
_FEASTS = frozenset({"عيد", "بعيد", "العيد", "معايده", "المعايده"})
"""What a party is for that is an event of its own, whatever else an article tells of."""
_GATHERED = _EVENTS | {"Meeting"}


_CEREMONIES = frozenset({"حفل", "احتفال", "مراسم"})
_OPENINGS = frozenset({"افتتاح", "اختتام", "ختام", "تدشين", "انطلاق", "اطلاق"})
_OF_CEREMONIES = frozenset(
    {
        *("الافتتاح", "الافتتاحي", "الختام", "الختامي", "الخطابي", "الرسمي", "التدشين"),
        *("الخطابيه", "الانشادي"),
    }
)
_COURSES = frozenset({"دوره"})
_PARTS = frozenset({"فعاليات", "اعمال", "انشطه", "برامج"})
MOST_CEREMONY = 6
"""Words of a ceremony before the event that it opens."""


def without_ceremonies(words: Sequence[Word], candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates but for ceremonies right before the event that they open or close.

    «رعى الوزير حفل افتتاح | مهرجان الزهور», «الحفل الرسمي لافتتاح فعاليات | المهرجان»: what is
    said of them is said of the event.
    """
    return [
        each
        for each, following in zip_longest(candidates, candidates[1:])
        if following is None or not _opens(words, each, following)
    ]


def _opens(words: Sequence[Word], ceremony: Candidate, event: Candidate) -> bool:
    if ceremony.kind not in {*_EVENTS, "Meeting"} or event.kind != "Conference":
        return False
    if words[ceremony.first].bare not in _CEREMONIES:
        return False
    between = words[ceremony.first + 1 : event.first]
    return (
        len(between) <= MOST_CEREMONY
        and any(_is_any(word, _OPENINGS) for word in between)
        and all(_is_any(word, _OPENINGS | _PARTS) or word.has("#definite") for word in between)
        and "و" not in words[event.first].proclitics
    )


def _is_any(word: Word, forms: frozenset[str]) -> bool:
    """Whether a word is one of some, behind a proclitic perhaps («لافتتاح»)."""
    return any(word.has("w:" + form) for form in forms)


def name_events(words: Sequence[Word], candidates: Sequence[Candidate]) -> list[Candidate]:
    """Give an unnamed session or event the title in quotation marks that follows it.

    Another title is a session of its own where a recognizer sees an event in it («تحاضر سلمى سالم
    بعنوان «مشروعك الصغير»»).
    """
    named = list(candidates)
    titles: set[int] = set()
    for position, candidate in enumerate(candidates):
        if candidate.kind not in _EVENTS or "#indefinite" not in candidate.tags:
            continue
        title = _title_after(words, candidates, position)
        if title:
            named[position] = replace(
                candidate,
                name=title.name,
                is_reference=False,
                pattern=f"{candidate.kind.lower()}.titled",
                confidence=0.9,
            )
            titles.add(title.first)
    return [_title(each, used=each.first in titles) for each in named]


def _title(candidate: Candidate, *, used: bool) -> Candidate:
    if candidate.kind != "Quote":
        return candidate
    if used:
        return replace(candidate, tags=candidate.tags | {"#used"})
    if "#event" not in candidate.tags:
        return candidate
    return replace(candidate, kind="Session", pattern="session.title", confidence=0.7)


def _title_after(
    words: Sequence[Word], candidates: Sequence[Candidate], position: int
) -> Candidate | None:
    """The title that follows an event before the sentence, or another event, intervenes."""
    end = candidates[position].last
    for following in candidates[position + 1 :]:
        if following.first - end > TITLE_REACH:
            return None
        if any(word.has("#barrier") for word in words[end : following.first]):
            return None
        if following.kind == "Quote":
            return following if "#titled" in following.tags or following.first == end else None
        if following.kind == "Session":
            return None
        if following.kind == "Conference" and not following.is_reference:
            return None
    return None


def rank_events(
    sentences: Sequence[Sequence[Candidate]], lexicons: Lexicons
) -> list[list[Candidate]]:
    """Call session-like events (ندوة، محاضرة، ورشة) sessions, or conferences if they stand alone.

    They are sessions where the document has a larger event. The one that the
    article is about is a conference: which it names once and then refers to («الندوة»), or which
    its headline names where no larger event is named anywhere. What begins alike is of one kind,
    and nothing is a session where nothing has sessions.
    """
    sentences = _agreed(sentences, lexicons)
    like = [
        each
        for line in sentences
        for each in line
        if each.kind in _EVENTS
        and "session_like" in lexicons.classes(each.head)
        and not _recurs(each, lexicons)
    ]
    alike = frozenset(each.head for each in like)
    within = any(
        each.kind == "Conference" and not each.is_reference and each.head not in alike
        for line in sentences
        for each in line
    )
    conferences = _main_heads(like) if within else alike
    main = "" if within else _headlined(sentences[0] if sentences else (), alike)
    ranked = [
        [
            replace(each, kind="Conference")
            if each.kind in _GATHERED and _recurs(each, lexicons)
            else _ranked(each, alike, conferences, main)
            for each in line
        ]
        for line in sentences
    ]
    ranked = _within(ranked)
    larger = any(
        each.kind == "Conference"
        and not (each.is_reference and "#indefinite" not in each.tags)
        and not _is_ceremony(each)
        for line in ranked
        for each in line
    )
    if larger:
        return [[_as_whole(each) for each in line] for line in ranked]
    if any(
        each.kind == "Conference" and not each.pattern.endswith("unnamed")
        for line in ranked
        for each in line
    ):
        return ranked
    return [[_as_alone(each, lexicons) for each in line] for line in ranked]


def _within(sentences: Sequence[Sequence[Candidate]]) -> list[list[Candidate]]:
    """The candidates; a course with a title («دورة بعنوان «…»») is a session of a larger event.

    One that is named before it, by a name of its own.
    """
    found: list[list[Candidate]] = []
    larger = False
    for line in sentences:
        found.append([])
        for each in line:
            if larger and each.kind == "Conference" and _is_titled_course(each):
                each = replace(each, kind="Session")
            larger |= each.kind == "Conference" and not (
                each.is_reference or _is_titled_course(each)
            )
            found[-1].append(each)
    return found


def _is_titled_course(candidate: Candidate) -> bool:
    return candidate.head in _COURSES and candidate.pattern.endswith("titled")


def _as_alone(candidate: Candidate, lexicons: Lexicons) -> Candidate:
    """A session of nothing as an event of its own, but for «جلسة», which has a whole unnamed."""
    classes = lexicons.classes(candidate.head)
    if candidate.kind != "Session" or ("session_head" in classes and "session_like" not in classes):
        return candidate
    return replace(candidate, kind="Conference")


def _agreed(sentences: Sequence[Sequence[Candidate]], lexicons: Lexicons) -> list[list[Candidate]]:
    """The candidates; events that begin with the same two words have the kind of most of them.

    «حفل معايدة لمنسوبيها», «حفل المعايدة»: a recognizer takes the one for a conference and the
    other for a meeting.
    """
    counts: dict[tuple[str, ...], Counter[str]] = {}
    for line in sentences:
        for each in line:
            if begins := _begins(each):
                kind = "Conference" if _recurs(each, lexicons) else each.kind
                counts.setdefault(begins, Counter())[kind] += 1
    kinds = {begins: _kind(count) for begins, count in counts.items()}
    return [
        [replace(each, kind=kinds[begins]) if (begins := _begins(each)) else each for each in line]
        for line in sentences
    ]


def _kind(counts: Mapping[str, int]) -> str:
    """The kind of most of the events that begin alike; a session only where all are."""
    return max(sorted(counts.keys() - {"Session"} or counts), key=counts.__getitem__)


def _begins(candidate: Candidate) -> tuple[str, ...]:
    """The head of an event that a noun names, and the word behind it; nothing for others."""
    if candidate.kind not in _GATHERED or candidate.pattern.endswith("verb"):
        return ()
    words = [_stem(word) for word in normal_form(candidate.name).split()[:2]]
    return tuple(words) if len(words) > 1 else ()


def _stem(word: str) -> str:
    """A word without article, and without «ل» before it («حفل لمعايدة المرضى»)."""
    bare = word.removeprefix("ال")
    return bare.removeprefix("ل") if len(bare) > MOST_CEREMONY - 1 else bare


def _is_ceremony(candidate: Candidate) -> bool:
    """«حفل الافتتاح», «الحفل الخطابي»: how an event begins or ends, and no event of its own."""
    words = normal_form(candidate.name).split()
    return (
        candidate.kind in _EVENTS
        and len(words) > 1
        and words[0].removeprefix("ال") == "حفل"
        and all(word in _OF_CEREMONIES for word in words[1:])
    )


def _as_whole(candidate: Candidate) -> Candidate:
    """A ceremony as a reference to the event that it is of: who speaks there, speaks there."""
    if not _is_ceremony(candidate):
        return candidate
    return replace(
        candidate,
        kind="Conference",
        is_reference=True,
        pattern="conference.ceremony",
        head="حفل",
        tags=candidate.tags - {"#indefinite"},
    )


def _distinct(names: Iterable[str]) -> set[str]:
    """The names but for those that begin another («حفل افتتاح المسرح», «… المسرح الوطني»).

    «ندوة الرموز الدينية» is «الندوة الدولية حول الرموز الدينية في الإعلام» too: all that it says
    the other says.
    """
    every = set(names)
    said = {name: _said(name) for name in every}
    return {
        name
        for name in every
        if not any(
            other.startswith(name + " ")
            or (MIN_SAID <= len(said[name]) < len(said[other]) and said[name] < said[other])
            for other in every
        )
    }


def _said(name: str) -> frozenset[str]:
    """The words of an event's name behind its head, without articles."""
    return frozenset(word.removeprefix("ال") for word in normal_form(name).split()[1:])


def _headlined(line: Sequence[Candidate], alike: frozenset[str]) -> str:
    """The session-like event that the first sentence of a document names; "" for none."""
    named = (each for each in line if each.kind in _EVENTS and not each.is_reference)
    return next((each.name for each in named if each.head in alike), "")


def _main_heads(like: Sequence[Candidate]) -> frozenset[str]:
    """Heads under which the document names one event only and refers to it («الندوة»)."""
    names: dict[str, set[str]] = {}
    for each in like:
        if not each.is_reference:
            names.setdefault(each.head, set()).add(each.name)
    referred = {each.head for each in like if each.is_reference and "#indefinite" not in each.tags}
    return frozenset(
        head for head, found in names.items() if len(_distinct(found)) == 1 and head in referred
    )


def _ranked(
    candidate: Candidate, alike: frozenset[str], conferences: frozenset[str], main: str
) -> Candidate:
    if candidate.kind not in _EVENTS or candidate.head not in alike:
        return candidate
    is_main = bool(main) and not candidate.is_reference and _is_one(candidate.name, main)
    larger = is_main or candidate.head in conferences
    return replace(candidate, kind="Conference" if larger else "Session")


def _recurs(candidate: Candidate, lexicons: Lexicons) -> bool:
    """What comes round is an event, and no part of one.

    «اللقاء السنوي للمبتعثين», «اللقاء الوطني العاشر»: a gathering that is held each year, or is
    counted and says of what kind it is.
    """
    words = normal_form(candidate.name).split()
    if candidate.is_reference or not words:
        return False
    if candidate.kind in _EVENTS and not _ANNUAL.isdisjoint(words):
        return True
    if candidate.kind in _EVENTS and words[0] == _PARTY and not _FEASTS.isdisjoint(words[1:]):
        return True  # «حفل أهالي الوادي بعيد الفطر», «حفل المعايدة»
    return words[0] in _GATHERINGS and any(
        "ordinal" in lexicons.classes(word.removeprefix("ال")) for word in words[2:4]
    )


def _is_one(name: str, other: str) -> bool:
    """Whether one name is the other or begins it."""
    short, long = sorted((name, other), key=len)
    return long == short or long.startswith(short + " ")
