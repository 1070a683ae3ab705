"""What a build by Spark costs beside one by this machine, and how much goes through its shuffles.

    python -m tools.measure_spark NEWS --articles 2000 --master 'local-cluster[2,1,1024]'

Each build is a process of its own, one after the other. Seconds of the CPU count all processes;
those of the clock do not count the start of Spark, which stands apart. The lines of both builds
are compared. Figures are written as JSON, a table of the steps beside it to standard error.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import heapq
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import psutil
from pyarrow import parquet

from kg.resolution.closure import POINTING
from kg.settings import Settings

_METRICS = {
    "shuffle_mb": ("Shuffle Write Metrics", "Shuffle Bytes Written"),
    "shuffle_rows": ("Shuffle Write Metrics", "Shuffle Records Written"),
    "spilled_mb": ("Disk Bytes Spilled",),
    "task_seconds": ("Executor Run Time",),
}
_UNITS = {"shuffle_mb": 1e6, "spilled_mb": 1e6, "task_seconds": 1e3}


def main() -> None:
    """Measure each size, and print all figures."""
    options = _options()
    if options.one:
        figures = _by_spark(options) if options.one == "spark" else _here(options)
        print(json.dumps(figures))
        return
    found = {}
    for count in map(int, options.articles.split(",")):
        with tempfile.TemporaryDirectory(dir=options.scratch) as name:
            folder = Path(name)
            source = folder / "news.jsonl"
            text = _write(options.news, source, count)
            row: dict[str, Any] = {"text_mb": text / 1e6}
            for engine in ("local", "spark"):
                row[engine] = _measure(engine, source, folder / engine, options)
            row["same"] = _digest(_lines(folder / "local")) == _digest(_lines(folder / "spark"))
        found[count] = row
        _show(count, row)
    print(json.dumps(found, indent=1))


def _measure(engine: str, source: Path, output: Path, options: argparse.Namespace) -> Any:
    command = [sys.executable, "-m", "tools.measure_spark", str(source), "--one", engine]
    command += ["--output", str(output), "--recognizer", options.recognizer]
    command += ["--master", options.master, "--workers", str(options.workers)]
    command += [word for one in options.spark_conf for word in ("--spark-conf", one)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def _here(options: argparse.Namespace) -> dict[str, Any]:
    import kg

    begun = time.monotonic()
    settings = Settings(recognizer=options.recognizer, workers=options.workers)
    options.output.mkdir()
    with kg.build(options.news, output=options.output / "part-0.nq", settings=settings) as graph:
        quads = len(graph)
    return {"seconds": time.monotonic() - begun, "quads": quads, **_cost(psutil.Process())}


def _by_spark(options: argparse.Namespace) -> dict[str, Any]:
    from kg.spark import Cluster, build
    from kg.spark.session import session

    log = Path(f"{options.output}-log")
    log.mkdir()
    conf = dict(one.split("=", 1) for one in options.spark_conf)
    conf |= {"spark.eventLog.enabled": "true", "spark.eventLog.dir": log.as_uri()}
    conf |= {"spark.eventLog.rolling.enabled": "false", "spark.eventLog.compress": "false"}
    begun = time.monotonic()
    with session(options.master, conf) as spark:
        # The executors and their processes of Python start with the first job.
        parallel = spark.sparkContext.defaultParallelism
        spark.range(parallel * 4).repartition(parallel).mapInArrow(_loading, "id long").count()
        start = time.monotonic() - begun
        begun = time.monotonic()
        settings = Settings(recognizer=options.recognizer)
        cluster = Cluster(keep_work=True)
        build(options.news, options.output, settings=settings, cluster=cluster)
        figures: dict[str, Any] = {"start": start, "seconds": time.monotonic() - begun}
        figures |= _cost(psutil.Process())
    manifest = json.loads((options.output / "manifest.json").read_text(encoding="utf-8"))
    figures |= {"documents": manifest["documents"], "quads": manifest["quads"]}
    figures["tables_mb"] = {
        folder.name: sum(file.stat().st_size for file in folder.glob("*.parquet")) / 1e6
        for folder in sorted((options.output / "_work").iterdir())
    }
    figures["largest"] = _largest(options.output / "_work")
    figures["output_mb"] = sum(f.stat().st_size for f in options.output.glob("part-*")) / 1e6
    (events,) = log.iterdir()
    figures["steps"] = _steps(events)
    return figures


def _largest(work: Path) -> dict[str, int]:
    """The most clusters that are grouped at once, that are one thing; statements of a subject."""
    sets: Counter[tuple[int, bool]] = Counter()
    things = [0]
    for file in (work / "groups").glob("*.parquet"):
        for row in parquet.read_table(file, columns=["part", "type", "members"]).to_pylist():
            # Those that point to others are grouped by themselves.
            sets[row["part"], row["type"] in POINTING] += len(row["members"])
            things.append(len(row["members"]))
    subjects: Counter[str] = Counter()
    for file in (work / "statements").glob("*.parquet"):
        subjects.update(parquet.read_table(file, columns=["subject"])["subject"].to_pylist())
    return {"set": max(sets.values()), "thing": max(things), "subject": max(subjects.values())}


def _loading(batches: Iterable[Any]) -> Iterator[Any]:
    import kg.extraction  # noqa: F401

    yield from batches


def _cost(process: psutil.Process) -> dict[str, Any]:
    """Seconds of the CPU of a process and all that it started, and the most memory of the driver.

    The driver is this process and, with Spark, the first of Java's.
    """
    every = [process, *process.children(recursive=True)]
    times = [each.cpu_times() for each in every]
    drivers = [process, *(each for each in process.children() if each.name() == "java")]
    return {
        "cpu": sum(t.user + t.system + t.children_user + t.children_system for t in times),
        "driver_mb": {each.name(): _peak(each.pid) for each in drivers},
    }


def _peak(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    (line,) = [line for line in status.splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


def _steps(events: Path) -> dict[str, dict[str, float]]:
    """What the event log of Spark says of each step."""
    names: dict[int, str] = {}
    found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for line in events.open(encoding="utf-8"):
        event = json.loads(line)
        if event["Event"] == "SparkListenerStageSubmitted":
            told = (event.get("Properties") or {}).get("spark.job.description") or "start"
            names[event["Stage Info"]["Stage ID"]] = told.removeprefix("kg: ")
        elif event["Event"] == "SparkListenerTaskEnd" and event.get("Task Metrics"):
            step = found[names[event["Stage ID"]]]
            step["tasks"] += 1
            for name, path in _METRICS.items():
                value = event["Task Metrics"]
                for key in path:
                    value = value[key]
                step[name] += value / _UNITS.get(name, 1)
    return {name: dict(figures) for name, figures in found.items()}


def _write(news: Path, target: Path, count: int) -> int:
    """Write the first articles, and give the bytes of their texts."""
    size = 0
    with (
        gzip.open(news, "rt") if news.suffix == ".gz" else news.open() as lines,
        target.open("w", encoding="utf-8") as output,
    ):
        for line in islice(lines, count):
            output.write(line)
            size += len(json.loads(line)["text"].encode())
    return size


def _lines(folder: Path) -> Iterator[bytes]:
    """The lines of all files, each of which is sorted."""
    return heapq.merge(*(path.open("rb") for path in sorted(folder.glob("part-*"))))


def _digest(lines: Iterable[bytes]) -> str:
    found = hashlib.sha256()
    for line in lines:
        found.update(line)
    return found.hexdigest()


def _show(count: int, row: dict[str, Any]) -> None:
    local, spark = row["local"], row["spark"]
    rates = " ".join(
        f"{name}: {count / each['seconds']:.1f}/s by the clock, {count / each['cpu']:.1f}/s CPU;"
        for name, each in (("local", local), ("spark", spark))
    )
    print(f"{count} articles: {rates} start {spark['start']:.1f} s", file=sys.stderr)
    print("the same lines" if row["same"] else "OTHER LINES", file=sys.stderr)
    for name, step in spark["steps"].items():
        told = ", ".join(f"{key} {value:,.1f}" for key, value in step.items())
        print(f"  {name}: {told}", file=sys.stderr)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tools.measure_spark", description=__doc__)
    parser.add_argument("news", type=Path, help="articles, a JSON object a line")
    parser.add_argument("--articles", default="2000", help="how many, with commas")
    parser.add_argument("--recognizer", default="fast")
    parser.add_argument("--master", default=f"local-cluster[{os.cpu_count()},1,1024]")
    parser.add_argument("--workers", type=int, default=os.cpu_count(), help="of the local engine")
    parser.add_argument("--spark-conf", action="append", default=[], metavar="KEY=VALUE")
    parser.add_argument("--scratch", type=Path, help="where texts and graphs are put")
    parser.add_argument("--one", choices=["local", "spark"], help=argparse.SUPPRESS)
    parser.add_argument("--output", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
