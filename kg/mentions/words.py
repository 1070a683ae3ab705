"""Words: tokens with the reading that lexicons and gazetteer support, and their tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.chunks import Word
from kg.gazetteer import Gazetteer, PlaceMatch
from kg.lexicons import FUNCTION_CLASSES, Lexicons, Term
from kg.mentions.classes import is_unknown
from kg.mentions.refinement import as_name, supported
from kg.model import Reading, Sentence, Token
from kg.recognizers import Morphology

_NUMBER = re.compile(r"\d[\d.,٫٬]*")
_LATIN = re.compile(r"[A-Za-z][\w&.'-]*")
_PLURAL_VERB = re.compile(r"\w{3,}وا")

OPENING = frozenset("«“‘([{")
CLOSING = frozenset("»”’)]}")
STRAIGHT = frozenset("\"'")
BARRIERS = frozenset(".؟!?;")

_NOUNS = frozenset(
    {"org_head", "event_head", "session_head", "meeting_head", "initiative_head", "title_head"}
)
_HEADS = (_NOUNS - {"title_head"}) | {"place_head", "generic_head"}
_OWNED = _NOUNS | _HEADS | {"noun", "purpose_noun"}
_MODIFIERS = frozenset({"generic_modifier", "ordinal", "standing", "title_modifier"})
_VERBAL_NOUN = re.compile(r"الت\w\wيه")
"""«التنمية», «التربية», «التوعية»: no adjectives, though they end so."""
_PRONOUNS = ("هما", "ها", "هم", "هن", "ه")
_WORD_ENDS = {"ت": "ه", "ئ": "ء", "ؤ": "ء", "ا": "ي"}
"""The last letter of a noun by the one that it becomes before a pronoun."""
_HAMZAS = frozenset("أإآ")
MIN_REST = 4
MIN_STEM = 2
MOST_PLACE_WORDS = 7


def read_words(
    sentence: Sentence,
    lexicons: Lexicons,
    gazetteer: Gazetteer,
    morphology: Morphology | None = None,
) -> tuple[Word, ...]:
    """The words of a sentence, each read as the lexicons and the gazetteer know it.

    A token is taken whole where the whole is known; else the shortest peeling whose rest is known
    or carries the article; else «و» is peeled from a long token (few Arabic words begin with it).
    A ``morphology`` corrects what was guessed so (see :mod:`kg.mentions.refinement`).
    """
    tokens = sentence.tokens
    following = [*(token.normal for token in tokens[1:]), ""]
    words: list[Word] = []
    conjunction: Token | None = None
    for index, (token, after) in enumerate(zip(tokens, following, strict=False)):
        if token.normal == "و":
            conjunction = token
            continue
        word = _read(token, lexicons, gazetteer, morphology, after)
        if conjunction is not None and not word.has("#punct"):
            # «و رئيس»: a conjunction that stands apart is read as the proclitic that it is.
            word = replace(
                word,
                token_start=conjunction.start,
                full="و" + word.full,
                proclitics="و" + word.proclitics,
                tags=word.tags | {"+و"},
            )
        conjunction = None
        if word.proclitics == "ف" and words and is_unknown(words[-1]):
            # «فيوتشر بيرفكت فينتشر»: inside a foreign name the letter is no conjunction.
            word = read_as(token, token.readings[0], lexicons)
        if word.proclitics == "و" and not word.has("#definite") and _is_alone(tokens, index):
            # «وكالة أنباء الإمارات (وام)»: nor is it in a name that stands alone between marks.
            word = read_as(token, token.readings[0], lexicons)
        words.append(word)
    return tuple(words)


def _is_alone(tokens: Sequence[Token], index: int) -> bool:
    """Whether a token is all that stands between quotation marks or brackets."""
    if index == 0 or index + 1 == len(tokens):
        return False
    before, behind = tokens[index - 1].text, tokens[index + 1].text
    if before in STRAIGHT:
        opens = sum(token.text == before for token in tokens[:index]) % 2 == 1
        return opens and behind == before
    return before in OPENING and behind in CLOSING


def _read(
    token: Token,
    lexicons: Lexicons,
    gazetteer: Gazetteer,
    morphology: Morphology | None,
    after: str,
) -> Word:
    owned = _is_owned(token, token.normal, lexicons) and not _is_at_place(token, gazetteer)
    reading = token.readings[0] if owned else _choose(token, lexicons, gazetteer)
    if _is_larger_place(token, gazetteer) or _is_and_to(token):
        reading = token.readings[1]
    if reading is token.readings[0] and not _is_known(reading.normal, lexicons, gazetteer):
        reading = _before_long_place(token.readings, after, gazetteer)
    if reading is token.readings[0] and is_definite(after) and not owned:
        reading = _unknown_lam(token.readings, lexicons, gazetteer)
    reading = _with_hidden_article(token.readings, reading, after, lexicons)
    if morphology is None or _is_known(reading.normal, lexicons, gazetteer):
        return read_as(token, reading, lexicons)
    analysis = morphology.analyse(token.text)
    reading = supported(token.readings, reading, analysis)
    word = read_as(token, reading, lexicons)
    known = _is_known(reading.normal, lexicons, gazetteer)
    return word if known else as_name(word, analysis)


def read_as(token: Token, reading: Reading, lexicons: Lexicons) -> Word:
    """The word that a token is in one of its readings."""
    normal = _nominative(reading.normal, lexicons)
    return Word(
        start=reading.start,
        end=token.end,
        token_start=token.start,
        text=_text(token, reading),
        full=token.text,
        whole=token.normal,
        normal=normal,
        proclitics=reading.proclitics,
        tags=_tags(token, normal, reading.proclitics, lexicons),
    )


def _tags(token: Token, normal: str, proclitics: str, lexicons: Lexicons) -> frozenset[str]:
    own = lexicons.terms(normal)
    tags = {"w:" + each.normal for each in token.readings}
    tags.update("+" + letter for letter in proclitics)
    tags |= _form_tags(token.text, normal)
    tags |= _class_tags(own)
    if any("object" in term.features for term in own):
        tags.add("#object")
    if is_definite(normal) and not _is_verb(normal, lexicons):
        tags.add("#definite")
        # «الحياة» is not the name «حياة», «العامة» not the quantifier «عامة».
        tags |= _class_tags(
            term
            for term in lexicons.terms(normal[2:])
            if not term.cls.startswith("name.") and term.cls not in FUNCTION_CLASSES
        )
    if normal.startswith("س") and lexicons.within(normal[1:], "verb"):
        tags.add("#verb")
    if _is_possessed(normal, lexicons):
        tags |= {"c:title_head", "#possessed"}
    if _is_owned(token, normal, lexicons):
        tags.add("#owned")
    if any("title_noun" in lexicons.classes(each.normal) for each in token.readings):
        tags.add("#titling")
    return frozenset(tags | _summary(tags))


def _class_tags(terms: Iterable[Term]) -> set[str]:
    tags = set()
    for term in terms:
        tags.add("c:" + term.cls)
        if "ambiguous" in term.features:
            tags.add("a:" + term.cls)
        if term.cls in _HEADS and term.features.get("number") in {"p", "d"}:
            tags.add("#many")
        if term.cls == "ordinal" and "value" in term.features:
            tags.add("ordinal:" + term.features["value"])
        if term.cls == "number" and "value" in term.features:
            tags.add("number:" + term.features["value"])
        if term.cls == "honorific" and term.features.get("kind") == "royal":
            tags.add("#royal")
    return tags


def _summary(tags: set[str]) -> set[str]:
    """``#verb`` and ``#function``: the word has such a class and no other use."""
    sure = {tag[2:] for tag in tags if tag[:2] == "c:" and "a" + tag[1:] not in tags}
    found = set()
    if any(name == "verb" or name.startswith("verb.") for name in sure):
        found.add("#verb")
    if not sure.isdisjoint(FUNCTION_CLASSES):
        found.add("#function")
    return found


