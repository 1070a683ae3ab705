"""Bodies that share one head in the dual, or in the plural before a list."""

from __future__ import annotations

import pytest

from kg.chunks import OF_SEVERAL
from kg.gazetteer import Gazetteer
from kg.language import analyse
from kg.lexicons import Lexicons
from kg.mentions.candidates import join
from kg.mentions.several import MOST_LISTED, find_several
from kg.mentions.words import read_words
from kg.model import Document


def several(text: str, lexicons: Lexicons, gazetteer: Gazetteer) -> list[tuple[str, str]]:
    """The words and the name of each body that shares its head with others."""
    words = read_words(analyse(Document(text, "", ""))[0], lexicons, gazetteer)
    found = find_several(words)
    assert all((each.kind, each.pattern) == ("Organization", OF_SEVERAL) for each in found)
    return [(join(words[each.first : each.last]), each.name) for each in found]


@pytest.mark.parametrize(
    ("text", "head", "members"),
    [
        ("اجتمعت وزارتا الزراعة والصحة أمس", "وزارة", ["الزراعة", "الصحة"]),
        ("شكر وزارتي الزراعة والصحة أمس", "وزارة", ["الزراعة", "الصحة"]),
        ("شكر هيئتي السياحة والآثار أمس", "هيئة", ["السياحة", "الآثار"]),
        ("تعاونت جامعتا الزيتون والنور أمس", "جامعة", ["الزيتون", "النور"]),
        ("شكر طلاب بجامعتي الزيتون والنور أمس", "جامعة", ["الزيتون", "النور"]),
        ("شكر شركتي النور والزيتون أمس", "شركة", ["النور", "الزيتون"]),
        ("شكر بلديتي الوادي والزيتون أمس", "بلدية", ["الوادي", "الزيتون"]),
        ("شكر كليتي العلوم والآداب أمس", "كلية", ["العلوم", "الآداب"]),
        ("شكر كليتي الطب والهندسة أمس", "كلية", ["الطب", "الهندسة"]),
        ("شكر وزارتي الحج والصحة أمس", "وزارة", ["الحج", "الصحة"]),
        ("وقعت وزارتا الصحة والتعليم الاتفاقية", "وزارة", ["الصحة", "التعليم"]),
        ("وقعت وزارتا الصحة والتعليم العقد", "وزارة", ["الصحة", "التعليم"]),
        ("وقعت وزارتا الصحة والتعليم العالي العقد", "وزارة", ["الصحة", "التعليم العالي"]),
        ("شكر أمانتي الوادي والزيتون أمس", "أمانة", ["الوادي", "الزيتون"]),
        ("شكر غرفتي الوادي والزيتون أمس", "غرفة", ["الوادي", "الزيتون"]),
        (
            "شكر وزارتي الشؤون الإسلامية والخدمة المدنية أمس",
            "وزارة",
            ["الشؤون الإسلامية", "الخدمة المدنية"],
        ),
        ("شكر وزارتي الزراعة والصحة والناس", "وزارة", ["الزراعة", "الصحة"]),
    ],
)
def test_a_dual_names_two_bodies(
    text: str, head: str, members: list[str], lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    found = several(text, lexicons, gazetteer)
    assert found == [(member, f"{head} {member}") for member in members]


@pytest.mark.parametrize(
    ("text", "head", "members"),
    [
        (
            "شاركت وزارات: الزراعة، والصحة، والتعليم",
            "وزارة",
            ["الزراعة", "الصحة", "التعليم"],
        ),
        (
            "شاركت وزارات: الزراعة، الصحة، والتعليم أمس",
            "وزارة",
            ["الزراعة", "الصحة", "التعليم"],
        ),
        (
            "شاركت وزارات (الزراعة والصحة والتعليم) أمس",
            "وزارة",
            ["الزراعة", "الصحة", "التعليم"],
        ),
        ("شاركت هيئات (السياحة، والآثار) والناس", "هيئة", ["السياحة", "الآثار"]),
        ("شاركت جامعات: الزيتون والنور", "جامعة", ["الزيتون", "النور"]),
        (
            "شاركت وزارات: الزراعة، والشؤون الإسلامية، وقال سالم يونس ذلك",
            "وزارة",
            ["الزراعة", "الشؤون الإسلامية"],
        ),
    ],
)
def test_a_plural_names_the_bodies_of_its_list(
    text: str, head: str, members: list[str], lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    found = several(text, lexicons, gazetteer)
    assert found == [(member, f"{head} {member}") for member in members]


@pytest.mark.parametrize(
    ("listed", "members"),
    [
        ("الزراعة، والثقافة والإعلام، والصحة", ["الزراعة", "الثقافة والإعلام", "الصحة"]),
        ("الثقافة والإعلام، والصحة", ["الثقافة والإعلام", "الصحة"]),
        ("الزراعة، والثقافة والإعلام", ["الزراعة", "الثقافة", "الإعلام"]),
        ("الزراعة، والثقافة", ["الزراعة", "الثقافة"]),
    ],
)
def test_between_commas_a_member_may_hold_an_and(
    listed: str, members: list[str], lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    found = several(f"شاركت وزارات: {listed}", lexicons, gazetteer)
    assert [name for _, name in found] == [f"وزارة {member}" for member in members]


@pytest.mark.parametrize(
    "text",
    [
        "زارت شركتي أمس",
        "شكر شركتي الأولى أمس",
        "شكر وزارتي الزراعة أمس",
        "شكر وزارتي الزراعة وقال ذلك",
        "شكر وزارتي الزراعة والدكتور سالم يونس",
        "شكر وزارتي الزراعة والمدير سالم يونس",
        "شكر وزارتي الزراعة، الصحة أمس",
        "شكر وزارتي الشؤون الإسلامية الثقافية الفنية الحديثة أمس",
        "شكر وزارتي زراعة وصحة أمس",
        "شكر كليتي طب وهندسة أمس",
        "شكر كليتي الطب العقد والهندسة أمس",
        "شكر وزارتي بالزراعة والصحة أمس",
        "شكر الوزارتين الزراعة والصحة أمس",
        "شكر مدرستي الزراعة والصحة أمس",
        "شاركت وزارات الزراعة والصحة أمس",
        "شاركت وزارات، الزراعة، والصحة",
        "شاركت وزارات: الزراعة",
        "شاركت وزارات: كثيرة، وقديمة",
        "شاركت الوزارات: الزراعة، والصحة",
        "شاركت وزارات (الزراعة والصحة أمس",
        "شاركت إدارات: الزراعة، والصحة",
        "شاركت وزارات",
        "شكر وزارتي",
    ],
)
def test_one_member_or_none_shares_no_head(
    text: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    assert several(text, lexicons, gazetteer) == []


def test_a_member_is_no_longer_than_four_words(lexicons: Lexicons, gazetteer: Gazetteer) -> None:
    text = "شاركت وزارات: الشؤون الإسلامية الثقافية الفنية الحديثة، والصحة"
    assert several(text, lexicons, gazetteer) == []
    text = "شاركت وزارات: الشؤون الإسلامية الثقافية الفنية، والصحة"
    assert len(several(text, lexicons, gazetteer)) == 2


def test_a_list_ends_somewhere(lexicons: Lexicons, gazetteer: Gazetteer) -> None:
    listed = "، و".join(["الزراعة"] * (MOST_LISTED + 3))
    assert len(several(f"شاركت وزارات: {listed}", lexicons, gazetteer)) == MOST_LISTED
