"""What extraction and resolution look things up in: lexicons, patterns, the gazetteer."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from kg import confidence, gazetteer, lexicons, recognizers
from kg.confidence import Calibration
from kg.errors import SettingsError
from kg.gazetteer import Gazetteer
from kg.lexicons import Lexicons
from kg.recognizers import Morphology, Recognizer
from kg.relations import cues, rules
from kg.relations.rules import Rules
from kg.settings import Settings
from kg.version import READING, code_digest

FOLDERS = ("gazetteer", "lexicons", "patterns")
"""The folders that a user's own folder of data may hold, named and made as those of ``kg/data``."""


@dataclass(frozen=True, slots=True, eq=False)
class Resources:
    """All data of the extractor, loaded once and passed down.

    ``digest`` (SHA-256 in hex digits) is the extractor's version: it changes with kg's code
    and with any entry of the data, the user's own included. Claims whose calibrated confidence is
    below ``min_confidence`` are not made.
    """

    lexicons: Lexicons
    rules: Rules
    gazetteer: Gazetteer
    recognizer: Recognizer | None
    digest: str
    morphology: Morphology | None = None
    calibration: Calibration = confidence.STATED
    min_confidence: float = 0.0

    @classmethod
    def load(cls, settings: Settings | None = None) -> Resources:
        """Our data, and on top of it that of the user's folder (``settings.lexicons``).

        Raises SettingsError where that folder is missing or holds anything but
        :data:`FOLDERS`, LexiconError, PatternError or LinkError, with file and line, for
        data that is not in the format of ours, and ModelError for a model that is missing.
        """
        own = _own_folders(settings.lexicons if settings else None)
        words = Lexicons.load((lexicons.SHIPPED, *own["lexicons"]))
        patterns = rules.load((rules.SHIPPED, *own["patterns"]))
        places = load_gazetteer(settings)
        name = settings.recognizer if settings else Settings().recognizer
        learned = None if name == "none" else recognizers.load(name, gazetteer=places)
        model = "none" if name == "none" else recognizers.digest(name)
        calibration = Calibration.load()
        least = settings.min_confidence if settings else 0.0
        parts = (
            code_digest(READING),
            words.digest,
            patterns.digest,
            cues.shipped().digest,
            places.digest,
            model,
            calibration.digest,
            repr(float(least)),
        )
        digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()
        morphology = recognizers.load_morphology(name)
        return cls(words, patterns, places, learned, digest, morphology, calibration, least)


def load_gazetteer(settings: Settings | None = None) -> Gazetteer:
    """The gazetteer alone, with the user's own places; raises as :meth:`Resources.load`."""
    own = _own_folders(settings.lexicons if settings else None)
    return Gazetteer.load((gazetteer.SHIPPED, *own["gazetteer"]))


def _own_folders(folder: Path | None) -> dict[str, tuple[Path, ...]]:
    if folder is None:
        return {name: () for name in FOLDERS}
    if not folder.is_dir():
        raise SettingsError(f"[lexicons] folder = {str(folder)!r}: no such folder")
    expected = " and ".join((", ".join(FOLDERS[:-1]), FOLDERS[-1]))
    for path in sorted(folder.iterdir()):
        # What stands elsewhere would be left out in silence.
        if path.is_dir() and path.name not in FOLDERS:
            raise SettingsError(f"{path}: unknown folder; expected the folders {expected}")
        if path.suffix in {".tsv", ".toml"}:
            raise SettingsError(f"{path}: in none of the folders {expected}; expected it in one")
    return {name: (folder / name,) if (folder / name).is_dir() else () for name in FOLDERS}
