"""The pattern language: each construct, what is refused and where, hostile patterns and texts."""

import time
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import PatternError
from kg.patterns import STEPS, Match, assemble, check, index_by_first, match_at, parse
from kg.patterns.syntax import DEPTH

KNOWN = {"c:": {"verb.open"}, "@": {"Person", "Title", "Event"}, "#": {"definite", "barrier"}}


@dataclass(frozen=True)
class Thing:
    tags: frozenset[str]


def things(text: str) -> list[Thing]:
    """Items from words: «كلمة» is a word; «@Person+و» carries exactly these tags."""
    return [Thing(_tags(part)) for part in text.split()]


def _tags(part: str) -> frozenset[str]:
    if part[0] in "@#+" or part.startswith("c:"):
        return frozenset(part.split("/"))
    return frozenset({"w:" + part})


def find(expression: str, text: str, start: int = 0) -> Match | None:
    return match_at(assemble(parse(expression, where="test"), where="test"), things(text), start)


def reach(expression: str, text: str) -> int | None:
    """How many items a match at the start takes; None for no match."""
    match = find(expression, text)
    return match.end if match else None


@pytest.mark.parametrize(
    ("expression", "text", "expected"),
    [
        ("قال", "قال", 1),
        ("قالت", "قال", None),
        ("الندوة", "الندوه", 1),  # words of a pattern are compared by their normal form
        ('"،"', "،", 1),
        ("[verb.open]", "c:verb.open", 1),
        ("[verb.open]", "@Person", None),
        ("@Person", "@Person", 1),
        ("+و", "@Person/+و", 1),
        ("+و", "@Person", None),
        ("#definite", "#definite", 1),
        ("_", "كلمه", 1),
        ("@Person&+و", "@Person/+و", 1),
        ("@Person&+و", "@Person", None),
        ("@Person&!+و", "@Person", 1),
        ("@Person&!+و", "@Person/+و", None),
        ("!@Person", "كلمه", 1),
        ("!@Person", "@Person", None),
        ("اب جد", "اب جد", 2),
        ("اب جد", "اب هو", None),
        ("اب | جد هو", "جد هو", 2),
        ("(اب | جد) هو", "جد هو", 2),
        ("اب جد?", "اب جد", 2),
        ("اب جد?", "اب هو", 1),
        ("اب جد? جد", "اب جد", 2),
        ("اب جد*", "اب جد جد جد", 4),
        ("اب جد*", "اب", 1),
        ("اب جد+", "اب", None),
        ("اب جد+", "اب جد جد", 3),
        ("اب*", "اب " * 20, 12),
        ("(اب جد?)+ هو", "اب اب جد اب هو", 5),
        ("اب ... هو", "اب جد جد هو هو", 4),
        ("اب ... هو", "اب " + "جد " * 8 + "هو", 10),
        ("اب ... هو", "اب " + "جد " * 9 + "هو", None),
        ("اب ...2 هو", "اب جد جد هو", 4),
        ("اب ...2 هو", "اب جد جد جد هو", None),
        ("اب ... هو", "اب #barrier هو", None),
        ("اب ... هو", "اب @Event هو", None),
        ("اب ... @Event", "اب جد @Event", 3),
        ("اب !(جد)", "اب هو", 1),
        ("اب !(جد)", "اب جد", None),
        ("اب !(جد هو) جد", "اب جد كم", 2),
        ("اب !(جد | هو)", "اب هو", None),
        ("اب !(جد)", "اب", 1),
        ("اب !(!(جد))", "اب جد", 1),
        ("اب !(!(جد هو))", "اب جد هو", 1),
        ("اب !(!(جد))", "اب هو", None),
        ("اب !(!(جد))", "اب", None),
        ("اب !(!(جد)) جد", "اب جد", 2),
    ],
)
def test_each_construct(expression: str, text: str, expected: int | None) -> None:
    assert reach(expression, text) == expected


def test_captures_are_in_order_and_may_repeat() -> None:
    match = find(
        "{who:@Person} قال {rest: كلمه+} ({who:@Person})*", "@Person قال كلمه كلمه @Person"
    )
    assert match is not None
    assert match.spans("who") == [(0, 1), (4, 5)]
    assert match.spans("rest") == [(2, 4)]
    assert match.spans("other") == []


def test_captures_of_a_branch_that_failed_are_dropped() -> None:
    match = find("({a:@Person} قال | {b:@Person}) كتب", "@Person كتب")
    assert match is not None and match.captures == (("b", 0, 1),)


def test_captures_may_stand_in_one_another() -> None:
    match = find("{all: اب {inner:@Person} جد}", "اب @Person جد")
    assert match is not None and match.captures == (("all", 0, 3), ("inner", 1, 2))


def test_a_match_is_never_empty() -> None:
    assert find("اب?", "جد") is None


