"""The levels of the cascade, lists, context, literals, determinism and hostile texts."""

import pickle
import time
from pathlib import Path

import pytest

from kg.chunks import Chunk, Item, Recognition, Word
from kg.model import Claim, EntityType, Mention, Relation
from kg.relations import relate
from kg.relations.cascade import read_document
from kg.relations.context import REACH, Context
from kg.relations.items import kind_tags, read_items
from kg.relations.lists import join_lists
from kg.relations.rules import Rules, load
from tests.relations.reading import document, read, recognition, rules

OFFICE = """
[[pattern]]
id = "office.{name}"
level = "offices"
match = '{match}'
confidence = 0.9
source = "own"
positive = ["قال مدير => office: مدير"]
negative = ["قال"]
"""

PARTNERS = """
[[pattern]]
id = "partner.each_other"
level = "events"
match = 'تعاونت {who:@Agents}'
claims = [{ relation = "partner", subject = "who", object = "who" }]
confidence = 0.9
source = "own"
positive = ["تعاونت أ وب => partner: أ | ب; partner: ب | أ"]
negative = ["تعاونت أ"]
"""


def item(tags: str, mention: int | None = None, kind: str = "") -> Item:
    found = frozenset(tags.split()) | (kind_tags(kind) if kind else frozenset())
    chunk = None if mention is None else Chunk(kind, 0, 1, "", mention)
    return Item(0, 1, found, () if mention is None else (mention,), chunk)


def people(*tags: str) -> list[Item]:
    """Items from short words: a digit is a person with that mention, «+و1» one with «و»."""
    items = []
    for each in tags:
        if each[-1].isdigit():
            items.append(item(each[:-1], int(each[-1]), "Person"))
        else:
            items.append(item("w:" + each + (" #barrier" if each == "." else "")))
    return items


# --- lists ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "حضر ملتقى العلوم يونس سالم، والوزير الكبير المحترم خالد مراد",
            ["يونس سالم", "خالد مراد"],
        ),
        ("حضر ملتقى العلوم يونس سالم، والتونسي خالد مراد", ["يونس سالم", "خالد مراد"]),
        ("حضر ملتقى العلوم يونس سالم، ورئيس الوفد تحدث مع خالد مراد", ["يونس سالم"]),
        ("حضر ملتقى العلوم يونس سالم، وغاب خالد مراد", ["يونس سالم"]),
    ],
)
def test_a_list_goes_on_behind_a_title_of_unknown_words(text: str, expected: list[str]) -> None:
    reading = read(text)
    claims = [each for each in reading.claims if each.relation is Relation.PARTICIPANT]
    assert [reading.mentions[each.object or 0].name for each in claims] == expected


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (["1", "+و2"], [(1, 2)]),
        (["1", "،", "+و2", "،", "+و3"], [(1, 2, 3)]),
        (["1", "،", "2", "،", "+و3"], [(1, 2, 3)]),
        (["1", "،", "2", "."], [(1, 2), ()]),
        (["1", "،", "2"], [(1, 2)]),
        (["1", "،", "2", "قال"], [(1,), (), (2,), ()]),
        (["1", "2"], [(1,), (2,)]),
        (["1", "الي", "جانب", "2"], [(1, 2)]),
        (["1", "الي", "2"], [(1,), (), (2,)]),
        (["1", "بالاضافه", "الي", "2", "ثم", "3"], [(1, 2, 3)]),
        (["1", "ثم"], [(1,), ()]),
        (["1", "(", "هو", ")", "+و2"], [(1, 2)]),
        (["1", "(", "هو"], [(1,), (), ()]),
        (["1", "+ل2"], [(1,), (2,)]),
        (["1", "+و +ل2"], [(1,), (2,)]),
        (["1", "ثم", "+ب2"], [(1,), (), (2,)]),
        (["1", "+و1"], [(1,)]),
    ],
)
def test_lists_join_what_belongs_together(
    items: list[str], expected: list[tuple[int, ...]]
) -> None:
    joined = join_lists(people(*items))
    assert [each.mentions for each in joined] == expected


def test_a_list_keeps_the_kinds_and_proclitics_that_all_or_the_first_have() -> None:
    mixed = [item("+ب", 1, "Person"), item("+و", 2, "Organization")]
    (joined,) = join_lists(mixed)
    assert {"+ب", "@Agents", "@Agent", "#list"} <= joined.tags
    assert not {"+و", "@People", "@Person", "@Organization"} & joined.tags
    (same,) = join_lists(people("1", "+و2"))
    assert {"@People", "@Person", "#list"} <= same.tags
    (alone,) = join_lists(people("1"))
    assert "#list" not in alone.tags


