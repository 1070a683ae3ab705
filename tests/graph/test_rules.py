"""Rules: what follows and what does not, and that their files say what they are."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.graph.inference import infer
from kg.graph.ontology import ontology_labels
from kg.graph.rules import choose, present, read_rule, shipped
from kg.graph.terms import from_ox, to_ox
from kg.graph.vocabulary import PREFIXES

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "rules.toml").read_text(encoding="utf-8")
)["case"]
SENTENCE = ox.NamedNode("https://example.org/id/document/1#char=0,9")
IS_SENTENCE = ox.Quad(
    SENTENCE,
    ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
    ox.NamedNode(PREFIXES["nif"] + "Sentence"),
)


def triples(turtle: str) -> set[ox.Triple]:
    prefixes = {"": "https://example.org/id/", **PREFIXES}
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes.items())
    return {quad.triple for quad in ox.parse(head + turtle, format=ox.RdfFormat.TURTLE)}


def graph(case: dict[str, Any]) -> ox.Store:
    stated, known = triples(case["stated"]), triples(case.get("known", ""))
    store = ox.Store()
    store.add(IS_SENTENCE)
    store.bulk_extend(ox.Quad(*triple) for triple in stated | known)
    store.bulk_extend(ox.Quad(*triple, SENTENCE) for triple in stated)
    return store


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['rule']}: {case['says']}")
def test_what_follows(case: dict[str, Any]) -> None:
    store = graph(case)
    before = {quad.triple for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph())}
    infer(store, choose([case["rule"], *case.get("with", ())]))
    name = to_ox(shipped()[case["rule"]].graph)
    found = {quad.triple for quad in store.quads_for_pattern(None, None, None, name)}  # type: ignore[arg-type]
    assert found == triples(case["follows"])
    assert all(ox.Quad(*triple) in store for triple in before | found)


@pytest.mark.parametrize("name", shipped())
def test_every_rule_has_examples_of_both_kinds(name: str) -> None:
    own = [case for case in CASES if case["rule"] == name]
    assert any(case["follows"] for case in own)
    assert any(not case["follows"] for case in own)


@pytest.mark.parametrize("name", shipped())
def test_every_rule_explains_itself_in_both_languages(name: str) -> None:
    rule = shipped()[name]
    assert all(re.search("[ء-ي]", text) for text in (rule.title_ar, rule.description_ar))
    assert not any(re.search("[ء-ي]", text) for text in (rule.title_en, rule.description_en))
    assert re.fullmatch("[a-z]+(-[a-z]+)*", name)


def test_what_rules_conclude_has_a_name_in_both_languages() -> None:
    concluded = {from_ox(triple.predicate) for case in CASES for triple in triples(case["follows"])}
    for language in ("ar", "en"):
        assert concluded <= set(ontology_labels(language))


def test_rules_are_chosen_by_name() -> None:
    assert [rule.name for rule in choose()] == sorted(shipped())
    assert [rule.name for rule in choose(["unit-of-unit", "attendance"])] == [
        "attendance",
        "unit-of-unit",
    ]
    with pytest.raises(QueryError, match="found the rule 'attend'; expected one of attendance, "):
        choose(["attend"])


def test_a_rule_that_is_gone_is_told(caplog: pytest.LogCaptureFixture) -> None:
    known = shipped()["attendance"]
    assert present([known.version, ("oracle", "0")]) == (known,)
    assert "the rule oracle is no longer there" in caplog.text


HEADER = "# title-ar: س\n# title-en: T\n# description-ar: و\n# description-en: D\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "the header has no title-ar"),
        (HEADER + "SELECT ?s { ?s ?p ?o }", "expected a rule"),
        (HEADER + "DELETE WHERE { ?s ?p ?o }", "expected a rule"),
        (HEADER + "# parameter: x\nCONSTRUCT WHERE { ?s ?p ?o }", "found the key 'parameter'"),
        (
            HEADER + "CONSTRUCT { ?s ?p ?o }\nWHERE { SERVICE <http://localhost/> { ?s ?p ?o } }",
            "SERVICE",
        ),
    ],
)
def test_what_is_no_rule_is_refused(text: str, message: str, tmp_path: Path) -> None:
    file = tmp_path / "wrong.rq"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(QueryError, match=message):
        read_rule(file)
