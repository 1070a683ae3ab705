"""``kg fix`` as it is typed, on the seeds."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg import cli
from kg.evaluation.gold import read_gold

pytestmark = pytest.mark.slow

BIN_BISHR = "id:person/عائشة_بنت_بطي_بن_بشر"


@pytest.fixture(scope="module")
def built(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds in a store, which is copied for each test."""
    store = tmp_path_factory.mktemp("built") / "store"
    assert invoke(store, "build", str(seeds)).exit_code == 0
    return store


@pytest.fixture
def store(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "store"))


def invoke(store: Path, *arguments: str, author: str = "هدى") -> Result:
    environment = {"KG_STORE": str(store), "KG_AUTHOR": author}
    return CliRunner().invoke(cli.commands, arguments, env=environment, prog_name="kg")


def fix(store: Path, *arguments: str, reason: str = "قرأت الخبر") -> Result:
    day = ("--date", "2026-11-27")
    return invoke(store, "fix", *arguments, *day, "--reason", reason)


def ask(store: Path, sparql: str) -> list[list[str]]:
    done = invoke(store, "query", sparql, "--format", "csv")
    assert done.exit_code == 0, done.stderr
    return [line.split(",") for line in done.stdout.splitlines()[1:]]


def claim(store: Path, where: str) -> str:
    """The IRI of the first claim of a fact."""
    found = ask(store, f"SELECT ?c {{ GRAPH rw:claims {{ ?c {where} }} }} ORDER BY ?c")
    return found[0][0].strip('"') if len(found[0]) == 1 else ",".join(found[0]).strip('"')


def entries(store: Path) -> list[dict[str, object]]:
    text = (store / "corrections.toml").read_text(encoding="utf-8")
    found: list[dict[str, object]] = tomllib.loads(text)["correction"]
    return found


def test_merge_by_names(store: Path) -> None:
    done = fix(store, "merge", "دان كو", "باتريك ديكر")
    assert done.exit_code == 0, done.stderr
    assert done.stdout.splitlines() == [
        "merge person/دان_كو + person/باتريك_ديكر",
        "  → id:person/باتريك_ديكر · Person · باتريك ديكر · 1 document",
    ]
    (entry,) = entries(store)
    assert (entry["author"], str(entry["date"])) == ("هدى", "2026-11-27")
    again = fix(store, "merge", "دان كو", "باتريك ديكر")
    assert (again.exit_code, again.stdout) == (1, "")
    assert "one thing already" in again.stderr
    assert len(entries(store)) == 1


def test_split_rename_and_undo(store: Path, seeds: Path) -> None:
    file = str(seeds / "000_924e76db526fe0c1.txt")
    done = fix(store, "split", BIN_BISHR, "--document", file)
    assert done.exit_code == 0, done.stderr
    _, stays, leaves = done.stdout.splitlines()
    assert stays.endswith("2 documents")
    assert leaves.endswith("1 document")
    other = leaves.split()[1]
    assert fix(store, "rename", other, "عائشة بشر").exit_code == 0
    names = "SELECT ?n { ?p a schema:Person ; skos:prefLabel ?n FILTER(CONTAINS(?n, 'عائشة')) }"
    assert sorted(ask(store, names)) == [["عائشة بشر"], ["عائشة بنت بطي بن بشر"]]
    done = invoke(store, "fix", "undo", "1")
    assert done.exit_code == 0, done.stderr
    assert "correction 1 is taken back" in done.stderr
    assert ask(store, names) == [["عائشة بشر"]]
    assert invoke(store, "fix", "undo", "7").exit_code == 1


def test_retype_tells_what_is_left_out(store: Path) -> None:
    done = fix(store, "retype", "مكتب مدينة دبي الذكية", "Initiative")
    assert done.exit_code == 0, done.stderr
    assert "left out that no thing of type Initiative can have" in done.stdout
    assert invoke(store, "validate").exit_code == 0


def test_reject_and_accept_by_digest_and_by_iri(store: Path) -> None:
    speaker = claim(store, "rdf:predicate rw:speaker")
    done = fix(store, "reject", speaker[-10:])
    assert done.exit_code == 0, done.stderr
    assert " · speaker · " in done.stdout
    assert not any(
        speaker[-10:] in row[-1]
        for row in ask(store, "SELECT ?c { GRAPH rw:claims { ?c a rw:Claim } }")
    )
    role = claim(store, "rdf:predicate org:member")
    assert fix(store, "accept", role).exit_code == 0
    assert fix(store, "accept", role).exit_code == 1
    assert fix(store, "reject", "0123456789").exit_code == 1
    assert invoke(store, "validate").exit_code == 0