def _is_verb(normal: str, lexicons: Lexicons) -> bool:
    """«التقى», «التزم»: a verb that only looks as if it had the article."""
    return lexicons.within(normal, "verb") or normal.endswith("وا")


def _nominative(normal: str, lexicons: Lexicons) -> str:
    """«اجتماعا» as «اجتماع»: a known noun without the accusative ending of the indefinite."""
    accusative = normal.endswith("ا") and not normal.endswith("ها")
    # «معرضا» is in the lexicons as «two exhibitions of», which is rarer.
    accusative = accusative and lexicons.classes(normal) <= {"event_head"}
    # A short word may be another («درعا» the town, «درع» a shield), but «حفلا» is common.
    nouns = _NOUNS if len(normal) > MIN_REST else {"event_head"}
    if accusative and lexicons.classes(normal[:-1]) & nouns:
        return normal[:-1]
    return normal


def _is_possessed(normal: str, lexicons: Lexicons) -> bool:
    """«أمينها العام», «مديرها»: a title with the pronoun of its body."""
    return normal.endswith("ها") and "title_head" in lexicons.classes(normal[:-2])


def _is_and_to(token: Token) -> bool:
    """«والى الرياض»: «و» and a preposition, which the normal form confuses with «والي»."""
    return token.normal == "والي" and token.text.endswith("ى") and len(token.readings) > 1


