"""The wheel: what is in it, and that it works away from the source tree."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import kg
from kg import assets
from kg.errors import KgError


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this tree, built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    done = subprocess.run(
        [*command, "--wheel-dir", str(folder), str(root)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of packages into which the wheel was unpacked."""
    folder = tmp_path_factory.mktemp("site")
    zipfile.ZipFile(wheel).extractall(folder)
    return folder


def test_the_wheel_holds_one_package_and_all_its_data(root: Path, wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {name.split("/")[0] for name in names} == {"kg", f"rawabit-{kg.__version__}.dist-info"}
    for folder, prefix in (("kg", ""), ("ontology", "kg/"), ("seeds", "kg/")):
        files = [path for path in (root / folder).rglob("*") if path.is_file()]
        expected = {
            prefix + path.relative_to(root).as_posix()
            for path in files
            if not {"__pycache__", ".mypy_cache"} & set(path.parts) and path.suffix != ".pyc"
        }
        assert expected
        assert expected <= names


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    information = f"rawabit-{kg.__version__}.dist-info"
    metadata = archive.read(f"{information}/METADATA").decode()
    assert "License-Expression: Apache-2.0" in metadata
    assert "Requires-Python: >=3.11" in metadata
    assert "Apache License" in archive.read(f"{information}/licenses/LICENSE").decode()
    assert "kg = kg.cli:main" in archive.read(f"{information}/entry_points.txt").decode()


def test_an_installed_package_builds_the_demo_anywhere(installed: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    where = subprocess.run(
        [sys.executable, "-c", "import kg; print(kg.__file__)"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert where.stdout.strip() == str(installed / "kg" / "__init__.py")
    done = subprocess.run(
        [sys.executable, "-m", "kg", "build", "--demo"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "5 documents" in done.stdout
    assert (tmp_path / "kg-store").is_dir()


def test_folders_of_the_source_tree_are_found(root: Path) -> None:
    assert assets.folder("seeds") == root / "seeds"
    assert assets.folder("ontology") == root / "ontology"
    with pytest.raises(KgError, match="nothing"):
        assets.folder("nothing")


def test_the_public_surface() -> None:
    assert kg.__all__ == [
        "Graph",
        "KgError",
        "Settings",
        "__version__",
        "add",
        "ask",
        "build",
        "draw",
        "evaluate",
        "measure",
        "remove",
        "validate",
    ]
    assert dir(kg) == kg.__all__
    for name in kg.__all__:
        assert getattr(kg, name) is not None
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = kg.nothing  # type: ignore[attr-defined]


def test_importing_kg_loads_nothing_heavy() -> None:
    heavy = ["rdflib", "pyoxigraph", "networkx", "camel_tools", "numpy", "rich", "click", "pyvis"]
    code = (
        f"import sys, kg, kg.settings, kg.errors; print([m for m in {heavy} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_constraints_pin_every_dependency(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    asked = [*project["dependencies"], *extras["test"], *extras["spark"]]
    pinned = {
        _normal(line.split("==")[0])
        for line in (root / "constraints.txt").read_text().splitlines()
        if "==" in line and not line.startswith("#")
    }
    names = {_normal(match[0]) for one in asked if (match := re.match(r"[\w.-]+", one))}
    assert names <= pinned


def test_continuous_integration_runs_the_command_of_the_readme(root: Path) -> None:
    commands = [line for line in (root / "README.md").read_text().splitlines() if ".[test]" in line]
    assert len(commands) == 1
    assert commands[0].count(".venv") == 3
    script = (root / ".ci" / "run").read_text()
    assert "grep -F \"'.[test]'\" README.md" in script
    assert os.access(root / ".ci" / "run", os.X_OK)


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
