"""A small annotated corpus that has every relation: what extraction and resolution would hand on.

Made by hand, so that the graph's tests need no extractor. ``corpus(order)`` gives the same things
whatever the order of the documents.
"""

from __future__ import annotations

import datetime
import hashlib
import itertools
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.model import (
    Claim,
    Cluster,
    Document,
    Entity,
    EntityType,
    Evidence,
    Extraction,
    Fact,
    Label,
    Member,
    Mention,
    PlaceRecord,
    Relation,
    Resolution,
    Sentence,
    Standing,
)

BASE = "https://example.org/id/"

PERSON, ORGANIZATION = EntityType.PERSON, EntityType.ORGANIZATION
CITY, COUNTRY, PLACE = EntityType.CITY, EntityType.COUNTRY, EntityType.PLACE
CONFERENCE, SESSION, MEETING = EntityType.CONFERENCE, EntityType.SESSION, EntityType.MEETING
INITIATIVE = EntityType.INITIATIVE


@dataclass
class Draft:
    """A document being annotated; things are named by keys that hold across documents."""

    sentences: Sequence[str]
    title: str | None = None
    source: str | None = None
    date: datetime.date | None = None
    mentions: list[Mention] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(self.sentences)

    def span(self, sentence: int) -> tuple[int, int]:
        start = sum(len(s) + 1 for s in self.sentences[:sentence])
        return start, start + len(self.sentences[sentence])

    def name(self, key: str, kind: EntityType, words: str, sentence: int, **more: object) -> None:
        start, end = self.span(sentence)
        start = self.text.index(words, start, end)
        pattern = more.pop("pattern", "mention.example")
        self.mentions.append(
            Mention(kind, start, start + len(words), sentence, words, str(pattern), 0.9, **more)  # type: ignore[arg-type]
        )
        self.keys.append(key)

    def state(
        self,
        relation: Relation,
        subject: str,
        object: str | None,
        sentence: int,
        confidence: float = 0.9,
        **more: object,
    ) -> None:
        start, end = self.span(sentence)
        self.claims.append(
            Claim(
                relation,
                self.keys.index(subject),
                None if object is None else self.keys.index(object),
                sentence,
                start,
                end,
                f"{relation.value}.example",
                confidence,
                **more,  # type: ignore[arg-type]
            )
        )

    def extraction(self) -> Extraction:
        sha256 = hashlib.sha256(self.text.encode()).hexdigest()
        document = Document(self.text, sha256[:16], sha256, self.title, self.source, self.date)
        sentences = tuple(Sentence(*self.span(i)) for i in range(len(self.sentences)))
        clusters = []
        for key in dict.fromkeys(self.keys):
            indices = tuple(i for i, k in enumerate(self.keys) if k == key)
            found = [self.mentions[i] for i in indices]
            names = dict.fromkeys(m.name for m in found if not m.is_reference)
            ordered = sorted(names, key=len, reverse=True) or [found[0].name]
            clusters.append(
                Cluster(found[0].type, indices, ordered[0], tuple(ordered), bool(names))
            )
        return Extraction(
            document, sentences, tuple(self.mentions), tuple(clusters), tuple(self.claims)
        )


def drafts() -> list[Draft]:
    """Three articles: an opening with all relations, a second report of it, and a namesake."""
    return [_opening(), _report(), _namesake()]


def _opening() -> Draft:
    draft = Draft(
        [
            "افتتح حسين لوتاه، المدير العام لبلدية دبي، مؤتمر المدن الذكية في دبي.",
            "يقام المؤتمر في مركز دبي التجاري بدبي يومي 10-11 مارس 2017 في دورته الخامسة.",
            "تنظمه بلدية دبي وتستضيفه جامعة دبي برعاية Smith Group وبالشراكة مع شركة بيانات.",
            "تحدثت عائشة بن بشر في جلسة «البيانات أولاً» ضمن المؤتمر وأدارها سالم المري.",
            "حضر المؤتمر 700 زائر تحت شعار «مدن أسعد» وشاركت فيه مملكة البحرين حضورياً.",
            "قال حسين لوتاه: «نبني مدينة أسعد».",
            "أطلقت بلدية دبي مبادرة دبي الآن عبر إدارة البيانات التابعة لها.",
            "عقد اجتماع تنسيقي حضره سالم المري، مدير دبي السابق منذ 2010 حتى مارس 2015، واختتم.",
            "رئيس مجلس الإدارة عمر خان وقائم بأعمال المدير العام سالم المري.",
        ],
        title="افتتاح مؤتمر المدن الذكية",
        source="https://news.example.org/articles/1",
        date=datetime.date(2017, 3, 12),
    )
    _name_opening(draft)
    _state_opening(draft)
    return draft


