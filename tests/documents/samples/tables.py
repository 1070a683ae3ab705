"""JSON Lines, CSV and Parquet, with usual names of fields and with others."""

from __future__ import annotations

import csv
import datetime
import gzip
import io
import json
from collections.abc import Iterator

import pyarrow
from pyarrow import parquet

from kg.documents.articles import Article, Entry
from tests.documents.samples.story import (
    ADDRESS,
    ALL,
    AUTHOR,
    DAY,
    FIRST,
    OTHER,
    OTHER_ADDRESS,
    OTHER_ALL,
    OTHER_TITLE,
    SECOND,
    SITE,
    TEXT,
    TITLE,
    Sample,
)

_ROWS = (
    {
        "text": TEXT,
        "title": TITLE,
        "source": SITE,
        "author": AUTHOR,
        "date": "2022-02-15",
        "url": ADDRESS,
    },
    {
        "text": OTHER,
        "title": OTHER_TITLE,
        "source": SITE,
        "author": AUTHOR,
        "date": "2022-02-16",
        "url": OTHER_ADDRESS,
    },
)
_MAPPED = {"text": "body", "title": "headline_ar", "date": "published_on"}
_MAP = ",".join(f"{key}={name}" for key, name in _MAPPED.items())
_RENAMED = tuple({_MAPPED.get(key, key): value for key, value in row.items()} for row in _ROWS)


def lines(rows: tuple[dict[str, str], ...]) -> str:
    """Rows as JSON Lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def table(rows: tuple[dict[str, str], ...], delimiter: str = ",") -> str:
    """Rows as CSV."""
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def columns(rows: tuple[dict[str, object], ...]) -> bytes:
    """Rows as Parquet."""
    stream = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(list(rows)), stream)
    return stream.getvalue()


def _both(unit: str, first: int, second: int, encoding: str = "utf-8") -> tuple[Article, ...]:
    return (
        Article(TEXT, ALL, f"{unit} {first}", encoding),
        Article(OTHER, OTHER_ALL, f"{unit} {second}", encoding),
    )


def samples() -> Iterator[Sample]:
    """Tables of articles."""
    yield from _json_lines()
    yield from _separated()
    yield from _parquet()


def _json_lines() -> Iterator[Sample]:
    both = _both("line", 1, 2)
    yield Sample("news.jsonl", lines(_ROWS).encode(), both)
    yield Sample("news.ndjson", ("\ufeff" + lines(_ROWS)).encode(), both)
    yield Sample("news.jsonl.gz", gzip.compress(lines(_ROWS).encode(), mtime=0), both)
    yield Sample("news-mapped.jsonl", lines(_RENAMED).encode(), both, fields=_MAP)
    older = _both("line", 1, 2, "windows-1256")
    yield Sample("news-windows.jsonl", lines(_ROWS).encode("cp1256"), older)
    wide = _both("line", 1, 2, "utf-16")
    yield Sample("news-utf-16.jsonl", lines(_ROWS).encode("utf-16"), wide)
    nested = {
        "content": {"rendered": f"<p>{FIRST}</p>\n<p>{SECOND}</p>"},
        "title": {"rendered": TITLE},
        "author": [{"name": AUTHOR}, {"name": "سامي"}],
        "date": "15/2/2022",
    }
    yield Sample(
        "news-nested.jsonl",
        json.dumps(nested).encode(),
        (
            Article(
                f"{FIRST}\n{SECOND}",
                Entry(title=TITLE, author=f"{AUTHOR}، سامي", date=DAY),
                "line 1",
            ),
        ),
        fields="text=content.rendered,title=title.rendered",
    )
    middle = '{"text": \n\n[1]\n{"body_ar": "x"}\n{"text": ""}\n'
    bad = lines(_ROWS[:1]) + middle + lines(_ROWS[1:])
    yield Sample(
        "news-damaged.jsonl",
        bad.encode(),
        _both("line", 1, 7),
        (
            "line 2: no JSON",
            "line 4: found a list",
            "line 5: no field text or body or content; found body_ar",
            "line 6: no text in 'text'",
        ),
    )
    arabic = {"النص": TEXT, "العنوان": TITLE, "التاريخ": "الثلاثاء 15 فبراير 2022", "المصدر": SITE}
    yield Sample(
        "news-arabic-fields.jsonl",
        json.dumps(arabic).encode(),
        (Article(TEXT, Entry(title=TITLE, date=DAY, source=SITE), "line 1"),),
    )


def _separated() -> Iterator[Sample]:
    both = _both("line", 4, 5)
    yield Sample("news.csv", table(_ROWS).encode(), both)
    yield Sample("news-semicolons.csv", table(_ROWS, ";").encode("utf-8-sig"), both)
    yield Sample("news.tsv", table(_ROWS, "\t").encode(), both)
    yield Sample("news-bars.csv", table(_ROWS, "|").encode(), both)
    yield Sample("news.csv.gz", gzip.compress(table(_ROWS).encode(), mtime=0), both)
    older = _both("line", 4, 5, "windows-1256")
    yield Sample("news-windows.csv", table(_ROWS).encode("cp1256"), older)
    wide = _both("line", 4, 5, "utf-16")
    yield Sample("news-spreadsheet.csv", table(_ROWS, "\t").encode("utf-16"), wide)
    yield Sample("news-mapped.csv", table(_RENAMED).encode(), both, fields=_MAP)
    yield Sample(
        "news-without-text.csv",
        table(({"a": TITLE, "b": "x"},)).encode(),
        (),
        ("no field text or body or content; found a, b",),
    )


def _parquet() -> Iterator[Sample]:
    both = _both("row", 1, 2)
    yield Sample("news.parquet", columns(_ROWS), both)
    yield Sample("news-mapped.parquet", columns(_RENAMED), both, fields=_MAP)
    times = tuple(
        {**row, "date": datetime.datetime.fromisoformat(f"{row['date']}T09:30:00+03:00")}
        for row in _ROWS
    )
    yield Sample("news-times.parquet", columns(times), both)
    yield Sample("cut.parquet", columns(_ROWS)[:-9], (), ("damaged, or not of the kind parquet",))
