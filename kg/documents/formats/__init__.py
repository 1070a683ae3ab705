"""One module a kind of file, each with ``read(content, fields)``.

See :mod:`kg.documents.readers`.
"""
