"""Write a trained reader: the encoder as an ONNX file with 8-bit weights, the relater beside it.

    python tools/recognizer/export_encoder.py --run RUN --base BASE --out kg/data/models/default

The matrices hold one scale for each column. What is multiplied by them is brought to 8 bits too,
with a scale for each piece of the text (one scale for a whole batch was seen to cost points).
Weights use 63 steps on each side of 0, so that processors that add pairs of products in 16 bits
do not overflow: all products are exact, and the same everywhere. The graph is written out by
hand, so that attention and scaling are onnxruntime's fused nodes.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from kg.recognizers.encoder import (
    LABELS_FILE,
    MODEL_FILE,
    RELATER_FILE,
    STATES,
    VOCABULARY_FILE,
)

Array = NDArray[Any]
MICROSOFT = "com.microsoft"
FUSED = frozenset({"MatMulIntegerToFloat", "MultiHeadAttention", "BiasGelu"})
"""onnxruntime's own nodes that are used here."""

RELATER = "relater."
NAMES = {"kinds.weight": "kinds", "distance.weight": "distance"}
"""Names of the relater's weights in the file, where they differ."""

TINY = 1e-12


class GraphWriter:
    """Collects the nodes and weights of the encoder; states are (texts * pieces, hidden)."""

    def __init__(self, state: dict[str, Array], config: dict[str, Any]) -> None:
        self.state, self.config = state, config
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self._quantized: dict[str, tuple[str, str]] = {}

    def keep(self, name: str, value: Array) -> str:
        """Add a constant; returns its name."""
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, inputs: list[str], output: str, **options: Any) -> str:
        """Add a node with one output; returns the output's name."""
        domain = MICROSOFT if kind in FUSED else ""
        self.nodes.append(helper.make_node(kind, inputs, [output], domain=domain, **options))
        return output

    def linear(self, source: str, name: str, output: str) -> str:
        """``source @ weight.T`` in 8 bits; the bias is left to the node that follows."""
        numbers, scales = quantize_columns(self.state[f"{name}.weight"].T)
        rows, row_scales = self._quantize_rows(source)
        weights = [self.keep(f"{output}.q", numbers), "one", self.keep(f"{output}.s", scales)]
        self.node("MatMulIntegerToFloat", [rows, *weights, "middle"], f"{output}.unscaled")
        return self.node("Mul", [f"{output}.unscaled", row_scales], output)

    def bias(self, *names: str) -> str:
        """The biases of the products ``names``, one after another."""
        name = f"{names[0]}.bias"
        return self.keep(name, np.concatenate([self.state[f"{part}.bias"] for part in names]))

    def norm(self, left: str, right: str, name: str, output: str, *, bias: str = "") -> str:
        """Layer norm of a sum."""
        weight = self.keep(f"{output}.w", self.state[f"{name}.weight"])
        shift = self.keep(f"{output}.b", self.state[f"{name}.bias"])
        if bias:
            left = self.node("Add", [left, bias], f"{output}.left")
        # Twice as fast as onnxruntime's fused SkipLayerNormalization.
        self.node("Add", [left, right], f"{output}.sum")
        epsilon = self.config["layer_norm_eps"]
        inputs = [f"{output}.sum", weight, shift]
        return self.node("LayerNormalization", inputs, output, epsilon=epsilon)

    def embed(self) -> str:
        """Constants; then pieces, positions and their norm."""
        self.keep("one", np.array(1.0, np.float32))
        self.keep("step", np.array(1 / 127, np.float32))
        self.keep("middle", np.array(128, np.uint8))
        self.keep("start", np.array([0]))
        self.keep("flat", np.array([-1, self.config["hidden_size"]]))
        table = self.state["encoder.embeddings.word_embeddings.weight"]
        scale = np.maximum(np.abs(table).max(1, keepdims=True), TINY) / 127
        rows = self.keep("pieces.q", np.round(table / scale).astype(np.int8))
        self.node("Gather", [rows, "ids"], "pieces.rows")
        self.node("Cast", ["pieces.rows"], "pieces.float", to=TensorProto.FLOAT)
        self.node("Gather", [self.keep("pieces.s", scale), "ids"], "pieces.scale")
        self.node("Mul", ["pieces.float", "pieces.scale"], "pieces")
        positions = (
            self.state["encoder.embeddings.position_embeddings.weight"]
            + self.state["encoder.embeddings.token_type_embeddings.weight"][0]
        )
        self.node("Shape", ["ids"], "width", start=1, end=2)
        self.node("Slice", [self.keep("positions", positions), "start", "width", "start"], "used")
        self.node("Shape", ["pieces"], "shape")
        self.node("Expand", ["used", "shape"], "placed")
        states = self.norm("pieces", "placed", "encoder.embeddings.LayerNorm", "embedded")
        self.keep("list", np.array([-1]))
        self.node("Reshape", [states, "flat"], "embedded.flat")
        # The middle of the 8-bit numbers, once for each row.
        self.node("Size", ["ids"], "count")
        self.node("Reshape", ["count", "list"], "rows")
        self.node("Expand", ["middle", "rows"], "middles")
        return "embedded.flat"

    def layer(self, states: str, number: int) -> str:
        """One layer: attention, its norm, the inner product and its norm."""
        name, to = f"encoder.encoder.layer.{number}.", f"l{number}"
        attention = [f"{name}attention.self.{part}" for part in ("query", "key", "value")]
        inputs = []
        for part in attention:
            output = f"{to}.{part.rpartition('.')[2]}"
            self.linear(states, part, f"{output}.flat")
            inputs.append(self.node("Reshape", [f"{output}.flat", "shape"], output))
        heads = self.config["num_attention_heads"]
        inputs += [self.bias(*attention), "lengths"]
        self.node("MultiHeadAttention", inputs, f"{to}.attention", num_heads=heads)
        self.node("Reshape", [f"{to}.attention", "flat"], f"{to}.attention.flat")
        mixing, inner, outer = (
            f"{name}{part}.dense" for part in ("attention.output", "intermediate", "output")
        )
        mixed = self.linear(f"{to}.attention.flat", mixing, f"{to}.mixed")
        norm = f"{name}attention.output.LayerNorm"
        states = self.norm(mixed, states, norm, f"{to}.attended", bias=self.bias(mixing))
        self.linear(states, inner, f"{to}.inner")
        self.node("BiasGelu", [f"{to}.inner", self.bias(inner)], f"{to}.gelu")
        widened = self.linear(f"{to}.gelu", outer, f"{to}.outer")
        norm = f"{name}output.LayerNorm"
        return self.norm(widened, states, norm, f"{to}.out", bias=self.bias(outer))

    def head(self, states: str, name: str) -> None:
        """A linear head, in full precision."""
        weight = self.keep(f"{name}.w", self.state[f"heads.{name}.weight"].T)
        bias = self.keep(f"{name}.b", self.state[f"heads.{name}.bias"])
        self.node("MatMul", [states, weight], f"{name}.product")
        self.node("Add", [f"{name}.product", bias], name)

    def _quantize_rows(self, source: str) -> tuple[str, str]:
        """The rows of ``source`` as 8-bit numbers around 128, and the scale of each row."""
        if source not in self._quantized:
            to = f"{source}.rows"
            self.node("Abs", [source], f"{to}.size")
            self.node("ReduceMax", [f"{to}.size"], f"{to}.most", axes=[-1], keepdims=1)
            self.node("Mul", [f"{to}.most", "step"], f"{to}.scale")
            self.node("Reshape", [f"{to}.scale", "list"], f"{to}.scales")
            self.node("QuantizeLinear", [source, f"{to}.scales", "middles"], to, axis=0)
            self._quantized[source] = to, f"{to}.scale"
        return self._quantized[source]


