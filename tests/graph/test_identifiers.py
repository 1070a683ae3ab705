"""IRIs: what they are made of, when they carry a digest, and that order never matters."""

from __future__ import annotations

import hashlib
import re
import unicodedata

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Literal, URIRef

from kg.errors import SettingsError
from kg.graph import identifiers
from kg.graph.identifiers import Name, assign, check_base, slug
from kg.model import Entity, EntityType, Label, Member, PlaceRecord
from tests.graph.example import BASE

PERSON, CITY, MEETING = EntityType.PERSON, EntityType.CITY, EntityType.MEETING


def entity(
    label: str, anchor: tuple[str, int], kind: EntityType = PERSON, **more: object
) -> Entity:
    return Entity(kind, Label(label, "ar"), (), (Member(anchor[0], 0),), anchor, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("حسين لوتاه", "حسين_لوتاه"),
        ("مؤتمر «المدن الذكية» - 2017", "مؤتمر_المدن_الذكية_2017"),
        ("٥ أيام", "٥_أيام"),
        ("IBM & Co.", "IBM_Co_"),
        ("محمـد", "محمـد"),
        ("ا\u0653ل", "آل"),  # NFC joins alef and madda
        ("…", "_"),
        ("", "_"),
    ],
)
def test_a_name_keeps_letters_and_digits(label: str, name: str) -> None:
    assert slug(label) == name


def test_an_iri_is_type_and_name() -> None:
    iris = identifiers.entity_iris(
        [entity("سالم المري", ("a", 1)), entity("دبي", ("a", 9), CITY)], BASE
    )
    assert iris == (URIRef(BASE + "person/سالم_المري"), URIRef(BASE + "city/دبي"))


def test_all_things_of_one_name_carry_a_digest_of_their_anchor() -> None:
    anchors = [("b" * 16, 7), ("a" * 16, 3)]
    iris = identifiers.entity_iris([entity("سالم المري", anchor) for anchor in anchors], BASE)
    for iri, (document, offset) in zip(iris, anchors, strict=True):
        digest = hashlib.sha256(f"{document}\n{offset}".encode()).hexdigest()[:6]
        assert iri == URIRef(f"{BASE}person/سالم_المري-{digest}")


def test_an_unnamed_event_always_carries_a_digest() -> None:
    (iri,) = identifiers.entity_iris(
        [entity("اجتماع تنسيقي", ("a", 5), MEETING, is_named=False)], BASE
    )
    assert re.fullmatch(re.escape(BASE) + "meeting/اجتماع_تنسيقي-[0-9a-f]{6}", iri)


def test_an_unnamed_event_leaves_the_plain_iri_to_a_named_one() -> None:
    things = [
        entity("اللقاء", ("a", 5), MEETING, is_named=False),
        entity("اللقاء", ("a", 50), MEETING),
    ]
    iris = identifiers.entity_iris(things, BASE)
    assert iris[1] == URIRef(BASE + "meeting/اللقاء")
    assert iris[0].startswith(iris[1] + "-")


def test_places_that_only_the_gazetteer_knows_are_told_apart_by_their_number() -> None:
    things = [
        Entity(
            CITY,
            Label("طرابلس", "ar"),
            (),
            (),
            ("", 0),
            place=PlaceRecord(number, CITY, "طرابلس", "Tripoli", "", 0, 0, 0),
        )
        for number in (2210247, 266826)
    ]
    assert len(set(identifiers.entity_iris(things, BASE))) == 2


def test_two_things_that_cannot_be_told_apart_are_an_error() -> None:
    with pytest.raises(ValueError, match="one anchor"):
        identifiers.entity_iris([entity("س", ("a", 1)), entity("س", ("a", 1))], BASE)


def test_six_digits_grow_where_they_collide() -> None:
    found: dict[str, int] = {}
    offset = 0
    while True:  # two offsets whose digests begin alike
        digest = hashlib.sha256(f"a\n{offset}".encode()).hexdigest()[:6]
        if digest in found:
            break
        found[digest] = offset
        offset += 1
    names = [Name("person", "س", ("a", found[digest])), Name("person", "س", ("a", offset))]
    first, second = assign(names, BASE)
    assert first != second
    assert len(first.rpartition("-")[2]) == 8


names = st.builds(
    Name,
    st.sampled_from(["person", "city"]),
    st.sampled_from(["سالم المري", "سالم  المري", "«سالم المري»", "عمر", "ع-مر", ""]),
    st.tuples(st.sampled_from("abc"), st.integers(0, 40)),
    st.booleans(),
)


@given(
    st.lists(names, unique_by=lambda name: (name.type, slug(name.label), name.anchor)), st.randoms()
)
def test_iris_do_not_depend_on_order(found: list[Name], random: object) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert dict(zip(found, assign(found, BASE), strict=True)) == dict(
        zip(shuffled, assign(shuffled, BASE), strict=True)
    )
    assert len(set(assign(found, BASE))) == len(found)


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_every_name_makes_a_valid_iri(label: str) -> None:
    (iri,) = assign([Name("person", label, ("a", 0))], BASE)
    assert valid_rfc3987(iri)
    ox.parse(f"<{iri}> <{iri}> <{iri}> .", format=ox.RdfFormat.N_TRIPLES).__next__()
    assert unicodedata.is_normalized("NFC", iri)


UCSCHAR = [(0xA0, 0xD7FF), (0xF900, 0xFDCF), (0xFDF0, 0xFFEF)] + [
    (plane * 0x10000, plane * 0x10000 + 0xFFFD) for plane in range(1, 15)
]


def valid_rfc3987(iri: str) -> bool:
    """Whether every character may stand in the path of an IRI (RFC 3987, section 2.2)."""
    path = iri.removeprefix("https://")
    return all(
        re.fullmatch(r"[A-Za-z0-9._~!$&'()*+,;=:@/-]", c)
        or any(low <= ord(c) <= high for low, high in UCSCHAR)
        for c in path
    )


def test_sentences_and_claims_are_fragments_of_the_document() -> None:
    document = identifiers.document_iri("0123456789abcdef", BASE)
    sentence = identifiers.sentence_iri(document, 120, 342)
    assert sentence == URIRef(BASE + "document/0123456789abcdef#char=120,342")
    assert identifiers.claim_iri(sentence, "ab12") == URIRef(sentence + "&claim=ab12")


def test_a_fact_has_one_name_under_every_base() -> None:
    def digest(base: str) -> str:
        triple = (
            URIRef(base + "person/س"),
            URIRef("https://schema.org/x"),
            URIRef(base + "city/ص"),
        )
        return identifiers.fact_digest(triple, base)

    assert digest(BASE) == digest("https://other.example/")
    assert re.fullmatch("[0-9a-f]{10}", digest(BASE))
    other = (URIRef("https://a/"), URIRef("https://b/"), Literal("س", lang="ar"))
    assert identifiers.fact_digest(other, BASE) != digest(BASE)


@pytest.mark.parametrize(
    "base",
    [
        "",
        "id/",
        "https://example.org",
        "https://example.org/#",
        "https://e.org/a b/",
        "https://e.org/<x>/",
    ],
)
def test_a_base_that_cannot_begin_an_iri_is_refused(base: str) -> None:
    with pytest.raises(SettingsError, match="base IRI"):
        check_base(base)


@pytest.mark.parametrize(
    "base", [BASE, "http://localhost:8000/", "https://مثال.إختبار/روابط/", "urn:x:y/"]
)
def test_a_base_that_can_begin_an_iri_is_taken(base: str) -> None:
    check_base(base)
