"""Explanation: why two clusters are one thing or two, in the terms of the decisions."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.errors import LinkError
from kg.gazetteer import Gazetteer
from kg.model import EntityType, Extraction, Member
from kg.resolution.candidates import Candidate, candidates
from kg.resolution.decisions import Heads, choose_heads
from kg.resolution.features import place_identity
from kg.resolution.grouping import group
from kg.resolution.groups import Grouping
from kg.resolution.profiles import Profile, profiles
from kg.resolution.rules import EVIDENCE, LONE_NAME, SPLITS, UNIQUE, WEAK_BY
from kg.resolution.weakness import is_weak

SAME_NAME = 1.0
CONFLICT = -1.0


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks for one thing (``weight`` above 0), against it (below), or is worth knowing."""

    feature: str
    detail: str
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether two clusters stand for one thing, and why. ``score`` is the sum of the weights.

    The reasons are those between the two; ``same`` is what was decided among all documents,
    where a third may have spoken for them too.
    """

    a: Member
    b: Member
    same: bool
    score: float
    reasons: tuple[Reason, ...]

    def __str__(self) -> str:
        lines = [f"{'one thing' if self.same else 'two things'}, score {self.score:.1f}"]
        lines += [f"{each.weight:+.1f} {each.feature}: {each.detail}" for each in self.reasons]
        return "\n".join(lines)


def explain(
    extractions: Iterable[Extraction], gazetteer: Gazetteer, a: Member, b: Member
) -> Decision:
    """Why ``a`` and ``b`` became one entity, or two, among these extractions.

    Raises LinkError where an extraction has no such cluster.
    """
    return explain_pairs(extractions, gazetteer, [(a, b)])[0]


def explain_pairs(
    extractions: Iterable[Extraction], gazetteer: Gazetteer, pairs: Sequence[tuple[Member, Member]]
) -> tuple[Decision, ...]:
    """What :func:`explain` gives for each of several pairs."""
    by_document = {extraction.document.identifier: extraction for extraction in extractions}
    everything = [
        each
        for identifier in sorted(by_document)
        for each in profiles(by_document[identifier], gazetteer)
    ]
    by_member = {profile.member: profile for profile in everything}
    for member in itertools.chain.from_iterable(pairs):
        if member not in by_member:
            raise LinkError(f"cluster {member.cluster} of document {member.document}: found none")
    grouping = Grouping()
    for members in group(everything, gazetteer):
        grouping.add(members)
    decisions = []
    for a, b in pairs:
        same = grouping.group_of[a] == grouping.group_of[b]
        reasons = tuple(_reasons(by_member[a], by_member[b], everything, grouping, gazetteer))
        score = round(sum(each.weight for each in reasons), 2)
        decisions.append(Decision(a, b, same, score, reasons))
    return tuple(decisions)


def _reasons(
    a: Profile,
    b: Profile,
    everything: Sequence[Profile],
    grouping: Grouping,
    gazetteer: Gazetteer,
) -> Iterator[Reason]:
    if a.type != b.type:
        yield Reason("type", f"{a.type} and {b.type}", CONFLICT)
        return
    if a.type in {EntityType.CITY, EntityType.COUNTRY} or (a.place and b.place):
        places = [place_identity(each.cluster, each.place) for each in (a, b)]
        yield Reason(
            "place", " and ".join(places), SAME_NAME if places[0] == places[1] else CONFLICT
        )
        return
    if not (a.cluster.is_named and b.cluster.is_named):
        yield Reason("name", "an event without a name stays in its document", CONFLICT)
        return
    yield from _names(a, b, everything, gazetteer)
    yield from _surroundings(a, b, grouping)


def _names(
    a: Profile, b: Profile, everything: Sequence[Profile], gazetteer: Gazetteer
) -> Iterator[Reason]:
    if a.key == b.key and not (is_weak(a) or is_weak(b)):
        yield Reason("name", "the same but for spelling", SAME_NAME)
        return
    weak = [each for each in (a, b) if is_weak(each)]
    if weak:
        needed = ", ".join(WEAK_BY[a.type]) or "nothing"
        alike = a.key == b.key or a.type is EntityType.PERSON
        yield Reason(
            "name",
            f"«{weak[0].cluster.name}» says too little by itself; it needs the same: {needed}",
            LONE_NAME if alike else CONFLICT,
        )
        return
    strong = [each for each in everything if each.type is a.type and not is_weak(each)]
    found = candidates(a.type, strong, gazetteer)
    heads = choose_heads(Counter(each.key for each in strong), found)
    candidate = found.get(a.key, {}).get(b.key) or found.get(b.key, {}).get(a.key)
    if candidate is not None:
        yield from _candidate(candidate, heads)
    elif heads.of[a.key] == heads.of[b.key]:
        yield Reason("name", f"both are short for «{' '.join(heads.of[a.key])}»", SAME_NAME)
    else:
        yield Reason("name", "neither is a short form of the other", CONFLICT)


def _candidate(candidate: Candidate, heads: Heads) -> Iterator[Reason]:
    short, full = " ".join(candidate.short), " ".join(candidate.full)
    rivals = heads.ambiguous.get(candidate.short, {})
    yield Reason("name", f"«{short}» for «{full}»: {candidate.reason}", candidate.score)
    others = sorted(" ".join(name) for name in rivals if name != candidate.full)
    if others:
        yield Reason("name", f"«{short}» may also be «{'», «'.join(others)}»")
    elif heads.of[candidate.short] == candidate.full:
        yield Reason("unique", f"no other full name fits «{short}», or none as well known", UNIQUE)
    elif heads.rare.get(candidate.full, {}).keys() == {candidate.short}:
        yield Reason("unique", f"«{full}» is rare, and fits no other well-known name", UNIQUE)


def _surroundings(a: Profile, b: Profile, grouping: Grouping) -> Iterator[Reason]:
    weights = EVIDENCE.get(a.type, {})
    conflicts = {rule.feature for rule in SPLITS.get(a.type, ())}
    for feature in sorted(weights.keys() | conflicts):
        ours, theirs = grouping.values(a, feature), grouping.values(b, feature)
        shared = ours & theirs
        if shared and feature in weights:
            yield Reason(feature, ", ".join(sorted(shared)), weights[feature])
        elif ours and theirs and not shared and feature in conflicts:
            detail = f"{', '.join(sorted(ours))} and {', '.join(sorted(theirs))}"
            yield Reason(feature, detail, CONFLICT)
