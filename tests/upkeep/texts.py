"""Small articles cut from the seeds, which share people, bodies, cities and events."""

from __future__ import annotations

from pathlib import Path


class Texts:
    """Files of such articles in a folder of their own."""

    def __init__(self, folder: Path, seeds: Path) -> None:
        self.folder = folder
        pieces = [
            "\n".join(lines[start : start + 3])
            for seed in sorted(seeds.glob("*.txt"))
            for lines in [seed.read_text(encoding="utf-8").splitlines()]
            for start in range(0, len(lines), 3)
        ]
        self.pieces = [piece for piece in pieces if len(piece) > 80]
        folder.mkdir()

    def write(self, name: str, piece: int) -> Path:
        """A file with one of the articles, which stand in a circle."""
        file = self.folder / f"{name}.txt"
        file.write_text(self.pieces[piece % len(self.pieces)], encoding="utf-8")
        return file
