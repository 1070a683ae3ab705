"""Judging: facts that a person has found right or wrong, found again among those of today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.arabic import name_key
from kg.corrections.entries import Correction, Judgement, Stated, Thing
from kg.corrections.things import Inapplicable, Naming, Things, Value
from kg.errors import CorrectionError
from kg.model import Fact, Relation, Resolution
from kg.resolution.bare_words import title_key

END = "../"
"""Begins the value of the end of an event, which is a fact beside its start."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A fact that was found right or wrong; ``value`` says which of the facts of a date."""

    fact: Fact
    value: Value


@dataclass(frozen=True, slots=True)
class _Verdict:
    """A judgement with the facts that it meant, or why it meant none."""

    judgement: Judgement
    facts: tuple[tuple[int, Value], ...] = ()
    problem: str = ""


class Verdicts:
    """The judgements of a resolution's facts. Of several of one fact the last counts.

    ``index`` has the entity of each thing by the thing's number.
    """

    def __init__(
        self, resolution: Resolution, things: Things, index: Mapping[int, int], naming: Naming
    ) -> None:
        self._found = resolution
        self._things = things
        self._index = index
        self._numbers = {at: number for number, at in index.items()}
        self._naming = naming
        self._verdicts: dict[int, _Verdict] = {}
        self._lasting: Mapping[tuple[int, Value], int] | None = None
        self._by_subject: dict[int, list[int]] | None = None
        self._by_digest: dict[str, list[tuple[int, Value]]] | None = None

    def add(self, at: int, correction: Correction, *, is_new: bool = False) -> None:
        """Hear a correction if it is a judgement. Raises CorrectionError for a vain new one."""
        judgement = correction.act
        if not isinstance(judgement, Judgement):
            return
        try:
            found = self._meant(judgement)
        except Inapplicable as error:
            if is_new:
                raise CorrectionError(str(error)) from None
            self._verdicts[at] = _Verdict(judgement, problem=str(error))
            return
        if is_new:
            if self._is_vain(judgement, found):
                said = "accepted" if judgement.is_right else "rejected"
                raise CorrectionError(f"the fact {judgement.fact} is {said} already")
            judgement = replace(judgement, stated=self._stated(*found[0]))
        self._verdicts[at] = _Verdict(judgement, found)
        self._lasting = None

    def of(self, at: int) -> tuple[Judgement, tuple[Judged, ...], str]:
        """A judgement, complete; the facts of which it is the last; why it does not apply."""
        verdict, last = self._verdicts[at], self._last()
        judged = (
            Judged(self._found.facts[fact], value)
            for fact, value in verdict.facts
            if last[fact, value] == at
        )
        return verdict.judgement, tuple(judged), verdict.problem

    def resolution(self) -> Resolution:
        """The resolution without what was found wrong."""
        rejected: dict[int, set[Value]] = defaultdict(set)
        for (fact, value), at in self._last().items():
            if not self._verdicts[at].judgement.is_right:
                rejected[fact].add(value)
        if not rejected:
            return self._found
        kept: list[Fact] = []
        for number, each in enumerate(self._found.facts):
            left = _without(each, rejected[number]) if number in rejected else each
            if left is not None:
                kept.append(left)
        return replace(self._found, facts=tuple(kept))

    def _last(self) -> Mapping[tuple[int, Value], int]:
        """For each fact that was judged the last judgement of it."""
        if self._lasting is None:
            self._lasting = {
                fact: at for at, verdict in self._verdicts.items() for fact in verdict.facts
            }
        return self._lasting

    def _is_vain(self, judgement: Judgement, facts: Sequence[tuple[int, Value]]) -> bool:
        """Whether the same was said of all these facts before."""
        last = self._last()
        return all(
            fact in last and self._verdicts[last[fact]].judgement.is_right is judgement.is_right
            for fact in facts
        )

    def _meant(self, judgement: Judgement) -> tuple[tuple[int, Value], ...]:
        """The facts that a judgement is about. Raises Inapplicable."""
        stated = judgement.stated
        if stated is None:
            found = tuple(self._digests().get(judgement.fact, ()))
        else:
            found = tuple(self._like(stated))
        if not found:
            raise Inapplicable(f"no document states the fact {judgement.fact}")
        return found

    def _like(self, stated: Stated) -> list[tuple[int, Value]]:
        subject = self._entity(stated.subject)
        object = None if stated.object is None else self._entity(stated.object)
        if self._by_subject is None:
            self._by_subject = defaultdict(list)
            for at, fact in enumerate(self._found.facts):
                self._by_subject[fact.subject].append(at)
        facts = ((at, self._found.facts[at]) for at in self._by_subject.get(subject, ()))
        return [
            (at, stated.value if fact.relation is Relation.DATE else fact.literal)
            for at, fact in facts
            if fact.object == object and _is_meant(stated, fact)
        ]

    def _digests(self) -> Mapping[str, list[tuple[int, Value]]]:
        if self._by_digest is None:
            self._by_digest = defaultdict(list)
            for digest, at, value in self._naming.facts(self._found):
                self._by_digest[digest].append((at, value))
        return self._by_digest

    def _entity(self, thing: Thing) -> int:
        try:
            return self._index[self._things.find(thing)]
        except Inapplicable:
            # What only the gazetteer knows has no mention, and is no thing that can be corrected.
            path = self._naming.relative(thing.iri)
            for at, entity in enumerate(self._found.entities):
                if not entity.members and self._naming.path(entity) == path:
                    return at
            raise

    def _stated(self, at: int, value: Value) -> Stated:
        """A fact as a command writes it."""
        fact = self._found.facts[at]
        iris = self._naming.iris(self._found.entities)
        return Stated(
            fact.relation,
            self._thing(fact.subject, iris[fact.subject]),
            None if fact.object is None else self._thing(fact.object, iris[fact.object]),
            value,
            title=fact.title or "",
            since=fact.since or "",
            until=fact.until or "",
        )

    def _thing(self, at: int, iri: str) -> Thing:
        number = self._numbers.get(at)
        if number is None:
            return Thing(self._naming.relative(iri))
        return self._things.described(number, iri)


def _is_meant(stated: Stated, fact: Fact) -> bool:
    """Whether a fact of the right ends is the one that is stated."""
    if fact.relation is not stated.relation:
        return False
    if fact.relation is Relation.ROLE:
        same_title = title_key(fact.title or "") == title_key(stated.title)
        period = (fact.since or "", fact.until or "")
        return same_title and period == (stated.since, stated.until)
    if fact.relation is Relation.DATE:
        start, _, end = str(fact.literal).partition("/")
        return stated.value in (start, END + end)
    if fact.relation is Relation.THEME:
        return name_key(str(fact.literal)) == name_key(str(stated.value))
    return fact.literal == stated.value


def _without(fact: Fact, rejected: set[Value]) -> Fact | None:
    """What is left of a fact: nothing, or a date of which only the end was wrong."""
    start, slash, end = str(fact.literal).partition("/")
    if fact.relation is Relation.DATE and slash and rejected == {END + end}:
        return replace(fact, literal=start)
    return None
