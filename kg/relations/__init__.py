"""The relation stage: claims from patterns over the items of each sentence, in text order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.chunks import Recognition
from kg.model import Claim, Document, Mention
from kg.relations.cascade import read_document
from kg.relations.events import claims_in_names, sessions_of
from kg.relations.factuality import asserted
from kg.relations.learned import weigh
from kg.relations.quotations import find_quotations
from kg.relations.reading import Reading
from kg.relations.rules import Rules
from kg.relations.standing import with_standing
from kg.relations.units import parents_in_names, part_of


def relate(
    document: Document, recognition: Recognition, rules: Rules
) -> tuple[tuple[Mention, ...], tuple[Claim, ...]]:
    """The mentions (with the meetings that clauses describe) and the claims of a document.

    Mentions are in order of the text; claims index them.
    """
    reading = read_document(document.text, recognition, rules)
    reading.add(claims_in_names(recognition, document.date))
    reading.add(tuple(sessions_of(reading.mentions, reading.claims)))
    reading.add(find_quotations(document, recognition))
    reading.add(tuple(_parents(document, recognition, reading)))
    reading.claims[:] = judge(reading.claims, reading.mentions, recognition)
    return _in_order(reading)


def _parents(document: Document, recognition: Recognition, reading: Reading) -> Iterator[Claim]:
    """What names of units tell; the parent inside such a name is a mention of its own."""
    for unit, parent in parents_in_names(document.text, recognition):
        reading.mentions.append(parent)
        yield part_of(unit, len(reading.mentions) - 1, parent)


def judge(
    claims: Iterable[Claim], mentions: Sequence[Mention], recognition: Recognition
) -> tuple[Claim, ...]:
    """The claims that the text asserts, in their order; roles with the standing it gives them."""
    return tuple(with_standing(asserted(claims, mentions, recognition), mentions, recognition))


def _in_order(reading: Reading) -> tuple[tuple[Mention, ...], tuple[Claim, ...]]:
    order = sorted(
        range(len(reading.mentions)),
        key=lambda index: (reading.mentions[index].start, -reading.mentions[index].end, index),
    )
    place = {old: new for new, old in enumerate(order)}
    claims = tuple(
        replace(
            claim,
            subject=place[claim.subject],
            object=None if claim.object is None else place[claim.object],
        )
        for claim in reading.claims
    )
    return tuple(reading.mentions[index] for index in order), claims


__all__ = ["judge", "relate", "weigh"]
