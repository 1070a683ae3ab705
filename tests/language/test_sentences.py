import gc
import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.language import analyse, sentences, tokens
from kg.language.abbreviations import abbreviations
from kg.model import Document

CASES = tomllib.loads(
    (Path(__file__).parent.parent / "cases" / "sentences.toml").read_text(encoding="utf-8")
)["case"]


def texts(text: str) -> list[str]:
    document = Document(text=text, identifier="", sha256="")
    return [text[sentence.start : sentence.end] for sentence in analyse(document)]


@pytest.mark.parametrize("case", CASES, ids=[case["sentences"][0] for case in CASES])
def test_sentences_end_where_a_reader_ends_them(case: dict[str, object]) -> None:
    expected = [str(sentence) for sentence in case["sentences"]]  # type: ignore[attr-defined]
    text = str(case.get("joint", " ")).join(expected)
    assert texts(text) == [sentence.strip() for sentence in expected]


TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(
            [
                "قال",
                "الوزير",
                "د",
                "م",
                "أ.",
                ".",
                "..",
                "…",
                "!",
                "؟",
                "؛",
                "،",
                ":",
                "«",
                "»",
                '"',
                "“",
                "”",
                "(",
                ")",
                "\n",
                "\r\n",
                "2015",
                "1.5",
                "3",
                "www.a.com",
                "U",
                "S.",
                "هـ",
                "ـ",
            ]
        ),
        max_size=120,
    ).flatmap(lambda words: st.sampled_from([" ".join(words), "".join(words)])),
)


@given(TEXTS)
def test_sentences_hold_every_token_once_and_in_order(text: str) -> None:
    spans = list(tokens.spans(text))
    split = list(sentences.split(text, spans))
    assert [span for sentence in split for span in sentence] == spans
    assert all(split)


@given(TEXTS)
def test_sentences_cover_all_visible_text_and_are_trimmed(text: str) -> None:
    end = 0
    for sentence in analyse(Document(text=text, identifier="", sha256="")):
        assert end <= sentence.start < sentence.end <= len(text)
        assert all(c.isspace() or not c.isprintable() for c in text[end : sentence.start])
        body = text[sentence.start : sentence.end]
        assert body == body.strip() and "\n" not in body
        assert sentence.tokens[0].start == sentence.start
        assert sentence.tokens[-1].end == sentence.end
        assert len(sentence.tokens) <= sentences.MOST
        end = sentence.end
    assert all(c.isspace() or not c.isprintable() for c in text[end:])


def test_a_text_without_sentences() -> None:
    assert texts("") == texts(" \n\t ") == texts("\u200f\ufeff ") == []


def test_a_very_long_sentence_is_cut_at_a_comma() -> None:
    clause = "كلمة " * 30 + "، "
    cut = texts(clause * 40)
    assert all(sentence.endswith("،") for sentence in cut)
    assert sum(len(sentence.split()) for sentence in cut) == 40 * 31


def test_a_very_long_sentence_without_commas_is_cut_between_words() -> None:
    cut = texts("كلمة " * 1000)
    assert [len(sentence.split()) for sentence in cut] == [400, 400, 200]


@pytest.mark.parametrize(
    "piece", ["كلمة ", "«", '"', "(", ". ", "أ.", "ـ", "1.", "\n", "a.b@", "a.", "a-", "1,", "www."]
)
def test_cost_grows_with_length_and_not_faster(piece: str) -> None:
    def seconds(count: int) -> float:
        """The best of three runs: a busy machine makes single ones slower, never faster.

        Without the garbage collector: what earlier tests left behind is walked through once more
        for every so many new objects, which costs the longer text more.
        """
        text = piece * count
        runs = []
        for _ in range(3):
            gc.disable()
            try:
                begin = time.process_time()
                analyse(Document(text=text, identifier="", sha256=""))
                runs.append(time.process_time() - begin)
            finally:
                gc.enable()
        return min(runs)

    seconds(1_000)
    # Quadratic cost would be 64 times as much; noise is allowed for.
    assert seconds(24_000) < 30 * max(seconds(3_000), 0.01)


def test_abbreviations_are_in_normal_form() -> None:
    from kg.arabic import normal_form

    assert all(form == normal_form(form) for form in abbreviations())
