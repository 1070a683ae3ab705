"""Editing in the pages: that what is asked for is done, and told."""

from __future__ import annotations

import datetime
import html
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

from kg.errors import SettingsError
from kg.export import export
from kg.graph import generations
from kg.graph.store import Graph
from kg.loading import load_into_store
from kg.serving.access import Access
from kg.settings import DEFAULT_BASE
from tests.serving.editing import (
    AISHA,
    LOOTAH,
    MUNICIPALITY,
    OFFICE,
    OPTIONS,
    Browser,
    corrections,
    find,
    path_of,
    shows_controls,
)
from tests.serving.server import serving


@pytest.fixture
def own(store: Path, tmp_path: Path) -> Path:
    """A store that a test may change."""
    return Path(shutil.copytree(store, tmp_path / "store"))


def fact_of(page: str, words: str) -> str:
    """The digest of the first fact of a page that has these words."""
    items = re.findall(r'<p class="what">(.*?)</p>.*?name="fact" value="(\w+)"', page, re.DOTALL)
    return next(digest for what, digest in items if words in what)


class TestChanges:
    def test_from_renaming_to_taking_it_back(self, own: Path) -> None:
        with serving(own, *OPTIONS) as server:
            browser = Browser(server).enter()
            hostile = "<script>alert(1)</script> \"{{ 7191 * 7193 }}' & بلدية"
            answer = browser.correct("rename", MUNICIPALITY, name=f" {hostile}\n", reason=hostile)
            assert answer.status == 200
            assert find(r'<h1 dir="auto">(.*?)</h1>', answer.text) == hostile
            assert "<script>alert" not in answer.text and "51724863" not in answer.text
            assert 'role="status"' in answer.text
            (entry,) = corrections(own)
            assert (entry["action"], entry["name"]) == ("rename", hostile)
            assert (entry["author"], entry["reason"]) == ("هدى", hostile)
            assert entry["date"] == datetime.date.today()
            assert entry["thing_mentions"]
            # What the IRI was leads on; others see it too, without controls.
            moved = Browser(server).get(path_of(MUNICIPALITY))
            assert moved.status == 301
            stranger = Browser(server).follow(moved)
            assert "alert(1)" in stranger.text and not shows_controls(stranger.text)

            page = browser.get("/edit")
            assert "هدى" in page.text and "<script>alert" not in page.text
            key = find(r'name="correction" value="(\w+)"', page.text)
            answer = browser.correct("undo", "", correction=key)
            assert answer.status == 200 and "أُلغي" in answer.text
            assert corrections(own) == []
            assert "بلدية دبي" in browser.get(path_of(MUNICIPALITY)).text
            again = browser.post("/edit/undo", {"correction": key, "page": ""})
            assert again.status == 409
        secrets = (server.link.partition("#token=")[2], browser.cookie.partition("=")[2])
        log = "".join(server.log)
        assert "/edit/rename" in log  # it was written
        assert not [each for each in (*secrets, browser.csrf) if each in log]

    def test_judging_facts(self, own: Path) -> None:
        with serving(own, *OPTIONS) as server:
            browser = Browser(server).enter()
            page = browser.get(path_of(LOOTAH)).text
            role, opened = fact_of(page, "المدير العام"), fact_of(page, "قمة المدن الذكية")
            answer = browser.correct("accept", fact=role, place="role-out")
            assert "أقرّها <bdi>هدى</bdi>" in answer.text
            answer = browser.post(
                "/edit/reject",
                {"fact": opened, "page": LOOTAH, "place": "opened-out", "reason": "لم يفتتحها"},
            )
            where = answer.headers["location"]
            while (answer := browser.get(where)).status == 202:
                pass
            target = unquote(answer.headers["location"])
            name = where.rpartition("/")[2]
            assert target == f"{path_of(LOOTAH)}?changed={name}#opened-out"
            page = browser.follow(answer).text
            assert f'value="{opened}"' not in page and f'value="{role}"' in page
            assert "قمة المدن الذكية" in find('(?s)class="notice"(.*?)</div>', page)
            assert [each["action"] for each in corrections(own)] == ["accept", "reject"]
            # Both in one page, in the other language too.
            listed = browser.get("/edit?lang=en").text
            assert listed.index("Rejected") < listed.index("Accepted")
            assert "لم يفتتحها" in listed and "Take this back" in listed

    def test_merging_asks_first(self, own: Path) -> None:
        with serving(own, *OPTIONS) as server:
            browser = Browser(server).enter()
            found = browser.get(f"/edit/merge?iri={MUNICIPALITY}&q=مكتب مدينة")
            link = find(r'<li><a href="(/edit/merge[^"]+)"', found.text)
            sure = browser.get(unquote(link))
            assert "أهما واحد؟" in sure.text
            assert "بلدية دبي" in sure.text and "مكتب مدينة دبي الذكية" in sure.text
            assert corrections(own) == []
            differing = browser.get(f"/edit/merge?iri={MUNICIPALITY}&other={LOOTAH}").text
            assert "نوعاهما مختلفان" in differing and '/edit/merge"' not in differing
            answer = browser.correct("merge", MUNICIPALITY, other=OFFICE)
            assert answer.status == 200
            for iri in (MUNICIPALITY, OFFICE):
                page = browser.follow(browser.get(path_of(iri))).text
                assert "حسين لوتاه" in page and "عائشة بن بشر" in page
            # Of things that are one by now the page of either leads to the one.
            assert "أصلًا" in browser.get(f"/edit/merge?iri={MUNICIPALITY}&other={OFFICE}").text

    def test_splitting_and_retyping(self, own: Path) -> None:
        with serving(own, *OPTIONS) as server:
            browser = Browser(server).enter()
            page = browser.get(path_of(LOOTAH)).text
            document = find(r'name="document" value="(\w+)"', page)
            answer = browser.correct("split", document=[document])
            assert answer.status == 200
            assert "صارا:" in answer.text
            things = re.findall(
                r'href="(/id/person/[^"]+)"', find("(?s)صارا:(.*?)</p>", answer.text)
            )
            assert len(set(things)) == 2
            answer = browser.correct("retype", MUNICIPALITY, type="Meeting")
            assert answer.status == 200 and "left out" in answer.text
            assert browser.get(path_of(f"{DEFAULT_BASE}meeting/بلدية_دبي")).status == 200

    def test_one_after_the_other_while_others_read(self, own: Path) -> None:
        with serving(own, *OPTIONS) as server:
            browser = Browser(server).enter()
            names = {MUNICIPALITY: "بلدية إمارة دبي", AISHA: "عائشة بشر"}
            places = []
            for iri, name in names.items():
                fields = {"iri": iri, "page": iri, "name": name, "reason": "كذا"}
                places.append(browser.post("/edit/rename", fields).headers["location"])
            begun = time.monotonic()
            assert server.request(quote(path_of(OFFICE))).status == 200
            assert time.monotonic() - begun < 2
            for place, name in zip(places, names.values(), strict=True):
                while (answer := browser.get(place)).status == 202:
                    pass
                assert name in browser.follow(answer).text
            assert [each["name"] for each in corrections(own)] == list(names.values())

    def test_a_server_that_ends_makes_what_it_began(self, own: Path) -> None:
        with serving(own, *OPTIONS) as server:
            browser = Browser(server).enter()
            for iri, name in ((MUNICIPALITY, "بلدية إمارة دبي"), (AISHA, "عائشة بشر")):
                fields = {"iri": iri, "page": iri, "name": name, "reason": "كذا"}
                assert browser.post("/edit/rename", fields).status == 303
        assert [each["name"] for each in corrections(own)] == ["بلدية إمارة دبي"]
        with Graph.open(own) as graph:
            assert graph.query("ASK { ?x skos:prefLabel 'بلدية إمارة دبي'@ar }")

    def test_a_store_that_another_process_writes(self, own: Path) -> None:
        with serving(own, *OPTIONS) as server:
            browser = Browser(server).enter()
            with generations.writing(own):
                answer = browser.correct("rename", MUNICIPALITY, name="بلدية إمارة دبي")
                assert (answer.status, answer.headers["retry-after"]) == (503, "5")
                assert "Traceback" not in answer.text and str(own) not in answer.text
                assert corrections(own) == []
            # The page has what was asked for, to be sent once more.
            form = find(r'(?s)<form method="post" action="/edit/rename">(.*?)</form>', answer.text)
            fields = dict(re.findall(r'name="([^"]*)" value="([^"]*)"', html.unescape(form)))
            assert fields.pop("csrf") == browser.csrf
            fields.pop("iri"), fields.pop("page")
            answer = browser.correct("rename", MUNICIPALITY, **fields)
            assert "بلدية إمارة دبي" in answer.text

    def test_what_another_edited_meanwhile(self, own: Path) -> None:
        with serving(own, *OPTIONS) as server:
            browser = Browser(server).enter()
            assert browser.correct("rename", MUNICIPALITY, name="بلدية الإمارة").status == 200
            page = browser.get("/edit").text
            key = find(r'name="correction" value="(\w+)"', page)
            file = own / "corrections.toml"
            written = file.read_text(encoding="utf-8")
            # By hand another one comes before it, which does not apply.
            entry = (
                '[[correction]]\naction = "rename"\nthing = "person/nobody"\nname = "x"\n'
                'author = "x"\ndate = 2026-11-27\nreason = "x"\n\n'
            )
            file.write_text(entry + written, encoding="utf-8")
            answer = browser.correct("undo", "", correction=key)
            assert [each["thing"] for each in corrections(own)] == ["person/nobody"]
            assert "لا ينطبق الآن" in answer.text and "person/nobody" in answer.text
            file.write_text("[[correction]\n", encoding="utf-8")
            assert browser.get("/edit").status == 409


