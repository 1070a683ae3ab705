"""What reading costs by format, beside plain text in the same run.

    python -m tools.measure_reading --articles 200

The same articles are written in each format and read in turns with plain text; of several
rounds the fastest counts.
"""

from __future__ import annotations

import argparse
import gzip
import random
import resource
import tempfile
from collections.abc import Iterator
from pathlib import Path

from kg.documents import contents, readers
from kg.documents.articles import Article
from kg.documents.fields import Fields
from tests.documents.samples import archives, mail, office, pdf, tables, web
from tests.documents.samples.story import FIRST, SECOND, THIRD

PARAGRAPHS = 8
ROUNDS = 4


def articles(count: int) -> list[str]:
    """Texts of about the length of a news article, all different."""
    rng = random.Random(7)
    words = f"{FIRST} {SECOND} {THIRD}".split()
    return [
        "\n".join(" ".join(rng.choices(words, k=30)) + "." for _ in range(PARAGRAPHS))
        for _ in range(count)
    ]


def files(texts: list[str]) -> Iterator[tuple[str, dict[str, bytes]]]:
    """For each format the files that hold the texts, by name."""
    html = [web.page(body="".join(f"<p>{p}</p>" for p in t.split("\n"))) for t in texts]
    yield "text", _each("txt", [text.encode() for text in texts])
    yield "text, Windows-1256", _each("txt", [text.encode("cp1256") for text in texts])
    yield "HTML", _each("html", [page.encode() for page in html])
    yield "MHTML", _each("mhtml", [web.single_file(page) for page in html])
    yield "DOCX", _each("docx", [office.docx(_runs(text)) for text in texts])
    yield "ODT", _each("odt", [office.odt(_paragraphs(text)) for text in texts])
    yield "PDF", _each("pdf", [pdf.make([office.lines(text)]) for text in texts])
    yield "e-mail", _each("eml", [mail.message(text).as_bytes() for text in texts])
    rows = tuple({"text": text} for text in texts)
    lines = tables.lines(rows).encode()
    yield "JSON Lines", {"a.jsonl": lines}
    yield "JSON Lines, gzip", {"a.jsonl.gz": gzip.compress(lines)}
    yield "CSV", {"a.csv": tables.table(rows).encode()}
    yield "Parquet", {"a.parquet": tables.columns(rows)}
    named = _each("txt", [text.encode() for text in texts])
    yield "ZIP of text", {"a.zip": office.pack(dict(named))}
    yield "tar.gz of text", {"a.tar.gz": gzip.compress(archives.tar(named))}
    items = "".join(f"<item><description>{text}</description></item>" for text in texts)
    yield "RSS", {"a.rss": f'<rss version="2.0"><channel>{items}</channel></rss>'.encode()}
    yield "WARC", {"a.warc": b"".join(web.answer(page.encode()) for page in html)}


def _each(suffix: str, data: list[bytes]) -> dict[str, bytes]:
    return {f"{number}.{suffix}": one for number, one in enumerate(data)}


def _runs(text: str) -> str:
    return "".join(f"<w:p><w:r><w:t>{one}</w:t></w:r></w:p>" for one in text.split("\n"))


def _paragraphs(text: str) -> str:
    return "".join(f"<text:p>{one}</text:p>" for one in text.split("\n"))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=200)
    count = parser.parse_args().articles
    print(f"{'format':22}{'articles/s':>12}{'times the cost of text':>26}")
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder, "plain")
        for name, written in files(articles(count)):
            place = plain if not plain.exists() else Path(folder, name.replace(" ", "-"))
            place.mkdir()
            for file, data in written.items():
                (place / file).write_bytes(data)
            # In turns, so that both see the same machine.
            rounds = [(_seconds(plain, count), _seconds(place, count)) for _ in range(ROUNDS)]
            beside, taken = map(min, zip(*rounds, strict=True))
            print(f"{name:22}{count / taken:12.0f}{taken / beside:26.1f}", flush=True)


def _seconds(folder: Path, expected: int) -> float:
    start = _spent()
    found = 0
    for path in sorted(folder.iterdir()):
        content = contents.of_file(path)
        found += sum(isinstance(one, Article) for one in readers.read(content, Fields()))
    if found != expected:
        raise SystemExit(f"{folder}: found {found} articles, expected {expected}")
    return _spent() - start


def _spent() -> float:
    """Seconds of processor time of this process and of the programs that it ran.

    Other than time on the clock, they are much the same on a busy machine.
    """
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    main()
