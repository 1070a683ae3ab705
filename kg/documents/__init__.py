"""Files, folders and addresses → documents."""

from kg.documents.corpus import IDENTIFIER_LENGTH, Corpus, Source, describe, make_document, read
from kg.documents.fields import Fields

__all__ = [
    "IDENTIFIER_LENGTH",
    "Corpus",
    "Fields",
    "Source",
    "describe",
    "make_document",
    "read",
]
