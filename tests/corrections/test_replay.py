"""Replay: what corrections make of what documents say, and that they hold when documents change."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kg.corrections import (
    Act,
    Corrected,
    Correction,
    Documents,
    Judgement,
    Merge,
    Naming,
    Rename,
    Retype,
    Split,
    Stated,
    Thing,
    Witness,
    correct,
)
from kg.errors import CorrectionError
from kg.graph.corrections import naming
from kg.model import Entity, Fact, Relation
from kg.resolution import resolve
from kg.resolution.profiles import profiles
from kg.romanization import romanize
from tests.corrections.corrections import said
from tests.resolution.draft import (
    CITY,
    CONFERENCE,
    ORGANIZATION,
    PERSON,
    PLACE,
    Draft,
    gazetteer,
    one,
    parts,
)

BASE = "https://example.org/id/"


def corrected(
    drafts: Sequence[Draft], corrections: Sequence[Correction] = (), new: Correction | None = None
) -> Corrected:
    extractions = [draft.extraction() for draft in drafts]
    found = [each for one in extractions for each in profiles(one, gazetteer())]
    return correct(Documents(found, extractions, gazetteer()), corrections, NAMING, new=new)


NAMING: Naming = naming(BASE)


def write(drafts: Sequence[Draft], *acts: Act) -> list[Correction]:
    """The corrections as commands make them, one after the other."""
    found: list[Correction] = []
    for act in acts:
        found.append(corrected(drafts, found, said(act)).outcomes[-1].correction)
    return found


def iris(found: Corrected) -> set[str]:
    entities = [entity for entity in found.resolution.entities if entity.members]
    return {iri.removeprefix(BASE) for iri in NAMING.iris(entities)}


def named(found: Corrected, name: str) -> Entity:
    (entity,) = (each for each in found.resolution.entities if each.label.text == name)
    return entity


def problems(found: Corrected) -> list[str]:
    return [outcome.problem for outcome in found.outcomes]


@pytest.fixture
def summit() -> Draft:
    """A conference in Dubai at which a person of a body speaks."""
    draft = Draft("summit")
    event = draft.add(CONFERENCE, "مؤتمر الاستثمار العربي")
    person = draft.add(PERSON, "خالد سعيد الأحمد", "خالد الأحمد")
    body = draft.add(ORGANIZATION, "شركة النور")
    city = draft.add(CITY, "دبي")
    draft.state(Relation.SPEAKER, event, person)
    draft.state(Relation.ROLE, person, body, title="المدير العام")
    draft.state(Relation.LOCATION, event, city)
    draft.state(Relation.DATE, event, literal="2017-03-10/2017-03-12")
    return draft


@pytest.fixture
def news() -> Draft:
    """Another document, with a person of another name, who speaks at the same conference."""
    draft = Draft("news")
    event = draft.add(CONFERENCE, "مؤتمر الاستثمار العربي")
    person = draft.add(PERSON, "خليل حسن الأحمد")
    draft.state(Relation.SPEAKER, event, person)
    return draft


KHALID, KHALIL = Thing("person/خالد_سعيد_الأحمد"), Thing("person/خليل_حسن_الأحمد")
NOUR = Thing("organization/شركة_النور")
SPEAKER = Relation.SPEAKER


def facts_of(found: Corrected, relation: Relation) -> list[Fact]:
    return [fact for fact in found.resolution.facts if fact.relation is relation]


class TestNothing:
    def test_without_corrections_it_is_resolution(self, summit: Draft, news: Draft) -> None:
        extractions = [summit.extraction(), news.extraction()]
        assert corrected([summit, news]) == Corrected(resolve(extractions, gazetteer()))


class TestMerge:
    def test_two_become_one_and_so_do_their_facts(self, summit: Draft, news: Draft) -> None:
        drafts = [summit, news]
        assert len(facts_of(corrected(drafts), SPEAKER)) == 2
        found = corrected(drafts, write(drafts, Merge(KHALID, KHALIL)))
        assert problems(found) == [""]
        both = named(found, "خالد سعيد الأحمد")
        assert set(both.members) == {summit.member(1), news.member(1)}
        assert "خليل حسن الأحمد" in {label.text for label in both.labels}
        (fact,) = facts_of(found, SPEAKER)
        assert len(fact.evidence) == 2
        (about,) = found.outcomes[0].entities
        assert found.resolution.entities[about] == both

    def test_a_command_writes_mentions(self, summit: Draft, news: Draft) -> None:
        (correction,) = write([summit, news], Merge(KHALID, Thing(f"{BASE}{KHALIL.iri}")))
        assert isinstance(correction.act, Merge)
        assert correction.act.thing == Thing(
            KHALID.iri, (Witness(summit.identifier, 23, "خالد سعيد الأحمد"),)
        )
        assert correction.act.other.iri == KHALIL.iri

    def test_it_holds_when_iris_change(self, summit: Draft, news: Draft) -> None:
        written = write([summit, news], Merge(KHALID, KHALIL))
        fuller = one("fuller", PERSON, "خالد سعيد عبدالرحمن الأحمد", "خالد سعيد الأحمد")
        found = corrected([fuller, summit, news], written)
        assert problems(found) == [""]
        assert KHALID.iri not in iris(found)
        assert {summit.member(1), news.member(1)} <= set(
            named(found, "خالد سعيد عبدالرحمن الأحمد").members
        )

    def test_one_that_is_gone_is_a_problem_until_it_is_back(
        self, summit: Draft, news: Draft
    ) -> None:
        written = write([summit, news], Merge(KHALID, KHALIL))
        (problem,) = problems(corrected([summit], written))
        assert problem == f"none of the mentions of {KHALIL.iri} is in the store any more"
        assert problems(corrected([news, summit], written)) == [""]

    def test_what_is_one_by_itself_is_no_problem(self, summit: Draft, news: Draft) -> None:
        written = write([summit, news], Merge(KHALID, KHALIL))
        (correction,) = written
        assert problems(corrected([summit, news], [correction, correction])) == ["", ""]

    def test_what_a_command_refuses(self, summit: Draft, news: Draft) -> None:
        drafts = [summit, news]
        with pytest.raises(CorrectionError, match="found things of types Person and Organization"):
            write(drafts, Merge(KHALID, NOUR))
        with pytest.raises(CorrectionError, match="there is no person/x"):
            write(drafts, Merge(KHALID, Thing("person/x")))
        with pytest.raises(CorrectionError, match="one thing already"):
            write(drafts, Merge(KHALID, KHALIL), Merge(KHALIL, KHALID))

    def test_by_hand_a_type_that_does_not_fit_is_a_problem(
        self, summit: Draft, news: Draft
    ) -> None:
        found = corrected([summit, news], [said(Merge(KHALID, NOUR))])
        assert "expected two of one type" in problems(found)[0]
        assert found.resolution == corrected([summit, news]).resolution


class TestSplit:
    @pytest.fixture
    def drafts(self) -> list[Draft]:
        short = one("short", PERSON, "عمر خان")
        return [one("first", PERSON, "عمر خان"), one("second", PERSON, "عمر خان"), short]

    def test_by_document(self, drafts: list[Draft]) -> None:
        whole = Thing("person/عمر_خان")
        assert len(parts(corrected(drafts).resolution)) == 1
        written = write(drafts, Split(whole, documents=(drafts[1].identifier,)))
        found = corrected(drafts, written)
        assert parts(found.resolution) == {
            frozenset({drafts[0].member(0), drafts[2].member(0)}),
            frozenset({drafts[1].member(0)}),
        }
        assert len(found.outcomes[0].entities) == 2
        assert not any(iri == whole.iri for iri in iris(found))
        more = one("more", PERSON, "عمر خان")
        assert {frozenset({drafts[1].member(0)})} < parts(
            corrected([*drafts, more], written).resolution
        )

    def test_by_name(self) -> None:
        drafts = [
            one("first", ORGANIZATION, "شركة النور للاستثمار", "شركة النور"),
            one("second", ORGANIZATION, "شركة النور"),
        ]
        assert len(parts(corrected(drafts).resolution)) == 1
        thing = Thing("organization/شركة_النور_للاستثمار")
        written = write(drafts, Split(thing, name="شركة النّور"))
        assert len(parts(corrected(drafts, written).resolution)) == 2
        later = one("third", ORGANIZATION, "شركة النور")
        found = corrected([*drafts, later], written)
        assert frozenset({drafts[1].member(0), later.member(0)}) in parts(found.resolution)

    def test_what_a_command_refuses(self, drafts: list[Draft], summit: Draft) -> None:
        whole = Thing("person/عمر_خان")
        every = tuple(draft.identifier for draft in drafts)
        with pytest.raises(CorrectionError, match="is in no other document"):
            write(drafts, Split(whole, documents=every))
        with pytest.raises(CorrectionError, match="has no other name than"):
            write(drafts, Split(whole, name="عمر خان"))
        with pytest.raises(CorrectionError, match="not mentioned in these documents"):
            write([*drafts, summit], Split(whole, documents=(summit.identifier,)))
        with pytest.raises(CorrectionError, match="not mentioned under the name"):
            write(drafts, Split(whole, name="عمر"))

    def test_a_document_that_is_gone_is_a_problem(self, drafts: list[Draft]) -> None:
        written = write(drafts, Split(Thing("person/عمر_خان"), documents=(drafts[1].identifier,)))
        assert (
            "not mentioned in these documents"
            in problems(corrected([drafts[0], drafts[2]], written))[0]
        )

    def test_both_parts_can_be_named_afterwards(self, drafts: list[Draft]) -> None:
        whole = Thing("person/عمر_خان")
        written = write(drafts, Split(whole, documents=(drafts[1].identifier,)))
        outcome = corrected(drafts, written).outcomes[0]
        found = corrected(drafts, written)
        names = NAMING.iris(found.resolution.entities)
        other = Thing(names[outcome.entities[1]])
        written = [
            *written,
            *[
                corrected(drafts, written, said(Rename(other, "عمر حسن خان")))
                .outcomes[-1]
                .correction
            ],
        ]
        found = corrected(drafts, written)
        assert iris(found) == {"person/عمر_خان", "person/عمر_حسن_خان"}
        assert named(found, "عمر حسن خان").members == (drafts[1].member(0),)


class TestRename:
    def test_the_name_and_the_iri(self, summit: Draft) -> None:
        written = write([summit], Rename(KHALID, "خالد بن سعيد"))
        found = corrected([summit], written)
        entity = named(found, "خالد بن سعيد")
        assert entity.is_renamed
        assert "خالد سعيد الأحمد" in {label.text for label in entity.labels}
        assert "person/خالد_بن_سعيد" in iris(found)
        latin = {label.text for label in entity.labels if label.language == "ar-Latn"}
        assert romanize("خالد بن سعيد", is_person=True) in latin

    def test_a_city_keeps_its_other_names(self, summit: Draft) -> None:
        found = corrected([summit], write([summit], Rename(Thing("city/دبي"), "مدينة دبي الكبرى")))
        entity = named(found, "مدينة دبي الكبرى")
        assert {"دبي", "Dubai"} <= {label.text for label in entity.labels}
        assert entity.place is not None

    def test_it_survives_a_merge(self, summit: Draft, news: Draft) -> None:
        renamed = Thing("person/خالد_بن_سعيد")
        drafts = [summit, news]
        for first, second in ((KHALIL, renamed), (renamed, KHALIL)):
            written = write(drafts, Rename(KHALID, "خالد بن سعيد"), Merge(first, second))
            assert len(named(corrected(drafts, written), "خالد بن سعيد").members) == 2

    def test_the_name_that_it_has(self, summit: Draft) -> None:
        with pytest.raises(CorrectionError, match="this name already"):
            write([summit], Rename(KHALID, "خالد سعيد الأحمد"))


class TestRetype:
    def test_facts_that_do_not_fit_are_left_out_and_told(self, summit: Draft) -> None:
        written = write([summit], Retype(NOUR, PERSON))
        found = corrected([summit], written)
        assert named(found, "شركة النور").type is PERSON
        assert facts_of(found, Relation.ROLE) == []
        assert found.outcomes[0].note == "1 fact left out that no thing of type Person can have"
        assert len(facts_of(found, SPEAKER)) == 1

    def test_what_fits_stays(self, summit: Draft) -> None:
        found = corrected([summit], write([summit], Retype(NOUR, PLACE)))
        assert len(facts_of(found, Relation.ROLE)) == 1
        assert found.outcomes[0].note == ""

    def test_the_gazetteer_is_forgotten(self, summit: Draft) -> None:
        assert named(corrected([summit]), "دبي").place is not None
        found = corrected([summit], write([summit], Retype(Thing("city/دبي"), PLACE)))
        assert named(found, "دبي").place is None

    def test_retyped_things_can_be_merged(self, summit: Draft, news: Draft) -> None:
        mistaken = one("mistaken", PLACE, "شركة النور")
        drafts = [summit, mistaken]
        place = Thing("place/شركة_النور")
        written = write(drafts, Retype(place, ORGANIZATION))
        written += [
            said(
                Merge(*(Thing("x/x", (Witness(d.identifier, o, "شركة النور"),)) for d, o in pairs))
            )
            for pairs in [((summit, summit.mentions[3].start), (mistaken, 0))]
        ]
        found = corrected(drafts, written)
        assert problems(found) == ["", ""]
        assert len(named(found, "شركة النور").members) == 2


class TestJudgements:
    def digest(self, found: Corrected, relation: Relation, value: object = None) -> str:
        return next(
            digest
            for digest, at, said in NAMING.facts(found.resolution)
            if found.resolution.facts[at].relation is relation and value in (None, said)
        )

    def judged(
        self, drafts: Sequence[Draft], relation: Relation, value: object = None
    ) -> list[Correction]:
        return write(drafts, Judgement(self.digest(corrected(drafts), relation, value), False))

    @pytest.mark.parametrize("relation", [SPEAKER, Relation.ROLE, Relation.LOCATION])
    def test_a_rejected_fact_goes_and_no_other(self, summit: Draft, relation: Relation) -> None:
        before = corrected([summit])
        found = corrected([summit], self.judged([summit], relation))
        gone = set(before.resolution.facts) - set(found.resolution.facts)
        assert [fact.relation for fact in gone] == [relation]
        assert found.resolution.entities == before.resolution.entities

    def test_whatever_document_states_it(self, summit: Draft, news: Draft) -> None:
        written = self.judged([summit], SPEAKER)
        again = Draft("again")
        event, person = (
            again.add(CONFERENCE, "مؤتمر الاستثمار العربي"),
            again.add(PERSON, "خالد سعيد الأحمد"),
        )
        again.state(SPEAKER, event, person)
        found = corrected([summit, again, news], written)
        assert problems(found) == [""]
        (left,) = facts_of(found, SPEAKER)
        assert found.resolution.entities[left.object or 0].label.text == "خليل حسن الأحمد"

    def test_after_a_merge_it_is_still_rejected(self, summit: Draft, news: Draft) -> None:
        drafts = [summit, news]
        digest = self.digest(corrected(drafts), SPEAKER)
        written = write(drafts, Judgement(digest, False), Merge(KHALID, KHALIL))
        assert facts_of(corrected(drafts, written), SPEAKER) == []

    def test_a_role_by_its_title_however_spelt(self, summit: Draft) -> None:
        written = self.judged([summit], Relation.ROLE)
        other = Draft("other")
        person, body = other.add(PERSON, "خالد سعيد الأحمد"), other.add(ORGANIZATION, "شركة النور")
        other.state(Relation.ROLE, person, body, title="مدير عام")
        other.state(Relation.ROLE, person, body, title="رئيس مجلس الإدارة")
        found = corrected([summit, other], written)
        assert [fact.title for fact in facts_of(found, Relation.ROLE)] == ["رئيس مجلس الإدارة"]

    def test_the_end_of_an_event_leaves_its_start(self, summit: Draft) -> None:
        ends = self.judged([summit], Relation.DATE, "../2017-03-12")
        (date,) = facts_of(corrected([summit], ends), Relation.DATE)
        assert date.literal == "2017-03-10"
        starts = self.judged([summit], Relation.DATE, "2017-03-10")
        assert facts_of(corrected([summit], starts), Relation.DATE) == []

    def test_what_the_gazetteer_knows_can_be_rejected(self, summit: Draft) -> None:
        found = corrected([summit])
        digest, at = next(
            (digest, at)
            for digest, at, _ in NAMING.facts(found.resolution)
            if not found.resolution.facts[at].evidence
        )
        written = write([summit], Judgement(digest, False))
        gone = found.resolution.facts[at]
        assert gone not in corrected([summit], written).resolution.facts
        assert written == write([summit], Judgement(digest, False))

    def test_by_hand_the_digest_is_enough(self, summit: Draft) -> None:
        digest = self.digest(corrected([summit]), SPEAKER)
        found = corrected([summit], [said(Judgement(digest, False))])
        assert facts_of(found, SPEAKER) == []

    def test_a_fact_of_no_document_is_a_problem(self, summit: Draft, news: Draft) -> None:
        found = corrected([summit], [said(Judgement("0123456789", False))])
        assert problems(found) == ["no document states the fact 0123456789"]
        written = self.judged([summit], SPEAKER)
        assert "mentions" in problems(corrected([news], written))[0]

    def test_an_accepted_fact_stays(self, summit: Draft) -> None:
        digest = self.digest(corrected([summit]), SPEAKER)
        written = write([summit], Judgement(digest, True))
        found = corrected([summit], written)
        assert found.resolution == corrected([summit]).resolution
        assert [each.fact.relation for each in found.outcomes[0].judged] == [SPEAKER]

    def test_the_last_judgement_counts(self, summit: Draft) -> None:
        digest = self.digest(corrected([summit]), SPEAKER)
        no, yes = Judgement(digest, False), Judgement(digest, True)
        assert facts_of(corrected([summit], write([summit], yes, no)), SPEAKER) == []
        assert len(facts_of(corrected([summit], write([summit], no, yes)), SPEAKER)) == 1
        with pytest.raises(CorrectionError, match="rejected already"):
            write([summit], yes, no, no)
        with pytest.raises(CorrectionError, match="accepted already"):
            write([summit], yes, yes)

    def test_by_hand_in_words(self, summit: Draft, news: Draft) -> None:
        stated = Stated(SPEAKER, Thing("conference/مؤتمر_الاستثمار_العربي"), KHALIL)
        found = corrected([summit, news], [said(Judgement("0123456789", False, stated))])
        assert problems(found) == [""]
        (left,) = facts_of(found, SPEAKER)
        assert found.resolution.entities[left.object or 0].label.text == "خالد سعيد الأحمد"


class TestNames:
    def test_by_hand_the_iri_is_enough(self, summit: Draft, news: Draft) -> None:
        by_hand = [said(Merge(KHALID, Thing(BASE + KHALIL.iri))), said(Rename(KHALIL, "خالد"))]
        found = corrected([summit, news], by_hand)
        assert problems(found) == ["", ""]
        assert len(named(found, "خالد").members) == 2

    def test_of_things_that_share_a_name_each_has_its_own(self) -> None:
        drafts = []
        for number, city in enumerate(("القاهرة", "دبي")):
            draft = Draft(f"{number}")
            person, body = draft.add(PERSON, "علي حسن"), draft.add(ORGANIZATION, f"بلدية {city}")
            place = draft.add(CITY, city)
            draft.state(Relation.LOCATION, body, place)
            draft.state(Relation.ROLE, person, body, title="مدير")
            drafts.append(draft)
        found = corrected(drafts)
        both = sorted(iri for iri in iris(found) if iri.startswith("person/"))
        assert len(both) == 2, "resolution has told them apart"
        renamed = corrected(drafts, [said(Rename(Thing(both[0]), "علي حسن عمر"))])
        assert problems(renamed) == [""]
        assert {"person/علي_حسن_عمر", "person/علي_حسن"} <= iris(renamed)
        (problem,) = problems(corrected(drafts, [said(Rename(Thing("person/علي_حسن"), "x"))]))
        assert problem == f"person/علي_حسن is several things; expected one of {', '.join(both)}"
        both_renamed = corrected(
            drafts,
            [
                said(Rename(Thing(both[0]), "علي حسن عمر")),
                said(Rename(Thing("person/علي_حسن"), "علي حسن زيد")),
            ],
        )
        assert problems(both_renamed) == ["", ""]

    def test_a_mention_whose_offset_moved_is_found_by_its_name(self, summit: Draft) -> None:
        thing = Thing("person/x", (Witness(summit.identifier, 9999, "خالد الأحمد"),))
        assert problems(corrected([summit], [said(Rename(thing, "خالد"))])) == [""]
        strange = Thing("person/x", (Witness(summit.identifier, 9999, "زيد"),))
        assert problems(corrected([summit], [said(Rename(strange, "خالد"))])) != [""]

    def test_most_of_the_mentions_decide(self) -> None:
        drafts = [one(f"{n}", PERSON, name) for n, name in enumerate(["زيد علي"] * 2 + ["عمر خان"])]
        mentions = tuple(Witness(d.identifier, 0, d.mentions[0].name) for d in reversed(drafts))
        found = corrected(drafts, [said(Rename(Thing("person/x", mentions), "زيد"))])
        assert {"person/زيد", "person/عمر_خان"} == iris(found)

    def test_the_order_of_documents_says_nothing(self, summit: Draft, news: Draft) -> None:
        written = write([summit, news], Merge(KHALID, KHALIL), Rename(KHALID, "خالد"))
        assert corrected([summit, news], written) == corrected([news, summit], written)
