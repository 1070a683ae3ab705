"""Validation: the example conforms, and one planted error of each kind is named."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib
from rdflib import BNode, Literal, Namespace, URIRef
from rdflib.namespace import ORG, PROV, RDF, SH, SKOS, TIME, XSD

from kg.graph import shacl
from kg.graph.shapes import Report, validate
from kg.graph.store import Graph
from kg.graph.terms import Quad
from tests.graph.example import BASE

SCHEMA = Namespace("https://schema.org/")
RW = Namespace("https://w3id.org/rawabit#")
NIF = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
ID = Namespace(BASE)
SUMMIT, PANEL = ID["conference/مؤتمر_المدن_الذكية"], ID["session/البيانات_أولا_"]
MEETING = "meeting/اجتماع_تنسيقي"
DUBAI, BAHRAIN = ID["city/دبي"], ID["country/مملكة_البحرين"]
LOOTAH, KHAN = ID["person/حسين_لوتاه"], ID["person/عمر_خان"]
MUNICIPALITY, UNIT = ID["organization/بلدية_دبي"], ID["organization/إدارة_البيانات"]
NOW, CENTRE = ID["initiative/دبي_الآن"], ID["place/مركز_دبي_التجاري"]
ROLE = ID["role/المدير_العام"]

Term = URIRef | Literal | BNode
Change = Callable[[list[Quad]], list[Quad]]


def find(
    quads: list[Quad], predicate: URIRef, object: Term | None = None, begin: str = ""
) -> URIRef:
    """The first subject, in order, with this triple in the default graph or among the claims."""
    found = sorted(
        {
            str(s)
            for s, p, o, g in quads
            if p == predicate and object in (None, o) and (g is None or g == RW.claims)
            if str(s).startswith(begin)
        }
    )
    return URIRef(found[0])


def find_object(quads: list[Quad], subject: URIRef, predicate: URIRef) -> Term:
    """What a subject has in the default graph."""
    found = {o for s, p, o, g in quads if (s, p, g) == (subject, predicate, None)}
    return min(found)  # type: ignore[return-value,type-var]


def add(
    subject: Term | None, predicate: URIRef, object: Term, graph: URIRef | None = None
) -> Change:
    """Put a triple into the default graph (or another) and say so in no sentence."""
    return lambda quads: [*quads, (subject, predicate, object, graph)]  # type: ignore[list-item]


def replaced(
    predicate: URIRef, object: Term, *, of: str = "", graph: URIRef | None = None
) -> Change:
    """Give the first subject (that begins with ``of``) another value, wherever it has one."""

    def change(quads: list[Quad]) -> list[Quad]:
        subject = find(quads, predicate, begin=of)
        return [
            (s, p, object, g) if s == subject and p == predicate else (s, p, o, g)
            for s, p, o, g in quads
        ]

    return change


def without(predicate: URIRef, object: Term | None = None, *, of: str = "") -> Change:
    """Take a property from the first subject that has it, everywhere."""

    def change(quads: list[Quad]) -> list[Quad]:
        subject = find(quads, predicate, object, begin=of)
        return [
            q
            for q in quads
            if not (q[0] == subject and q[1] == predicate and object in (None, q[2]))
        ]

    return change


def on_first(type_: URIRef, predicate: URIRef, object: Term) -> Change:
    """Give the first thing of a class one more value."""
    return lambda quads: [*quads, (find(quads, RDF.type, type_), predicate, object, None)]


def text(words: str) -> Literal:
    return Literal(words, lang="ar")


def typed(value: str, datatype: URIRef) -> Literal:
    return Literal(value, datatype=datatype, normalize=False)


SHAPE_ERRORS: dict[str, Change] = {
    "name": without(SKOS.prefLabel, of=str(KHAN)),
    "other-name": add(KHAN, SKOS.altLabel, Literal("خان")),
    "organization": without(RDF.type, SCHEMA.Organization),
    "schema-organization": without(RDF.type, ORG.Organization),
    "city": without(RDF.type, SCHEMA.Place, of=str(DUBAI)),
    "country": without(RDF.type, SCHEMA.Place, of=str(BAHRAIN)),
    "conference": without(RDF.type, SCHEMA.Event, of=str(SUMMIT)),
    "session": without(RDF.type, SCHEMA.Event, of=str(PANEL)),
    "meeting": without(RDF.type, SCHEMA.Event, of=BASE + MEETING),
    "speaker": add(KHAN, RW.speaker, LOOTAH),
    "speaker-value": add(PANEL, RW.speaker, NOW),
    "moderator": add(KHAN, RW.moderator, LOOTAH),
    "moderator-value": add(PANEL, RW.moderator, MUNICIPALITY),
    "participant": add(KHAN, SCHEMA.attendee, LOOTAH),
    "participant-value": add(SUMMIT, SCHEMA.attendee, NOW),
    "organizer": add(KHAN, SCHEMA.organizer, LOOTAH),
    "organizer-value": add(SUMMIT, SCHEMA.organizer, PANEL),
    "host": add(KHAN, RW.host, LOOTAH),
    "host-value": add(SUMMIT, RW.host, NOW),
    "sponsor": add(KHAN, SCHEMA.sponsor, LOOTAH),
    "sponsor-value": add(SUMMIT, SCHEMA.sponsor, NOW),
    "opener": add(KHAN, RW.opener, LOOTAH),
    "opener-value": add(SUMMIT, RW.opener, DUBAI),
    "partner": add(KHAN, RW.partner, MUNICIPALITY),
    "partner-value": add(SUMMIT, RW.partner, NOW),
    "renamed": add(KHAN, RW.renamedTo, MUNICIPALITY),
    "renamed-value": add(MUNICIPALITY, RW.renamedTo, KHAN),
    "location": add(KHAN, SCHEMA.location, DUBAI),
    "location-value": add(SUMMIT, SCHEMA.location, MUNICIPALITY),
    "contained-in": add(KHAN, SCHEMA.containedInPlace, DUBAI),
    "contained-in-value": add(DUBAI, SCHEMA.containedInPlace, MUNICIPALITY),
    "coordinates": add(KHAN, SCHEMA.latitude, typed("25", XSD.decimal)),
    "latitude": replaced(SCHEMA.latitude, typed("95", XSD.decimal)),
    "longitude": without(SCHEMA.longitude, of=str(DUBAI)),
    "session-of": add(SUMMIT, SCHEMA.superEvent, SUMMIT),
    "session-of-value": add(PANEL, SCHEMA.superEvent, PANEL),
    "unit-of": add(KHAN, ORG.subOrganizationOf, MUNICIPALITY),
    "unit-of-value": add(UNIT, ORG.subOrganizationOf, DUBAI),
    "runs": add(KHAN, RW.runs, NOW),
    "runs-value": add(MUNICIPALITY, RW.runs, UNIT),
    "performer": add(KHAN, SCHEMA.performer, LOOTAH),
    "start": add(KHAN, SCHEMA.startDate, typed("2017", XSD.gYear)),
    "start-value": add(SUMMIT, SCHEMA.startDate, typed("2017-3", XSD.gYearMonth)),
    "end": add(KHAN, SCHEMA.endDate, typed("2017", XSD.gYear)),
    "end-value": add(SUMMIT, SCHEMA.endDate, typed("2017-02-30", XSD.date)),
    "edition": add(KHAN, RW.edition, typed("5", XSD.integer)),
    "edition-value": replaced(RW.edition, typed("0", XSD.integer)),
    "theme": add(KHAN, RW.theme, text("شعار")),
    "theme-value": replaced(RW.theme, Literal("شعار")),
    "attendance": add(KHAN, RW.attendance, typed("5", XSD.integer)),
    "attendance-value": replaced(RW.attendance, Literal("700")),
    "status": add(KHAN, SCHEMA.eventStatus, RW.EventHeld),
    "status-value": replaced(SCHEMA.eventStatus, RW.EventForgotten),
    "attendance-mode": add(KHAN, SCHEMA.eventAttendanceMode, SCHEMA.OnlineEventAttendanceMode),
    "attendance-mode-value": replaced(SCHEMA.eventAttendanceMode, text("حضورياً")),
    "membership-member": on_first(ORG.Membership, ORG.member, ID["person/عائشة_بن_بشر"]),
    "membership-role": without(ORG.role),
    "membership-organization": replaced(ORG.organization, KHAN),
    "membership-jurisdiction": replaced(RW.jurisdiction, KHAN),
    "membership-standing": replaced(RW.standing, RW.Retired),
    "membership-within": on_first(ORG.Membership, RW.within, DUBAI),
    "membership-period": replaced(ORG.memberDuring, KHAN),
    "holder-of-member": add(KHAN, ORG.member, LOOTAH),
    "holder-of-role": add(KHAN, ORG.role, ROLE),
    "holder-of-organization": add(KHAN, ORG.organization, MUNICIPALITY),
    "holder-of-jurisdiction": add(KHAN, RW.jurisdiction, DUBAI),
    "holder-of-within": add(KHAN, RW.within, MUNICIPALITY),
    "holder-of-standing": add(KHAN, RW.standing, RW.Former),
    "holder-of-member-during": lambda quads: [
        *quads,
        (KHAN, ORG.memberDuring, find(quads, RDF.type, TIME.Interval), None),
    ],
    "interval-beginning": on_first(TIME.Interval, TIME.hasBeginning, text("أمس")),
    "interval-end": on_first(TIME.Interval, TIME.hasEnd, ID.x),
    "instant-date": replaced(TIME.inXSDDate, typed("2010-1", XSD.gYearMonth)),
    "quotation-creator": replaced(SCHEMA.creator, MUNICIPALITY),
    "quotation-text": without(SCHEMA.text),
    "holder-of-creator": add(KHAN, SCHEMA.creator, LOOTAH),
    "document": without(RDF.type, NIF.Context),
    "text": without(RDF.type, SCHEMA.NewsArticle),
    "document-sha256": replaced(RW.sha256, Literal("ABC")),
    "document-title": on_first(SCHEMA.NewsArticle, DCTERMS.title, Literal("عنوان")),
    "document-source": lambda quads: [
        *quads,
        (find(quads, DCTERMS.source), DCTERMS.source, Literal("مصدر"), None),
    ],
    "document-date": on_first(SCHEMA.NewsArticle, SCHEMA.datePublished, text("أمس")),
    "document-mentions": on_first(SCHEMA.NewsArticle, SCHEMA.mentions, ROLE),
    "holder-of-mentions": add(KHAN, SCHEMA.mentions, DUBAI),
    "sentence-document": replaced(NIF.referenceContext, KHAN),
    "sentence-origin": without(PROV.wasDerivedFrom),
    "sentence-begin": replaced(NIF.beginIndex, typed("9999", XSD.integer)),
    "sentence-end": replaced(NIF.endIndex, Literal("69")),
    "sentence-text": without(NIF.anchorOf),
    "claim": without(RDF.type, RDF.Statement),
    "claim-subject": without(RDF.subject),
    "claim-predicate": without(RDF.predicate),
    "claim-object": without(RDF.object),
    "claim-sentence": replaced(PROV.wasQuotedFrom, ID["document/x#char=0,1"]),
    "claim-confidence": replaced(RW.confidence, typed("1.5", XSD.decimal)),
    "claim-pattern": without(RW.pattern),
    "holder-of-confidence": add(KHAN, RW.confidence, typed("1", XSD.decimal)),
    "document-copy": on_first(SCHEMA.NewsArticle, RW.nearCopyOf, KHAN),
    "holder-of-copy": add(KHAN, RW.nearCopyOf, LOOTAH),
    "holder-of-sha256": add(KHAN, RW.sha256, Literal("a" * 64)),
}


def moved(quads: list[Quad], predicate: URIRef, graph: URIRef) -> list[Quad]:
    """A sentence's triples with ``predicate`` put into another graph."""
    return [
        (s, p, o, graph) if p == predicate and g is not None and "#char" in g else (s, p, o, g)
        for s, p, o, g in quads
    ]


