"""Corrections that last: what people say of a graph, kept in a file and applied at each build.

::

    corrections.toml ─parse→ Correction* ─correct→ Resolution, Outcome*

:mod:`~kg.corrections.entries` has the values, :mod:`~kg.corrections.reading`,
:mod:`~kg.corrections.writing` and :mod:`~kg.corrections.book` the file,
:mod:`~kg.corrections.replay` what they do. How corrections look in RDF is
:mod:`kg.graph.corrections`' affair.
"""

from kg.corrections.book import Amendment, Book, problems
from kg.corrections.entries import (
    Act,
    Action,
    Correction,
    Judgement,
    Merge,
    Rename,
    Retype,
    Split,
    Stated,
    Thing,
    Witness,
)
from kg.corrections.reading import parse, read
from kg.corrections.replay import Corrected, Documents, Outcome, correct
from kg.corrections.things import Naming, Value
from kg.corrections.writing import added, render, save, without

__all__ = [
    "Act",
    "Action",
    "Amendment",
    "Book",
    "Corrected",
    "Correction",
    "Documents",
    "Judgement",
    "Merge",
    "Naming",
    "Outcome",
    "Rename",
    "Retype",
    "Split",
    "Stated",
    "Thing",
    "Value",
    "Witness",
    "added",
    "correct",
    "parse",
    "problems",
    "read",
    "render",
    "save",
    "without",
]
