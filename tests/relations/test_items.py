"""The items that relation patterns see, made of words and chunks."""

from dataclasses import replace

import pytest

from kg.chunks import Chunk
from kg.relations.items import read_items
from tests.relations.reading import recognition


@pytest.mark.parametrize(
    ("text", "kind", "is_verb"),
    [
        ("التقى يونس سالم أمس", "Meeting", True),
        ("اجتماع يونس سالم أمس", "Meeting", False),
        ("التقى يونس سالم أمس", "Conference", False),
    ],
)
def test_a_verb_that_names_a_meeting_is_still_a_verb(text: str, kind: str, is_verb: bool) -> None:
    read = recognition(text)
    chunk = Chunk(kind=kind, first=0, last=1, text=text.split()[0], mention=len(read.mentions))
    others = [each for each in read.chunks[0] if each.first]
    item = read_items(replace(read, chunks=((chunk, *others),)), 0)[0]
    assert f"@{kind}" in item.tags
    assert ("c:verb.meet" in item.tags) is is_verb


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("يقام في كل من: الرياض وجدة", ["يقام", "في", "الرياض", "جدة"]),
        ("يقام في كل من الرياض وجدة", ["يقام", "في", "الرياض", "جدة"]),
        ("يقام في كل من: السعودية ومصر", ["يقام", "في", "السعودية", "مصر"]),
        ("يقام في كل من مدينة الرياض وجدة", ["يقام", "في", "مدينة الرياض", "جدة"]),
        (
            "يقام في كل من: الشارقة وفي كل من: جدة والرياض",
            ["يقام", "في", "الشارقة", "في", "جدة", "الرياض"],
        ),
        ("يقام إلى كل من: الرياض وجدة", ["يقام", "إلى", "كل", "من", ":", "الرياض", "جدة"]),
        ("يقام من كل من الرياض وجدة", ["يقام", "من", "كل", "من", "الرياض", "جدة"]),
        ("زار كل من: الرياض وجدة", ["زار", "كل", "من", ":", "الرياض", "جدة"]),
        ("كل من: الرياض وجدة", ["كل", "من", ":", "الرياض", "جدة"]),
        ("يقام في كل هذا من: الرياض", ["يقام", "في", "كل", "هذا", "من", ":", "الرياض"]),
        ("يقام في كل من، الرياض", ["يقام", "في", "كل", "من", "،", "الرياض"]),
        ("يقام في كل من سالم يونس", ["يقام", "في", "كل", "من", "سالم يونس"]),
        (
            "يقام في كل من: سالم يونس وخالد مراد",
            ["يقام", "في", "كل", "من", ":", "سالم يونس", "خالد مراد"],
        ),
        ("يقام في كل من: وزارة العمل", ["يقام", "في", "كل", "من", ":", "وزارة العمل"]),
        ("يقام في كل من الأسواق", ["يقام", "في", "كل", "من", "الأسواق"]),
        ("يقام في كل من:", ["يقام", "في", "كل", "من", ":"]),
        ("يقام في كل من", ["يقام", "في", "كل", "من"]),
        ("يقام في كل", ["يقام", "في", "كل"]),
    ],
)
def test_each_of_some_places_is_the_places(text: str, items: list[str]) -> None:
    found = read_items(recognition(text), 0)
    assert [text[each.start : each.end] for each in found] == items


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("زار خالد مراد أسرة الشهيد يونس سالم", [True, False]),
        ("حضر والد يونس سالم وخالد مراد", [False, True]),
        ("أبلغ خالد مراد الأسرة، ويونس سالم", [True, True]),
    ],
)
def test_whose_family_it_is_takes_part_in_nothing(text: str, acts: list[bool]) -> None:
    people = [item for item in read_items(recognition(text), 0) if "@Person" in item.tags]
    assert ["@People" in item.tags for item in people] == acts
