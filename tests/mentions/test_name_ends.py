"""Where a person's name ends: before a post that goes on behind it, and before a prayer."""

from __future__ import annotations

import pytest

from kg.gazetteer import Gazetteer
from kg.language import analyse
from kg.lexicons import Lexicons
from kg.mentions.learned_people import name_stop
from kg.mentions.names import name_end
from kg.mentions.words import read_words
from kg.model import Document

NAMES = (
    # (what begins with a name, where the name ends)
    ("سالم يونس الأمين العام للهيئة", "سالم يونس"),
    ("سالم الأمين العام للهيئة", "سالم"),
    ("خالد مراد المدير التنفيذي لشركة النور", "خالد مراد"),
    ("خالد مراد الأمين", "خالد مراد الأمين"),
    ("عبدالله رحمه الله", "عبدالله"),
    ("سالم يونس حفظه الله", "سالم يونس"),
    ("سالم يونس يرحمه الله", "سالم يونس"),
    ("خالد مراد يحفظه الله", "خالد مراد"),
    ("ليلى مراد رحمها الله", "ليلى مراد"),
    ("ليلى مراد حفظها الله", "ليلى مراد"),
    ("سالم يونس حفظهم الله", "سالم يونس"),
    ("سالم يونس رحمهم الله", "سالم يونس"),
    ("سالم يونس خالد", "سالم يونس خالد"),
)


@pytest.mark.parametrize("trusted", [False, True])
@pytest.mark.parametrize(("text", "name"), NAMES)
def test_a_name_ends_before_a_prayer_and_a_post(
    text: str, name: str, trusted: bool, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    words = read_words(analyse(Document(text, "", ""))[0], lexicons, gazetteer)
    end = name_end(words, 0, trusted=trusted)
    assert " ".join(word.full for word in words[:end]) == name


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_a_learned_name_ends_before_a_prayer_and_a_post(
    text: str, name: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    words = read_words(analyse(Document(text, "", ""))[0], lexicons, gazetteer)
    end = name_stop(words, 0, len(words), gazetteer)
    assert " ".join(word.full for word in words[:end]) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("سالم الجهيم للفتح", "سالم الجهيم"),
        ("سالم يونس للهيئة", "سالم يونس"),
        ("سالم يونس بالمهرجان", "سالم يونس"),
        ("سالم يونس كالمدير", "سالم يونس"),
        ("سالم يونس للقرطوب", "سالم يونس للقرطوب"),
        ("سالم يونس للشمري", "سالم يونس للشمري"),
        ("سالم يونس بالخالدي", "سالم يونس بالخالدي"),
        ("سالم يونس لمركز", "سالم يونس لمركز"),
        ("سالم يونس والمركز", "سالم يونس والمركز"),
        ("سالم يونس المركز", "سالم يونس المركز"),
    ],
)
def test_a_learned_name_ends_before_a_known_noun_behind_a_preposition(
    text: str, name: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    words = read_words(analyse(Document(text, "", ""))[0], lexicons, gazetteer)
    end = name_stop(words, 0, len(words), gazetteer)
    assert " ".join(word.full for word in words[:end]) == name
