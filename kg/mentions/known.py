"""Bodies that no head noun announces: names that the lexicons hold, newspapers that were told
something, and names in Latin letters."""

from __future__ import annotations

from collections.abc import Sequence

from kg.chunks import Word
from kg.gazetteer import Gazetteer
from kg.lexicons import Lexicons
from kg.mentions.candidates import Candidate, join, join_name
from kg.mentions.classes import AMPERSANDS, has_any, word_at
from kg.mentions.quotations import closing, is_mark
from kg.mentions.words import match_place

MOST_KNOWN = 10
"""Words of the longest name that the lexicons hold."""

RANK_KNOWN = 55
RANK_UNIT = 57
"""A unit of a known body, whose beginning the recognizer often leaves out."""
RANK_TOLD = 58
RANK_LATIN = 30

MOST_TOLD = 4
"""Longest name of who was told something, in words."""

MOST_BEFORE_TOLD = 25
"""How many words before «لـ «…»» the verb of saying may stand."""

_SAYING = ("c:verb.say", "c:speech_noun")
_BEGINS_CONTENT = frozenset({"ان", "انه", "انها", "انهم", "بان", "بانه", "عن", "حول"})

_OTHERS = ("c:title_head", "c:honorific", "c:occupation", "c:org_head", "c:name.given", "#verb")
"""What «و» joins to a title and its body, and not to the body's name."""


def find_known(words: Sequence[Word], lexicons: Lexicons) -> list[Candidate]:
    """Names of bodies that the lexicons hold («الأمم المتحدة»), of services behind a title."""
    wholes = [word.whole for word in words]
    found = []
    for index, word in enumerate(words):
        # «هيئة الأمر بالمعروف والنهي عن المنكر»: prepositions stand inside a name, not before it.
        near = [word.normal, *wholes[index + 1 : index + MOST_KNOWN]]
        for term in lexicons.match(near, 0):
            last = index + len(term.words)
            known = term.cls == "name.organization" or (
                term.cls == "service_name" and _is_headed(words, index, last)
            )
            if known:
                first = _first_of_unit(words, index) if term.cls == "name.organization" else index
                found.append(
                    Candidate(
                        kind="Organization",
                        first=first,
                        last=last,
                        name=join_name(words[first:last]),
                        pattern="organization.lexicon",
                        confidence=0.9,
                        rank=RANK_KNOWN if first == index else RANK_UNIT,
                        head=words[first].bare,
                    )
                )
    return found


def find_services(words: Sequence[Word], gazetteer: Gazetteer) -> list[Candidate]:
    """Public services of a place behind a title: «مدير | تعليم نجران», «مدير | سجون منطقة عسير»."""
    found = []
    for index in range(1, len(words) - 1):
        word, title = words[index], words[index - 1]
        if not word.has("c:service_noun") or word.proclitics or word.has("#definite"):
            continue
        if not title.has("c:title_head") or title.has("#definite"):
            continue
        last = _place_end(words, index + 1, gazetteer)
        if last is None or words[index + 1].proclitics:
            continue
        found.append(
            Candidate(
                kind="Organization",
                first=index,
                last=last,
                name=join(words[index:last]),
                pattern="organization.service",
                confidence=0.85,
                rank=RANK_UNIT,
                head=word.bare,
            )
        )
    return found


def _place_end(words: Sequence[Word], at: int, gazetteer: Gazetteer) -> int | None:
    """Behind «نجران», «منطقة نجران» at a word; None where no place is."""
    place = match_place(words, at, gazetteer)
    if place is None and words[at].has("c:region_noun") and not words[at].has("#definite"):
        at += 1
        place = match_place(words, at, gazetteer)
    return None if place is None or place.common_word else at + place.length


