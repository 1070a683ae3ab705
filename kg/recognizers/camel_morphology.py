"""The morphological analyser of camel-tools, with the user's own database."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from kg.errors import ModelError
from kg.recognizers import camel_data
from kg.recognizers.camel_data import CamelData
from kg.recognizers.morphology import Analysis

DATABASE_FILE = "morphology.db"

LONGEST = 30
"""Letters of the longest word that is looked up; no stem with all its affixes is longer."""

_WORD = re.compile("[\u0621-\u063a\u0640-\u0652\u0670\u0671]+")
_CONJUNCTION = re.compile("(wa|fa)_")
_PREPOSITION = re.compile("(bi|ka|li|la)_")
_LETTERS = {"wa": "و", "fa": "ف", "bi": "ب", "ka": "ك", "li": "ل", "la": "ل"}

_Analyse = Callable[[str], Sequence[Mapping[str, Any]]]


class CamelMorphology:
    """Analyses by camel-tools' Analyzer, without its guesses for unknown stems."""

    def __init__(self, data: CamelData) -> None:
        """Open the database of ``data``. Raises ModelError where it is missing or broken."""
        data.check()
        self._look_up = lru_cache(maxsize=1 << 16)(_Lookup(data).find)

    def analyse(self, word: str) -> Analysis | None:
        """The analysis of a word; None where the database has none, and for what is no word."""
        if len(word) > LONGEST or not _WORD.fullmatch(word):
            return None
        return self._look_up(word)


class _Lookup:
    def __init__(self, data: CamelData) -> None:
        self._file = data.morphology.folder / DATABASE_FILE
        self._analyse = _open(data)

    def find(self, word: str) -> Analysis | None:
        try:
            analyses = self._analyse(word)
        except KeyError as error:
            raise ModelError(
                f"{self._file}: camel-tools does not find {error} in its tables for {word!r}; "
                f"fetch it again with '{camel_data.INSTALL} --force'"
            ) from error
        proper: dict[str, bool] = {}
        for each in analyses:
            proclitics = peeled(each)
            proper[proclitics] = proper.get(proclitics, True) and each.get("pos") == "noun_prop"
        if not proper:
            return None
        sure = frozenset(proclitics for proclitics, only in proper.items() if only)
        return Analysis(frozenset(proper), sure)


def peeled(features: Mapping[str, Any]) -> str:
    """The proclitics of an analysis that kg peels: of ``prc2`` و ف, of ``prc1`` ب ك ل.

    The article (``prc0``), س of the future and the question's أ stay with the word.
    """
    found = (
        _CONJUNCTION.match(features.get("prc2") or ""),
        _PREPOSITION.match(features.get("prc1") or ""),
    )
    return "".join(_LETTERS[each[1]] for each in found if each)


def load() -> CamelMorphology:
    """The morphology with camel-tools' data of this machine.

    Raises ModelError, without a look at the network, where camel-tools' catalogue, the database or
    a library is missing or broken.
    """
    return CamelMorphology(camel_data.read())


def _open(data: CamelData) -> _Analyse:
    file = data.morphology.folder / DATABASE_FILE
    try:
        from camel_tools.morphology.analyzer import Analyzer
        from camel_tools.morphology.database import MorphologyDB

        database = MorphologyDB(str(file))
        analyse: _Analyse = Analyzer(database, backoff="NONE").analyze
    except ImportError as error:
        raise ModelError(
            f"recognizer 'camel': {error}; expected camel-tools: pip install 'camel-tools>=1.6,<2'"
        ) from error
    except Exception as error:  # a broken line ends in errors of many kinds
        raise ModelError(
            f"{file}: camel-tools cannot read its database: {error!s:.200}; "
            f"fetch it again with '{camel_data.INSTALL} --force'"
        ) from error
    if not database.prefix_suffix_compat:  # its last table; camel-tools reads half a file in peace
        raise ModelError(
            f"{file}: found the database cut short, expected its table AC; "
            f"fetch it again with '{camel_data.INSTALL} --force'"
        )
    return analyse
