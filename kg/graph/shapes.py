"""Is a graph what the contract says? SHACL shapes, and SPARQL checks for what they cannot say.

The shapes (``ontology/shapes.ttl``) run in pySHACL, the checks (``ontology/checks.toml``), which
look at named graphs, in Oxigraph.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.assets import folder
from kg.errors import StoreError
from kg.graph.ontology import CHECKS_FILE
from kg.graph.shacl import Violation, find_violations
from kg.graph.terms import to_ox
from kg.graph.vocabulary import CLAIMS_GRAPH, NIF, PREFIXES, PROV

if TYPE_CHECKING:
    from kg.graph.store import Graph

_ANCHOR = ox.NamedNode(str(NIF.anchorOf))
_QUOTED = ox.NamedNode(str(PROV.wasQuotedFrom))
_CLAIMS = ox.NamedNode(str(CLAIMS_GRAPH))


@dataclass(frozen=True, slots=True, order=True)
class Result:
    """Something wrong with a node.

    ``sentence`` is the IRI of the sentence that is its evidence, ``text`` the sentence's text; both
    are empty where there is none. ``shape`` is the IRI of the shape, or the name of the
    check, that failed; ``value`` is what was found, where one value is to blame.
    """

    node: str
    shape: str
    value: str
    sentence: str
    text: str
    message_ar: str
    message_en: str


@dataclass(frozen=True, slots=True)
class Report:
    """What validation found, by node; ``conforms`` where nothing is wrong."""

    conforms: bool
    results: tuple[Result, ...]

    def text(self, *, language: str = "en") -> str:
        """The report to be read, its messages in English (``en``) or Arabic (``ar``)."""
        if self.conforms:
            return "الرسم سليم\n" if language == "ar" else "The graph conforms.\n"
        lines: list[str] = []
        for result in self.results:
            message = result.message_ar if language == "ar" else result.message_en
            lines.append(f"{result.node}: {message} [{result.shape.rpartition('#')[2]}]")
            lines.extend(
                f"  {line}" for line in (result.value, result.sentence, result.text) if line
            )
        return "\n".join(lines) + "\n"


def validate(graph: Graph) -> Report:
    """Check ``graph`` against the shapes and the checks.

    Raises StoreError where their files cannot be read.
    """
    store = graph.store
    results = {_of_violation(violation, store) for violation in find_violations(store)}
    results.update(_of_checks(store))
    return Report(not results, tuple(sorted(results)))


def _of_violation(violation: Violation, store: ox.Store) -> Result:
    sentence = _evidence(violation, store)
    return Result(
        node=str(violation.node),
        shape=violation.shape,
        value="" if violation.value in (None, violation.node) else str(violation.value),
        sentence=sentence,
        text=_text(sentence, store),
        message_ar=violation.messages.get("ar", ""),
        message_en=violation.messages.get("en", ""),
    )


def _of_checks(store: ox.Store) -> Iterator[Result]:
    for check in _checks():
        solutions: Any = store.query(check["query"], prefixes=dict(PREFIXES))
        names = {variable.value for variable in solutions.variables}
        for solution in solutions:
            found = {name: solution[name] for name in names if solution[name] is not None}
            sentence = found["sentence"].value if "sentence" in found else ""
            if not sentence:
                sentence = _sentence_of(found["node"], store)
            yield Result(
                node=_shown(found["node"]),
                shape=check["name"],
                value=_shown(found["value"]) if "value" in found else "",
                sentence=sentence,
                text=_text(sentence, store),
                message_ar=check["ar"],
                message_en=check["en"],
            )


def _evidence(violation: Violation, store: ox.Store) -> str:
    """The sentence that says what is wrong, else one that speaks of the node."""
    try:
        node = to_ox(violation.node)
        path = None if violation.path is None else to_ox(violation.path)
        value = None if violation.value is None else to_ox(violation.value)
    except ValueError:
        return ""
    if path is not None and value is not None:
        said = [q.graph_name for q in store.quads_for_pattern(node, path, value, None)]  # type: ignore[arg-type]
        sentence = _first_sentence(said, store)
        if sentence:
            return sentence
    return _sentence_of(node, store)


def _sentence_of(node: Any, store: ox.Store) -> str:
    """The node itself if it is a sentence, a claim's sentence, or the first that speaks of it."""
    if not isinstance(node, ox.NamedNode):
        return ""
    if _text(node.value, store):
        return node.value
    for quad in store.quads_for_pattern(node, _QUOTED, None, _CLAIMS):
        return _shown(quad.object)
    said = (quad.graph_name for quad in store.quads_for_pattern(node, None, None, None))
    return _first_sentence(said, store)


def _first_sentence(graphs: Iterable[Any], store: ox.Store) -> str:
    names = {graph.value for graph in graphs if isinstance(graph, ox.NamedNode)}
    return next((name for name in sorted(names) if _text(name, store)), "")


def _text(sentence: str, store: ox.Store) -> str:
    if not sentence:
        return ""
    texts = store.quads_for_pattern(ox.NamedNode(sentence), _ANCHOR, None, ox.DefaultGraph())
    return next((_shown(quad.object) for quad in texts), "")


def _shown(term: Any) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


@lru_cache(maxsize=1)
def _checks() -> tuple[Mapping[str, str], ...]:
    file = folder("ontology") / CHECKS_FILE
    try:
        return tuple(tomllib.loads(file.read_text(encoding="utf-8"))["check"])
    except (OSError, ValueError, KeyError) as error:
        raise StoreError(f"{file}: the checks cannot be read: {error!r}") from error
