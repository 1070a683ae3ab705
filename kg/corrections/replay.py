"""Replay: corrections applied to what the documents say, in the order of their file.

Things are corrected first (:mod:`~kg.corrections.things`), then their facts are made anew and
judged (:mod:`~kg.corrections.judging`). The result is a function of the documents and the
corrections: when each came makes no difference. A correction that has come true by itself
(two things that are one already) is none to speak of; one that fits nothing is a problem.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg import resolution
from kg.arabic import name_key
from kg.corrections.entries import (
    Correction,
    Judgement,
    Merge,
    Rename,
    Retype,
    Split,
    Thing,
)
from kg.corrections.judging import Judged, Verdicts
from kg.corrections.things import Inapplicable, Naming, Things, name_keys, numbers_by_member
from kg.errors import CorrectionError
from kg.gazetteer import Gazetteer
from kg.model import EntityType, Extraction, Fact, Member, Resolution
from kg.resolution.profiles import Profile
from kg.resolution.signatures import fits


@dataclass(frozen=True, slots=True)
class Documents:
    """What is resolved: see :func:`kg.resolution.join`."""

    profiles: Sequence[Profile]
    extractions: Sequence[Extraction]
    gazetteer: Gazetteer


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a correction.

    ``entities`` are indices of what it is about now, in the corrected resolution; ``judged`` are
    the facts of a judgement that no later one is about. ``problem`` tells why it does not apply
    (then nothing became of it), ``note`` what else came of it.
    """

    correction: Correction
    entities: tuple[int, ...] = ()
    judged: tuple[Judged, ...] = ()
    problem: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A resolution with all corrections applied, and what became of each."""

    resolution: Resolution
    outcomes: tuple[Outcome, ...] = ()


def correct(
    documents: Documents,
    corrections: Sequence[Correction],
    naming: Naming,
    *,
    new: Correction | None = None,
) -> Corrected:
    """Resolve documents, and apply corrections.

    ``new`` is one more, as a command makes it: it names things by the IRIs that they have once
    the others are applied, and its outcome has it complete with their mentions. Raises
    CorrectionError where ``new`` does not apply or would change nothing.
    """
    groups = resolution.grouped(documents.profiles, documents.gazetteer)
    if not corrections and new is None:
        return Corrected(resolution.told(groups, documents.extractions, documents.gazetteer))
    things = Things(groups, documents.gazetteer, naming, _named_documents(corrections, new))
    replay = _Replay(things, naming)
    for correction in corrections:
        replay.apply(correction)
    if new is not None:
        replay.apply_new(new)
    return replay.finish(documents)


def _named_documents(corrections: Iterable[Correction], new: Correction | None) -> set[str]:
    found: set[str] = set()
    for correction in filter(None, (*corrections, new)):
        for thing in _things_of(correction):
            found.update(mention.document for mention in thing.mentions)
        if isinstance(correction.act, Split):
            found.update(correction.act.documents)
    return found


def _things_of(correction: Correction) -> Iterator[Thing]:
    match correction.act:
        case Merge(thing, other):
            yield from (thing, other)
        case Judgement(stated=stated):
            if stated is not None:
                yield stated.subject
                if stated.object is not None:
                    yield stated.object
        case Split(thing=thing) | Rename(thing=thing) | Retype(thing=thing):
            yield thing


class _Replay:
    """Corrections on their way: what became of each so far."""

    def __init__(self, things: Things, naming: Naming) -> None:
        self._things = things
        self._naming = naming
        self._corrections: list[Correction] = []
        self._numbers: list[tuple[int, ...]] = []
        self._problems: dict[int, str] = {}
        self._new: int | None = None

    def apply(self, correction: Correction) -> None:
        """Apply a correction of things; judgements wait until there are facts."""
        numbers: tuple[int, ...] = ()
        try:
            numbers, _ = self._act(correction)
        except Inapplicable as error:
            self._problems[len(self._corrections)] = str(error)
        self._corrections.append(correction)
        self._numbers.append(numbers)

    def apply_new(self, correction: Correction) -> None:
        """Apply one that a command makes. Raises CorrectionError."""
        self._new = len(self._corrections)
        try:
            complete = self._complete(correction)
            numbers, changed = self._act(correction)
        except Inapplicable as error:
            raise CorrectionError(str(error)) from None
        if not changed:
            raise CorrectionError(_VAIN[type(correction.act)])
        self._corrections.append(complete)
        self._numbers.append(numbers)

    def _complete(self, correction: Correction) -> Correction:
        """A correction with mentions of its things; of one that is split, of what stays."""

        def described(thing: Thing) -> Thing:
            number = self._things.find(thing)
            return self._things.described(number, thing.iri)

        match correction.act:
            case Merge(thing, other):
                return replace(correction, act=Merge(described(thing), described(other)))
            case Split(thing=thing) as act:
                number = self._things.find(thing)
                leaving = self._leaving(act, number)
                kept = self._things.described(number, thing.iri, without=leaving)
                return replace(correction, act=replace(act, thing=kept))
            case Rename(thing=thing) as act:
                return replace(correction, act=replace(act, thing=described(thing)))
            case Retype(thing=thing) as act:
                return replace(correction, act=replace(act, thing=described(thing)))
            case Judgement():
                return correction

    def _act(self, correction: Correction) -> tuple[tuple[int, ...], bool]:
        """The numbers of the things that a correction is about, and whether it changed any."""
        things = self._things
        match correction.act:
            case Merge(thing, other):
                return self._merge(things.find(thing), things.find(other))
            case Split(thing=thing) as act:
                return self._split(act, things.find(thing))
            case Rename(thing, name):
                number = things.find(thing)
                changed = things.entity(number).label.text != name
                things.rename(number, name)
                return (number,), changed
            case Retype(thing, type):
                number = things.find(thing)
                changed = things.type(number) is not type
                if changed:
                    things.retype(number, type)
                return (number,), changed
            case Judgement():
                return (), True

    def _merge(self, number: int, other: int) -> tuple[tuple[int, ...], bool]:
        if number == other:
            return (number,), False
        type, another = self._things.type(number), self._things.type(other)
        if type is not another:
            raise Inapplicable(
                f"found things of types {type} and {another}; expected two of one type: "
                "retype one of them"
            )
        self._things.merge(number, other)
        return (number,), True

    def _split(self, act: Split, number: int) -> tuple[tuple[int, ...], bool]:
        leaving = self._leaving(act, number)
        if not leaving:
            keys = {key for each in self._things.members[number] for key in name_keys(each)}
            if any(self._things.named_in(document, keys) for document in act.documents):
                return (number,), False
            where = f"under the name {act.name}" if act.name else "in these documents"
            raise Inapplicable(f"{act.thing.iri} is not mentioned {where}")
        if len(leaving) == len(self._things.members[number]):
            where = f"has no other name than {act.name}" if act.name else "is in no other document"
            raise Inapplicable(f"{act.thing.iri} {where}: nothing would be left of it")
        return (number, self._things.split(number, leaving)), True

    def _leaving(self, act: Split, number: int) -> set[Member]:
        documents, key = set(act.documents), name_key(act.name)
        return {
            each.member
            for each in self._things.members[number]
            if each.member.document in documents or (key and name_key(each.cluster.name) == key)
        }

    def finish(self, documents: Documents) -> Corrected:
        """The corrected resolution. Raises CorrectionError where a new judgement does not apply."""
        things = self._things
        groups = tuple(things.members.values())
        names = {things.members[n][0].member: name for n, name in things.names.items()}
        found = resolution.told(groups, documents.extractions, documents.gazetteer, names)
        by_member = numbers_by_member(things.members)
        index = {by_member[e.members[0]]: at for at, e in enumerate(found.entities) if e.members}
        types = {index[number]: type for number, type in things.retyped.items()}
        found, dropped = _consistent(found, types)
        verdicts = Verdicts(found, things, index, self._naming)
        for at, correction in enumerate(self._corrections):
            verdicts.add(at, correction, is_new=at == self._new)
        outcomes = [
            self._outcome(at, index, dropped, verdicts) for at in range(len(self._corrections))
        ]
        return Corrected(verdicts.resolution(), tuple(outcomes))

    def _outcome(
        self, at: int, index: Mapping[int, int], dropped: Mapping[int, int], verdicts: Verdicts
    ) -> Outcome:
        correction = self._corrections[at]
        if isinstance(correction.act, Judgement):
            completed, judged, problem = verdicts.of(at)
            return Outcome(replace(correction, act=completed), (), judged, problem)
        numbers = dict.fromkeys(map(self._things.current, self._numbers[at]))
        about = tuple(index[number] for number in numbers)
        note = ""
        if isinstance(correction.act, Retype) and about and about[0] in dropped:
            facts = "1 fact" if dropped[about[0]] == 1 else f"{dropped[about[0]]} facts"
            note = f"{facts} left out that no thing of type {correction.act.type} can have"
        return Outcome(correction, about, (), self._problems.get(at, ""), note)


def _consistent(
    resolution: Resolution, retyped: Mapping[int, EntityType]
) -> tuple[Resolution, dict[int, int]]:
    """Without the facts that do not fit the new types of things; how many, by entity."""
    if not retyped:
        return resolution, {}
    dropped: dict[int, int] = {}
    kept: list[Fact] = []
    for fact in resolution.facts:
        ends = [end for end in (fact.subject, fact.object) if end is not None and end in retyped]
        subject = resolution.entities[fact.subject].type
        object = None if fact.object is None else resolution.entities[fact.object].type
        if ends and not fits(fact.relation, subject, object):
            for end in ends:
                dropped[end] = dropped.get(end, 0) + 1
        else:
            kept.append(fact)
    return replace(resolution, facts=tuple(kept)), dropped


_VAIN: Mapping[type, str] = {
    Merge: "they are one thing already",
    Split: "they are two things already",
    Rename: "it has this name already",
    Retype: "it is of this type already",
}
"""Why a new correction changes nothing."""
