"""Where the names that a learned recognizer found begin and end, as grammar knows better."""

from __future__ import annotations

from collections.abc import Sequence

from kg.chunks import Word
from kg.gazetteer import Gazetteer
from kg.mentions.adjectives import is_feminine
from kg.mentions.classes import has_any, is_duty, word_at
from kg.mentions.extents import Phrase, extent
from kg.mentions.names import is_post, name_end
from kg.mentions.people import MOST_HONORIFICS
from kg.mentions.words import match_place

MOST_DESCRIBED = 10
"""Words of the description of a meeting that only a verb tells."""


def before_place(words: Sequence[Word], first: int, last: int, gazetteer: Gazetteer) -> int:
    """Where a name ends before «بالقطيف», «في أبها»: a place is a name of its own."""
    for index in range(first + 1, last):
        word = words[index]
        at = index + 1 if word.normal == "في" else index
        if at == index and word.proclitics != "ب":
            continue
        if at < last and (
            words[at].has("c:region_noun") or match_place(words, at, gazetteer) is not None
        ):
            return index
    return last


def before_post(words: Sequence[Word], first: int, last: int) -> int:
    """Where a body's name ends before words of the post («وكيل وزارة العمل | للبحوث | المساعد»)."""
    for index in range(first + 1, last):
        word = words[index]
        assistant = word.has("c:deputy_noun") and word.has("#definite")
        if is_duty(words, first, index) or (assistant and not is_feminine(word)):
            return index
    return last


def is_second_adjective(words: Sequence[Word], at: int) -> bool:
    """«وزارة الشؤون البلدية | والقروية»: an adjective that «و» joins to one like it."""
    word = word_at(words, at)
    return (
        word is not None
        and word.proclitics == "و"
        and all(
            each.has("#definite") and each.normal.endswith("يه") and not each.has("c:nationality")
            for each in (word, words[at - 1])
        )
    )


def complement_end(words: Sequence[Word], first: int, last: int, gazetteer: Gazetteer) -> int:
    """Behind what an event is for («المؤتمر العلمي | للبحوث بمجال الطاقة»), which models cut."""
    following = word_at(words, last)
    if following is None or not words[first].has("c:event_head"):
        return last
    if following.proclitics != "ل" and not following.has("c:scope_noun"):
        return last
    return max(last, extent(words, first, Phrase("event"), gazetteer).last)


def behind_place(words: Sequence[Word], first: int, last: int, gazetteer: Gazetteer) -> int:
    """Where a person's name begins behind a place («مدير تعليم جدة | سامي الخطيب»)."""
    place = match_place(words, first, gazetteer)
    if place is None or place.common_word or is_any_name(words[first]) or words[first].proclitics:
        return first
    behind = first + place.length
    given = behind + 1 < last and words[behind].has("c:name.given")
    return behind if given else first


def with_honorifics(words: Sequence[Word], first: int, last: int) -> tuple[int, int]:
    """Where a person's honorifics begin, which the model leaves out, and where the name does."""
    name = first
    while name < last - 1 and words[name].has("c:honorific") and not _is_name(words[name]):
        name += 1
    while first and first > name - MOST_HONORIFICS and not words[first].proclitics:
        before = words[first - 1]
        mark = before.text in {".", "/"} and first > 1 and words[first - 2].has("c:honorific")
        if not mark and not before.has("c:honorific"):
            break
        first -= 1
    return first, name


def name_stop(words: Sequence[Word], name: int, last: int, gazetteer: Gazetteer) -> int:
    """Where a person's name ends before «و» and a place, or before a post.

    «الملك فهد | ومكة», «سامي بن فهد | أمير منطقة عسير»
    """
    for index in range(name + 1, last):
        if is_post(words, index):
            return index
        if words[index].proclitics == "و" and match_place(words, index, gazetteer) is not None:
            return index
    return last


def whole_name_end(words: Sequence[Word], name: int, last: int) -> int:
    """Behind the words of a name that the model left out («عصام بن عبدالله | خلف»)."""
    end = name_end(words, name, trusted=False)
    more = words[last:end]
    sure = all(has_any(word, ("c:name.given", "c:name.family")) for word in more)
    return end if more and sure and not any(word.text == "على" for word in more) else last


def _is_name(word: Word) -> bool:
    return word.has("c:name.given") and not word.has("#definite")


def is_any_name(word: Word) -> bool:
    return any(tag.startswith("c:name.") for tag in word.tags)


def description_end(words: Sequence[Word], first: int) -> int:
    """Behind the words that describe a meeting of which only a verb tells («استقبل محافظ …»)."""
    end = first + 1
    while end < len(words) and end - first < MOST_DESCRIBED and not words[end].has("#punct"):
        end += 1
    return end
