"""How a morphology corrects the reading of a word that lexicons and gazetteer do not know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.chunks import Word
from kg.mentions.classes import is_unknown
from kg.model import Reading
from kg.recognizers.morphology import Analysis

PROPER_CLASS = "c:name.family"
"""The class of a proper noun that no lexicon knows: as a family name it goes on a name and opens
none, since it may as well be the name of a place."""


def supported(readings: Sequence[Reading], chosen: Reading, analysis: Analysis | None) -> Reading:
    """The reading that the morphology supports: ``chosen`` if it does, else the first that it does.

    «وديعان» is no «و» + «ديعان», «بقنديل» is «ب» + «قنديل». A morphology that knows none of the
    readings changes nothing.
    """
    if analysis is None or chosen.proclitics in analysis.proclitics:
        return chosen
    return next((each for each in readings if each.proclitics in analysis.proclitics), chosen)


def as_name(word: Word, analysis: Analysis | None) -> Word:
    """The word, as a name where the morphology knows it as a proper noun and nothing else."""
    if analysis is None or word.proclitics not in analysis.proper or not is_unknown(word):
        return word
    return replace(word, tags=word.tags | {PROPER_CLASS})
