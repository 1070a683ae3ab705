"""Inputs for readers that are wrong: random, mutated from good samples, and made to do harm."""

from __future__ import annotations

import gzip
import io
import json
import random
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from kg.documents import kinds
from tests.documents.samples import office, pdf
from tests.documents.samples.make import samples

LARGEST_SAMPLE = 60_000
"""Bytes of a sample that is worth mutating; larger ones are bombs."""

_TOKENS = (
    b"\x00", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"../../../../tmp/evil", b"\r\n\r\n",
    b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>&b;", b"<![CDATA[", b"]]>", b"-->",
    b"<!--", b"&#x110000;", b"&#0;", b'"', b"\\ud800", b"=?utf-8?B?", b"?=", b"\n--", b"%PDF-",
    b"From ", b"Content-Type: ", b"charset=utf-7", b"charset=rot13", b"\x1f\x8b", b"PK\x03\x04",
    b"http://127.0.0.1:9/", b"\xd8", b"\xef\xbb\xbf", b"\xff\xfe", b"9" * 400, b"(" * 300,
    "ﷺ".encode() * 40, "\u202e".encode(), b"<b>" * 200, b"[" * 500, b"{" * 500,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Input:
    """A bad input: the kind of reader that it is meant for, its name and its bytes."""

    kind: str
    name: str
    data: bytes


class Maker:
    """Makes the input of a number, always the same one."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._samples = [one for one in samples() if 0 < len(one.data) < LARGEST_SAMPLE]
        self._by_kind: dict[str, list[tuple[str, bytes]]] = {}
        for one in self._samples:
            kind = kinds.SUFFIXES.get(kinds.suffix(one.name), "text")
            self._by_kind.setdefault(kind, []).append((one.name, one.data))
        # A PDF costs a process each; it takes its turn less often.
        self._kinds = [k for k in sorted(self._by_kind) if k != "pdf"] * 4 + ["pdf"]

    def make(self, number: int) -> Input:
        """The input of this number: the hostile ones first, then random and mutated ones."""
        if number < len(_HOSTILE):
            kind, name, make = _HOSTILE[number]
            return Input(kind, name, make())
        rng = random.Random(f"{self._seed} {number}")
        kind = self._kinds[number % len(self._kinds)]
        name, data = rng.choice(self._by_kind[kind])
        way = rng.random()
        if way < 0.1:
            data = data[: rng.choice((0, 4, 16, 300))] + rng.randbytes(rng.randrange(2000))
        elif way < 0.4 and zipfile.is_zipfile(io.BytesIO(data)):
            data = self._repacked(data, rng)
        elif way < 0.5 and data[:2] == b"\x1f\x8b" and not name.startswith("cut"):
            data = gzip.compress(self._mutated(gzip.decompress(data), rng), 1)
        else:
            data = self._mutated(data, rng)
        if rng.random() < 0.05:
            name = rng.choice(self._samples).name
        return Input(kind, name, data)

    def _mutated(self, data: bytes, rng: random.Random) -> bytes:
        changed = bytearray(data)
        for _ in range(rng.choice((1, 1, 2, 4, 12))):
            place = rng.randrange(len(changed) + 1)
            length = rng.choice((1, 2, 8, 64, 512))
            match rng.randrange(7):
                case 0 if changed:
                    changed[place % len(changed)] = rng.randrange(256)
                case 1:
                    del changed[place : place + length]
                case 2:
                    changed[place:place] = changed[place : place + length] * rng.choice((1, 3, 40))
                case 3:
                    changed[place:place] = rng.choice(_TOKENS)
                case 4:
                    other = rng.choice(self._samples).data
                    start = rng.randrange(len(other))
                    changed[place : place + length] = other[start : start + length]
                case 5:
                    changed[place : place + length] = rng.randbytes(length)
                case _ if rng.random() < 0.2:
                    del changed[place:]
        return bytes(changed)

    def _repacked(self, data: bytes, rng: random.Random) -> bytes:
        """A ZIP with one of its members mutated, so that what is inside is reached."""
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {info.filename: archive.read(info) for info in archive.infolist()}
        name = rng.choice(sorted(members))
        members[name] = self._mutated(members[name], rng)
        return office.pack({key: value for key, value in members.items()})


def _laughs() -> bytes:
    names = "abcdefghij"
    entities = '<!ENTITY a "laugh">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(names)
    )
    return (
        f'<?xml version="1.0"?><!DOCTYPE rss [{entities}]><rss version="2.0"><channel><item>'
        "<title>&j;</title><description>&j;</description></item></channel></rss>"
    ).encode()


def _external(target: str) -> bytes:
    return (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "{target}">'
        f'<!ENTITY % y SYSTEM "{target}"> %y;]><rss version="2.0"><channel><title>t</title><item>'
        "<title>&x;</title><description>&x;</description></item></channel></rss>"
    ).encode()


def _office_with(content: bytes) -> bytes:
    return office.pack({"[Content_Types].xml": content, "word/document.xml": content})


def _open_document_with(content: bytes) -> bytes:
    kind = "application/vnd.oasis.opendocument.text"
    return office.pack({"mimetype": kind, "content.xml": content, "meta.xml": content})


def _tar_bomb() -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, kind, target in (
            ("a.txt", tarfile.SYMTYPE, "/etc"),
            ("a.txt/passwd.txt", tarfile.LNKTYPE, "../../etc/passwd"),
            ("/dev/shm/evil.txt", tarfile.REGTYPE, ""),
            ("..\\..\\evil.txt", tarfile.REGTYPE, ""),
            ("fifo.txt", tarfile.FIFOTYPE, ""),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, target
            archive.addfile(info)
        huge = tarfile.TarInfo("huge.txt")
        huge.size = 1 << 60
        archive.fileobj.write(huge.tobuf())
    return stream.getvalue()


def _quine_like() -> bytes:
    data = b"x"
    for depth in range(30):
        data = office.pack({f"{depth}.zip": data})
    return data


def _many_members() -> bytes:
    return office.pack({f"{n}.txt": b"" for n in range(20_000)})


def _parts(depth: int) -> bytes:
    head = b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(depth)
    )
    return b"From: a@b\nSubject: x\nMIME-Version: 1.0\n" + head + b"Content-Type: text/plain\n\nx"


def _page(body: bytes) -> bytes:
    return b"<!DOCTYPE html><html><head><title>x</title></head><body>" + body + b"</body></html>"


_LONG = "كلمة ".encode() * 200_000

_HOSTILE: tuple[tuple[str, str, Callable[[], bytes]], ...] = (
    ("feed", "laughs.xml", _laughs),
    ("feed", "external.rss", lambda: _external("file:///etc/passwd")),
    ("feed", "calling.rss", lambda: _external("http://127.0.0.1:9/x")),
    ("feed", "address.rss", lambda: b"http://127.0.0.1:9/feed"),
    ("feed", "path.rss", lambda: b"/etc/passwd"),
    ("feed", "deep.rss", lambda: b"<rss><channel>" + b"<item>" * 100_000),
    ("docx", "laughs.docx", lambda: _office_with(_laughs())),
    ("docx", "external.docx", lambda: _office_with(_external("file:///etc/passwd"))),
    ("docx", "deep.docx", lambda: office.docx("<w:p>" * 50_000 + "</w:p>" * 50_000)),
    ("docx", "bomb.docx", lambda: _office_with(bytes(100 << 20))),
    ("docx", "calling.docx", lambda: office.docx("<w:p/>").replace(b"word/", b"http:")),
    ("odt", "laughs.odt", lambda: _open_document_with(_laughs())),
    ("odt", "external.odt", lambda: _open_document_with(_external("file:///etc/passwd"))),
    ("odt", "calling.odt", lambda: _open_document_with(_external("http://127.0.0.1:9/x"))),
    ("odt", "spaces.odt", lambda: office.odt('<text:p><text:s text:c="99999999999"/>x</text:p>')),
    ("odt", "bomb.odt", lambda: _open_document_with(bytes(100 << 20))),
    ("html", "deep.html", lambda: _page(b"<div>" * 200_000)),
    ("html", "deep-tables.html", lambda: _page(b"<table><tr><td>" * 20_000)),
    ("html", "open-comment.html", lambda: _page(b"<!--" * 100_000)),
    ("html", "comments.html", lambda: b"<!---->" * 50_000 + b"<p>x"),
    ("html", "attributes.html", lambda: _page(b"<p " + b"a=1 " * 200_000 + b">x</p>")),
    ("html", "long.html", lambda: _page(b"<p>" + _LONG + b"</p>")),
    ("html", "many.html", lambda: _page(b"<p>\xd9\x86\xd8\xb5</p>" * 40_000)),
    ("html", "links.html", lambda: _page(b"<a href='//x'>x</a>" * 30_000)),
    ("html", "dates.html", lambda: _page(b"<p>" + b"2022-02-" * 60_000 + b"</p>")),
    (
        "html",
        "linked-data.html",
        lambda: _page(b'<script type="application/ld+json">' + b"[" * 90_000),
    ),
    (
        "html",
        "refresh.html",
        lambda: _page(b'<meta http-equiv="refresh" content="0;http://127.0.0.1:9">'),
    ),
    ("html", "charset.html", lambda: b"<meta charset=" + b"x" * 3000 + b">\xe7\xe1\xe6"),
    ("mail", "deep.eml", lambda: _parts(5_000)),
    ("mail", "headers.eml", lambda: b"A: b\n" * 200_000 + b"\nx"),
    ("mail", "long-header.eml", lambda: b"Subject: " + b"=?utf-8?Q?=D8?= " * 30_000 + b"\n\nx"),
    ("mail", "folded.eml", lambda: b"From: a\n" + b" b\n" * 200_000 + b"\nx"),
    ("mail", "addresses.eml", lambda: b"From: " + b"(" * 50_000 + b"\n\nx"),
    ("mail", "quoted.eml", lambda: b'From: "' + b"\\" * 100_000 + b"\n\nx"),
    ("mail", "date.eml", lambda: b"Date: " + b"1 " * 50_000 + b"\n\nx"),
    (
        "mail",
        "parameters.eml",
        lambda: b"Content-Type: text/plain; " + b"a*0=b;" * 20_000 + b"\n\nx",
    ),
    (
        "mail",
        "boundary.eml",
        lambda: b'Content-Type: multipart/mixed; boundary=""\n\n' + b"--\n" * 99_999,
    ),
    (
        "mhtml",
        "deep.mhtml",
        lambda: _parts(5_000).replace(b"multipart/mixed", b"multipart/related"),
    ),
    ("mbox", "many.mbox", lambda: b"From a\n\n" * 50_000),
    ("mbox", "line.mbox", lambda: b"From a\n" + b"x" * (8 << 20)),
    ("jsonl", "deep.jsonl", lambda: b"[" * 1_000_000),
    ("jsonl", "number.jsonl", lambda: b'{"text": ' + b"9" * 100_000 + b"}"),
    (
        "jsonl",
        "surrogates.jsonl",
        lambda: json.dumps({"text": "\ud800 كلمة", "title": "\udfff"}).encode(),
    ),
    (
        "jsonl",
        "zeros.jsonl",
        lambda: json.dumps({"text": "\x00\x1b[2J", "date": "9" * 90}).encode(),
    ),
    ("jsonl", "markup.jsonl", lambda: json.dumps({"text": "<p>" * 90_000}).encode()),
    (
        "jsonl",
        "dates.jsonl",
        lambda: b'{"text": "x", "date": "0000-99-99"}\n{"text": "x", "date": 1e999}',
    ),
    ("jsonl", "many.jsonl", lambda: b"x\n" * 200_000),
    ("csv", "quote.csv", lambda: b'text\n"' + b"a\n" * 500_000),
    ("csv", "columns.csv", lambda: b"text" + b"," * 500_000 + b"\nx"),
    ("csv", "zeros.csv", lambda: b"text\n\x00\n"),
    ("csv", "field.csv", lambda: b"text\n" + b"x" * (20 << 20)),
    ("zip", "nested.zip", _quine_like),
    ("zip", "many.zip", _many_members),
    ("zip", "bomb.zip", lambda: office.pack({"a.txt": bytes(200 << 20)})),
    (
        "zip",
        "names.zip",
        lambda: office.pack({"/etc/x.txt": b"x", "C:\\x.txt": b"y", "\x1b[2J.txt": b"z"}),
    ),
    ("tar", "links.tar", _tar_bomb),
    ("gzip", "bomb.gz", lambda: gzip.compress(bytes(200 << 20), 9)),
    ("gzip", "nested.gz", lambda: gzip.compress(gzip.compress(gzip.compress(bytes(80 << 20))))),
    ("gzip", "links.tar.gz", lambda: gzip.compress(_tar_bomb())),
    (
        "warc",
        "length.warc",
        lambda: b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999\r\n\r\nx",
    ),
    (
        "warc",
        "negative.warc",
        lambda: b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -5\r\n\r\nx",
    ),
    ("warc", "headers.warc", lambda: b"WARC/1.0\r\n" + b"a: b\r\n" * 200_000 + b"\r\n"),
    ("pdf", "pages.pdf", lambda: pdf.make([["نص"]] * 300)),
    ("pdf", "loop.pdf", lambda: pdf.make([["نص"]]).replace(b"/Kids [7 0 R]", b"/Kids [2 0 R]")),
    ("text", "long.txt", lambda: _LONG),
    ("text", "one-word.txt", lambda: "ا".encode() * 1_000_000),
    ("text", "bytes.txt", lambda: bytes(range(128, 256)) * 3000),
    ("text", "newlines.txt", lambda: b"\n" * 500_000 + "ا".encode()),
    ("text", "dashes.txt", lambda: "دبي - ".encode() * 100_000),
    ("text", "brackets.txt", lambda: ("(" * 50_000 + "نص").encode()),
)
