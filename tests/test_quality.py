"""Style, types and the direction of imports, so that one command checks everything."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

TOOLS = {
    "style": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "types": ["mypy"],
    "imports": ["lint-imports", "--no-cache"],
}


@pytest.mark.parametrize("name", TOOLS)
def test_quality(name: str, root: Path) -> None:
    tool, *arguments = TOOLS[name]
    # Each of them is a script beside the interpreter that runs the tests.
    command = [str(Path(sys.executable).with_name(tool)), *arguments]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_of_camel_tools_only_what_works_offline(root: Path) -> None:
    # The rest of it asks the network for a catalogue when it is imported, unless there is one, and
    # that is what kg.recognizers.camel_data sees to.
    offline = ("camel_tools.utils", "camel_tools.tokenizers")
    for file in (root / "kg").rglob("*.py"):
        if file.stem.startswith("camel"):
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            for name in names:
                assert not name.startswith("camel_tools") or name.startswith(offline), file
