"""What a document means by «المملكة», «السلطنة», and by a name of a country and of a capital."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from kg.chunks import Word
from kg.gazetteer import Gazetteer
from kg.lexicons import Lexicons, split_words
from kg.mentions.words import match_place
from kg.model import EntityType, PlaceRecord

_DOUBLED = "\u0651"
"""The sign of a doubled letter: «عمّان» is the capital, «عُمان» the country."""


def with_realms(
    gazetteer: Gazetteer, lexicons: Lexicons, sentences: Sequence[Sequence[Word]]
) -> Gazetteer:
    """The gazetteer with the words that stand for a country in this document as its names.

    The lexicon says which country a word means. Where the document speaks more of others that are
    called so too («مملكة البحرين»), it means none.
    """
    words = [word for row in sentences for word in row if word.has("c:country_reference")]
    codes = {
        word.normal: lexicons.features(word.normal, "country_reference").get("code")
        for word in words
        if not word.has("a:country_reference")
    }
    if not any(codes.values()):
        return gazetteer
    named = _named(sentences, gazetteer)
    found = {}
    for form, code in codes.items():
        others = sum(named[each] for each in _called(form, lexicons) if each != code)
        if code is not None and others <= named[code]:
            found[form] = code
    return gazetteer.calling(found)


def _named(sentences: Sequence[Sequence[Word]], gazetteer: Gazetteer) -> Counter[str]:
    """How often a document names each country or a place in it."""
    places = (
        match_place(words, index, gazetteer) for words in sentences for index in range(len(words))
    )
    return Counter(
        place.records[0].country for place in places if place is not None and not place.common_word
    )


@lru_cache(maxsize=64)
def _called(form: str, lexicons: Lexicons) -> frozenset[str]:
    """The codes of the countries whose full names begin with a word or, for «المملكة», «مملكة»."""
    firsts = {form, form.removeprefix("ال")}
    rows = [split_words(each) for each in lexicons.forms("country")]
    terms = [lexicons.match(row, 0)[0] for row in rows if len(row) > 1 and row[0] in firsts]
    return frozenset(term.features["code"] for term in terms if "code" in term.features)


def with_capitals(
    gazetteer: Gazetteer, lexicons: Lexicons, sentences: Sequence[Sequence[Word]]
) -> Gazetteer:
    """The gazetteer with a name that a country has and another country's capital («عمان») for what
    the document means by it: the capital where it speaks more of the capital's country, or writes
    the letter that sounds double there.
    """
    shared: dict[str, tuple[PlaceRecord, PlaceRecord]] = {}
    times: Counter[str] = Counter()
    doubled = set()
    for words in sentences:
        for index, word in enumerate(words):
            pair = _country_and_capital(words, index, gazetteer)
            if pair is not None:
                shared[word.normal] = pair
                times[word.normal] += 1
                if _DOUBLED in word.text:
                    doubled.add(word.normal)
    if not shared:
        return gazetteer
    spoken = _named(sentences, gazetteer) + _nations(sentences, lexicons)
    for name, (country, _) in shared.items():
        spoken[country.country] -= times[name]  # what is asked tells nothing
    return gazetteer.meaning(
        {
            name: capital
            for name, (country, capital) in shared.items()
            if name in doubled or spoken[capital.country] > max(0, spoken[country.country])
        }
    )


def _country_and_capital(
    words: Sequence[Word], index: int, gazetteer: Gazetteer
) -> tuple[PlaceRecord, PlaceRecord] | None:
    match = match_place(words, index, gazetteer)
    if match is None or match.length > 1 or match.records[0].type is not EntityType.COUNTRY:
        return None
    country = match.records[0]
    capitals = (
        place for place in match.records if place.is_capital and place.country != country.country
    )
    capital = next(capitals, None)
    return None if capital is None else (country, capital)


def _nations(sentences: Sequence[Sequence[Word]], lexicons: Lexicons) -> Counter[str]:
    """How often a document calls something by each country's adjective."""
    return Counter(
        lexicons.features(word.normal, "nationality").get("country", "")
        for words in sentences
        for word in words
        if word.has("c:nationality")
    )
