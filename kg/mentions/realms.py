"""Countries by a word that stands for one of them: «المملكة», «السلطنة»."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from kg.chunks import Word
from kg.gazetteer import Gazetteer
from kg.lexicons import Lexicons, split_words
from kg.mentions.words import match_place


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
