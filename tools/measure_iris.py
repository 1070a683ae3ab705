"""How rarely the IRI of a thing changes when articles are added, and why it does.

    python -m tools.measure_iris NEWS --articles 1500 --steps 15

A sample of the articles is read once; then the things of ever more of them are compared, step by
step, in memory. The sample and its order are chosen by chance with a fixed seed.
"""

from __future__ import annotations

import argparse
import itertools
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kg import pipeline, resolution
from kg.arabic import name_key
from kg.extraction import extract
from kg.graph.identifiers import entity_iris, slug
from kg.model import Entity, EntityType, Extraction, Member, Resolution
from kg.resources import Resources
from kg.settings import Settings

SEED = 4
BASE = "https://example.org/"


class Cause(StrEnum):
    """Why a thing has another IRI than before; the first that holds counts."""

    SPLIT = "its mentions are of several things"
    MERGED = "it became one with another"
    TYPE = "it is of another type"
    FULLER = "its preferred name has more words"
    SPELLING = "the same words are spelt otherwise"
    OTHER_NAME = "another of its names is preferred"
    DIGEST_GOT = "another thing has its name: it got a digest"
    DIGEST_CHANGED = "an earlier mention changed its digest"
    DIGEST_LOST = "no other thing has its name: it lost its digest"


@dataclass(frozen=True, slots=True)
class Change:
    """A thing that has another IRI than before.

    ``is_taken``: its IRI is that of another thing now, so that it cannot be redirected.
    """

    cause: Cause
    type: EntityType
    old: str
    new: str
    is_taken: bool


def changes(before: Resolution, now: Resolution) -> Iterator[Change]:
    """The things of ``before`` of which no mention has the IRI that it had."""
    old_iris = [str(iri) for iri in entity_iris(before.entities, BASE)]
    new_iris = [str(iri) for iri in entity_iris(now.entities, BASE)]
    new_of = _by_member(now)
    old_of = _by_member(before)
    alive = frozenset(new_iris)
    for entity, iri in zip(before.entities, old_iris, strict=True):
        found = Counter(new_of[member] for member in entity.members if member in new_of)
        if not found or iri in {new_iris[index] for index in found}:
            continue
        most = min(found, key=lambda index: (-found[index], index))
        successor, new = now.entities[most], new_iris[most]
        merged = len({old_of[member] for member in successor.members if member in old_of}) > 1
        cause = Cause.SPLIT if len(found) > 1 else Cause.MERGED if merged else None
        yield Change(
            cause or _cause(entity, iri, successor, new), entity.type, iri, new, iri in alive
        )


def _by_member(found: Resolution) -> dict[Member, int]:
    return {
        member: index for index, entity in enumerate(found.entities) for member in entity.members
    }


def _cause(before: Entity, old: str, now: Entity, new: str) -> Cause:
    if before.type is not now.type:
        return Cause.TYPE
    if slug(before.label.text) != slug(now.label.text):
        return _renamed(before.label.text, now.label.text)
    if "-" not in old:
        return Cause.DIGEST_GOT
    return Cause.DIGEST_CHANGED if "-" in new else Cause.DIGEST_LOST


def _renamed(before: str, now: str) -> Cause:
    if name_key(before) == name_key(now):
        return Cause.SPELLING
    return Cause.FULLER if len(now.split()) > len(before.split()) else Cause.OTHER_NAME


# --------------------------------------------------------------------------------- the measure


@dataclass(frozen=True, slots=True)
class Step:
    """What one addition did: articles and things before it, articles added, what changed."""

    articles: int
    added: int
    things: Counter[EntityType]
    changes: tuple[Change, ...]

    @property
    def per_hundred(self) -> float:
        """The share of things whose IRI changed, in each hundred articles added."""
        return len(self.changes) / self.things.total() / self.added * 100


def measure(extractions: Sequence[Extraction], steps: int, resources: Resources) -> Iterator[Step]:
    """Add the extractions in so many steps, and look at each addition but the first."""
    ends = [len(extractions) * number // steps for number in range(1, steps + 1)]
    before = resolution.resolve(extractions[: ends[0]], resources.gazetteer)
    for start, end in itertools.pairwise(ends):
        now = resolution.resolve(extractions[:end], resources.gazetteer)
        things = Counter(entity.type for entity in before.entities if entity.members)
        yield Step(start, end - start, things, tuple(changes(before, now)))
        before = now


def read(arguments: argparse.Namespace, settings: Settings) -> list[Extraction]:
    """The extractions of a sample of the articles."""
    resources = Resources.load(settings)
    corpus = pipeline.read(arguments.news, resources, settings)
    found = sorted(corpus.documents, key=lambda document: document.identifier)
    sample = random.Random(SEED).sample(found, min(arguments.articles, len(found)))
    return [extract(document, resources) for document in sample]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("news", nargs="+", help="files or folders of articles")
    parser.add_argument("--articles", type=int, default=1500, help="how many of them")
    parser.add_argument("--steps", type=int, default=15, help="in how many steps")
    parser.add_argument("--recognizer", default="none")
    parser.add_argument("--examples", type=int, default=0, help="of each cause")
    arguments = parser.parse_args()
    settings = Settings(recognizer=arguments.recognizer)
    extractions = read(arguments, settings)
    steps = []
    print("| articles | things | IRIs changed by 100 more |\n|---|---|---|")
    for step in measure(extractions, arguments.steps, Resources.load(settings)):
        print(f"| {step.articles} | {step.things.total()} | {step.per_hundred:.2%} |", flush=True)
        steps.append(step)
    print()
    print_causes(steps)
    print_examples(steps, arguments.examples)


def print_causes(steps: Sequence[Step]) -> None:
    """Of 10,000 things those whose IRI 100 more articles changed, by cause and type."""
    weight: Counter[EntityType] = Counter()
    for step in steps:
        weight.update({kind: count * step.added for kind, count in step.things.items()})
    found = Counter((change.cause, change.type) for step in steps for change in step.changes)
    taken = Counter(change.type for step in steps for change in step.changes if change.is_taken)
    kinds = sorted(weight)
    print(f"| cause | all | {' | '.join(kinds)} |\n|{'---|' * (len(kinds) + 2)}")
    rows = [(str(cause), {kind: found[cause, kind] for kind in kinds}) for cause in Cause]
    rows.append(("all", {kind: sum(found[cause, kind] for cause in Cause) for kind in kinds}))
    rows.append(("of these, its IRI is another thing's now", dict(taken)))
    for name, counts in rows:
        cells = [_share(sum(counts.values()), weight.total())]
        cells += [_share(counts.get(kind, 0), weight[kind]) for kind in kinds]
        print(f"| {name} | {' | '.join(cells)} |")


def _share(changed: int, weight: int) -> str:
    return f"{changed / weight * 100 * 10_000:.1f}" if changed else "0"


def print_examples(steps: Sequence[Step], count: int) -> None:
    """Some changes of each cause, chosen by chance."""
    chance = random.Random(SEED)
    for cause in Cause:
        found = [change for step in steps for change in step.changes if change.cause is cause]
        for change in chance.sample(found, min(count, len(found))):
            old, new = (iri.removeprefix(BASE) for iri in (change.old, change.new))
            print(f"{cause}: {old} → {new}{' (taken)' if change.is_taken else ''}")


if __name__ == "__main__":
    main()
