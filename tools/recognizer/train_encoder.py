"""Fine-tune the pruned encoder with one linear head for each kind of label, on a CPU.

    . tools/recognizer/cpu.sh
    python tools/recognizer/train_encoder.py --data DATA --base BASE --out RUN --epochs 10

Writes ``RUN/state.pt`` after every epoch (``--resume`` goes on from it) and ``RUN/log.txt``.
The development split is cut from the training part; ``--all`` trains on it too. The test
part is not read here: ``score_model.py`` reads it.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from augment import Augmenter, join
from corpora import GRAPH_TYPES, Sample, load, split_dev
from score import score, show
from torch import nn
from transformers import BertConfig, BertModel

from kg.recognizers.pieces import END, PAD, START, UNKNOWN, Pieces
from kg.recognizers.tags import Decoder

IGNORED = -100
LABELS = {
    "short": ["O", *(f"{p}-{t}" for t in ("LOC", "MISC", "ORG", "PERS") for p in "BI")],
    "graph": ["O", *(f"{p}-{t}" for t in sorted(GRAPH_TYPES) for p in "BI")],
}
HEAD_RATE, WARM_UP, AVERAGING, HIDDEN_PIECES = 1e-3, 100, 0.998, 0.06

Batch = tuple[torch.Tensor, torch.Tensor, dict[str, torch.Tensor]]


class Tagger(nn.Module):
    """The encoder and its heads; ``forward`` gives the logits of each head for every piece."""

    def __init__(self, config: dict[str, Any], *, dropout: float = 0.1) -> None:
        super().__init__()
        settings = BertConfig(
            **config,
            hidden_dropout_prob=dropout,
            attention_probs_dropout_prob=0.0,
            attn_implementation="eager",  # a quarter faster than sdpa on a CPU
        )
        self.encoder = BertModel(settings, add_pooling_layer=False)
        self.dropout = nn.Dropout(0.2)
        self.heads = nn.ModuleDict(
            {name: nn.Linear(config["hidden_size"], len(labels)) for name, labels in LABELS.items()}
        )

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> dict[str, torch.Tensor]:
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        states = self.dropout(states)
        return {name: head(states) for name, head in self.heads.items()}


class Average:
    """A running average of the weights, which scores better than the last ones."""

    def __init__(self, model: nn.Module) -> None:
        self.state = {name: value.clone() for name, value in model.state_dict().items()}
        self._steps = 0

    def add(self, model: nn.Module) -> None:
        self._steps += 1
        kept = min(AVERAGING, self._steps / (self._steps + 9))
        for name, value in model.state_dict().items():
            if value.is_floating_point():
                self.state[name].lerp_(value, 1 - kept)


def encode(sample: Sample, pieces: Pieces) -> tuple[list[int], list[int]]:
    """Piece ids of the sample and the place of each word's first piece."""
    ids, first = [START], []
    for word in sample.words:
        first.append(len(ids))
        ids.extend(pieces.encode(word))
    return [*ids, END], first


def collate(samples: Sequence[Sample], pieces: Pieces) -> Batch:
    """Padded ids, mask and labels; only a word's first piece has a label."""
    encoded = [encode(sample, pieces) for sample in samples]
    width = max(len(ids) for ids, _ in encoded)
    ids = torch.full((len(samples), width), PAD)
    labels = {name: torch.full((len(samples), width), IGNORED) for name in LABELS}
    for row, (sample, (row_ids, first)) in enumerate(zip(samples, encoded, strict=True)):
        ids[row, : len(row_ids)] = torch.tensor(row_ids)
        for name, tags in (("short", sample.short), ("graph", sample.graph)):
            numbers = [IGNORED if tag is None else LABELS[name].index(tag) for tag in tags]
            labels[name][row, torch.tensor(first)] = torch.tensor(numbers)
    return ids, (ids != PAD).long(), labels


def batches(samples: Sequence[Sample], pieces: Pieces, size: int) -> list[list[Sample]]:
    """Samples of like length together, at most ``size`` pieces with padding, in random order."""
    lengths = [(len(encode(sample, pieces)[0]), sample) for sample in samples]
    random.shuffle(lengths)
    made: list[list[Sample]] = []
    for start in range(0, len(lengths), 256):
        batch: list[Sample] = []
        for length, sample in sorted(lengths[start : start + 256], key=lambda pair: pair[0]):
            if batch and (len(batch) + 1) * length > size:
                made.append(batch)
                batch = []
            batch.append(sample)
        made.append(batch)
    random.shuffle(made)
    return made


