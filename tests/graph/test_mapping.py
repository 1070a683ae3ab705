"""The contract, to the letter: what each relation becomes, and what surrounds every fact."""

from __future__ import annotations

import itertools
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import pytest
from rdflib import BNode, Literal, Namespace, URIRef
from rdflib.namespace import ORG, OWL, PROV, RDF, RDFS, SKOS, TIME, XSD

from kg.errors import KgError, SettingsError
from kg.graph.mapping import describe
from kg.graph.terms import Quad
from kg.model import Entity, EntityType, Label, Relation, Resolution
from tests.graph.example import BASE, corpus

# Written out, so that a wrong namespace in kg's own vocabulary is noticed.
SCHEMA = Namespace("https://schema.org/")
RW = Namespace("https://w3id.org/rawabit#")
NIF = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
ID = Namespace(BASE)

SUMMIT = ID["conference/مؤتمر_المدن_الذكية"]
PANEL = ID["session/البيانات_أولا_"]
DUBAI = ID["city/دبي"]
CENTRE = ID["place/مركز_دبي_التجاري"]
MUNICIPALITY = ID["organization/بلدية_دبي"]
LOOTAH = ID["person/حسين_لوتاه"]
AISHA = ID["person/عائشة_بن_بشر"]

Triple = tuple[object, object, object]


def default(quads: Sequence[Quad]) -> set[Triple]:
    return {quad[:3] for quad in quads if quad[3] is None}


def evidence(quads: Sequence[Quad]) -> dict[URIRef, set[Triple]]:
    """The triples of the sentences' graphs."""
    found: dict[URIRef, set[Triple]] = defaultdict(set)
    for *triple, graph in quads:
        if graph is not None and "#char=" in graph:
            found[graph].add(tuple(triple))  # type: ignore[arg-type]
    return found


def named(quads: Sequence[Quad], name: str) -> URIRef:
    """The one thing whose IRI begins with the base and ``name``."""
    (found,) = {s for s, p, _, _ in quads if p == RDF.type and str(s).startswith(BASE + name)}
    assert isinstance(found, URIRef)
    return found


def membership(quads: Sequence[Quad], **wanted: URIRef) -> URIRef:
    found = default(quads)
    properties = {"member": ORG.member, "role": ORG.role}
    (one,) = {
        s
        for s, p, _ in found
        if p == ORG.member and all((s, properties[k], v) in found for k, v in wanted.items())
    }
    assert isinstance(one, URIRef)
    return one


def test_every_quad_comes_once_and_none_has_a_blank_node(quads: list[Quad]) -> None:
    assert len(quads) == len(set(quads))
    assert not any(isinstance(term, BNode) for quad in quads for term in quad)


@pytest.mark.parametrize(
    ("name", "classes"),
    [
        ("person/حسين", {SCHEMA.Person}),
        ("organization/بلدية_دبي", {ORG.Organization, SCHEMA.Organization}),
        ("city/دبي", {SCHEMA.City, SCHEMA.Place}),
        ("country/مملكة_البحرين", {SCHEMA.Country, SCHEMA.Place}),
        ("place/مركز", {SCHEMA.Place}),
        ("conference/مؤتمر", {RW.Conference, SCHEMA.Event}),
        ("session/البيانات", {RW.Session, SCHEMA.Event}),
        ("initiative/دبي_الآن", {RW.Initiative}),
    ],
)
def test_classes(quads: list[Quad], name: str, classes: set[URIRef]) -> None:
    thing = named(quads, name)
    assert {o for s, p, o in default(quads) if s == thing and p == RDF.type} == classes


