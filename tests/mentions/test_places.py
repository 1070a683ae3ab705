"""Words that are the names of places elsewhere."""

from __future__ import annotations

import pytest

from kg.gazetteer import Gazetteer
from kg.language import analyse
from kg.lexicons import Lexicons
from kg.mentions.places import find_places
from kg.mentions.words import read_words
from kg.model import Document


def places(text: str, lexicons: Lexicons, gazetteer: Gazetteer) -> list[str]:
    words = read_words(analyse(Document(text, "", ""))[0], lexicons, gazetteer)
    return [each.name for each in find_places(words, gazetteer)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("أدى سالم يونس صلاة المغرب هناك", []),
        ("وصل سالم يونس بعد أذان المغرب", []),
        ("جمع سالم يونس صلاتي المغرب والعشاء", []),
        ("تقام صلوات المغرب هناك", []),
        ("أدى سالم يونس الصلاة في المغرب", ["المغرب"]),
        ("أقيمت صلاة بالمغرب أمس", ["المغرب"]),
        ("زار سالم يونس المغرب أمس", ["المغرب"]),
    ],
)
def test_a_prayer_is_no_country(
    text: str, found: list[str], lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    assert places(text, lexicons, gazetteer) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("أعاده الله بالخير واليمن والبركات", []),
        ("أعاده الله بالمسرات واليمن والبركة", []),
        ("أعاده الله باليمن والبركات", []),
        ("عم الخير واليمن ولبنان", ["اليمن", "لبنان"]),
        ("زار لبنان واليمن والأردن", ["لبنان", "اليمن", "الأردن"]),
    ],
)
def test_a_blessing_in_a_row_is_no_country(
    text: str, found: list[str], lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    assert places(text, lexicons, gazetteer) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("تسلم سالم يونس درعا تذكارية أمس", []),
        ("تسلم سالم يونس درعا تذكاريا أمس", []),
        ("زار سالم يونس درعا السورية أمس", ["درعا"]),
        ("زار سالم يونس درعا وتذكارية", ["درعا"]),
        ("زار سالم يونس درعا أمس", ["درعا"]),
        ("زار سالم يونس درعا نهارا", ["درعا"]),
    ],
)
def test_a_noun_before_an_adjective_without_article_is_no_town(
    text: str, found: list[str], lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    assert places(text, lexicons, gazetteer) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("وصلت القوات السعودية أمس", []),
        ("وصلت القوة السعودية أمس", []),
        ("شكر للقوات السعودية أمس", []),
        ("كرمت المرأة السعودية أمس", []),
        ("شاركت الجهات السعودية أمس", []),
        ("بدأت المباحثات المصرية السعودية أمس", []),
        ("زارت قوات السعودية أمس", ["السعودية"]),
        ("زار الوفد السعودية أمس", ["السعودية"]),
        ("وصلت القوات إلى السعودية أمس", ["السعودية"]),
        ("وصلت القوات والسعودية أمس", ["السعودية"]),
        ("وصلت القوات بالسعودية أمس", ["السعودية"]),
        ("زارت القوات مصر أمس", ["مصر"]),
        ("غادر سالم يونس يوم الجمعة السعودية", ["السعودية"]),
        ("غادر سالم يونس الليلة السعودية", ["السعودية"]),
        ("زارت السعودية أمس", ["السعودية"]),
        ("التقت السعودية أمس", ["السعودية"]),
        ("زارت الإمارات السعودية أمس", ["الإمارات", "السعودية"]),
        ("زارت الجزائرية السعودية أمس", ["السعودية"]),
        ("زار المملكة العربية السعودية أمس", ["المملكة العربية السعودية"]),
        ("زار المملكة السعودية أمس", ["المملكة السعودية"]),
        ("زار العربية السعودية أمس", ["العربية السعودية"]),
        ("السعودية", ["السعودية"]),
    ],
)
def test_an_adjective_behind_a_feminine_noun_is_no_country(
    text: str, found: list[str], lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    assert places(text, lexicons, gazetteer) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("وقعت تركيا اتفاقية أمس", ["تركيا"]),
        ("وقعت ألمانيا اتفاقية أمس", ["ألمانيا"]),
        ("زارت سوريا إعلامية أمس", ["سوريا"]),
        ("تضررت سوريا اقتصاديا أمس", ["سوريا"]),
        ("تضررت روسيا عسكريًا أمس", ["روسيا"]),
        ("تسلم سالم يونس درعا تكريمية أمس", []),
        ("تسلم سالم يونس درعا تذكارياً أمس", []),
        ("تسلم سالم يونس درعاً أمس", []),
        ("تسلم سالم يونس درعًا أمس", []),
    ],
)
def test_only_a_shield_is_no_town_before_a_feminine_adjective(
    text: str, found: list[str], lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    assert places(text, lexicons, gazetteer) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("وقال محافظ ينبع المهندس سالم مراد ذلك", ["ينبع"]),
        ("ومحافظ ينبع سالم مراد", ["ينبع"]),
        ("وقال المحافظ ينبع ذلك من حرصه", []),
        ("وقال محافظ ينبع كلامه من القلب", []),
    ],
)
def test_the_town_of_a_governor_who_is_named_is_no_verb(
    text: str, found: list[str], lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    assert places(text, lexicons, gazetteer) == found
