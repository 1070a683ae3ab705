"""Files and folders → documents."""

from kg.documents.corpus import Corpus, Source, make_document, read

__all__ = ["Corpus", "Source", "make_document", "read"]
