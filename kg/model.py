"""The nouns of the pipeline: what every stage takes and gives.

``Document → Sentence → Mention → Claim`` are made from one document alone and are
held together by an :class:`Extraction`; ``Entity`` and ``Fact`` are made from all
extractions together by resolution.

Every offset counts Unicode code points of :attr:`Document.text`, the *original* text.
A normal form is always an extra field and never replaces the text. All types are
frozen, slotted and picklable, and hold tuples only, so that a value can cross process
borders and be compared.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum


class EntityType(StrEnum):
    """The classes of things in the graph (the names of the gold annotation)."""

    PERSON = "Person"
    ORGANIZATION = "Organization"
    CITY = "City"
    COUNTRY = "Country"
    PLACE = "Place"
    CONFERENCE = "Conference"
    SESSION = "Session"
    MEETING = "Meeting"
    INITIATIVE = "Initiative"


class Relation(StrEnum):
    """The relations of the contract (the names of the gold annotation)."""

    ROLE = "role"
    SPEAKER = "speaker"
    MODERATOR = "moderator"
    PARTICIPANT = "participant"
    ORGANIZER = "organizer"
    HOST = "host"
    SPONSOR = "sponsor"
    OPENER = "opener"
    PARTNER = "partner"
    LOCATION = "location"
    PART_OF = "part_of"
    DATE = "date"
    EDITION = "edition"
    THEME = "theme"
    ATTENDANCE = "attendance"
    RUNS = "runs"
    STATUS = "status"
    ATTENDANCE_MODE = "attendance_mode"
    QUOTATION = "quotation"


LITERAL_RELATIONS = frozenset(
    {
        Relation.DATE,
        Relation.EDITION,
        Relation.THEME,
        Relation.ATTENDANCE,
        Relation.STATUS,
        Relation.ATTENDANCE_MODE,
        Relation.QUOTATION,
    }
)
"""Relations whose object is a literal and not a thing."""


class Standing(StrEnum):
    """Whether a role is held (``rw:standing`` of the contract)."""

    CURRENT = "Current"
    FORMER = "Former"
    ACTING = "Acting"
    DESIGNATE = "Designate"


@dataclass(frozen=True, slots=True)
class Document:
    """A text with what is known about it.

    ``text`` is the decoded text without byte-order mark and with CRLF as LF, and no
    other change. ``identifier`` is the first 16 hex digits of ``sha256``, the SHA-256
    of the text in UTF-8. Where a document lies on disk is not part of it.

    ``source`` is the publisher (or the address where no publisher is known), ``other_sources``
    those who published the same text. ``author`` and ``address`` are known of it and stay out of
    the graph. ``reliability`` in (0, 1] says how far the letters can be trusted to be those of
    the source; claims are weighed with it.
    """

    text: str
    identifier: str
    sha256: str
    title: str | None = None
    source: str | None = None
    date: datetime.date | None = None
    language: str = "ar"
    author: str | None = None
    address: str | None = None
    other_sources: tuple[str, ...] = ()
    reliability: float = 1.0


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a token: proclitics, and the rest.

    ``proclitics`` holds the letters peeled («و», «وب», «ل», …; empty for the token as
    it is), ``start`` is the offset of the rest in the document, ``normal`` the normal
    form of the rest, with the article restored where «لل» hid it (للمكتب → المكتب).
    """

    proclitics: str
    start: int
    normal: str


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or one punctuation mark.

    ``normal`` is the normal form of ``text``; ``readings`` begins with the token as it
    stands and goes on with every split that the letters allow, shortest peeling first.
    Whether a split is right is for those to decide who know words.
    """

    start: int
    end: int
    text: str
    normal: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; ``tokens`` is empty once an extraction is finished."""

    start: int
    end: int
    tokens: tuple[Token, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the text that names or refers to a thing.

    ``name`` is the clean name (no honorifics, proclitics or quotation marks), fit to be
    a label; for a definite reference («المكتب») or an unnamed event it is the phrase in the text's
    words and ``is_reference`` says that it is no name. ``[start, end)`` is the span of
    the phrase without proclitics, in the document. ``sentence`` is the index of the sentence.
    ``gender`` is ``"m"``, ``"f"`` or ``""``; ``head`` is the normal form of the head
    noun («مكتب»), by which definite references find their antecedent; ``geonames`` the GeoNames id
    of a place that the gazetteer knows (0 where it knows none).
    """

    type: EntityType
    start: int
    end: int
    sentence: int
    name: str
    pattern: str
    confidence: float
    is_reference: bool = False
    head: str = ""
    gender: str = ""
    geonames: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """What one sentence states: a relation between mentions, or to a literal.

    ``subject`` and ``object`` index :attr:`Extraction.mentions`; ``object`` is None for
    a literal (``literal``) and for a role whose body the text does not name.
    ``[start, end)`` is the passage that states it, inside sentence ``sentence``.
    ``pattern`` names the pattern, ``confidence`` is in (0, 1].

    Literals: ``date`` is ISO text (``2017``, ``2017-03``, ``2017-03-10`` or
    ``2017-03-10/2017-03-11``); ``edition`` and ``attendance`` are integers; ``theme`` and
    ``quotation`` are text; ``status`` is a term name (``EventHeld``, ``EventPostponed``, …).

    For a role: ``title`` is the title in the text's words without the body,
    ``standing`` its standing where stated, ``since`` and ``until`` ISO dates where stated.
    """

    relation: Relation
    subject: int
    object: int | None
    sentence: int
    start: int
    end: int
    pattern: str
    confidence: float
    literal: str | int | None = None
    title: str | None = None
    standing: Standing | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Cluster:
    """The mentions of one document that stand for one thing.

    ``mentions`` are indices, ascending. ``name`` is the fullest name (or the
    description of an unnamed event, then ``is_named`` is False); ``names`` are all
    distinct names, ``name`` first, references left out.
    """

    type: EntityType
    mentions: tuple[int, ...]
    name: str
    names: tuple[str, ...]
    is_named: bool = True


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that went wrong with a source; ``place`` is a line, an entry or an offset in it.

    What is not ``failed`` is no fault (a passage in another language was left out), but
    should be seen.
    """

    source: str
    message: str
    place: str = ""
    failed: bool = True

    def __str__(self) -> str:
        return f"{self.source}{self.place and ', ' + self.place}: {self.message}"


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read from one document."""

    document: Document
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    clusters: tuple[Cluster, ...]
    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """A name with its language tag (``ar``, ``und-Latn``, ``en`` or ``ar-Latn``)."""

    text: str
    language: str


@dataclass(frozen=True, slots=True, order=True)
class Member:
    """A cluster: a document's identifier, and an index among the clusters of its extraction."""

    document: str
    cluster: int


@dataclass(frozen=True, slots=True)
class PlaceRecord:
    """A row of the gazetteer (GeoNames).

    ``geonames`` is the GeoNames id; coordinates are WGS 84 degrees; ``country`` is an
    ISO 3166 alpha-2 code (of the country itself for a country). ``is_capital`` says that it is
    the capital of its country.
    """

    geonames: int
    type: EntityType
    name: str
    english: str
    country: str
    latitude: float | None
    longitude: float | None
    population: int
    aliases: tuple[str, ...] = ()
    wikidata: str = ""
    is_capital: bool = False


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing of the world, after resolution.

    ``label`` is the preferred label, ``labels`` the others. ``members`` are the clusters
    that stand for it, ascending; empty for what only the gazetteer adds (a city's
    country). ``anchor`` is the smallest (document identifier, offset) of its mentions,
    from which IRIs that would collide take their digest. ``is_named`` is False for an event
    that the text only describes. ``is_renamed``: its preferred label is a correction's.
    """

    type: EntityType
    label: Label
    labels: tuple[Label, ...]
    members: tuple[Member, ...]
    anchor: tuple[str, int]
    is_named: bool = True
    place: PlaceRecord | None = None
    is_renamed: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A claim of a document: ``claim`` indexes its extraction's claims."""

    document: str
    claim: int


@dataclass(frozen=True, slots=True)
class Fact:
    """A relation between entities, with all the claims that state it.

    ``subject`` and ``object`` index :attr:`Resolution.entities`. A role has the person
    as subject and the body as object (or None). ``title`` is the title as most claims give it.
    """

    relation: Relation
    subject: int
    object: int | None
    evidence: tuple[Evidence, ...]
    literal: str | int | None = None
    title: str | None = None
    standing: Standing | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """Entities and facts of a set of extractions, in an order that their content decides.

    ``renamed`` are pairs of entities, by index: a body, and the one that it became.
    """

    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]
    renamed: tuple[tuple[int, int], ...] = ()
