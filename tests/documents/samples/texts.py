"""Plain text in all encodings, and texts in other languages."""

from __future__ import annotations

from collections.abc import Iterator

from kg.documents.articles import Article
from tests.documents.samples.story import FIRST, SECOND, TEXT, Sample

_BARE = TEXT.replace("،", ",")  # the code page has no Arabic comma


def samples() -> Iterator[Sample]:
    """Texts of every encoding that newsrooms have."""
    for name, data, encoding in (
        ("utf-8", TEXT.encode(), "utf-8"),
        ("utf-8-with-mark", TEXT.encode("utf-8-sig"), "utf-8"),
        ("utf-16-with-mark", TEXT.encode("utf-16"), "utf-16"),
        ("utf-16-be-with-mark", b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        ("utf-16-le", TEXT.encode("utf-16-le"), "utf-16-le"),
        ("utf-16-be", TEXT.encode("utf-16-be"), "utf-16-be"),
        ("windows-1256", TEXT.encode("cp1256"), "windows-1256"),
        ("iso-8859-6", TEXT.encode("iso8859_6"), "iso-8859-6"),
        ("windows-line-ends", TEXT.replace("\n", "\r\n").encode(), "utf-8"),
    ):
        yield Sample(f"{name}.txt", data, (Article(TEXT, encoding=encoding),))
    dos = _BARE.encode("cp720")
    yield Sample("dos-720.txt", dos, (Article(_BARE, encoding="ibm720"),))
    empty = "empty file"
    yield Sample("empty.txt", b"", (), (empty,))
    yield Sample("damaged.txt", FIRST.encode()[:-20] + b"\xd8" + SECOND.encode(), (), ("damaged",))
    yield Sample("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", (), ("binary file",))
    yield Sample("no-suffix", TEXT.encode(), (Article(TEXT),))
    yield Sample(
        "old-word.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), (), ("old Office",)
    )
