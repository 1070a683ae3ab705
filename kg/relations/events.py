"""What events tell by themselves: edition and year in a name, and whose session a session is."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from kg.chunks import Chunk, Recognition, Word
from kg.language.calendars import hijri_year
from kg.model import Claim, EntityType, Mention, Relation
from kg.relations.ordinals import ordinal_of

_YEAR = re.compile(r"(?:19|20)\d\d")


def claims_in_names(recognition: Recognition, date: datetime.date | None = None) -> Iterator[Claim]:
    """«القمة الرابعة» is the fourth edition; «مؤتمر المدن الذكية 2017» is of 2017.

    «مهرجان الصيف 36» in the Hijri year 1436, to which the document's ``date`` belongs, is that
    year's, and no edition.
    """
    year = hijri_year(date) if date else None
    short_year = year % 100 if year else None
    for sentence, (words, chunks) in enumerate(
        zip(recognition.words, recognition.chunks, strict=True)
    ):
        for chunk in chunks:
            if chunk.kind == "Conference" and chunk.mention is not None:
                claim = Claim(
                    relation=Relation.EDITION,
                    subject=chunk.mention,
                    object=None,
                    sentence=sentence,
                    start=words[chunk.first].start,
                    end=words[chunk.last - 1].end,
                    pattern="edition.in_name",
                    confidence=0.9,
                )
                yield from _literals(claim, words, chunk, short_year)


def _literals(
    claim: Claim, words: Sequence[Word], chunk: Chunk, short_year: int | None
) -> Iterator[Claim]:
    """The edition and the year in the name of a conference, as literals of ``claim``."""
    last = chunk.last - 1
    for index in range(chunk.first + 1, chunk.last):
        word = words[index]
        edition = ordinal_of([each.tags for each in words[index : index + 2]])
        if edition is not None and word.has("#definite") and not word.has("+و"):
            yield replace(claim, literal=edition)
        short = index == last and word.normal.isdecimal() and len(word.normal) <= 2
        if short and int(word.normal) != short_year:
            yield replace(claim, literal=int(word.normal))
        if _YEAR.fullmatch(word.normal):
            yield replace(
                claim, relation=Relation.DATE, pattern="date.in_name", literal=word.normal
            )


def sessions_of(mentions: Sequence[Mention], claims: Sequence[Claim]) -> Iterator[Claim]:
    """Every session belongs to the conference that was named last before it, or else next.

    A session of an article stands in it because of the event that it reports. Where one has a name,
    those without count for nothing, nor does a reference to another head («الفعاليات»).
    """
    stated = {claim.subject for claim in claims if claim.relation is Relation.PART_OF}
    every = [
        (mention.start, index)
        for index, mention in enumerate(mentions)
        if mention.type is EntityType.CONFERENCE
    ]
    heads = {mentions[index].head for _, index in every if not mentions[index].is_reference}
    named = [each for each in every if _names(mentions[each[1]], heads)]
    conferences = sorted(named or every)
    for index, mention in enumerate(mentions):
        if mention.type is not EntityType.SESSION or index in stated or not conferences:
            continue
        if mention.is_reference and mention.pattern.endswith("reference"):
            continue
        before = bisect_left(conferences, (mention.start, -1))
        yield Claim(
            relation=Relation.PART_OF,
            subject=index,
            object=conferences[max(before - 1, 0)][1],
            sentence=mention.sentence,
            start=mention.start,
            end=mention.end,
            pattern="part_of.session_in_document",
            confidence=0.7,
        )


def _names(conference: Mention, heads: Collection[str]) -> bool:
    """Whether a mention has a name, or refers to what may be one of these heads."""
    refers = conference.pattern.endswith("reference") and conference.head in heads
    return refers or not conference.is_reference
