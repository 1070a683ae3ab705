"""The description of the JSON addresses, and whether the server does what it says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
import schemathesis

import kg
from kg.questions import templates
from kg.serving.api.operations import OPERATIONS, Operation
from kg.serving.api.parameters import SLOTS
from kg.settings import Settings
from kg.version import VERSION
from tests.serving.server import Answer, Server, serving

FOLDER = Path(__file__).parent / "api"
EXAMPLES = 10
BASE = "https://w3id.org/rawabit/id"


@pytest.fixture(scope="module")
def seeded(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the seed articles."""
    store = tmp_path_factory.mktemp("seeded") / "store"
    kg.build([seeds], store=store, settings=Settings()).close()
    with serving(store, "--query-workers", "2") as running:
        yield running


@pytest.fixture(scope="module")
def described(seeded: Server) -> Mapping[str, Any]:
    """The description that the server gives."""
    answer = seeded.request("/api/openapi.json")
    assert (answer.status, answer.media) == (200, "application/json")
    found: Mapping[str, Any] = json.loads(answer.body)
    return found


def ask(server: Server, operation: Operation, asked: Mapping[str, Any]) -> Answer:
    if operation.has_body:
        return server.post(json.dumps(asked), "application/json", path=operation.path)
    return server.request(f"{operation.path}?{urlencode(asked, doseq=True)}")


def test_it_is_a_description_by_the_standard(described: Mapping[str, Any]) -> None:
    schemathesis.openapi.from_dict(dict(described)).validate()
    assert described["openapi"].startswith("3.1.")
    assert described["info"]["version"] == VERSION
    assert described["paths"].keys() == {operation.path for operation in OPERATIONS}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_pages_lead_to_it(seeded: Server, language: str) -> None:
    front = seeded.request(f"/?lang={language}", headers={"Accept": "text/html"})
    assert '<a href="/api/openapi.json"' in front.text
    assert (
        '<link rel="service-desc" type="application/json" href="/api/openapi.json">' in front.text
    )


def test_every_parameter_is_explained(described: Mapping[str, Any]) -> None:
    operations = [each for path in described["paths"].values() for each in path.values()]
    parameters = [each for operation in operations for each in operation.get("parameters", ())]
    assert len(parameters) > 30
    assert all(each["description"] and each["schema"]["type"] for each in parameters)
    statuses = {status for operation in operations for status in operation["responses"]}
    assert statuses >= {"200", "400", "404", "413", "415", "500", "503"}


def test_every_address_is_of_the_documentation(root: Path) -> None:
    told = (root / "docs" / "server.md").read_text(encoding="utf-8")
    assert "/api/openapi.json" in told
    assert [each.path for each in OPERATIONS if each.path not in told] == []


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_examples_have_an_answer(seeded: Server, operation: Operation) -> None:
    """One of the kind that is described, and not empty."""
    answer = ask(seeded, operation, operation.examples)
    assert (answer.status, answer.media) == (200, "application/json"), answer.text
    found = json.loads(answer.body)
    assert all(found.get(name, True) for name in ("results", "nodes", "mentions", "rows"))


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_another_method_is_told_which_one_it_is(seeded: Server, operation: Operation) -> None:
    for method in {"GET", "POST", "PUT", "DELETE", "PATCH"} - {operation.method}:
        answer = seeded.request(operation.path, method=method)
        assert answer.status == 405
        assert operation.method in answer.headers["allow"].split(", ")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("search?q=x&tpye=Person", "found the parameter 'tpye'; expected one of q, type, limit"),
        ("search?type=Dragon", "type: found 'Dragon'; expected one of City, Conference"),
        ("search?type=", "type: found ''; expected one of City"),
        ("search?limit=0", "limit: found '0'; expected a number from 1 to 100"),
        ("search?limit=ten", "limit: found 'ten'; expected a number"),
        ("search?limit=1&limit=2", "found the parameter 'limit' twice"),
        ("search?lang=fr", "lang: found 'fr'; expected one of ar, en"),
        (f"search?q={'x' * 201}", "text of 0 to 200 letters"),
        ("entity", "expected the parameter 'iri'"),
        ("entity?iri=", "iri: found ''; expected text of 1 to 2000 letters"),
        ("overview?type=City&type=Dragon", "type: found 'Dragon'"),
        ("overview?since=2017-3", "since: found '2017-3'; expected a date as 2017-03-12"),
        ("overview?until=2017%0A", "until: found '2017\\n'"),
        ("overview?confidence=1.5", "confidence: found '1.5'; expected a number from 0 to 1"),
        ("overview?confidence=nan", "confidence: found 'nan'"),
        ("evidence?fact=BC82C7781C", "expected the digest of a fact: 10 hex digits"),
        ("ask", "expected the parameter 'q'"),
        ("ask?q=x&persn=y", "found the parameter 'persn'"),
        ("ask?q=x&lang=fr", "lang: found 'fr'"),
    ],
)
def test_what_is_not_declared_is_refused_with_a_sentence(
    seeded: Server, path: str, said: str
) -> None:
    answer = seeded.request(f"/api/{path}")
    assert (answer.status, answer.media) == (400, "text/plain")
    assert said in answer.text and answer.text.count("\n") == 1


