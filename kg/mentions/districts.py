"""Districts whose name is like a body's: «رئيس مركز العوشزية محمد …» heads a place."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kg.chunks import Word
from kg.gazetteer import Gazetteer
from kg.mentions.adjectives import has_form_of_deed
from kg.mentions.classes import has_any, is_field, word_at
from kg.mentions.words import match_place

_CENTRE, _CHIEF = "مركز", "رئيس"
_KNOWN = ("c:noun", "c:meeting_head", "c:session_head", "c:event_head", "c:org_head", "c:attendee")


def is_district(
    words: Sequence[Word], first: int, last: int, people: Collection[int], gazetteer: Gazetteer
) -> bool:
    """Whether «مركز …» is a place: behind «رئيس», with one word or a place, right before a person.

    In the Saudi press the head of a «مركز» so named governs a district: of 60 sentences with «رئيس
    مركز» 24 were such, and each of them told of one; «مركز الأبحاث», «مركز التنمية» are bodies.
    """
    if not first or words[first].normal != _CENTRE or words[first - 1].bare != _CHIEF:
        return False
    named = word_at(words, first + 1)
    behind = word_at(words, last)
    if named is None or behind is None or first + 1 == last:
        return False
    if not (last in people or behind.has("c:honorific")):
        return False
    place = match_place(words, first + 1, gazetteer)
    if place is not None:
        return first + 1 + place.length == last
    plain = not (has_any(named, _KNOWN) or is_field(named) or has_form_of_deed(named))
    return plain and last == first + 2 and not named.has("#many")
