"""Small PDF files with Arabic text, made as programs that print make them.

Glyphs stand in visual order (from left to right); a table tells what letters each stands for.
The font itself is not needed to read the text, and left out.
"""

from __future__ import annotations

import re

_LAM_ALEF = {"لا": 0xFEFB, "لأ": 0xFEF7, "لإ": 0xFEF9, "لآ": 0xFEF5}
_ARABIC_RUN = re.compile(r"[^A-Za-z0-9]+|[A-Za-z0-9][A-Za-z0-9. ]*[A-Za-z0-9]|[A-Za-z0-9]")


def make(
    pages: list[list[str]], *, forms: bool = False, title: str = "", author: str = ""
) -> bytes:
    """A PDF of pages of lines; an empty line is a gap. ``forms`` names glyphs by their shapes."""
    glyphs: dict[str, int] = {}
    contents = [_page(lines, glyphs) for lines in pages]
    objects = _document(contents, _to_unicode(glyphs, forms))
    info = "".join(
        f"/{key} <{value.encode('utf-16').hex()}> " if value else ""
        for key, value in (("Title", title), ("Author", author))
    )
    return _write(objects, info)


def scanned() -> bytes:
    """A page with a picture and no text."""
    picture = b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray"
    picture += b" /BitsPerComponent 8 /Length 1 >>\nstream\n\x80\nendstream"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R"
    page += b" /Resources << /XObject << /P 4 0 R >> >> >>"
    content = b"500 0 0 700 40 60 cm /P Do"
    return _write(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            page,
            picture,
            _stream(content),
        ],
        "",
    )


def _page(lines: list[str], glyphs: dict[str, int]) -> bytes:
    shown = []
    for number, line in enumerate(lines):
        if line:
            codes = "".join(f"{_code(glyph, glyphs):04x}" for glyph in _visual(line))
            x = 550 - 6 * (len(codes) // 4)
            shown.append(f"BT /F 12 Tf 1 0 0 1 {x} {800 - 16 * number} Tm <{codes}> Tj ET")
    return "\n".join(shown).encode()


def _visual(line: str) -> list[str]:
    """The glyphs of a right-to-left line from left to right; lam-alef is one glyph."""
    shown: list[str] = []
    for run in reversed(_ARABIC_RUN.findall(line)):
        glyphs = re.findall(r"ل[اأإآ]|.", run)
        shown += glyphs if run[0].isascii() and run[0].isalnum() else reversed(glyphs)
    return [{"(": ")", ")": "(", "«": "»", "»": "«"}.get(glyph, glyph) for glyph in shown]


def _code(glyph: str, glyphs: dict[str, int]) -> int:
    return glyphs.setdefault(glyph, len(glyphs) + 1)


def _to_unicode(glyphs: dict[str, int], forms: bool) -> bytes:
    rows = []
    for glyph, code in glyphs.items():
        letters = chr(_LAM_ALEF[glyph]) if forms and glyph in _LAM_ALEF else glyph
        rows.append(f"<{code:04x}> <{letters.encode('utf-16-be').hex()}>")
    blocks = [rows[i : i + 100] for i in range(0, len(rows), 100)]
    body = "\n".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{body}\nendcmap end end"
    ).encode()


def _document(contents: list[bytes], to_unicode: bytes) -> list[bytes]:
    first = 7
    kids = " ".join(f"{first + 2 * i} 0 R" for i in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Naskh /Encoding /Identity-H"
        b" /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Naskh /DW 500 /FontDescriptor 6 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        _stream(to_unicode),
        b"<< /Type /FontDescriptor /FontName /Naskh /Flags 4 /FontBBox [0 -200 1000 800]"
        b" /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
    ]
    for i, content in enumerate(contents):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R"
            + f" >> >> /Contents {first + 2 * i + 1} 0 R >>".encode()
        )
        objects.append(_stream(content))
    return objects


def _stream(data: bytes) -> bytes:
    return f"<< /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def _write(objects: list[bytes], info: str) -> bytes:
    objects = [*objects, f"<< {info}>>".encode()]
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    for offset in offsets:
        out += f"{offset:010d} 00000 n \n".encode()
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>"
    out += f"trailer\n{trailer}\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
