"""Events that a text names with the pronoun of their body: «أقامت الجمعية حفلها السنوي»."""

from __future__ import annotations

from collections.abc import Sequence

from kg.chunks import Word
from kg.lexicons import Lexicons
from kg.mentions.candidates import Candidate, join_name
from kg.mentions.classes import word_at
from kg.mentions.words import owned_noun

RANK = 57
"""Above what a recognizer sees: it often takes the event's adjective for its name."""

MOST_ADJECTIVES = 4

_RECURRING = frozenset({"السنوي", "السنويه", "الختامي", "الختاميه", "الافتتاحي", "الافتتاحيه"})
_NO_EVENTS = frozenset({"edition_noun", "time_word"})
_PRESS = frozenset({"الصحفي", "الصحافي", "الودي", "الاعلامي"})


def find_own_events(words: Sequence[Word], lexicons: Lexicons) -> list[Candidate]:
    """Candidates for events with a pronoun and an adjective that tells which of them it is.

    The adjective recurs («السنوي», «الختامي») or counts («الثالث»); others may stand between
    («ملتقاه الثقافي الثالث»). «لقاؤه الودي الأول» is a match.
    """
    found = []
    for index, word in enumerate(words):
        noun = owned_noun(word, "event_head", lexicons) or owned_noun(
            word, "meeting_head", lexicons
        )
        if not noun:
            continue
        last = _adjectives_end(words, index + 1)
        rest = words[index + 1 : last]
        recurs = any(each.normal in _RECURRING for each in rest)
        classes = lexicons.classes(noun)
        if not classes.isdisjoint(_NO_EVENTS):
            continue  # «في دورته الثالثة», «في أسبوعه الثالث» are told of an event
        event = "event_head" in classes
        counts = event and any(each.has("c:ordinal") for each in rest)
        if not (recurs or counts) or any(each.normal in _PRESS for each in rest):
            continue
        found.append(
            Candidate(
                kind="Conference",
                first=index,
                last=last,
                name=join_name(words[index:last]),
                pattern="conference.own",
                confidence=0.85,
                rank=RANK,
                head=noun,
            )
        )
    return found


def _adjectives_end(words: Sequence[Word], at: int) -> int:
    """Behind the adjectives with the article that follow a noun."""
    last = at
    while last - at < MOST_ADJECTIVES:
        word = word_at(words, last)
        if word is None or word.proclitics or not word.has("#definite"):
            break
        if not (word.normal in _RECURRING or word.has("c:ordinal") or _is_adjective(word)):
            break
        last += 1
    return last


def _is_adjective(word: Word) -> bool:
    return word.normal.endswith(("ي", "يه")) and not word.has("c:name.family")
