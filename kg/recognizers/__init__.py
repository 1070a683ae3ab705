"""Learned recognizers: names, titles and events, and how they are related.

What becomes of a recognizer's spans is for ``kg.mentions`` to decide. Models lie in
``kg/data/models/NAME``, each with its model card and its licence; how they were made is told in
``tools/recognizer``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kg.errors import ModelError
from kg.recognizers.morphology import Morphology
from kg.recognizers.scans import Mark, Scan, Span

if TYPE_CHECKING:
    from kg.gazetteer import Gazetteer

__all__ = [
    "NAMES",
    "OPTIONAL",
    "SHIPPED",
    "Mark",
    "Morphology",
    "Recognizer",
    "Scan",
    "Span",
    "digest",
    "load",
    "load_morphology",
]

SHIPPED = Path(__file__).parents[1] / "data" / "models"
"""The folder of the models that come with kg."""

NAMES = ("default", "fast")
"""The recognizers that come with kg: the encoder and the CRF."""

OPTIONAL = ("camel",)
"""The recognizers whose models the user installs: that of camel-tools."""


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
    if name in OPTIONAL:
        from kg.recognizers import camel_data

        return camel_data.read().digest()
    found = hashlib.sha256()
    try:
        for file in sorted((folder / name).iterdir()):
            if file.suffix in {".json", ".model", ".npz", ".onnx", ".tsv"}:
                found.update(file.read_bytes())
    except OSError as error:
        raise ModelError(f"model {str(folder / name)!r}: {error.strerror}") from error
    return found.hexdigest()


def load(name: str, *, folder: Path = SHIPPED, gazetteer: Gazetteer | None = None) -> Recognizer:
    """The recognizer ``name`` with its model of ``folder``/``name``.

    ``name`` is one of :data:`NAMES` or :data:`OPTIONAL`; the models of the latter lie where the
    user installed them, and ``gazetteer`` (ours, if none is given) tells cities and countries
    from other places where such a model does not.

    Raises ModelError for an unknown name and for a model that is missing or broken.
    """
    if name == "default":
        from kg.recognizers.encoder import EncoderRecognizer

        return EncoderRecognizer(folder / name)
    if name == "fast":
        from kg.recognizers.crf import CrfRecognizer

        return CrfRecognizer(folder / name)
    if name == "camel":
        from kg.gazetteer import Gazetteer
        from kg.recognizers import camel

        return camel.load(gazetteer or Gazetteer.load())
    raise ModelError(
        f"recognizer {name!r}: unknown; expected one of {', '.join((*NAMES, *OPTIONAL))}"
    )


def load_morphology(name: str) -> Morphology | None:
    """The morphology that comes with the recognizer ``name``; only camel-tools has one.

    Raises ModelError where it is missing or broken.
    """
    if name != "camel":
        return None
    from kg.recognizers import camel_morphology

    return camel_morphology.load()
