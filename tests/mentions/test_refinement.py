"""A morphology corrects what was guessed of a word, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from kg.gazetteer import Gazetteer
from kg.language import analyse
from kg.lexicons import Lexicons
from kg.mentions import recognise
from kg.mentions.words import read_words
from kg.model import Document
from kg.recognizers.morphology import Analysis


@dataclass(frozen=True)
class Known:
    """A morphology of a few words."""

    words: Mapping[str, Analysis]

    def analyse(self, word: str) -> Analysis | None:
        return self.words.get(word)


MORPHOLOGY = Known(
    {
        "وديعان": Analysis(frozenset({""}), frozenset({""})),
        "ووديعان": Analysis(frozenset({"و"}), frozenset({"و"})),
        "بزغمور": Analysis(frozenset({"ب"})),
        "وجيهان": Analysis(frozenset({"", "و"}), frozenset({"و"})),
        "قصيعان": Analysis(frozenset({"فل"}), frozenset({"فل"})),  # none of its readings
        "والرئيس": Analysis(frozenset({""}), frozenset({""})),
        "بفرنسا": Analysis(frozenset({""}), frozenset({""})),
        "سالم": Analysis(frozenset({"س"}), frozenset({"س"})),
    }
)


@pytest.mark.parametrize(
    ("word", "before", "after", "is_name"),
    [
        ("وديعان", "و", "", True),
        ("ووديعان", "و", "و", True),
        ("بزغمور", "", "ب", False),
        ("وجيهان", "و", "و", True),
        ("قصيعان", "", "", False),
        ("غيهبان", "", "", False),
        # What lexicons and gazetteer know, or the article shows, is left as it is.
        ("والرئيس", "و", "و", False),
        ("بفرنسا", "ب", "ب", False),
        ("سالم", "", "", True),
    ],
)
def test_words(
    lexicons: Lexicons,
    gazetteer: Gazetteer,
    word: str,
    before: str,
    after: str,
    is_name: bool,
) -> None:
    (sentence,) = analyse(Document(text=f"قال {word}", identifier="a", sha256=""))
    plain = read_words(sentence, lexicons, gazetteer)[1]
    refined = read_words(sentence, lexicons, gazetteer, MORPHOLOGY)[1]
    assert (plain.proclitics, refined.proclitics) == (before, after)
    assert any(tag.startswith("c:name.") for tag in refined.tags) == is_name
    assert (refined.start, refined.end) == (4 + len(after), 4 + len(word))


@pytest.mark.parametrize(
    ("text", "plain", "refined"),
    [
        ("وأكد سالم وديعان للصحفيين نجاح التجربة.", [], ["سالم وديعان"]),
        ("وأكد سالم ووديعان نجاح التجربة.", [], []),
    ],
)
def test_people(
    lexicons: Lexicons, gazetteer: Gazetteer, text: str, plain: list[str], refined: list[str]
) -> None:
    document = Document(text=text, identifier="a", sha256="")
    sentences = analyse(document)
    for morphology, names in ((None, plain), (MORPHOLOGY, refined)):
        found = recognise(document, sentences, lexicons, gazetteer, morphology=morphology)
        assert [each.name for each in found.mentions if each.type.value == "Person"] == names
