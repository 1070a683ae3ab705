"""An event in a hall of a hotel is in the hotel too, where one sentence says both."""

from __future__ import annotations

from kg.model import Claim, Cluster, EntityType, Mention, Relation
from kg.resolution.nested_places import PATTERN, with_nested_places

FAIR, HALL, HOTEL, CITY, COUNTRY, BODY, AGAIN = range(7)
KINDS = {
    FAIR: EntityType.CONFERENCE,
    HALL: EntityType.PLACE,
    HOTEL: EntityType.PLACE,
    CITY: EntityType.CITY,
    COUNTRY: EntityType.COUNTRY,
    BODY: EntityType.ORGANIZATION,
    AGAIN: EntityType.CONFERENCE,
}
MENTIONS = tuple(
    Mention(
        type=kind,
        sentence=0,
        start=at * 10,
        end=at * 10 + 5,
        name=str(at),
        pattern="test",
        confidence=0.9,
    )
    for at, kind in KINDS.items()
)
CLUSTERS = (
    Cluster(EntityType.CONFERENCE, (FAIR, AGAIN), "معرض الكتاب", ("معرض الكتاب",)),
    *(
        Cluster(KINDS[at], (at,), f"مكان {at}", (f"مكان {at}",))
        for at in (HALL, HOTEL, CITY, COUNTRY, BODY)
    ),
)


def located(subject: int, place: int, *, sentence: int = 0, confidence: float = 0.9) -> Claim:
    return Claim(
        relation=Relation.LOCATION,
        subject=subject,
        object=place,
        sentence=sentence,
        start=subject * 10,
        end=place * 10 + 5,
        pattern="test",
        confidence=confidence,
    )


def nested(*claims: Claim) -> list[tuple[int, int | None, int, int, float]]:
    found = with_nested_places(claims, CLUSTERS, MENTIONS)
    assert found[: len(claims)] == claims
    assert all(claim.pattern == PATTERN for claim in found[len(claims) :])
    return [
        (claim.subject, claim.object, claim.start, claim.end, claim.confidence)
        for claim in found[len(claims) :]
    ]


def test_the_places_around_a_place_are_the_event_s_too() -> None:
    hall, hotel = located(FAIR, HALL), located(HALL, HOTEL, confidence=0.6)
    assert nested(hall, hotel) == [(FAIR, HOTEL, 0, 25, 0.6)]
    chain = nested(located(HOTEL, CITY), hotel, hall)
    assert [each[:2] for each in chain] == [(FAIR, HOTEL), (FAIR, CITY)]
    assert chain[1][4] == 0.6


def test_what_the_text_says_already_is_not_said_again() -> None:
    told = located(AGAIN, HOTEL, sentence=3)
    assert nested(located(FAIR, HALL), located(HALL, HOTEL), told) == []


def test_only_one_sentence_and_only_events_in_places() -> None:
    assert nested(located(FAIR, HALL), located(HALL, HOTEL, sentence=1)) == []
    assert nested(located(FAIR, HALL, sentence=1), located(HALL, HOTEL)) == []
    assert nested(located(BODY, HALL), located(HALL, HOTEL)) == []
    assert nested(located(FAIR, CITY), located(CITY, COUNTRY)) == []
    assert nested(located(FAIR, HALL), located(HOTEL, CITY)) == []


def test_places_that_lie_in_each_other_end() -> None:
    rounds = nested(located(FAIR, HALL), located(HALL, HOTEL), located(HOTEL, HALL))
    assert [each[:2] for each in rounds] == [(FAIR, HOTEL)]
