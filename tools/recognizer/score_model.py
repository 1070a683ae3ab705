"""Score a trained model on the test parts, and say how fast it is on one thread.

    python tools/recognizer/score_model.py --data DATA --model kg/data/models/fast
    python tools/recognizer/score_model.py --data DATA --model kg/data/models/default

``newsfane`` is NewsFANE's test part with proclitics joined again, in its own spelling (no hamza);
``projected`` carries its labels over to ANERcorp's test part, in newspaper spelling;
``anercorp`` is for models that know ANERcorp's labels.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

from corpora import cut, graph_tag, join_proclitics, load, read_conll
from score import score, show

from kg.recognizers.crf import MODEL_FILE, CrfRecognizer

Tagged = tuple[list[tuple[str, ...]], list[list[str]]]


def newsfane(folder: Path) -> Tagged:
    """Words and graph labels of NewsFANE's own test part."""
    fine = read_conll(folder / "newsfane" / "test.fine.txt")
    coarse = [[(word, graph_tag(tag)) for word, tag in sentence] for sentence in fine]
    sentences = [cut(join_proclitics(sentence)) for sentence in coarse]
    words = [tuple(word for word, _ in sentence) for sentence in sentences]
    return words, [[tag for _, tag in sentence] for sentence in sentences]


def projected(folder: Path) -> Tagged:
    """Words and graph labels of the sentences of ANERcorp's test part that NewsFANE has whole."""
    samples = [sample for sample in load(folder, "test") if None not in sample.graph]
    tags = [[tag or "O" for tag in sample.graph] for sample in samples]
    return [sample.words for sample in samples], tags


def anercorp(folder: Path) -> Tagged:
    """Words and labels of ANERcorp's test part."""
    samples = load(folder, "test")
    return [sample.words for sample in samples], [list(sample.short) for sample in samples]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of anercorp and newsfane")
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--labels", choices=("graph", "short"), default="graph")
    options = parser.parse_args()
    is_crf = (options.model / MODEL_FILE).exists()
    if is_crf:
        recognizer = CrfRecognizer(options.model)
    else:
        from kg.recognizers.encoder import EncoderRecognizer

        recognizer = EncoderRecognizer(options.model)
    sets = {"newsfane": newsfane, "projected": projected, "anercorp": anercorp}
    for name, read in sets.items():
        labels = "short" if name == "anercorp" else "graph"
        if is_crf and labels != options.labels:
            continue
        words, gold = read(options.data)
        began, began_cpu = time.perf_counter(), time.process_time()
        found: Sequence[Sequence[str]] = (
            recognizer.tag(words) if is_crf else recognizer.tag(words, head=labels)
        )
        seconds, cpu = time.perf_counter() - began, time.process_time() - began_cpu
        count = sum(map(len, words))
        print(f"{name}: {show(score(gold, found))}")
        print(f"  {count} words, {count / seconds:.0f} a second, {count / cpu:.0f} a CPU second")


if __name__ == "__main__":
    main()