def quantize_columns(weight: Array) -> tuple[Array, Array]:
    """``(numbers, scales)``: 8-bit numbers in -63…63 and a scale for each column."""
    scales = np.maximum(np.abs(weight).max(0), TINY) / 63
    return np.round(weight / scales).astype(np.int8), scales.astype(np.float32)


def write(
    folder: Path, state: dict[str, Array], config: dict[str, Any], labels: dict[str, list[str]]
) -> None:
    """Write the model and its labels into ``folder``."""
    writer = GraphWriter(state, config)
    states = writer.embed()
    for number in range(config["num_hidden_layers"]):
        states = writer.layer(states, number)
    writer.node("Reshape", [states, "shape"], STATES)
    for name in labels:
        writer.head(STATES, name)
    graph = helper.make_graph(
        writer.nodes,
        "rawabit-encoder",
        [
            helper.make_tensor_value_info("ids", TensorProto.INT64, ["texts", "pieces"]),
            helper.make_tensor_value_info("lengths", TensorProto.INT32, ["texts"]),
        ],
        [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, ["texts", "pieces", size])
            for name, size in (
                *((name, len(tags)) for name, tags in labels.items()),
                (STATES, config["hidden_size"]),
            )
        ],
        writer.weights,
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
    model = helper.make_model(graph, opset_imports=opsets, producer_name="rawabit", ir_version=8)
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(model, folder / MODEL_FILE)
    (folder / LABELS_FILE).write_text(json.dumps(labels) + "\n", encoding="utf-8")
    relater = {
        name.removeprefix(RELATER): value.astype(np.float16)
        for name, value in state.items()
        if name.startswith(RELATER)
    }
    relater = {NAMES.get(name, name): value for name, value in relater.items()}
    np.savez_compressed(folder / RELATER_FILE, **relater)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True, help="what train_encoder.py wrote")
    parser.add_argument("--base", type=Path, required=True, help="what base.py wrote")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    saved = torch.load(options.run / "state.pt", map_location="cpu")
    state = {name: value.float().numpy() for name, value in saved["average"].items()}
    config = json.loads((options.base / "config.json").read_text())
    write(options.out, state, config, saved["labels"])
    shutil.copyfile(options.base / "vocabulary.tsv", options.out / VOCABULARY_FILE)


if __name__ == "__main__":
    main()
