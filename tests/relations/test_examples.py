"""Every pattern claims what its examples say, and nothing where they say nothing."""

import pytest

from kg.errors import PatternError
from kg.model import Relation
from kg.relations.examples import Example, read_negative, read_positive, statements
from kg.relations.rules import Rule
from tests.relations.reading import read, rules

EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.identifier} {sign} {example.text}")
    for rule in rules().rules
    for sign, examples in (("+", rule.positive), ("-", rule.negative))
    for example in examples
]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_an_example_holds(rule: Rule, example: Example) -> None:
    assert statements(read(example.text), rule.identifier) == example.statements


@pytest.mark.parametrize("rule", rules().rules, ids=lambda rule: rule.identifier)
def test_every_pattern_has_examples_of_both_kinds(rule: Rule) -> None:
    assert rule.positive and rule.negative
    assert all(example.statements for example in rule.positive)
    stated = {line.split(":")[0] for example in rule.positive for line in example.statements}
    claimed = {template.relation.value for template in rule.templates}
    assert claimed <= stated, "each relation that a pattern claims has a positive example"


def test_no_example_stands_twice_in_a_pattern() -> None:
    for rule in rules().rules:
        texts = [example.text for example in (*rule.positive, *rule.negative)]
        assert len(set(texts)) == len(texts), rule.identifier


def test_every_relation_that_patterns_state_has_one() -> None:
    stated = {template.relation for rule in rules().rules for template in rule.templates}
    # Quotations are read by code (kg.relations.quotations), since they run over sentences.
    later = {Relation.QUOTATION}
    assert stated == set(Relation) - later


def test_a_positive_example_is_read_with_its_statements_sorted() -> None:
    example = read_positive(
        "قال ذلك => role: يونس | مدير | النادي ; date: لقاء | 2017",
        relations=frozenset({"role", "date"}),
        where="test",
    )
    assert example == Example("قال ذلك", ("date: لقاء | 2017", "role: يونس | مدير | النادي"))


@pytest.mark.parametrize(
    "line",
    [
        "قال ذلك",
        "قال ذلك =>",
        " => role: يونس | مدير",
        "قال ذلك => role: يونس | مدير => role: يونس | مدير",
        "قال ذلك => role",
        "قال ذلك => role: يونس",
        "قال ذلك => role: يونس | مدير | النادي | هنا",
        "قال ذلك => role: يونس | | النادي",
        "قال ذلك => date: لقاء | 2017 | 2018",
        "قال ذلك => host: لقاء | يونس",
        "قال ذلك => role: يونس | مدير;",
    ],
)
def test_a_positive_example_in_another_form_is_refused(line: str) -> None:
    with pytest.raises(PatternError, match=r"file\.toml: .*positive example.*expected"):
        read_positive(line, relations=frozenset({"role", "date"}), where="file.toml")


@pytest.mark.parametrize("line", ["", "  ", "قال ذلك => role: يونس | مدير"])
def test_a_negative_example_states_nothing(line: str) -> None:
    with pytest.raises(PatternError, match=r"file\.toml: negative example .*expected a text alone"):
        read_negative(line, where="file.toml")