# --- context -------------------------------------------------------------------------------


def event(mention: int, kind: str = "Conference") -> Item:
    return item("", mention, kind)


def test_the_event_of_a_clause_is_the_last_one_before_it_then_the_next_one() -> None:
    context = Context()
    items = [event(1), item("w:ا"), event(2), item("w:ب"), event(3)]
    assert context.event("event", items, 3, 4) == 2
    assert context.event("event", items[1:2], 0, 1) is None
    assert context.event("event", items[3:], 0, 1) == 3
    assert context.event("session", items, 3, 4) is None


def test_the_event_met_last_is_remembered_whatever_its_number() -> None:
    context = Context()
    mentions = [_mention(kind) for kind in ("CONFERENCE", "MEETING", "PERSON", "ORGANIZATION")]
    context.leave([event(0)], mentions)
    context.remember(9, EntityType.MEETING)
    assert context.event("event", [], 0, 0) == 9
    context.leave([event(0), item("", 2, "Person")], mentions)
    assert context.event("event", [], 0, 0) == 0
    assert context.event("meeting", [], 0, 0) == 9
    assert context.event("session", [], 0, 0) is None


def test_an_event_far_away_in_a_hostile_sentence_is_not_searched_for() -> None:
    items = [event(1), *[item("w:ا")] * (REACH + 5)]
    assert Context().event("event", items, REACH + 4, REACH + 5) is None


def test_the_body_of_a_possessed_title_is_the_last_one_named() -> None:
    context = Context()
    items = [item("", 1, "Organization"), item("", 2, "Place"), item("w:ا")]
    assert context.body(items, 3) == 1
    assert context.body(items[1:], 2) == 2
    assert context.body([], 0) is None
    context.leave(items[:1], [_mention("PERSON"), _mention("ORGANIZATION")])
    assert context.body([], 0) == 1


def _mention(kind: str) -> Mention:
    return Mention(EntityType[kind], 0, 1, 0, "ا", "test", 1.0)


# --- levels --------------------------------------------------------------------------------


def own_rules(folder: Path, **matches: str) -> Rules:
    text = "".join(OFFICE.format(name=name, match=match) for name, match in matches.items())
    (folder / "own.toml").write_text(text, encoding="utf-8")
    return load([folder])


def test_the_pattern_that_reaches_farthest_wins_then_the_earlier_one(tmp_path: Path) -> None:
    found = own_rules(
        tmp_path,
        short="{office:@Title}",
        long="{office:@Title} {body:@Organization}",
        later="{office:@Title} {body:@Body}",
    )
    reading = read("قال مدير جامعة الزيتون ذلك. وقال المدير ذلك", found)
    patterns = [office.pattern for office in reading.offices]
    assert patterns == ["office.long", "office.short"]


def test_levels_build_on_one_another() -> None:
    reading = read("بدأ ملتقى العلوم بحضور مدير جامعة الزيتون يونس سالم وليلى حسن مديرة شركة النور")
    claims = {
        (each.relation, each.title, _names(reading.mentions, each)) for each in reading.claims
    }
    assert claims == {
        (Relation.ROLE, "مدير", ("يونس سالم", "جامعة الزيتون")),
        (Relation.ROLE, "مديرة", ("ليلى حسن", "شركة النور")),
        (Relation.PARTICIPANT, None, ("ملتقى العلوم", "يونس سالم")),
        (Relation.PARTICIPANT, None, ("ملتقى العلوم", "ليلى حسن")),
        (Relation.STATUS, None, ("ملتقى العلوم",)),
    }


def _names(mentions: list[Mention], claim: Claim) -> tuple[str, ...]:
    indices = (claim.subject, claim.object)
    return tuple(mentions[index].name for index in indices if index is not None)