class TestWhere:
    def run(self, store: Path, *options: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "kg", "serve", "--store", str(store), "--port", "0"]
        return subprocess.run([*command, *options], capture_output=True, text=True, timeout=60)

    def test_not_for_the_network_unless_it_is_said(self, store: Path) -> None:
        done = self.run(store, "--edit", "--host", "0.0.0.0")
        assert (done.returncode, done.stdout) == (1, "")
        assert "other machines can reach" in done.stderr and "--edit-origin" in done.stderr

    @pytest.mark.parametrize(
        "origin",
        [
            *("example.org", "ftp://example.org", "https://", "https://a@example.org", "*", ""),
            *("https://example.org/path", "https://example.org?x", "https://example.org:port"),
        ],
    )
    def test_what_is_no_origin(self, origin: str) -> None:
        with pytest.raises(SettingsError, match="expected an origin"):
            Access.at("127.0.0.1", 8000, [origin])

    def test_an_origin_lets_the_network_in_by_its_name_alone(self) -> None:
        for host in ("0.0.0.0", "::", "192.0.2.1"):
            access = Access.at(host, 8000, ["https://graph.example.org"])
            assert access.knows(["graph.example.org"]) and access.knows(["localhost:8000"])
            assert not access.knows([f"{host}:8000"]) and not access.knows(["[::]:8000"])
        assert Access.at("::1", 80, []).knows(["[::1]"])

    def test_a_store_without_articles(self, store: Path, tmp_path: Path) -> None:
        file, loaded = tmp_path / "graph.nq", tmp_path / "loaded"
        with Graph.open(store) as graph:
            export(graph, file)
        load_into_store(file, loaded)
        done = self.run(loaded, "--edit")
        assert (done.returncode, done.stdout) == (1, "")
        assert "loaded from an export" in done.stderr

    def test_an_origin_without_editing(self, store: Path) -> None:
        assert self.run(store, "--edit-origin", "https://example.org").returncode == 2

    def test_behind_a_proxy(self, own: Path) -> None:
        name = "graph.example.org"
        with serving(own, *OPTIONS, "--edit-origin", f"HTTPS://{name}:443/") as server:
            assert server.link.startswith(f"https://{name}/edit#token=")
            token = server.link.partition("#token=")[2]
            browser = Browser(server)
            answer = browser.post("/edit", {"token": token}, Host=name, Origin=f"https://{name}")
            assert answer.status == 303
            assert "Secure" in answer.headers["set-cookie"].split("; ")
            for origin in (f"http://{name}", "https://example.org"):
                refused = browser.post("/edit", {"token": token}, Host=name, Origin=origin)
                assert refused.status == 403
