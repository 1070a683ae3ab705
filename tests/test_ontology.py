"""The ontology: equal to the vocabulary, whole in both languages, and fit for other tools."""

from __future__ import annotations

import json
from pathlib import Path

import pyshacl
import pytest
import rdflib
from rdflib import Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SH, XSD

from kg.graph import vocabulary
from kg.graph.mapping import describe
from kg.graph.ontology import ontology_labels, ontology_quads
from kg.graph.vocabulary import CLASSES, NIF, PREDICATES, PREFIXES, RW, SDO
from kg.model import EntityType, Relation
from tests.graph.example import BASE, corpus

NAMESPACE = "https://w3id.org/rawabit#"


@pytest.fixture(scope="module")
def ontology(root: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(root / "ontology" / "rawabit.ttl")


@pytest.fixture(scope="module")
def own(ontology: rdflib.Graph) -> list[URIRef]:
    """The terms of the project's own namespace."""
    return sorted(
        {s for s in ontology.subjects() if isinstance(s, URIRef) and s.startswith(NAMESPACE)}
    )


def languages(ontology: rdflib.Graph, term: URIRef, predicate: URIRef) -> list[str]:
    return sorted(
        o.language or "" for o in ontology.objects(term, predicate) if isinstance(o, Literal)
    )


def test_the_vocabulary_equals_the_ontology(own: list[URIRef]) -> None:
    assert {str(term) for term in own} == {
        NAMESPACE + name for name in RW.__annotations__ if name[0] != "_"
    }


def test_the_namespaces_of_the_contract() -> None:
    assert dict(PREFIXES) == {
        "schema": "https://schema.org/",
        "org": "http://www.w3.org/ns/org#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "dcat": "http://www.w3.org/ns/dcat#",
        "dcterms": "http://purl.org/dc/terms/",
        "prov": "http://www.w3.org/ns/prov#",
        "time": "http://www.w3.org/2006/time#",
        "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "void": "http://rdfs.org/ns/void#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "rw": NAMESPACE,
    }
    assert str(vocabulary.ONTOLOGY_GRAPH) == "https://w3id.org/rawabit"
    assert str(vocabulary.CLAIMS_GRAPH) == "https://w3id.org/rawabit#claims"
    assert str(vocabulary.METADATA_GRAPH) == "https://w3id.org/rawabit#metadata"


def test_an_unknown_term_is_an_error() -> None:
    with pytest.raises(AttributeError):
        _ = RW.spaeker
    with pytest.raises(AttributeError):
        _ = NIF.anchor


def test_every_term_has_label_and_comment_in_both_languages(
    ontology: rdflib.Graph, own: list[URIRef]
) -> None:
    for term in own:
        assert languages(ontology, term, RDFS.label) == ["ar", "en"], term
        assert languages(ontology, term, RDFS.comment) == ["ar", "en"], term
        assert (term, RDFS.isDefinedBy, vocabulary.ONTOLOGY_GRAPH) in ontology, term


def test_properties_have_domain_and_range_and_the_standard_superterm(
    ontology: rdflib.Graph, own: list[URIRef]
) -> None:
    properties = {
        t
        for t in own
        for kind in (OWL.ObjectProperty, OWL.DatatypeProperty)
        if (t, RDF.type, kind) in ontology
    }
    for term in properties:
        assert ontology.value(term, RDFS.domain) or list(ontology.objects(term, SDO.domainIncludes))
        assert ontology.value(term, RDFS.range), term
    assert (RW.speaker, RDFS.subPropertyOf, SDO.performer) in ontology
    # Those for which no standard vocabulary has anything wider.
    alone = {t for t in properties if not ontology.value(t, RDFS.subPropertyOf)}
    assert alone == {RW.attendance, RW.confidence, RW.pattern, RW.standing}
    for term in set(own) - properties:
        is_class = (term, RDF.type, OWL.Class) in ontology
        assert not is_class or ontology.value(term, RDFS.subClassOf), term


def test_every_term_that_a_graph_uses_has_a_name_in_both_languages() -> None:
    resolution, extractions = corpus()
    used = set()
    for _, predicate, object_, _ in describe(resolution, extractions, BASE):
        used.add(predicate)
        if predicate == RDF.type:
            used.add(object_)
    used |= {c for classes in CLASSES.values() for c in classes} | set(PREDICATES.values())
    used |= set(vocabulary.EVENT_STATUSES.values()) | set(vocabulary.ATTENDANCE_MODES.values())
    for language in ("ar", "en"):
        assert used <= set(ontology_labels(language))


def test_every_type_and_relation_has_a_term() -> None:
    assert set(CLASSES) == set(EntityType)
    assert set(PREDICATES) == set(Relation) - {Relation.PART_OF}


def test_every_relation_has_a_shape(root: Path) -> None:
    shapes = rdflib.Graph().parse(root / "ontology" / "shapes.ttl")
    paths = set(shapes.objects(None, SH.path))
    relations = {
        *PREDICATES.values(),
        SDO.superEvent,
        vocabulary.ORG.subOrganizationOf,
        SDO.endDate,
    }
    assert relations <= paths
    own_properties = {
        RW[name] for name in ("jurisdiction", "standing", "confidence", "pattern", "sha256")
    }
    assert own_properties <= paths


def test_every_class_has_a_shape(root: Path) -> None:
    shapes = rdflib.Graph().parse(root / "ontology" / "shapes.ttl")
    targets = set(shapes.objects(None, SH.targetClass))
    assert {c for classes in CLASSES.values() for c in classes} <= targets
    assert {RW.Claim, vocabulary.ORG.Membership, vocabulary.ORG.Role, NIF.Sentence} <= targets


# pySHACL reads its own shapes through what rdflib calls deprecated.
@pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")
def test_the_shapes_are_valid_shacl(root: Path) -> None:
    conforms, _, text = pyshacl.validate(
        rdflib.Graph(), shacl_graph=str(root / "ontology" / "shapes.ttl"), meta_shacl=True
    )
    assert conforms, text


def test_another_validator_way_agrees(root: Path) -> None:
    """The shapes with the ontology beside the data, without kg's batches."""
    resolution, extractions = corpus()
    data = rdflib.Graph().parse(root / "ontology" / "rawabit.ttl")
    for s, p, o, g in describe(resolution, extractions, BASE):
        if g in (None, RW.claims):
            data.add((s, p, o))
    shapes = rdflib.Graph().parse(root / "ontology" / "shapes.ttl")
    assert pyshacl.validate(data, shacl_graph=shapes)[0]
    wrong = (URIRef(BASE + "person/عمر_خان"), RW.edition, Literal("5", datatype=XSD.integer))
    data.add(wrong)
    assert not pyshacl.validate(data, shacl_graph=shapes)[0]


def test_the_ontology_has_no_blank_nodes() -> None:
    assert not [t for quad in ontology_quads() for t in quad if isinstance(t, rdflib.BNode)]
    assert len(list(ontology_quads())) > 200


def test_the_context_names_every_predicate_and_class(root: Path) -> None:
    context = json.loads((root / "ontology" / "context.jsonld").read_text(encoding="utf-8"))[
        "@context"
    ]
    named = {
        definition["@id"] if isinstance(definition, dict) else definition
        for definition in context.values()
    }

    def compact(term: URIRef) -> str:
        prefix = next(p for p, n in PREFIXES.items() if term.startswith(n))
        return f"{prefix}:{term.removeprefix(PREFIXES[prefix])}"

    resolution, extractions = corpus()
    for _, predicate, object_, _ in describe(resolution, extractions, BASE):
        if predicate == RDF.type:
            assert compact(URIRef(str(object_))) in named
        else:
            assert compact(predicate) in named
    assert {p: context[p] for p in PREFIXES} == dict(PREFIXES)
