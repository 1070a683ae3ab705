"""What holds for any text: spans, names, overlaps, time."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kg.arabic import name_key
from kg.chunks import Recognition
from kg.gazetteer import Gazetteer
from kg.language import analyse
from kg.lexicons import Lexicons
from kg.mentions import recognise
from kg.model import Document
from kg.resolution.coreference import cluster

# Words of every part of the grammar, marks, and letters that break it.
VOCABULARY = """
وزير مدير عام رئيس مجلس إدارة نائب مساعد السابق الدكتور د . الشيخ الأمير الملك سعادة
محمد بن عبد الله عبدالرحمن آل أبو سعود خالد الحربي العباس علي فاطمة بنت هيئة الهيئة
العامة للسياحة والآثار وزارة الداخلية مكتب مدينة دبي الذكية جامعة مركز سلطان الحضاري
شركة فيوتشر مؤتمر المؤتمر قمة المدن معرض الكتاب ندوة جلسة بعنوان « » “ ” " ( ) [ ] ، : .
؟ ! - – & 2015 12 ٣ IBM Smart www.a.com الرياض محافظات الوجه وأملج في من إلى و قال وأضاف
افتتح حضر التقى برعاية اليوم الخميس المقبل الحدث اجتماع زيارة برنامج مبادرة منصة خدمة
الدفع الإلكتروني غدا ل ب ك الـ ــ
"""
WORDS = [*VOCABULARY.split(), "\u200f", "\ufeff", "\ud7ff", "é", "漢", "🙂", "\n"]
TEXTS = st.one_of(
    st.text(max_size=120),
    st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=40).map("".join),
)


@given(text=TEXTS)
@example(text="قال الدكتور ــ إن ذلك حدث")
@example(text="افتتح مؤتمر بعنوان «\x1b» أمس")
@example(text="ـ الهيئة العامة للسياحة (ـ)")
@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_mentions_lie_in_their_sentences_and_apart(
    text: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    document = Document(text=text, identifier="", sha256="")
    sentences = analyse(document)
    recognition = recognise(document, sentences, lexicons, gazetteer)
    end = 0
    for mention in recognition.mentions:
        sentence = sentences[mention.sentence]
        assert end <= mention.start < mention.end
        assert sentence.start <= mention.start and mention.end <= sentence.end
        assert mention.name.strip() == mention.name and name_key(mention.name)
        end = mention.end
    check_chunks(recognition)
    check_clusters(document, recognition)


def check_chunks(recognition: Recognition) -> None:
    """No chunk overlaps another, and every mention is the mention of one chunk."""
    for words, line in zip(recognition.words, recognition.chunks, strict=True):
        covered = [index for chunk in line for index in range(chunk.first, chunk.last)]
        assert len(covered) == len(set(covered))
        assert all(0 <= index < len(words) for index in covered)
    numbers = [chunk.mention for line in recognition.chunks for chunk in line]
    assert [n for n in numbers if n is not None] == list(range(len(recognition.mentions)))


def check_clusters(document: Document, recognition: Recognition) -> None:
    """A named mention is in one cluster, of its type; a reference in one at most."""
    clusters = cluster(document, recognition.mentions)
    members = [index for each in clusters for index in each.mentions]
    assert len(members) == len(set(members))
    named = {i for i, mention in enumerate(recognition.mentions) if not mention.is_reference}
    assert named <= set(members)
    for each in clusters:
        assert each.mentions == tuple(sorted(each.mentions))
        assert each.name == each.names[0]
        for index in set(each.mentions) & named:
            assert recognition.mentions[index].type is each.type


@given(words=st.lists(st.sampled_from(WORDS), max_size=60))
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_words_of_a_name_stand_in_its_span(
    words: list[str], lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    """Up to the article that «لل» hides; the title of a session stands behind it."""
    document = Document(text=" ".join(words), identifier="", sha256="")
    for mention in recognise(document, analyse(document), lexicons, gazetteer).mentions:
        if mention.pattern.endswith("titled"):
            assert name_key(mention.name) in name_key(document.text[mention.start :])
            continue
        span = name_key(document.text[mention.start : mention.end]).replace(" ", "")
        name = name_key(mention.name).replace(" ", "")
        assert name.removeprefix("ال") in span or name in "ا" + span


def hostile(size: int) -> dict[str, str]:
    """Texts of about ``size`` words made to cost time."""
    numbered = [f"الاسم{i}" for i in range(size)]
    shuffled = [random.Random(7).choice(WORDS) for _ in range(size)]
    return {
        "news in one line": " ".join(shuffled).replace("\n", " ").replace(".", "،"),
        "no punctuation": "قال محمد بن خالد الحربي في الرياض " * (size // 7),
        "digits": "123 " * size,
        "one long word": "ا" * size * 5,
        "open brackets": "( « " * (size // 2),
        "quotes": 'مؤتمر " ' * (size // 2),
        "heads": "مؤتمر شركة وزارة " * (size // 3),
        "honorifics": "الأمير الشيخ " * (size // 2),
        "titles": "نائب رئيس " * (size // 2),
        "nasab": "محمد بن " * (size // 2),
        "different people": " . ".join(f"الدكتور محمد {name}" for name in numbered[: size // 4]),
        "one name for many": " . ".join(
            f"الدكتور سالم {name} . قال سالم" for name in numbered[: size // 6]
        ),
        "different bodies": " . ".join(f"شركة «{name}»" for name in numbered[: size // 5]),
        "references": "قال المكتب . " * (size // 3),
        "different events": " . ".join(f"مؤتمر {name} . الحدث" for name in numbered[: size // 5]),
        "spaces before a parenthesis": ("شركة «نماء»" + " " * 40 + "(" + " " * 40) * (size // 20),
        "broken letters": "\u200f\u064b\ufeff\u0640" * size,
    }


@pytest.mark.slow
@pytest.mark.parametrize("kind", sorted(hostile(40)))
def test_time_grows_with_the_text(kind: str, lexicons: Lexicons, gazetteer: Gazetteer) -> None:
    """Sentences are short (the language stage cuts long ones): what could grow is a document."""

    def seconds(size: int) -> float:
        # The quicker of two, since other programs slow one now and then.
        return min(once(size) for _ in range(2))

    def once(size: int) -> float:
        document = Document(text=hostile(size)[kind], identifier="", sha256="")
        sentences = analyse(document)
        start = time.process_time()
        recognition = recognise(document, sentences, lexicons, gazetteer)
        cluster(document, recognition.mentions)
        return time.process_time() - start

    seconds(400)
    one, two, four = seconds(1_500), seconds(3_000), seconds(6_000)
    assert two < 4 * one + 0.2
    assert four < 9 * one + 0.4


@pytest.mark.slow
def test_a_text_of_many_megabytes_in_one_line(lexicons: Lexicons, gazetteer: Gazetteer) -> None:
    """One "word" of 10 MB, and one line of a megabyte of words."""
    for text in ("ب" * 10_000_000, "افتتح الوزير المعرض " * 10_000):
        document = Document(text=text, identifier="", sha256="")
        sentences = analyse(document)
        start = time.process_time()
        recognise(document, sentences, lexicons, gazetteer)
        assert time.process_time() - start < 30
