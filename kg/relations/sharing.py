"""Lists: what a text says of one member it says of those who follow him.

«بحضور وكيل الجامعة سالم يونس، وعميد الكلية خالد مراد، والدكتور أحمد الكناني»: patterns and the
recognizer sometimes lose the end of a list whose members have long titles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.chunks import COMMAS, Chunk, Recognition, Word
from kg.model import Claim, Mention, Relation

SHARED = frozenset(
    {Relation.PARTICIPANT, Relation.SPEAKER, Relation.SPONSOR, Relation.ORGANIZER, Relation.HOST}
)
"""Relations of an event that all members of a list have alike."""

LESS_SURE = 0.9
"""How much less sure such a fact is than the one that it is taken from."""

MOST_BETWEEN = 14
"""Words of titles between two members."""

MOST_FOLLOWERS = 50
"""Members behind one that are taken for it, so that time stays in proportion to the text."""

_OF_TITLES = frozenset({"Title", "Organization", "Place", "City", "Country"})
_AGENTS = SHARED | {Relation.MODERATOR, Relation.OPENER}


def share(
    claims: Sequence[Claim],
    recognition: Recognition,
    mentions: Sequence[Mention],
    thing_of: Mapping[int, int],
) -> tuple[Claim, ...]:
    """The claims, and those of the members of lists behind whom they are made of."""
    known = {
        (thing_of.get(claim.subject), thing_of.get(claim.object))
        for claim in claims
        if claim.relation in _AGENTS and claim.object is not None
    }
    followers = dict(_followers(recognition))
    added = []
    for claim in claims:
        if claim.relation not in SHARED or claim.object is None:
            continue
        for member in followers.get(claim.object, ()):
            key = thing_of.get(claim.subject), thing_of.get(member)
            if None in key or key in known or key[0] == key[1]:
                continue
            known.add(key)
            added.append(
                replace(
                    claim,
                    object=member,
                    sentence=mentions[member].sentence,
                    start=min(claim.start, mentions[member].start),
                    end=max(claim.end, mentions[member].end),
                    pattern=f"{claim.relation}.shared",
                    confidence=round(claim.confidence * LESS_SURE, 4),
                )
            )
    return (*claims, *added)


def _followers(recognition: Recognition) -> Iterator[tuple[int, tuple[int, ...]]]:
    """For each mention of a member those of the members who follow in its list."""
    for words, chunks in zip(recognition.words, recognition.chunks, strict=True):
        members = [each for each in chunks if each.kind == "Person" and each.mention is not None]
        run: list[int] = []
        last: Chunk | None = None
        for each in members:
            assert each.mention is not None
            if last is None or not _goes_on(words, chunks, last, each):
                yield from _of_run(run)
                run = []
            run.append(each.mention)
            last = each
        yield from _of_run(run)


def _of_run(run: Sequence[int]) -> Iterator[tuple[int, tuple[int, ...]]]:
    for index, member in enumerate(run[:-1]):
        yield member, tuple(run[index + 1 : index + 1 + MOST_FOLLOWERS])


def _goes_on(words: Sequence[Word], chunks: Sequence[Chunk], last: Chunk, following: Chunk) -> bool:
    """Whether only «و» or a comma and titles stand between two members."""
    between = range(last.last, following.first)
    if len(between) > MOST_BETWEEN:
        return False
    titled = {
        at for chunk in chunks if chunk.kind in _OF_TITLES for at in range(chunk.first, chunk.last)
    }
    joined = "و" in words[following.first].proclitics
    for at in between:
        word = words[at]
        joined |= "و" in word.proclitics
        if word.text in COMMAS or at in titled or word.has("c:honorific"):
            continue
        return False
    return joined
