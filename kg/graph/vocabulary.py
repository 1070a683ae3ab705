"""The terms of the graph: namespaces, classes, predicates and the names of its own graphs.

Standard vocabularies come first; ``RW`` holds what they lack and is defined in
``ontology/rawabit.ttl`` (a test keeps the two equal).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from rdflib import (
    DCAT,
    DCTERMS,
    ORG,
    OWL,
    PROV,
    RDF,
    RDFS,
    SDO,
    SKOS,
    TIME,
    VOID,
    XSD,
    Namespace,
    URIRef,
)
from rdflib.namespace import DefinedNamespace

from kg.model import EntityType, Relation, Standing

__all__ = [
    "ATTENDANCE_MODES",
    "CLAIMS_GRAPH",
    "CLASSES",
    "CORRECTIONS_GRAPH",
    "DCAT",
    "DCTERMS",
    "EVENT_STATUSES",
    "GAZETTEER_GRAPH",
    "INFERRED_GRAPHS",
    "METADATA_GRAPH",
    "NIF",
    "ONTOLOGY_GRAPH",
    "ORG",
    "OWL",
    "PREDICATES",
    "PREFIXES",
    "PROV",
    "RDF",
    "RDFS",
    "REDIRECTS_GRAPH",
    "RELATIONS",
    "RESOLUTION_GRAPH",
    "ROMANIZATION_GRAPH",
    "RULES",
    "RW",
    "SDO",
    "SKOS",
    "STANDINGS",
    "TIME",
    "TYPES",
    "VOID",
    "XSD",
]


class RW(DefinedNamespace):
    """The project's own terms."""

    _NS = Namespace("https://w3id.org/rawabit#")
    _fail = True

    # classes
    Agent: URIRef
    Claim: URIRef
    Conference: URIRef
    Correction: URIRef
    Initiative: URIRef
    Meeting: URIRef
    Session: URIRef
    Standing: URIRef
    # properties between things
    host: URIRef
    jurisdiction: URIRef
    moderator: URIRef
    nearCopyOf: URIRef
    opener: URIRef
    partner: URIRef
    renamedTo: URIRef
    runs: URIRef
    speaker: URIRef
    standing: URIRef
    within: URIRef
    # properties with a literal
    attendance: URIRef
    confidence: URIRef
    edition: URIRef
    pattern: URIRef
    sha256: URIRef
    theme: URIRef
    # standings of a role, and the status of an event that schema.org lacks
    Acting: URIRef
    Current: URIRef
    Designate: URIRef
    EventHeld: URIRef
    Former: URIRef
    # kinds of corrections
    Acceptance: URIRef
    Merge: URIRef
    Rejection: URIRef
    Renaming: URIRef
    Retyping: URIRef
    Split: URIRef
    # graphs of the store and the rules that wrote them
    Resolution: URIRef
    Romanization: URIRef
    claims: URIRef
    corrections: URIRef
    gazetteer: URIRef
    metadata: URIRef
    redirects: URIRef
    resolution: URIRef
    romanization: URIRef


class NIF(DefinedNamespace):
    """The terms of the NLP Interchange Format 2.0 that the graph uses."""

    _NS = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
    _fail = True

    Context: URIRef
    Sentence: URIRef
    anchorOf: URIRef
    beginIndex: URIRef
    endIndex: URIRef
    referenceContext: URIRef


PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "dcat": str(DCAT._NS),
        "dcterms": str(DCTERMS._NS),
        "nif": str(NIF._NS),
        "org": str(ORG._NS),
        "owl": str(OWL._NS),
        "prov": str(PROV._NS),
        "rdf": str(RDF._NS),
        "rdfs": str(RDFS._NS),
        "rw": str(RW._NS),
        "schema": str(SDO._NS),
        "skos": str(SKOS._NS),
        "time": str(TIME._NS),
        "void": str(VOID._NS),
        "xsd": str(XSD._NS),
    }
)
"""The prefixes of exports, which queries may use without declaring them."""