def everywhere(quads: list[Quad], old: URIRef, new: URIRef) -> list[Quad]:
    return [tuple(new if term == old else term for term in quad) for quad in quads]  # type: ignore[misc]


CHECK_ERRORS: dict[str, Change] = {
    "fact-without-evidence": add(SUMMIT, RW.opener, KHAN),
    "evidence-without-fact": lambda quads: [
        q for q in quads if not (q[1] == RW.opener and q[3] is None)
    ],
    "graph-without-origin": add(SUMMIT, RW.opener, LOOTAH, ID["somewhere"]),
    "claim-without-fact": replaced(RDF.object, KHAN),
    "fact-without-claim": lambda quads: [q for q in quads if "claim=" not in str(q[0])],
    "sentence-length": replaced(NIF.anchorOf, text("غير النص")),
    "sentence-name": lambda quads: replaced(NIF.beginIndex, typed("1", XSD.integer))(quads),
    "claim-name": lambda quads: everywhere(quads, find(quads, RDF.type, RW.Claim), ID["claim"]),
    "document-name": replaced(RW.sha256, Literal("0" * 64)),
    "place-in-place": lambda quads: [
        q for q in quads if not (q[0] == CENTRE and q[1] == SCHEMA.containedInPlace)
    ],
    "end-before-start": replaced(SCHEMA.endDate, typed("2016", XSD.gYear)),
    "instant-without-date": lambda quads: [q for q in quads if q[1] != TIME.inXSDDate],
    "role-evidence": lambda quads: [
        q for q in quads if not (q[1] == ORG.role and q[3] is not None)
    ],
    "mention-without-class": lambda quads: [
        q for q in quads if not (q[0] == KHAN and q[1] == RDF.type and q[3] is not None)
    ],
    "blank-node": add(BNode("x"), RW.opener, LOOTAH),
    "two-kinds": add(KHAN, RDF.type, ORG.Organization),
    "event-of-no-kind": without(RDF.type, RW.Conference),
    "role-in-two-bodies": lambda quads: [
        *quads,
        (find(quads, RW.jurisdiction), ORG.organization, MUNICIPALITY, None),
    ],
    "endless-interval": lambda quads: [
        q for q in quads if q[1] not in (TIME.hasBeginning, TIME.hasEnd)
    ],
    "copy-of-a-copy": lambda quads: [
        *on_first(SCHEMA.NewsArticle, RW.nearCopyOf, ID["document/b"])(quads),
        (ID["document/b"], RW.nearCopyOf, ID["document/c"], None),
    ],
    "correction-without-provenance": add(
        ID["correction/1"], RDF.type, RW.Correction, RW.corrections
    ),
    "rejected-fact": lambda quads: [
        *quads,
        *(
            (ID["correction/1"], predicate, object, RW.corrections)
            for predicate, object in (
                (RDF.type, RW.Rejection),
                (RDF.subject, SUMMIT),
                (RDF.predicate, RW.opener),
                (RDF.object, find_object(quads, SUMMIT, RW.opener)),
            )
        ),
    ],
}

