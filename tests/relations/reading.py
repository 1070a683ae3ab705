"""Texts through the real stages, up to what the relation stage makes of them."""

import datetime
import hashlib
from functools import cache

from kg.chunks import Recognition
from kg.gazetteer import Gazetteer
from kg.language import analyse
from kg.lexicons import Lexicons
from kg.mentions import recognise
from kg.model import Claim, Document, Mention
from kg.relations import relate
from kg.relations.cascade import read_document
from kg.relations.reading import Reading
from kg.relations.rules import Rules, load

DATE = datetime.date(2017, 2, 15)


@cache
def lexicons() -> Lexicons:
    return Lexicons.load()


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@cache
def rules() -> Rules:
    return load()


def document(text: str) -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(text=text, identifier=digest[:16], sha256=digest, date=DATE)


def recognition(text: str) -> Recognition:
    each = document(text)
    return recognise(each, analyse(each), lexicons(), gazetteer())


def read(text: str, own: Rules | None = None) -> Reading:
    """What the rules (ours, unless others are given) make of a text."""
    return read_document(text, recognition(text), own or rules())


def relate_text(text: str) -> tuple[tuple[Mention, ...], tuple[Claim, ...]]:
    """The mentions and claims of a text as :func:`kg.relations.relate` gives them."""
    return relate(document(text), recognition(text), rules())
