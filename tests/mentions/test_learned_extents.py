"""Where names that a recognizer found end: what it cut off is taken, what is no part is not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kg.chunks import Word
from kg.gazetteer import Gazetteer
from kg.language import analyse
from kg.lexicons import Lexicons
from kg.mentions.bodies import RANK_ROYAL
from kg.mentions.candidates import Candidate, join
from kg.mentions.learned import find_learned
from kg.mentions.learned_extents import (
    before_clause,
    before_deed,
    before_generic,
    before_parent,
    before_purpose,
    behind_shell,
    body_end,
    dash_end,
    finished_end,
    governed_end,
    lone_head_end,
    place_end,
    unit_start,
)
from kg.mentions.learned_people import whole_name_end
from kg.mentions.towns import without_towns
from kg.mentions.words import read_words
from kg.model import Document
from kg.recognizers import Span

BODIES = (
    # (what the recognizer found, what follows, where the name ends)
    ("لجنة رعاية", "الطلاب أمس", "لجنة رعاية الطلاب"),
    ("لجنة لانتخابات", "المجالس البلدية بالرياض", "لجنة لانتخابات المجالس البلدية"),
    ("مجلس التأمين الصحي", "التعاوني أمس", "مجلس التأمين الصحي التعاوني"),
    ("المؤسسة العامة للتدريب", "التقني والمهني", "المؤسسة العامة للتدريب التقني والمهني"),
    ("وزارة الشؤون البلدية", "والقروية أمس", "وزارة الشؤون البلدية والقروية"),
    ("جامعة نجران", "التسجيل الإلكتروني للطلاب", "جامعة نجران"),
    ("وزارة الصحة", "الأمني أمس", "وزارة الصحة"),
    ("نادي النور", "السعودي أمس", "نادي النور"),
    ("جمعية رعاية", "الدكتور أمس", "جمعية رعاية"),
    ("شركة النور", "السبت المقبل", "شركة النور"),
)


def read(text: str, lexicons: Lexicons, gazetteer: Gazetteer) -> Sequence[Word]:
    """The words of a sentence."""
    return read_words(analyse(Document(text, "", ""))[0], lexicons, gazetteer)


def first_words(words: Sequence[Word], end: int) -> str:
    """The words before ``end``, as they are written."""
    return " ".join(word.full for word in words[:end])


@pytest.mark.parametrize(("found", "behind", "name"), BODIES)
def test_a_body_ends_where_its_phrase_does(
    found: str, behind: str, name: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    words = read(f"{found} {behind}", lexicons, gazetteer)
    end = body_end(words, 0, len(found.split()), frozenset(), gazetteer)
    assert first_words(words, end) == name


def test_words_of_a_person_are_no_part_of_a_body(lexicons: Lexicons, gazetteer: Gazetteer) -> None:
    sentence = next(iter(analyse(Document("مجلس التأمين الصحي التعاوني", "", ""))))
    words = read_words(sentence, lexicons, gazetteer)
    assert body_end(words, 0, 3, frozenset({3}), gazetteer) == 3


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("كلية الطب بجامعة الزيتون", "كلية الطب"),
        ("لجنة التحكيم بالاتحاد العربي", "لجنة التحكيم"),
        ("هيئة التعريف بالإسلام", "هيئة التعريف بالإسلام"),
    ],
)
def test_a_body_ends_before_the_body_that_it_is_at(
    text: str, unit: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    words = read_words(next(iter(analyse(Document(text, "", "")))), lexicons, gazetteer)
    assert " ".join(word.full for word in words[: before_parent(words, 0, len(words))]) == unit


@pytest.mark.parametrize(
    ("before", "found", "name"),
    [
        ("فرع", "وزارة العمل", "فرع وزارة العمل"),
        ("مدير", "وزارة العمل", "وزارة العمل"),
        ("الأمانة العامة", "لمجلس الأندية", "الأمانة العامة لمجلس الأندية"),
        ("الأمانة العامة", "مجلس الأندية", "مجلس الأندية"),
        ("المدير العام", "لمجلس الأندية", "لمجلس الأندية"),
        ("اللجنة الفنية", "للأندية", "للأندية"),
    ],
)
def test_a_body_begins_with_its_unit(
    before: str, found: str, name: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    sentence = next(iter(analyse(Document(f"{before} {found}", "", ""))))
    words = read_words(sentence, lexicons, gazetteer)
    start = unit_start(words, len(before.split()))
    assert " ".join(word.full for word in words[start:]) == name


@pytest.mark.parametrize(
    ("found", "name"),
    [
        ("المركز والضيوف", "المركز"),
        ("الهيئة لدعم الشباب", "الهيئة"),
        ("السوق بنسخته", "السوق"),
        ("السوق اللاعبين", "السوق"),
        ("المهرجان السياحي", "المهرجان السياحي"),
        ("المهرجان التراثية", "المهرجان"),
        ("الندوة التراثية", "الندوة التراثية"),
        ("الهيئة العامة للسياحة", "الهيئة العامة للسياحة"),
        ("مركز الضيوف", "مركز الضيوف"),
    ],
)
def test_a_head_with_the_article_has_only_adjectives(
    found: str, name: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    words = read_words(next(iter(analyse(Document(found, "", "")))), lexicons, gazetteer)
    assert join(words[: lone_head_end(words, 0, len(words))]) == name


@pytest.mark.parametrize(
    ("kind", "before", "seen", "names"),
    [
        ("Person", "رئيس المهرجان", "36 سامي مراد", ["سامي مراد"]),
        ("Person", "شارك", "سامي مراد بخالد الشمري", ["سامي مراد", "خالد الشمري"]),
        ("Person", "شارك", "سامي خالد الشمري", ["سامي خالد الشمري"]),
        ("Person", "سلم", "سامي الشمري فانوس", ["سامي الشمري"]),
        ("Person", "سلم", "سامي الشمري المدني", ["سامي الشمري المدني"]),
        (
            "Conference",
            "انطلق",
            "مهرجان العسل الدولي والبرامج المصاحبة",
            ["مهرجان العسل الدولي"],
        ),
        ("Conference", "انطلق", "مهرجان العسل والتمور", ["مهرجان العسل والتمور"]),
    ],
)
def test_what_a_recognizer_took_along_is_no_part_of_a_name(
    kind: str,
    before: str,
    seen: str,
    names: list[str],
    lexicons: Lexicons,
    gazetteer: Gazetteer,
) -> None:
    text = f"{before} {seen} أمس"
    sentence = next(iter(analyse(Document(text, "", ""))))
    words = read_words(sentence, lexicons, gazetteer)
    first = len(before.split())
    spans = [Span(first, first + len(seen.split()), kind, 0.9)]
    assert [
        each.name for each in find_learned(words, sentence, spans, lexicons, gazetteer)
    ] == names


@pytest.mark.parametrize(
    ("seen", "outranks"),
    [("مستشفى الملك فهد الجامعي", True), ("مستشفى سامي مراد", False), ("مستشفى الملك", False)],
)
def test_a_hospital_outranks_the_king_it_is_named_after(
    seen: str, outranks: bool, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    sentence = next(iter(analyse(Document(f"زار {seen}", "", ""))))
    words = read_words(sentence, lexicons, gazetteer)
    spans = [Span(1, 1 + len(seen.split()), "Place", 0.9)]
    (candidate,) = find_learned(words, sentence, spans, lexicons, gazetteer)
    assert (candidate.rank == RANK_ROYAL) is outranks


@pytest.mark.parametrize(
    ("texts", "town"),
    [
        (("شكر محافظ ينبع الناس",), True),
        (("شكر محافظ ينبع الناس", "زار محافظة ينبع"), False),
        (("شكر محافظ ينبع الناس", "زار محافظة ينبع", "وصل في ينبع"), True),
        (("شكر أهالي ينبع الناس",), False),
        (("شكر محافظ الطرفاء الناس",), False),
    ],
)
def test_a_governor_s_town_is_no_region(
    texts: tuple[str, ...], town: bool, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    lines = [
        read_words(next(iter(analyse(Document(text, "", "")))), lexicons, gazetteer)
        for text in texts
    ]
    place = Candidate(
        kind="Place", first=2, last=3, name="ينبع", pattern="x", confidence=0.9, rank=55
    )
    kept = without_towns(lines, [[place], *[[] for _ in lines[1:]]], gazetteer)
    assert kept[0] == ([] if town else [place])


@pytest.mark.parametrize(
    ("found", "behind", "name"),
    [
        ("لجنة الإشراف على", "المستشفيات أمس", "لجنة الإشراف على المستشفيات"),
        ("لجنة الإشراف", "على المستشفيات أمس", "لجنة الإشراف على المستشفيات"),
        ("لجنة الأمر بالمعروف والنهي", "عن المنكر أمس", "لجنة الأمر بالمعروف والنهي عن المنكر"),
        ("اللجنة المكلفة", "بمتابعة الاتفاقية أمس", "اللجنة المكلفة بمتابعة الاتفاقية"),
        ("ورشة للتعريف", "بنظام الآثار أمس", "ورشة للتعريف بنظام الآثار"),
        ("اللجنة المكلفة", "بالرياض أمس", "اللجنة المكلفة"),
        ("اللجنة الخاصة", "بالاتحاد السعودي أمس", "اللجنة الخاصة"),
        ("اللجنة المنظمة", "بمتابعة الاتفاقية", "اللجنة المنظمة"),
        ("وزارة الدفاع", "عن أرقام كبيرة", "وزارة الدفاع"),
        ("لجنة التحكيم", "على المسرح", "لجنة التحكيم"),
        ("اللجنة", "على المسرح", "اللجنة"),
        ("لجنة الإشراف على", "، وقال", "لجنة الإشراف على"),
    ],
)
def test_prepositions_go_on_with_the_names_that_govern_them(
    found: str, behind: str, name: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    words = read(f"{found} {behind}", lexicons, gazetteer)
    assert first_words(words, governed_end(words, 0, len(found.split()), gazetteer)) == name


@pytest.mark.parametrize(
    ("found", "behind", "name"),
    [
        ("ولاية جهة القاهرة", "– حلوان أمس", "ولاية جهة القاهرة – حلوان"),
        ("ولاية جهة القاهرة", "- حلوان أمس", "ولاية جهة القاهرة - حلوان"),
        ("ولاية جهة القاهرة", "، حلوان أمس", "ولاية جهة القاهرة"),
        ("ولاية جهة القاهرة", "– قال سالم", "ولاية جهة القاهرة"),
        ("وزارة الصحة", "– حلوان أمس", "وزارة الصحة"),
    ],
)
def test_a_dash_adds_a_city_to_a_body_of_a_place(
    found: str, behind: str, name: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    words = read(f"{found} {behind}", lexicons, gazetteer)
    assert first_words(words, dash_end(words, 0, len(found.split()), gazetteer)) == name


@pytest.mark.parametrize(
    ("found", "name"),
    [
        ("شركة أرامكو بالظهران", "شركة أرامكو"),
        ("غرفة التحكم بالقطارات", "غرفة التحكم بالقطارات"),
        ("شركة بوينج الأمريكية", "شركة بوينج الأمريكية"),
    ],
)
def test_what_stands_behind_a_preposition_is_no_part_of_a_body(
    found: str, name: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    words = read(found, lexicons, gazetteer)
    assert first_words(words, before_deed(words, 0, len(found.split()))) == name


@pytest.mark.parametrize(
    ("text", "people", "length"),
    [
        ("خميس مشيط سالم بن مراد", frozenset({2, 3, 4}), 2),
        ("خميس مشيط سالم بن مراد", frozenset({1, 2, 3, 4}), 1),
        ("خميس سالم", frozenset(), 1),
    ],
)
def test_a_place_has_all_words_that_the_gazetteer_knows(
    text: str, people: frozenset[int], length: int, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    words = read(text, lexicons, gazetteer)
    assert place_end(words, 0, 1, people, gazetteer) == length


@pytest.mark.parametrize(
    ("found", "behind", "name"),
    [
        ("جمعية الوادي لرعاية", "الأيتام أمس", "جمعية الوادي لرعاية الأيتام"),
        ("اللجنة المعنية بمتابعة", "المبادرة أمس", "اللجنة المعنية بمتابعة المبادرة"),
        ("الجمعية الخيرية لتحفيظ", "القرآن أمس", "الجمعية الخيرية لتحفيظ القرآن"),
        ("جمعية الوادي للرعاية", "الأيتام أمس", "جمعية الوادي للرعاية"),
        ("جمعية الوادي للرعاية", "الخيرية أمس", "جمعية الوادي للرعاية"),
        ("جمعية الوادي ورعاية", "الأيتام أمس", "جمعية الوادي ورعاية"),
        ("جمعية الوادي رعاية", "الأيتام أمس", "جمعية الوادي رعاية"),
        ("جمعية الوادي لرعاية", "والأيتام أمس", "جمعية الوادي لرعاية"),
        ("جمعية الوادي لرعاية", "أيتام أمس", "جمعية الوادي لرعاية"),
        ("جمعية الوادي لرعاية", "الدكتور سالم", "جمعية الوادي لرعاية"),
        ("جمعية الوادي لرعاية", "المدير سالم", "جمعية الوادي لرعاية"),
        ("جمعية الوادي لسالم", "المشوط أمس", "جمعية الوادي لسالم"),
        ("جمعية الوادي بنجران", "الخيرية أمس", "جمعية الوادي بنجران"),
        ("جمعية الوادي لرعاية", "", "جمعية الوادي لرعاية"),
        ("لرعاية", "الأيتام أمس", "لرعاية"),
    ],
)
def test_a_name_needs_the_noun_that_its_purpose_governs(
    found: str, behind: str, name: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    words = read(f"{found} {behind}", lexicons, gazetteer)
    end = finished_end(words, 0, len(found.split()), frozenset(), gazetteer)
    assert first_words(words, end) == name


def test_words_of_a_person_do_not_finish_a_name(lexicons: Lexicons, gazetteer: Gazetteer) -> None:
    words = read("جمعية الوادي لرعاية الأيتام", lexicons, gazetteer)
    assert finished_end(words, 0, 3, frozenset({3}), gazetteer) == 3
    assert finished_end(words, 0, 3, frozenset(), gazetteer) == 4


@pytest.mark.parametrize(
    ("found", "name"),
    [
        ("المديرية العامة للزراعة في", "المديرية العامة للزراعة"),
        ("شركة النور من", "شركة النور"),
        ("شركة النور إلى", "شركة النور"),
        ("شركة النور مع في", "شركة النور"),
        ("شركة النور على", "شركة النور"),
        ("شركة النور عن", "شركة النور"),
        ("شركة النور", "شركة النور"),
        ("مشعر منى", "مشعر منى"),
        ("عمادة التعليم عن بعد", "عمادة التعليم عن بعد"),
        ("في", "في"),
    ],
)
def test_a_name_does_not_end_with_a_preposition(
    found: str, name: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    words = read(f"{found} الوادي", lexicons, gazetteer)
    end = finished_end(words, 0, len(found.split()), frozenset(), gazetteer)
    assert first_words(words, end) == name


@pytest.mark.parametrize(
    ("found", "name"),
    [
        ("وزارة العدل للتحقيق", "وزارة العدل"),
        ("وزارة العدل الأميركية للتحقيق", "وزارة العدل الأميركية"),
        ("بلدية الوادي لتنظيم السوق", "بلدية الوادي"),
        ("شرطة الوادي للتحقيق", "شرطة الوادي"),
        ("السفارة للمواطنين", "السفارة"),
        ("مجلس الوزراء للمحافظة", "مجلس الوزراء"),
        ("سفارة للمملكة", "سفارة للمملكة"),
        ("وزارة العدل لشؤون الأسرة", "وزارة العدل لشؤون الأسرة"),
        ("وزارة العدل والتحقيق", "وزارة العدل والتحقيق"),
        ("وزارة العدل بالتحقيق", "وزارة العدل بالتحقيق"),
        ("شركة النور للتجارة", "شركة النور للتجارة"),
        ("هيئة الوادي للتحقيق", "هيئة الوادي للتحقيق"),
        ("الاتحاد الأوروبي لكرة القدم", "الاتحاد الأوروبي لكرة القدم"),
        ("مجلس التعاون لدول الخليج العربية", "مجلس التعاون لدول الخليج العربية"),
    ],
)
def test_a_whole_body_ends_before_a_purpose(
    found: str, name: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    words = read(found, lexicons, gazetteer)
    end = before_purpose(words, 0, len(found.split()), lexicons)
    assert first_words(words, end) == name


@pytest.mark.parametrize(
    ("found", "name"),
    [
        ("شركة النور السعودية الشريك", "شركة النور السعودية"),
        ("شركة النور الراعي الرسمي", "شركة النور"),
        ("شركة النور الشريكة", "شركة النور"),
        ("حزب الزيتون المنشق", "حزب الزيتون"),
        ("الجماعات المسلحة الموالية للوادي", "الجماعات المسلحة"),
        ("اللجنة العربية المعنية بالسلام", "اللجنة العربية المعنية بالسلام"),
        ("شركة النور شريك", "شركة النور شريك"),
        ("شركة النور والشريك", "شركة النور والشريك"),
        ("شركة قرطوبان الشريك", "شركة قرطوبان الشريك"),
        ("الشركة الشريكة", "الشركة الشريكة"),
        ("شركة النور السعودية", "شركة النور السعودية"),
    ],
)
def test_how_a_body_stands_to_others_is_no_part_of_its_name(
    found: str, name: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    words = read(found, lexicons, gazetteer)
    assert first_words(words, before_generic(words, 0, len(found.split()))) == name


@pytest.mark.parametrize(
    ("found", "behind", "name"),
    [
        ("سالم بن مراد", "القرطوب أمس", "سالم بن مراد القرطوب"),
        ("سالم بن مراد بن يونس", "القرطوب أمس", "سالم بن مراد بن يونس القرطوب"),
        ("ليلى بنت مراد", "القرطوب أمس", "ليلى بنت مراد القرطوب"),
        ("سالم مراد", "القرطوب أمس", "سالم مراد"),
        ("سالم مراد يونس", "القرطوب أمس", "سالم مراد يونس"),
        ("بن مراد", "القرطوب أمس", "بن مراد"),
        ("سالم بن مراد", "والقرطوب أمس", "سالم بن مراد"),
        ("سالم بن مراد", "قرطوب أمس", "سالم بن مراد"),
        ("سالم بن مراد", "الرئيس أمس", "سالم بن مراد"),
        ("سالم بن مراد", "المهرجان أمس", "سالم بن مراد"),
        ("سالم بن مراد", "", "سالم بن مراد"),
    ],
)
def test_a_family_stands_behind_the_father(
    found: str, behind: str, name: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    words = read(f"{found} {behind}", lexicons, gazetteer)
    assert first_words(words, whole_name_end(words, 0, len(found.split()))) == name


@pytest.mark.parametrize(
    ("kind", "text", "seen", "name"),
    [
        ("Organization", "أعلنت {} الأيتام", "جمعية الوادي لرعاية", "جمعية الوادي لرعاية الأيتام"),
        ("Organization", "أعلنت {} أمس", "وزارة العدل الأميركية للتحقيق", "وزارة العدل الأميركية"),
        ("Organization", "أعلنت {} أمس", "شركة النور السعودية الشريك", "شركة النور السعودية"),
        ("Initiative", "انطلق {} الأيتام", "برنامج الوادي لرعاية", "برنامج الوادي لرعاية الأيتام"),
        ("Session", "عقدت {} الأيتام", "ورشة الوادي لرعاية", "ورشة الوادي لرعاية الأيتام"),
        ("Person", "قال {} القرطوب", "سالم بن مراد", "سالم بن مراد القرطوب"),
        ("Person", "قال {} العام", "سالم مراد الأمين", "سالم مراد"),
        ("Person", "قال {} أمس", "سالم مراد رحمه الله", "سالم مراد"),
    ],
)
def test_a_recognizer_s_name_ends_where_it_should(
    kind: str, text: str, seen: str, name: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    sentence = next(iter(analyse(Document(text.format(seen), "", ""))))
    words = read_words(sentence, lexicons, gazetteer)
    spans = [Span(1, 1 + len(seen.split()), kind, 0.9)]
    (candidate,) = find_learned(words, sentence, spans, lexicons, gazetteer)
    assert candidate.name == name


@pytest.mark.parametrize(
    ("found", "name"),
    [
        ("وزارة العمل وأعلنت", "وزارة العمل"),
        ("الوزارة وأعلنت", "الوزارة"),
        ("المستشفى وتم", "المستشفى"),
        ("الوزارة والمنتشرة", "الوزارة"),
        ("شركة النور والشريك", "شركة النور"),
        ("هيئة السياحة والآثار والمنتشرة", "هيئة السياحة والآثار"),
        ("هيئة السياحة والآثار", "هيئة السياحة والآثار"),
        ("وزارة العمل أعلنت", "وزارة العمل أعلنت"),
        ("شركة النور المنتشرة", "شركة النور المنتشرة"),
        ("شركة النور للمنتشرة", "شركة النور للمنتشرة"),
        ("وأعلنت الوزارة", "وأعلنت الوزارة"),
    ],
)
def test_a_name_ends_before_a_clause(
    found: str, name: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    words = read(found, lexicons, gazetteer)
    assert first_words(words, before_clause(words, 0, len(words))) == name


@pytest.mark.parametrize(
    ("found", "name"),
    [
        ("موقع وزارة العمل", "وزارة العمل"),
        ("بموقع وزارة العمل", "وزارة العمل"),
        ("مقر نادي الوادي", "نادي الوادي"),
        ("مبنى بلدية الوادي", "بلدية الوادي"),
        ("حساب شركة النور", "شركة النور"),
        ("الموقع وزارة العمل", "الموقع وزارة العمل"),
        ("موقع لوزارة العمل", "موقع لوزارة العمل"),
        ("موقع وزارة", "موقع وزارة"),
        ("موقع الوادي الأثري", "موقع الوادي الأثري"),
        ("مقر القرطوب القديم", "مقر القرطوب القديم"),
        ("مكتب وزارة العمل", "مكتب وزارة العمل"),
        ("وزارة العمل", "وزارة العمل"),
    ],
)
def test_what_a_body_has_is_no_part_of_its_name(
    found: str, name: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    words = read(found, lexicons, gazetteer)
    start = behind_shell(words, 0, len(words))
    assert " ".join(word.full for word in words[start:]) == name


@pytest.mark.parametrize(
    ("kind", "seen", "name"),
    [
        ("Organization", "وزارة العمل وأعلنت", "وزارة العمل"),
        ("Place", "مستشفى الوادي والمنتشرة", "مستشفى الوادي"),
        ("Organization", "موقع وزارة العمل", "وزارة العمل"),
        ("Place", "موقع الوادي القديم", "موقع الوادي القديم"),
        ("Person", "سالم الجهيم للفتح", "سالم الجهيم"),
    ],
)
def test_a_recognizer_s_name_is_rid_of_what_is_around_it(
    kind: str, seen: str, name: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    sentence = next(iter(analyse(Document(f"شكر {seen} أمس", "", ""))))
    words = read_words(sentence, lexicons, gazetteer)
    spans = [Span(1, 1 + len(seen.split()), kind, 0.9)]
    (candidate,) = find_learned(words, sentence, spans, lexicons, gazetteer)
    assert candidate.name == name
