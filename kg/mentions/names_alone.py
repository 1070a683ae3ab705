"""Names that no lexicon knows, behind a preposition: the document has them alone elsewhere."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from kg.chunks import Word
from kg.gazetteer import Gazetteer
from kg.lexicons import Lexicons
from kg.mentions.classes import is_unknown
from kg.mentions.words import MIN_REST, read_as
from kg.model import Sentence, Token

_PREPOSITIONS = frozenset("لبك")


def with_names_alone(
    rows: Sequence[Sequence[Word]],
    sentences: Sequence[Sentence],
    lexicons: Lexicons,
    gazetteer: Gazetteer,
) -> tuple[tuple[Word, ...], ...]:
    """The words of a document, with «ل», «ب», «ك» peeled from names that it has without them too.

    «لنورديك», «بنورديك»: no lexicon knows the name, but «نورديك» stands elsewhere.
    """
    alone = {
        word.normal
        for row in rows
        for word in row
        if is_unknown(word) and not word.proclitics and len(word.normal) >= MIN_REST
    }
    found = []
    for row, sentence in zip(rows, sentences, strict=True):
        tokens = {token.start: token for token in sentence.tokens}
        found.append(
            tuple(
                word
                if gazetteer.lookup(word.normal)
                else _without_preposition(word, tokens.get(word.token_start), alone, lexicons)
                for word in row
            )
        )
    return tuple(found)


def _without_preposition(
    word: Word, token: Token | None, alone: Set[str], lexicons: Lexicons
) -> Word:
    letter, rest = word.normal[:1], word.normal[1:]
    if token is None or letter not in _PREPOSITIONS or rest not in alone:
        return word
    if not is_unknown(replace(word, tags=word.tags - {"+و"})):
        return word
    for reading in token.readings:
        if (reading.normal, reading.proclitics) == (rest, word.proclitics + letter):
            return read_as(token, reading, lexicons)
    return word