def test_nothing_is_claimed_of_a_thing_and_itself(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(PARTNERS, encoding="utf-8")
    claims = read("تعاونت شركة النور وجامعة الزيتون", load([tmp_path])).claims
    assert [(claim.subject, claim.object) for claim in claims] == [(0, 1), (1, 0)]


def test_several_rules_that_describe_one_passage_describe_one_meeting() -> None:
    reading = read("استقبل يونس سالم أمس خالد مراد")
    meetings = [each for each in reading.mentions if each.type is EntityType.MEETING]
    assert [each.name for each in meetings] == ["استقبل يونس سالم أمس خالد مراد"]
    assert len(reading.claims) == 2


def test_a_claim_lies_in_its_sentence_and_names_its_pattern() -> None:
    text = "وصل الضيوف. استضافت القاهرة ملتقى العلوم أمس."
    (claim,) = [each for each in read(text).claims if each.relation is Relation.HOST]
    assert claim.sentence == 1
    assert text[claim.start : claim.end] == "استضافت القاهرة ملتقى العلوم"
    assert (claim.pattern, claim.confidence) == ("host.verb_first", 0.85)


@pytest.mark.parametrize(
    ("number", "expected"),
    [("250", [250]), ("80,000", [80000]), ("80.000", [80000]), ("٧٠٠", [700]), ("1.5", [])],
)
def test_numbers_of_people(number: str, expected: list[int]) -> None:
    claims = read(f"انتهت قمة المدن بحضور {number} مشاركا").claims
    assert [each.literal for each in claims if each.relation is Relation.ATTENDANCE] == expected


def test_claims_index_the_mentions_in_order_of_the_text() -> None:
    text = "استقبل يونس سالم أمس خالد مراد. وتستضيف القاهرة ملتقى العلوم"
    mentions, claims = relate(document(text), recognition(text), rules())
    starts = [each.start for each in mentions]
    assert starts == sorted(starts)
    for claim in claims:
        assert 0 <= claim.subject < len(mentions)
        assert claim.object is None or mentions[claim.object].type is not EntityType.MEETING
        if claim.relation is Relation.HOST and claim.sentence == 0:
            assert mentions[claim.subject].type is EntityType.MEETING


def test_the_same_text_gives_the_same_claims(seeds: Path) -> None:
    for file in sorted(seeds.glob("*.txt")):
        text = file.read_text(encoding="utf-8-sig")
        found = relate(document(text), recognition(text), rules())
        again = relate(document(text), recognition(text), pickle.loads(pickle.dumps(load())))
        assert found == again
        assert found[1], file.name


# --- hostile texts -------------------------------------------------------------------------


def word(index: int, tags: frozenset[str]) -> Word:
    start = 2 * index
    return Word(start, start + 1, start, "ا", "ا", "ا", "ا", "", tags)


def row(length: int, kinds: list[str], cues: list[str]) -> Recognition:
    """One sentence of ``length`` items: words with cues of patterns, and chunks, in turn."""
    turn = [*(frozenset({cue}) for cue in cues), *(None for _ in kinds)]
    words, chunks, mentions = [], [], []
    for index in range(length):
        place = index % len(turn)
        tags = turn[place]
        words.append(word(index, tags or frozenset()))
        if tags is None:
            kind = kinds[place - len(cues)]
            number = None
            if kind in set(EntityType):
                number = len(mentions)
                mentions.append(
                    Mention(EntityType(kind), 2 * index, 2 * index + 1, 0, "ا", "test", 1.0)
                )
            chunks.append(Chunk(kind, index, index + 1, "ا", number))
    return Recognition((tuple(words),), (tuple(chunks),), tuple(mentions))


@pytest.mark.parametrize(
    ("kinds", "cues"),
    [
        ([], ["w:ضم", "w:وفد", "c:verb.hold"]),
        (["Person"], ["+و"]),
        (["Person"], ["w:،"]),
        (["Title"], []),
        (["Title", "Organization"], []),
        (["Organization"], ["c:verb.organize"]),
        (["Organization", "Date"], ["c:verb.hold", "w:في"]),
        (["Conference"], ["c:verb.hold"]),
        (["Person", "Meeting"], ["c:verb.meet", "w:مع"]),
        (["Person", "Organization"], ["w:استقبل", "w:زار"]),
        (["Number"], ["w:بحضور", "w:شخص"]),
    ],
)
def test_ten_thousand_items_take_bounded_time(kinds: list[str], cues: list[str]) -> None:
    recognised = row(10_000, kinds, cues)
    assert len(read_items(recognised, 0)) == 10_000
    started = time.perf_counter()
    reading = read_document("ا " * 10_000, recognised, rules())
    assert time.perf_counter() - started < 30
    assert all(0 <= claim.subject < len(reading.mentions) for claim in reading.claims)


def test_a_document_without_sentences_has_no_claims() -> None:
    assert relate(document(""), Recognition((), ()), rules()) == ((), ())
