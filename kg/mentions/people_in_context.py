"""Names of people that no lexicon knows, given away by a title beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.chunks import COMMAS, Word
from kg.mentions.adjectives import is_feminine
from kg.mentions.candidates import Candidate, join
from kg.mentions.classes import has_any, word_at
from kg.mentions.names import is_behalf

RANK_CONTEXT = 47
RANK_CONTEXT_NAME = 51
"""Above the lexicon's names: the title tells where the name begins."""

MOST_BEFORE = 5
MOST_AFTER = 4
"""Longest names before and behind a title, in words."""

MOST_BODIES = 3
"""How many bodies may stand between a title and its name («… في حكومة إقليم …»)."""

_OTHER_USES = (
    "#function",
    "c:title_head",
    "c:org_head",
    "c:place_head",
    "c:verb",
    "c:occupation",
)


def find_people_by_context(
    words: Sequence[Word],
    titles: Sequence[Candidate],
    taken: frozenset[int],
    bodies: Mapping[int, int],
) -> list[Candidate]:
    """Names of two to five open words that a title follows or, perhaps with a comma, precedes.

    «وأركانا فيمولابالي، المدير التنفيذي …», «ومتخصص التقنيات، جوشوا كلين،». ``taken`` are the words
    of other names; ``bodies`` maps the first word of each body to its end, since a name may follow
    the title's body too.
    """
    found = []
    for title in titles:
        found.extend(_before(words, title, taken))
        found.extend(_behind(words, title, taken, _behind_bodies(words, title.last, bodies)))
    return found


def _before(words: Sequence[Word], title: Candidate, taken: frozenset[int]) -> list[Candidate]:
    end = title.first
    if end and words[end - 1].text in COMMAS:
        end -= 1
    doubtful = "#doubtful" in title.tags and end == title.first
    if doubtful or words[title.first].proclitics:
        return []
    start = end
    while start > 0 and end - start < MOST_BEFORE and _is_open(words, start - 1, taken):
        start -= 1
        if words[start].proclitics:
            break
    return [_person(words, start, end)] if end - start >= 2 and _opens(words, start) else []


def _behind(
    words: Sequence[Word], title: Candidate, taken: frozenset[int], adjacent: int
) -> list[Candidate]:
    start = adjacent
    if start < len(words) and words[start].text in COMMAS:
        start += 1
    end = start
    while end < len(words) and end - start < MOST_AFTER and _is_open(words, end, taken):
        if words[end].proclitics and end > start:
            break
        end += 1
    if end - start < 2 or words[start].has("#definite") or is_behalf(words, start):
        return []
    if _is_thing(words, start):
        return []
    clean = end == len(words) or words[end].has("#punct")
    given = words[start].has("c:name.given") and start == adjacent
    if given or (clean and "#doubtful" not in title.tags):
        return [_person(words, start, end)]
    return []


def _is_thing(words: Sequence[Word], start: int) -> bool:
    """«(تسلم المحافظ) هدية تذكارية», «(سلم المحافظ) درعا تذكاريا»: a thing, and nobody's name."""
    noun, adjective = words[start : start + 2]
    if noun.has(f"w:{noun.normal}ا") and adjective.normal.endswith("يا"):
        return True
    return is_feminine(noun) and adjective.normal.endswith("يه") and not adjective.has("#definite")


def _behind_bodies(words: Sequence[Word], at: int, bodies: Mapping[int, int]) -> int:
    """The index behind the bodies of a title («وزير الداخلية في حكومة الإقليم كريم سنجاري»)."""
    for _ in range(MOST_BODIES):
        word = word_at(words, at)
        following = at + 1 if word is not None and word.has("c:body_opener") else at
        if following not in bodies:
            return at
        at = bodies[following]
    return at


def _is_open(words: Sequence[Word], index: int, taken: frozenset[int]) -> bool:
    """Whether a word may be a name for all that is known."""
    word = words[index]
    if index in taken or has_any(word, ("#punct", "#number", "#latin")):
        return False
    if any(tag.startswith("c:name.") for tag in word.tags):
        return word.has("c:name.particle") or not has_any(word, _OTHER_USES)
    return not any(tag.startswith(("c:", "#verb", "#function")) for tag in word.tags)


def _opens(words: Sequence[Word], start: int) -> bool:
    """Whether a name may begin there: after punctuation, «و», a verb, or at the beginning."""
    if words[start].has("#definite"):
        return False
    if start == 0 or words[start].proclitics == "و":
        return True
    previous = words[start - 1]
    verb = any(tag.startswith("c:verb") for tag in previous.tags)
    return verb or has_any(previous, ("#punct", "c:name_opener"))


def _person(words: Sequence[Word], start: int, end: int) -> Candidate:
    return Candidate(
        kind="Person",
        first=start,
        last=end,
        name=join(words[start:end]),
        pattern="person.context",
        confidence=0.75,
        rank=RANK_CONTEXT_NAME if words[start].has("c:name.given") else RANK_CONTEXT,
    )
