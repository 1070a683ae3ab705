"""How pages are made: templates, words in two languages, style, script and font."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.drawing.styles import LANGUAGES, read_styles
from kg.serving.access import session_of
from kg.serving.negotiation import choose

DATA = Path(__file__).parents[1] / "data"
TEMPLATES = DATA / "templates" / "serving"
EXPLORING = DATA / "templates" / "exploring"

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""What a page may load: files of this server alone, and no script in the page itself."""

_PARTS = ["model", "server", "places", "filters", "picture", "panel", "address", "actions", "start"]
"""The parts of the explorer's script in their order."""

_FILE = re.compile(rb'url\("([^"]+)"\)')
_YEAR = 365 * 24 * 3600
_MEDIA = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that pages load; ``address`` changes with its content, so that it may be kept."""

    content: bytes
    media: str
    address: str


@cache
def assets() -> Mapping[str, Asset]:
    """The files that pages load, by name; there are no others."""
    rules = "".join(f".{kind} {{ --kind: {colour}; }}\n" for kind, colour in colours().items())
    files = {
        path.name: path.read_bytes()
        for folder in (DATA / "vendor", TEMPLATES)
        for path in sorted(folder.iterdir())
        if path.suffix in _MEDIA
    }
    files["site.css"] += rules.encode()
    # The page of an explanation marks the ends of relations in the same way.
    files["marks.js"] = (DATA / "templates" / "explanation" / "page.js").read_bytes()
    files["explore.js"] = _explorer()
    files["forceatlas2.js"] = _layout(files)
    files["font.css"] = _FILE.sub(lambda found: _versioned(found, files), files["font.css"])
    return {name: _asset(name, content) for name, content in files.items()}


def _versioned(found: re.Match[bytes], files: Mapping[str, bytes]) -> bytes:
    """The address of a file in a style: that of the page's links, so that it is loaded once."""
    name = found[1].decode()
    return f'url("{_asset(name, files[name]).address}")'.encode()


def _explorer() -> bytes:
    """The parts of the explorer as one script, which leaves no names behind."""
    parts = ((EXPLORING / f"{name}.js").read_text(encoding="utf-8") for name in _PARTS)
    return ('"use strict";\n(() => {\n' + "\n".join(parts) + "})();\n").encode()


def _layout(files: Mapping[str, bytes]) -> bytes:
    """The modules of ForceAtlas2, which are written for Node, as a script of a page."""
    iterate, helpers = (files[f"forceatlas2-{name}.js"].decode() for name in ("iterate", "helpers"))
    return (
        "const forceAtlas2 = (() => {\nconst module = {}, exports = {};\n"
        f"(() => {{\n{iterate}\n}})();\n(() => {{\n{helpers}\n}})();\n"
        "return { iterate: module.exports, ...exports };\n})();\n"
    ).encode()


def _asset(name: str, content: bytes) -> Asset:
    version = hashlib.sha256(content).hexdigest()[:12]
    return Asset(content, _MEDIA[Path(name).suffix], f"/static/{name}?v={version}")


def send_asset(asset: Asset) -> Response:
    """The answer that is a file."""
    headers = {"Cache-Control": f"public, max-age={_YEAR}, immutable", "Content-Type": asset.media}
    return Response(asset.content, headers=headers)


def render(
    request: Request, template: str, *, code: int = 200, policy: str = POLICY, **values: Any
) -> Response:
    """A page in the language of the request. ``policy`` says what it may load."""
    language = language_of(request)
    page = _environment().get_template(template)
    text = page.render(
        language=language,
        other=next(each for each in LANGUAGES if each != language),
        words=words()[language],
        styles=_styles(language),
        address=_address_in_other(request, language),
        session=session_of(request),
        **values,
    )
    response = HTMLResponse(text, code)
    response.headers["Content-Security-Policy"] = policy
    response.headers["Content-Language"] = language
    response.headers["Vary"] = "Accept, Accept-Language, Cookie"
    if request.query_params.get("lang") in LANGUAGES:
        response.set_cookie("lang", language, max_age=_YEAR, samesite="lax", httponly=True)
    return response


def language_of(request: Request) -> str:
    """The language that is asked for, was asked for before, or is liked best; else Arabic."""
    for wish in (request.query_params.get("lang"), request.cookies.get("lang")):
        if wish in LANGUAGES:
            return wish
    # A range of languages has the form of one of media types, but for its second part.
    accept = ",".join(
        each.strip().partition(";")[0].partition("-")[0] + "/x;" + each.partition(";")[2]
        for each in request.headers.get("accept-language", "").split(",")
        if each.strip()
    )
    return (choose(accept, [f"{each}/x" for each in LANGUAGES]) or LANGUAGES[0]).partition("/")[0]


def _address_in_other(request: Request, language: str) -> str:
    other = next(each for each in LANGUAGES if each != language)
    # The query alone: a path such as //example.org would lead elsewhere.
    return f"?{request.url.include_query_params(lang=other).query}"


@cache
def words() -> Mapping[str, Any]:
    """What pages say, by language."""
    return tomllib.loads((TEMPLATES / "words.toml").read_text(encoding="utf-8"))


@cache
def _styles(language: str) -> Mapping[str, Any]:
    """Names of types and relations, and of terms, in a language."""
    styles = read_styles()
    types, relations = styles["types"].items(), styles["relations"].items()
    return {
        "one": {kind: row[f"one_{language}"] for kind, row in types} | words()[language]["kinds"],
        "many": {kind: row[language] for kind, row in types},
        "relation": {name: row[language] for name, row in relations},
        "out": {name: row.get(f"out_{language}", row[language]) for name, row in relations},
        "in": {name: row.get(f"in_{language}", row[language]) for name, row in relations},
        "terms": styles["words"][language],
    }


def colours() -> Mapping[str, str]:
    """The colour of each type of thing."""
    return {kind: row["colour"] for kind, row in read_styles()["types"].items()}


def one(kind: str, language: str) -> str:
    """The name of a type."""
    name: str = _styles(language)["one"][kind]
    return name


def counted(forms: Mapping[str, str], name: str, count: int) -> str:
    """A number with its noun, in the form that the language wants for it.

    >>> counted({"day_1": "يوم", "day_2": "يومان", "day_few": "{count} أيام"}, "day", 7)
    '7 أيام'
    """
    if count in (1, 2) or (count == 0 and f"{name}_0" in forms):
        return forms[f"{name}_{count}"]
    form = "few" if 3 <= count % 100 <= 10 else "many"
    return forms[f"{name}_{form}"].format(count=count)


@cache
def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        asset=lambda name: assets()[name].address, counted=counted, file_of=_file_of
    )
    return environment


def _file_of(address: str, format: str) -> str:
    return f"{address.partition('#')[0]}?format={format}"
