"""From text to sentences of tokens.

>>> from kg.model import Document
>>> document = Document(text="افتتح د. خالد المعرض. وحضر كثيرون.", identifier="", sha256="")
>>> [(sentence.start, len(sentence.tokens)) for sentence in analyse(document)]
[(0, 6), (22, 3)]
"""

from __future__ import annotations

from kg.language import sentences, tokens
from kg.model import Document, Sentence

__all__ = ["analyse"]


def analyse(document: Document) -> tuple[Sentence, ...]:
    """The sentences of ``document`` with their tokens, in order.

    Every token is in exactly one sentence; a sentence begins and ends with a token, and its
    offsets are those of the document's text.
    """
    text = document.text
    spans = list(tokens.spans(text))
    return tuple(
        Sentence(part[0][0], part[-1][1], tuple([tokens.token(text, *span) for span in part]))
        for part in sentences.split(text, spans)
    )
