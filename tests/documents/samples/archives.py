"""Archives: with files of many kinds, inside one another, damaged, and hostile."""

from __future__ import annotations

import gzip
import io
import tarfile
from collections.abc import Iterator

from kg.documents.articles import Article
from tests.documents.samples import tables, web
from tests.documents.samples.office import pack
from tests.documents.samples.story import ALL, FIRST, OTHER, SECOND, TEXT, Sample


def tar(members: dict[str, bytes]) -> bytes:
    """A TAR of these files, with a link to /etc/passwd and a device among them."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for name, kind in (("link.txt", tarfile.SYMTYPE), ("device.txt", tarfile.CHRTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    return stream.getvalue()


def samples() -> Iterator[Sample]:
    """Containers of files."""
    mixed: dict[str, str | bytes] = {
        "نصوص/أول.txt": FIRST,
        "page.html": web.page().encode(),
        "older.txt": SECOND.encode("cp1256"),
        "photo.jpg": b"\xff\xd8",
        "__MACOSX/._أول.txt": b"\x00\x05",
        ".hidden.txt": b"x",
    }
    read = (
        Article(FIRST, place="نصوص/أول.txt"),
        Article(web.PAGE, ALL, "page.html"),
        Article(SECOND, place="older.txt", encoding="windows-1256"),
    )
    notes = ("a file of kinds that are not read (.jpg)",)
    yield Sample("mixed.zip", pack(mixed), read, notes=notes)
    inner = pack({"deep.txt": OTHER})
    nested = pack({"inner.zip": inner, "news.jsonl": tables.lines(({"text": TEXT},))})
    yield Sample(
        "nested.zip",
        nested,
        (
            Article(OTHER, place="inner.zip, deep.txt"),
            Article(TEXT, place="news.jsonl, line 1"),
        ),
    )
    texts = {"a/one.txt": FIRST.encode(), "b/two.txt": OTHER.encode()}
    both = (Article(FIRST, place="a/one.txt"), Article(OTHER, place="b/two.txt"))
    yield Sample("texts.tar", tar(texts), both)
    yield Sample("texts.tar.gz", gzip.compress(tar(texts), mtime=0), both)
    yield Sample("texts.tgz", gzip.compress(tar(texts), mtime=0), both)
    yield Sample("one.txt.gz", gzip.compress(TEXT.encode(), mtime=0), (Article(TEXT),))
    hostile = {"../../../tmp/evil.txt": FIRST.encode(), "/etc/cron.d/evil.txt": OTHER.encode()}
    placed = tuple(
        Article(text, place=name) for name, text in zip(hostile, (FIRST, OTHER), strict=True)
    )
    yield Sample("paths.tar", tar(hostile), placed)
    yield Sample("paths.zip", pack(dict(hostile)), placed)
    yield Sample("cut.zip", pack(mixed)[:-40], (), ("no ZIP",))
    cut = gzip.compress(TEXT.encode() * 50, mtime=0)[:-60]
    yield Sample("cut.txt.gz", cut, (), ("damaged compressed data",))
    bomb = gzip.compress(bytes(64 * 1024 * 1024), mtime=0)
    yield Sample("bomb.txt.gz", bomb, (), ("unpacks to more than 200 times its size",))
    packed: dict[str, str | bytes] = {"first.txt": FIRST, "zeros.txt": bytes(64 * 1024 * 1024)}
    yield Sample(
        "bomb.zip",
        pack(packed),
        (Article(FIRST, place="first.txt"),),
        ("unpacks to more than 200 times its size",),
    )
    deep = pack({"a.txt": FIRST})
    for _ in range(6):
        deep = pack({"a.zip": deep})
    yield Sample("deep.zip", deep, (), ("a container inside 4 others",))
    terminal = pack({"\x1b[31mred\u202e.txt": FIRST})
    yield Sample("controls.zip", terminal, (Article(FIRST, place="\ufffd[31mred\ufffd.txt"),))