@pytest.mark.parametrize(
    ("expression", "column", "found"),
    [
        ("", 1, "the end"),
        ("   ", 1, "the end"),
        ("قال )", 5, "')'"),
        ("(قال", 5, "the end"),
        ("{who:@Person", 13, "the end"),
        ("{:@Person}", 1, "'{:@Person}'"),
        ("{Who:@Person}", 1, "'{Who:@Person'"),
        ("{who:}", 6, "'}'"),
        ("قال |", 6, "the end"),
        ("| قال", 1, "'|'"),
        ("?قال", 1, "'?'"),
        ("قال ?*", 6, "'*'"),
        ("قال & ", 6, "the end"),
        ("& قال", 1, "'&'"),
        ("قال ! ", 6, "the end"),
        ("!!قال", 2, "'!'"),
        ("!_", 2, "'_'"),
        ("...?", 4, "'?'"),
        ("...0 قال", 1, "'...0'"),
        ("...999 قال", 1, "'...999'"),
        ("قال !(كتب)?", 11, "'?'"),
        ("قال [verb", 5, "'[verb'"),
        ("[VERB]", 1, "'[VERB]'"),
        ('"كل من"', 1, "'\"كل من\"'"),
        ("قال @", 5, "'@'"),
        ("+ز", 1, "'+'"),
        ("قال .. كتب", 5, "'.. كتب'"),
    ],
)
def test_a_bad_expression_is_refused_with_its_place(
    expression: str, column: int, found: str
) -> None:
    with pytest.raises(PatternError) as error:
        parse(expression, where="file.toml: pattern 'x.y'")
    message = str(error.value)
    assert message.startswith("file.toml: pattern 'x.y': column ")
    assert f"column {column}: found {found}" in message.replace("'the end'", "the end")
    assert "expected" in message


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("[verb.opne]", "c:verb.opne"),
        ("@Persn", "@Persn"),
        ("قال !(@Persn)", "@Persn"),
        ("قال&!#deffinite", "#deffinite"),
        ("قال?", "fits where nothing is"),
        ("قال* | كتب", "fits where nothing is"),
        ("...", "fits where nothing is"),
        ("قال !(كتب?)", "nothing passes"),
        ("قال !({who:@Person})", "capture inside"),
    ],
)
def test_a_pattern_that_cannot_be_meant_is_refused(expression: str, message: str) -> None:
    with pytest.raises(PatternError, match="test: .*" + message):
        check(parse(expression, where="test"), where="test", known=KNOWN)


def test_what_must_follow_may_be_asked() -> None:
    check(parse("قال !(!(كتب))", where="test"), where="test", known=KNOWN)
    with pytest.raises(PatternError, match="nothing passes"):
        check(parse("قال !(!(كتب?))", where="test"), where="test", known=KNOWN)


def test_groups_too_deep_are_refused_and_deep_ones_are_not() -> None:
    assert reach("(" * DEPTH + "قال" + ")" * DEPTH, "قال") == 1
    with pytest.raises(PatternError, match=f"column {DEPTH + 2}: .*at most {DEPTH} deep"):
        parse("(" * 5000 + "قال" + ")" * 5000, where="test")


def test_repeats_that_multiply_are_refused() -> None:
    with pytest.raises(PatternError, match="more than 2000 steps"):
        assemble(parse("((((قال+)+)+)+)+", where="test"), where="test")


@pytest.mark.parametrize(
    "expression",
    ["((قال?)+)+ كتب", "(قال* قال*)+ كتب", "(... قال ...)+ كتب", "(قال | قال قال)+ !(قال+) كتب"],
)
def test_a_text_of_repeats_takes_bounded_time(expression: str) -> None:
    assert STEPS <= 10_000, "more would let the loop below run for hours"
    program = assemble(parse(expression, where="test"), where="test")
    items = things("قال " * 10_000)
    started = time.perf_counter()
    assert all(match_at(program, items, start) is None for start in range(0, 10_000, 200))
    assert time.perf_counter() - started < 30


def test_a_long_match_does_not_recurse() -> None:
    assert reach("((قال+)+)", "قال " * 1000) == 144


@given(st.lists(st.sampled_from(["اب", "جد", "@Person", "#barrier", "@Event"]), max_size=12))
def test_an_index_never_hides_a_match(words: list[str]) -> None:
    expressions = [
        "اب? @Person",
        "(اب | @Person) جد",
        "_ جد",
        "!(اب) _ جد",
        "{x: اب* جد}",
        "اب&!+و",
    ]
    nodes = {i: parse(each, where="test") for i, each in enumerate(expressions)}
    table, free = index_by_first(nodes)
    items = things(" ".join(words))
    for start, item in enumerate(items):
        tried = {*free, *(number for tag in item.tags for number in table.get(tag, ()))}
        for number, node in nodes.items():
            if match_at(assemble(node, where="test"), items, start):
                assert number in tried
