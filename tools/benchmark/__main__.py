"""``python -m tools.benchmark``: measure, and write the table."""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.benchmark.report import table

SAMPLE = 200
"""Articles of the passes that each figure of extraction is compared with."""


def main() -> None:
    """Measure every size, and write the table after each, so that an early end leaves some."""
    options = _options()
    folder = Path(tempfile.mkdtemp(prefix="kg-benchmark-", dir=options.scratch))
    sizes = sorted(int(size) for size in options.sizes.split(","))
    more = options.add
    texts = _write_texts(options.news, folder / "texts", sizes[-1] + more)
    found: dict[str, Any] = {
        "recognizer": options.recognizer,
        "workers": options.workers,
        "added": more,
        "sizes": {},
    }
    sample = [str(path) for path in texts[:SAMPLE]]
    found["tokens"] = _measure("tokens", sample)
    found["extraction"] = _measure("extraction", sample, options.recognizer)
    if options.bert:
        found["bert"] = _measure("bert", sample[: options.bert])
    for position, size in enumerate(sizes):
        row = found["sizes"].setdefault(str(size), {})
        before = str(sizes[position - 1] if position else 0)
        paths = [str(path) for path in texts[:size]]
        compared = {1, 2} if position < options.two else set()
        for workers in sorted(compared | {options.workers}):
            store = str(folder / f"store-{workers}")
            build = (store, options.recognizer, str(workers), before)
            row[f"build {workers}"] = _measure("build", paths, *build)
            _write(found, options.output)
        added = texts[size : size + more]
        row |= _measure_store(
            folder / f"store-{options.workers}", added, options.recognizer, folder
        )
        _write(found, options.output)
    shutil.rmtree(folder)


def _measure_store(store: Path, more: list[Path], recognizer: str, folder: Path) -> dict[str, Any]:
    """What is measured of a store that holds a size's articles; it stays as it was."""
    copy = folder / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(store, copy)
    paths = [str(path) for path in more]
    row = {
        "add": _measure("add", paths, str(copy), recognizer),
        "remove": _measure("remove", paths, str(copy), recognizer),
        "load": _measure("load", [], str(store), recognizer, str(folder / "loaded")),
        "queries": _measure("queries", [], str(store)),
    }
    shutil.rmtree(copy)
    return row


def _measure(what: str, paths: list[str], *arguments: str) -> dict[str, Any]:
    """The figures that a process prints, which measures one thing."""
    print(what, *arguments, file=sys.stderr, flush=True)
    done = subprocess.run(
        [sys.executable, "-m", "tools.benchmark.measure", what, *arguments],
        input="\n".join(paths),
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    print(" ", figures, file=sys.stderr, flush=True)
    return figures


def _write(found: dict[str, Any], output: Path | None) -> None:
    if output is None:
        print(table(found))
    else:
        output.write_text(table(found), encoding="utf-8")
        output.with_suffix(".json").write_text(json.dumps(found, indent=1), encoding="utf-8")


def _write_texts(news: Path, folder: Path, count: int) -> list[Path]:
    texts: list[Path] = []
    for number, article in enumerate(_articles(news)):
        if number == count:
            break
        file = folder / f"{number // 1000:03}" / f"{number:06}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(article["text"], encoding="utf-8")
        texts.append(file)
    if len(texts) < count:
        raise SystemExit(f"{news}: found {len(texts)} articles; expected {count}")
    return texts


def _articles(news: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(news, "rt") if news.suffix == ".gz" else news.open() as lines:
        yield from map(json.loads, lines)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tools.benchmark", description=__doc__)
    parser.add_argument("news", type=Path, help="articles, a JSON object a line")
    parser.add_argument("--sizes", default="700,1400,2800", help="how many articles, with commas")
    parser.add_argument("--workers", type=int, default=1, help="workers of the builds")
    parser.add_argument("--two", type=int, default=1, help="so many sizes with one and with two")
    parser.add_argument("--add", type=int, default=100, help="articles that are added to a size")
    parser.add_argument("--recognizer", default="none")
    parser.add_argument("--bert", type=int, default=10, help="articles that BERT reads; 0 for none")
    parser.add_argument("--output", type=Path, help="the table's file; a .json is written beside")
    parser.add_argument("--scratch", type=Path, help="where texts and stores are put")
    return parser.parse_args()


if __name__ == "__main__":
    main()
