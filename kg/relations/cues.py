"""Cues of what a text does not assert, from ``data/relations/cues.tsv``.

A table in UTF-8 with the columns ``form  class  scope  source``; lines that begin with ``#`` and
empty lines are left out. What each class and scope is for stands in the table itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import LexiconError
from kg.lexicons import split_words
from kg.model import Standing

SHIPPED = Path(__file__).parent.parent / "data" / "relations" / "cues.tsv"

DENYING = frozenset({"denial", "wish", "possibility", "condition", "question"})
"""Classes of cues whose scope asserts nothing."""

OF_ROLES = DENYING | {"intention", "candidacy"}
"""Classes of cues whose scope asserts no role."""

_WORDS = frozenset({"verbal_noun", "copula", "past", "leaving", "coming"})
_STANDINGS = {standing.value.lower(): standing for standing in Standing}
_CLASSES = OF_ROLES | {"assertion"} | _WORDS | _STANDINGS.keys()
_SINGLE = _WORDS | _STANDINGS.keys()
_SCOPES = frozenset({"verb", "copula", "clause", "complement", "predicate", "none"})
_HEADER = "form\tclass\tscope\tsource"


@dataclass(frozen=True, slots=True)
class Cue:
    """An entry: its words in normal form, its class, and how far it reaches."""

    words: tuple[str, ...]
    cls: str
    scope: str


@dataclass(frozen=True, slots=True, eq=False)
class Cues:
    """The table. ``digest`` is the SHA-256 of its rows, in hexadecimal.

    ``starting`` holds the cues by their first word, the longest first; the other fields are the
    single words of the classes of the same name, ``standing`` those of the standings of a role.
    """

    digest: str
    starting: Mapping[str, tuple[Cue, ...]]
    verbal_noun: frozenset[str]
    copula: frozenset[str]
    past: frozenset[str]
    leaving: frozenset[str]
    coming: frozenset[str]
    standing: Mapping[str, Standing]


@cache
def shipped() -> Cues:
    """The table that comes with kg. Raises LexiconError, with file and line, where it is broken."""
    return load(SHIPPED)


def load(file: Path) -> Cues:
    """The cues of a table. Raises LexiconError, with file and line, where it is broken."""
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{file}: {error}; expected a table in UTF-8") from error
    rows = [
        (f"{file}:{number}", line)
        for number, line in enumerate(lines, 1)
        if line.strip() and not line.startswith("#")
    ]
    if not rows or rows[0][1] != _HEADER:
        found = rows[0][1] if rows else "nothing"
        raise LexiconError(f"{file}: found the header {found!r}; expected {_HEADER!r}")
    cues: dict[tuple[tuple[str, ...], bool], Cue] = {}
    for place, line in rows[1:]:
        cue = _cue(line, place)
        # A word may be a cue, and a verbal noun besides.
        key = cue.words, cue.cls in _SINGLE
        if key in cues and (cue.cls not in _SINGLE or cues[key].cls == cue.cls):
            raise LexiconError(f"{place}: found {' '.join(cue.words)!r} again; expected it once")
        cues[key] = cue
    return _table(tuple(_cue(line, place) for place, line in rows[1:]))


def _cue(line: str, place: str) -> Cue:
    cells = line.split("\t")
    if len(cells) != 4 or not cells[3].strip():
        raise LexiconError(f"{place}: found {line!r}; expected form, class, scope and source")
    form, cls, scope, _ = cells
    words = split_words(form)
    if not words:
        raise LexiconError(f"{place}: found the form {form!r}; expected a word")
    for found, known in ((cls, _CLASSES), (scope, _SCOPES)):
        if found not in known:
            raise LexiconError(f"{place}: found {found!r}; expected one of {sorted(known)}")
    if (scope == "none") == (cls in OF_ROLES) or (cls in _SINGLE and len(words) > 1):
        raise LexiconError(f"{place}: found a {cls} of {len(words)} words with scope {scope!r}")
    return Cue(words, cls, scope)


def _table(cues: tuple[Cue, ...]) -> Cues:
    starting: dict[str, list[Cue]] = {}
    for cue in sorted(cues, key=lambda cue: (-len(cue.words), cue.cls)):
        if cue.cls not in _SINGLE:
            starting.setdefault(cue.words[0], []).append(cue)
    rows = sorted(f"{' '.join(cue.words)}\t{cue.cls}\t{cue.scope}\n" for cue in cues)
    single = {name: frozenset(cue.words[0] for cue in cues if cue.cls == name) for name in _WORDS}
    return Cues(
        digest=hashlib.sha256("".join(rows).encode()).hexdigest(),
        starting={word: tuple(found) for word, found in starting.items()},
        standing={cue.words[0]: _STANDINGS[cue.cls] for cue in cues if cue.cls in _STANDINGS},
        **single,
    )
