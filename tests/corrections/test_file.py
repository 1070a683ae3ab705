"""The file of corrections: read strictly, written so that what others wrote stays."""

from __future__ import annotations

import datetime
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.corrections import (
    Act,
    Amendment,
    Book,
    Correction,
    Judgement,
    Merge,
    Rename,
    Retype,
    Split,
    Stated,
    Thing,
    Witness,
    added,
    parse,
    read,
    render,
    save,
    without,
)
from kg.errors import CorrectionError
from kg.model import EntityType, Relation
from tests.corrections.corrections import said

ENTRY = """\
[[correction]]
action = "rename"
thing = "person/خالد"
name = "خالد الأحمد"
author = "هدى"
date = 2026-11-27
reason = "هكذا اسمه"
"""


def entry(**changed: str | None) -> str:
    """The entry with some of its lines changed, added or (None) left out; values as TOML."""
    lines = {line.partition(" = ")[0]: line for line in ENTRY.splitlines()}
    for key, value in changed.items():
        lines[key] = f"{key} = {value}" if value is not None else ""
    return "\n".join(filter(None, lines.values())) + "\n"


def test_an_entry_by_hand() -> None:
    (found,) = parse(ENTRY, "file")
    rename = Rename(Thing("person/خالد"), "خالد الأحمد")
    assert found == Correction(rename, "هدى", datetime.date(2026, 11, 27), "هكذا اسمه")
    assert parse("", "file") == parse("# nothing yet\n", "file") == ()


MERGE: dict[str, str | None] = {"action": '"merge"', "name": None, "other": '"person/ب"'}
SPLIT: dict[str, str | None] = {"action": '"split"', "name": None}
REJECT: dict[str, str | None] = {
    "action": '"reject"',
    "thing": None,
    "name": None,
    "fact": '"0123456789"',
}
SPEAKER: dict[str, str | None] = {
    **REJECT,
    "relation": '"speaker"',
    "subject": '"conference/ق"',
    "object": '"person/ب"',
}
ERRORS: list[tuple[str, str]] = [
    ("x = ", "expected TOML"),
    ("x = 1", "found the key 'x'; expected [[correction]] only"),
    ("[correction]\naction = 'merge'", "expected each correction under [[correction]]"),
    ("correction = [1]", "expected each correction under [[correction]]"),
    (entry(action=None), "correction 1 (line 1): found no action"),
    (entry(action='"join"'), "found action = 'join'; expected one of merge, split"),
    (entry(action="1"), "found action = 1"),
    (entry(nmae='"x"'), "found the key 'nmae'; expected one of action, author"),
    (entry(author=None), "found no author; expected a text"),
    (entry(author='" "'), "found author = ' '"),
    (entry(reason='""'), "found reason = ''"),
    (entry(date=None), "found no date; expected a day as 2026-11-27"),
    (entry(date='"2026-11-27"'), "without quotation marks"),
    (entry(date="2026-11-27T10:00:00"), "expected a day"),
    (entry(name=None), "found no name"),
    (entry(thing='"خالد"'), "expected the IRI of a thing"),
    (entry(thing='"person/خالد الأحمد"'), "expected the IRI of a thing"),
    (entry(thing_mentions='"x"'), "expected a list of texts"),
    (entry(thing_mentions="[]"), "expected a list of texts"),
    (entry(thing_mentions='["924e76db526fe0c1 120 خالد"]'), "expected 'document:offset name'"),
    (entry(thing_mentions='["924e:120 خالد"]'), "expected 'document:offset name'"),
    (entry(**{**MERGE, "other": None}), "found no other"),
    (entry(**MERGE, type='"Person"'), "for merge"),
    (entry(**SPLIT), "both or neither of documents and name"),
    (entry(**{**SPLIT, "name": '"ب"'}, documents='["924e76db526fe0c1"]'), "both or neither"),
    (entry(**SPLIT, documents='["a.txt"]'), "expected identifiers of 16 hex digits"),
    (entry(action='"retype"', name=None, type='"Human"'), "expected one of Person, Organization"),
    (entry(**{**REJECT, "fact": '"xyz"'}), "expected 10 hex digits"),
    (entry(**{**REJECT, "fact": None}), "found no fact"),
    (entry(**REJECT, subject='"person/ب"'), "found no relation"),
    (entry(**{**SPEAKER, "relation": '"likes"'}), "expected one of role, speaker"),
    (entry(**{**SPEAKER, "object": None}), "neither object nor value"),
    (entry(**SPEAKER, value="1"), "both object and value"),
    (entry(**{**SPEAKER, "object": None}, value="true"), "found value = True"),
    (entry(**SPEAKER, title='"مدير"'), "title of a speaker"),
    (ENTRY + "\n# another\n" + entry(name='""'), "corrections.toml, correction 2 (line 10)"),
]