def _first_of_unit(words: Sequence[Word], index: int) -> int:
    """Where a unit of a known body begins: «فرع | هيئة الأمر», «الأمانة العامة | لهيئة الأمر»."""
    first = index
    if words[index].proclitics == "ل" and index > 1:
        unit, adjective = words[index - 2 : index]
        if unit.has("c:committee_noun") and unit.has("#definite") and adjective.has("#definite"):
            first = index - 2
    elif words[index].proclitics:
        return index
    if first and not words[first].proclitics and words[first - 1].has("c:branch_noun"):
        return first - 1
    return first


def find_told(words: Sequence[Word]) -> list[Candidate]:
    """Newspapers and agencies: «قال يونس لـ «الرياض» إن …», «في تصريح لـ«اليوم»»."""
    found = []
    for index in range(len(words) - 2):
        if words[index].normal != "ل" or not is_mark(words[index + 1]):
            continue
        end = closing(words, index + 1)
        if end is None or not 0 < end - index - 2 <= MOST_TOLD or not _tells(words, index, end):
            continue
        found.append(
            Candidate(
                kind="Organization",
                first=index + 2,
                last=end,
                name=join(words[index + 2 : end]).strip(),
                pattern="organization.told",
                confidence=0.9,
                rank=RANK_TOLD,
            )
        )
    return found


def _tells(words: Sequence[Word], index: int, end: int) -> bool:
    """Whether something is told to whom «ل» introduces: what was said comes later."""
    if not any(_is_arabic(word) for word in words[index + 2 : end]):
        return False
    for word in reversed(words[max(0, index - MOST_BEFORE_TOLD) : index]):
        if word.has("#barrier") or word.text == ":" or word.normal in _BEGINS_CONTENT:
            return False
        if has_any(word, _SAYING):
            return True
    return False


def _is_headed(words: Sequence[Word], index: int, last: int) -> bool:
    """«مدير عام | السجون», «المتحدث الرسمي | للجوازات»: what a title stands right before.

    Not «المدير العام للسجون ودور التوقيف»: a field of two parts is no body's name.
    """
    if not index or not has_any(words[index - 1], ("c:title_head", "c:title_modifier")):
        return False
    following = word_at(words, last)
    if following is not None and following.proclitics == "و" and not has_any(following, _OTHERS):
        return False
    return words[index].proclitics == ("ل" if words[index - 1].has("#definite") else "")


def find_latin(words: Sequence[Word]) -> list[Candidate]:
    """Runs of Latin words («APEBI», «La Startup Factory»): bodies, for want of better.

    A sentence without an Arabic word (a page's buttons, an English headline) names none.
    """
    if not any(_is_arabic(word) for word in words):
        return []
    found = []
    index = 0
    while index < len(words):
        if not _begins_latin_name(words, index):
            index += 1
            continue
        end = _latin_end(words, index)
        found.append(
            Candidate(
                kind="Organization",
                first=index,
                last=end,
                name=join(words[index:end]),
                pattern="organization.latin",
                confidence=0.5,
                rank=RANK_LATIN,
            )
        )
        index = end
    return found


def _is_arabic(word: Word) -> bool:
    return not has_any(word, ("#latin", "#punct", "#number"))


def _latin_end(words: Sequence[Word], index: int) -> int:
    end = index + 1
    while end < len(words):
        following = word_at(words, end + 1)
        if words[end].has("#latin"):
            end += 1
        elif words[end].text in AMPERSANDS and following is not None and following.has("#latin"):
            end += 2
        else:
            break
    return end


def _begins_latin_name(words: Sequence[Word], index: int) -> bool:
    """Whether a Latin word is an acronym, or is made a body by what stands before it.

    That is «ل» or another proclitic, a title or a head noun («مؤسس La Startup Factory»).
    """
    word = words[index]
    if not word.has("#latin") or not word.text[0].isupper() or "." in word.text:
        return False
    if word.has("c:latin_noun"):  # «SMS»
        return False
    if word.text.isupper() and len(word.text) > 1:
        return True
    previous = words[index - 1] if index else None
    return bool(word.proclitics) or (
        previous is not None and has_any(previous, ("c:title_head", "c:org_head"))
    )