@pytest.mark.parametrize(
    ("subject", "predicate", "object"),
    [
        (PANEL, RW.speaker, AISHA),
        (PANEL, SCHEMA.performer, AISHA),
        (SUMMIT, SCHEMA.attendee, ID["country/مملكة_البحرين"]),
        (SUMMIT, SCHEMA.organizer, MUNICIPALITY),
        (SUMMIT, RW.host, ID["organization/جامعة_دبي"]),
        (SUMMIT, SCHEMA.sponsor, ID["organization/Smith_Group"]),
        (SUMMIT, RW.opener, LOOTAH),
        (SUMMIT, RW.partner, ID["organization/شركة_بيانات"]),
        (SUMMIT, SCHEMA.location, DUBAI),
        (CENTRE, SCHEMA.location, DUBAI),
        (CENTRE, SCHEMA.containedInPlace, DUBAI),
        (DUBAI, SCHEMA.containedInPlace, ID["country/الإمارات"]),
        (PANEL, SCHEMA.superEvent, SUMMIT),
        (ID["organization/إدارة_البيانات"], ORG.subOrganizationOf, MUNICIPALITY),
        (SUMMIT, RW.edition, Literal(5, datatype=XSD.integer)),
        (SUMMIT, RW.theme, Literal("مدن أسعد", lang="ar")),
        (SUMMIT, RW.attendance, Literal(700, datatype=XSD.integer)),
        (MUNICIPALITY, RW.runs, ID["initiative/دبي_الآن"]),
        (SUMMIT, SCHEMA.eventAttendanceMode, SCHEMA.OfflineEventAttendanceMode),
    ],
)
def test_relations(quads: list[Quad], subject: URIRef, predicate: URIRef, object: object) -> None:
    assert (subject, predicate, object) in default(quads)


def test_moderator_participant_and_status_of_what_has_a_digest(quads: list[Quad]) -> None:
    marri = membership_holder(quads)
    meetings = {s for s, p, o in default(quads) if p == SCHEMA.eventStatus and o == RW.EventHeld}
    assert (PANEL, RW.moderator, marri) in default(quads)
    assert {(m, SCHEMA.attendee, marri) for m in meetings} <= default(quads)
    assert len(meetings) == 1


def membership_holder(quads: Sequence[Quad]) -> URIRef:
    """سالم المري who holds roles; the footballer of the same name holds none."""
    (found,) = {
        o
        for s, p, o in default(quads)
        if p == ORG.member and str(o).startswith(BASE + "person/سالم_المري-")
    }
    assert isinstance(found, URIRef)
    return found


def test_a_role_with_a_body(quads: list[Quad]) -> None:
    role = ID["role/المدير_العام"]
    one = membership(quads, member=LOOTAH, role=role)
    assert {(p, o) for s, p, o in default(quads) if s == one} == {
        (RDF.type, ORG.Membership),
        (ORG.member, LOOTAH),
        (ORG.role, role),
        (ORG.organization, MUNICIPALITY),
    }
    # Two spellings are one role; the usual one is preferred.
    assert {(p, o) for s, p, o in default(quads) if s == role} == {
        (RDF.type, ORG.Role),
        (SKOS.prefLabel, Literal("المدير العام", lang="ar")),
        (SKOS.altLabel, Literal("المديرُ العام", lang="ar")),
    }


def test_a_role_of_a_place_with_standing_and_period(quads: list[Quad]) -> None:
    found = default(quads)
    one = membership(quads, role=ID["role/مدير"])
    assert (one, RW.jurisdiction, DUBAI) in found
    assert (one, RW.standing, RW.Former) in found
    (interval,) = {o for s, p, o in found if s == one and p == ORG.memberDuring}
    assert (interval, RDF.type, TIME.Interval) in found
    (start,) = {o for s, p, o in found if s == interval and p == TIME.hasBeginning}
    (end,) = {o for s, p, o in found if s == interval and p == TIME.hasEnd}
    assert (start, TIME.inXSDDate, Literal("2010", datatype=XSD.gYear)) in found
    assert (end, TIME.inXSDDate, Literal("2015-03", datatype=XSD.gYearMonth)) in found
    assert not any(s == one and p == ORG.organization for s, p, _ in found)


def test_a_role_without_a_body(quads: list[Quad]) -> None:
    one = membership(quads, role=ID["role/رئيس_مجلس_الإدارة"])
    predicates = {p for s, p, _ in default(quads) if s == one}
    assert predicates == {RDF.type, ORG.member, ORG.role}