def test_list(store: Path) -> None:
    assert invoke(store, "fix", "list").stdout == ""
    fix(store, "rename", "دان كو", "دان كوه", reason="هكذا يكتب")
    text = invoke(store, "fix", "list").stdout
    assert text == "1  2026-11-27  هدى  rename person/دان_كو: «دان كوه»\n   هكذا يكتب\n"
    with (store / "corrections.toml").open("a", encoding="utf-8") as file:
        file.write(
            '\n[[correction]]\naction = "rename"\nthing = "person/x"\nname = "س"\n'
            'author = "a"\ndate = 2026-01-01\nreason = "r"\n'
        )
    done = fix(store, "rename", "ماجد السويدي", "ماجد بن علي السويدي")
    assert done.exit_code == 1, "a correction does not apply, and this one does"
    assert "correction 2: rename: there is no person/x" in done.stderr
    rows = [
        json.loads(line)
        for line in invoke(store, "fix", "list", "--format", "json").stdout.splitlines()
    ]
    assert [row["number"] for row in rows] == [1, 2, 3]
    assert [row["problem"] for row in rows] == [None, "rename: there is no person/x", None]
    assert "did not apply" in invoke(store, "fix", "list").stdout
    assert "there is no person/x" in invoke(store, "list", "--problems").stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["merge", "دان كو", "زيد عمرو بكر"], "found nothing that is named"),
        (["merge", "دان كو", "مكتب مدينة دبي الذكية"], "expected two of one type"),
        (["split", BIN_BISHR], "expected --document or --name"),
        (["split", BIN_BISHR, "--document", "nowhere.txt"], "not in the store"),
        (["split", BIN_BISHR, "--document", "x", "--name", "y"], "expected --document or --name"),
        (["retype", BIN_BISHR, "Human"], "'Human' is not one of"),
        (["rename", BIN_BISHR, " "], "expected a name"),
    ],
)
def test_what_makes_no_sense_is_refused(store: Path, arguments: list[str], message: str) -> None:
    done = fix(store, *arguments)
    assert done.exit_code in (1, 2)
    assert message in done.stderr
    assert not (store / "corrections.toml").exists()


def test_a_reason_is_needed(store: Path) -> None:
    assert invoke(store, "fix", "rename", "دان كو", "دان كوه").exit_code == 2
    assert fix(store, "rename", "دان كو", "دان كوه", reason=" ").exit_code == 2


def test_export_as_gold(store: Path, tmp_path: Path) -> None:
    folder = tmp_path / "gold"
    assert invoke(store, "fix", "export", str(folder)).exit_code == 1
    fix(store, "rename", "دان كو", "دان كوه")
    role = claim(store, "rdf:predicate org:member")
    speaker = claim(store, "rdf:predicate rw:speaker")
    assert fix(store, "accept", role).exit_code == fix(store, "reject", speaker).exit_code == 0
    done = invoke(store, "fix", "export", str(folder))
    assert done.exit_code == 0, done.stderr
    gold = read_gold([folder])
    assert gold
    facts = [fact for document in gold for fact in document.facts]
    assert any(fact.rel == "role" for fact in facts if not fact.optional)
    assert any(fact.optional for fact in facts)
    things = [each for document in gold for each in document.entities if not each.optional]
    assert "دان كوه" in {each.name for each in things}
    for document in gold:
        text = (folder / "texts" / document.doc).read_text(encoding="utf-8")
        assert all(fact.evidence in text for fact in document.facts)
    again = invoke(store, "fix", "export", str(folder))
    assert (again.exit_code, "new or empty folder" in again.stderr) == (1, True)


def test_a_rejected_fact_counts_as_wrong(store: Path, tmp_path: Path) -> None:
    speaker = claim(store, "rdf:predicate rw:speaker")
    assert fix(store, "reject", speaker).exit_code == 0
    folder = tmp_path / "gold"
    assert invoke(store, "fix", "export", str(folder)).exit_code == 0
    done = invoke(
        store, "evaluate", str(folder), "--texts", str(folder / "texts"), "--format", "json"
    )
    report = json.loads(done.stdout)
    found = report["facts"]["speaker"]
    assert (found["true_positives"], found["false_positives"]) == (0, 1)
    assert report["facts"]["all"]["false_positives"] == 1
