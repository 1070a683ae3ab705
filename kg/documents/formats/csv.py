"""CSV with a header: an article a row. Commas, semicolons, tabs or bars part the columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from kg.documents import encodings
from kg.documents.articles import Article, Omission
from kg.documents.contents import Content
from kg.documents.fields import Fields
from kg.errors import ReadError

LONGEST_FIELD = 16 * 1024 * 1024
_DELIMITERS = ",;\t|"


def read(content: Content, fields: Fields) -> Iterator[Article | Omission]:
    """The article of each row. Raises ReadError without a field of texts, or for broken quoting."""
    text, encoding = encodings.decode(content.read(), declared=content.charset)
    # The module's limit is one for the process; its default is less than a long article.
    csv.field_size_limit(LONGEST_FIELD)
    header = text.lstrip("\n").split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=header.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        names = [name.strip() for name in next(rows, [])]
        needed = fields.columns(names)
        indices = [(name, names.index(name)) for name in needed]
        for row in rows:
            place = f"line {rows.line_num}"
            if not any(cell.strip() for cell in row):
                continue
            try:
                cells = {name: row[index] for name, index in indices if index < len(row)}
                article = fields.article(cells, place)
                yield Article(article.text, article.entry, place, encoding)
            except ReadError as error:
                yield Omission(str(error), place)
    except csv.Error as error:
        raise ReadError(f"line {rows.line_num}: {error}; expected CSV") from error
