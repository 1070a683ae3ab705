"""Direct quotations: who said what, where the text puts the words in quotation marks.

«وقال يونس سالم، المدير العام للمكتب: "…"»: a verb of saying, its subject, and behind a colon or
nothing but titles an opening mark. A quotation may run over several sentences; its claim belongs to
the sentence that names the speaker. What is only reported («قال إن …») is not taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.chunks import Chunk, Recognition, Word
from kg.model import Claim, Document, Relation

CLOSING = {"«": "»", "“": "”", '"': '"'}
"""The mark that closes what a mark opens."""

MOST_LETTERS = 2_000
"""A quotation whose closing mark stands farther away is taken for a forgotten mark."""

LEAST_WORDS = 4
"""Shorter passages are names and single words in quotation marks."""

MOST_BETWEEN = 24
"""Words between the speaker's name and the quotation: posts, «في تصريح», «أمس»."""

CONFIDENCE = 0.85


def find_quotations(document: Document, recognition: Recognition) -> Iterator[Claim]:
    """Claims of what people said, in the order of the text."""
    for sentence, (words, chunks) in enumerate(
        zip(recognition.words, recognition.chunks, strict=True)
    ):
        for chunk in chunks:
            if chunk.kind == "Person" and chunk.mention is not None and _says(words, chunk):
                opening = _opening(words, chunk, chunks)
                said = "" if opening is None else _said(document.text, words[opening])
                if len(said.split()) >= LEAST_WORDS:
                    yield Claim(
                        relation=Relation.QUOTATION,
                        subject=chunk.mention,
                        object=None,
                        sentence=sentence,
                        start=words[chunk.first].start,
                        end=words[-1].end,
                        pattern="quotation.direct",
                        confidence=CONFIDENCE,
                        literal=said,
                    )


def _says(words: Sequence[Word], chunk: Chunk) -> bool:
    """Whether a verb of saying stands before the name, with nothing but a title between."""
    before = range(chunk.first - 1, max(-1, chunk.first - 9), -1)
    for index in before:
        word = words[index]
        if word.has("c:verb.say"):
            return True
        if word.has("#punct") or word.has("#verb"):
            return False
    return False


def _opening(words: Sequence[Word], chunk: Chunk, chunks: Sequence[Chunk]) -> int | None:
    """The mark that opens the speaker's words: behind a colon, or before anybody else is named."""
    others = [each.first for each in chunks if each.kind == "Person" and each.first > chunk.first]
    end = min([len(words), chunk.last + MOST_BETWEEN, *others])
    for index in range(chunk.last, end):
        word = words[index]
        if word.text in CLOSING:
            behind = words[index - 1]
            starts = behind.text == ":" or behind.normal in {
                "ان",
                "قائلا",
                "قائله",
                "بقوله",
                "بالقول",
            }
            return index if starts or index == chunk.last else None
        if word.has("#barrier"):
            return None
    return None


def _said(text: str, mark: Word) -> str:
    """What stands between a mark and the one that closes it, in one line; empty for none."""
    start = mark.end
    end = text.find(CLOSING[mark.text], start, start + MOST_LETTERS)
    return " ".join(text[start:end].split()) if end > 0 else ""
