"""The shipped lexicons and gazetteer, loaded once."""

from __future__ import annotations

import pytest

from kg.gazetteer import Gazetteer
from kg.lexicons import Lexicons


@pytest.fixture(scope="session")
def lexicons() -> Lexicons:
    """The lexicons that come with kg."""
    return Lexicons.load()


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The gazetteer that comes with kg."""
    return Gazetteer.load()
