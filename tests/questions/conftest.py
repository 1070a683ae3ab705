"""The graph of the seeds, and its names."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.questions import Naming


@pytest.fixture(scope="session")
def naming(seeds: Path) -> Naming:
    return Naming.of(kg.build([seeds]))
