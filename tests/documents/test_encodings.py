from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents import encodings
from kg.errors import ReadError

SENTENCE = "زار وزير الخارجية القاهرة أمس والتقى نظيره، وبحثا التعاون بين البلدين."


def test_utf_8_is_read_as_it_stands() -> None:
    text = "\u200fأولاً\r ثانياً\u00a0 ثالثاً\n\n"
    assert encodings.decode(text.encode()) == (text, "utf-8")


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1))
def test_any_text_in_utf_8_comes_back(text: str) -> None:
    if text.strip() and not text.startswith("\ufeff"):
        assert encodings.decode(text.encode()) == (text, "utf-8")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_mark_is_dropped_and_crlf_becomes_lf(encoding: str) -> None:
    text, _ = encodings.decode("سطر\r\nسطر\r\n".encode(encoding))
    assert text == "سطر\nسطر\n"


@pytest.mark.parametrize(
    ("codec", "name"),
    [("cp1256", "windows-1256"), ("iso8859_6", "iso-8859-6"), ("cp720", "ibm720")],
)
@pytest.mark.parametrize("text", [SENTENCE, "مدينة القاهرة", "قال الوزير: «لا»." * 30])
def test_older_arabic_encodings_are_told_apart(codec: str, name: str, text: str) -> None:
    data = text.encode(codec, errors="ignore")
    if codec == "cp720" and len(text) < len(SENTENCE):
        pytest.xfail("two words in the rarest of them are too few to tell")
    assert encodings.decode(data) == (data.decode(codec), name)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty file"),
        (b"\xef\xbb\xbf", "white space"),
        (b" \n\t\r\n", "white space"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x03\x20", "binary file"),
        (b"plain\x00letters", "binary file"),
        (b"\x01\x02\x03\x04 text", "binary file"),
        (random.Random(7).randbytes(4000), "binary file"),
        (random.Random(7).randbytes(4000).replace(b"\x00", b"\x01"), "binary file"),
        (b"\xff\xfe\x00\xd8\x00\x00", "UTF-16"),
        ("Le président a été élu à Genève, où il était arrivé.".encode("cp1252"), "not UTF-8"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        encodings.decode(data)


def test_damaged_utf_8_is_not_taken_for_an_older_encoding() -> None:
    data = bytearray((SENTENCE + "\n" + SENTENCE).encode())
    second_line = data.index(b"\n") + 1
    data[second_line + 20] = 0xFF
    with pytest.raises(ReadError, match=r"damaged UTF-8 at byte \d+ \(line 2\)"):
        encodings.decode(bytes(data))


def test_a_stray_control_character_does_not_cost_an_article() -> None:
    text = SENTENCE + "\x02" + SENTENCE
    assert encodings.decode(text.encode()) == (text, "utf-8")
