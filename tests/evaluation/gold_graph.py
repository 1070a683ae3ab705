"""Gold annotations as predictions and as graphs of the contract: what a perfect system says."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.evaluation import GoldDocument, PredictedEntity, PredictedFact, Prediction, read_gold
from kg.evaluation.gold import LITERAL_KINDS, parse_gold
from kg.graph.store import Graph
from tests.contract import Writer

FOLDER = Path(__file__).parent.parent / "data" / "gold"


def seeds_gold() -> tuple[GoldDocument, ...]:
    return read_gold([FOLDER])


def perfect(gold: GoldDocument, *, optional: bool = False) -> Prediction:
    """The gold as a prediction, with node ids of its own."""
    entities = tuple(
        PredictedEntity(f"n-{e.id}", e.type, (e.name, *e.aliases))
        for e in gold.entities
        if optional or not e.optional
    )
    facts = tuple(
        PredictedFact(
            f.rel,
            f"n-{f.s}",
            f.o if f.rel in LITERAL_KINDS or f.o is None else f"n-{f.o}",
            f.titles[:1],
            (f.evidence,),
        )
        for f in gold.facts
        if optional or not f.optional
    )
    return Prediction(entities, facts)


def write_gold(writer: Writer, gold: GoldDocument, text: str, *, optional: bool = False) -> None:
    """Adds to a graph what the gold says of the document with this text."""
    document = writer.document(text)
    sentences: dict[str, ox.NamedNode] = {}

    def sentence(evidence: str) -> ox.NamedNode:
        if evidence not in sentences:
            sentences[evidence] = writer.sentence(document, text.index(evidence), evidence)
        return sentences[evidence]

    whole = writer.sentence(document, 0, text)
    things = {
        entity.id: writer.thing(
            entity.type, *entity.aliases, at=whole, iri=f"{gold.doc}/{entity.id}"
        )
        for entity in gold.entities
        if optional or not entity.optional
    }
    for fact in gold.facts:
        if fact.optional and not optional:
            continue
        at = sentence(fact.evidence)
        if fact.rel == "role":
            body = None if fact.o is None else things[str(fact.o)]
            writer.role(things[fact.s], fact.titles[0], body, at)
        elif fact.rel in LITERAL_KINDS:
            writer.fact(things[fact.s], fact.rel, fact.o or "", at)
        else:
            writer.fact(things[fact.s], fact.rel, things[str(fact.o)], at)


def gold_graph(gold: GoldDocument, text: str, *, optional: bool = False) -> Graph:
    """A graph that says of one document what its gold says."""
    writer = Writer()
    write_gold(writer, gold, text, optional=optional)
    return writer.write()


def small_gold() -> GoldDocument:
    """A made-up annotation in which every rule of scoring can be tried."""

    def entity(id: str, type: str, *aliases: str) -> dict[str, object]:
        return {"id": id, "type": type, "name": aliases[0], "aliases": list(aliases)}

    def fact(rel: str, s: str, o: object, *role: str) -> dict[str, object]:
        row: dict[str, object] = {"rel": rel, "s": s, "o": o, "evidence": "نص"}
        return {**row, "role": list(role)} if role else row

    return parse_gold(
        {
            "doc": "small.txt",
            "entities": [
                entity("p1", "Person", "فيصل بن خالد", "الأمير فيصل"),
                entity("p2", "Person", "حسين لوتاه", "لوتاه"),
                entity("p3", "Person", "عائشة بن بشر"),
                entity("o1", "Organization", "بلدية دبي", "البلدية"),
                entity("o2", "Organization", "مجلس منطقة مكة", "المجلس"),
                entity("l1", "Place", "منطقة مكة المكرمة", "مكة المكرمة"),
                entity("c1", "City", "دبي"),
                entity("n1", "Country", "الإمارات"),
                entity("e1", "Conference", "قمة المدن الذكية", "القمة"),
                entity("s1", "Session", "جلسة البيانات"),
                entity("m1", "Meeting", "زيارة وفد البلدية"),
                entity("m2", "Meeting", "لقاء"),
            ],
            "optional_entities": [entity("x1", "Initiative", "خارطة الطريق")],
            "facts": [
                fact("role", "p1", None, "أمير منطقة مكة المكرمة", "أمير"),
                fact("role", "p2", "o1", "مدير عام", "المدير العام"),
                fact("role", "p3", "o2", "عضو"),
                fact("speaker", "s1", "p3"),
                fact("part_of", "s1", "e1"),
                fact("organizer", "e1", "o1"),
                fact("partner", "o1", "o2"),
                fact("location", "e1", "c1"),
                fact("date", "e1", "2017-03-10/2017-03-11"),
                fact("attendance", "e1", 700),
                fact("attendance", "e1", 14),
                fact("theme", "e1", "«مدن أسعد»"),
                fact("participant", "m1", "p1"),
                fact("host", "m1", "p2"),
            ],
            "optional": [fact("partner", "o2", "o1"), fact("runs", "o1", "x1")],
        },
        place="small",
    )