def test_a_quotation(quads: list[Quad]) -> None:
    quotation = named(quads, "quotation/")
    assert {(p, o) for s, p, o in default(quads) if s == quotation} == {
        (RDF.type, SCHEMA.Quotation),
        (SCHEMA.creator, LOOTAH),
        (SCHEMA.text, Literal("نبني مدينة أسعد", lang="ar")),
    }


def test_dates_one_start_from_each_document_and_the_coarser_dropped(quads: list[Quad]) -> None:
    dates = {
        (p, o)
        for s, p, o in default(quads)
        if s == SUMMIT and p in (SCHEMA.startDate, SCHEMA.endDate)
    }
    assert dates == {
        (SCHEMA.startDate, Literal("2017-03-10", datatype=XSD.date)),
        (SCHEMA.startDate, Literal("2017-03-09", datatype=XSD.date)),
        (SCHEMA.endDate, Literal("2017-03-11", datatype=XSD.date)),
    }


def test_names_carry_their_language(quads: list[Quad]) -> None:
    found = default(quads)
    assert (
        ID["organization/Smith_Group"],
        SKOS.prefLabel,
        Literal("Smith Group", lang="und-Latn"),
    ) in found
    assert (DUBAI, SKOS.altLabel, Literal("Dubai", lang="en")) in found
    assert (LOOTAH, SKOS.altLabel, Literal("Hussein Lootah", lang="ar-Latn")) in found
    names = [(s, o) for s, p, o in found if p in (SKOS.prefLabel, SKOS.altLabel)]
    assert not [o for _, o in names if str(o) == "المؤتمر"], "a definite reference is no name"


def test_one_preferred_name_for_each_thing(quads: list[Quad]) -> None:
    things = {s for s, p, _ in default(quads) if p == RDF.type and "/document/" not in str(s)}
    for thing in things:
        preferred = [o for s, p, o in default(quads) if s == thing and p == SKOS.prefLabel]
        expected = 0 if any(k in str(thing) for k in ("membership/", "quotation/")) else 1
        assert len(preferred) == expected, thing


def test_the_document_node(quads: list[Quad]) -> None:
    _, extractions = corpus()
    first = next(iter(extractions.values())).document
    node = ID["document/" + first.identifier]
    about = {(p, o) for s, p, o in default(quads) if s == node and p != SCHEMA.mentions}
    assert about == {
        (RDF.type, SCHEMA.NewsArticle),
        (RDF.type, NIF.Context),
        (RW.sha256, Literal(first.sha256)),
        (DCTERMS.title, Literal("افتتاح مؤتمر المدن الذكية", lang="ar")),
        (DCTERMS.source, URIRef("https://news.example.org/articles/1")),
        (SCHEMA.datePublished, Literal("2017-03-12", datatype=XSD.date)),
    }
    assert (
        ID["document/" + list(extractions)[1]],
        DCTERMS.source,
        Literal("صحيفة المثال", lang="ar"),
    ) in default(quads)


def test_every_sentence_gives_its_exact_text(quads: list[Quad]) -> None:
    _, extractions = corpus()
    found = default(quads)
    sentences = {s for s, p, o in found if p == RDF.type and o == NIF.Sentence}
    assert sentences == set(evidence(quads)), "a sentence is a node just where it has a graph"
    for sentence in sentences:
        about = {p: o for s, p, o in found if s == sentence}
        document, _, span = str(sentence).partition("#char=")
        begin, end = map(int, span.split(","))
        text = extractions[document.rpartition("/")[2]].document.text
        assert about == {
            RDF.type: NIF.Sentence,
            NIF.referenceContext: URIRef(document),
            PROV.wasDerivedFrom: URIRef(document),
            NIF.beginIndex: Literal(begin, datatype=XSD.integer),
            NIF.endIndex: Literal(end, datatype=XSD.integer),
            NIF.anchorOf: Literal(text[begin:end], lang="ar"),
        }


