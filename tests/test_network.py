"""No verb calls the network: with it cut, every verb does and says the same.

Those that are given an address to call are apart: a source that is one (see test_web.py),
``kg load --endpoint`` (below, and tests/loading), a store that is one (below, and tests/remote),
and ``kg models install``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from tests.upkeep.texts import Texts

# Whatever Python asks of the network is written down and refused; it is read by every process.
CUT = """
import os, sys

def refuse(event, arguments):
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.bind"):
        told = event
    elif event == "socket.connect" and not isinstance(arguments[1], (str, bytes)):
        told = f"{event} {arguments[1]}"  # the address of a Unix socket is a path
    else:
        return
    with open(os.environ["KG_TEST_CALLS"], "a") as file:
        file.write(told + "\\n")
    raise OSError(101, "Network is unreachable")

sys.addaudithook(refuse)
"""

VERBS = (
    ("add", "texts"),
    ("list",),
    ("remove", "texts/1.txt"),
    ("query", "roles"),
    ("stats", "--format", "json"),
    ("export", "--format", "nq"),
    ("export", "--format", "jsonld"),
    ("export", "--output", "network.graphml"),
    ("export", "--output", "copy.nq", "--metadata", "about.ttl"),
    ("load", "copy.nq", "--store", "loaded"),
    ("stats", "--output", "stats.html"),
    ("draw", "--output", "graph.html"),
    ("validate",),
    ("conflicts",),
    ("doctor",),
    ("backup", "copy"),
    ("compact",),
)


def run(folder: Path, *arguments: str, prefix: tuple[str, ...] = (), **more: str) -> str:
    done = subprocess.run(
        [*prefix, sys.executable, "-m", "kg", *arguments],
        cwd=folder,
        env={**os.environ, **more},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, (arguments, done.stderr)
    return done.stdout


@pytest.fixture
def folder(tmp_path: Path, seeds: Path) -> Path:
    """A working folder with texts that two workers share."""
    texts = Texts(tmp_path / "texts", seeds)
    for number in range(len(texts.pieces)):
        texts.write(f"{number}", number)
    return tmp_path


@pytest.mark.slow
def test_no_verb_calls_the_network(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "cut").mkdir()
    (tmp_path / "cut" / "sitecustomize.py").write_text(CUT)
    calls = tmp_path / "calls"
    path = os.pathsep.join([str(tmp_path / "cut"), str(Path(kg.__file__).parents[1])])
    cut = {"PYTHONPATH": path, "KG_TEST_CALLS": str(calls)}
    code = "import socket; socket.create_connection(('127.0.0.1', 9))"
    refused = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **cut}, capture_output=True, text=True
    )
    assert "Network is unreachable" in refused.stderr
    assert calls.exists(), "the cut is seen"
    calls.unlink()
    run(folder, "build", "texts", "--output", "cut.nq", "--workers", "2", **cut)
    run(folder, "build", "texts", "--output", "uncut.nq")
    assert (folder / "cut.nq").read_bytes() == (folder / "uncut.nq").read_bytes()
    for verb in VERBS:
        run(folder, *verb, **cut)
    assert not calls.exists(), calls.read_text()
    # Whoever gives an address to send to, or to read from, is the one who calls.
    for verb in (
        ("load", "copy.nq", "--endpoint"),
        ("stats", "--store"),
        ("query", "ASK {}", "--store"),
    ):
        command = [sys.executable, "-m", "kg", *verb, "http://127.0.0.1:9/"]
        called = subprocess.run(command, cwd=folder, env={**os.environ, **cut}, capture_output=True)
        assert called.returncode == 1
        assert calls.exists(), verb
        calls.unlink()


@pytest.mark.slow
def test_a_build_without_any_network_is_the_same(folder: Path) -> None:
    cut = ("unshare", "--map-root-user", "--net")
    if (
        not shutil.which("unshare")
        or subprocess.run([*cut, "true"], capture_output=True).returncode
    ):
        pytest.skip("network namespaces (unshare) are not to be had here")
    run(folder, "build", "texts", "--output", "cut.nq", prefix=cut)
    run(folder, "build", "texts", "--output", "uncut.nq")
    assert (folder / "cut.nq").read_bytes() == (folder / "uncut.nq").read_bytes()
    assert len((folder / "cut.nq").read_bytes()) > 100_000
