"""Quotations: who said what, in the text's own words or reported.

«وقال يونس سالم، المدير العام للمكتب: "…"»: a verb of saying, its subject, and behind a colon or
nothing but titles an opening mark. «وأوضح يونس سالم أن …»: the same with a clause. A verb without a
subject («وأضاف», «وقالت») has the one who spoke last and fits it in gender, and so has a participle
(«مشيرا إلى أن …») in the same sentence. A direct quotation may run over several sentences; its
claim belongs to the sentence of the verb. Only what a named person says is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.chunks import Recognition, Word
from kg.model import Claim, Document, Mention, Relation
from kg.relations.speech import CLOSING, Saying, find_sayings

MOST_LETTERS = 2_000
"""A quotation whose closing mark stands farther away is taken for a forgotten mark."""

LEAST_WORDS = 4
"""Shorter passages are names and single words in quotation marks."""

MOST_WORDS = 80
"""Words of a reported clause that are kept at most."""

FARTHEST_SPEAKER = 8
"""Sentences after which a verb without subject no longer means who spoke last."""

DIRECT, REPORTED, CONTINUED = 0.85, 0.8, 0.65
"""Confidence of direct and reported speech of a named subject; of a verb without one."""


@dataclass(slots=True)
class _Speaker:
    """Who spoke last: a mention, its gender, and the sentence."""

    mention: int
    gender: str
    sentence: int


def find_quotations(document: Document, recognition: Recognition) -> Iterator[Claim]:
    """Claims of what people said, in the order of the text."""
    speaker: _Speaker | None = None
    done = 0
    for sentence, (words, chunks) in enumerate(
        zip(recognition.words, recognition.chunks, strict=True)
    ):
        for saying in find_sayings(words, chunks):
            if saying.other:
                speaker = None
                continue
            subject = saying.subject
            if subject is None:
                if not _goes_on(speaker, saying, sentence):
                    continue
            else:
                mention = recognition.mentions[subject]
                speaker = _Speaker(subject, _gender(mention, saying), sentence)
            assert speaker is not None
            if words[saying.verb].start < done:
                # A verb inside the words of the quotation before: somebody else's business.
                continue
            direct, text, end = _said(document.text, words, saying)
            if len(text.split()) < LEAST_WORDS:
                continue
            done = end
            yield Claim(
                relation=Relation.QUOTATION,
                subject=speaker.mention,
                object=None,
                sentence=sentence,
                start=words[saying.first].start,
                end=words[-1].end,
                pattern="quotation.direct" if direct else "quotation.reported",
                confidence=CONTINUED if subject is None else DIRECT if direct else REPORTED,
                literal=text,
            )


def _goes_on(speaker: _Speaker | None, saying: Saying, sentence: int) -> bool:
    """Whether a verb without a subject can mean the one who spoke last."""
    if speaker is None or saying.gender == "p":
        return False
    if saying.participle and speaker.sentence != sentence:
        return False
    agrees = not speaker.gender or speaker.gender == saying.gender
    if agrees and sentence - speaker.sentence <= FARTHEST_SPEAKER:
        speaker.sentence = sentence
        return True
    return False


def _gender(mention: Mention, saying: Saying) -> str:
    return mention.gender or ("" if saying.gender == "p" else saying.gender)


def _said(text: str, words: tuple[Word, ...], saying: Saying) -> tuple[bool, str, int]:
    """Whether the words are direct, the words in one line, and where they end."""
    mark = words[saying.content]
    if mark.text in CLOSING:
        start = mark.end
        end = _closing(text, start, mark.text)
        return True, " ".join(text[start:end].split()) if end > 0 else "", max(end, start)
    last = min(saying.last, saying.content + MOST_WORDS)
    if last <= saying.content:
        return False, "", mark.start
    start, end = mark.token_start, words[last - 1].end
    return False, " ".join(text[start:end].split()).rstrip(" ،,:؛."), end


def _closing(text: str, start: int, mark: str) -> int:
    """Where the mark stands that closes the one before ``start``, over those inside; else -1."""
    depth = 1
    for at in range(start, min(len(text), start + MOST_LETTERS)):
        letter = text[at]
        if mark == CLOSING[mark]:
            # A straight mark opens where a space stands before it and none behind it.
            opens = text[at - 1].isspace() and not text[at + 1 : at + 2].isspace()
        else:
            opens = letter == mark
        if letter == CLOSING[mark] and not opens:
            depth -= 1
        elif letter == mark:
            depth += 1
        if not depth:
            return at
    return -1