WITHOUT_SENTENCE = {
    # Nothing points from a document, or from what no sentence speaks of, to a sentence.
    "document",
    "text",
    "document-sha256",
    "document-title",
    "document-source",
    "document-date",
    "document-copy",
    "copy-of-a-copy",
    "document-name",
    "graph-without-origin",
    "correction-without-provenance",
    "blank-node",
    "claim-sentence",
    "sentence-text",
}


def check(quads: list[Quad], change: Change) -> Report:
    with Graph.of(change(list(quads))) as graph:
        return validate(graph)


def test_the_example_conforms(graph: Graph) -> None:
    report = validate(graph)
    assert report.results == ()
    assert report.conforms
    assert report.text() == "The graph conforms.\n"


def test_an_empty_graph_conforms() -> None:
    with Graph.of([]) as graph:
        assert validate(graph).conforms


@pytest.mark.parametrize("name", [*SHAPE_ERRORS, *CHECK_ERRORS])
def test_a_planted_error_is_named(quads: list[Quad], name: str) -> None:
    change = SHAPE_ERRORS.get(name) or CHECK_ERRORS[name]
    before, after = set(quads), set(change(list(quads)))
    assert before != after, "the error was not planted"
    report = check(quads, change)
    assert not report.conforms
    results = [r for r in report.results if r.shape.rpartition("#")[2] == name]
    assert results, f"found {sorted({r.shape for r in report.results})}"
    touched = {str(quad[0]) for quad in before ^ after} | {str(quad[3]) for quad in before ^ after}
    if not {r.node for r in results} & touched:
        # The node itself was left as it was, or has no IRI.
        assert name in {
            "fact-without-claim",
            "claim-without-fact",
            "instant-without-date",
            "blank-node",
            "rejected-fact",
        }
    for result in results:
        assert re.search("[\u0621-\u064a]", result.message_ar)
        assert re.search("[a-z]", result.message_en)
        assert result.node in report.text()
        if name not in WITHOUT_SENTENCE:
            assert result.sentence, "the sentence is named"
            assert result.text
    assert report.results == tuple(sorted(report.results))


