"""Web pages, single-file archives of pages, feeds and web archives."""

from __future__ import annotations

import base64
import gzip
import quopri
from collections.abc import Iterator

from kg.documents.articles import Article, Entry
from tests.documents.samples.story import (
    ADDRESS,
    ALL,
    AUTHOR,
    FIRST,
    OTHER,
    OTHER_ADDRESS,
    OTHER_ALL,
    OTHER_TITLE,
    SECOND,
    SITE,
    TEXT,
    THIRD,
    TITLE,
    Sample,
)

_MENU = "".join(f'<li><a href="/{n}">{n}</a></li>' for n in ("الرئيسية", "رياضة", "اقتصاد"))
_META = f"""<title>{TITLE}</title>
<meta property="og:title" content="{TITLE}">
<meta property="og:site_name" content="{SITE}">
<meta name="author" content="{AUTHOR}">
<meta property="article:published_time" content="2022-02-15T09:30:00+03:00">
<link rel="canonical" href="{ADDRESS}">"""
PAGE = f"{TITLE}\n{TEXT}"
"""What is read from a page: its heading and the story."""
_BODY = f"<p>{FIRST}</p>\n<p>{SECOND}</p>\n<p>{THIRD}</p>"


def page(meta: str = _META, body: str = _BODY, charset: str = "utf-8") -> str:
    """A news page with menu, comments and footer around the story."""
    return f"""<!DOCTYPE html>
<html lang="ar" dir="rtl"><head><meta charset="{charset}">
{meta}</head>
<body><header><nav><ul>{_MENU}</ul></nav></header>
<main><article><h1>{TITLE}</h1>{body}</article>
<section id="comments" class="comments"><h3>التعليقات</h3><p>تعليق لا يخص الخبر.</p></section>
</main>
<aside class="related"><a href="/x">اقرأ أيضاً</a></aside>
<footer><p>جميع الحقوق محفوظة</p></footer>
<script>var x = "<p>ليس نصاً</p>";</script></body></html>"""


def samples() -> Iterator[Sample]:
    """Pages, archives of one page, feeds, web archives."""
    yield from _pages()
    yield from _single_files()
    yield from _feeds()
    yield from _archives()


def _pages() -> Iterator[Sample]:
    for name, text, codec, encoding in (
        ("page.html", page(), "utf-8", "utf-8"),
        ("page-with-mark.htm", page(), "utf-8-sig", "utf-8"),
        ("page-windows.html", page(charset="windows-1256"), "cp1256", "windows-1256"),
        ("page-iso.html", page(charset="iso-8859-6"), "iso8859_6", "iso-8859-6"),
        ("page-wrongly-declared.html", page(charset="iso-8859-1"), "cp1256", "windows-1256"),
        ("page-utf-16.html", page(charset="utf-16"), "utf-16", "utf-16"),
    ):
        yield Sample(name, text.encode(codec), (Article(PAGE, ALL, encoding=encoding),))
    undeclared = page().replace('<meta charset="utf-8">', "")
    yield Sample(
        "page-undeclared.html",
        undeclared.encode("cp1256"),
        (Article(PAGE, ALL, encoding="windows-1256"),),
    )
    said = f"""<title>{TITLE}</title><script type="application/ld+json">
{{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "{TITLE}",
"datePublished": "2022-02-15", "author": {{"@type": "Person", "name": "{AUTHOR}"}},
"publisher": {{"@type": "Organization", "name": "{SITE}"}}}}</script>
<link rel="canonical" href="{ADDRESS}">"""
    yield Sample("page-linked-data.html", page(said).encode(), (Article(PAGE, ALL),))
    odd = page(body=_BODY.replace("</p>", "<font color=red>").replace("افتتح", "<b>افتتح<i></b>"))
    odd = odd.replace("</body></html>", "").replace("<!DOCTYPE html>", "")
    yield Sample("page-odd-markup.html", odd.encode(), (Article(PAGE, ALL),))
    divided = page(body="".join(f"<div><span>{one}</span><br></div>" for one in TEXT.split("\n")))
    yield Sample("page-of-divisions.html", divided.encode(), (Article(PAGE, ALL),))
    coded = page(body=_BODY.encode("ascii", "xmlcharrefreplace").decode())
    yield Sample("page-of-references.html", coded.encode(), (Article(PAGE, ALL),))
    plain = page(meta=f"<title>{TITLE}</title>")
    yield Sample("page-without-data.html", plain.encode(), (Article(PAGE, Entry(title=TITLE)),))
    strict = '<?xml version="1.0" encoding="utf-8"?>\n' + page().replace("<br>", "<br/>")
    yield Sample("page.xhtml", strict.encode(), (Article(PAGE, ALL),))
    yield Sample("page-named-otherwise", page().encode(), (Article(PAGE, ALL),))
    menu = f"<html><body><ul>{_MENU}</ul></body></html>".encode()
    yield Sample("menu.html", menu, (), ("without an article",))


