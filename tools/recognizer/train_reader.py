"""Teach the encoder the project's own annotated articles: names, titles, events and relations.

    . tools/recognizer/cpu.sh
    python tools/recognizer/train_reader.py --start RUN --base BASE --data DATA --out READER

``--start`` holds the weights that train_encoder.py (or import_encoder.py) wrote. A third head,
``news``, tags everything that the articles mark; the *relater* scores pairs of marks. ANERcorp's
sentences are mixed in, so that what was learned of them is kept. Writes ``READER/state.pt``.

A pair's score is a bilinear form of its ends, each made of the states of a mark's first and last
piece and its kind; a fact's score is the logsumexp over the marks of its two things, so that nobody
has to say which mention states it (after ATLOP, Zhou et al. 2021, and its kind).
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from articles import FOLDER, Article, read
from augment import Augmenter
from corpora import load, split_dev
from exchange import Names, exchange
from passages import NEWS, NEWS_LABELS, Passage, blur, grouped, passages, prepare, vary
from score import score, show
from torch import nn
from train_encoder import HIDDEN_PIECES, IGNORED, LABELS, Average, Tagger, batches, collate

from kg.recognizers.pieces import PAD, UNKNOWN, Pieces
from kg.recognizers.relater import DISTANCES, KINDS, RELATIONS, SIGNATURES, distance_buckets
from kg.recognizers.tags import Decoder

ENDS = 128
RATE_HEADS = 2e-3
RATE_DISTANCE = 2e-2
"""What distance alone tells takes large weights, which steps of the other rates would not reach."""


class Relater(nn.Module):
    """Scores of all relations between the marks of one passage: (relations, subjects, objects)."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.kinds = nn.Embedding(len(KINDS), 32)
        self.subject = nn.Linear(2 * hidden + 32, ENDS)
        self.object = nn.Linear(2 * hidden + 32, ENDS)
        self.forms = nn.Parameter(torch.randn(len(RELATIONS), ENDS, ENDS) * 0.02)
        self.left = nn.Linear(ENDS, len(RELATIONS))
        self.right = nn.Linear(ENDS, len(RELATIONS))
        self.distance = nn.Embedding(DISTANCES, len(RELATIONS))
        nn.init.constant_(self.left.bias, -3.0)  # most pairs are not related
        nn.init.zeros_(self.distance.weight)
        self.dropout = nn.Dropout(0.2)

    def forward(self, states: torch.Tensor, marks: torch.Tensor) -> torch.Tensor:
        first, last, kind = marks.T
        ends = torch.cat([states[first], states[last], self.kinds(kind)], -1)
        ends = self.dropout(ends)
        subject, target = torch.tanh(self.subject(ends)), torch.tanh(self.object(ends))
        scores = torch.einsum("ia,rab,jb->rij", subject, self.forms, target)
        scores = scores + self.left(subject).T[:, :, None] + self.right(target).T[:, None, :]
        buckets = torch.tensor(distance_buckets(first.numpy()), dtype=torch.long)
        return scores + self.distance(buckets).permute(2, 0, 1)


