"""Learned recognizers: names, titles and events, and how they are related.

What becomes of a recognizer's spans is for ``kg.mentions`` to decide. Models lie in
``kg/data/models/NAME``, each with its model card and its licence; how they were made is told in
``tools/recognizer``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from kg.errors import ModelError
from kg.recognizers.scans import Mark, Scan, Span

__all__ = ["NAMES", "SHIPPED", "Mark", "Recognizer", "Scan", "Span", "digest", "load"]

SHIPPED = Path(__file__).parents[1] / "data" / "models"
"""The folder of the models that come with kg."""

NAMES = ("default", "fast")
"""The recognizers that come with kg: the encoder and the CRF."""


class Recognizer(Protocol):
    """Finds names in the sentences of one document."""

    def scan(self, sentences: Sequence[Sequence[str]]) -> Scan:
        """What the sentences (the texts of their tokens) hold.

        Neighbouring sentences may help to understand one another, so give a document's
        sentences together and in order. The same sentences give the same spans.
        """
        ...


def digest(name: str, *, folder: Path = SHIPPED) -> str:
    """The SHA-256 of a model's files, in hexadecimal: the model's version.

    Raises ModelError where the model cannot be read.
    """
    found = hashlib.sha256()
    try:
        for file in sorted((folder / name).iterdir()):
            if file.suffix in {".json", ".model", ".npz", ".onnx", ".tsv"}:
                found.update(file.read_bytes())
    except OSError as error:
        raise ModelError(f"model {str(folder / name)!r}: {error.strerror}") from error
    return found.hexdigest()


def load(name: str, *, folder: Path = SHIPPED) -> Recognizer:
    """The recognizer ``name`` (one of :data:`NAMES`) with its model of ``folder``/``name``.

    Raises ModelError for an unknown name and for a model that is missing or broken.
    """
    if name == "default":
        from kg.recognizers.encoder import EncoderRecognizer

        return EncoderRecognizer(folder / name)
    if name == "fast":
        from kg.recognizers.crf import CrfRecognizer

        return CrfRecognizer(folder / name)
    raise ModelError(f"recognizer {name!r}: unknown; expected one of {', '.join(NAMES)}")
