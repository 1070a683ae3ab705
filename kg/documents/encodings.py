"""Bytes → text: UTF-8, and where it is certain enough an older Arabic encoding."""

from __future__ import annotations

import codecs
import re

from kg.errors import ReadError

UTF_8 = "utf-8"

# The encodings that Arabic text came in before UTF-8, the commonest first.
_OLDER = ("cp1256", "iso8859_6", "cp720")
_NAMES = {"cp1256": "windows-1256", "iso8859_6": "iso-8859-6", "cp720": "ibm720"}
_DECLARABLE = re.compile(r"cp\d|iso8859|utf-16|mac|koi8|gb|big5|shift|euc")
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}

_ARABIC = re.compile(r"[\u0621-\u064a]")
_LETTER = re.compile(r"[^\W\d_]")
# A wrong one-byte encoding leaves accented Latin letters inside Arabic words.
_MIXED_WORD = re.compile(r"[\u0621-\u064a][\u00c0-\u024f]|[\u00c0-\u024f][\u0621-\u064a]")
_ASCII_LETTER = re.compile(r"[A-Za-z]")
# … or Arabic letters in Latin words: «Prنsident».
_JOINED_WORD = re.compile(r"[a-z][\u0621-\u064a]|[\u0621-\u064a][a-z]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")

# Of all letters of a text that was not UTF-8, so many must be Arabic: French in Windows-1252 has
# none, the seeds and news articles have more than 0.95.
_ARABIC_SHARE = 0.6
_OTHERS_SHARE = 0.05
_JOINED_SHARE = 0.005
# Damaged UTF-8 still has most of its sequences whole; text in another encoding has next to none.
_DAMAGED_SHARE = 0.5
# A stray control character is met in articles taken from the web; one in a hundred is no text.
_CONTROL_SHARE = 0.01


def decode(data: bytes, *, declared: str = "") -> tuple[str, str]:
    """The text of a file, and the name of the encoding it was in (``"utf-8"`` as a rule).

    The byte-order mark is dropped and CRLF becomes LF; nothing else changes. ``declared``
    is the encoding that the data comes with, if any; it counts for what is no UTF-8. Raises
    ReadError for data that is empty, binary, damaged UTF-8, or in an encoding that is
    neither UTF-8, UTF-16, the declared one, nor an Arabic one that can be told with certainty.
    """
    if not data:
        raise ReadError("empty file; expected text")
    text, encoding = _decode(data, declared)
    text = clean(text)
    if not text.strip():
        raise ReadError("nothing but white space; expected text")
    controls = _CONTROL.findall(text)
    if "\x00" in controls or len(controls) > _CONTROL_SHARE * len(text):
        raise ReadError(f"binary file: {len(controls)} control characters; expected text")
    return text, encoding


def clean(text: str) -> str:
    """The text without byte-order mark and with CRLF as LF, which its identity rests on."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def _decode(data: bytes, declared: str) -> tuple[str, str]:
    if data[:2] in _MARKS:
        return _decode_utf_16(data)
    if b"\x00" in data and (found := _decode_unmarked_utf_16(data)):
        return found
    try:
        return data.decode(UTF_8), UTF_8
    except UnicodeDecodeError as error:
        wrong = error
    told = _decode_declared(data, declared) if declared else None
    if told and _is_plausible(told[0]):
        return told
    if b"\x00" in data:
        raise ReadError(f"binary file: NUL at byte {data.index(0)}; expected text in UTF-8")
    if _is_damaged_utf_8(data):
        line = data.count(b"\n", 0, wrong.start) + 1
        raise ReadError(
            f"damaged UTF-8 at byte {wrong.start} (line {line}): found "
            f"0x{data[wrong.start]:02x}, expected a whole UTF-8 sequence"
        )
    try:
        return _decode_older(data)
    except ReadError:
        # Perhaps another language's, which is not for this module to judge.
        if told:
            return told
        raise


def _decode_utf_16(data: bytes) -> tuple[str, str]:
    try:
        return data.decode("utf-16"), "utf-16"
    except UnicodeDecodeError as error:
        raise ReadError(
            f"begins as UTF-16 but is damaged at byte {error.start}; expected text in UTF-8"
        ) from error


def _decode_unmarked_utf_16(data: bytes) -> tuple[str, str] | None:
    for codec in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if _is_plausible(text):
            return text, codec
    return None


def _decode_declared(data: bytes, declared: str) -> tuple[str, str] | None:
    """The text in the declared encoding, where that is a usual one and decodes it whole."""
    try:
        codec = codecs.lookup(declared).name
        if not _DECLARABLE.match(codec):
            return None
        return data.decode(codec), _NAMES.get(codec.replace("-", "_"), codec)
    except (LookupError, ValueError):
        return None


def _is_damaged_utf_8(data: bytes) -> bool:
    decoded = data.decode(UTF_8, errors="replace")
    whole = sum(letter > "\x7f" and letter != "\ufffd" for letter in decoded)
    return whole > 0 and whole / (whole + decoded.count("\ufffd")) > _DAMAGED_SHARE


def _decode_older(data: bytes) -> tuple[str, str]:
    import charset_normalizer

    # The likeliest comes first.
    for match in charset_normalizer.from_bytes(data, cp_isolation=list(_OLDER)):
        text = data.decode(match.encoding)
        if _is_plausible(text):
            return text, _NAMES[match.encoding]
    guess = charset_normalizer.from_bytes(data).best()
    if guess is None:
        raise ReadError("binary file, or text in an unknown encoding; expected text in UTF-8")
    raise ReadError(f"not UTF-8 (perhaps {guess.encoding}); expected text in UTF-8: convert it")


def _is_plausible(text: str) -> bool:
    """Whether this can be Arabic: by the share of its letters, or of those that are not ASCII.

    Markup, addresses and names of fields may outnumber the Arabic of a page or a table.
    """
    letters = len(_LETTER.findall(text))
    arabic = len(_ARABIC.findall(text))
    if not arabic or _MIXED_WORD.search(text) or _CONTROL.search(text):
        return False
    if arabic / letters >= _ARABIC_SHARE:
        return True
    others = letters - arabic - len(_ASCII_LETTER.findall(text))
    joined = len(_JOINED_WORD.findall(text))
    return others <= _OTHERS_SHARE * arabic and joined <= _JOINED_SHARE * arabic
