"""A prediction from a graph of the contract, by SPARQL over its named graphs: this is what counts.

A node belongs to a document when the document mentions it or one of its sentences states
a fact about it; so what only the gazetteer adds (a city's country) is not scored.
``schema:performer`` repeats ``rw:speaker`` and is not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, cast

from kg.errors import GoldError
from kg.evaluation.gold import LITERAL_KINDS
from kg.evaluation.prediction import PredictedClaim, PredictedEntity, PredictedFact, Prediction

if TYPE_CHECKING:
    import pyoxigraph

# pyoxigraph substitutes only variables that a query projects; so each projects ?document.
_PREFIXES = """
PREFIX schema: <https://schema.org/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rw: <https://w3id.org/rawabit#>
"""

_SCHEMA, _RW = "https://schema.org/", "https://w3id.org/rawabit#"
_SKOS, _ORG = "http://www.w3.org/2004/02/skos/core#", "http://www.w3.org/ns/org#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

# A city is a Place too: that comes last.
_TYPES = {
    _SCHEMA + "Person": "Person",
    _ORG + "Organization": "Organization",
    _SCHEMA + "City": "City",
    _SCHEMA + "Country": "Country",
    _RW + "Conference": "Conference",
    _RW + "Session": "Session",
    _RW + "Meeting": "Meeting",
    _RW + "Initiative": "Initiative",
    _SCHEMA + "Place": "Place",
}

_PREDICATES = """
(rw:speaker "speaker") (rw:moderator "moderator") (schema:attendee "participant")
(schema:organizer "organizer") (rw:host "host") (schema:sponsor "sponsor") (rw:opener "opener")
(rw:partner "partner") (schema:location "location") (schema:superEvent "part_of")
(org:subOrganizationOf "part_of") (rw:runs "runs") (rw:edition "edition") (rw:theme "theme")
(rw:attendance "attendance")
"""

_DOCUMENT = "SELECT ?d ?digest { ?d rw:sha256 ?digest }"

_FACTS = f"""
SELECT ?document ?s ?rel ?o ?text ?confidence ?pattern ?claim {{
  ?e nif:referenceContext ?document ; nif:anchorOf ?text .
  VALUES (?p ?rel) {{ {_PREDICATES} }}
  GRAPH ?e {{ ?s ?p ?o }}
  OPTIONAL {{ GRAPH <https://w3id.org/rawabit#claims> {{
    ?claim prov:wasQuotedFrom ?e ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;
           rw:confidence ?confidence ; rw:pattern ?pattern }} }}
}}
"""

_DATES = """
SELECT ?document ?s ?start ?end ?text ?confidence ?pattern ?claim {
  ?e nif:referenceContext ?document ; nif:anchorOf ?text .
  GRAPH ?e { { ?s schema:startDate ?start } UNION { ?s schema:endDate ?end } }
  OPTIONAL { GRAPH <https://w3id.org/rawabit#claims> {
    ?claim prov:wasQuotedFrom ?e ; rdf:subject ?s ; rdf:predicate schema:startDate ;
           rw:confidence ?confidence ; rw:pattern ?pattern } }
}
"""

_ROLES = """
SELECT ?document ?s ?o ?title ?text ?confidence ?pattern ?claim ?m {
  ?e nif:referenceContext ?document ; nif:anchorOf ?text .
  GRAPH ?e { ?m org:member ?s ; org:role ?role }
  ?role skos:prefLabel|skos:altLabel ?title .
  OPTIONAL { ?m org:organization|rw:jurisdiction ?o }
  OPTIONAL { GRAPH <https://w3id.org/rawabit#claims> {
    ?claim prov:wasQuotedFrom ?e ; rdf:subject ?m ; rdf:predicate org:member ;
           rw:confidence ?confidence ; rw:pattern ?pattern } }
}
"""

_MENTIONS = """
SELECT ?document ?s ?text {
  ?e nif:referenceContext ?document ; nif:anchorOf ?text .
  GRAPH ?e { ?document schema:mentions ?s }
}
"""


_Said = tuple[str, str, str | int | None, tuple[str, ...]]
"""What rows say alike: relation, subject, object and titles."""


def prediction_from_graph(graph: Any, *, sha256: str) -> Prediction:
    """What the graph says of the document whose text has the digest ``sha256``.

    ``graph`` is a pyoxigraph Store, an rdflib Dataset, or anything with a ``store`` that
    is a pyoxigraph Store. Raises GoldError where the graph does not hold the document.
    """
    store = _store(graph)
    document = _document(store, sha256)
    facts = [*_facts(store, document), *_dates(store, document), *_roles(store, document)]
    ends = {fact.s for fact in facts}
    ends |= {str(fact.o) for fact in facts if fact.o is not None and fact.rel not in LITERAL_KINDS}
    return Prediction(tuple(_nodes(store, document, ends)), tuple(sorted(facts, key=_order)))


def _order(fact: PredictedFact) -> tuple[str, str, str, tuple[str, ...]]:
    return fact.rel, fact.s, str(fact.o), fact.titles


def _store(graph: Any) -> pyoxigraph.Store:
    import pyoxigraph

    if isinstance(graph, pyoxigraph.Store):
        return graph
    inner = getattr(graph, "store", None)
    if isinstance(inner, pyoxigraph.Store):
        return inner
    store = pyoxigraph.Store()
    data = graph.serialize(format="nquads", encoding="utf-8")
    store.bulk_load(data, format=pyoxigraph.RdfFormat.N_QUADS)
    return store


def _document(store: pyoxigraph.Store, sha256: str) -> Any:
    import pyoxigraph

    digest = pyoxigraph.Literal(sha256)
    solutions = store.query(
        _PREFIXES + _DOCUMENT, substitutions={pyoxigraph.Variable("digest"): digest}
    )
    found = sorted(cast("pyoxigraph.QuerySolutions", solutions), key=str)
    if not found:
        raise GoldError(f"the graph does not hold the document with SHA-256 {sha256}")
    return found[0]["d"]


def _rows(store: pyoxigraph.Store, query: str, document: Any = None) -> Iterator[dict[str, Any]]:
    """Solutions as name → text (None where unbound), numbers of ``xsd:integer`` as int."""
    import pyoxigraph

    integer = "http://www.w3.org/2001/XMLSchema#integer"
    bound = {pyoxigraph.Variable("document"): document} if document is not None else {}
    solutions = cast(
        "pyoxigraph.QuerySolutions", store.query(_PREFIXES + query, substitutions=bound)
    )
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        row: dict[str, Any] = {}
        for name in names:
            term = solution[name]
            row[name] = None if term is None else term.value
            if isinstance(term, pyoxigraph.Literal) and term.datatype.value == integer:
                row[name] = int(term.value)
        yield row


def _merged(rows: Iterable[tuple[_Said, dict[str, Any]]]) -> list[PredictedFact]:
    """One fact for each (relation, subject, object, titles), with the evidence of all its rows."""
    groups: dict[_Said, list[dict[str, Any]]] = {}
    for said, row in rows:
        groups.setdefault(said, []).append(row)
    facts = []
    for (rel, subject, end, titles), group in groups.items():
        best = max(group, key=lambda row: (float(row["confidence"] or 0), row["pattern"] or ""))
        facts.append(
            PredictedFact(
                rel=rel,
                s=subject,
                o=end,
                titles=titles,
                evidence=tuple(sorted({row["text"] for row in group})),
                confidence=float(best["confidence"] or 0),
                pattern=best["pattern"] or "",
                claims=_claims(group),
            )
        )
    return facts


def _claims(rows: Iterable[dict[str, Any]]) -> tuple[PredictedClaim, ...]:
    """The claims of a fact's rows, each once however many rows it has."""
    found = {
        row["claim"]: PredictedClaim(float(row["confidence"]), row["pattern"])
        for row in rows
        if row["claim"] is not None
    }
    return tuple(found[claim] for claim in sorted(found))


