"""What the linear model sees of a word: its letters, its place in word lists, its neighbours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from kg import arabic

WordLists = Mapping[str, str]
"""Normal form → the letters of the lists that hold it (``lists.tsv`` of a model)."""

_PREFIXES = (
    *("وبال", "فبال", "وال", "فال", "بال", "كال", "ولل", "فلل"),
    *("لل", "ال", "و", "ف", "ب", "ل", "ك"),
)
_SHORTEST_STEM = 3
_LONGEST_WORD = 30
_CACHED_WORDS = 1 << 16


class Features:
    """Attributes of the words of a sentence, in the form that crfsuite takes."""

    def __init__(self, lists: WordLists) -> None:
        self._lists = lists
        self._word = lru_cache(_CACHED_WORDS)(self._describe)

    def of(self, words: Sequence[str]) -> list[list[str]]:
        """One list of attributes for each word."""
        described = [_EDGE, _EDGE, *map(self._word, words), _EDGE, _EDGE]
        return [
            [
                *described[at][0],
                *described[at - 1][1],
                *described[at + 1][2],
                described[at - 2][3],
                described[at + 2][4],
                f"<{described[at - 1][5]}|{described[at][5]}",
                f">{described[at][5]}|{described[at + 1][5]}",
            ]
            for at in range(2, len(words) + 2)
        ]

    def _describe(self, word: str) -> _Described:
        normal = arabic.normal_form(word[:_LONGEST_WORD]) or "_"
        # A lone surrogate cannot be handed to crfsuite.
        normal = normal.encode("utf-8", "replace").decode("utf-8")
        prefix, stem = strip(normal)
        lists = [f"l{letter}" for letter in self._lists.get(normal, "")]
        if stem != normal:
            lists += [f"m{letter}" for letter in self._lists.get(stem, "")]
        own = ["b", f"w{normal}", f"t{stem}", f"p{prefix}", *lists, *_letters(normal, stem)]
        neighbour = [f"w{normal}", f"t{stem}", f"p{prefix}", *lists]
        return (
            own,
            [f"-{attribute}" for attribute in neighbour],
            [f"+{attribute}" for attribute in neighbour],
            f"={normal}",
            f"#{normal}",
            normal,
        )


_Described = tuple[list[str], list[str], list[str], str, str, str]
_EDGE: _Described = ([], ["-edge"], ["+edge"], "=edge", "#edge", "")


def strip(normal: str) -> tuple[str, str]:
    """``(proclitics and article, rest)`` of a normal form, by letters alone.

    >>> strip("للمكتب")
    ('لل', 'مكتب')
    """
    for prefix in _PREFIXES:
        if normal.startswith(prefix) and len(normal) - len(prefix) >= _SHORTEST_STEM:
            return prefix, normal[len(prefix) :]
    return "", normal


def _letters(normal: str, stem: str) -> list[str]:
    """Beginnings, ends and triples of letters, length and kind."""
    attributes = [f"n{min(len(normal), 9)}", f"k{_kind(normal)}"]
    attributes += [f"{size}{normal[-size:]}" for size in (1, 2, 3) if len(normal) > size]
    attributes += [f"{size}^{stem[:size]}" for size in (2, 3) if len(stem) > size]
    marked = f"_{stem}_"
    return attributes + [f"g{marked[at : at + 3]}" for at in range(len(marked) - 2)]


def _kind(normal: str) -> str:
    if normal.isdigit():
        return "digits"
    if normal.isascii():
        return "latin" if normal[0].isalpha() else "mark"
    return "word" if normal[0].isalpha() else "mark"
