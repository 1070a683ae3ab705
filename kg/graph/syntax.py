"""What is wrong with a query: the word that does not fit, and what would.

The engine's own messages name neither reliably. But the engine knows whether a query could
go on after its first words: it then fails only at what is put behind them. So the first word
that does not fit is looked for, and then every word that would fit there is tried.
"""

from __future__ import annotations

import re
from bisect import bisect_left

import pyoxigraph as ox

_TOKEN = re.compile(
    r"""
    (?P<string> \"{3}(?:[^"\\]|\\.|"(?!""))*\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
              | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
    | (?P<space> \s+ | \#[^\n\r]* )
    | <[^<>"{}|^`\\\s]*>
    | [?$]\w+ | @[A-Za-z]+(?:-\w+)* | _:[\w.-]*\w
    | [^\W\d][\w.-]*:(?:(?:[\w.:%-]|\\.)*[\w:%-])? | :(?:[\w.:%-]*[\w:%-])?
    | \w+(?:\.\d+)?
    | \^\^ | && | \|\| | [!<>]= | .
    """,
    re.VERBOSE | re.DOTALL,
)
_MALFORMED_IRI = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:[^<>\n]*>")
_DECLARATION = re.compile(r"\bPREFIX\s+([\w.-]*):", re.IGNORECASE)
_PLACE = re.compile(r"error at (\d+):(\d+): (?:expected )?(?:one of )?(.*)", re.DOTALL)
_PADDING = "\n" * 60
_NEVER = "\x01"
_SEMANTIC = re.compile(r"The SELECT [^,]*|[^,]*already [^,]*|[^,]*parsing failed")
_WORDS = {
    "SELECT": "SELECT",
    "ASK": "ASK",
    "CONSTRUCT": "CONSTRUCT",
    "DESCRIBE": "DESCRIBE",
    "PREFIX": "PREFIX",
    "DISTINCT": "DISTINCT",
    "FROM": "FROM",
    "WHERE": "WHERE",
    "AS": "AS",
    "BY": "BY",
    "{": "{",
    "}": "}",
    "(": "(",
    ")": ")",
    ".": ".",
    ";": ";",
    ",": ",",
    "?x": "a variable",
    "<https://schema.org/name>": "an IRI",
    '"x"': "a text",
    "1": "a number",
    "a": "a",
    "*": "*",
    "=": "an operator",
    "FILTER": "FILTER",
    "OPTIONAL": "OPTIONAL",
    "UNION": "UNION",
    "GRAPH": "GRAPH",
    "MINUS": "MINUS",
    "BIND": "BIND",
    "VALUES": "VALUES",
    "GROUP": "GROUP",
    "HAVING": "HAVING",
    "ORDER": "ORDER",
    "LIMIT": "LIMIT",
    "OFFSET": "OFFSET",
}
"""What a query may go on with: a word to try, and how it is called."""


def explain(sparql: str, message: str, prefixes: dict[str, str]) -> str:
    """Where ``sparql`` is wrong, what was found there and what was expected, with the line.

    ``message`` is the engine's own, for errors that are no matter of syntax.
    """
    tokens = [m for m in _TOKEN.finditer(sparql) if m.lastgroup != "space"]
    ends = [token.end() for token in tokens]
    fitting = bisect_left(ends, True, key=lambda end: not _can_go_on(sparql[:end], prefixes))
    if fitting == len(tokens):
        place, found = len(sparql.rstrip()), "the end of the query"
        semantic = _SEMANTIC.search(message.replace("\n", " "))
        if semantic:
            return _pointed(sparql, place, semantic[0].strip())
    else:
        place, found = tokens[fitting].start(), tokens[fitting][0]
        for token in tokens[: fitting + 1]:
            error = _lexical_error(token, place, prefixes)
            if error:
                return _pointed(sparql, token.start(), error)
    expected = _expected(sparql[: ends[fitting - 1] if fitting else 0], prefixes)
    return _pointed(sparql, place, f"found {found}; expected {expected}")


def _can_go_on(beginning: str, prefixes: dict[str, str]) -> bool:
    """Whether something may follow ``beginning``: then the error comes where nothing can."""
    try:
        ox.Store().query(beginning + _PADDING + _NEVER, prefixes=prefixes)
    except SyntaxError as error:
        place = _PLACE.match(str(error))
        return place is not None and int(place[1]) > beginning.count("\n") + len(_PADDING)
    return True


def _expected(beginning: str, prefixes: dict[str, str]) -> str:
    words = [n for word, n in _WORDS.items() if _can_go_on(f"{beginning} {word}", prefixes)]
    if not words:
        return "the end of the query"
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _lexical_error(token: re.Match[str], place: int, prefixes: dict[str, str]) -> str | None:
    """What is wrong at ``place`` with a word in itself, if anything is."""
    sparql, word = token.string, token[0]
    # A malformed IRI is cut into several words, the first of which still fit.
    iri = _MALFORMED_IRI.match(sparql, token.start())
    if iri and word == "<" and place < iri.end():
        return f"found {iri[0]}; expected an IRI without spaces, quotes and brackets"
    if token.start() != place:
        return None
    if word in {'"', "'"}:
        return f"found {word}, which opens a text; expected its end"
    prefix, colon, _ = word.partition(":")
    declared = {*prefixes, *_DECLARATION.findall(sparql)}
    if colon and not word.startswith(("<", '"', "'")) and prefix not in declared:
        return f"found {word}; expected a declared prefix: {', '.join(sorted(declared))}"
    return None


def _pointed(sparql: str, place: int, message: str) -> str:
    before = sparql[:place]
    line, column = before.count("\n") + 1, place - before.rfind("\n")
    text = sparql.split("\n")[line - 1]
    return f"line {line}, column {column}: {message}\n{text}\n{' ' * (column - 1)}^"
