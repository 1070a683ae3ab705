"""What all tests share: where outside tools and data are found, and when their absence fails.

Environment variables:

- ``KG_TEST_GOLD``: a folder of gold annotations; ``KG_TEST_NEWS``: a ``.jsonl.gz`` of news.
  Tests that need them skip where they are not given; the reason names the variable.
- ``KG_TEST_NODE_MODULES``: a ``node_modules`` folder with ``n3``, ``jsonld``, ``dclint``,
  ``axe-core``, ``cytoscape``, ``graphology``, ``graphology-graphml`` and ``graphology-gexf``.
- ``KG_TEST_REQUIRE_TOOLS``: where it is set, a test that skips for any other reason fails.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DATA_VARIABLES = ("KG_TEST_GOLD", "KG_TEST_NEWS")

# A store that the user has set must not be read or replaced by a test.
os.environ.pop("KG_STORE", None)


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the source tree."""
    return ROOT


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the five seed articles."""
    return ROOT / "seeds"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A skipped test fails where tools are required, unless only outside data is missing."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and "KG_TEST_REQUIRE_TOOLS" in os.environ:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if not any(name in reason and name not in os.environ for name in DATA_VARIABLES):
            report.outcome = "failed"
            report.longrepr = f"{item.nodeid}: {reason} (KG_TEST_REQUIRE_TOOLS is set)"
    return report