ONTOLOGY_GRAPH = URIRef("https://w3id.org/rawabit")
"""Holds the ontology; exported only when asked."""
CLAIMS_GRAPH = RW.claims
"""Holds one claim for each fact and each sentence that states it."""
CORRECTIONS_GRAPH = RW.corrections
"""Holds the corrections, and the names that they gave."""
GAZETTEER_GRAPH = RW.gazetteer
"""Holds what the gazetteer knows and no sentence states."""
ROMANIZATION_GRAPH = RW.romanization
"""Holds the project's own romanizations of names."""
RESOLUTION_GRAPH = RW.resolution
"""Holds what the bringing together of documents says and no single sentence states."""
REDIRECTS_GRAPH = RW.redirects
"""Holds which IRIs replaced others, over the store's history; exported only when asked."""
INFERRED_GRAPHS = Namespace("https://w3id.org/rawabit/inferred#")
"""Begins the name of each graph of what follows by a rule; the rule's name ends it."""
RULES = Namespace("https://w3id.org/rawabit/rules#")
"""Begins the IRI of each rule of the ontology."""
METADATA_GRAPH = RW.metadata
"""Holds what an export says of itself; a store does not hold it."""

CLASSES: Mapping[EntityType, tuple[URIRef, ...]] = MappingProxyType(
    {
        EntityType.PERSON: (SDO.Person,),
        EntityType.ORGANIZATION: (ORG.Organization, SDO.Organization),
        EntityType.CITY: (SDO.City, SDO.Place),
        EntityType.COUNTRY: (SDO.Country, SDO.Place),
        EntityType.PLACE: (SDO.Place,),
        EntityType.CONFERENCE: (RW.Conference, SDO.Event),
        EntityType.SESSION: (RW.Session, SDO.Event),
        EntityType.MEETING: (RW.Meeting, SDO.Event),
        EntityType.INITIATIVE: (RW.Initiative,),
    }
)
"""The classes asserted of each type, the most telling one first."""

TYPES: Mapping[URIRef, EntityType] = MappingProxyType(
    {classes[0]: kind for kind, classes in CLASSES.items()}
)
"""The type that the most telling class stands for (a city is a ``schema:Place`` too)."""

PREDICATES: Mapping[Relation, URIRef] = MappingProxyType(
    {
        Relation.ROLE: ORG.member,
        Relation.SPEAKER: RW.speaker,
        Relation.MODERATOR: RW.moderator,
        Relation.PARTICIPANT: SDO.attendee,
        Relation.ORGANIZER: SDO.organizer,
        Relation.HOST: RW.host,
        Relation.SPONSOR: SDO.sponsor,
        Relation.OPENER: RW.opener,
        Relation.PARTNER: RW.partner,
        Relation.LOCATION: SDO.location,
        Relation.DATE: SDO.startDate,
        Relation.EDITION: RW.edition,
        Relation.THEME: RW.theme,
        Relation.ATTENDANCE: RW.attendance,
        Relation.RUNS: RW.runs,
        Relation.STATUS: SDO.eventStatus,
        Relation.ATTENDANCE_MODE: SDO.eventAttendanceMode,
        Relation.QUOTATION: SDO.creator,
    }
)
"""The predicate that a claim of each relation has; ``part_of`` has two (see ``statements``)."""

RELATIONS: Mapping[URIRef, Relation] = MappingProxyType(
    {
        SDO.superEvent: Relation.PART_OF,
        ORG.subOrganizationOf: Relation.PART_OF,
        SDO.containedInPlace: Relation.LOCATION,
        SDO.endDate: Relation.DATE,
        **{predicate: relation for relation, predicate in PREDICATES.items()},
    }
)
"""The relation that each predicate of a fact stands for."""

STANDINGS: Mapping[Standing, URIRef] = MappingProxyType({s: RW[s.value] for s in Standing})

EVENT_STATUSES: Mapping[str, URIRef] = MappingProxyType(
    {
        "EventHeld": RW.EventHeld,
        "EventCancelled": SDO.EventCancelled,
        "EventMovedOnline": SDO.EventMovedOnline,
        "EventPostponed": SDO.EventPostponed,
        "EventRescheduled": SDO.EventRescheduled,
        "EventScheduled": SDO.EventScheduled,
    }
)

ATTENDANCE_MODES: Mapping[str, URIRef] = MappingProxyType(
    {
        "MixedEventAttendanceMode": SDO.MixedEventAttendanceMode,
        "OfflineEventAttendanceMode": SDO.OfflineEventAttendanceMode,
        "OnlineEventAttendanceMode": SDO.OnlineEventAttendanceMode,
    }
)