def _name_opening(draft: Draft) -> None:
    for key, kind, words, sentence in (
        ("lootah", PERSON, "حسين لوتاه", 0),
        ("municipality", ORGANIZATION, "بلدية دبي", 0),
        ("summit", CONFERENCE, "مؤتمر المدن الذكية", 0),
        ("centre", PLACE, "مركز دبي التجاري", 1),
        ("municipality", ORGANIZATION, "بلدية دبي", 2),
        ("university", ORGANIZATION, "جامعة دبي", 2),
        ("smith", ORGANIZATION, "Smith Group", 2),
        ("bayanat", ORGANIZATION, "شركة بيانات", 2),
        ("aisha", PERSON, "عائشة بن بشر", 3),
        ("panel", SESSION, "البيانات أولاً", 3),
        ("marri", PERSON, "سالم المري", 3),
        ("bahrain", COUNTRY, "مملكة البحرين", 4),
        ("lootah", PERSON, "حسين لوتاه", 5),
        ("municipality", ORGANIZATION, "بلدية دبي", 6),
        ("now", INITIATIVE, "دبي الآن", 6),
        ("unit", ORGANIZATION, "إدارة البيانات", 6),
        ("marri", PERSON, "سالم المري", 7),
        ("khan", PERSON, "عمر خان", 8),
        ("marri", PERSON, "سالم المري", 8),
    ):
        draft.name(key, kind, words, sentence)
    draft.name("dubai", CITY, "دبي.", 0)
    draft.mentions[-1] = replace(draft.mentions[-1], name="دبي", end=draft.mentions[-1].end - 1)
    draft.name("summit", CONFERENCE, "المؤتمر", 1, is_reference=True)
    draft.name("meeting", MEETING, "اجتماع تنسيقي", 7, is_reference=True)


def _state_opening(draft: Draft) -> None:
    for relation, subject, object, sentence in (
        (Relation.OPENER, "summit", "lootah", 0),
        (Relation.LOCATION, "summit", "dubai", 0),
        (Relation.LOCATION, "summit", "centre", 1),
        (Relation.LOCATION, "centre", "dubai", 1),
        (Relation.ORGANIZER, "summit", "municipality", 2),
        (Relation.HOST, "summit", "university", 2),
        (Relation.SPONSOR, "summit", "smith", 2),
        (Relation.PARTNER, "summit", "bayanat", 2),
        (Relation.SPEAKER, "panel", "aisha", 3),
        (Relation.MODERATOR, "panel", "marri", 3),
        (Relation.PART_OF, "panel", "summit", 3),
        (Relation.PARTICIPANT, "summit", "bahrain", 4),
        (Relation.RUNS, "municipality", "now", 6),
        (Relation.PART_OF, "unit", "municipality", 6),
        (Relation.PARTICIPANT, "meeting", "marri", 7),
    ):
        draft.state(relation, subject, object, sentence)
    for relation, subject, sentence, literal in (
        (Relation.DATE, "summit", 1, "2017-03-10/2017-03-11"),
        (Relation.DATE, "summit", 1, "2017-03"),
        (Relation.EDITION, "summit", 1, 5),
        (Relation.ATTENDANCE, "summit", 4, 700),
        (Relation.THEME, "summit", 4, "مدن أسعد"),
        (Relation.ATTENDANCE_MODE, "summit", 4, "OfflineEventAttendanceMode"),
        (Relation.QUOTATION, "lootah", 5, "نبني مدينة أسعد"),
        (Relation.STATUS, "meeting", 7, "EventHeld"),
    ):
        draft.state(relation, subject, None, sentence, literal=literal)
    draft.state(Relation.ROLE, "lootah", "municipality", 0, 0.93, title="المدير العام")
    former = {"title": "مدير", "standing": Standing.FORMER, "since": "2010", "until": "2015-03"}
    draft.state(Relation.ROLE, "marri", "dubai", 7, 1.0, **former)
    draft.state(Relation.ROLE, "khan", None, 8, 0.5, title="رئيس مجلس الإدارة")
    acting = {"title": "المدير العام", "standing": Standing.ACTING}
    draft.state(Relation.ROLE, "marri", None, 8, 0.7, **acting)


def _report() -> Draft:
    draft = Draft(
        [
            "شهدت دبي مؤتمر المدن الذكية في مارس 2017.",
            "وافتتحه حسين لوتاه المديرُ العام لبلدية دبي يوم 9 مارس 2017.",
        ],
        source="صحيفة المثال",
    )
    draft.name("dubai", CITY, "دبي", 0)
    draft.name("summit", CONFERENCE, "مؤتمر المدن الذكية", 0)
    draft.name("lootah", PERSON, "حسين لوتاه", 1)
    draft.name("municipality", ORGANIZATION, "بلدية دبي", 1)
    draft.state(Relation.DATE, "summit", None, 0, literal="2017-03")
    draft.state(Relation.DATE, "summit", None, 1, literal="2017-03-09")
    draft.state(Relation.LOCATION, "summit", "dubai", 0, 0.8)
    draft.state(Relation.OPENER, "summit", "lootah", 1, 0.6)
    draft.state(Relation.OPENER, "summit", "lootah", 1, 0.75)
    draft.state(Relation.ROLE, "lootah", "municipality", 1, 0.8, title="المديرُ العام")
    return draft