@pytest.mark.parametrize(("text", "message"), ERRORS)
def test_every_mistake_is_named(text: str, message: str) -> None:
    with pytest.raises(CorrectionError) as error:
        parse(text, "corrections.toml")
    assert str(error.value).startswith("corrections.toml")
    assert message in str(error.value)


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    file = tmp_path / "corrections.toml"
    assert read(file) == ""
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(CorrectionError, match=r"corrections\.toml: cannot be read"):
        read(file)
    with pytest.raises(CorrectionError, match="cannot be read"):
        read(tmp_path)


HOSTILE = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)
TEXTS = HOSTILE.map(str.strip)
NAMES = HOSTILE.map(lambda text: " ".join(text.split()))
IRIS = st.sampled_from(["person/خالد", "https://example.org/id/city/دبي", "meeting/اجتماع_-0a1b2c"])
WITNESSES = st.builds(
    Witness, st.from_regex("[0-9a-f]{16}", fullmatch=True), st.integers(0, 10**8), NAMES
)
THINGS = st.builds(Thing, IRIS, st.lists(WITNESSES, max_size=3).map(tuple))
DOCUMENTS = st.lists(st.from_regex("[0-9a-f]{16}", fullmatch=True), min_size=1).map(tuple)
RELATIONS = st.sampled_from([r for r in Relation if r is not Relation.ROLE])
FACTS = st.from_regex("[0-9a-f]{10}", fullmatch=True)
STATED = st.one_of(
    st.builds(Stated, RELATIONS, THINGS, THINGS),
    st.builds(Stated, RELATIONS, THINGS, st.none(), st.one_of(st.integers(-9, 9), TEXTS)),
    st.builds(
        Stated, st.just(Relation.ROLE), THINGS, st.none() | THINGS, st.none(), TEXTS | st.just("")
    ),
)
ACTS: st.SearchStrategy[Act] = st.one_of(
    st.builds(Merge, THINGS, THINGS),
    st.builds(Split, THINGS, documents=DOCUMENTS),
    st.builds(Split, THINGS, name=TEXTS),
    st.builds(Rename, THINGS, TEXTS),
    st.builds(Retype, THINGS, st.sampled_from(list(EntityType))),
    st.builds(Judgement, FACTS, st.booleans(), st.none() | STATED),
)
CORRECTIONS = st.builds(Correction, ACTS, TEXTS, st.dates(), TEXTS)


@given(st.lists(CORRECTIONS, max_size=4))
def test_what_is_written_is_read(corrections: list[Correction]) -> None:
    text = ""
    for correction in corrections:
        text = added(text, correction)
    assert parse(text, "file") == tuple(corrections)


@given(st.lists(CORRECTIONS, min_size=1, max_size=4), st.data())
def test_what_is_taken_out_leaves_the_others(
    corrections: list[Correction], data: st.DataObject
) -> None:
    text = "# by us\n\n"
    for number, correction in enumerate(corrections):
        text += f"# note {number}\n{render(correction)}\n"
    number = data.draw(st.integers(1, len(corrections)))
    left = without(text, number)
    assert parse(left, "file") == tuple(corrections[: number - 1] + corrections[number:])
    assert left.startswith("# by us\n")
    notes = [line for line in left.split("\n") if line.startswith("# note")]
    assert len(notes) == len(corrections) - 1
    assert f"# note {number - 1}" not in notes


def test_what_is_not_there_cannot_be_taken_out() -> None:
    for number in (0, 2):
        with pytest.raises(CorrectionError, match="expected a number from 1 to 1"):
            without(ENTRY, number)
    with pytest.raises(CorrectionError, match="expected a store that has some"):
        without("", 1)


def test_lines_that_cannot_be_told_apart_are_left_alone() -> None:
    text = ENTRY + entry(reason="'''\n[[correction]]\n'''")
    assert len(parse(text, "file")) == 2
    with pytest.raises(CorrectionError, match="edit the file"):
        without(text, 1)
    inline = 'correction = [{action = "retype"}]'
    with pytest.raises(CorrectionError, match="edit the file"):
        without(inline, 1)


def test_line_ends_and_comments_stay(tmp_path: Path) -> None:
    file = tmp_path / "corrections.toml"
    by_hand = ("# بيدنا\n" + ENTRY).replace("\n", "\r\n")
    file.write_bytes(by_hand.encode())
    save(file, added(read(file), said(Rename(Thing("person/ب"), "باسم"))))
    content = file.read_bytes().decode()
    assert content.startswith(by_hand)
    assert len(tomllib.loads(content)["correction"]) == 2
    assert without(content, 2).rstrip() == by_hand.rstrip()


def test_the_one_that_is_meant_is_taken_out_and_no_other(tmp_path: Path) -> None:
    file = tmp_path / "corrections.toml"
    first, second = (said(Rename(Thing("person/ب"), name)) for name in ("باسم", "بسام"))
    save(file, added(added("", first), second))
    assert Book.open(file, Amendment(undo=1, meant=first)).entries == (second,)
    with pytest.raises(CorrectionError, match="correction 1 is another one by now"):
        Book.open(file, Amendment(undo=1, meant=second))