def test_a_sentence_that_names_a_thing_says_so(quads: list[Quad]) -> None:
    _, extractions = corpus()
    found = default(quads)
    for identifier, extraction in extractions.items():
        document = ID["document/" + identifier]
        for mention in extraction.mentions:
            span = extraction.sentences[mention.sentence]
            graph = evidence(quads)[URIRef(f"{document}#char={span.start},{span.end}")]
            if mention.is_reference:
                continue
            label = Literal(mention.name, lang="und-Latn" if mention.name.isascii() else "ar")
            things = {s for s, p, o in graph if p == SKOS.prefLabel and o == label}
            assert things
            for thing in things:
                assert (document, SCHEMA.mentions, thing) in graph & found
                classes = {(s, p, o) for s, p, o in found if s == thing and p == RDF.type}
                assert classes <= graph


def test_facts_stand_once_in_the_default_graph_and_in_the_graphs_of_their_sentences(
    quads: list[Quad],
) -> None:
    found = default(quads)
    for graph, triples in evidence(quads).items():
        assert triples <= found, graph
    stated = set().union(*evidence(quads).values())
    others = {q[:3] for q in quads if q[3] in (RW.gazetteer, RW.romanization, RW.resolution)}
    assert others <= found
    sources = {DCTERMS.title, DCTERMS.source, RW.sha256, SCHEMA.datePublished}
    described = {
        (s, p, o)
        for s, p, o in found
        if ("/document/" in str(s) and p != SCHEMA.mentions)
        or p in (*sources, PROV.wasAttributedTo, PROV.wasGeneratedBy, RDFS.label)
    }
    assert found == stated | others | described


def test_the_evidence_of_a_role_holds_the_membership_and_its_role(quads: list[Quad]) -> None:
    graphs = [g for g in evidence(quads).values() if any(p == ORG.member for _, p, _ in g)]
    assert len(graphs) == 4
    found = default(quads)
    for graph in graphs:
        for one, _, role in {t for t in graph if t[1] == ORG.role}:
            assert {t for t in found if t[0] in (one, role)} <= graph


def test_one_claim_for_each_fact_and_sentence(quads: list[Quad]) -> None:
    claims: dict[object, dict[object, object]] = defaultdict(dict)
    kinds: dict[object, set[object]] = defaultdict(set)
    for s, p, o, g in quads:
        if g == RW.claims:
            if p == RDF.type:
                kinds[s].add(o)
            else:
                claims[s][p] = o
    stated = evidence(quads)
    keys = set()
    for claim, about in claims.items():
        assert kinds[claim] == {RW.Claim, RDF.Statement}
        triple = (about[RDF.subject], about[RDF.predicate], about[RDF.object])
        sentence = about[PROV.wasQuotedFrom]
        assert isinstance(sentence, URIRef)
        assert triple in stated[sentence]
        assert str(claim).startswith(f"{sentence}&claim=")
        assert about[RW.confidence].datatype == XSD.decimal  # type: ignore[attr-defined]
        keys.add((triple, sentence))
    assert len(keys) == len(claims)
    repeated = {SCHEMA.performer, SCHEMA.containedInPlace}
    attached = {RDF.type, SKOS.prefLabel, SKOS.altLabel, SCHEMA.mentions, SCHEMA.text}
    inner = {ORG.role, ORG.organization, RW.jurisdiction, RW.standing, ORG.memberDuring}
    inner |= {TIME.hasBeginning, TIME.hasEnd, TIME.inXSDDate}
    facts = {
        (triple, graph)
        for graph, triples in stated.items()
        for triple in triples
        if triple[1] not in repeated | attached | inner
    }
    assert keys == facts


def test_of_several_claims_in_a_sentence_the_surest_speaks(quads: list[Quad]) -> None:
    openers = {
        s for s, p, o, g in quads if g == RW.claims and p == RDF.predicate and o == RW.opener
    }
    sure = sorted(str(o) for s, p, o, g in quads if s in openers and p == RW.confidence)
    assert sure == ["0.75", "0.9"]


