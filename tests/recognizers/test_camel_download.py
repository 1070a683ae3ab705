"""Fetching camel-tools' packages from a server of this test, with camel-tools' own downloader."""

from __future__ import annotations

import functools
import json
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg import cli
from kg.errors import ModelError
from kg.recognizers import camel_data, camel_download
from tests.recognizers import camel_sample

pytestmark = pytest.mark.slow


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]


@pytest.fixture
def served(camel_made: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "served"
    folder.mkdir()
    camel_sample.pack(camel_made, folder)
    return folder


@pytest.fixture
def server(served: Path) -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(served)))
    server.asked = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def folder(
    camel_made: Path,
    tmp_path: Path,
    server: ThreadingHTTPServer,
    served: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """camel-tools' folder with a catalogue of the server's packages, none of them there."""
    folder = tmp_path / "camel"
    shutil.copytree(camel_made, folder)
    url = f"http://127.0.0.1:{server.server_address[1]}/"
    camel_sample.write_catalogue(folder, url=url)
    shutil.copy(folder / "catalogue.json", served)
    shutil.rmtree(folder / "data")
    monkeypatch.setenv(camel_data.FOLDER_VARIABLE, str(folder))
    # camel-tools settles its folder and its address when it is imported.
    from camel_tools.data import catalogue

    monkeypatch.setattr(catalogue, "CT_DATA_DIR", folder)
    monkeypatch.setattr(catalogue, "CT_VERSIONS_PATH", folder / "versions.json")
    monkeypatch.setattr(catalogue, "CATALOGUE_URL", f"{url}catalogue.json")
    return folder


def asked(server: ThreadingHTTPServer) -> list[str]:
    return server.asked  # type: ignore[attr-defined, no-any-return]


def test_packages_are_fetched_once(folder: Path, server: ThreadingHTTPServer) -> None:
    for package in camel_download.install().packages:
        assert package.damaged() == []
    assert asked(server) == ["/ner_arabert.zip", "/morphology_db_calima-msa-r13.zip"]
    camel_download.install()
    assert len(asked(server)) == 2
    camel_download.install(force=True)
    assert asked(server)[2:] == ["/catalogue.json", *asked(server)[:2]]


def test_the_catalogue_is_fetched_where_none_is(folder: Path, server: ThreadingHTTPServer) -> None:
    (folder / "catalogue.json").unlink()
    camel_download.install()
    assert asked(server)[0] == "/catalogue.json"
    assert [file.name for file in sorted(folder.iterdir())] == [
        "catalogue.json",
        "data",
        "versions.json",
    ]


def test_what_is_damaged_is_fetched_again(folder: Path, server: ThreadingHTTPServer) -> None:
    camel_download.install()
    (folder / "data/ner/arabert/vocab.txt").write_text("broken")
    camel_download.install()
    assert asked(server)[2:] == ["/ner_arabert.zip"]
    camel_data.read().check()


def test_the_command(folder: Path) -> None:
    before = CliRunner().invoke(cli.commands, ["models", "list"])
    assert (before.exit_code, before.stdout.count("not installed")) == (0, 2)
    done = CliRunner().invoke(cli.commands, ["models", "install", "camel"])
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        f"ner-arabert 0.1.0 (AraBERT) → {folder}/data/ner/arabert",
        f"morphology-db-msa-r13 0.1.0 (GPL v2) → {folder}/data/morphology_db/calima-msa-r13",
    ]
    after = CliRunner().invoke(cli.commands, ["models", "list"])
    assert (after.exit_code, after.stdout.count("not installed")) == (0, 0)


class TestRefused:
    def test_a_package_that_is_not_there(self, folder: Path, served: Path) -> None:
        (served / "ner_arabert.zip").unlink()
        with pytest.raises(ModelError, match="404"):
            camel_download.install()

    def test_other_content(self, folder: Path, served: Path, camel_made: Path) -> None:
        other = served / "other"
        shutil.copytree(camel_made, other)
        (other / "data/ner/arabert/config.json").write_text("{}")
        camel_sample.pack(other, served)
        with pytest.raises(ModelError, match=r"config\.json: found it missing, or with another"):
            camel_download.install()

    def test_no_archive(self, folder: Path, served: Path) -> None:
        (served / "ner_arabert.zip").write_bytes(b"no archive")
        with pytest.raises(ModelError, match="cannot be fetched"):
            camel_download.install()

    @pytest.mark.parametrize("page", [None, "<html>please log in</html>", "{}"])
    def test_a_page_is_no_catalogue(self, folder: Path, served: Path, page: str | None) -> None:
        (served / "catalogue.json").unlink()
        if page is not None:
            (served / "catalogue.json").write_text(page)
        before = (folder / "catalogue.json").read_bytes()
        with pytest.raises(ModelError):
            camel_download.install(force=True)
        assert (folder / "catalogue.json").read_bytes() == before
        (folder / "catalogue.json").unlink()
        with pytest.raises(ModelError):
            camel_download.install()
        assert list(folder.iterdir()) == []

    def test_a_server_that_says_nothing(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(camel_download, "READ_SECONDS", 1)
        with socket.create_server(("127.0.0.1", 0)) as silent:
            port = silent.getsockname()[1]
            file = folder / "catalogue.json"
            catalogue = json.loads(file.read_text())
            catalogue["packages"]["ner-arabert"]["url"] = f"http://127.0.0.1:{port}/x.zip"
            file.write_text(json.dumps(catalogue))
            began = time.monotonic()
            with pytest.raises(ModelError, match="timed out"):
                camel_download.install()
            assert time.monotonic() - began < 30

    def test_a_folder_that_cannot_be_made(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "file").write_text("")
        monkeypatch.setenv(camel_data.FOLDER_VARIABLE, str(tmp_path / "file" / "camel"))
        with pytest.raises(ModelError, match="cannot be written: Not a directory"):
            camel_download.install()


def test_requests_are_left_as_they_were(folder: Path) -> None:
    import requests

    send = requests.Session.send
    camel_download.install()
    assert requests.Session.send is send
