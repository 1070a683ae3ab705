"""A store that nobody may write is read by every verb that only reads."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

import pytest

import kg
from kg import archive
from kg.archive import Archive
from kg.model import Document
from kg.settings import Settings
from tests.serving.server import serving

ROOT_ANYWHERE = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")
"""Runs a command of root without the right to write where the mode of a file forbids it."""


@pytest.fixture(scope="module")
def writable(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store as it is written."""
    folder = tmp_path_factory.mktemp("writable") / "store"
    kg.build([seeds], store=folder, settings=Settings(recognizer="none")).close()
    return folder


@pytest.fixture(scope="module")
def through(tmp_path_factory: pytest.TempPathFactory) -> Sequence[str]:
    """What runs a command as somebody who may not write a file that is read-only."""
    command = ROOT_ANYWHERE if os.geteuid() == 0 else ()
    if command and shutil.which(command[0]) is None:
        pytest.skip("setpriv is missing, and root may write anywhere")
    closed = tmp_path_factory.mktemp("closed")
    closed.chmod(0o555)
    if not subprocess.run([*command, "touch", closed / "x"], capture_output=True).returncode:
        pytest.skip("this user may write anywhere")
    return command


@pytest.fixture(scope="module")
def store(writable: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the store without any right to write it."""
    folder = tmp_path_factory.mktemp("read-only") / "store"
    shutil.copytree(writable, folder)
    every = [folder, *folder.rglob("*")]
    before = {path: path.stat().st_mode for path in every}
    for path, mode in before.items():
        path.chmod(mode & 0o555)
    yield folder
    assert sorted(every) == sorted([folder, *folder.rglob("*")])
    for path, mode in before.items():
        path.chmod(mode)


def run(command: Sequence[str], *arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*command, sys.executable, "-m", "kg", *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("arguments", "output"),
    [
        (("query", "roles"), None),
        (("stats",), None),
        (("list", "--facts"), None),
        (("conflicts",), None),
        (("ask", "من هو يونس آل ناصر؟"), None),
        (("why", "وسام لوتاه", "حسين لوتاه"), None),
        (("export", "--output", "graph.nq"), "graph.nq"),
        (("draw", "--output", "graph.html"), "graph.html"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else None,
)
def test_it_is_read_as_any_other(
    store: Path,
    writable: Path,
    through: Sequence[str],
    tmp_path: Path,
    arguments: Sequence[str],
    output: str | None,
) -> None:
    found = []
    for name, folder, command in (("a", store, through), ("b", writable, ())):
        place = tmp_path / name
        place.mkdir()
        done = run(command, *arguments, "--store", folder, cwd=place)
        assert (done.returncode, done.stderr.count("error")) == (0, 0), done.stderr
        found.append((place / output).read_bytes() if output else done.stdout.encode())
    assert found[0] == found[1] != b""


def test_it_can_be_copied(store: Path, through: Sequence[str], tmp_path: Path) -> None:
    copied = run(through, "backup", tmp_path / "copy", "--store", store, cwd=tmp_path)
    assert copied.returncode == 0, copied.stderr
    listed = run((), "list", "--store", tmp_path / "copy", cwd=tmp_path)
    assert listed.returncode == 0 and listed.stdout


def test_it_is_served_with_the_texts_of_documents(store: Path, through: Sequence[str]) -> None:
    with serving(store, "--query-workers", "1", through=through) as server:
        answer = server.query("SELECT ?d { ?d a schema:NewsArticle }", accept="text/csv")
        document = answer.text.splitlines()[1].rpartition("/")[2]
        page = server.request(f"/id/document/{document}", headers={"Accept": "text/html"})
        assert page.status == 200 and 'class="mark' in page.text
        assert server.request(f"/search?q={quote('لوتاه')}").status == 200
        assert server.request(f"/api/ask?q={quote('من هو يونس آل ناصر؟')}").status == 200


def test_what_would_write_it_says_that_it_cannot(
    store: Path, seeds: Path, through: Sequence[str], tmp_path: Path
) -> None:
    done = run(through, "add", seeds, "--store", store, "--recognizer", "none", cwd=tmp_path)
    assert done.returncode == 1
    assert "Permission denied" in done.stderr and "Traceback" not in done.stderr


def test_a_journal_that_a_killed_writer_left_is_not_passed_over(
    writable: Path, through: Sequence[str], tmp_path: Path
) -> None:
    """The archive may lack what the journal has, so it is read with both or not at all."""
    written, folder = tmp_path / "written", tmp_path / "store"
    shutil.copytree(writable, written)
    with Archive.open(written / archive.FILE, extractor="") as kept:
        kept.keep_texts([Document(identifier="0" * 16, text="نص", sha256="")])
        shutil.copytree(written, folder, ignore=shutil.ignore_patterns("*-shm"))
    folder.chmod(0o555)
    try:
        done = run(through, "why", "وسام لوتاه", "حسين لوتاه", "--store", folder, cwd=tmp_path)
    finally:
        folder.chmod(0o755)
    assert done.returncode == 1
    assert archive.FILE in done.stderr and "Traceback" not in done.stderr