def test_a_claim_of_a_role_points_at_the_person(quads: list[Quad]) -> None:
    members = {s for s, p, o, _ in quads if p == RDF.predicate and o == ORG.member}
    objects = {o for s, p, o, _ in quads if s in members and p == RDF.object}
    assert len(members) == 5
    assert LOOTAH in objects


def test_what_no_sentence_states_has_a_graph_of_known_origin(quads: list[Quad]) -> None:
    found = default(quads)
    gazetteer = {q[:3] for q in quads if q[3] == RW.gazetteer}
    assert (DUBAI, SCHEMA.containedInPlace, ID["country/الإمارات"]) in gazetteer
    assert (DUBAI, SKOS.altLabel, Literal("Dubai", lang="en")) in gazetteer
    assert (DUBAI, OWL.sameAs, URIRef("https://sws.geonames.org/292223/")) in gazetteer
    assert (DUBAI, OWL.sameAs, URIRef("http://www.wikidata.org/entity/Q612")) in gazetteer
    assert (ID["country/الإمارات"], RDF.type, SCHEMA.Country) in gazetteer
    for graph in (gazetteer, found):
        assert (DUBAI, SCHEMA.latitude, Literal("25.08", datatype=XSD.decimal)) in graph
        assert (DUBAI, SCHEMA.longitude, Literal("55.31", datatype=XSD.decimal)) in graph
    (agent,) = {o for s, p, o in found if s == RW.gazetteer and p == PROV.wasAttributedTo}
    assert (agent, RDFS.label, Literal("GeoNames 2026-11-20")) in found
    romanized = {q[:3] for q in quads if q[3] == RW.romanization}
    assert romanized == {(LOOTAH, SKOS.altLabel, Literal("Hussein Lootah", lang="ar-Latn"))}
    assert (RW.romanization, PROV.wasGeneratedBy, RW.Romanization) in found


def test_a_place_that_text_and_gazetteer_both_place_stands_once() -> None:
    resolution, extractions = corpus()
    fact = next(f for f in resolution.facts if f.relation is Relation.LOCATION and not f.evidence)
    located = next(
        f
        for f in resolution.facts
        if f.relation is Relation.LOCATION
        and resolution.entities[f.subject].type is EntityType.PLACE
    )
    stated = replace(fact, evidence=located.evidence)
    both = Resolution(resolution.entities, (*resolution.facts, stated))
    quads = list(describe(both, extractions, BASE))
    assert len(quads) == len(set(quads))
    triple = (DUBAI, SCHEMA.containedInPlace, ID["country/الإمارات"])
    assert {q[3] for q in quads if q[:3] == triple} >= {None, RW.gazetteer}


def test_the_order_of_documents_does_not_matter(quads: list[Quad]) -> None:
    for order in itertools.permutations(range(3)):
        resolution, extractions = corpus(order)
        assert set(describe(resolution, extractions, BASE, gazetteer="GeoNames 2026-11-20")) == set(
            quads
        )


def test_the_order_of_entities_and_facts_does_not_matter(quads: list[Quad]) -> None:
    resolution, extractions = corpus()
    places = list(range(len(resolution.entities)))
    for seed in range(5):
        shuffled = random.Random(seed)
        shuffled.shuffle(places)
        entities: list[Entity] = [resolution.entities[0]] * len(places)
        for old, new in enumerate(places):
            entities[new] = resolution.entities[old]
        facts = [
            replace(
                f, subject=places[f.subject], object=None if f.object is None else places[f.object]
            )
            for f in resolution.facts
        ]
        shuffled.shuffle(facts)
        other = Resolution(tuple(entities), tuple(facts))
        assert set(describe(other, extractions, BASE, gazetteer="GeoNames 2026-11-20")) == set(
            quads
        )


def test_a_definite_reference_uses_no_name_even_where_it_equals_one() -> None:
    resolution, extractions = corpus()
    index = next(i for i, e in enumerate(resolution.entities) if "مؤتمر" in e.label.text)
    entities = list(resolution.entities)
    entities[index] = replace(entities[index], labels=(Label("المؤتمر", "ar"),))
    quads = list(describe(Resolution(tuple(entities), resolution.facts), extractions, BASE))
    name = (SUMMIT, SKOS.altLabel, Literal("المؤتمر", lang="ar"))
    assert {q[3] for q in quads if q[:3] == name} == {None, RW.resolution}


