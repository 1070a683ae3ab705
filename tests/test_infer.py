"""``kg infer``: run as users run it, on the seeds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import kg
from kg import cli
from kg.facts import list_facts
from kg.graph.rules import shipped
from kg.settings import Settings


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli.commands, [str(each) for each in arguments])


@pytest.fixture(scope="module")
def store(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds, read without a learned recognizer."""
    folder = tmp_path_factory.mktemp("seeds") / "store"
    kg.build(seeds, store=folder, settings=Settings(recognizer="none")).close()
    return folder


def counts(text: str) -> dict[str, int]:
    return {name: int(count) for name, count in map(str.split, text.splitlines())}


def test_the_rules_are_listed_in_both_languages(tmp_path: Path) -> None:
    done = run("infer", "--list", "--store", tmp_path / "nowhere")
    assert done.exit_code == 0
    for rule in shipped().values():
        assert f"{rule.name}\n    {rule.title_en} · {rule.title_ar}\n" in done.stdout


def test_infer_look_and_clear(store: Path) -> None:
    before = run("export", "--format", "nq", "--store", store).stdout
    tried = run("infer", "--dry-run", "--store", store)
    assert "nothing is changed" in tried.stderr
    assert run("export", "--format", "nq", "--store", store).stdout == before
    done = run("infer", "--store", store)
    assert (done.exit_code, done.stdout) == (0, tried.stdout)
    found = counts(done.stdout)
    assert list(found) == [*shipped(), "all"]
    assert found["attendance"] > 0
    assert found["all"] == sum(found.values()) - found["all"]
    answer = run("query", "inferred", "--format", "json", "--store", store)
    assert len(json.loads(answer.stdout)["results"]["bindings"]) == found["all"]
    stats = json.loads(run("stats", "--format", "json", "--store", store).stdout)
    assert stats["inferred"] == {n: c for n, c in found.items() if c and n != "all"}
    assert "Facts that rules infer" in run("stats", "--store", store).stdout
    assert run("validate", "--store", store).exit_code == 0
    listed = run("list", "--facts", "--format", "json", "--store", store).stdout.splitlines()
    facts = [json.loads(line) for line in listed]
    assert len({fact["fact"] for fact in facts}) == len(facts)
    unsaid = next(f for f in facts if f["sentences"] == "0" and f["relation"] == "participant")
    why = run("why", unsaid["fact"], "--store", store).stdout
    assert "no sentence states it; it comes from Who " in why
    assert "attendance" in run("doctor", "--store", store).stdout
    cleared = run("infer", "--clear", "--store", store)
    assert (cleared.exit_code, cleared.stdout) == (0, "")
    assert run("export", "--format", "nq", "--store", store).stdout == before
    assert "Facts that rules infer" not in run("stats", "--store", store).stdout


def test_one_rule(store: Path) -> None:
    done = run("--quiet", "infer", "--rule", "attendance", "--store", store)
    assert list(counts(done.stdout)) == ["attendance", "all"]
    assert done.stderr == ""
    run("infer", "--clear", "--store", store)


def test_what_is_wrong_is_told(store: Path, tmp_path: Path) -> None:
    done = run("infer", "--rule", "magic", "--store", store)
    assert done.exit_code == 1
    assert "found the rule 'magic'; expected one of attendance, " in done.stderr
    for options in (["--list", "--clear"], ["--clear", "--dry-run"], ["--clear", "--rule", "x"]):
        assert run("infer", *options, "--store", store).exit_code == 2
    done = run("infer", "--store", tmp_path / "nowhere")
    assert done.exit_code == 1
    assert "no store here" in done.stderr
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_rule_is_named_in_the_language_that_is_asked_for(store: Path, language: str) -> None:
    run("infer", "--store", store)
    with kg.Graph.open(store) as graph:
        origins = {fact.origin for fact in list_facts(graph, language=language)}
    rule = shipped()["attendance"]
    assert (rule.title_ar in origins, rule.title_en in origins) == (
        language == "ar",
        language == "en",
    )
