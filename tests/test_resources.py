from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import KgError
from kg.resources import Resources
from kg.settings import Settings

HEADER = "form\tclass\tfeatures\tsource\n"


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        ("names.tsv", HEADER, "names.tsv: in none of the folders gazetteer, lexicons and patterns"),
        ("lexicon/names.tsv", HEADER, "lexicon: unknown folder"),
        ("lexicons/names.tsv", "form\n", r"names.tsv:1: found the header"),
        ("lexicons/names.tsv", HEADER + "زيد\tname.x\t\town\n", r"names.tsv:2"),
        ("patterns/own.toml", "[[pattern]]\nid = 3\n", "own.toml"),
        ("gazetteer/places.tsv", "a\tb\n", "places.tsv:1"),
    ],
)
def test_a_users_folder_is_checked(tmp_path: Path, path: str, text: str, message: str) -> None:
    (tmp_path / path).parent.mkdir(exist_ok=True)
    (tmp_path / path).write_text(text, encoding="utf-8")
    with pytest.raises(KgError, match=message):
        Resources.load(Settings(lexicons=tmp_path))


def test_a_users_folder_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="no such folder"):
        Resources.load(Settings(lexicons=tmp_path / "none"))


def test_the_digest_is_the_same_for_the_same_data() -> None:
    assert Resources.load().digest == Resources.load(Settings()).digest
