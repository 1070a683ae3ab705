"""Words cut into pieces."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ModelError
from kg.recognizers import SHIPPED
from kg.recognizers.pieces import MAX_PIECES, UNKNOWN, Pieces

VOCABULARY = SHIPPED / "default" / "vocabulary.tsv"
SPECIAL = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    return Pieces.load(VOCABULARY)


def test_the_most_probable_cut_wins() -> None:
    scores = {"\u2581": -1.0, "با": -2.0, "ب": -3.0, "اب": -2.5, "\u2581ب": -4.0}
    small = Pieces([*SPECIAL, *scores.items()])
    # ▁ + با + ب costs 6.0, ▁ب + اب 6.5.
    assert small.encode("باب") == (4, 5, 6)


def test_letters_outside_the_vocabulary_are_one_unknown_piece() -> None:
    small = Pieces([*SPECIAL, ("\u2581", -1.0), ("ب", -1.0)])
    assert small.encode("بجحخب") == (4, 5, UNKNOWN, 5)


def test_frequent_words_are_one_piece(pieces: Pieces) -> None:
    for word in ("في", "على", "الرئيس", "محمد"):
        assert len(pieces.encode(word)) == 1, word


def test_diacritics_and_tatweel_do_not_matter(pieces: Pieces) -> None:
    assert pieces.encode("مُحَمَّد") == pieces.encode("محـــمد") == pieces.encode("محمد")


@given(word=st.text(min_size=1, max_size=80))
def test_every_word_has_a_few_pieces(pieces: Pieces, word: str) -> None:
    ids = pieces.encode(word)
    assert 1 <= len(ids) <= MAX_PIECES
    assert all(UNKNOWN <= number < len(pieces) for number in ids)


def test_an_endless_word_takes_no_longer_than_a_long_one(pieces: Pieces) -> None:
    began = time.perf_counter()
    pieces.encode("ب" * 5_000_000)
    assert time.perf_counter() - began < 5


def test_missing_vocabulary(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"absent\.tsv: cannot read the vocabulary"):
        Pieces.load(tmp_path / "absent.tsv")


@pytest.mark.parametrize("text", ["<s>\t0.0\n<pad>\tzero\n", "<s> 0.0\n"])
def test_broken_line(tmp_path: Path, text: str) -> None:
    file = tmp_path / "vocabulary.tsv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match=r"vocabulary\.tsv, line \d: found .* expected 'piece"):
        Pieces.load(file)


def test_cut_off_vocabulary(tmp_path: Path) -> None:
    file = tmp_path / "vocabulary.tsv"
    file.write_text("<s>\t0.0\n", encoding="utf-8")
    with pytest.raises(ModelError, match="found 1 pieces, expected the whole vocabulary"):
        Pieces.load(file)
