"""Which words a cue governs."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import LexiconError
from kg.relations.cues import load, shipped
from kg.relations.scopes import find_scopes
from tests.relations.reading import recognition


def scopes(text: str) -> list[tuple[str, str]]:
    """The class of each cue in a sentence, and the words that it governs."""
    found = recognition(text)
    (words,), (chunks,) = found.words, found.chunks
    return [
        (scope.cue.cls, " ".join(word.full for word in words[scope.first : scope.last]))
        for scope in find_scopes(words, chunks)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("لم يحضر يونس سالم الحفل", [("denial", "يحضر يونس سالم الحفل")]),
        # The clause ends where another begins.
        ("لم يحضر يونس سالم وحضرت ليلى حسن", [("denial", "يحضر يونس سالم")]),
        ("لم يحضر يونس سالم بل ليلى حسن", [("denial", "يحضر يونس سالم")]),
        ("لم يحضر إلا يونس سالم", [("denial", "يحضر")]),
        ("لم يحضر يونس سالم الذي استقبل الضيوف", [("denial", "يحضر يونس سالم")]),
        ("لم يحضر يونس سالم، مشيرا إلى العمل", [("denial", "يحضر يونس سالم ،")]),
        # A wish goes on behind «و».
        ("يأمل يونس سالم أن يحضر ويشارك", [("wish", "يحضر ويشارك")]),
        # The complement begins at «أن», or at a verbal noun.
        ("نفى يونس سالم في الحفل أن يحضر", [("denial", "يحضر")]),
        ("وطالبت الوزارة أمس بتعيين يونس سالم", [("wish", "بتعيين يونس سالم")]),
        ("نفى يونس سالم ذلك", []),
        ("أوصى الحفل الذي عقد أمس بالعمل", []),
        # «قد» before a past asserts, and so does what only looks like a denial.
        ("قد يحضر يونس سالم", [("possibility", "يحضر يونس سالم")]),
        ("قد حضر يونس سالم", []),
        ("وقد نظم يونس سالم الحفل", []),
        ("لا تزال ليلى حسن هنا", []),
        ("لن يقتصر الحفل على ليلى حسن", []),
        ("ليس فقط يونس سالم", []),
        # Conditions and questions.
        ("إذا حضر يونس سالم", [("condition", "حضر يونس سالم")]),
        ("هل حضر يونس سالم؟", [("question", "حضر يونس سالم")]),
        ("لو حضر يونس سالم", [("condition", "حضر يونس سالم")]),
        ("قال لو في الحفل", []),
        # «مذكرة» is no participle here.
        ("لم توقع ليلى حسن مذكرة تفاهم", [("denial", "توقع ليلى حسن مذكرة تفاهم")]),
    ],
)
def test_a_scope_ends_with_its_clause(text: str, expected: list[tuple[str, str]]) -> None:
    assert scopes(text) == expected


def test_every_class_has_cues() -> None:
    classes = {cue.cls for cues in shipped().starting.values() for cue in cues}
    assert classes == {
        *("denial", "wish", "possibility", "condition", "question", "intention", "candidacy"),
        "assertion",
    }
    table = shipped()
    assert all((table.verbal_noun, table.copula, table.past, table.leaving, table.coming))
    assert len(set(table.standing.values())) == 4


HEADER = "form\tclass\tscope\tsource\n"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("", "header"),
        ("form\tclass\n", "header"),
        (HEADER + "لم\tdenial\tverb\n", "expected form, class, scope and source"),
        (HEADER + "لم\tdenial\tverb\t \n", "expected form, class, scope and source"),
        (HEADER + "لم\trefusal\tverb\town\n", "'refusal'"),
        (HEADER + "لم\tdenial\tfar\town\n", "'far'"),
        (HEADER + "لم\tdenial\tnone\town\n", "with scope"),
        (HEADER + "لا تزال\tassertion\tverb\town\n", "with scope"),
        (HEADER + "عقد اجتماع\tverbal_noun\tnone\town\n", "2 words"),
        (HEADER + "لم\tdenial\tverb\town\nلم\twish\tverb\town\n", "again"),
        (HEADER + "،\tdenial\tverb\town\n؟\n", "expected"),
    ],
)
def test_a_broken_table_is_told_with_its_line(tmp_path: Path, rows: str, message: str) -> None:
    file = tmp_path / "cues.tsv"
    file.write_text(rows, encoding="utf-8")
    with pytest.raises(LexiconError, match=message):
        load(file)


def test_a_missing_table_is_told(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="expected a table"):
        load(tmp_path / "none.tsv")
