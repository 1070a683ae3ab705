"""What the name of a unit tells by itself: the body that it is a part of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.chunks import Chunk, Recognition, Word
from kg.model import Claim, EntityType, Mention, Relation

_NO_MARKS = str.maketrans("", "", '«»“”"')


def parents_in_names(text: str, recognition: Recognition) -> Iterator[tuple[int, Mention]]:
    """The units of a document, by mention, and the mention of its parent inside each one's name.

    «فرع وزارة العمل», «الأمانة العامة لمجلس الأندية», «اللجنة التنفيذية للاتحاد».
    """
    for sentence, (words, chunks) in enumerate(
        zip(recognition.words, recognition.chunks, strict=True)
    ):
        for chunk in chunks:
            if chunk.kind != "Organization" or chunk.mention is None:
                continue
            at = _parent(words, chunk)
            if at is not None:
                yield chunk.mention, _mention(text, words[at : chunk.last], sentence)


def part_of(unit: int, parent: int, mention: Mention) -> Claim:
    """The claim that a unit's name makes."""
    return Claim(
        relation=Relation.PART_OF,
        subject=unit,
        object=parent,
        sentence=mention.sentence,
        start=mention.start,
        end=mention.end,
        pattern="part_of.in_name",
        confidence=0.9,
    )


def _parent(words: Sequence[Word], chunk: Chunk) -> int | None:
    """Where the parent's name begins in the name of a unit, or None."""
    first, second = chunk.first, chunk.first + 1
    if words[first].has("c:branch_noun") and second < chunk.last:
        body = words[second].has("c:org_head") and not words[second].proclitics
        return second if body else None
    if not words[first].has("c:committee_noun"):
        return None
    for index in range(second, chunk.last):
        word = words[index]
        if word.proclitics == "ل" and word.has("c:org_head") and not word.has("#many"):
            named = index + 1 < chunk.last or word.has("#definite")
            return index if named and not word.has("a:org_head") else None
    return None


def _mention(text: str, words: Sequence[Word], sentence: int) -> Mention:
    alone = len(words) == 1
    # The first word in its own letters: «للجامعة» names «الجامعة».
    name = words[0].text + text[words[0].end : words[-1].end]
    return Mention(
        type=EntityType.ORGANIZATION,
        start=words[0].start,
        end=words[-1].end,
        sentence=sentence,
        name=" ".join(name.translate(_NO_MARKS).split()),
        pattern="organization.reference" if alone else "organization.parent",
        confidence=0.7,
        is_reference=alone and words[0].has("#definite"),
        head=words[0].bare,
    )
