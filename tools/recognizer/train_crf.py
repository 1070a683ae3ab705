"""Train the CRF and the word lists that it uses, in one folder.

    python tools/recognizer/train_crf.py --data DATA --out kg/data/models/fast

``--labels short`` trains on ANERcorp's labels instead (for comparison with published figures).
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pycrfsuite
from corpora import Sample, load, split_dev

from kg import arabic
from kg.recognizers.crf import LISTS_FILE, MODEL_FILE
from kg.recognizers.features import Features

DATA = Path(__file__).parents[2] / "kg" / "data"
LETTER_OF_CLASS = {
    "name.given": "g",
    "name.particle": "n",
    "org_head": "o",
    "place_head": "p",
    "title_head": "t",
    "honorific": "h",
    "occupation": "j",
    "City": "c",
    "Country": "s",
    "Place": "r",
}
"""The letter of each list: classes of kg's lexicons and types of its gazetteer."""

INSIDE = "x"
"""The letter of words inside a longer name of a place."""

LEXICONS = (
    "given_names",
    "name_particles",
    "organizations",
    "places",
    "titles",
    "honorifics",
    "occupations",
)


def word_lists() -> dict[str, str]:
    """Normal form → letters, from kg's lexicons and gazetteer as they are now."""
    letters: dict[str, set[str]] = defaultdict(set)
    for name in LEXICONS:
        for row in _rows(DATA / "lexicons" / f"{name}.tsv"):
            letter = LETTER_OF_CLASS.get(row["class"])
            words = arabic.normal_form(row["form"]).split()
            if letter and len(words) == 1:
                letters[words[0]].add(letter)
    kinds = {}
    for row in _rows(DATA / "gazetteer" / "places.tsv"):
        kinds[row["geonames"]] = row["type"]
        for form in (row["name"], *(row["aliases"] or "").split("|")):
            _add_place(letters, form, row["type"])
    for row in _rows(DATA / "gazetteer" / "aliases.tsv"):
        _add_place(letters, row["form"], kinds.get(row["geonames"], "Place"))
    return {word: "".join(sorted(found)) for word, found in sorted(letters.items())}


def _add_place(letters: dict[str, set[str]], form: str, kind: str) -> None:
    words = arabic.normal_form(form).split()
    for word in words:
        if len(word) > 2:
            letters[word].add(LETTER_OF_CLASS[kind] if len(words) == 1 else INSIDE)


def _rows(file: Path) -> Iterator[dict[str, str]]:
    lines = file.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.strip() and not line.startswith("#")]
    yield from csv.DictReader(kept, delimiter="\t", quoting=csv.QUOTE_NONE)


def train(
    samples: list[Sample], folder: Path, *, labels: str, l1: float, l2: float, rounds: int
) -> None:
    """Write the model and its lists into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    lists = word_lists()
    text = "".join(f"{word}\t{letters}\n" for word, letters in lists.items())
    (folder / LISTS_FILE).write_text(text, encoding="utf-8")
    features = Features(lists)
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(
        {"c1": l1, "c2": l2, "max_iterations": rounds, "feature.possible_transitions": True}
    )
    for sample in samples:
        tags = getattr(sample, labels)
        if None not in tags:
            trainer.append(features.of(sample.words), list(tags))
    trainer.train(str(folder / MODEL_FILE))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of anercorp and newsfane")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--labels", choices=("graph", "short"), default="graph")
    parser.add_argument("--l1", type=float, default=0.1)
    parser.add_argument("--l2", type=float, default=0.1)
    parser.add_argument("--rounds", type=int, default=120)
    parser.add_argument("--without-dev", action="store_true", help="leave the dev split out")
    options = parser.parse_args()
    samples = load(options.data, "train")
    if options.without_dev:
        samples, _ = split_dev(samples)
    train(
        samples,
        options.out,
        labels=options.labels,
        l1=options.l1,
        l2=options.l2,
        rounds=options.rounds,
    )


if __name__ == "__main__":
    main()