def test_every_shape_and_check_has_a_planted_error(root: Path) -> None:
    shapes = rdflib.Graph().parse(root / "ontology" / "shapes.ttl")
    kinds = {SH.NodeShape, SH.PropertyShape}
    found = {str(s).rpartition("#")[2] for s, o in shapes.subject_objects(RDF.type) if o in kinds}
    assert found == set(SHAPE_ERRORS)
    checks = tomllib.loads((root / "ontology" / "checks.toml").read_text(encoding="utf-8"))["check"]
    assert {check["name"] for check in checks} == set(CHECK_ERRORS)


def test_every_shape_and_check_speaks_both_languages(root: Path) -> None:
    shapes = rdflib.Graph().parse(root / "ontology" / "shapes.ttl")
    for shape in set(shapes.subjects(SH.targetClass)) | set(shapes.subjects(SH.targetSubjectsOf)):
        languages = {message.language for message in shapes.objects(shape, SH.message)}  # type: ignore[attr-defined]
        assert languages == {"ar", "en"}, shape


def test_a_result_names_node_sentence_and_value(quads: list[Quad]) -> None:
    report = check(quads, replaced(RW.edition, typed("0", XSD.integer)))
    (result,) = [r for r in report.results if r.shape.endswith("#edition-value")]
    assert result.node == str(SUMMIT)
    assert result.value == "0"
    assert result.text.startswith("يقام المؤتمر في مركز دبي التجاري")
    assert result.sentence.endswith("#char=70,146")
    assert result.message_en == "an edition is a positive integer"
    assert result.text in report.text(language="ar")
    assert result.message_ar in report.text(language="ar")


def test_batches_see_the_same_as_one(quads: list[Quad], monkeypatch: pytest.MonkeyPatch) -> None:
    def all_errors(quads: list[Quad]) -> list[Quad]:
        for name in (
            "edition-value",
            "speaker",
            "opener-value",
            "claim-confidence",
            "document-sha256",
        ):
            quads = SHAPE_ERRORS[name](quads)
        return quads

    whole = check(quads, all_errors)
    monkeypatch.setattr(shacl, "_BATCH", 3)
    assert check(quads, all_errors) == whole
    assert check(quads, list).conforms
