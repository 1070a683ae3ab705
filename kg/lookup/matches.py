"""Matches: the things that a text means, and what one needs to know to choose among them."""

from __future__ import annotations

import urllib.parse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.arabic import is_arabic, name_key
from kg.errors import FindError
from kg.graph.redirects import successors
from kg.graph.vocabulary import CLAIMS_GRAPH, ORG, RDF, RW, SDO, SKOS, TYPES
from kg.latin import latin_key
from kg.lookup.names import Likeness, Name
from kg.model import EntityType
from kg.results import OWN_PREFIX, shorten
from kg.settings import DEFAULT_BASE

if TYPE_CHECKING:
    from kg.graph.store import Graph

_SHOWN = 10
_NEAREST = 5
_LIKE = 60
"""How like an unknown name those are that are offered for it, of 100."""
_DEFAULT = ox.DefaultGraph()
_CLAIMS = ox.NamedNode(str(CLAIMS_GRAPH))
_TYPE = ox.NamedNode(str(RDF.type))
_SUBJECT, _OBJECT = ox.NamedNode(str(RDF.subject)), ox.NamedNode(str(RDF.object))
_PREFERRED = ox.NamedNode(str(SKOS.prefLabel))
_MENTIONS = ox.NamedNode(str(SDO.mentions))
LABELS = (_PREFERRED, ox.NamedNode(str(SKOS.altLabel)))
"""The properties that name a thing, the preferred name first."""
BODIES = (ox.NamedNode(str(ORG.organization)), ox.NamedNode(str(RW.jurisdiction)))
"""The properties that join a membership to its body or place."""
KINDS = tuple(
    (ox.NamedNode(str(class_)), kind)
    # Cities and countries are places too; the most telling class decides.
    for class_, kind in sorted(TYPES.items(), key=lambda item: item[1] is EntityType.PLACE)
)
"""Classes with the type that each stands for; of several the first decides."""


@dataclass(frozen=True, slots=True)
class Match:
    """A thing that a text means.

    ``label`` is its preferred name, ``matched`` the name that the text means (the preferred one
    where it was an IRI), ``facts`` the number of stated facts that it is an end of, and
    ``mentions`` that of the sentences that speak of it.
    """

    iri: str
    type: EntityType
    label: str
    matched: str
    likeness: Likeness
    facts: int
    mentions: int


def find(graph: Graph, text: str, *, type: EntityType | None = None) -> tuple[Match, ...]:
    """The things of ``graph`` that ``text`` means; only those of ``type`` where it is given.

    ``text`` is an IRI (whole, relative to the graph's base as ``person/…``, or as results print
    it, ``id:person/…``), also one that things had before, or a name in any spelling, or some of
    its words or their beginnings. The surest come first (see :class:`Likeness`), then those with
    the most facts.
    """
    store = graph.store
    iris = find_iris(store, graph.catalogue.base, text)
    if iris:
        found: Mapping[str, tuple[Likeness, str]] = dict.fromkeys(iris, (Likeness.IRI, ""))
    else:
        wanted = Name.of(text)
        likely = wanted.possible(read_labels(store)) if wanted.words else ()
        found = best((iri, label, wanted.likeness(Name.of(label))) for iri, label in likely)
    matches = (_match(store, iri, *how, type) for iri, how in found.items())
    return ranked(match for match in matches if match is not None)


def find_one(graph: Graph, text: str, *, type: EntityType | None = None) -> Match:
    """The one thing that ``text`` means; an exact name is surer than a part of one.

    Raises FindError, which lists the candidates, where there are several, and the names most
    like ``text`` where there is none.
    """
    found = find(graph, text, type=type)
    if not found and (near := nearest(graph, text, type=type)):
        lines = "\n  ".join(map(describe, near))
        raise FindError(f"{_nothing(text)}; the names most like it:\n  {lines}")
    return choose(found, text)


def nearest(graph: Graph, text: str, *, type: EntityType | None = None) -> tuple[Match, ...]:
    """The things with the names most like a ``text`` that names none, the likest first."""
    from rapidfuzz import fuzz, process

    key = name_key if is_arabic(text) else latin_key
    wanted = key(text)
    if not wanted:
        return ()
    labels = [pair for pair in read_labels(graph.store) if is_arabic(pair[1]) == is_arabic(text)]
    alike = process.extract(
        wanted,
        [key(label) for _, label in labels],
        scorer=fuzz.token_sort_ratio,
        score_cutoff=_LIKE,
        limit=None,
    )
    ordered = sorted((-score, *labels[number]) for _, score, number in alike)
    found: dict[str, Match] = {}
    for _, iri, label in ordered:
        if len(found) == _NEAREST:
            break
        if iri not in found and (match := _match(graph.store, iri, Likeness.PART, label, type)):
            found[iri] = match
    return tuple(found.values())


def choose(matches: Sequence[Match], text: str) -> Match:
    """The only match that is as sure as the first. Raises FindError as :func:`find_one` does."""
    if not matches:
        raise FindError(_nothing(text))
    first, *others = surest(matches)
    if not others:
        return first
    shown = [describe(each) for each in (first, *others)[:_SHOWN]]
    more = [f"… and {len(others) + 1 - _SHOWN} more"] if len(others) >= _SHOWN else []
    lines = "\n  ".join((*shown, *more))
    raise FindError(
        f"{text!r} may be {len(others) + 1} things; expected one of these IRIs:\n  {lines}"
    )


