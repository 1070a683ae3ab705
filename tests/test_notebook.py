"""The tutorial: it stands in the tree without outputs, and it runs from start to end."""

from __future__ import annotations

import sys
from html import unescape
from pathlib import Path
from typing import Any

import pytest

NOTEBOOK = Path("notebooks") / "tutorial.ipynb"


@pytest.fixture(scope="module")
def notebook(root: Path) -> Any:
    nbformat = pytest.importorskip("nbformat")
    return nbformat.read(root / NOTEBOOK, as_version=4)


@pytest.fixture(scope="module")
def executed(notebook: Any, root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What each code cell printed and showed, by the cell's id."""
    nbclient = pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    folder = tmp_path_factory.mktemp("notebook")
    with pytest.MonkeyPatch.context() as patch:
        # The kernel is this Python, with nothing of the user's own, and it sees this tree.
        patch.setenv("JUPYTER_PATH", str(_write_kernel(folder)))
        patch.setenv("IPYTHONDIR", str(folder / "ipython"))
        patch.setenv("JUPYTER_RUNTIME_DIR", str(folder / "runtime"))
        patch.setenv("PYTHONPATH", str(root))
        client = nbclient.NotebookClient(
            notebook.copy(), timeout=300, resources={"metadata": {"path": str(folder)}}
        )
        done = client.execute()
    assert not list(folder.glob("*.html")), "the notebook leaves a file behind"
    return {
        cell.id: "".join(map(_text, cell.outputs))
        for cell in done.cells
        if cell.cell_type == "code"
    }


def _write_kernel(folder: Path) -> Path:
    import json

    spec = folder / "jupyter" / "kernels" / "python3" / "kernel.json"
    spec.parent.mkdir(parents=True)
    command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec.write_text(json.dumps({"argv": command, "display_name": "Python 3", "language": "python"}))
    return folder / "jupyter"


def _text(output: Any) -> str:
    found = output.get("text") or output.get("data", {}).get("text/html", "")
    assert output.output_type != "stream" or output.name == "stdout", output
    return str(found)


def test_tutorial_is_kept_without_outputs(notebook: Any, root: Path) -> None:
    import nbformat

    nbformat.validate(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert (cell.outputs, cell.execution_count) == ([], None), cell.id
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)
    assert nbformat.writes(notebook) + "\n" == (root / NOTEBOOK).read_text(encoding="utf-8")


def test_tutorial_speaks_both_languages(notebook: Any) -> None:
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            assert 'dir="rtl"' in cell.source, cell.id
            assert any("a" <= letter <= "z" for letter in cell.source.split("</div>")[-1]), cell.id


@pytest.mark.notebook
def test_tutorial_runs_and_finds_what_the_articles_say(executed: dict[str, str]) -> None:
    roles = executed["roles"]
    for part in ("عائشة بنت بطي بن بشر", "المدير العام", "مكتب مدينة دبي الذكية"):
        assert part in roles
    assert "مؤتمر المدن الذكية" in executed["events"]
    assert "يونس آل ناصر" in executed["several"]
    assert "يونس آل ناصر" in executed["named"]
    assert "quads" in executed["build"]
    assert "ال" in executed["edges"]


@pytest.mark.notebook
def test_tutorial_draws_inside_the_notebook(executed: dict[str, str]) -> None:
    page = unescape(executed["draw"].partition('srcdoc="')[2].partition('" style')[0])
    assert page.startswith("<!DOCTYPE html>")
    assert "المدن الذكية في خمسة مقالات" in page


@pytest.mark.notebook
def test_tutorial_ranks_people(executed: dict[str, str]) -> None:
    lines = executed["central"].splitlines()
    shares = [float(line.split()[0]) for line in lines]
    assert len(shares) == 8
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > 0
