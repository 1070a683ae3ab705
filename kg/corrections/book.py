"""The book of corrections of a store: its file as it is to be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.corrections.entries import Correction
from kg.corrections.reading import parse, read
from kg.corrections.replay import Corrected
from kg.corrections.writing import added, save, without
from kg.errors import CorrectionError
from kg.model import Problem


@dataclass(frozen=True, slots=True)
class Amendment:
    """What is to be done with the corrections of a store.

    ``add`` is a new one, which names things and facts by IRI and digest; ``undo`` the number of one
    that goes, which must be ``meant`` where that is given: numbers change as others edit. With
    ``apply`` the graph changes too, and without it the file alone.
    """

    add: Correction | None = None
    undo: int | None = None
    meant: Correction | None = None
    apply: bool = True


@dataclass(frozen=True, slots=True)
class Book:
    """The corrections that a graph is to have: ``entries`` of the file, and perhaps a ``new`` one.

    ``text`` is what the file is to be without the new one.
    """

    file: Path
    text: str
    entries: tuple[Correction, ...]
    amendment: Amendment | None

    @classmethod
    def open(cls, file: Path, amendment: Amendment | None = None) -> Book:
        """The corrections of a file, amended; none where there is no file.

        Raises CorrectionError where the file is broken, or has nothing that could be taken out.
        """
        text = read(file)
        entries = parse(text, str(file))
        if amendment is not None and amendment.undo is not None:
            text = without(text, amendment.undo)
            if amendment.meant not in (None, entries[amendment.undo - 1]):
                raise CorrectionError(f"correction {amendment.undo} is another one by now")
            entries = parse(text, str(file))
        return cls(file, text, entries, amendment)

    @property
    def new(self) -> Correction | None:
        """The correction that is to be added."""
        return None if self.amendment is None else self.amendment.add

    def save(self, corrected: Corrected) -> None:
        """Write the file where it is amended, with the new correction as it was completed.

        Raises CorrectionError where it cannot be written.
        """
        if self.amendment is None:
            return
        text = self.text
        if self.new is not None:
            text = added(text, corrected.outcomes[-1].correction)
        save(self.file, text)


def problems(corrected: Corrected, file: str) -> Iterator[Problem]:
    """What is to be told of corrections: those that do not apply, and what else came of others."""
    for number, outcome in enumerate(corrected.outcomes, 1):
        for message, failed in ((outcome.problem, True), (outcome.note, False)):
            if message:
                told = f"{outcome.correction.action}: {message}"
                yield Problem(file, told, f"correction {number}", failed=failed)
