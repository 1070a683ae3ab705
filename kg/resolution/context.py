"""Context: which countries a document's words speak of, as a whole and beside a name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice

from kg.arabic import name_key
from kg.gazetteer import Gazetteer
from kg.model import Cluster, EntityType, Extraction, Mention
from kg.resolution.names import nation

CLEAR = 2
"""A country prevails where it is mentioned so many times as often as any other."""

_ADJECTIVE = re.compile(r"(?<![ء-ي])(?:[وفب]?ال|لل)([ء-ي]{2,}(?:ي|ية))(?![ء-ي])")
_WORD_BEHIND = re.compile(r"[ \t\u00a0]+([^\W\d_]+)")
_ANNOUNCED = re.compile(r"(?:العاصمة|المدينة|البلدة|الجزيرة) ([^\W\d_]+) $")
_REACH = 3
"""So many words behind a name its nationality is looked for («مانشستر يونايتد الإنجليزي»)."""
_ENGLISH = re.compile(r"^الان[جكق]ليزي")
_FARTHEST = 40
_LYING_IN = re.compile(r"\s*\(?\s*(?:(?:في|ب|شمالي?|جنوبي?|شرقي?|غربي?|وسط)\s*)*")


def adjectives(extraction: Extraction, gazetteer: Gazetteer) -> Counter[str]:
    """How often the text has a nationality with the article, by country; not in people's names."""
    found: Counter[str] = Counter()
    people = _letters_of_people(extraction)
    for match in _ADJECTIVE.finditer(extraction.document.text):
        if match.start(1) not in people:
            found[_of_stem(match[1], gazetteer)] += 1
    del found[""]
    return found


def prevailing(counts: Mapping[str, int]) -> str:
    """The country that is clearly mentioned most; empty for none."""
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] < CLEAR * ranked[1][1]):
        return ""
    return ranked[0][0]


def stated_beside(
    cluster: Cluster, extraction: Extraction, countries: Mapping[int, str], gazetteer: Gazetteer
) -> set[str]:
    """The countries that words beside a place's mentions say it lies in.

    «طرابلس اللبنانية», «العاصمة القطرية الدوحة», «زنجبار (اليمن)». ``countries`` are the codes of
    the mentions that name a country, by the offset where they begin.
    """
    found: set[str] = set()
    for index in cluster.mentions:
        mention = extraction.mentions[index]
        codes = [_nation(word, gazetteer) for word in _words_beside(mention, extraction)]
        found.update(codes)
        found.add(_country_behind(mention, extraction, countries))
    return found - {""}


def said_of(cluster: Cluster, extraction: Extraction, gazetteer: Gazetteer) -> set[str]:
    """The countries whose adjective stands right behind a mention («قرطبة التركي»)."""
    mentions = (extraction.mentions[index] for index in cluster.mentions)
    words = (islice(_words_behind(mention, extraction), 1) for mention in mentions)
    return {_nation(word, gazetteer) for each in words for word in each} - {""}


def _letters_of_people(extraction: Extraction) -> frozenset[int]:
    return frozenset(
        offset
        for mention in extraction.mentions
        if mention.type is EntityType.PERSON
        for offset in range(mention.start, mention.end)
    )


def _nation(word: str, gazetteer: Gazetteer) -> str:
    """The country of an adjective with the article; empty for another word."""
    match = _ADJECTIVE.fullmatch(word)
    return _of_stem(match[1], gazetteer) if match else ""


def _of_stem(stem: str, gazetteer: Gazetteer) -> str:
    key = name_key(f"ال{stem}")
    # «الإنجليزي» is not made of the name of the country.
    return nation(_ENGLISH.sub("البريطاني", key), gazetteer)


def _words_beside(mention: Mention, extraction: Extraction) -> Iterator[str]:
    """«العاصمة» and its adjective before a mention, and the words behind it in the same clause."""
    text = extraction.document.text[max(0, mention.start - _FARTHEST) : mention.start]
    before = _ANNOUNCED.search(text)
    if before:
        yield before[1]
    yield from islice(_words_behind(mention, extraction), _REACH)


def _words_behind(mention: Mention, extraction: Extraction) -> Iterator[str]:
    # The span of «مدينة برنو التشيكية» has the adjective in it.
    name_end = extraction.document.text.rfind(mention.name, mention.start, mention.end)
    position = name_end + len(mention.name) if name_end >= 0 else mention.end
    while match := _WORD_BEHIND.match(extraction.document.text, position):
        yield match[1]
        position = match.end()


def _country_behind(mention: Mention, extraction: Extraction, countries: Mapping[int, str]) -> str:
    """The country that is named behind «في» and the like, or in parentheses."""
    text = extraction.document.text
    match = _LYING_IN.match(text, mention.end)
    behind = match.end() if match else mention.end
    return countries.get(behind, "") if text[mention.end : behind].strip() else ""