def single_file(text: str, *, coding: str = "quoted-printable", charset: str = "utf-8") -> bytes:
    """A page saved as MHTML, as browsers save it."""
    data = text.encode(charset)
    body = base64.encodebytes(data) if coding == "base64" else quopri.encodestring(data)
    head = f"""From: <Saved by a browser>
Snapshot-Content-Location: {ADDRESS}
Subject: =?utf-8?B?{base64.b64encode(TITLE.encode()).decode()}?=
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="=_part"

--=_part
Content-Type: text/html; charset={charset}
Content-Transfer-Encoding: {coding}
Content-Location: {ADDRESS}

"""
    tail = "\n--=_part\nContent-Type: image/png\n\niVBORw0K\n--=_part--\n"
    return (head.encode() + body + tail.encode()).replace(b"\n", b"\r\n")


def _single_files() -> Iterator[Sample]:
    yield Sample("saved.mhtml", single_file(page()), (Article(PAGE, ALL),))
    coded = single_file(page(), coding="base64")
    yield Sample("saved-base64.mht", coded, (Article(PAGE, ALL),))
    older = single_file(page(charset="windows-1256"), charset="windows-1256")
    expected = Article(PAGE, ALL, encoding="windows-1256")
    yield Sample("saved-windows.mht", older, (expected,))
    bare = single_file(page(meta=f"<title>{TITLE}</title>"))
    yield Sample(
        "saved-without-data.mhtml", bare, (Article(PAGE, Entry(title=TITLE, address=ADDRESS)),)
    )
    yield Sample("saved-as-page.html", single_file(page()), (Article(PAGE, ALL),))


def _encoded(text: str) -> str:
    paragraphs = text.replace("\n", "</p><p>")
    return f"<content:encoded><![CDATA[<p>{paragraphs}</p>]]></content:encoded>"


def feed(charset: str = "utf-8", *, whole: bool = False) -> str:
    """An RSS feed with two items."""
    items = "".join(
        f"""<item><title>{title}</title><link>{address}</link><dc:creator>{AUTHOR}</dc:creator>
<pubDate>{day} Feb 2022 09:30:00 +0300</pubDate><description>{first}</description>
{_encoded(text) if whole else ""}</item>"""
        for title, address, day, first, text in (
            (TITLE, ADDRESS, "Tue, 15", FIRST, TEXT),
            (OTHER_TITLE, OTHER_ADDRESS, "Wed, 16", OTHER, OTHER),
        )
    )
    return f"""<?xml version="1.0" encoding="{charset}"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>{SITE}</title>
<link>https://news.example.org/</link><language>ar</language>{items}</channel></rss>"""


