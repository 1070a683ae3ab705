"""The JSON Schema of what is declared, and what it says in words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec

Schema = Mapping[str, Any]


@cache
def properties(kind: type[msgspec.Struct]) -> Mapping[str, Schema]:
    """The schema of each parameter of a class, with the words of enumerations in it."""
    found = msgspec.json.schema(kind)
    named: Mapping[str, Schema] = found["$defs"]
    return {
        name: _whole(schema, named) for name, schema in named[kind.__name__]["properties"].items()
    }


@cache
def required(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    """The names of the parameters that must be there."""
    found = msgspec.json.schema(kind)
    return tuple(found["$defs"][kind.__name__]["required"])


def is_list(schema: Schema) -> bool:
    """Whether a parameter may be repeated."""
    return bool(schema["type"] == "array")


def in_words(schema: Schema) -> str:
    """What a parameter may be, as an error says it.

    >>> in_words({"type": "integer", "minimum": 1, "maximum": 9})
    'a number from 1 to 9'
    """
    if schema["type"] == "array":
        return in_words(schema["items"])
    if "title" in schema:
        return str(schema["title"])
    if "enum" in schema:
        return f"one of {', '.join(schema['enum'])}"
    if schema["type"] in ("integer", "number"):
        return f"a number from {schema['minimum']} to {schema['maximum']}"
    if "maxLength" not in schema:
        return "text"
    return f"text of {schema.get('minLength', 0)} to {schema['maxLength']} letters"


def _whole(schema: Schema, named: Mapping[str, Schema]) -> dict[str, Any]:
    """A schema with what it refers to in the place of the reference."""
    whole = dict(schema)
    if "$ref" in whole:
        referred = named[whole.pop("$ref").rpartition("/")[2]]
        # The name and the docstring of a class say nothing to who asks.
        whole["enum"] = referred["enum"]
    if "enum" in whole:
        whole["type"] = "string"
    if "items" in whole:
        whole["items"] = _whole(whole["items"], named)
    return whole
