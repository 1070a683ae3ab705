"""Read a shipped encoder and relater back into weights, to train on without training anew.

    python tools/recognizer/import_encoder.py --model kg/data/models/default --out RUN

Writes ``RUN/state.pt``, as train_encoder.py does; the rounding of the 8-bit weights stays in them,
which is less than one epoch changes.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from export_encoder import NAMES, RELATER
from onnx import numpy_helper

from kg.recognizers.encoder import LABELS_FILE, MODEL_FILE, RELATER_FILE

_PARTS = {
    "query.flat": "attention.self.query",
    "key.flat": "attention.self.key",
    "value.flat": "attention.self.value",
    "mixed": "attention.output.dense",
    "inner": "intermediate.dense",
    "outer": "output.dense",
}
_NORMS = {"attended": "attention.output.LayerNorm", "out": "output.LayerNorm"}


def read(folder: Path) -> dict[str, torch.Tensor]:
    """The weights of the model in ``folder``, by the names of train_encoder.py's Tagger."""
    graph = onnx.load(folder / MODEL_FILE).graph
    held = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    labels = json.loads((folder / LABELS_FILE).read_text(encoding="utf-8"))
    embeddings = "encoder.embeddings."
    state = {
        f"{embeddings}word_embeddings.weight": held["pieces.q"] * held["pieces.s"],
        f"{embeddings}position_embeddings.weight": held["positions"],
        f"{embeddings}LayerNorm.weight": held["embedded.w"],
        f"{embeddings}LayerNorm.bias": held["embedded.b"],
    }
    # The exporter adds the first type's row to every position; the second is not used.
    types = np.zeros((2, held["positions"].shape[1]), np.float32)
    state[f"{embeddings}token_type_embeddings.weight"] = types
    for number in range(sum(name.endswith(".inner.q") for name in held)):
        layer = f"encoder.encoder.layer.{number}."
        for short, name in _PARTS.items():
            matrix = held[f"l{number}.{short}.q"] * held[f"l{number}.{short}.s"]
            state[f"{layer}{name}.weight"] = matrix.T
        biases = np.split(held[f"{layer}attention.self.query.bias"], 3)
        for part, bias in zip(("query", "key", "value"), biases, strict=True):
            state[f"{layer}attention.self.{part}.bias"] = bias
        for name in ("attention.output", "intermediate", "output"):
            state[f"{layer}{name}.dense.bias"] = held[f"{layer}{name}.dense.bias"]
        for short, name in _NORMS.items():
            state[f"{layer}{name}.weight"] = held[f"l{number}.{short}.w"]
            state[f"{layer}{name}.bias"] = held[f"l{number}.{short}.b"]
    for head in labels:
        state[f"heads.{head}.weight"] = held[f"{head}.w"].T
        state[f"heads.{head}.bias"] = held[f"{head}.b"]
    with np.load(folder / RELATER_FILE, allow_pickle=False) as relater:
        longer = {short: name for name, short in NAMES.items()}
        for short in relater.files:
            state[RELATER + longer.get(short, short)] = relater[short].astype(np.float32)
    return {name: torch.tensor(np.ascontiguousarray(value)) for name, value in state.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="folder of the shipped model")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    labels = json.loads((options.model / LABELS_FILE).read_text(encoding="utf-8"))
    torch.save({"average": read(options.model), "labels": labels}, options.out / "state.pt")


if __name__ == "__main__":
    main()
