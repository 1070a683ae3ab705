"""The Spark session of a build, and what must be installed for one."""

from __future__ import annotations

import importlib.util
import logging
import os
import re
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError, SettingsError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LEAST_JAVA = 17

_log = logging.getLogger(__name__)

_SQL = "spark.sql."
_VERSION = re.compile(r'version "(\d+)')

_LOG4J = Path(__file__).with_name("log4j2.properties")
_DEFAULTS: Mapping[str, str] = {
    # Days and moments of tables are the same on every machine.
    "spark.sql.session.timeZone": "UTC",
    # A row may hold an article with all that was read of it.
    "spark.sql.execution.arrow.maxRecordsPerBatch": "500",
    "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={_LOG4J.as_uri()}",
    "spark.log.level": "ERROR",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
"""What a build is best run with; what the user sets counts before."""


def check() -> None:
    """Raise SettingsError, which says what to install, where Spark cannot run here."""
    if importlib.util.find_spec("pyspark") is None:
        raise SettingsError(
            "the engine spark needs pyspark, which is not installed: pip install 'rawabit[spark]'"
        )
    java = _java()
    expected = (
        f"expected Java {LEAST_JAVA} or newer: apt-get install openjdk-17-jre-headless (on "
        "Debian), or JAVA_HOME set to where it is"
    )
    if java is None:
        raise SettingsError(f"the engine spark needs Java, and found none; {expected}")
    try:
        told = subprocess.run([java, "-version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise SettingsError(f"{java}: cannot be run: {error}; {expected}") from error
    version = _VERSION.search(told.stderr + told.stdout)
    if version is not None and int(version[1]) < LEAST_JAVA:
        raise SettingsError(f"{java}: found Java {version[1]}; {expected}")


@contextmanager
def telling(what: str) -> Iterator[None]:
    """Let an error of Spark be a KgError, which says what failed, and with which error."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        _log.debug("%s", error, exc_info=True)
        lines = [line.strip() for line in str(error).splitlines() if line.strip()]
        # Of an error in Python the last line before Java's says what it was.
        told = [line for line in lines if re.match(r"[\w.]*(Error|Exception)\b", line)]
        raise KgError(f"Spark failed at {what}: {(told or lines or ['unknown'])[-1]}") from error


@contextmanager
def _set(running: SparkSession, options: Mapping[str, str]) -> Iterator[None]:
    """Let a session have those of the options that can be changed while it runs."""
    before = {name: running.conf.get(name, None) for name in options if name.startswith(_SQL)}
    for name in before:
        running.conf.set(name, options[name])
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                running.conf.unset(name)
            else:
                running.conf.set(name, value)


def _java() -> str | None:
    """The program that Spark would start."""
    home = os.environ.get("JAVA_HOME")
    if home:
        java = Path(home, "bin", "java")
        return str(java) if java.exists() else None
    return shutil.which("java")


@contextmanager
def session(master: str | None, options: Mapping[str, str]) -> Iterator[SparkSession]:
    """A Spark session; one that is already running is used, and left running.

    ``master`` is Spark's address of a cluster, by default what Spark itself is set up with, and
    else this machine; ``options`` are Spark's own. Raises SettingsError where Spark cannot run.
    """
    check()
    with warnings.catch_warnings():
        # pyspark warns of versions of pandas, of which nothing here makes use.
        warnings.simplefilter("ignore")
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession

        running = SparkSession.getActiveSession()
        if running is not None:
            with _set(running, {**_DEFAULTS, **options}):
                yield running
            return
        # Executors on this machine run with the Python that runs kg.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        builder = SparkSession.builder.appName("kg build")
        if master is not None:
            builder = builder.master(master)
        for name, value in {**_DEFAULTS, **options}.items():
            builder = builder.config(name, value)
        try:
            found = builder.getOrCreate()
        except (PySparkException, RuntimeError) as error:
            raise SettingsError(f"Spark cannot be started: {error}") from error
        try:
            yield found
        finally:
            found.stop()
