"""What the forms of editing say: a correction, or one to take back. Everything is checked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from starlette.requests import Request

from kg.corrections import Act, Action, Judgement, Merge, Rename, Retype, Split, Thing
from kg.facts import DIGEST
from kg.graph.identifiers import document_iri
from kg.model import EntityType
from kg.serving.protocol import FORM, content_kind, read_body, read_fields
from kg.serving.refusals import BAD_REQUEST, CONFLICT, Refusal
from kg.serving.search import KINDS
from kg.serving.things import Things

LONGEST_NAME, LONGEST_REASON = 300, 1000
"""Letters of what is written in a form."""

_MOST_BYTES = 64 << 10
_PLACE = re.compile(r"[a-z-]{0,40}", re.ASCII)


class Form:
    """The fields of a form; each is there once, but for those that are lists."""

    def __init__(self, fields: Sequence[tuple[str, str]]) -> None:
        self._fields = fields

    def all(self, name: str) -> list[str]:
        """The values of a field."""
        return [value for key, value in self._fields if key == name]

    def text(self, name: str, *, most: int) -> str:
        """A line of text; what parts its words becomes a space. Raises Refusal."""
        text = " ".join(self._one(name).split())
        if not text:
            raise Refusal(BAD_REQUEST, f"{name}: found an empty text")
        if len(text) > most:
            raise Refusal(BAD_REQUEST, f"{name}: expected at most {most} letters")
        if any(unicodedata.category(letter) == "Cc" for letter in text):
            raise Refusal(BAD_REQUEST, f"{name}: found a control character; expected text")
        return text

    def place(self) -> str:
        """Where on its page the form stands, and ``""`` for anything that is no place."""
        found = self.all("place")
        return found[0] if len(found) == 1 and _PLACE.fullmatch(found[0]) else ""

    def written(self) -> Sequence[tuple[str, str]]:
        """What can be sent again as it is."""
        return [(name, value) for name, value in self._fields if name != "csrf"]

    def _one(self, name: str) -> str:
        found = self.all(name)
        if len(found) != 1:
            raise Refusal(BAD_REQUEST, f"{name}: found {len(found)} of it; expected one")
        return found[0]


async def read_form(request: Request) -> Form:
    """The form that a request sends. Raises Refusal."""
    content_kind(request, FORM)
    return Form(read_fields(await read_body(request, most=_MOST_BYTES)))


def read_act(action: Action, form: Form, things: Things) -> Act:
    """What a form says of the graph that ``things`` reads. Raises Refusal."""
    match action:
        case Action.ACCEPT | Action.REJECT:
            return _judgement(form, is_right=action is Action.ACCEPT)
        case Action.RENAME:
            return Rename(read_thing(form, "iri", things), form.text("name", most=LONGEST_NAME))
        case Action.RETYPE:
            return Retype(read_thing(form, "iri", things), _type(form))
        case Action.MERGE:
            return Merge(read_thing(form, "iri", things), read_thing(form, "other", things))
        case Action.SPLIT:
            return _split(form, things)


def read_thing(form: Form, name: str, things: Things) -> Thing:
    """A thing that the graph holds now, by its IRI. Raises Refusal."""
    iri = form.text(name, most=2000)
    if not things.holds(iri):
        raise Refusal(CONFLICT, f"{name}: the graph holds this thing no more; load the page again")
    if things.type(iri) not in KINDS:
        raise Refusal(BAD_REQUEST, f"{name}: expected the IRI of a thing with a name")
    return Thing(iri)


def _judgement(form: Form, *, is_right: bool) -> Judgement:
    fact = form.text("fact", most=100)
    if not DIGEST.fullmatch(fact):
        raise Refusal(BAD_REQUEST, "fact: expected the digest of a fact")
    return Judgement(fact, is_right)


def _type(form: Form) -> EntityType:
    kind = form.text("type", most=100)
    if kind not in KINDS:
        raise Refusal(BAD_REQUEST, f"type: expected one of {', '.join(KINDS)}")
    return EntityType(kind)


def _split(form: Form, things: Things) -> Split:
    thing = read_thing(form, "iri", things)
    documents = tuple(sorted(set(form.all("document"))))
    has_name = any(name.strip() for name in form.all("name"))
    if bool(documents) == has_name:
        raise Refusal(BAD_REQUEST, "expected either documents or a name")
    if has_name:
        return Split(thing, name=form.text("name", most=LONGEST_NAME))
    for document in documents:
        if not re.fullmatch("[0-9a-f]{16}", document) or not things.holds(
            str(document_iri(document, things.base))
        ):
            raise Refusal(BAD_REQUEST, "document: expected identifiers of documents of the graph")
    return Split(thing, documents)
