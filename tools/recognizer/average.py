"""The mean of the weights of several checkpoints of one training.

    python tools/recognizer/average.py --out MEAN RUN RUN …

Later checkpoints know the invented articles better and real newspapers no better; their mean does
best on the latter (as in Wortsman et al. 2022, "Model soups").
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def mean(states: list[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """The mean of each weight; what is no floating-point number is taken from the last."""
    averaged = dict(states[-1])
    for name, value in averaged.items():
        if value.is_floating_point():
            averaged[name] = torch.stack([state[name].float() for state in states]).mean(0)
    return averaged


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", type=Path, nargs="+", metavar="RUN")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    saved = [torch.load(run / "state.pt", map_location="cpu") for run in options.runs]
    options.out.mkdir(parents=True, exist_ok=True)
    torch.save(
        {"average": mean([each["average"] for each in saved]), "labels": saved[-1]["labels"]},
        options.out / "state.pt",
    )


if __name__ == "__main__":
    main()
