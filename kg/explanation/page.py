"""An explanation as one HTML page that works offline and asks for nothing.

Everything stands in the page as text, which the template escapes; the script only shows and
hides. A content security policy allows this script and this style, by their digests.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg.drawing.policy import digest
from kg.drawing.styles import LANGUAGES, read_styles
from kg.errors import SettingsError
from kg.explanation.reading import Explanation
from kg.spans import cut

TEMPLATES = Path(__file__).parents[1] / "data" / "templates" / "explanation"
"""The folder of the page's template, script, style and words."""

_OTHER_KINDS = ("Title", "Date", "Number", "Quote")

# Halves of surrogate pairs, which UTF-8 cannot hold.
_UNSAFE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of letters that the same markings cover, by number, the narrowest first.

    ``starts`` is the number of the marking that begins here, by which the keyboard reaches it.
    """

    text: str
    markings: tuple[int, ...] = ()
    kind: str = ""
    is_reference: bool = False
    starts: int | None = None


def render_page(explanation: Explanation, *, title: str = "", language: str = "ar") -> str:
    """The page, with what it says itself in ``language`` ("ar" or "en").

    ``title`` heads it where the document has no title. The same explanation gives the same page.
    Raises SettingsError for another language.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    if language not in LANGUAGES:
        raise SettingsError(f"language {language!r}: expected one of {', '.join(LANGUAGES)}")
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    page = environment.get_template("page.html").render(
        **_assets(),
        language=language,
        words=_words()[language],
        kinds={kind: _kind(kind, language) for kind in (*read_styles()["types"], *_OTHER_KINDS)},
        relations={name: row[language] for name, row in read_styles()["relations"].items()},
        terms=read_styles()["words"][language],
        title=explanation.document.title or title,
        document=explanation.document,
        explanation=explanation,
        rows=[
            (list(_pieces(explanation, number)), explanation.claimed(number))
            for number in range(len(explanation.sentences))
        ],
        counts=_counts(explanation),
    )
    return _UNSAFE.sub("\ufffd", page)


def _pieces(explanation: Explanation, number: int) -> Iterator[Piece]:
    """A sentence cut where a marking begins or ends."""
    text, sentence = explanation.document.text, explanation.sentences[number]
    markings = explanation.marked(number)
    for run in cut(sentence.start, sentence.end, [(each.start, each.end) for each in markings]):
        inside = [markings[index] for index in run.spans]
        if not inside:
            yield Piece(text[run.start : run.end])
            continue
        yield Piece(
            text=text[run.start : run.end],
            markings=tuple(each.number for each in inside),
            kind="Passage" if inside[0].is_passage else inside[0].kind,
            is_reference=inside[0].is_reference,
            starts=None if run.begins is None else markings[run.begins].number,
        )


def _counts(explanation: Explanation) -> list[tuple[str, int]]:
    """How many markings there are of each kind."""
    counts = Counter(marking.kind for marking in explanation.markings)
    return [
        (kind, counts[kind]) for kind in (*read_styles()["types"], *_OTHER_KINDS) if counts[kind]
    ]


def _kind(kind: str, language: str) -> str:
    types = read_styles()["types"]
    named = types[kind][f"one_{language}"] if kind in types else _words()[language][kind]
    return str(named)


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((TEMPLATES / "words.toml").read_text(encoding="utf-8"))


def _assets() -> dict[str, Any]:
    """The page's script and style, and the policy that allows these and nothing else."""
    from markupsafe import Markup

    script = (TEMPLATES / "page.js").read_text(encoding="utf-8")
    colours = "".join(
        f".{kind} {{ --kind: {row['colour']}; }}\n" for kind, row in read_styles()["types"].items()
    )
    style = (TEMPLATES / "page.css").read_text(encoding="utf-8") + colours
    policy = (
        f"default-src 'none'; script-src {digest(script)}; style-src {digest(style)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    # Markup: these are files of the package, not text of articles.
    return {"script": Markup(script), "style": Markup(style), "policy": policy}
