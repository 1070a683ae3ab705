"""Gold files: the stated format is read; an error names file, key, found and expected."""

from __future__ import annotations

import copy
import datetime
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from kg.errors import GoldError
from kg.evaluation import read_gold
from kg.evaluation.gold import RELATIONS, TYPES
from tests.evaluation.gold_graph import FOLDER

GOOD: dict[str, Any] = {
    "doc": "a.txt",
    "entities": [
        {"id": "p1", "type": "Person", "name": "علي", "aliases": ["علي"]},
        {"id": "e1", "type": "Conference", "name": "القمة", "aliases": ["القمة"]},
    ],
    "facts": [
        {"rel": "role", "s": "p1", "role": ["مدير"], "o": None, "evidence": "المدير علي"},
        {"rel": "date", "s": "e1", "o": "2017-03/2017-04", "evidence": "في مارس وأبريل"},
        {"rel": "edition", "s": "e1", "o": 5, "evidence": "الخامسة"},
        {"rel": "speaker", "s": "e1", "o": "p1", "evidence": "تحدث علي"},
    ],
    "optional": [],
    "document_date": "2017-02-01",
}


def write(folder: Path, data: object, name: str = "a.json") -> Path:
    file = folder / name
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return file


def test_the_seeds_are_read_without_their_cross_document_file() -> None:
    gold = read_gold([FOLDER])
    assert [document.doc[:3] for document in gold] == ["000", "001", "002", "003", "004"]
    first = gold[0]
    assert {entity.type for entity in first.entities} <= set(TYPES)
    assert {fact.rel for document in gold for fact in document.facts} <= set(RELATIONS)
    assert any(fact.optional for fact in first.facts)
    assert (FOLDER / "cross_document.json").is_file()


def test_a_file_and_its_folder_are_one(tmp_path: Path) -> None:
    file = write(tmp_path, GOOD)
    (tmp_path / "inner").mkdir()
    write(tmp_path / "inner", {"not": "read"})
    (document,) = read_gold([file, tmp_path])
    assert document.date == datetime.date(2017, 2, 1)
    assert document.facts[1].o == "2017-03/2017-04"
    assert document.facts[2].o == 5


def test_one_document_annotated_twice_is_refused(tmp_path: Path) -> None:
    write(tmp_path, GOOD, "a.json")
    write(tmp_path, GOOD, "b.json")
    with pytest.raises(
        GoldError, match=r"b\.json: key 'doc': found 'a\.txt'.*a\.json annotates too"
    ):
        read_gold([tmp_path])


def planted() -> list[tuple[str, str, str, str]]:
    """Path of the value, its JSON, and what the message must hold: key and rest."""
    return [
        ("doc", "3", "key 'doc': found 3", "a text"),
        ("entities", "{}", "key 'entities': found a dict", "a list"),
        ("extra", "1", "unknown key 'extra'", "one of doc, entities"),
        ("entities/0/type", '"Human"', "key 'entities[0].type': found 'Human'", "Person"),
        ("entities/0/aliases", "[]", "entities[0].aliases", "a list of texts that is not empty"),
        ("entities/0/aliases", '[""]', "entities[0].aliases[0]", "a text that is not empty"),
        ("entities/0/alias", "[]", "unknown key 'alias'", "id, type, name, aliases"),
        ("entities/1/id", '"p1"', "the id 'p1' twice", "each id once"),
        ("facts/0/rel", '"job"', "key 'facts[0].rel': found 'job'", "role, speaker"),
        ("facts/0/s", '"p9"', "key 'facts[0].s': found 'p9'", "id of an entity"),
        ("facts/3/o", "null", "key 'facts[3].o': found None", "id of an entity"),
        ("facts/3/o", '"p9"', "key 'facts[3].o': found 'p9'", "id of an entity"),
        ("facts/3/role", '["مدير"]', "key 'facts[3]': found the key 'role'", "only there"),
        ("facts/0/role", '"مدير"', "key 'facts[0].role': found 'مدير'", "a list of texts"),
        ("facts/1/o", '"March"', "key 'facts[1].o': found 'March'", "YYYY-MM-DD"),
        ("facts/2/o", '"5"', "key 'facts[2].o': found '5'", "an integer"),
        ("facts/2/o", "true", "key 'facts[2].o': found True", "an integer"),
        ("facts/2/evidence", '""', "facts[2].evidence", "a text"),
        ("optional", "7", "key 'optional': found 7", "a list"),
        ("document_date", '"soon"', "key 'document_date': found 'soon'", "YYYY-MM-DD"),
    ]


@pytest.mark.parametrize(("path", "value", "found", "expected"), planted())
def test_what_is_not_in_the_format_is_named(
    tmp_path: Path, path: str, value: str, found: str, expected: str
) -> None:
    data = copy.deepcopy(GOOD)
    *parents, last = path.split("/")
    target: Any = data
    for key in parents:
        target = target[int(key) if isinstance(target, list) else key]
    target[last] = json.loads(value)
    file = write(tmp_path, data)
    with pytest.raises(GoldError) as caught:
        read_gold([file])
    message = str(caught.value)
    assert message.startswith(f"{file}: ")
    assert found in message
    assert expected in message.split("expected", 1)[1]


@pytest.mark.parametrize("key", ["doc", "entities", "facts"])
def test_missing_keys(tmp_path: Path, key: str) -> None:
    data = {name: value for name, value in GOOD.items() if name != key}
    with pytest.raises(GoldError, match=f"found no key '{key}'"):
        read_gold([write(tmp_path, data)])


def test_files_that_hold_no_annotation(tmp_path: Path) -> None:
    (tmp_path / "text.json").write_text("{'doc'", encoding="utf-8")
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "list.json").write_text("[]", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    for name, message in (
        ("text.json", "expected JSON in UTF-8"),
        ("bytes.json", "expected JSON in UTF-8"),
        ("list.json", "the whole file: found a list; expected an object"),
        ("none.json", "cannot be read"),
        ("empty", "found no annotation"),
    ):
        with pytest.raises(GoldError, match=message):
            read_gold([tmp_path / name])


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("\ufeff" + json.dumps(GOOD), encoding="utf-8")
    assert len(read_gold([tmp_path])) == 1


def test_links_to_one_file_are_one(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    os.symlink(tmp_path / "a.json", tmp_path / "b.json")
    assert len(read_gold([tmp_path])) == 1


def test_a_copy_elsewhere_is_another_annotation(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    write(tmp_path / "one", GOOD)
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    with pytest.raises(GoldError, match="expected one annotation"):
        read_gold([tmp_path / "one", tmp_path / "two"])