def _is_owned(token: Token, normal: str, lexicons: Lexicons) -> bool:
    """«عمله», «حديثها», «لقائهم»: a noun with a pronoun. In normal form «ه» stands for «ة» too."""
    if is_definite(normal) or not token.text.endswith(_PRONOUNS):
        return False
    for term in lexicons.terms(normal):
        if term.form.endswith(_PRONOUNS) and not term.cls.startswith("verb"):
            return False
    return any(not lexicons.classes(form).isdisjoint(_OWNED) for form in _stems(normal))


def _stems(normal: str) -> Iterator[str]:
    """What may stand before the pronoun of a noun: «لقائ» and «لقاء», «ندوت» and «ندوه»."""
    stem = next(normal.removesuffix(each) for each in _PRONOUNS if normal.endswith(each))
    ends = _WORD_ENDS.get(stem[-1:], stem[-1:])
    return (form for form in (stem, *(stem[:-1] + end for end in ends)) if len(form) > MIN_STEM)


def owned_noun(word: Word, cls: str, lexicons: Lexicons) -> str:
    """The noun of a class before a pronoun («حفل» of «حفلها»), in normal form; "" for none."""
    if word.has("#definite") or not word.text.endswith(_PRONOUNS):
        return ""
    return next((form for form in _stems(word.normal) if cls in lexicons.classes(form)), "")


def _text(token: Token, reading: Reading) -> str:
    """The rest of a token in its own letters; «للمكتب» gives «المكتب», «للجنة» «اللجنة»."""
    rest = token.text[reading.start - token.start :]
    hidden = reading.normal.startswith("ال") and not rest.startswith(("ا", "أ", "إ", "آ", "ٱ"))
    if not hidden:
        return rest
    return "ال" + rest if reading.normal.startswith("الل") else "ال" + rest.removeprefix("ل")


def match_place(words: Sequence[Word], index: int, gazetteer: Gazetteer) -> PlaceMatch | None:
    """The longest name of the gazetteer that begins at a word («و» may stand inside it)."""
    if index >= len(words):
        return None
    following = (word.whole for word in words[index + 1 : index + MOST_PLACE_WORDS])
    return gazetteer.match([words[index].normal, *following], 0)


def is_definite(normal: str) -> bool:
    """Whether a normal form carries the article (not a short word such as «الا»)."""
    return normal.startswith("ال") and len(normal) > 4


def _choose(token: Token, lexicons: Lexicons, gazetteer: Gazetteer) -> Reading:
    readings = token.readings
    whole = readings[0]
    known = _is_known(whole.normal, lexicons, gazetteer) and not _is_other(token, lexicons)
    if len(readings) == 1 or known:
        return whole
    for reading in readings[1:]:
        if is_definite(reading.normal) or _is_known(reading.normal, lexicons, gazetteer):
            long = reading.proclitics == "و" or len(reading.normal) >= MIN_REST
            if long or _is_sure(reading, lexicons) or gazetteer.lookup(reading.normal):
                return reading
    for reading in readings[1:]:
        if _is_owned(token, reading.normal, lexicons) or _is_doubled(whole, reading):
            return reading
    first = readings[1]
    if first.proclitics == "و" and len(first.normal) >= MIN_REST:
        return first
    return whole


def _is_other(token: Token, lexicons: Lexicons) -> bool:
    """«بدورة الألعاب» is no «بدوره», which has the same normal form."""
    terms = lexicons.terms(token.normal)
    return (
        token.text.endswith("ة")
        and bool(terms)
        and all(term.form.endswith("ه") for term in terms if len(term.words) == 1)
    )