def _facts(store: pyoxigraph.Store, document: Any) -> list[PredictedFact]:
    rows = _rows(store, _FACTS, document)
    return _merged(((row["rel"], row["s"], row["o"], ()), row) for row in rows)


def _dates(store: pyoxigraph.Store, document: Any) -> list[PredictedFact]:
    """A start with its end is one date; the end of the same sentence goes first."""
    rows = list(_rows(store, _DATES, document))
    ends = [row for row in rows if row["end"] is not None]

    def end_of(row: dict[str, Any]) -> str | None:
        own = [end for end in ends if end["s"] == row["s"]]
        here = [end for end in own if end["text"] == row["text"]] or own
        return min((str(end["end"]) for end in here), default=None)

    starts = [row for row in rows if row["start"] is not None]
    return _merged(
        (("date", row["s"], "/".join(filter(None, (str(row["start"]), end_of(row)))), ()), row)
        for row in starts
    )


def _roles(store: pyoxigraph.Store, document: Any) -> list[PredictedFact]:
    rows = list(_rows(store, _ROLES, document))
    titles: dict[str, set[str]] = {}
    for row in rows:
        titles.setdefault(row["m"], set()).add(row["title"])
    return _merged(
        (("role", row["s"], row["o"], tuple(sorted(titles[row["m"]]))), row) for row in rows
    )


def _nodes(store: pyoxigraph.Store, document: Any, ends: set[str]) -> list[PredictedEntity]:
    sentences: dict[str, set[str]] = {}
    for row in _rows(store, _MENTIONS, document):
        sentences.setdefault(row["s"], set()).add(row["text"])
    nodes = []
    for iri in sorted(sentences.keys() | ends):
        classes = _values(store, iri, _TYPE)
        kind = next((name for class_, name in _TYPES.items() if class_ in classes), None)
        if kind is not None:
            names = [
                *_values(store, iri, _SKOS + "prefLabel"),
                *_values(store, iri, _SKOS + "altLabel"),
            ]
            said = tuple(sorted(sentences.get(iri, ())))
            nodes.append(PredictedEntity(iri, kind, tuple(dict.fromkeys(names)), said))
    return nodes


def _values(store: pyoxigraph.Store, subject: str, predicate: str) -> list[str]:
    """The objects of a subject in the default graph, as text and sorted."""
    import pyoxigraph as ox

    pattern = (ox.NamedNode(subject), ox.NamedNode(predicate), None, ox.DefaultGraph())
    found = (quad.object for quad in store.quads_for_pattern(*pattern))
    return sorted(term.value for term in found if not isinstance(term, ox.Triple))
