"""One Spark with several executors for all tests."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from typing import Any

import pytest

from kg.errors import SettingsError
from kg.spark.session import check, session
from tests.spark.builds import PIECE

MASTER = "local-cluster[2,1,1024]"
"""Two executors of one core and 1 GiB each, processes of their own."""


@pytest.fixture(scope="session")
def installed() -> None:
    """Tests of Spark skip where it cannot run."""
    if importlib.util.find_spec("pyspark") is None:
        pytest.skip("pyspark is not installed")
    try:
        check()
    except SettingsError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def spark(installed: None) -> Iterator[Any]:
    """A Spark session, which builds use as long as it runs."""
    options = {
        "spark.driver.memory": "1g",
        "spark.sql.shuffle.partitions": "4",
        "spark.sql.files.maxPartitionBytes": str(PIECE),
    }
    with session(MASTER, options) as found:
        yield found