def _namesake() -> Draft:
    draft = Draft(["التقى سالم المري، لاعب النصر، وفداً.", "وعقد اجتماع تنسيقي."])
    draft.name("player", PERSON, "سالم المري", 0)
    draft.name("other meeting", MEETING, "اجتماع تنسيقي", 1, is_reference=True)
    return draft


_PLACES = {
    "dubai": PlaceRecord(292223, CITY, "دبي", "Dubai", "AE", 25.08, 55.31, 3_000_000, (), "Q612"),
    "emirates": PlaceRecord(290557, COUNTRY, "الإمارات", "United Arab Emirates", "AE", 24, 54, 9),
}
_ROMANIZED = {"lootah": "Hussein Lootah"}


def corpus(order: Sequence[int] = (0, 1, 2)) -> tuple[Resolution, dict[str, Extraction]]:
    """The resolution and the extractions by document, in the order given."""
    made = [drafts()[i] for i in order]
    extractions = [draft.extraction() for draft in made]
    resolution = resolve(made, extractions)
    return resolution, {e.document.identifier: e for e in extractions}


def resolve(made: Sequence[Draft], extractions: Sequence[Extraction]) -> Resolution:
    """One entity for each key, one fact for each thing said: a stand-in for resolution."""
    members: dict[str, list[Member]] = defaultdict(list)
    names: dict[str, set[str]] = defaultdict(set)
    anchors: dict[str, tuple[str, int]] = {}
    clusters: dict[str, Cluster] = {}
    for draft, extraction in zip(made, extractions, strict=True):
        identifier = extraction.document.identifier
        for index, cluster in enumerate(extraction.clusters):
            key = draft.keys[cluster.mentions[0]]
            clusters[key] = cluster
            members[key].append(Member(identifier, index))
            names[key].update(cluster.names)
            anchor = (identifier, min(extraction.mentions[i].start for i in cluster.mentions))
            anchors[key] = min(anchors.get(key, anchor), anchor)
    entities = [
        _entity(key, clusters[key], names[key], members[key], anchors[key])
        for key in sorted(members)
    ]
    keys = sorted(members)
    facts = list(_facts(made, extractions, keys))
    if "dubai" in keys:
        emirates = _PLACES["emirates"]
        labels = (Label(emirates.english, "en"),)
        entities.append(
            Entity(COUNTRY, Label(emirates.name, "ar"), labels, (), ("", 0), place=emirates)
        )
        facts.append(Fact(Relation.LOCATION, keys.index("dubai"), len(entities) - 1, ()))
    return Resolution(tuple(entities), tuple(facts))


def _entity(
    key: str, cluster: Cluster, names: set[str], members: list[Member], anchor: tuple[str, int]
) -> Entity:
    first, *others = sorted(names, key=lambda name: (-len(name), name))
    language = "und-Latn" if first.isascii() else "ar"
    labels = [Label(name, language) for name in others]
    place = _PLACES.get(key)
    if place is not None:
        labels.append(Label(place.english, "en"))
    if key in _ROMANIZED:
        labels.append(Label(_ROMANIZED[key], "ar-Latn"))
    return Entity(
        cluster.type,
        Label(first, language),
        tuple(labels),
        tuple(sorted(members)),
        anchor,
        cluster.is_named,
        place,
    )


def _facts(
    made: Sequence[Draft], extractions: Sequence[Extraction], keys: Sequence[str]
) -> itertools.chain[Fact]:
    from kg.arabic import name_key

    merged: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for draft, extraction in zip(made, extractions, strict=True):
        for index, claim in enumerate(draft.claims):
            subject = keys.index(draft.keys[claim.subject])
            object_ = None if claim.object is None else keys.index(draft.keys[claim.object])
            title = name_key(claim.title) if claim.title else None
            period = (claim.standing, claim.since, claim.until)
            key = (claim.relation, subject, object_, claim.literal, title, *period)
            evidence = (Evidence(extraction.document.identifier, index),)
            fact = Fact(
                claim.relation, subject, object_, evidence, claim.literal, claim.title, *period
            )
            merged[key].append(fact)
    return itertools.chain(_merge(merged[key]) for key in sorted(merged, key=repr))


def _merge(facts: list[Fact]) -> Fact:
    evidence = tuple(sorted(e for fact in facts for e in fact.evidence))
    titles = sorted(fact.title for fact in facts if fact.title)
    return replace(facts[0], evidence=evidence, title=titles[0] if titles else None)
