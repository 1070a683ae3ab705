"""Small articles cut from the seeds, which share people, bodies, cities and events."""

from __future__ import annotations

from pathlib import Path


class Texts:
    """Files of such articles in a folder of their own."""

    def __init__(self, folder: Path, seeds: Path) -> None:
        self.folder = folder
        lines = [
            line
            for seed in sorted(seeds.glob("*.txt"))
            for line in seed.read_text(encoding="utf-8").splitlines()
        ]
        self.pieces = sorted({line for line in lines if len(line) > 80})
        assert len(self.pieces) > 40
        folder.mkdir()

    def write(self, name: str, piece: int) -> Path:
        """A file with one of the articles, which stand in a circle."""
        file = self.folder / f"{name}.txt"
        file.write_text(self.pieces[piece % len(self.pieces)], encoding="utf-8")
        return file
