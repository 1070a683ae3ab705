"""Which candidate stands, and by which rule the others lose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.gazetteer import Gazetteer
from kg.language import analyse
from kg.lexicons import Lexicons
from kg.mentions import deliberate, recognise
from kg.mentions.candidates import RULES, Candidate, choose, decide
from kg.model import Document


def candidate(kind: str, first: int, last: int, rank: int, name: str = "") -> Candidate:
    return Candidate(kind, first, last, name, f"{kind.lower()}.x", 0.9, rank)


@pytest.mark.parametrize(
    ("rule", "winner", "loser"),
    [
        ("rank", candidate("City", 1, 2, 50), candidate("Person", 0, 4, 40)),
        ("length", candidate("City", 1, 4, 50), candidate("Person", 0, 2, 50)),
        ("place", candidate("Person", 0, 2, 50), candidate("City", 1, 3, 50)),
        ("kind", candidate("City", 0, 2, 50), candidate("Person", 0, 2, 50)),
        ("order", candidate("City", 0, 2, 50, "a"), candidate("City", 0, 2, 50, "b")),
    ],
    ids=RULES,
)
def test_the_first_rule_that_tells_them_apart(
    rule: str, winner: Candidate, loser: Candidate
) -> None:
    stands, lost = decide([winner, loser])
    assert (stands.candidate, stands.winner, stands.rule) == (winner, None, "")
    assert (lost.candidate, lost.winner, lost.rule) == (loser, winner, rule)
    if rule != "order":
        assert decide([loser, winner]) == [stands, lost]


def test_of_several_winners_the_strongest_is_named() -> None:
    strong, weak = candidate("City", 2, 3, 60), candidate("Person", 0, 1, 50)
    lost = decide([candidate("Place", 0, 3, 40), weak, strong])[-1]
    assert (lost.winner, lost.rule) == (strong, "rank")


def test_what_lost_takes_no_room() -> None:
    top, middle, low = (candidate("City", n, n + 2, 50 - n) for n in range(3))
    assert choose([low, middle, top]) == [top, low]


CANDIDATES = st.lists(
    st.builds(
        lambda kind, first, length, rank: candidate(kind, first, first + length, rank),
        st.sampled_from(["City", "Person", "Title"]),
        st.integers(0, 12),
        st.integers(1, 5),
        st.sampled_from([10, 45, 55]),
    ),
    max_size=25,
)


@given(candidates=CANDIDATES)
def test_every_candidate_stands_apart_or_lost_to_one_that_stands(
    candidates: list[Candidate],
) -> None:
    decisions = decide(candidates)
    assert sorted(map(repr, candidates)) == sorted(repr(each.candidate) for each in decisions)
    standing = [each.candidate for each in decisions if each.winner is None]
    assert sorted(standing, key=lambda each: each.first) == choose(candidates)
    covered = [index for each in standing for index in range(each.first, each.last)]
    assert len(covered) == len(set(covered))
    for each in decisions:
        if each.winner is not None:
            assert each.winner in standing
            assert each.winner.first < each.candidate.last
            assert each.candidate.first < each.winner.last
            assert each.rule in RULES


def test_deliberation_is_what_recognition_does(lexicons: Lexicons, gazetteer: Gazetteer) -> None:
    text = (
        "افتتح سعادة المهندس عصام خلف مؤتمر المدن الذكية في مركز الخليج بمدينة دبي. "
        "وقال خلف إن برنامج الأمم المتحدة الإنمائي يشارك في المؤتمر."
    )
    document = Document(text=text, identifier="", sha256="")
    sentences = analyse(document)
    recognition = recognise(document, sentences, lexicons, gazetteer)
    considered = deliberate(document, sentences, lexicons, gazetteer)
    assert [words for words, _ in considered] == list(recognition.words)
    spans = [[(chunk.first, chunk.last) for chunk in line] for line in recognition.chunks]
    standing = [
        sorted((e.candidate.first, e.candidate.last) for e in decisions if e.winner is None)
        for _, decisions in considered
    ]
    assert standing == spans
    assert any(each.winner for _, decisions in considered for each in decisions)