def _is_doubled(whole: Reading, reading: Reading) -> bool:
    """«ببرحرح»: hardly a word begins with «بب», but «ب» often stands before one with «ب»."""
    rest = reading.normal
    return whole.normal.startswith("بب") and reading.proclitics == "ب" and len(rest) > MIN_REST


def _unknown_lam(
    readings: tuple[Reading, ...], lexicons: Lexicons, gazetteer: Gazetteer
) -> Reading:
    """«لانتخابات المجالس», «لسقيا الحجاج»: «ل» before an unknown noun in idafa."""
    whole = readings[0]
    peeled = readings[1] if len(readings) > 1 else whole
    if (
        peeled.proclitics == "ل"
        and len(peeled.normal) >= MIN_REST
        and not _is_known(whole.normal, lexicons, gazetteer)
    ):
        return peeled
    return whole


def _with_hidden_article(
    readings: tuple[Reading, ...], reading: Reading, after: str, lexicons: Lexicons
) -> Reading:
    """«للجنة الأولمبية», but «للجنة الانتخابات»: with «لل» a noun in «ل» hides its whole article.

    An adjective with the article tells it, in the gender of a noun that heads names.
    """
    hidden = next((each for each in readings if each.normal == "ال" + reading.normal), None)
    if hidden is None or reading.normal[0] != "ل" or not is_definite(after):
        return reading
    feminine = reading.normal.endswith("ه")
    relative = after.endswith("يه" if feminine else "ي") and not _VERBAL_NOUN.fullmatch(after)
    adjective = relative or not _MODIFIERS.isdisjoint(
        lexicons.classes(after) | lexicons.classes(after[2:])
    )
    heads = not _HEADS.isdisjoint(lexicons.classes(reading.normal))
    return hidden if heads and adjective and after.endswith("ه") == feminine else reading


def _is_sure(reading: Reading, lexicons: Lexicons) -> bool:
    """Whether a short rest is an ordinary word: «بلوك» is not «بـ» + the name «لوك»."""
    return any(not name.startswith("name.") for name in lexicons.classes(reading.normal))


def _is_larger_place(token: Token, gazetteer: Gazetteer) -> bool:
    """«الرياض وجدة»: «و» and a city, rather than the smaller city of that name («وجدة»).

    «ما وجده» is neither, though it has the same normal form.
    """
    if len(token.readings) == 1 or token.text.endswith("ه"):
        return False
    whole, peeled = token.readings[:2]
    places, others = gazetteer.lookup(whole.normal), gazetteer.lookup(peeled.normal)
    larger = bool(places and others) and others[0].population > places[0].population > 0
    return larger and peeled.proclitics == "و"


def _before_long_place(readings: tuple[Reading, ...], after: str, gazetteer: Gazetteer) -> Reading:
    """«بشرم الشيخ», «بدومة الجندل»: a proclitic before a name of two words or more."""
    for reading in readings[1:]:
        place = gazetteer.match([reading.normal, after], 0)
        if place is not None and place.length > 1:
            return reading
    return readings[0]


def _is_at_place(token: Token, gazetteer: Gazetteer) -> bool:
    """«بأبها»: at a place, and not «بابها», which has the same normal form."""
    behind = token.text[1:2] in _HAMZAS and len(token.readings) > 1
    return behind and bool(gazetteer.lookup(token.readings[1].normal))


def _is_known(normal: str, lexicons: Lexicons, gazetteer: Gazetteer) -> bool:
    if lexicons.classes(normal) or gazetteer.lookup(normal):
        return True
    return is_definite(normal) or _is_possessed(normal, lexicons)


def _form_tags(text: str, normal: str) -> set[str]:
    if len(text) == 1 and not text.isalnum():
        tags = {"#punct"}
        if text in OPENING:
            tags.add("#open")
        elif text in CLOSING:
            tags.add("#close")
        elif text in STRAIGHT:
            tags.add("#straight")
        if text in BARRIERS:
            tags.add("#barrier")
        return tags
    if _NUMBER.fullmatch(normal):
        return {"#number"}
    if _LATIN.fullmatch(text):
        return {"#latin"}
    if _PLURAL_VERB.fullmatch(normal):
        return {"#verb"}
    return set()
