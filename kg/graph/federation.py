"""Finding SERVICE in a query, by which a query would call other servers.

The store's engine obeys SERVICE and has no switch against it, so the query is looked at
before it runs. A text can be cut into tokens in two ways where ``<`` may begin an IRI or
be a comparison; a query is refused if SERVICE stands as a keyword in either reading.
"""

from __future__ import annotations

import re

_SPACE = r"(?:\s|#[^\n\r]*)*"
_SERVICE = re.compile(
    rf"service{_SPACE}(?:silent)?{_SPACE}(?:[?$]\w+|<[^<>\"{{}}|^`\s]*>|[^\s:<>?$\"'{{}}()]*:[^\s<>{{}}]*){_SPACE}\{{",
    re.IGNORECASE,
)
_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'",
    re.DOTALL,
)
_COMMENT = re.compile(r"#[^\n\r]*")
_IRI = re.compile(r"<[^<>\"{}|^`\s]*>")
_WORD = re.compile(r"[?$@][\w-]+|:(?:[\w.:%-]|\\.)*|\\.")


def find_service(sparql: str) -> int | None:
    """The offset of the first SERVICE that is a keyword, or None.

    It is found in every place where a parser could begin a token: after a string, comment
    or IRI as a whole, and at each letter elsewhere.
    """
    reachable = {0}
    for place in range(len(sparql)):
        if place not in reachable:
            continue
        if sparql[place] in "sS" and _SERVICE.match(sparql, place):
            return place
        reachable.discard(place)
        reachable.update(_next_places(sparql, place))
    return None


def _next_places(sparql: str, place: int) -> set[int]:
    for pattern in (_STRING, _COMMENT, _WORD):
        token = pattern.match(sparql, place)
        if token:
            return {token.end()}
    iri = _IRI.match(sparql, place)
    return {place + 1, iri.end()} if iri else {place + 1}
