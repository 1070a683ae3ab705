"""The models that come with kg, on sentences written for these tests."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from kg.errors import ModelError
from kg.model import EntityType
from kg.recognizers import NAMES, SHIPPED, Recognizer, Span, load

MEGABYTE = 1_000_000
LARGEST = {"default": 35 * MEGABYTE, "fast": 5 * MEGABYTE}

SENTENCES = [
    ("زار وزير الخارجية المصري أحمد أبو الغيط بيروت .", "أحمد أبو الغيط", EntityType.PERSON),
    ("زار وزير الخارجية المصري أحمد أبو الغيط بيروت .", "بيروت", EntityType.CITY),
    ("دعا مجلس الأمن إلى وقف القتال في لبنان .", "مجلس الأمن", EntityType.ORGANIZATION),
    ("دعا مجلس الأمن إلى وقف القتال في لبنان .", "لبنان", EntityType.COUNTRY),
    ("وقال محمد البرادعي إن المنظمة لن تعلق على النبأ .", "محمد البرادعي", EntityType.PERSON),
    ("نظمت جامعة القاهرة ندوة عن المياه .", "جامعة القاهرة", EntityType.ORGANIZATION),
]


@pytest.fixture(scope="module", params=NAMES)
def recognizer(request: pytest.FixtureRequest) -> Iterator[Recognizer]:
    yield load(request.param)


def named(sentence: Sequence[str], spans: Sequence[Span]) -> set[tuple[str, str]]:
    return {(" ".join(sentence[span.start : span.end]), span.kind) for span in spans}


@pytest.mark.parametrize(("text", "name", "kind"), SENTENCES)
def test_plain_names_are_found(
    recognizer: Recognizer, text: str, name: str, kind: EntityType
) -> None:
    words = text.split()
    assert (name, kind) in named(words, recognizer.scan([words]).spans[0])


def test_text_without_names(recognizer: Recognizer) -> None:
    assert recognizer.scan([["كان", "الطقس", "أمس", "باردا", "جدا", "."]]).spans == ((),)


def test_nothing_in_nothing_out(recognizer: Recognizer) -> None:
    assert recognizer.scan([]).spans == ()
    assert recognizer.scan([[], ["."], []]).spans == ((), (), ())


def test_spans_are_ordered_and_inside_their_sentences(recognizer: Recognizer) -> None:
    vocabulary = [word for text, _, _ in SENTENCES for word in text.split()]
    vocabulary += ["Dubai", "٢٠١٧", "…", "ـ", "🎉"]
    choose = random.Random(3)
    sentences = [choose.choices(vocabulary, k=choose.randint(0, 60)) for _ in range(60)]
    found = recognizer.scan(sentences).spans
    assert len(found) == len(sentences)
    assert sum(map(len, found)) > 60
    for words, spans in zip(sentences, found, strict=True):
        end = 0
        for span in spans:
            assert end <= span.start < span.end <= len(words)
            assert 0 < span.probability <= 1
            end = span.end


def test_the_same_text_gives_the_same_spans() -> None:
    sentences = [text.split() for text, _, _ in SENTENCES] * 5
    for name in NAMES:
        first, second = load(name), load(name)
        second.scan([["كلمات", "أخرى"]])
        found = first.scan(sentences).spans
        assert found == second.scan(sentences).spans == first.scan(sentences).spans


def test_a_sentence_without_end(recognizer: Recognizer) -> None:
    words = SENTENCES[0][0].split()[:-1] * 150
    (spans,) = recognizer.scan([words]).spans
    people = [span for span in spans if span.kind == EntityType.PERSON]
    assert len(people) >= 100
    assert people[-1].end > len(words) - 20


def test_cost_is_linear(recognizer: Recognizer) -> None:
    words = SENTENCES[2][0].split() * 60

    def seconds(count: int) -> float:
        began = time.process_time()
        recognizer.scan([words * count])
        return time.process_time() - began

    seconds(1)
    # Quadratic cost would make it 16 times; the rest is room for noise.
    assert seconds(4) < 9 * max(seconds(1), seconds(1), 0.02)


STRANGE = [
    "\ud800",
    "\x00",
    "ب" * 100_000,
    "ـ" * 50,
    " ",
    "\u200f",
    "\U0001f468\u200d\U0001f469",
    "",
]


@pytest.mark.parametrize("word", STRANGE)
def test_strange_words(recognizer: Recognizer, word: str) -> None:
    assert len(recognizer.scan([["قال", word, "إن"]]).spans) == 1


@pytest.mark.parametrize("name", NAMES)
def test_missing_model(tmp_path: Path, name: str) -> None:
    with pytest.raises(ModelError, match=str(tmp_path / name)):
        load(name, folder=tmp_path)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("default", "encoder.onnx"),
        ("default", "labels.json"),
        ("default", "relater.npz"),
        ("default", "vocabulary.tsv"),
        ("fast", "crf.model"),
        ("fast", "lists.tsv"),
    ],
)
@pytest.mark.parametrize("content", [None, b"", b"\xff\x00 broken"])
def test_broken_model(tmp_path: Path, name: str, file: str, content: bytes | None) -> None:
    folder = tmp_path / name
    shutil.copytree(SHIPPED / name, folder)
    (folder / file).unlink()
    if content is not None:
        (folder / file).write_bytes(content)
    with pytest.raises(ModelError, match=file):
        load(name, folder=tmp_path)


def test_unknown_recognizer() -> None:
    with pytest.raises(ModelError, match="'best': unknown; expected one of default, fast"):
        load("best")


@pytest.mark.parametrize("name", NAMES)
def test_size_card_and_licence(name: str) -> None:
    folder = SHIPPED / name
    assert sum(file.stat().st_size for file in folder.iterdir()) <= LARGEST[name]
    card = (folder / "MODEL_CARD.md").read_text(encoding="utf-8")
    for part in ("## Data", "## Scores", "## Train again", "## Licence"):
        assert part in card
    assert "Creative Commons Attribution-ShareAlike 4.0" in (folder / "LICENSE").read_text()
