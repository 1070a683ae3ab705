"""HTML fragments (of feeds, mails, rows) → their text, a line for each block."""

from __future__ import annotations

import re

from kg.documents.articles import tidy
from kg.errors import ReadError

LONGEST = 4 * 1024 * 1024
"""Characters of a fragment that are read at most."""

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "th",
        "tr",
        "ul",
    ]
)
_HIDDEN = frozenset(
    ["head", "script", "style", "template", "noscript", "iframe", "object", "svg", "title"]
)
_SPACES = re.compile(r"[ \t\r\f\v\n]+")


def text(fragment: str) -> str:
    """The text of a fragment: blocks on lines of their own, entities resolved, scripts left out.

    Raises ReadError for a fragment that is far too long.
    """
    from lxml import etree

    if len(fragment) > LONGEST:
        raise ReadError(f"HTML of more than {LONGEST} characters; expected an article")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    data = fragment.replace("\x00", "").encode("utf-8", errors="replace")
    root = etree.fromstring(b"<html><body>" + data + b"</body></html>", parser)
    lines = [""]
    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        is_hidden = not isinstance(element.tag, str) or element.tag in _HIDDEN
        if element.tag in _BLOCKS:
            lines.append("")
        if event == "start":
            hidden += is_hidden
            if not hidden and element.text:
                lines[-1] += element.text
        else:
            hidden -= is_hidden
            if not hidden and element.tail:
                lines[-1] += element.tail
    clean = (_SPACES.sub(" ", line).strip() for line in lines)
    return tidy("\n".join(line for line in clean if line))
