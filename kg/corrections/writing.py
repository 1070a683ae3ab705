"""``corrections.toml``, written: an entry at the end, or one taken out. All else stays as it is."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Iterator
from pathlib import Path

from kg.corrections.entries import (
    Correction,
    Judgement,
    Merge,
    Rename,
    Retype,
    Split,
    Stated,
    Thing,
)
from kg.corrections.reading import HEADER
from kg.errors import CorrectionError

_HEAD = """\
# Corrections of this store, which apply in this order whenever its graph is made.
# kg fix adds to them; they may be edited by hand too (docs/corrections.md tells how).
"""


def added(text: str, correction: Correction) -> str:
    """The text of a file with one more correction at its end."""
    begun = text if not text or text.endswith("\n") else f"{text}\n"
    return f"{begun or _HEAD}\n{render(correction)}"


def without(text: str, number: int) -> str:
    """The text of a file without the correction of this number, from 1.

    The comment right above an entry goes with it. Raises CorrectionError where there is no such
    entry, or its lines cannot be told from others (a header inside of a text, say).
    """
    rows = tomllib.loads(text).get("correction", [])
    if not 1 <= number <= len(rows):
        expected = f"a number from 1 to {len(rows)}" if rows else "a store that has some"
        raise CorrectionError(f"found no correction {number}; expected {expected}")
    lines = text.splitlines(keepends=True)
    starts = [_with_comment(lines, at) for at, line in enumerate(lines) if _is_header(line)]
    if len(starts) == len(rows):
        end = starts[number] if number < len(rows) else len(lines)
        left = "".join(lines[: starts[number - 1]] + lines[end:])
        if tomllib.loads(left).get("correction", []) == rows[: number - 1] + rows[number:]:
            return left
    raise CorrectionError(f"correction {number} cannot be told from its neighbours: edit the file")


def save(file: Path, text: str) -> None:
    """Write the file, whole or not at all. Raises CorrectionError."""
    draft = file.with_name(f"{file.name}.new")
    try:
        with draft.open("w", encoding="utf-8", newline="") as output:
            output.write(text)
            output.flush()
            os.fsync(output.fileno())
        os.replace(draft, file)
    except OSError as error:
        raise CorrectionError(f"{file}: cannot be written: {error}") from error


def render(correction: Correction) -> str:
    """A correction as an entry of the file."""
    lines = ["[[correction]]", f"action = {_text(correction.action)}"]
    lines += _act(correction)
    lines += [
        f"author = {_text(correction.author)}",
        f"date = {correction.date.isoformat()}",
        f"reason = {_text(correction.reason)}",
    ]
    return "\n".join(lines) + "\n"


def _act(correction: Correction) -> Iterator[str]:
    match correction.act:
        case Merge(thing, other):
            yield from _thing("thing", thing)
            yield from _thing("other", other)
        case Split(thing, documents, name):
            yield from _thing("thing", thing)
            if documents:
                yield f"documents = [{', '.join(map(_text, documents))}]"
            else:
                yield f"name = {_text(name)}"
        case Rename(thing, name):
            yield from _thing("thing", thing)
            yield f"name = {_text(name)}"
        case Retype(thing, type):
            yield from _thing("thing", thing)
            yield f"type = {_text(type)}"
        case Judgement(fact, _, stated):
            yield f"fact = {_text(fact)}"
            if stated is not None:
                yield from _stated(stated)


def _stated(stated: Stated) -> Iterator[str]:
    yield f"relation = {_text(stated.relation)}"
    yield from _thing("subject", stated.subject)
    if stated.object is not None:
        yield from _thing("object", stated.object)
    if stated.value is not None:
        value = stated.value
        yield f"value = {value if isinstance(value, int) else _text(value)}"
    for key, text in (("title", stated.title), ("since", stated.since), ("until", stated.until)):
        if text:
            yield f"{key} = {_text(text)}"


def _thing(key: str, thing: Thing) -> Iterator[str]:
    yield f"{key} = {_text(thing.iri)}"
    if len(thing.mentions) == 1:
        yield f"{key}_mentions = [{_text(str(thing.mentions[0]))}]"
    elif thing.mentions:
        yield f"{key}_mentions = ["
        yield from (f"    {_text(str(mention))}," for mention in thing.mentions)
        yield "]"


def _text(text: str) -> str:
    # JSON's strings are TOML's, but for one letter that JSON leaves as it is.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _is_header(line: str) -> bool:
    return HEADER.fullmatch(line.rstrip("\r\n")) is not None


def _with_comment(lines: list[str], header: int) -> int:
    """Where an entry begins with the comment right above it."""
    start = header
    while start > 0 and lines[start - 1].startswith("#"):
        start -= 1
    # What stands at the very top is about the file.
    return header if start == 0 else start