def evaluate(model: Tagger, samples: Sequence[Sample], pieces: Pieces) -> str:
    """Exact-span F1 of both heads, in chunks of three sentences, with the legal best path."""
    model.eval()
    gold: dict[str, list[list[str]]] = {name: [] for name in LABELS}
    found: dict[str, list[list[str]]] = {name: [] for name in LABELS}
    decoders = {name: Decoder(labels) for name, labels in LABELS.items()}
    for begin in range(0, len(samples), 3):
        sample = join(samples[begin : begin + 3])
        ids, mask, _ = collate([sample], pieces)
        _, first = encode(sample, pieces)
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            logits = model(ids[:, :512], mask[:, :512])
        first = [place for place in first if place < 512]
        for name, tags in (("short", sample.short), ("graph", sample.graph)):
            scores = logits[name][0, first].float().log_softmax(-1).numpy()
            path = [LABELS[name][label] for label in decoders[name].best_path(scores)]
            known = [index for index in range(len(first)) if tags[index] is not None]
            gold[name].append([str(tags[index]) for index in known])
            found[name].append([path[index] for index in known])
    model.train()
    return " | ".join(f"{name}: {show(score(gold[name], found[name]))}" for name in LABELS)


class Training:
    """One run: the model, its optimizer, the average and the schedule."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.pieces = Pieces.load(options.base / "vocabulary.tsv")
        config = json.loads((options.base / "config.json").read_text())
        self.model = Tagger(config)
        self.model.encoder.load_state_dict(torch.load(options.base / "encoder.pt"))
        heads = list(self.model.heads.parameters())
        groups = [
            {"params": list(self.model.encoder.parameters()), "peak": options.rate},
            {"params": heads, "peak": HEAD_RATE},
        ]
        self.optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
        self.average = Average(self.model)
        self.epoch = self.step = 0

    def save(self) -> None:
        state = {
            "model": self.model.state_dict(),
            "average": self.average.state,
            "optimizer": self.optimizer.state_dict(),
            "epoch": self.epoch,
            "step": self.step,
            "labels": LABELS,
        }
        scratch = self.options.out / "state.tmp"
        torch.save(state, scratch)
        scratch.replace(self.options.out / "state.pt")

    def resume(self) -> None:
        state = torch.load(self.options.out / "state.pt")
        self.model.load_state_dict(state["model"])
        self.average.state = state["average"]
        self.optimizer.load_state_dict(state["optimizer"])
        self.epoch, self.step = state["epoch"], state["step"]

    def start_from(self, folder: Path) -> None:
        """Take over the averaged weights of another run, and nothing else of it."""
        averaged = torch.load(folder / "state.pt")["average"]
        self.model.load_state_dict(averaged)
        self.average = Average(self.model)

    def train_epoch(self, samples: Sequence[Sample]) -> float:
        """One pass; returns the mean loss."""
        made = batches(samples, self.pieces, self.options.pieces)
        total = 0.0
        for index, batch in enumerate(made):
            done = (self.epoch + index / len(made)) / self.options.epochs
            total += self._train_step(batch, done)
        self.epoch += 1
        return total / len(made)

    def _train_step(self, batch: Sequence[Sample], done: float) -> float:
        cosine = (1 + math.cos(math.pi * done)) / 2
        scale = min(1.0, (self.step + 1) / WARM_UP) * (0.02 + 0.98 * cosine)
        for group in self.optimizer.param_groups:
            group["lr"] = group["peak"] * scale
        ids, mask, labels = collate(batch, self.pieces)
        hidden = (torch.rand(ids.shape) < HIDDEN_PIECES) & (ids > UNKNOWN)
        ids = ids.masked_fill(hidden, UNKNOWN)
        with torch.autocast("cpu", torch.bfloat16):
            logits = self.model(ids, mask)
        losses = [
            nn.functional.cross_entropy(
                logits[name].float().flatten(0, 1), labels[name].flatten(), ignore_index=IGNORED
            )
            for name in LABELS
        ]
        loss = torch.stack(losses).sum()
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.average.add(self.model)
        self.step += 1
        if self.step % 20 == 0:
            print(f"  step {self.step} loss {loss.item():.4f}", flush=True)
        return loss.item()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of anercorp and newsfane")
    parser.add_argument("--base", type=Path, required=True, help="folder that base.py wrote")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--pieces", type=int, default=1536, help="pieces in a batch")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--all", action="store_true", help="train on the development split too")
    parser.add_argument("--start", type=Path, help="folder of a finished run to go on from")
    parser.add_argument("--resume", action="store_true", help="go on after a stop")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    random.seed(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    training = Training(options)
    if options.start:
        training.start_from(options.start)
    if options.resume:
        training.resume()
    samples = load(options.data, "train")
    train, dev = split_dev(samples)
    augmenter = Augmenter(samples if options.all else train, options.seed + training.epoch)
    averaged = Tagger(json.loads((options.base / "config.json").read_text()))
    began = time.time()
    while training.epoch < options.epochs:
        loss = training.train_epoch(list(augmenter.epoch()))
        training.save()
        averaged.load_state_dict(training.average.state)
        scores = evaluate(averaged, dev, training.pieces)
        seconds = time.time() - began
        line = f"epoch {training.epoch} {seconds:.0f} s loss {loss:.4f} dev {scores}"
        print(line, flush=True)
        with (options.out / "log.txt").open("a") as log:
            log.write(line + "\n")


if __name__ == "__main__":
    main()
