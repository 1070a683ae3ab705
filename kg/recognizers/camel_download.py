"""Fetching camel-tools' models with its own downloader: the one place where kg uses the network.

camel-tools' downloader waits without limit, takes an error page for what it asked for, and compares
nothing with the catalogue's checksums. So its requests are given limits here, refusals are errors,
and the files are compared when they are there.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from typing import Any

from kg.errors import ModelError
from kg.recognizers import camel_data
from kg.recognizers.camel_data import CamelData

CONNECT_SECONDS, READ_SECONDS = 10, 60
"""How long a server may take to answer, and to send the next bytes."""


def install(*, force: bool = False, progress: bool = False) -> CamelData:
    """Fetch the packages that kg uses into camel-tools' folder, those that are there left out.

    With ``force`` the catalogue and all packages are fetched again; with ``progress`` bars on
    standard error tell how far it is. Raises ModelError where something cannot be fetched, or does
    not have the checksum of the catalogue; a catalogue that was there is kept then.
    """
    with _catalogue_put_away(force=force), _limits(), _told():
        catalogue = _catalogue()
        data = camel_data.read()
    for package in data.packages:
        if force or package.damaged():
            with _limits(), _told(), redirect_stdout(sys.stderr):
                # Forced: what camel-tools has noted as installed is damaged or gone.
                catalogue.download_package(
                    package.name, recursive=False, force=True, print_status=progress
                )
        for file in package.damaged():
            raise ModelError(
                f"{file}: found it missing, or with another checksum than the catalogue's, after "
                f"fetching; expected package {package.name!r} {package.version}: "
                f"try '{camel_data.INSTALL} --force'"
            )
    return data


@contextmanager
def _catalogue_put_away(*, force: bool) -> Iterator[None]:
    """Put a catalogue away that is broken, or to be fetched again; bring it back on failure.

    camel-tools' modules fetch a catalogue when they are imported and none is there.
    """
    folder = camel_data.folder()
    file = folder / camel_data.CATALOGUE_FILE
    kept = file.with_suffix(".old")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if file.exists() and (force or not _is_readable()):
            file.replace(kept)
    except OSError as error:
        raise ModelError(f"{folder}: cannot be written: {error.strerror}") from error
    was_there = file.exists()
    try:
        yield
    except BaseException:
        if kept.exists():
            kept.replace(file)
        elif not was_there:
            # Perhaps an error page, which camel-tools would take for a catalogue ever after.
            file.unlink(missing_ok=True)
        raise
    kept.unlink(missing_ok=True)


def _is_readable() -> bool:
    try:
        camel_data.read()
    except ModelError:
        return False
    return True


def _catalogue() -> Any:
    """camel-tools' catalogue, fetched where there is none."""
    from camel_tools.data.catalogue import Catalogue

    # Not the one that camel-tools keeps in memory: it may be older than the file.
    return Catalogue.load_catalogue()


@contextmanager
def _limits() -> Iterator[None]:
    """Requests with a limit of time, in which an error page is an error.

    camel-tools offers no way to ask for it: its downloader makes a session of its own.
    """
    import requests

    send = requests.Session.send

    def send_in_time(session: Any, request: Any, **options: Any) -> Any:
        options["timeout"] = (CONNECT_SECONDS, READ_SECONDS)
        response = send(session, request, **options)
        if not response.is_redirect:
            response.raise_for_status()
        return response

    requests.Session.send = send_in_time  # type: ignore[assignment,method-assign]
    try:
        yield
    finally:
        requests.Session.send = send  # type: ignore[method-assign]


@contextmanager
def _told() -> Iterator[None]:
    """camel-tools' errors as ours, with the cause that it leaves out."""
    folder = camel_data.folder()
    try:
        yield
    except ModelError:
        raise
    except ImportError as error:
        raise ModelError(
            f"models of camel-tools: {error}; expected camel-tools: "
            "pip install 'camel-tools>=1.6,<2'"
        ) from error
    except Exception as error:
        # DownloaderError, CatalogueError, and whatever a broken answer leads to; their module can
        # only be imported where the catalogue is there.
        cause = error.__context__ or error
        raise ModelError(
            f"{folder}: camel-tools' models cannot be fetched: {cause!s:.300}; expected the "
            "network; on a machine without it copy the folder from another one (see "
            "docs/recognizers.md)"
        ) from error
