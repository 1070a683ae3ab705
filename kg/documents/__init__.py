"""Files and folders → documents."""

from kg.documents.corpus import IDENTIFIER_LENGTH, Corpus, Source, describe, make_document, read

__all__ = ["IDENTIFIER_LENGTH", "Corpus", "Source", "describe", "make_document", "read"]
