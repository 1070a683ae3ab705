"""Fit the heads of the open corpora again to an encoder that went on learning.

    python tools/recognizer/train_heads.py --run READER --base BASE --data DATA --out FITTED

The encoder stays as it is, and so do the head ``news`` and the relater; only the two linear heads
``short`` and ``graph`` are fitted to its states of the corpora's training parts.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from pathlib import Path

import torch
from augment import Augmenter
from corpora import Sample, load, split_dev
from torch import nn
from train_encoder import IGNORED, LABELS, batches, collate, evaluate
from train_reader import Reader

from kg.recognizers.pieces import Pieces

RATE, BATCH = 2e-3, 512


def states_of(
    model: Reader, samples: Sequence[Sample], pieces: Pieces
) -> tuple[torch.Tensor, dict[str, torch.Tensor]]:
    """The states of all labelled pieces (pieces, hidden), and the labels of each head."""
    rows: list[torch.Tensor] = []
    labels: dict[str, list[torch.Tensor]] = {name: [] for name in LABELS}
    model.eval()
    for batch in batches(samples, pieces, 4096):
        ids, mask, gold = collate(batch, pieces)
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            states = model.states(ids, mask)
        kept = (gold["short"] != IGNORED) | (gold["graph"] != IGNORED)
        rows.append(states[kept].float())
        for name, each in labels.items():
            each.append(gold[name][kept])
    return torch.cat(rows), {name: torch.cat(each) for name, each in labels.items()}


def fit(head: nn.Linear, states: torch.Tensor, labels: torch.Tensor, epochs: int) -> None:
    """Fit one linear head; labels that are not known are left out."""
    known = labels != IGNORED
    states, labels = states[known], labels[known]
    optimizer = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, epochs)
    for _ in range(epochs):
        for rows in torch.randperm(len(labels)).split(BATCH):
            loss = nn.functional.cross_entropy(head(states[rows]), labels[rows])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
        schedule.step()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True, help="what train_reader.py wrote")
    parser.add_argument("--base", type=Path, required=True, help="folder that base.py wrote")
    parser.add_argument("--data", type=Path, required=True, help="folder of anercorp and newsfane")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--passes", type=int, default=3, help="varied copies of the texts")
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    random.seed(1)
    options.out.mkdir(parents=True, exist_ok=True)
    pieces = Pieces.load(options.base / "vocabulary.tsv")
    model = Reader(json.loads((options.base / "config.json").read_text()))
    saved = torch.load(options.run / "state.pt", map_location="cpu")
    model.load_state_dict(saved["average"])
    train, dev = split_dev(load(options.data, "train"))
    augmenter = Augmenter(train, 1)
    varied = [sample for _ in range(options.passes) for sample in augmenter.epoch()]
    states, labels = states_of(model, varied, pieces)
    print(f"{len(states)} pieces; before: {evaluate(model, dev, pieces)}", flush=True)
    for name in LABELS:
        fit(model.heads[name], states, labels[name], options.epochs)
    print(f"after: {evaluate(model, dev, pieces)}", flush=True)
    torch.save({"average": model.state_dict(), "labels": saved["labels"]}, options.out / "state.pt")


if __name__ == "__main__":
    main()
