"""DOCX, ODT and PDF."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from kg.documents.articles import Article, Entry
from tests.documents.samples import pdf
from tests.documents.samples.story import AUTHOR, FIRST, OTHER, SECOND, TEXT, THIRD, TITLE, Sample

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats"
_BY = Entry(title=TITLE, author=AUTHOR)


def pack(members: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of these files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, (2022, 2, 15, 9, 30, 0))
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else method
            archive.writestr(info, data)
    return stream.getvalue()


def docx(body: str, title: str = TITLE, author: str = AUTHOR) -> bytes:
    """A Word document of a body in WordprocessingML."""
    return pack(
        {
            "[Content_Types].xml": f"""<?xml version="1.0"?><Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="{_TYPE}-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml"
 ContentType="{_TYPE}-officedocument.wordprocessingml.document.main+xml"/>
<Override PartName="/docProps/core.xml" ContentType="{_TYPE}-package.core-properties+xml"/>
</Types>""",
            "_rels/.rels": f"""<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="a" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>
<Relationship Id="b" Type="{_PACKAGE}/relationships/metadata/core-properties"
 Target="docProps/core.xml"/></Relationships>""",
            "docProps/core.xml": f"""<?xml version="1.0" encoding="utf-8"?>
<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>
<dc:creator>{author}</dc:creator></cp:coreProperties>""",
            "word/document.xml": f"""<?xml version="1.0" encoding="utf-8"?>
<w:document xmlns:w="{_WORD}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">
<w:body>{body}<w:sectPr/></w:body></w:document>""",
        }
    )


def _paragraph(*runs: str) -> str:
    return f"<w:p><w:pPr><w:bidi/></w:pPr>{''.join(runs)}</w:p>"


def _run(text: str) -> str:
    return f'<w:r><w:rPr><w:rtl/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def odt(body: str) -> bytes:
    """An OpenDocument text of a body."""
    names = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    names += ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    names += ' xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
    names += ' xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.2"'
    kind = "application/vnd.oasis.opendocument.text"
    return pack(
        {
            "mimetype": kind,
            "content.xml": f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content {names}><office:body><office:text>{body}</office:text></office:body>
</office:document-content>""",
            "meta.xml": f"""<?xml version="1.0" encoding="UTF-8"?><office:document-meta {names}>
<office:meta><dc:title>{TITLE}</dc:title><dc:creator>{AUTHOR}</dc:creator></office:meta>
</office:document-meta>""",
            "styles.xml": f'<?xml version="1.0"?><office:document-styles {names}/>',
            "META-INF/manifest.xml": f"""<?xml version="1.0"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>""",
        }
    )


def samples() -> Iterator[Sample]:
    """Word processors' files and pages for print."""
    yield from _words()
    yield from _open_documents()
    yield from _printed()


def _words() -> Iterator[Sample]:
    whole = "".join(_paragraph(_run(one)) for one in TEXT.split("\n"))
    yield Sample("report.docx", docx(whole), (Article(TEXT, _BY),))
    yield Sample("report-without-data.docx", docx(whole, "", ""), (Article(TEXT),))
    middle = len(FIRST) // 2
    runs = _paragraph(_run(FIRST[:middle]), _run(FIRST[middle:])) + _paragraph(
        f"<w:hyperlink>{_run(SECOND)}</w:hyperlink>"
    )
    yield Sample("report-in-runs.docx", docx(runs), (Article(f"{FIRST}\n{SECOND}", _BY),))
    changed = _paragraph(
        f'<w:ins w:id="1" w:author="x">{_run(FIRST)}</w:ins>',
        '<w:del w:id="2" w:author="x"><w:r><w:delText>محذوف</w:delText></w:r></w:del>',
        '<w:moveFrom w:id="3" w:author="x">' + _run("منقول") + "</w:moveFrom>",
    )
    yield Sample("report-with-changes.docx", docx(changed), (Article(FIRST, _BY),))
    cells = "".join(f"<w:tc>{_paragraph(_run(one))}</w:tc>" for one in (FIRST, SECOND))
    table = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>" + _paragraph(_run(THIRD))
    yield Sample("report-with-table.docx", docx(table), (Article(TEXT, _BY),))
    box = f"<w:txbxContent>{_paragraph(_run(SECOND))}</w:txbxContent>"
    boxed = _paragraph(
        f"<w:r><mc:AlternateContent><mc:Choice Requires='x'>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>",
        _run(FIRST),
    )
    yield Sample("report-with-box.docx", docx(boxed), (Article(f"{SECOND}\n{FIRST}", _BY),))
    lines = _paragraph(
        _run(FIRST), "<w:r><w:br/></w:r>", _run(SECOND), "<w:r><w:tab/></w:r>", _run(".")
    )
    yield Sample("report-with-breaks.docx", docx(lines), (Article(f"{FIRST}\n{SECOND}\t.", _BY),))
    yield Sample("renamed-report.zip", docx(whole), (Article(TEXT, _BY),))
    yield Sample("no-report.docx", FIRST.encode(), (), ("no ZIP",))
    yield Sample("cut-report.docx", docx(whole)[:700], (), ("no ZIP",))


def _open_documents() -> Iterator[Sample]:
    whole = "".join(f"<text:p>{one}</text:p>" for one in TEXT.split("\n"))
    yield Sample("report.odt", odt(whole), (Article(TEXT, _BY),))
    heading = f'<text:h text:outline-level="1">{TITLE}</text:h>'
    headed = f"{heading}<text:p><text:span>{FIRST}</text:span></text:p>"
    yield Sample("report-with-heading.odt", odt(headed), (Article(f"{TITLE}\n{FIRST}", _BY),))
    spaced = '<text:p>أ<text:s text:c="3"/>ب<text:tab/>ج<text:line-break/>د</text:p>'
    yield Sample("report-with-spaces.odt", odt(spaced), (Article("أ   ب\tج\nد", _BY),))
    changed = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>محذوف</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        f"<text:p>{FIRST}<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>حاشية</text:p></text:note-body></text:note></text:p>"
    )
    yield Sample("report-with-changes.odt", odt(changed), (Article(FIRST, _BY),))
    listed = f"<text:list><text:list-item><text:p>{FIRST}</text:p></text:list-item></text:list>"
    yield Sample("report-with-list.odt", odt(listed), (Article(FIRST, _BY),))


def lines(text: str, width: int = 62) -> list[str]:
    """A paragraph in lines of print."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _printed() -> Iterator[Sample]:
    pages = [[TITLE, "", *lines(FIRST), *lines(SECOND)], lines(THIRD)]
    text = f"{TITLE}\n{TEXT}"
    for name, data, entry in (
        ("printed.pdf", pdf.make(pages, title=TITLE, author=AUTHOR), _BY),
        ("printed-forms.pdf", pdf.make(pages, forms=True), Entry()),
        ("printed-from-word.pdf", pdf.make(pages, title="Microsoft Word - x.docx"), Entry()),
    ):
        yield Sample(name, data, (Article(text, entry, reliability=0.8),))
    mixed = "وشاركت 25 شركة منها IBM في المعرض (الثالث) عام 2022."
    yield Sample("printed-mixed.pdf", pdf.make([[mixed]]), (Article(mixed, reliability=0.8),))
    one = pdf.make([lines(OTHER)])
    yield Sample("printed-named-otherwise.txt", one, (Article(OTHER, reliability=0.8),))
    yield Sample("scanned.pdf", pdf.scanned(), (), ("scanned pages",))
    yield Sample("cut.pdf", b"%PDF-1.4\n1 0 obj\n<<", (), ("damaged PDF",))
