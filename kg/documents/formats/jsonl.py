"""JSON Lines: an article a line."""

from __future__ import annotations

import codecs
import io
import json
from collections.abc import Iterator
from typing import BinaryIO

from kg.documents import encodings
from kg.documents.articles import Article, Omission
from kg.documents.contents import Content
from kg.documents.fields import Fields
from kg.errors import ReadError

LONGEST_LINE = 64 * 1024 * 1024
_MARK = b"\xef\xbb\xbf"


def read(content: Content, fields: Fields) -> Iterator[Article | Omission]:
    """The article of each line; a line that cannot be read costs no other."""
    stream, encoding = _as_utf_8(content)
    with stream:
        number = 0
        while line := stream.readline(LONGEST_LINE):
            number += 1
            if len(line) == LONGEST_LINE:
                raise ReadError(f"line {number} is longer than {LONGEST_LINE} bytes")
            if not line.removeprefix(_MARK).strip():
                continue
            try:
                article = article_of(line, fields, f"line {number}")
            except ReadError as error:
                yield Omission(str(error), f"line {number}")
            else:
                yield Article(article.text, article.entry, article.place, encoding)


def article_of(line: bytes, fields: Fields, place: str) -> Article:
    """The article of one line in UTF-8. Raises ReadError where it holds none."""
    return fields.article(_row(line.removeprefix(_MARK)), place)


def _as_utf_8(content: Content) -> tuple[BinaryIO, str]:
    """A stream of lines in UTF-8: the file's own as a rule, else all of it decoded."""
    head = content.head()
    try:
        # The head may end inside a letter.
        codecs.getincrementaldecoder("utf-8")().decode(head)
        is_utf_8 = b"\x00" not in head
    except UnicodeDecodeError:
        is_utf_8 = False
    if not is_utf_8:
        text, encoding = encodings.decode(content.read(), declared=content.charset)
        return io.BytesIO(text.encode("utf-8")), encoding
    return content.open(), encodings.UTF_8


def _row(line: bytes) -> dict[str, object]:
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ReadError(f"not UTF-8 at byte {error.start}; expected JSON in UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise ReadError(f"no JSON: {error}; expected an object on each line") from error
    if not isinstance(row, dict):
        raise ReadError(f"found a {type(row).__name__}; expected an object with fields")
    return row
