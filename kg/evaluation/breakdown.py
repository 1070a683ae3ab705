"""Where the errors are: counts by kind, by type or relation, and by newspaper."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.evaluation.diagnosis import KINDS, Mistake
from kg.evaluation.gold import RELATIONS, TYPES
from kg.evaluation.scoring import Count

_ORDER = {name: number for number, name in enumerate((*TYPES, *RELATIONS))}


@dataclass(frozen=True, slots=True)
class SourceScore:
    """The documents of one newspaper: their number, their counts, and their errors."""

    source: str
    documents: int
    entities: Count
    facts: Count
    mistakes: tuple[Mistake, ...]


def errors_table(sources: Sequence[SourceScore]) -> str:
    """A line for each kind of error and type or relation: how many, and in which newspapers."""
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for score in sources:
        for mistake in score.mistakes:
            found[mistake.kind, mistake.name][score.source] += 1
    width = max(map(len, KINDS)) + 2
    lines = [f"{'Errors':<{width}}{'of':<14}{'number':>7}  by source"]
    for kind, name in sorted(found, key=_place):
        where = found[kind, name]
        told = ", ".join(f"{source} {count}" for source, count in _most_first(where))
        lines.append(f"{kind:<{width}}{name:<14}{where.total():>7}  {told}")
    return "\n".join(lines)


def sources_table(sources: Sequence[SourceScore]) -> str:
    """A line for each newspaper: F1, and the errors of each kind that it has."""
    width = max([len(score.source) for score in sources], default=0) + 2
    width = max(width, len("Source") + 2)
    lines = [f"{'Source':<{width}}{'documents':>10}{'entities F1':>13}{'facts F1':>10}  errors"]
    for score in sources:
        kinds = Counter(mistake.kind for mistake in score.mistakes)
        told = ", ".join(f"{kind} {kinds[kind]}" for kind in KINDS if kinds[kind])
        lines.append(
            f"{score.source:<{width}}{score.documents:>10}{_share(score.entities.f1):>13}"
            f"{_share(score.facts.f1):>10}  {told}"
        )
    return "\n".join(lines)


def _place(key: tuple[str, str]) -> tuple[int, int, str]:
    kind, name = key
    return KINDS.index(kind), _ORDER.get(name, len(_ORDER)), name


def _most_first(counts: Counter[str]) -> Iterable[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.3f}"
