"""A short run of the fuzz command; the long one is ``python -m tools.fuzz_readers``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
def test_no_bad_input_crashes_hangs_writes_or_calls(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tools.fuzz_readers", "--inputs", "400", "--seconds", "240"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "bad inputs with seed 7: 0 wrong" in done.stdout
