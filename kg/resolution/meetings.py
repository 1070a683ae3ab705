"""What tells, apart from names, that two mentions are of one meeting.

News tells of a meeting by verbs («استقبل», «زار») and by nouns («اللقاء», «الاجتماع الدوري», «زيارة
الوفد»), and says it first in the headline.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from kg.arabic import name_key
from kg.model import Claim, Cluster, Document, EntityType, Mention, Relation
from kg.resolution.short_names import body_words, ordinals, person_words

VERB = "meeting.verb"
"""The pattern of a meeting that a verb tells of."""

_ARTICLE = "ال"

# Grammar, and no lexicon reaches this stage.
_ENCOUNTERS = frozenset({"استقبال", "جوله", "زياره", "لقاء"})
_OWNED = re.compile(r"(?<=..)ه[ام]?$")
_RELATIVES = frozenset({"الذي", "التي", "الذين", "اللذين", "اللذان"})


_TELLING = frozenset(
    {
        Relation.SPEAKER,
        Relation.MODERATOR,
        Relation.PARTICIPANT,
        Relation.ORGANIZER,
        Relation.HOST,
        Relation.OPENER,
    }
)


def is_description(mention: Mention) -> bool:
    """Whether a meeting's name only describes one that the text has told of.

    «الاجتماع الدوري», «زيارة الوفد» and «زيارة الملحق التجاري» are such; «الاجتماع الثالث»,
    «زيارة وفد شركة النور» and «اجتماع اللجنة العليا» name one.
    """
    if mention.type is not EntityType.MEETING or mention.is_reference:
        return False
    key = name_key(mention.name)
    if not ordinals().isdisjoint(body_words(key)):
        return False
    words = key.split()
    definite = all(word.startswith(_ARTICLE) for word in words[1:])
    short = len(words) == 2 or (len(words) == 3 and words[0] in _ENCOUNTERS)
    return definite and (words[0].startswith(_ARTICLE) or short)


def is_told_of(document: Document, mention: Mention) -> bool:
    """Whether a verb only goes on about a meeting: «الوفد الذي يزور الجامعة»."""
    before = document.text[: mention.start].rsplit(maxsplit=1)
    return mention.pattern.endswith("verb") and bool(before) and before[-1] in _RELATIVES


def is_reception(document: Document, mention: Mention) -> bool:
    """Whether «(كان) في استقباله» tells who received the visitor, and of no meeting of its own."""
    before = document.text[: mention.start].rsplit(maxsplit=1)
    first = name_key(mention.name).split()[:1]
    return bool(before) and before[-1] == "في" and bool(first) and first[0].startswith("استقبال")


def guests(mentions: Sequence[Mention], claims: Iterable[Claim]) -> Mapping[int, frozenset[str]]:
    """By verb that tells of a meeting, the words of the names of the people it says took part."""
    found: dict[int, frozenset[str]] = {}
    for claim in claims:
        if claim.relation is not Relation.PARTICIPANT or claim.object is None:
            continue
        guest = mentions[claim.object]
        if mentions[claim.subject].pattern == VERB and guest.type is EntityType.PERSON:
            words = frozenset(person_words(name_key(guest.name)))
            found[claim.subject] = found.get(claim.subject, frozenset()) | words
    return found


def is_next(document: Document, mention: Mention) -> bool:
    """«كما استقبل»: a verb tells of one more meeting, as a story of several does."""
    before = document.text[: mention.start].rsplit(maxsplit=1)
    return bool(before) and before[-1] == "كما"


def headline_end(document: Document) -> int:
    """The offset behind the headline, where the text begins with it; else 0."""
    title = (document.title or "").strip()
    start = len(document.text) - len(document.text.lstrip())
    return start + len(title) if title and document.text.startswith(title, start) else 0


def without_silent(clusters: Sequence[Cluster], claims: Iterable[Claim]) -> tuple[Cluster, ...]:
    """The clusters but for events of which too little is said.

    A meeting of which nothing is said («بحث ذلك في اجتماعه») is none to speak of; an event without
    a name («اجتماع», «معرض تشكيلي») counts only where claims say who took part in it, and where a
    word tells which it is: «معرض» and a lone «زيارته» are none.
    """
    found = list(claims)
    told = {claim.subject for claim in found}
    attended = {claim.subject for claim in found if claim.relation in _TELLING}
    return tuple(
        cluster
        for cluster in clusters
        if (cluster.is_named or not attended.isdisjoint(cluster.mentions))
        and (cluster.type is not EntityType.MEETING or not told.isdisjoint(cluster.mentions))
        and not (cluster.type is EntityType.CONFERENCE and _is_bare(cluster))
        and not (cluster.type is EntityType.MEETING and _is_of_somebody(cluster))
    )


def _is_of_somebody(cluster: Cluster) -> bool:
    """«زيارته», «التقته» once and alone: whose visit it was, nobody has told."""
    return _is_bare(cluster) and len(cluster.mentions) == 1 and bool(_OWNED.search(cluster.name))


def _is_bare(cluster: Cluster) -> bool:
    """«معرض», «منتدى»: an event of which no word tells which it is."""
    return not cluster.is_named and all(len(name.split()) == 1 for name in cluster.names)
