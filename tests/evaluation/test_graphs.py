"""Predictions from graphs of the contract, and from extractions."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import GoldError
from kg.evaluation import score
from kg.evaluation.extractions import prediction_from_extraction
from kg.evaluation.graphs import prediction_from_graph
from kg.evaluation.prediction import PredictedClaim, PredictedFact
from kg.graph.store import Graph
from kg.model import (
    Claim,
    Cluster,
    Document,
    EntityType,
    Extraction,
    Mention,
    Relation,
    Sentence,
)
from tests.contract import Writer, term
from tests.evaluation.gold_graph import gold_graph, seeds_gold, write_gold

TEXT = "تحدث علي في القمة بدبي. وقال عمر: نعم."


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def small() -> tuple[Writer, ox.NamedNode, dict[str, ox.NamedNode]]:
    writer = Writer()
    document = writer.document(TEXT)
    at = writer.sentence(document, 0, TEXT[:23])
    things = {
        "ali": writer.thing("Person", "علي", "علي محمد", at=at),
        "summit": writer.thing("Conference", "القمة", at=at),
        "dubai": writer.thing("City", "دبي", at=at),
    }
    return writer, at, things


@pytest.mark.parametrize("optional", [False, True])
@pytest.mark.parametrize("number", range(5))
def test_a_graph_of_the_gold_is_perfect(number: int, optional: bool, seeds: Path) -> None:
    gold = seeds_gold()[number]
    text = (seeds / gold.doc).read_text(encoding="utf-8-sig")
    graph = gold_graph(gold, text, optional=optional)
    found = score(gold, prediction_from_graph(graph, sha256=digest(text)))
    assert not found.mistakes
    assert (found.entity_total().f1, found.fact_total().f1) == (1, 1)


def test_a_store_of_all_documents_gives_each_its_own(seeds: Path) -> None:
    writer = Writer()
    texts = {}
    for gold in seeds_gold():
        texts[gold.doc] = (seeds / gold.doc).read_text(encoding="utf-8-sig")
        write_gold(writer, gold, texts[gold.doc])
    graph = writer.write()
    for gold in seeds_gold():
        found = score(gold, prediction_from_graph(graph, sha256=digest(texts[gold.doc])))
        assert not found.mistakes


def test_types_labels_and_sentences() -> None:
    writer, _, _ = small()
    writer.thing("Country", "الإمارات")
    prediction = prediction_from_graph(writer.write(), sha256=digest(TEXT))
    # A country that only the gazetteer adds is not there; a city is no Place.
    assert [(e.type, e.labels, e.sentences) for e in prediction.entities] == [
        ("City", ("دبي",), (TEXT[:23],)),
        ("Conference", ("القمة",), (TEXT[:23],)),
        ("Person", ("علي", "علي محمد"), (TEXT[:23],)),
    ]


def test_facts_with_their_evidence() -> None:
    writer, at, things = small()
    again = writer.sentence(writer.document(TEXT), 24, TEXT[24:])
    for sentence in (at, again):
        writer.fact(things["summit"], "speaker", things["ali"], sentence)
    writer.fact(things["summit"], "date", "2017-03/2017-04", at)
    writer.fact(things["summit"], "edition", 5, at)
    writer.role(things["ali"], "رئيس", None, at)
    prediction = prediction_from_graph(writer.write(), sha256=digest(TEXT))
    summit, ali = things["summit"].value, things["ali"].value
    first, once = (TEXT[:23],), (PredictedClaim(0.9, "by.hand"),)
    # schema:performer repeats the speaker and is not counted.
    assert prediction.facts == (
        PredictedFact("date", summit, "2017-03/2017-04", (), first, 0.9, "by.hand", once),
        PredictedFact("edition", summit, 5, (), first, 0.9, "by.hand", once),
        PredictedFact("role", ali, None, ("رئيس",), first, 0.9, "by.hand", once),
        PredictedFact("speaker", summit, ali, (), (first[0], TEXT[24:]), 0.9, "by.hand", once * 2),
    )


def test_an_end_that_no_sentence_mentions_is_a_node_too() -> None:
    writer, at, things = small()
    body = writer.thing("Organization", "البلدية")
    writer.fact(things["summit"], "organizer", body, at)
    writer.fact(things["summit"], "theme", "مدن أسعد", at)
    prediction = prediction_from_graph(writer.write(), sha256=digest(TEXT))
    assert ("Organization", ("البلدية",)) in [(e.type, e.labels) for e in prediction.entities]
    assert len(prediction.entities) == 4


def test_a_performer_alone_is_no_speaker() -> None:
    writer, at, things = small()
    writer.store.add(ox.Quad(things["summit"], term("schema:performer"), things["ali"], at))
    assert prediction_from_graph(writer.write(), sha256=digest(TEXT)).facts == ()


def test_an_end_may_stand_in_another_sentence() -> None:
    writer, at, things = small()
    other = writer.sentence(writer.document(TEXT), 24, TEXT[24:])
    summit = things["summit"]
    writer.fact(summit, "date", "2017-03-10", at)
    writer.store.add(ox.Quad(summit, term("schema:endDate"), ox.Literal("2017-03-12"), other))
    (fact,) = prediction_from_graph(writer.write(), sha256=digest(TEXT)).facts
    assert fact.o == "2017-03-10/2017-03-12"


def test_a_fact_counts_without_a_claim_too() -> None:
    writer, at, things = small()
    summit, ali = things["summit"], things["ali"]
    writer.store.add(ox.Quad(summit, term("rw:speaker"), ali, at))
    prediction = prediction_from_graph(writer.write(), sha256=digest(TEXT))
    assert [(fact.rel, fact.confidence) for fact in prediction.facts] == [("speaker", 0)]


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")
def test_rdflib_datasets_and_bare_stores() -> None:
    writer, at, things = small()
    writer.fact(things["summit"], "speaker", things["ali"], at)
    graph = writer.write()
    expected = prediction_from_graph(graph, sha256=digest(TEXT))
    assert prediction_from_graph(graph.store, sha256=digest(TEXT)) == expected
    import rdflib

    dataset = rdflib.Dataset()
    data = graph.store.dump(format=ox.RdfFormat.N_QUADS)
    dataset.parse(data=data, format="nquads")
    assert prediction_from_graph(dataset, sha256=digest(TEXT)) == expected


def test_a_graph_without_the_document() -> None:
    with pytest.raises(GoldError, match="does not hold the document"):
        prediction_from_graph(Graph(ox.Store()), sha256=digest("آخر"))


def test_an_extraction() -> None:
    def mention(kind: EntityType, name: str) -> Mention:
        start = TEXT.index(name)
        return Mention(kind, start, start + len(name), 0, name, "by.hand", 0.9)

    document = Document(TEXT, digest(TEXT)[:16], digest(TEXT))
    mentions = (
        mention(EntityType.PERSON, "علي"),
        mention(EntityType.CONFERENCE, "القمة"),
        mention(EntityType.PERSON, "عمر"),
    )
    clusters = (
        Cluster(EntityType.PERSON, (0,), "علي", ("علي",)),
        Cluster(EntityType.CONFERENCE, (1,), "القمة", ("القمة",)),
    )
    claims = (
        Claim(Relation.SPEAKER, 1, 0, 0, 0, 23, "weak", 0.5),
        Claim(Relation.SPEAKER, 1, 0, 0, 0, 23, "strong", 0.8),
        Claim(Relation.SPEAKER, 1, 0, 1, 24, 38, "strong", 0.7),
        Claim(Relation.ROLE, 0, None, 0, 0, 23, "role", 0.9, title="رئيس"),
        Claim(Relation.DATE, 1, None, 0, 0, 23, "date", 0.9, literal="2017-03"),
        Claim(Relation.DATE, 1, None, 0, 0, 23, "date", 0.9, literal="2017-03-10"),
        Claim(Relation.QUOTATION, 0, None, 0, 0, 23, "quote", 0.9, literal="نعم"),
        Claim(Relation.SPEAKER, 1, 2, 0, 0, 23, "unclustered", 0.9),
    )
    extraction = Extraction(
        document, (Sentence(0, 23), Sentence(24, len(TEXT))), mentions, clusters, claims
    )
    prediction = prediction_from_extraction(extraction)
    assert [(e.type, e.labels) for e in prediction.entities] == [
        ("Person", ("علي",)),
        ("Conference", ("القمة",)),
    ]
    first = (TEXT[:23],)
    assert prediction.facts == (
        PredictedFact(
            *("speaker", "c0001", "c0000", (), (first[0], TEXT[24:]), 0.8, "strong"),
            claims=(
                PredictedClaim(0.5, "weak"),
                PredictedClaim(0.8, "strong"),
                PredictedClaim(0.7, "strong"),
            ),
        ),
        PredictedFact(
            *("role", "c0000", None, ("رئيس",), first, 0.9, "role"),
            claims=(PredictedClaim(0.9, "role"),),
        ),
        PredictedFact(
            *("date", "c0001", "2017-03-10", (), first, 0.9, "date"),
            claims=(PredictedClaim(0.9, "date"),),
        ),
    )
