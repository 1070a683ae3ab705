"""E-mail and mail folders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage

from kg.documents.articles import Article, Entry
from tests.documents.samples import office
from tests.documents.samples.story import (
    AUTHOR,
    DAY,
    FIRST,
    OTHER,
    SECOND,
    SITE,
    TEXT,
    TITLE,
    Sample,
)

_ENTRY = Entry(title=TITLE, source=SITE, date=DAY)


def message(
    text: str, *, subtype: str = "plain", charset: str = "utf-8", cte: str = "base64"
) -> EmailMessage:
    """A press release by mail."""
    mail = EmailMessage()
    mail["Subject"] = TITLE
    mail["From"] = f"{SITE} <press@news.example.org>"
    mail["To"] = "desk@example.org"
    mail["Date"] = "Tue, 15 Feb 2022 09:30:00 +0300"
    mail.set_content(text, subtype=subtype, charset=charset, cte=cte)
    return mail


def samples() -> Iterator[Sample]:
    """Mails in the forms that programs give them."""
    for name, charset, cte, encoding in (
        ("base64", "utf-8", "base64", "utf-8"),
        ("quoted", "utf-8", "quoted-printable", "utf-8"),
        ("plain", "utf-8", "8bit", "utf-8"),
        ("windows", "windows-1256", "base64", "windows-1256"),
    ):
        data = message(TEXT, charset=charset, cte=cte).as_bytes()
        yield Sample(f"release-{name}.eml", data, (Article(TEXT, _ENTRY, encoding=encoding),))
    wrong = message(TEXT, charset="windows-1256", cte="8bit").as_bytes()
    wrong = wrong.replace(b'charset="windows-1256"', b'charset="iso-8859-1"')
    yield Sample(
        "release-misdeclared.eml", wrong, (Article(TEXT, _ENTRY, encoding="windows-1256"),)
    )
    signed = message(f"{TEXT}\n-- \nالمكتب الصحفي\nهاتف 123\n")
    yield Sample("release-signed.eml", signed.as_bytes(), (Article(TEXT, _ENTRY),))
    markup = message(f"<html><body><p>{FIRST}</p><p>{SECOND}</p></body></html>", subtype="html")
    both = Article(f"{FIRST}\n{SECOND}", _ENTRY)
    yield Sample("release.html.eml", markup.as_bytes(), (both,))
    two = message(f"{FIRST}\n{SECOND}")
    two.add_alternative(f"<p>{OTHER}</p>", subtype="html")
    yield Sample("release-alternatives.eml", two.as_bytes(), (both,))
    words = FIRST.split()
    flowed = message(f"{' '.join(words[:9])} \n{' '.join(words[9:])}\n{SECOND}")
    flowed.set_param("format", "flowed")
    yield Sample("release-flowed.eml", flowed.as_bytes(), (both,))
    attached = message(FIRST)
    report = office.docx(f"<w:p><w:r><w:t>{OTHER}</w:t></w:r></w:p>", "", AUTHOR)
    attached.add_attachment(report, "application", "octet-stream", filename="../../بيان.docx")
    attached.add_attachment(b"\x89PNG", "image", "png", filename="شعار.png")
    yield Sample(
        "release-attached.eml",
        attached.as_bytes(),
        (
            Article(FIRST, _ENTRY),
            Article(OTHER, replace(_ENTRY, author=AUTHOR), "../../بيان.docx"),
        ),
        notes=("شعار.png: an attachment of a kind",),
    )
    yield Sample("no-mail.eml", b"\n\n", (), ("no headers",))
    folder = b"".join(
        b"From press@example.org Tue Feb 15 09:30:00 2022\n"
        + message(text, cte="8bit").as_bytes().replace(b"\nFrom ", b"\n>From ")
        + b"\n\n"
        for text in (TEXT, f"{OTHER}\n\nFrom here on.")
    )
    yield Sample(
        "releases.mbox",
        folder,
        (
            Article(TEXT, _ENTRY, "message 1"),
            Article(f"{OTHER}\n\nFrom here on.", _ENTRY, "message 2"),
        ),
    )
    yield Sample("no-folder.mbox", TEXT.encode(), (), ("expected a line «From …»",))
