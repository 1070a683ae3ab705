"""All samples. ``python -m tests.documents.samples.make FOLDER`` writes them to disk."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.documents.samples import archives, mail, office, tables, texts, web
from tests.documents.samples.story import Sample


def samples() -> list[Sample]:
    """Every sample, each with a name of its own."""
    return [
        sample
        for module in (texts, web, office, tables, mail, archives)
        for sample in module.samples()
    ]


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for sample in samples():
        (folder / sample.name).write_bytes(sample.data)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