def test_the_usual_spelling_of_a_title_is_preferred() -> None:
    resolution, extractions = corpus()
    unusual = "المديرُ العام"
    facts = [
        replace(f, title=unusual) if f.title == "المدير العام" else f for f in resolution.facts
    ]
    quads = list(describe(Resolution(resolution.entities, tuple(facts)), extractions, BASE))
    role = ID["role/المدير_العام"]
    assert (role, SKOS.prefLabel, Literal("المدير العام", lang="ar"), None) in quads
    assert (role, SKOS.altLabel, Literal(unusual, lang="ar"), None) in quads


def test_a_name_that_resolution_made_up_is_its_own() -> None:
    resolution, extractions = corpus()
    index = next(i for i, e in enumerate(resolution.entities) if e.label.text == "عمر خان")
    entities = list(resolution.entities)
    entities[index] = replace(entities[index], labels=(Label("خان", "ar"),))
    quads = list(describe(Resolution(tuple(entities), resolution.facts), extractions, BASE))
    made_up = (ID["person/عمر_خان"], SKOS.altLabel, Literal("خان", lang="ar"))
    assert {q[3] for q in quads if q[:3] == made_up} == {None, RW.resolution}
    assert (RW.resolution, PROV.wasGeneratedBy, RW.Resolution, None) in quads


def test_a_document_without_facts_is_a_node() -> None:
    _, extractions = corpus()
    quads = list(describe(Resolution((), ()), extractions, BASE))
    assert {s for s, p, o, _ in quads if o == SCHEMA.NewsArticle} == {
        ID["document/" + identifier] for identifier in extractions
    }
    assert not [q for q in quads if q[2] == NIF.Sentence]


def test_an_unknown_status_is_named() -> None:
    resolution, extractions = corpus()
    facts = [
        replace(f, literal="EventLost") if f.relation is Relation.STATUS else f
        for f in resolution.facts
    ]
    with pytest.raises(KgError, match="found status 'EventLost'; expected one of EventHeld"):
        list(describe(Resolution(resolution.entities, tuple(facts)), extractions, BASE))


def test_a_wrong_base_is_refused() -> None:
    with pytest.raises(SettingsError):
        list(describe(Resolution((), ()), {}, "https://example.org/#"))


def test_hostile_text_is_only_text(quads: list[Quad]) -> None:
    resolution, extractions = corpus()
    index = next(i for i, e in enumerate(resolution.entities) if e.label.text == "عمر خان")
    hostile = '"> <https://evil.example/> . \\ } # \n\x00'
    entities = list(resolution.entities)
    entities[index] = replace(entities[index], label=Label(hostile, "ar"))
    from kg.graph.store import Graph

    changed = Resolution(tuple(entities), resolution.facts)
    with Graph.of(describe(changed, extractions, BASE)) as graph:
        names = [
            str(s["name"].value) for s in graph.query("SELECT ?name { ?x skos:prefLabel ?name }")
        ]  # type: ignore[union-attr]
        assert hostile in names
        assert not list(graph.query("SELECT * { <https://evil.example/> ?p ?o }"))  # type: ignore[arg-type]


def test_a_renamed_body_is_linked_where_no_sentence_says_so() -> None:
    old, new = (
        Entity(EntityType.ORGANIZATION, Label(name, "ar"), (), (), ("", number))
        for number, name in enumerate(("هيئة قديمة", "هيئة جديدة"))
    )
    quads = list(describe(Resolution((old, new), (), ((0, 1),)), {}, BASE))
    link = (
        URIRef(f"{BASE}organization/هيئة_قديمة"),
        RW.renamedTo,
        URIRef(f"{BASE}organization/هيئة_جديدة"),
    )
    assert {quad[3] for quad in quads if quad[:3] == link} == {None, RW.resolution}