def test_questions_have_the_slots_of_their_templates() -> None:
    of_things = {
        slot
        for template in templates.shipped().values()
        for slot, kind in template.slots.items()
        if kind not in (templates.TITLE, templates.YEAR)
    }
    assert set(SLOTS) == of_things


class TestDocument:
    IRI = f"{BASE}/document/72f457cb1c0b6830"

    def read(self, server: Server) -> Any:
        return json.loads(server.request(f"/api/document?iri={quote(self.IRI)}").body)

    def test_offsets_are_those_of_the_text(self, seeded: Server, seeds: Path) -> None:
        found = self.read(seeded)
        assert found["sha256"].startswith("72f457cb1c0b6830")
        text = found["text"]
        assert text == (seeds / "001_5b544921a41f7c31.txt").read_text(encoding="utf-8")
        for each in found["sentences"]:
            assert each["text"] == text[each["start"] : each["end"]]
            assert each["iri"] == f"{self.IRI}#char={each['start']},{each['end']}"
        for mention in found["mentions"]:
            sentence = found["sentences"][mention["sentence"]]
            assert sentence["start"] <= mention["start"] < mention["end"]
        in_full = [m for m in found["mentions"] if text[m["start"] : m["end"]] == m["name"]]
        assert {"حسين ناصر لوتاه", "دبي"} <= {m["name"] for m in in_full if m["thing"]}

    def test_relations_are_between_mentions_and_lead_to_evidence(self, seeded: Server) -> None:
        found = self.read(seeded)
        role = next(
            each
            for each in found["relations"]
            if each["relation"] == "role" and each.get("title") == "المدير العام"
        )
        person = found["mentions"][role["subject"]]
        assert person["type"] == "Person" and person["thing"]["type"] == "Person"
        (fact, *_) = found["sentences"][role["sentence"]]["facts"]
        evidence = json.loads(seeded.request(f"/api/evidence?fact={fact}").body)
        assert self.IRI in {each["document"]["iri"] for each in evidence["sentences"]}

    def test_its_page_has_as_many_marks(self, seeded: Server) -> None:
        """Both show one reading."""
        page = seeded.request("/id/document/72f457cb1c0b6830", headers={"Accept": "text/html"})
        found = self.read(seeded)
        assert page.text.count('<article id="d') == len(found["mentions"]) > 0
        assert page.text.count('class="claim"') == len(found["relations"]) > 0
        assert "/api/document?iri=https" in page.text

    @pytest.mark.parametrize("iri", [f"{BASE}/person/يونس_آل_ناصر", f"{BASE}/document/0", "no iri"])
    def test_what_is_no_document_is_not_found(self, seeded: Server, iri: str) -> None:
        answer = seeded.request(f"/api/document?iri={quote(iri)}")
        assert answer.status == 404 and iri in answer.text


@pytest.mark.slow
def test_the_server_does_what_the_description_says(seeded: Server, tmp_path: Path) -> None:
    """Schemathesis asks what is allowed and what is not, and looks at all answers."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli"),
            *("--config-file", str(FOLDER / "schemathesis.toml")),
            *("run", f"{seeded.address}/api/openapi.json"),
            *("--checks", "all", "--max-examples", str(EXAMPLES), "--generation-deterministic"),
            "--no-color",
        ],
        cwd=tmp_path,
        env={**os.environ, "SCHEMATHESIS_HOOKS": str(FOLDER / "hooks.py")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-10_000:] + done.stderr
    assert f"Tested: {len(OPERATIONS)}" in done.stdout