def _feeds() -> Iterator[Sample]:
    both = (Article(FIRST, ALL, "item 1"), Article(OTHER, OTHER_ALL, "item 2"))
    yield Sample("feed.rss", feed().encode(), both)
    yield Sample("feed.xml", feed().encode(), both)
    whole = (Article(TEXT, ALL, "item 1"), Article(OTHER, OTHER_ALL, "item 2"))
    yield Sample("feed-whole.rss", feed(whole=True).encode(), whole)
    older = tuple(Article(a.text, a.entry, a.place, "windows-1256") for a in both)
    yield Sample("feed-windows.rss", feed("windows-1256").encode("cp1256"), older)
    atom = f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>{SITE}</title><updated>2022-03-01T00:00:00Z</updated>
<entry><title type="html">&lt;b&gt;{TITLE}&lt;/b&gt;</title><link href="{ADDRESS}"/>
<author><name>{AUTHOR}</name></author><published>2022-02-15T09:30:00+03:00</published>
<updated>2022-02-20T00:00:00Z</updated>
<content type="html">&lt;p&gt;{FIRST}&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;</content></entry>
<entry><title>{OTHER_TITLE}</title><link href="{OTHER_ADDRESS}"/></entry></feed>"""
    yield Sample(
        "feed.atom",
        atom.encode(),
        (Article(f"{FIRST}\n{SECOND}", ALL, "item 1"),),
        ("item 2: an item without a text",),
    )
    rdf = f"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://news.example.org/"><title>{SITE}</title></channel>
<item rdf:about="{ADDRESS}"><title>{TITLE}</title><link>{ADDRESS}</link>
<dc:date>2022-02-15</dc:date><dc:creator>{AUTHOR}</dc:creator><description>{FIRST}</description></item></rdf:RDF>"""
    yield Sample("feed-1.0.xml", rdf.encode(), (Article(FIRST, ALL, "item 1"),))
    laughs = b'<!DOCTYPE rss [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>' + feed().encode()
    yield Sample("feed-with-entities.rss", laughs, (), ("declares entities",))
    yield Sample("no-feed.xml", b"<?xml version='1.0'?><a><b/></a>", (), ("no feed",))


def web_archive() -> bytes:
    """A WARC with a page, a page that was not found, a picture and a text."""
    answers = (
        (
            ADDRESS,
            "200 OK",
            "text/html; charset=utf-8",
            page(meta=f"<title>{TITLE}</title>").encode(),
        ),
        ("https://news.example.org/gone", "404 Not Found", "text/html", page().encode()),
        ("https://news.example.org/a.png", "200 OK", "image/png", b"\x89PNG"),
        (OTHER_ADDRESS, "200 OK", "text/plain; charset=windows-1256", OTHER.encode("cp1256")),
    )
    records = [_record("warcinfo", "", b"software: rawabit\r\n", "application/warc-fields")]
    for address, status, kind, body in answers:
        head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
        block = head.encode() + body
        records.append(_record("response", address, block, "application/http; msgtype=response"))
    return b"".join(records)


def _record(kind: str, address: str, block: bytes, media_type: str) -> bytes:
    target = f"WARC-Target-URI: {address}\r\n" if address else ""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\n{target}WARC-Date: 2022-03-01T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{len(block):012d}>\r\n"
        f"Content-Type: {media_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def answer(page: bytes) -> bytes:
    """A record of a WARC with a page."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(page)}\r\n\r\n"
    return _record("response", ADDRESS, head.encode() + page, "application/http; msgtype=response")


def _archives() -> Iterator[Sample]:
    articles = (
        Article(PAGE, Entry(title=TITLE, address=ADDRESS), ADDRESS),
        Article(OTHER, Entry(address=OTHER_ADDRESS), OTHER_ADDRESS, "windows-1256"),
    )
    notes = ("2 answers that are no pages",)
    yield Sample("pages.warc", web_archive(), articles, notes=notes)
    yield Sample("pages.warc.gz", gzip.compress(web_archive(), mtime=0), articles, notes=notes)
