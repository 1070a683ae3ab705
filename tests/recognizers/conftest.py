"""camel-tools' data, made once."""

from __future__ import annotations

import importlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.recognizers import camel_data
from tests.recognizers import camel_sample


@pytest.fixture(scope="session")
def camel_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of data for camel-tools; tests only read it."""
    folder = tmp_path_factory.mktemp("camel")
    camel_sample.write(folder)
    with pytest.MonkeyPatch.context() as patch:
        # camel-tools makes a folder in the user's home when it is first imported.
        patch.setenv("HOME", str(folder))
        patch.setenv(camel_data.FOLDER_VARIABLE, str(folder))
        importlib.import_module("camel_tools.data")
    shutil.rmtree(folder / ".camel_tools", ignore_errors=True)
    return folder


@pytest.fixture
def camel_folder(camel_made: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The same folder, where camel-tools and kg look for it."""
    monkeypatch.setenv(camel_data.FOLDER_VARIABLE, str(camel_made))
    yield camel_made
