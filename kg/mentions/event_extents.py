"""Where names of events end: before clauses, and before whose event it is."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kg.chunks import Word
from kg.mentions.candidates import QUOTES

MOST_TO_PERSON = 2
"""Words between «للمنشد» and his name («للفنان العالمي الراحل عمر الشريف»)."""

_GATHERED = frozenset({"جمع", "جمعت", "ضم", "ضمت"})


def event_end(words: Sequence[Word], first: int, last: int, people: Collection[int]) -> int:
    """Before what tells of an event and is no part of its name.

    «محاضرة | قدمتها الأديبة», «الأمسية الثالثة | للمنشد المعروف فهد مطر»: a clause, and the person
    whose event it is, who is named behind. A title in quotation marks may hold either.
    «لقاء | جمع (بينهما)»: a verb at the end, which governs what follows.
    """
    if first and words[first - 1].text in QUOTES:
        return last
    for index in range(first + 1, last):
        if is_clause(words[index]) or is_whose(words, index, people):
            return index
    return last - 1 if last - first > 1 and words[last - 1].text in _GATHERED else last


def is_clause(word: Word) -> bool:
    """«(محاضرة) قدمتها», «(حفل) نظمه»: a verb with a pronoun goes on about the event before it."""
    return word.has("#object") and any(tag.startswith("c:verb") for tag in word.tags)


def is_whose(words: Sequence[Word], index: int, people: Collection[int]) -> bool:
    """«للمنشد (فهد مطر)», «للفنان (العالمي الراحل عمر الشريف)»: whose an event is."""
    word = words[index]
    if word.proclitics != "ل" or not (word.has("c:occupation") and word.has("#definite")):
        return False
    behind = range(index + 1, min(index + MOST_TO_PERSON + 2, len(words)))
    return any(at in people or words[at].has("c:name.given") for at in behind)
