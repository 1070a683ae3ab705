"""Places: names of the gazetteer, and the places that «محافظات …» lists."""

from __future__ import annotations

from collections.abc import Sequence

from kg.chunks import COMMAS, Word
from kg.gazetteer import Gazetteer, PlaceMatch
from kg.mentions.candidates import Candidate, join
from kg.mentions.classes import announces_place, has_any
from kg.mentions.words import match_place
from kg.model import EntityType

RANK = 45
RANK_SURE = 55
RANK_ROYAL = 62
"""«مدينة الملك عبدالله الاقتصادية» outranks the person in it."""
SHORT_POPULATION = 300_000
"""Below this a name of up to three letters is more often another word."""

_AT = frozenset({"في", "الي", "-", "–"})
_TANWIN = "\u064b"
MIN_ADJECTIVE = 5
"""Letters of an adjective in the accusative («تذكاريا»)."""

_FEMININE = ("ه", "ات")
_NO_NOUN = ("#function", "#verb", "c:weekday", "c:country", "c:nationality", "c:time_word")
_ARAB = "العربيه"
"""A part of the names of countries («المملكة العربية السعودية»)."""
_SEAT = "عاصمه"
"""«عاصمة دولة»: what it is the capital of, and no town."""
_SHIELD = "درعا"
_HEADS_OF = frozenset({"راس", "راسه", "راسها", "راسهم"})
_PRAYERS = frozenset({"صلاه", "صلاتي", "صلوات", "اذان"})

_GOVERNED = {"محافظ": "محافظه"}
"""The kind of region that its governor's title tells."""

_PLACE_CLASSES = frozenset(
    {"c:country", "c:place_head", "c:name.family", "c:country_reference", "c:compass"}
)


def find_places(words: Sequence[Word], gazetteer: Gazetteer) -> list[Candidate]:
    """Candidates for cities, countries and other places that the gazetteer names."""
    found: list[Candidate] = []
    index = 0
    while index < len(words):
        match = match_place(words, index, gazetteer)
        listed = _is_listed(words, index, found) and not _is_country(match)
        if match is None or not (listed or _fits(words, index, match)):
            index += 1
            continue
        candidate = _candidate(words, index, match, listed=listed)
        found.append(candidate)
        index = candidate.last
    return found


def _candidate(words: Sequence[Word], index: int, match: PlaceMatch, *, listed: bool) -> Candidate:
    """A place; «مدينة» before it and a nationality behind it are in its span, not in its name."""
    record = match.records[0]
    last = index + match.length
    city = record.type is EntityType.CITY
    # «محافظة ينبع»: behind a region's noun, where no body is read, since the name is a verb too.
    region = words[index].has("#verb")
    prefixed = city and index > 0 and announces_place(words[index - 1], region=region)
    name = join(words[index:last])
    if prefixed and last < len(words) and words[last].has("c:nationality"):
        last += not words[last].proclitics
    return Candidate(
        kind="Place" if listed else record.type.value,
        first=index - prefixed,
        last=last,
        name=name,
        pattern="place.listed" if listed else "place.gazetteer",
        confidence=0.9,
        geonames=0 if listed else record.geonames,
        rank=_rank(words[index:last], prefixed=prefixed),
        head=_head(words, index, match),
    )


def _rank(inside: Sequence[Word], *, prefixed: bool) -> int:
    if any(word.has("#royal") for word in inside):
        return RANK_ROYAL
    return RANK_SURE if prefixed or len(inside) > 1 else RANK


def _head(words: Sequence[Word], index: int, match: PlaceMatch) -> str:
    """The noun by which a text refers to a place again: «منطقة نجران», «محافظ ينبع» (المحافظة)."""
    region = words[index].has("c:region_noun") and not words[index].has("#definite")
    if match.length > 1 and region:
        return words[index].bare
    before = words[index - 1] if index else None
    if before is None or before.has("#definite"):
        return ""
    if before.has("c:region_noun"):
        return before.bare
    return _GOVERNED.get(before.bare, "")


def _fits(words: Sequence[Word], index: int, match: PlaceMatch) -> bool:
    """A form that is an ordinary word too counts only after «مدينة», «محافظة» and the like."""
    word = words[index]
    if match.length == 1 and (
        word.bare == "مدينه"
        or _is_wish(words, index)
        or _is_prayer(words, index)
        or _is_birthplace(words, index)
    ):
        return False
    if match.length == 1 and _is_indefinite_noun(words, index, match):
        return False
    if match.length == 1 and _is_owned_noun(words, index, match):
        return False
    if match.length == 1 and _is_adjective(words, index):
        return False
    if not (match.common_word or (match.length == 1 and _is_doubtful(word, match))):
        return True
    previous = words[index - 1] if index else None
    named = previous is not None and announces_place(previous) and previous.normal != _SEAT
    if previous is not None and previous.bare in _GOVERNED and not previous.has("#definite"):
        town = word.has("#verb") and not (match.common_word or word.proclitics)
        return town and _is_followed_by_name(words, index + match.length)
    return named and (not word.has("#function") or _is_city_of_nation(words, index + match.length))


