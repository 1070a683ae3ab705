"""What tests of growing stores share."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

from kg.resources import Resources
from tests.upkeep.texts import Texts


@pytest.fixture(autouse=True)
def loaded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is extracted with is loaded once for all tests."""
    monkeypatch.setattr(Resources, "load", _load)


_load = functools.cache(Resources.load)


@pytest.fixture
def texts(tmp_path: Path, seeds: Path) -> Texts:
    """Articles in the folder ``texts``."""
    return Texts(tmp_path / "texts", seeds)
