"""A browser that edits, as far as the server sees one."""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlencode

from kg.settings import DEFAULT_BASE
from tests.serving.server import Answer, Server

FORM = "application/x-www-form-urlencoded"
HTML = {"Accept": "text/html", "Accept-Language": "ar"}
LOOTAH = f"{DEFAULT_BASE}person/حسين_لوتاه"
AISHA = f"{DEFAULT_BASE}person/عائشة_بن_بشر"
MUNICIPALITY = f"{DEFAULT_BASE}organization/بلدية_دبي"
OFFICE = f"{DEFAULT_BASE}organization/مكتب_مدينة_دبي_الذكية"
OPTIONS = ("--edit", "--author", "هدى", "--recognizer", "none", "--query-workers", "1", "--verbose")
ACTIONS = ("rename", "merge", "split", "retype", "reject", "accept", "undo", "leave")


@dataclass
class Browser:
    """What a browser sends of itself, with the cookie and the forms' value of a session."""

    server: Server
    cookie: str = ""
    csrf: str = ""

    def get(self, path: str, **headers: str) -> Answer:
        cookie = {"Cookie": self.cookie} if self.cookie else {}
        return self.server.request(quote(path, safe="/?=&%#"), headers=HTML | cookie | headers)

    def post(
        self, path: str, fields: Mapping[str, Any], *, without: str = "", **headers: str
    ) -> Answer:
        sent = {
            **HTML,
            "Content-Type": FORM,
            "Origin": self.server.address,
            "Sec-Fetch-Site": "same-origin",
            "Cookie": self.cookie,
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        sent.pop(without, None)
        body = urlencode({"csrf": self.csrf, **fields}, doseq=True).encode()
        return self.server.request(path, method="POST", body=body, headers=sent)

    def enter(self) -> Browser:
        """Come in by the link."""
        token = self.server.link.partition("#token=")[2]
        answer = self.post("/edit", {"token": token})
        assert (answer.status, answer.headers["location"]) == (303, "/edit")
        self.cookie = answer.headers["set-cookie"].partition(";")[0]
        self.csrf = find(r'name="csrf" value="([^"]+)"', self.get("/edit").text)
        return self

    def follow(self, answer: Answer) -> Answer:
        """What an answer leads to in the end."""
        while answer.status in (202, 301, 303):
            answer = self.get(unquote(answer.headers["location"]).partition("#")[0])
        return answer

    def correct(self, action: str, page: str = LOOTAH, **fields: Any) -> Answer:
        """Ask for a correction, and see what came of it."""
        sent = {"iri": page, "page": page, "reason": "قرأت الخبر", **fields}
        answer = self.post(f"/edit/{action}", sent)
        assert answer.status == 303, answer.text
        where = answer.headers["location"]
        while (answer := self.get(where)).status == 202:
            pass
        return answer if answer.status != 303 else self.follow(answer)


def find(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    assert found, text
    return html.unescape(found[1])


def shows_controls(page: str) -> bool:
    return "csrf" in page or "/edit/" in page or '"/edit"' in page


def path_of(iri: str) -> str:
    return f"/id/{iri.removeprefix(DEFAULT_BASE)}"


def corrections(store: Path) -> list[dict[str, Any]]:
    file = store / "corrections.toml"
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    found: list[dict[str, Any]] = tomllib.loads(text).get("correction", [])
    return found