def _is_followed_by_name(words: Sequence[Word], at: int) -> bool:
    """«محافظ ينبع (المهندس مساعد السليم)»: the town of an official, and no verb."""
    behind = words[at] if at < len(words) else None
    return behind is not None and has_any(behind, ("c:honorific", "c:name.given"))


def _is_owned_noun(words: Sequence[Word], index: int, match: PlaceMatch) -> bool:
    """«زوجة جده», «زواره»: a noun with a pronoun, unless it is told of as a place («في جده»)."""
    word, before = words[index], words[index - 1] if index else None
    spelled = word.text.endswith("ه") and match.records[0].name.endswith("ة")
    at = "ب" in word.proclitics or (
        before is not None and (announces_place(before) or before.normal in _AT)
    )
    return spelled and not at


def _is_adjective(words: Sequence[Word], index: int) -> bool:
    """«القوات السعودية», «المباحثات المصرية السعودية»: an adjective, elsewhere a country's name."""
    word, at = words[index], index - 1
    if at > 0 and words[at].has("c:nationality") and words[at].normal != _ARAB:
        at -= 1
    if at < 0 or word.proclitics or not word.has("c:nationality"):
        return False
    before = words[at]
    noun = before.has("#definite") and not has_any(before, _NO_NOUN)
    return noun and before.normal.endswith(_FEMININE)


def _is_indefinite_noun(words: Sequence[Word], index: int, match: PlaceMatch) -> bool:
    """«درعاً», «درعا تذكاريا», «درعا تذكارية»: a noun in the accusative that sounds like a town.

    No noun sounds like a country: «تضررت سوريا اقتصاديا».
    """
    text = words[index].text
    if match.records[0].type is EntityType.COUNTRY:
        return False
    if text.endswith((_TANWIN + "ا", "ا" + _TANWIN)):
        return True
    behind = words[index + 1] if index + 1 < len(words) else None
    endings = ("يا", "ية") if words[index].normal == _SHIELD else ("يا",)
    return (
        text.endswith("ا")
        and behind is not None
        and not behind.proclitics
        and behind.text.rstrip(_TANWIN).endswith(endings)
        and not behind.has("#definite")
        and len(behind.normal) > MIN_ADJECTIVE
    )


def _is_wish(words: Sequence[Word], index: int) -> bool:
    """«باليمن والبركات»: blessings, of which some sound like a country and a town."""
    behind = words[index + 1] if index + 1 < len(words) else None
    joined = behind is not None and behind.proclitics == "و" and behind.has("c:blessing")
    before = words[index].has("c:blessing") and words[index].proclitics == "و"
    again = index > 0 and words[index - 1].has("c:blessing")
    return before or (joined and (words[index].proclitics == "ب" or again))


def _is_prayer(words: Sequence[Word], index: int) -> bool:
    """«صلاة المغرب»: a time of the day, and no country."""
    return index > 0 and words[index - 1].bare in _PRAYERS and not words[index].proclitics


def _is_birthplace(words: Sequence[Word], index: int) -> bool:
    """«مسقط رأسه»: where somebody was born, and no capital."""
    behind = words[index + 1] if index + 1 < len(words) else None
    return words[index].normal == "مسقط" and behind is not None and behind.whole in _HEADS_OF


def _is_city_of_nation(words: Sequence[Word], index: int) -> bool:
    """«مدينة كان الفرنسية»: an adjective of the city, and not what it was («كان الفرنسيون»)."""
    behind = words[index] if index < len(words) else None
    return behind is not None and behind.has("c:nationality") and behind.bare.endswith("يه")


def _is_doubtful(word: Word, match: PlaceMatch) -> bool:
    """Whether a single word more often is something else than the place of that name."""
    record = match.records[0]
    if len(word.normal) <= 3 and record.population < SHORT_POPULATION:
        return True
    classes = {tag for tag in word.tags if tag.startswith("c:")} - _PLACE_CLASSES
    if word.has("#definite"):  # «القدس» is no verb, though «قدس» is one
        classes = {tag for tag in classes if not tag.startswith("c:verb")}
    return record.type is not EntityType.COUNTRY and (word.has("#verb") or bool(classes))


def _is_country(match: PlaceMatch | None) -> bool:
    """«محافظات المملكة»: whose the regions are, and none of them."""
    return match is not None and match.records[0].type is EntityType.COUNTRY


def _ends_list(words: Sequence[Word], index: int) -> bool:
    """Whether nothing joins what follows a word to it: «مناطق المدينة (التجارية)»."""
    behind = words[index + 1] if index + 1 < len(words) else None
    return behind is None or (behind.proclitics != "و" and behind.text not in COMMAS)


def _is_listed(words: Sequence[Word], index: int, found: Sequence[Candidate]) -> bool:
    """«محافظات الوجه وأملج وحقل»: regions that a plural head lists, whatever else they mean."""
    if index == 0:
        return False
    if words[index - 1].has("c:listing_noun"):
        # «مناطق المدينة» are that city's, and no list.
        return words[index].bare != "مدينه" or not _ends_list(words, index)
    if not found or found[-1].pattern != "place.listed":
        return False
    after_comma = words[index - 1].text in COMMAS and found[-1].last == index - 1
    return after_comma or (words[index].proclitics == "و" and found[-1].last == index)
