"""Files, folders and addresses → documents."""

from kg.documents.articles import join_places
from kg.documents.corpus import (
    IDENTIFIER_LENGTH,
    Corpus,
    Source,
    describe,
    gather,
    identify,
    make_document,
    read,
)
from kg.documents.fields import Fields

__all__ = [
    "IDENTIFIER_LENGTH",
    "Corpus",
    "Fields",
    "Source",
    "describe",
    "gather",
    "identify",
    "join_places",
    "make_document",
    "read",
]
