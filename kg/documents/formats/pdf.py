"""PDF, through ``pdftotext`` of Poppler where that is installed.

No Python library was found that gives the words of an Arabic page in their order (pypdf,
pdfplumber); Poppler does, but for some letters: see :mod:`kg.documents.presentation`.
"""

from __future__ import annotations

import contextlib
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence

from kg.documents.articles import Article, Entry, tidy, value
from kg.documents.contents import Content
from kg.documents.fields import Fields
from kg.documents.presentation import repaired
from kg.errors import ReadError

RELIABILITY = 0.8
"""How far words from a printed page are trusted: letters were worked out from glyphs."""

SECONDS = 60
"""After which a page that does not end is given up."""
MEMORY = 2 * 1024**3
LONGEST = 64 * 1024 * 1024
PAGES = "5000"

_SENTENCE_END = re.compile(r"[.؟!][»\")]?$")
# Of a full line's length (that of the longest tenth).
_LAST_LINE = 0.9
_HEADING = 0.6
_TITLE_OF_A_FILE = re.compile(
    r"\.(docx?|odt|indd|qxp|pdf|rtf|pages)$|^(microsoft word|untitled)", re.I
)


def read(content: Content, fields: Fields) -> Iterator[Article]:
    """The text of all pages. Raises ReadError without ``pdftotext`` or without text."""
    data = content.read()
    program = shutil.which("pdftotext")
    if program is None:
        raise ReadError("PDF needs the program pdftotext; install Poppler (poppler-utils)")
    printed = _run([program, "-q", "-enc", "UTF-8", "-l", PAGES, "-", "-"], data)
    text = tidy(_paragraphs(repaired(printed)))
    if not text:
        raise ReadError(
            "PDF of scanned pages, without text; expected text: recognize its letters first"
        )
    yield Article(text, _entry(data), reliability=RELIABILITY)


def _paragraphs(printed: str) -> str:
    """Lines joined to paragraphs.

    A paragraph ends at an empty line, at the end of a page's column where a sentence ends, and
    with a line that is far from full: a heading, or the last of a paragraph.
    """
    lines = [" ".join(line.split()) for line in printed.replace("\f", "\n\n").split("\n")]
    lengths = sorted(len(line) for line in lines if line)
    full = lengths[len(lengths) * 9 // 10] if lengths else 0
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line:
            paragraphs[-1].append(line)
        ends = _SENTENCE_END.search(line) and len(line) < _LAST_LINE * full
        if not line or ends or len(line) < _HEADING * full:
            paragraphs.append([])
    return "\n".join(" ".join(lines) for lines in paragraphs if lines)


def _entry(data: bytes) -> Entry:
    """What the file says of itself, where ``pdfinfo`` can be asked."""
    program = shutil.which("pdfinfo")
    if program is None:
        return Entry()
    with contextlib.suppress(ReadError):
        lines = _run([program, "-enc", "UTF-8", "-"], data).splitlines()
        told = dict(line.split(":", 1) for line in lines if ":" in line)
        title = value(told.get("Title"))
        # Programs that print write the name of their file there.
        if title and _TITLE_OF_A_FILE.search(title):
            title = None
        return Entry(title=title, author=value(told.get("Author")))
    return Entry()


def _run(command: Sequence[str], data: bytes) -> str:
    """What a program of Poppler prints of a PDF. Raises ReadError where it fails."""
    try:
        # An empty environment but for what makes it speak UTF-8; the file comes through a pipe.
        with subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={"LC_ALL": "C.UTF-8"},
        ) as process:
            _limit(process.pid)
            try:
                printed, told = process.communicate(data, timeout=SECONDS)
            except subprocess.TimeoutExpired as error:
                process.kill()
                message = f"PDF that takes more than {SECONDS} seconds; expected less"
                raise ReadError(message) from error
    except OSError as error:
        raise ReadError(f"{command[0]} cannot be run: {error.strerror or error}") from error
    if process.returncode:
        reason = value(told[:200].decode("utf-8", "replace")) or "no reason given"
        raise ReadError(f"damaged PDF, or one with a password (pdftotext: {reason})")
    return printed[:LONGEST].decode("utf-8", errors="replace")


def _limit(pid: int) -> None:
    """What a hostile page may cost, where the system can be told."""
    if sys.platform == "linux":
        with contextlib.suppress(ProcessLookupError):
            resource.prlimit(pid, resource.RLIMIT_AS, (MEMORY, MEMORY))
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, 0))