def _nothing(text: str) -> str:
    return f"found nothing that is named {text!r}; expected a name or an IRI of the graph"


def surest(matches: Sequence[Match]) -> list[Match]:
    """Of ranked matches those that are as sure as the first.

    A whole name that is the preferred name of one thing alone means it, and not what is called so
    too: «باراك أوباما» is himself, and not his father, of whom it is a part of the name.
    """
    found = [each for each in matches if each.likeness == matches[0].likeness]
    preferred = [
        each
        for each in found
        if each.likeness in (Likeness.SPELLING, Likeness.NAME) and each.matched == each.label
    ]
    return preferred if len(preferred) == 1 else found


def describe(match: Match) -> str:
    """A match in a line: IRI, type, names, and how much is known of it."""
    names = f"«{match.label}»"
    if match.matched != match.label:
        names += f" («{match.matched}»)"
    facts = f"{match.facts} fact{'' if match.facts == 1 else 's'}"
    sentences = f"{match.mentions} sentence{'' if match.mentions == 1 else 's'}"
    return f"{shorten(match.iri)}  {match.type}  {names}  {facts}, {sentences}"


def ranked(matches: Iterable[Match]) -> tuple[Match, ...]:
    """Matches in their order: the surest first, then by the number of facts and mentions."""
    return tuple(
        sorted(
            matches,
            key=lambda match: (match.likeness, -match.facts, -match.mentions, match.iri),
        )
    )


def best(
    compared: Iterable[tuple[str, str, Likeness | None]],
) -> Mapping[str, tuple[Likeness, str]]:
    """For each IRI the surest likeness and the label that has it, of several the shortest."""
    found: dict[str, tuple[Likeness, str]] = {}
    for iri, label, likeness in compared:
        if likeness is not None:
            known = found.get(iri)
            if known is None or _short_first((likeness, label)) < _short_first(known):
                found[iri] = (likeness, label)
    return found


def _short_first(how: tuple[Likeness, str]) -> tuple[Likeness, int, str]:
    likeness, label = how
    return likeness, len(label), label


def read_labels(store: ox.Store) -> Iterator[tuple[str, str]]:
    """(IRI, label) of all that is named, roles too."""
    for property in LABELS:
        for quad in store.quads_for_pattern(None, property, None, _DEFAULT):
            yield quad.subject.value, quad.object.value  # type: ignore[union-attr]


def find_iris(store: ox.Store, base: str, text: str) -> tuple[str, ...]:
    """The IRI that ``text`` is, of a thing of the store; those that replaced it; or none."""
    # Copied from a terminal or the address bar of a browser.
    bare = text.strip(" \t\n\u200e\u200f").removeprefix("<").removesuffix(">")
    relative = bare.removeprefix(f"{OWN_PREFIX}:")
    for iri in dict.fromkeys((bare, (base or DEFAULT_BASE) + relative)):
        for spelled in dict.fromkeys((iri, urllib.parse.unquote(iri))):
            if read_type(store, spelled) is not None:
                return (spelled,)
            if replaced := successors(store, spelled):
                return replaced
    return ()


def read_type(store: ox.Store, iri: str) -> EntityType | None:
    """The type of a thing; None for all that is none, and for what is no IRI."""
    try:
        node = ox.NamedNode(iri)
    except ValueError:
        return None
    quads = store.quads_for_pattern(node, _TYPE, None, _DEFAULT)
    classes = {quad.object for quad in quads}
    return next((kind for class_, kind in KINDS if class_ in classes), None)


def _match(
    store: ox.Store, iri: str, likeness: Likeness, matched: str, wanted: EntityType | None
) -> Match | None:
    kind = read_type(store, iri)
    if kind is None or (wanted is not None and kind is not wanted):
        return None
    node = ox.NamedNode(iri)
    label = next(
        (q.object.value for q in store.quads_for_pattern(node, _PREFERRED, None, _DEFAULT)),  # type: ignore[union-attr]
        iri,
    )
    sentences = store.quads_for_pattern(None, _MENTIONS, node, None)
    return Match(
        iri=iri,
        type=kind,
        label=label,
        matched=matched or label,
        likeness=likeness,
        facts=len({claim.rpartition("&claim=")[2] for claim in read_claims_of(store, iri)}),
        mentions=sum(1 for quad in sentences if quad.graph_name != _DEFAULT),
    )


def read_claims_of(store: ox.Store, iri: str) -> Iterator[str]:
    """The IRIs of the claims about a thing; a role's claims are about its body or place too."""
    node = ox.NamedNode(iri)
    ends = [(property, node) for property in (_SUBJECT, _OBJECT)]
    for property in BODIES:
        memberships = store.quads_for_pattern(None, property, node, _DEFAULT)
        ends += [(_SUBJECT, quad.subject) for quad in memberships]  # type: ignore[misc]
    for property, end in ends:
        for quad in store.quads_for_pattern(None, property, end, _CLAIMS):
            yield quad.subject.value  # type: ignore[union-attr]
