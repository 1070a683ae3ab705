"""IRIs: of things, roles, memberships, documents, sentences and claims.

An IRI says what it stands for in Arabic letters (RFC 3987). It depends on what the
documents say, never on the order in which they are read.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rdflib import URIRef
from rdflib.term import Node

from kg.errors import SettingsError
from kg.model import Entity

_COLLISION_DIGITS = 6
_FACT_DIGITS = 10
_MEMBERSHIP_DIGITS = 16
_CORRECTION_DIGITS = 16

_BASE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`#\x00-\x20\x7f]+/")


@dataclass(frozen=True, slots=True)
class Name:
    """What an IRI is made of: a type, the label, and the place of the smallest mention.

    ``anchor`` is (document identifier, offset), or anything else that no other thing of
    the same label has. ``is_unique`` is False for what always carries a digest.
    """

    type: str
    label: str
    anchor: tuple[str, int]
    is_unique: bool = True


def check_base(base: str) -> None:
    """Raise SettingsError where ``base`` cannot begin the graph's IRIs.

    Sentences use the fragment of an IRI, so the base may not have one.
    """
    if not _BASE.fullmatch(base):
        raise SettingsError(
            f"base IRI {base!r}: expected an absolute IRI ending in '/' without '#'"
        )


def slug(label: str) -> str:
    """The label in NFC with every run of anything but letters and digits as ``_``.

    >>> slug("مؤتمر «المدن الذكية» 2017")
    'مؤتمر_المدن_الذكية_2017'
    """
    pieces: list[str] = []
    for character in unicodedata.normalize("NFC", label):
        if _is_kept(character):
            pieces.append(character)
        elif not pieces or pieces[-1] != "_":
            pieces.append("_")
    return "".join(pieces) or "_"


def entity_iris(entities: Sequence[Entity], base: str) -> tuple[URIRef, ...]:
    """The IRI of each entity, in the same order."""
    return assign([_name(entity) for entity in entities], base)


def entity_path(entity: Entity) -> str:
    """The IRI of an entity without the base, as long as no other thing shares it."""
    name = _name(entity)
    return f"{name.type}/{slug(name.label)}"


def entity_suffix(entity: Entity) -> str:
    """What sets the IRI of an entity apart from those of others with its path."""
    return f"-{_distinct_digests([_name(entity).anchor])[0]}"


def agent_iris(authors: Sequence[str], base: str) -> dict[str, URIRef]:
    """The IRI of each author of corrections."""
    names = [Name("agent", author, (author, 0)) for author in authors]
    return dict(zip(authors, assign(names, base), strict=True))


def correction_iri(content: str, base: str) -> URIRef:
    """The IRI of a correction: a digest of all that its entry says."""
    return URIRef(f"{base}correction/{_digest(content)[:_CORRECTION_DIGITS]}")


def assign(names: Sequence[Name], base: str) -> tuple[URIRef, ...]:
    """An IRI for each name, in the same order; those that would share one carry a digest."""
    groups: dict[str, list[int]] = defaultdict(list)
    for index, name in enumerate(names):
        path = f"{base}{name.type}/{slug(name.label)}"
        # What always carries a digest never takes the plain IRI from a named thing.
        groups[path if name.is_unique else path + "-"].append(index)
    iris: list[URIRef] = [URIRef("")] * len(names)
    for path, members in groups.items():
        if len(members) == 1 and not path.endswith("-"):
            iris[members[0]] = URIRef(path)
            continue
        anchors = [names[index].anchor for index in members]
        for index, suffix in zip(members, _distinct_digests(anchors), strict=True):
            iris[index] = URIRef(f"{path.removesuffix('-')}-{suffix}")
    _separate(iris, names)
    return tuple(iris)


def document_iri(identifier: str, base: str) -> URIRef:
    """The IRI of the document with this identifier (16 hex digits)."""
    return URIRef(f"{base}document/{identifier}")


def sentence_iri(document: str, start: int, end: int) -> URIRef:
    """The IRI of ``[start, end)`` of a document, in code points, after RFC 5147."""
    return URIRef(f"{document}#char={start},{end}")


def claim_iri(sentence: str, digest: str) -> URIRef:
    """The IRI of the claim that this sentence states the fact with this digest."""
    return URIRef(f"{sentence}&claim={digest}")


def fact_digest(triple: tuple[Node, Node, Node], base: str) -> str:
    """``H`` of the contract: 10 hex digits that name a fact; the same under every base."""
    text = "\n".join(term.n3().replace(f"<{base}", "<") for term in triple)
    return _digest(text)[:_FACT_DIGITS]


def membership_iri(parts: Sequence[str], base: str) -> URIRef:
    """The IRI of a membership: a digest of person, body or place, title and stated period."""
    return URIRef(f"{base}membership/{_relative_digest(parts, base)}")


def quotation_iri(person: str, text: str, base: str) -> URIRef:
    """The IRI of what a person is quoted with: a digest of both."""
    return URIRef(f"{base}quotation/{_relative_digest((person, text), base)}")


def role_iris(roles: Mapping[str, Name], base: str) -> dict[str, URIRef]:
    """The IRI of each role by the normal form of its title."""
    keys = sorted(roles)
    return dict(zip(keys, assign([roles[key] for key in keys], base), strict=True))


def _name(entity: Entity) -> Name:
    anchor = entity.anchor
    if not entity.members and entity.place is not None:
        # What only the gazetteer knows has no mention; its number sets it apart.
        anchor = ("geonames", entity.place.geonames)
    return Name(entity.type.lower(), entity.label.text, anchor, entity.is_named)


def _is_kept(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] == "L" or category == "Nd"


def _distinct_digests(anchors: Sequence[tuple[str, int]]) -> list[str]:
    """The digests of anchors, 6 digits long; more only where 6 do not tell all apart."""
    digests = [_digest(f"{document}\n{offset}") for document, offset in anchors]
    length = _COLLISION_DIGITS
    while len({digest[:length] for digest in digests}) < len(set(digests)):
        length += 2
    return [digest[:length] for digest in digests]


def _separate(iris: Sequence[URIRef], names: Sequence[Name]) -> None:
    if len(set(iris)) == len(iris):
        return
    seen: dict[URIRef, Name] = {}
    for iri, name in zip(iris, names, strict=True):
        if iri in seen:
            raise ValueError(f"two things with one anchor: {seen[iri]} and {name}")
        seen[iri] = name


def _relative_digest(parts: Sequence[str], base: str) -> str:
    text = "\n".join(part.removeprefix(base) for part in parts)
    return _digest(text)[:_MEMBERSHIP_DIGITS]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