class Reader(Tagger):
    """The tagger with the head ``news`` and the relater."""

    def __init__(self, config: dict[str, Any], *, dropout: float = 0.1) -> None:
        super().__init__(config, dropout=dropout)
        self.heads[NEWS] = nn.Linear(config["hidden_size"], len(NEWS_LABELS))
        self.relater = Relater(config["hidden_size"])

    def states(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        return self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state


def pair_scores(
    scores: torch.Tensor, things: dict[str, list[int]], kinds: dict[str, str]
) -> tuple[torch.Tensor, list[tuple[str, str, str]]]:
    """The score of every fact that the kinds allow, and the facts in the same order."""
    names = sorted(things)
    kept, facts = [], []
    for subject in names:
        for target in names:
            if subject == target:
                continue
            allowed = [
                number
                for number, relation in enumerate(RELATIONS)
                if kinds[subject] in SIGNATURES[relation][0]
                and kinds[target] in SIGNATURES[relation][1]
            ]
            if not allowed:
                continue
            block = scores[allowed][:, things[subject]][:, :, things[target]]
            kept.append(torch.logsumexp(block.flatten(1), 1))
            facts += [(RELATIONS[number], subject, target) for number in allowed]
    return (torch.cat(kept) if kept else torch.zeros(0)), facts


class Training:
    """One run over the articles, with sentences of the open corpora between them."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.pieces = Pieces.load(options.base / "vocabulary.tsv")
        config = json.loads((options.base / "config.json").read_text())
        self.model = Reader(config, dropout=options.dropout)
        started = torch.load(options.start / "state.pt")["average"]
        missing, unknown = self.model.load_state_dict(started, strict=False)
        if unknown:
            raise SystemExit(f"{options.start}: unknown weights {unknown[:3]}")
        anew = sorted({name.split(".")[0] for name in missing})
        print(f"begun anew: {', '.join(anew) or 'nothing'}", flush=True)
        if f"heads.{NEWS}.weight" not in started:
            self._start_head()
        encoder = self.model.encoder
        for part in (encoder.embeddings, *encoder.encoder.layer[: options.frozen]):
            part.requires_grad_(False)
        distance = list(self.model.relater.distance.parameters())
        relater = [p for n, p in self.model.relater.named_parameters() if "distance" not in n]
        groups = [
            {"params": [p for p in encoder.parameters() if p.requires_grad], "peak": options.rate},
            {"params": [*self.model.heads.parameters(), *relater], "peak": RATE_HEADS},
            {"params": distance, "peak": RATE_DISTANCE},
        ]
        self.optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
        self.average = Average(self.model)
        self.chance = random.Random(options.seed)
        self.step = 0

    def _start_head(self) -> None:
        """Begin the labels that the head «graph» has too with what it learned of them."""
        old, new = self.model.heads["graph"], self.model.heads[NEWS]
        with torch.no_grad():
            for number, label in enumerate(LABELS["graph"]):
                row = NEWS_LABELS.index(label)
                new.weight[row] = old.weight[number]
                new.bias[row] = old.bias[number]

    def run(self, articles: list[Article], dev: list[Passage], augmenter: Augmenter) -> None:
        names = Names(articles)
        train = [each for article in articles for each in passages(article, self.pieces)]
        print(f"{len(train)} passages to learn from, {len(dev)} held out", flush=True)
        total = self.options.epochs * len(train)
        done = 0
        for epoch in range(self.options.epochs):
            start = time.time()
            if self.options.exchange:
                made = [exchange(article, names, self.chance) for article in articles]
                train = [each for article in made for each in passages(article, self.pieces)]
            self.chance.shuffle(train)
            chunks = list(augmenter.epoch())
            replay = batches(chunks, self.pieces, 1024)
            wanted = int(self.options.replay * len(train))
            replay = replay[:wanted]
            losses: list[float] = []
            size = self.options.batch
            pairs = [train[i : i + size] for i in range(0, len(train), size)]
            for number, pair in enumerate(pairs):
                rate = (1 + math.cos(math.pi * done / total)) / 2
                losses.append(self.train_step(pair, replay, number, rate))
                done += len(pair)
            mean = sum(losses) / max(1, len(losses))
            print(f"epoch {epoch + 1}: loss {mean:.4f}, {time.time() - start:.0f} s", flush=True)
            self.save(self.options.out)
            if self.options.keep:
                self.save(self.options.out / f"epoch{epoch + 1}")
            if dev:
                print(self.evaluate(dev), flush=True)

    def train_step(
        self, pair: Sequence[Passage], replay: list[Any], number: int, rate: float
    ) -> float:
        scale = min(1.0, (self.step + 1) / 60) * (0.02 + 0.98 * rate)
        for group in self.optimizer.param_groups:
            group["lr"] = group["peak"] * scale
        varied = [vary(passage, self.chance) for passage in pair]
        if self.options.blur:
            varied = [blur(passage, self.chance) for passage in varied]
        loss = self.loss(varied)
        loss.backward()
        every = max(1, round(1 / max(self.options.replay, 1e-6)))
        if replay and number % every == 0:
            self.replay_loss(replay[(number // every) % len(replay)]).backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.average.add(self.model)
        self.step += 1
        if self.step % 20 == 0:
            print(f"  step {self.step} loss {loss.item():.4f}", flush=True)
        return loss.item()

    def loss(self, pair: Sequence[Passage]) -> torch.Tensor:
        prepared = [prepare(passage, self.pieces) for passage in pair]
        width = max(len(ids) for ids, _ in prepared)
        ids = torch.full((len(pair), width), PAD)
        labels = torch.full((len(pair), width), IGNORED)
        for row, (passage, (numbers, places)) in enumerate(zip(pair, prepared, strict=True)):
            ids[row, : len(numbers)] = torch.tensor(numbers)
            for (first, _), tag in zip(places, passage.tags, strict=True):
                if first < 510:
                    labels[row, first] = NEWS_LABELS.index(tag)
        mask = (ids != PAD).long()
        hidden = (torch.rand(ids.shape) < self.options.hidden) & (ids > UNKNOWN)
        ids = ids.masked_fill(hidden, UNKNOWN)
        with torch.autocast("cpu", torch.bfloat16):
            states = self.model.states(ids, mask)
        states = states.float()
        logits = self.model.heads[NEWS](self.model.dropout(states))
        tagging = nn.functional.cross_entropy(
            logits.flatten(0, 1), labels.flatten(), ignore_index=IGNORED
        )
        relating = [
            self.relation_loss(states[row], passage, places)
            for row, (passage, (_, places)) in enumerate(zip(pair, prepared, strict=True))
        ]
        return tagging + torch.stack(relating).mean()

    def relation_loss(
        self, states: torch.Tensor, passage: Passage, places: Sequence[tuple[int, int]]
    ) -> torch.Tensor:
        marks, things, kinds = grouped(passage, places)
        if len(marks) < 2:
            return states.sum() * 0
        scores, facts = pair_scores(self.model.relater(states, marks), things, kinds)
        if not facts:
            return states.sum() * 0
        gold = torch.tensor([float(fact in passage.facts) for fact in facts])
        losses = nn.functional.binary_cross_entropy_with_logits(scores, gold, reduction="sum")
        return losses / max(4.0, float(gold.sum()))

    def replay_loss(self, batch: Sequence[Any]) -> torch.Tensor:
        ids, mask, labels = collate(batch, self.pieces)
        with torch.autocast("cpu", torch.bfloat16):
            states = self.model.states(ids, mask)
        states = self.model.dropout(states.float())
        losses = [
            nn.functional.cross_entropy(
                self.model.heads[name](states).flatten(0, 1),
                labels[name].flatten(),
                ignore_index=IGNORED,
            )
            for name in labels
        ]
        return torch.stack(losses).sum() * 0.5

    def save(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        state = {
            "model": self.model.state_dict(),
            "average": self.average.state,
            "labels": {**LABELS, NEWS: NEWS_LABELS},
        }
        scratch = folder / "state.tmp"
        torch.save(state, scratch)
        scratch.replace(folder / "state.pt")

    def evaluate(self, dev: Sequence[Passage]) -> str:
        """Tags by exact spans; relations between given marks, by relation."""
        now = {name: value.clone() for name, value in self.model.state_dict().items()}
        self.model.load_state_dict(self.average.state)
        self.model.eval()
        decoder = Decoder(NEWS_LABELS)
        gold_tags, found_tags = [], []
        counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        for passage in dev:
            numbers, places = prepare(passage, self.pieces)
            ids = torch.tensor([numbers])
            with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
                states = self.model.states(ids, torch.ones_like(ids))[0].float()
            with torch.no_grad():
                kept = [first for first, _ in places if first < 510]
                logits = self.model.heads[NEWS](states)[kept].log_softmax(-1).numpy()
                marks, things, kinds = grouped(passage, places)
                path = [NEWS_LABELS[label] for label in decoder.best_path(logits)]
                gold_tags.append(list(passage.tags[: len(kept)]))
                found_tags.append(path)
                if len(marks) > 1:
                    scores, facts = pair_scores(self.model.relater(states, marks), things, kinds)
                    for value, fact in zip(scores.tolist(), facts, strict=True):
                        gold, found = fact in passage.facts, value > 0
                        for name in (fact[0], "all"):
                            counts[name][0] += gold and found
                            counts[name][1] += found and not gold
                            counts[name][2] += gold and not found
        self.model.train()
        self.model.load_state_dict(now)
        rows = []
        for name, (right, spurious, missed) in sorted(counts.items()):
            f1 = 2 * right / max(1, 2 * right + spurious + missed)
            rows.append(f"{name} {f1:.3f} ({right}/{spurious}/{missed})")
        return f"tags {show(score(gold_tags, found_tags))} | relations " + ", ".join(rows)


def chosen(options: argparse.Namespace) -> list[Article]:
    """The articles to read, in order: those of ``--fewer`` in part, none of ``--without``."""

    def matching(names: str) -> set[Path]:
        return {file for name in names.split(",") for file in options.articles.glob(f"{name}.txt")}

    files = matching("*") - matching(options.without)
    fewer = matching(options.fewer)
    some = read(options.articles, sorted(files & fewer))
    kept = random.Random(options.seed).sample(some, round(options.share * len(some)))
    return [*kept, *read(options.articles, sorted(files - fewer))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=Path, default=FOLDER)
    parser.add_argument("--data", type=Path, required=True, help="folder of anercorp and newsfane")
    parser.add_argument("--base", type=Path, required=True, help="folder that base.py wrote")
    parser.add_argument("--start", type=Path, required=True, help="weights to begin with")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--replay", type=float, default=0.5, help="batches of the corpora a step")
    parser.add_argument(
        "--held", type=int, default=12, help="every n-th article is held out; 0: none"
    )
    parser.add_argument("--frozen", type=int, default=4, help="lower layers that stay as they are")
    parser.add_argument("--without", default="", metavar="FILES", help="articles left out: w4?,w50")
    parser.add_argument("--fewer", default="", metavar="FILES", help="read in part: w?")
    parser.add_argument("--share", type=float, default=1.0, help="how much of --fewer is read")
    parser.add_argument("--blur", action="store_true", help="marks as a tagger may find them")
    parser.add_argument("--exchange", action="store_true", help="other names in every epoch")
    parser.add_argument("--dropout", type=float, default=0.1, help="inside the encoder")
    parser.add_argument("--hidden", type=float, default=HIDDEN_PIECES, help="pieces not seen")
    parser.add_argument("--batch", type=int, default=2, help="passages a step")
    parser.add_argument("--keep", action="store_true", help="keep the weights of every epoch")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    random.seed(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    training = Training(options)
    train: list[Article] = []
    dev: list[Passage] = []
    for number, article in enumerate(chosen(options)):
        if options.held and number % options.held == 0:
            dev.extend(passages(article, training.pieces))
        else:
            train.append(article)
    samples, _ = split_dev(load(options.data, "train"))
    training.run(train, dev, Augmenter(samples, options.seed))


if __name__ == "__main__":
    main()
