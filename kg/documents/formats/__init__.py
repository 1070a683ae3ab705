"""One module a kind of file, each with ``read(content, fields)``: see :mod:`kg.documents.readers`."""
