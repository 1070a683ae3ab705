"""The rules of scoring, each tried on a small annotation; and the gold against itself."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.evaluation import (
    Count,
    DocumentScore,
    GoldDocument,
    GoldEntity,
    GoldFact,
    PredictedEntity,
    PredictedFact,
    Prediction,
    read_gold,
    score,
)
from kg.evaluation.scoring import match
from tests.evaluation.gold_graph import perfect, seeds_gold, small_gold

GOLD = small_gold()
ENTITIES, FACTS = 12, 14


def total(found: DocumentScore) -> tuple[Count, Count]:
    return found.entity_total(), found.fact_total()


def with_facts(*facts: PredictedFact, without: Sequence[tuple[str, str]] = ()) -> Prediction:
    """The perfect prediction, less the facts (relation, subject), plus others."""
    whole = perfect(GOLD)
    kept = [fact for fact in whole.facts if (fact.rel, fact.s.removeprefix("n-")) not in without]
    return Prediction(whole.entities, (*kept, *facts))


def with_entities(change: Callable[[PredictedEntity], PredictedEntity | None]) -> Prediction:
    whole = perfect(GOLD)
    return Prediction(tuple(filter(None, map(change, whole.entities))), whole.facts)


def fact(rel: str, s: str, o: str | int | None, *titles: str) -> PredictedFact:
    end = f"n-{o}" if o in {entity.id for entity in GOLD.entities} else o
    return PredictedFact(rel, f"n-{s}", end, titles, ("جملة",), 0.9, "by.hand")


@pytest.mark.parametrize("optional", [False, True])
@pytest.mark.parametrize("gold", [GOLD, *seeds_gold()], ids=lambda gold: gold.doc)
def test_the_gold_against_itself_is_perfect(gold: GoldDocument, optional: bool) -> None:
    entities, facts = total(score(gold, perfect(gold, optional=optional)))
    assert entities == Count(sum(not e.optional for e in gold.entities), 0, 0)
    assert facts == Count(sum(not f.optional for f in gold.facts), 0, 0)


def test_all_gold_there_is_against_itself() -> None:
    folder = os.environ.get("KG_TEST_GOLD")
    if not folder:
        pytest.skip("KG_TEST_GOLD is not set to a folder of gold annotations")
    folders = [Path(folder), *(path for path in Path(folder).iterdir() if path.is_dir())]
    for gold in read_gold(folders):
        for optional in (False, True):
            found = score(gold, perfect(gold, optional=optional))
            assert all(count.f1 == 1 for count in total(found)), gold.doc
            assert not found.mistakes


def test_nothing_found() -> None:
    entities, facts = total(score(GOLD, Prediction((), ())))
    assert (entities, facts) == (Count(0, 0, ENTITIES), Count(0, 0, FACTS))
    assert (entities.precision, entities.recall, entities.f1) == (None, 0, 0)


# Roles


@pytest.mark.parametrize(
    ("person", "title", "body", "is_right"),
    [
        ("p1", "أمير منطقة مكة المكرمة", None, True),
        ("p1", "أمير", None, True),
        ("p1", "أمير", "l1", True),
        ("p1", "أمير", "c1", False),
        ("p1", "أمير منطقة", None, False),
        ("p2", "المدير العام", "o1", True),
        ("p2", "سعادة مدير عام", "o1", True),
        ("p2", "مدير عام البلدية", "o1", True),
        ("p2", "مدير عام بلدية دبي", None, True),
        ("p2", "المدير العام لبلدية دبي", None, True),
        ("p2", "المدير العام للبلدية", None, True),
        ("p2", "مدير عام", None, False),
        ("p2", "مدير", "o1", False),
        ("p2", "مدير عام", "o2", False),
        ("p3", "عضو المجلس", "o2", True),
        ("p3", "عضو", "o2", True),
    ],
)
def test_titles(person: str, title: str, body: str | None, is_right: bool) -> None:
    said = with_facts(fact("role", person, body, title), without=[("role", person)])
    _, facts = total(score(GOLD, said))
    assert facts == (Count(FACTS, 0, 0) if is_right else Count(FACTS - 1, 1, 1))


def test_a_title_may_be_in_any_of_its_spellings() -> None:
    said = with_facts(fact("role", "p2", "o1", "رئيس", "مدير عام"), without=[("role", "p2")])
    assert total(score(GOLD, said))[1].f1 == 1


def test_a_role_under_two_titles_counts_once() -> None:
    said = with_facts(fact("role", "p2", "o1", "المدير العام"))
    assert total(score(GOLD, said))[1] == Count(FACTS, 1, 0)


# What is neither rewarded nor punished


@pytest.mark.parametrize(
    ("said", "is_ignored"),
    [
        (fact("partner", "o2", "o1"), True),  # in optional
        (fact("location", "c1", "n1"), True),  # a city's country
        (fact("location", "e1", "n1"), False),
        (fact("participant", "s1", "p3"), True),  # speaks there
        (fact("participant", "e1", "p3"), True),  # speaks at its session
        (fact("participant", "e1", "o1"), True),  # organizes it
        (fact("participant", "s1", "o1"), False),  # organizes the conference, not the session
        (fact("participant", "m1", "p2"), True),  # hosts it
        (fact("participant", "m1", "p3"), False),
        (fact("host", "m1", "p1"), False),
        (fact("date", "e1", "2017-03-10"), False),
        (fact("attendance", "e1", 1400), False),
        (fact("runs", "p1", "n-nobody"), False),
    ],
)
def test_extra_facts(said: PredictedFact, is_ignored: bool) -> None:
    assert total(score(GOLD, with_facts(said)))[1] == Count(FACTS, not is_ignored, 0)


def test_a_participant_that_the_gold_has_must_be_found() -> None:
    said = with_facts(fact("speaker", "m1", "p1"), without=[("participant", "m1")])
    found = score(GOLD, said)
    assert found.facts["participant"] == Count(0, 0, 1)
    assert found.facts["speaker"] == Count(1, 1, 0)
    assert [mistake.kind for mistake in found.mistakes] == ["relation wrong"]


def test_optional_entities_and_their_facts() -> None:
    node = PredictedEntity("n-x1", "Initiative", ("خارطة الطريق",))
    whole = perfect(GOLD)
    for facts, spurious in (
        ([PredictedFact("runs", "n-o1", "n-x1")], 0),
        ([PredictedFact("runs", "n-o2", "n-x1")], 1),
    ):
        said = Prediction((*whole.entities, node), (*whole.facts, *facts))
        entities, found = total(score(GOLD, said))
        assert entities == Count(ENTITIES, 0, 0)
        assert found == Count(FACTS, spurious, 0)


def test_an_optional_fact_may_be_said_in_two_ways() -> None:
    optional = GoldFact("role", "p1", "o2", "نص", ("رئيس", "الرئيس"), optional=True)
    gold = replace(GOLD, facts=(*GOLD.facts, optional))
    said = with_facts(fact("role", "p1", "o2", "رئيس"), fact("role", "p1", "o2", "الرئيس"))
    assert total(score(gold, said))[1] == Count(FACTS, 0, 0)


def test_a_participant_said_twice_does_not_follow_from_itself() -> None:
    assert kinds(score(GOLD, with_facts(fact("participant", "m1", "p1")))) == ["said twice"]


def test_what_is_required_goes_before_what_is_optional() -> None:
    optional = GoldEntity("x2", "Person", "لوتاه", ("لوتاه",), optional=True)
    gold = replace(GOLD, entities=(optional, *GOLD.entities))
    said = Prediction((PredictedEntity("n", "Person", ("لوتاه",)),), ())
    assert score(gold, said).entities["Person"] == Count(1, 0, 2)


# Literals


@pytest.mark.parametrize(
    ("rel", "right", "wrong"),
    [
        ("date", "2017-03-10/2017-03-11", "2017-03-10"),
        ("theme", "مدن أسعد", "مدن سعيدة"),
    ],
)
def test_literals(rel: str, right: str, wrong: str) -> None:
    for value, count in ((right, Count(FACTS, 0, 0)), (wrong, Count(FACTS - 1, 1, 1))):
        said = with_facts(fact(rel, "e1", value), without=[(rel, "e1")])
        assert total(score(GOLD, said))[1] == count


def test_a_range_of_one_day_is_that_day() -> None:
    day = replace(GOLD.facts[8], o="2017-03-10")
    gold = replace(GOLD, facts=(*GOLD.facts[:8], day, *GOLD.facts[9:]))
    said = with_facts(fact("date", "e1", "2017-03-10/2017-03-10"), without=[("date", "e1")])
    assert total(score(gold, said))[1].f1 == 1


def test_each_number_of_an_attendance_is_a_fact() -> None:
    said = with_facts(fact("attendance", "e1", 700), without=[("attendance", "e1")])
    assert score(GOLD, said).facts["attendance"] == Count(1, 0, 1)


# Meetings


def meeting(*facts: PredictedFact, label: str = "اسم آخر") -> Prediction:
    """The perfect prediction with another node for the first meeting."""
    whole = perfect(GOLD)
    others = [entity for entity in whole.entities if entity.id != "n-m1"]
    kept = [said for said in whole.facts if said.s != "n-m1"]
    node = PredictedEntity("n-m", "Meeting", (label,))
    return Prediction((*others, node), (*kept, *facts))


def test_a_meeting_matches_by_those_who_were_there() -> None:
    here = meeting(PredictedFact("speaker", "n-m", "n-p1"))
    found = score(GOLD, here)
    assert found.entities["Meeting"] == Count(2, 0, 0)
    assert found.facts["host"] == Count(0, 0, 1)
    nobody = meeting(PredictedFact("participant", "n-m", "n-p3"), label="زيارة وفد البلدية")
    assert score(GOLD, nobody).entities["Meeting"] == Count(1, 1, 1)


def test_the_greatest_overlap_wins() -> None:
    more = Prediction(
        (*perfect(GOLD).entities, PredictedEntity("n-a", "Meeting", ("زيارة وفد البلدية",))),
        (*perfect(GOLD).facts, PredictedFact("participant", "n-a", "n-p1")),
    )
    found = score(GOLD, more)
    assert found.entities["Meeting"] == Count(2, 1, 0)
    assert found.facts["host"] == Count(1, 0, 0)
    assert found.facts["participant"] == Count(1, 1, 0)


def test_sharing_more_counts_before_agreeing() -> None:
    """The node was at one meeting as somebody else, and agrees in all else with another."""
    whole = perfect(GOLD)
    facts = (
        *(f for f in GOLD.facts if f.s != "m2"),
        GoldFact("participant", "m2", "p1", "نص"),
        GoldFact("location", "m2", "c1", "نص"),
    )
    gold = replace(GOLD, facts=facts)
    nodes = [node for node in whole.entities if node.type != "Meeting"]
    said = Prediction(
        (*nodes, PredictedEntity("n-m", "Meeting", ("لقاء",))),
        (
            PredictedFact("speaker", "n-m", "n-p1"),
            PredictedFact("speaker", "n-m", "n-p2"),
            PredictedFact("participant", "n-m", "n-p1"),
            PredictedFact("location", "n-m", "n-c1"),
        ),
    )
    found = score(gold, said)
    assert found.entities["Meeting"] == Count(1, 0, 1)
    # m1, with two of two, is the one that was meant; its location is in no annotation.
    assert found.facts["location"] == Count(0, 1, 2)


@pytest.mark.parametrize(
    ("facts", "optional", "best"),
    [
        # Both meetings share him; the place decides.
        ([("participant", "m2", "p1"), ("location", "m1", "c1")], False, "m1"),
        # Nothing but him; the one where he is a greater part of those there.
        ([("participant", "m2", "p1")], False, "m2"),
        ([("participant", "m2", f"p{n}") for n in (1, 2, 3)], False, "m1"),
        # What is required goes before what is optional.
        ([("participant", "m2", "p1")], True, "m1"),
    ],
)
def test_what_decides_between_meetings(
    facts: list[tuple[str, str, str]], optional: bool, best: str
) -> None:
    kept = [fact for fact in GOLD.facts if fact.rel == "host"]
    more = [GoldFact(rel, s, o, "نص") for rel, s, o in (*facts, ("participant", "m1", "p1"))]
    nodes = [node for node in perfect(GOLD).entities if node.type != "Meeting"]
    said = [PredictedFact("participant", "n-m", "n-p1")]
    said += [PredictedFact("location", "n-m", "n-c1")] if len(facts) == 2 else []
    entities = (replace(e, optional=optional and e.id == "m2") for e in GOLD.entities)
    gold = replace(GOLD, entities=tuple(entities), facts=(*kept, *more))
    meeting = PredictedEntity("n-m", "Meeting", ("لقاء",))
    found = match(gold, Prediction((*nodes, meeting), tuple(said)))
    assert found.entities["n-m"] == best


def test_a_meeting_at_which_the_gold_names_nobody_matches_by_label() -> None:
    renamed = with_entities(
        lambda node: replace(node, labels=("اجتماع",)) if node.id == "n-m2" else node
    )
    assert score(GOLD, renamed).entities["Meeting"] == Count(1, 1, 1)


# Entities, and how errors are named


def kinds(found: DocumentScore) -> list[str]:
    return [mistake.kind for mistake in found.mistakes]


def test_a_missing_entity_costs_its_facts() -> None:
    found = score(GOLD, with_entities(lambda node: None if node.id == "n-c1" else node))
    assert found.entities["City"] == Count(0, 0, 1)
    assert found.facts["location"] == Count(0, 1, 1)
    assert found.missed_with_entity == {"location": 1}
    # The end of the predicted fact is no node at all, which is not the end that was meant.
    assert kinds(found)[:2] == ["entity missed", "fact missed: entity missed"]


def test_a_wrong_type() -> None:
    found = score(
        GOLD,
        with_entities(lambda node: replace(node, type="Place") if node.id == "n-c1" else node),
    )
    assert found.entities["City"] == Count(0, 0, 1)
    assert found.entities["Place"] == Count(1, 1, 0)
    assert kinds(found) == [
        "wrong type",
        "fact missed: entity missed",
        "relation of a spurious entity",
    ]


def test_a_wrong_extent() -> None:
    longer = with_entities(
        lambda node: replace(node, labels=("بلدية دبي الكبرى",)) if node.id == "n-o1" else node
    )
    found = score(GOLD, longer)
    assert found.entities["Organization"] == Count(1, 1, 1)
    assert kinds(found)[0] == "wrong extent"
    assert found.mistakes[0].gold == "Organization بلدية دبي"
    assert found.mistakes[0].found == "Organization بلدية دبي الكبرى"


def test_a_definite_reference_in_another_name_is_no_wrong_extent() -> None:
    whole = perfect(GOLD)
    other = PredictedEntity("n-other", "Conference", ("القمة الثالثة",))
    assert kinds(score(GOLD, Prediction((*whole.entities, other), whole.facts))) == [
        "spurious entity"
    ]


def test_a_split() -> None:
    whole = perfect(GOLD)
    second = PredictedEntity("n-second", "Person", ("لوتاه",), ("قال لوتاه.",))
    found = score(GOLD, Prediction((*whole.entities, second), whole.facts))
    assert found.entities["Person"] == Count(3, 1, 0)
    (mistake,) = found.mistakes
    assert (mistake.kind, mistake.gold) == ("split", "Person حسين لوتاه")
    assert mistake.sentence == "قال لوتاه."


def test_a_split_keeps_the_node_with_the_facts() -> None:
    whole = perfect(GOLD)
    first = PredictedEntity("a-first", "Person", ("حسين لوتاه",))
    found = score(GOLD, Prediction((first, *whole.entities), whole.facts))
    assert found.entities["Person"] == Count(3, 1, 0)
    assert found.fact_total().f1 == 1


def test_of_equal_assignments_the_preferred_labels_decide() -> None:
    nodes = (
        PredictedEntity("a", "Person", ("عائشة بن بشر", "لوتاه")),
        PredictedEntity("b", "Person", ("حسين لوتاه", "عائشة بن بشر")),
    )
    assert match(GOLD, Prediction(nodes, ())).entities == {"a": "p3", "b": "p2"}


def test_a_merge() -> None:
    def merge(node: PredictedEntity) -> PredictedEntity | None:
        if node.id == "n-p3":
            return None
        return replace(node, labels=(*node.labels, "عائشة بن بشر")) if node.id == "n-p2" else node

    found = score(GOLD, with_entities(merge))
    assert found.entities["Person"] == Count(2, 0, 1)
    assert kinds(found)[0] == "merge"


def test_a_spurious_entity() -> None:
    whole = perfect(GOLD)
    other = PredictedEntity("n-other", "Country", ("فرنسا",))
    found = score(
        GOLD,
        Prediction(
            (*whole.entities, other),
            (*whole.facts, PredictedFact("location", "n-e1", "n-other", evidence=("في فرنسا",))),
        ),
    )
    assert kinds(found) == ["spurious entity", "relation of a spurious entity"]
    assert found.mistakes[1].sentence == "في فرنسا"


@pytest.mark.parametrize(
    ("said", "without", "kind"),
    [
        (None, ("speaker", "s1"), "relation missed"),
        (fact("moderator", "s1", "p3"), ("speaker", "s1"), "relation wrong"),
        (fact("part_of", "e1", "s1"), ("part_of", "s1"), "direction wrong"),
        (fact("role", "p2", "o1", "رئيس"), ("role", "p2"), "title wrong"),
        (fact("role", "p2", "o2", "مدير عام"), ("role", "p2"), "end wrong"),
        (fact("organizer", "e1", "o2"), ("organizer", "e1"), "end wrong"),
        (fact("role", "p2", "o1", "رئيس"), None, "title wrong"),
        (fact("role", "p2", "o1", "المدير العام"), None, "said twice"),
        (fact("attendance", "e1", 1400), None, "spurious relation"),
    ],
)
def test_errors_of_facts(
    said: PredictedFact | None, without: tuple[str, str] | None, kind: str
) -> None:
    facts = () if said is None else (said,)
    found = score(GOLD, with_facts(*facts, without=[without] if without else ()))
    assert kinds(found) == [kind]
    assert found.missed_with_entity == {}
    if said is not None:
        # Of two that say the same, either may be the one too many.
        assert found.mistakes[0].pattern == "by.hand" or kind == "said twice"


# Order has no influence


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 4), st.randoms(use_true_random=False))
def test_order_does_not_matter(number: int, chance: random.Random) -> None:
    gold = seeds_gold()[number]
    whole = perfect(gold, optional=True)
    # Something wrong, so that there is something to decide.
    entities = [entity for entity in whole.entities if chance.random() < 0.85]
    entities += [replace(entity, id=f"z-{entity.id}") for entity in entities[::5]]
    facts = [said for said in whole.facts if chance.random() < 0.85]
    before = score(gold, Prediction(tuple(entities), tuple(facts)))
    chance.shuffle(entities)
    chance.shuffle(facts)
    mixed = replace(
        gold,
        entities=tuple(chance.sample(gold.entities, len(gold.entities))),
        facts=tuple(chance.sample(gold.facts, len(gold.facts))),
    )
    after = score(mixed, Prediction(tuple(entities), tuple(facts)))
    assert total(after) == total(before)
    assert sorted(kinds(after)) == sorted(kinds(before))
