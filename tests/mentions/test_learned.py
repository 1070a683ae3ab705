"""What grammar makes of the spans that a learned recognizer sees."""

from __future__ import annotations

import pytest

from kg.gazetteer import Gazetteer
from kg.language import analyse
from kg.lexicons import Lexicons
from kg.mentions.candidates import Candidate, choose, join
from kg.mentions.learned import find_learned, with_longer_titles
from kg.mentions.support import supported
from kg.mentions.sureness import MOST_RECEIVED, sure
from kg.mentions.titles import title_of
from kg.mentions.words import read_words
from kg.model import Document
from kg.recognizers import Span


def found(
    text: str,
    kind: str,
    seen: str,
    lexicons: Lexicons,
    gazetteer: Gazetteer,
    probability: float = 0.9,
) -> list[tuple[str, str]]:
    """The sure candidates for the words ``seen`` of a text: the words and the name of each."""
    sentence = analyse(Document(text=text, identifier="", sha256=""))[0]
    start = text.index(seen)
    inside = [
        index
        for index, token in enumerate(sentence.tokens)
        if start <= token.start and token.end <= start + len(seen)
    ]
    words = read_words(sentence, lexicons, gazetteer)
    span = Span(inside[0], inside[-1] + 1, kind, probability)
    candidates = find_learned(words, sentence, [span], lexicons, gazetteer)
    return [
        (join(words[each.first : each.last]), each.name)
        for each in sure(words, candidates, gazetteer)
    ]


@pytest.mark.parametrize(
    ("text", "seen", "whole", "name"),
    [
        ("قال الفريق أول سامي مراد ذلك", "سامي مراد", "الفريق أول سامي مراد", "سامي مراد"),
        ("قال الملازم أول سامي مراد ذلك", "أول سامي مراد", "الملازم أول سامي مراد", "سامي مراد"),
        (
            "رعى نائب خادم الحرمين الشريفين صاحب السمو الملكي الأمير سعود الحفل",
            "الأمير سعود",
            "صاحب السمو الملكي الأمير سعود",
            "سعود",
        ),
        ("زار الموقع أمين الحسيني أمس", "أمين الحسيني", "أمين الحسيني", "أمين الحسيني"),
    ],
)
def test_ranks_and_honorifics_are_before_the_name(
    text: str, seen: str, whole: str, name: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    assert found(text, "Person", seen, lexicons, gazetteer) == [(whole, name)]


@pytest.mark.parametrize(
    ("text", "seen", "name"),
    [
        ("حضر سامي مراد الحفل", "حضر سامي مراد", "سامي مراد"),
        ("شارك المختص، سامي كلين، فيها", "سامي", "سامي كلين"),
        ("شارك المختص سامي كلين فيها", "سامي", "سامي"),
        ("شارك المختص، سامي باسما، فيها", "سامي", "سامي"),
        ("يزيد مراد غائب", "يزيد مراد", "يزيد مراد"),
        ("شكر سامي مراد أمين عام الهيئة", "سامي مراد أمين", "سامي مراد"),
        ("شكر سامي مراد أمين الناس", "سامي مراد أمين", "سامي مراد أمين"),
        ("شكر سامي بن أمين مدني الناس", "سامي بن أمين مدني", "سامي بن أمين مدني"),
    ],
)
def test_a_name_is_neither_the_verb_before_nor_the_post_behind(
    text: str, seen: str, name: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    assert found(text, "Person", seen, lexicons, gazetteer) == [(name, name)]


@pytest.mark.parametrize(
    ("text", "kind", "seen"),
    [
        ("زار أمين الأحساء المعرض", "Person", "أمين الأحساء"),
        ("شكر الحضور أمير منطقة الجوف", "Person", "أمير منطقة"),
        ("رحب الأمين العام بالضيوف", "Person", "الأمين العام"),
        ("كان سامي عضو هيئة تدريس هناك", "Organization", "هيئة تدريس"),
        ("قال الناطق باسم الداخلية ذلك", "Person", "باسم الداخلية"),
        ("تولى رئاسة سامي مراد", "Title", "رئاسة"),
        ("شكر محافظ الوادي المكلف الناس", "Title", "المكلف"),
        ("تولت تنظيم الحفل", "Organization", "تنظيم الحفل"),
        ("احتفل الناس بعيد الفطر المبارك", "Conference", "بعيد الفطر المبارك"),
        ("احتفل الناس هنا في عيد الأضحى", "Conference", "عيد الأضحى"),
    ],
)
def test_a_post_is_no_name(
    text: str, kind: str, seen: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    assert found(text, kind, seen, lexicons, gazetteer) == []


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("رئيس الاتحاد الأوروبي الفرنسي سامي مراد غائب", ["الاتحاد الأوروبي"]),
        ("رئيس الاتحاد الأوروبي الفرنسي غائب اليوم أيضا", ["الاتحاد الأوروبي الفرنسي"]),
        ("رئيس المجلس التونسي الفرنسي سامي مراد غائب", ["المجلس التونسي الفرنسي"]),
    ],
)
def test_a_nation_behind_a_known_body_is_the_person_s(
    text: str, bodies: list[str], lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    sentence = analyse(Document(text=text, identifier="", sha256=""))[0]
    words = read_words(sentence, lexicons, gazetteer)
    spans = [Span(1, 4, "Organization", 0.9)]
    spans += [Span(4, 6, "Person", 0.9)] if "سامي" in text else []
    candidates = find_learned(words, sentence, spans, lexicons, gazetteer)
    assert [each.name for each in candidates if each.kind == "Organization"] == bodies


@pytest.mark.parametrize(
    ("event", "kind", "is_named"),
    [
        ("معرض تشكيلي", "Conference", False),
        ("ورشة عمل نسائية", "Conference", False),
        ("ورشة عمل نسائية", "Session", False),
        ("ندوة علمية", "Session", False),
        ("معرض الكتاب", "Conference", True),
        ("ورشة العمل الثانية", "Conference", True),
        ("ورشة عمل المدربين", "Session", True),
    ],
)
def test_a_head_and_adjectives_without_article_name_no_event(
    event: str, kind: str, is_named: bool, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    sentence = analyse(Document(text=f"أقيم {event} أمس", identifier="", sha256=""))[0]
    words = read_words(sentence, lexicons, gazetteer)
    span = Span(1, 1 + len(event.split()), kind, 0.9)
    (candidate,) = find_learned(words, sentence, [span], lexicons, gazetteer)
    assert candidate.is_reference is not is_named


@pytest.mark.parametrize(
    ("text", "seen", "name"),
    [
        ("أطلقت شركة قرطوبان خدمتها", "قرطوبان", "شركة قرطوبان"),
        ("المؤسس الشريك لشركة قرطوبان أمس", "قرطوبان", "شركة قرطوبان"),
        ("كتبت صحيفة قرطوبان ذلك", "قرطوبان", "صحيفة قرطوبان"),
        ("أعلنت شركات قرطوبان ذلك", "قرطوبان", "قرطوبان"),
        ("أعلن مجلس إدارة قرطوبان ذلك", "قرطوبان", "قرطوبان"),
        ("أعلنت الشركة قرطوبان ذلك", "قرطوبان", "قرطوبان"),
        ("أعلنت مجموعة قرطوبان ذلك", "قرطوبان", "قرطوبان"),
    ],
)
def test_a_company_s_name_begins_with_its_head(
    text: str, seen: str, name: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    assert [each for each, _ in found(text, "Organization", seen, lexicons, gazetteer)] == [name]


@pytest.mark.parametrize(
    ("seen", "name"),
    [
        ("مهرجان أبها للتسوق الـ 17", "مهرجان أبها للتسوق"),
        ("مهرجان أبها للتسوق الـ", "مهرجان أبها للتسوق"),
        ("مهرجان أبها للتسوق 17", "مهرجان أبها للتسوق 17"),
    ],
)
def test_an_edition_behind_the_article_is_no_part_of_a_name(
    seen: str, name: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    text = f"يواصل {seen} فعالياته"
    assert found(text, "Conference", seen, lexicons, gazetteer) == [(name, name)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("انطلق مهرجان التراث والأسر المنتجة أمس", "مهرجان التراث والأسر المنتجة"),
        ("شكر مهرجان التراث والأسر المنتجة سارة", "مهرجان التراث والأسر"),
        ("شكر مهرجان التراث والفن المنتجة أمس", "مهرجان التراث والفن"),
    ],
)
def test_an_adjective_behind_a_plural_is_a_part_of_a_name(
    text: str, name: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    seen = " ".join(text.split()[1:4])
    assert found(text, "Conference", seen, lexicons, gazetteer) == [(name, name)]


@pytest.mark.parametrize(
    ("text", "is_meeting"),
    [
        ("ألقى سالم كلمة", False),
        ("أكد سالم ذلك", False),
        ("استعرض سالم تقريرا", False),
        ("استعرض سالم مع الوزير تقريرا", True),
        ("التقى سالم زواره", True),
        ("يتقدمه سالم", False),
        ("استقبله سالم", True),
    ],
)
def test_a_speech_is_no_meeting(
    text: str, is_meeting: bool, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    verb = text.split()[0]
    assert bool(found(text, "Meeting", verb, lexicons, gazetteer)) is is_meeting


@pytest.mark.parametrize(
    ("before", "seen", "kind"),
    [
        ("مدير", "بيت الشباب", "Organization"),
        ("زار", "بيت الشباب", "Place"),
        ("مدير", "محافظة الوادي", "Place"),
    ],
)
def test_what_has_a_director_is_a_body(
    before: str, seen: str, kind: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    sentence = analyse(Document(text=f"{before} {seen} أمس", identifier="", sha256=""))[0]
    words = read_words(sentence, lexicons, gazetteer)
    spans = [Span(1, 3, "Place", 0.9)]
    (candidate,) = find_learned(words, sentence, spans, lexicons, gazetteer)
    assert candidate.kind == kind


@pytest.mark.parametrize(
    ("pattern", "kind", "seen", "stands"),
    [
        ("place.head", "Place", "Place", True),
        ("place.head", "Place", "Organization", False),
        ("conference.head", "Conference", "Initiative", False),
        ("organization.head", "Organization", "Place", True),
        ("organization.head", "Organization", None, False),
        ("organization.told", "Organization", None, True),
    ],
)
def test_a_doubtful_candidate_stands_where_the_recognizer_sees_its_like(
    pattern: str,
    kind: str,
    seen: str | None,
    stands: bool,
    lexicons: Lexicons,
    gazetteer: Gazetteer,
) -> None:
    sentence = analyse(Document(text="زار مركز الوادي أمس", identifier="", sha256=""))[0]
    words = read_words(sentence, lexicons, gazetteer)
    spans = [] if seen is None else [Span(1, 3, seen, 0.9)]
    learned = find_learned(words, sentence, spans, lexicons, gazetteer)
    candidate = Candidate(
        kind=kind, first=1, last=3, name="مركز الوادي", pattern=pattern, confidence=0.9, rank=55
    )
    assert bool(supported(words, [candidate], learned)) is stands


@pytest.mark.parametrize(
    ("text", "seen", "probability", "wins"),
    [
        ("قال وزير المياه والري سامي مراد ذلك", "وزير المياه والري", 0.9, True),
        ("قال وزير المياه والري سامي مراد ذلك", "وزير المياه والري", 0.6, False),
        ("قال وزير المياه والري سامي مراد ذلك", "وزير المياه", 0.9, False),
        ("قال وزير المياه المشرف سامي مراد ذلك", "وزير المياه المشرف", 0.9, False),
    ],
)
def test_a_learned_title_that_goes_on_wins(
    text: str, seen: str, probability: float, wins: bool, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    sentence = analyse(Document(text=text, identifier="", sha256=""))[0]
    words = read_words(sentence, lexicons, gazetteer)
    span = Span(1, 1 + len(seen.split()), "Title", probability)
    (learned,) = find_learned(words, sentence, [span], lexicons, gazetteer)
    rule = title_of(words, 1, 3, lexicons, pattern="title")
    chosen = choose(with_longer_titles(words, [rule, learned]))
    assert [join(words[each.first : each.last]) for each in chosen] == [
        seen if wins else "وزير المياه"
    ]


@pytest.mark.parametrize("kind", ["Session", "Initiative"])
def test_sessions_and_initiatives_are_believed_less(
    kind: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    text = "انطلق برنامج الشباب أمس" if kind == "Initiative" else "عقدت جلسة الشباب أمس"
    sentence = analyse(Document(text=text, identifier="", sha256=""))[0]
    words = read_words(sentence, lexicons, gazetteer)
    for probability, count in ((0.6, 0), (0.75, 1)):
        span = Span(1, 3, kind, probability)
        candidates = find_learned(words, sentence, [span], lexicons, gazetteer)
        assert len(sure(words, candidates, gazetteer)) == count


@pytest.mark.parametrize(
    ("text", "seen", "kind", "name"),
    [
        ("أقيمت فعاليات العيد بالواحة", "فعاليات العيد", "Conference", "فعاليات العيد"),
        ("أقيمت احتفالات صيف الواحة أمس", "احتفالات صيف", "Conference", "احتفالات صيف"),
        ("أقيمت فعاليات كثيرة بالواحة", "فعاليات كثيرة", "Conference", ""),
        ("استعد له قبل موسم الحج", "موسم الحج", "Conference", ""),
        ("بدأ أمس موسم الرياض", "موسم الرياض", "Conference", "موسم الرياض"),
        ("قال ذلك في معرض حديثه عنها", "معرض", "Conference", ""),
        ("عرض ذلك في معرض الواحة أمس", "معرض الواحة", "Conference", "معرض الواحة"),
        ("رأى في معرض حديثه عنها", "معرض حديثه", "Conference", ""),
        ("وألقيت محاضرة قدمتها الأديبة", "محاضرة قدمتها", "Session", "محاضرة"),
        ("وأقيمت ندوة العلوم قدمتها", "ندوة العلوم قدمتها", "Conference", "ندوة العلوم"),
        ("أمسية الشعر للمنشد سامي مراد", "أمسية الشعر للمنشد", "Conference", "أمسية الشعر"),
        ("أمسية الشعر للمنشد المعروف", "أمسية الشعر للمنشد", "Conference", "أمسية الشعر للمنشد"),
        ('ندوة "قصة حكتها" أمس', "قصة حكتها", "Conference", "قصة حكتها"),
    ],
)
def test_an_event_ends_before_clauses_and_before_whose_it_is(
    text: str, seen: str, kind: str, name: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    names = [each for each, _ in found(text, kind, seen, lexicons, gazetteer)]
    assert names == ([name] if name else [])


@pytest.mark.parametrize(
    ("text", "seen", "is_place"),
    [
        ("قال رئيس مركز العوشزية سامي مراد ذلك", "مركز العوشزية", True),
        ("قال رئيس مركز العوشزية الأستاذ مراد ذلك", "مركز العوشزية", True),
        ("قال رئيس مركز العوشزية أمس", "مركز العوشزية", False),
        ("قال مدير مركز العوشزية سامي مراد ذلك", "مركز العوشزية", False),
        ("قال رئيس مركز التدريب سامي مراد ذلك", "مركز التدريب", False),
        ("قال رئيس مركز الأبحاث سامي مراد ذلك", "مركز الأبحاث", False),
    ],
)
def test_a_district_has_a_head_who_is_named(
    text: str, seen: str, is_place: bool, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    sentence = analyse(Document(text=text, identifier="", sha256=""))[0]
    words = read_words(sentence, lexicons, gazetteer)
    person = Span(4, 6, "Person", 0.9)
    spans = [Span(2, 4, "Organization", 0.9), *([person] if "مراد" in text else [])]
    kinds = [each.kind for each in find_learned(words, sentence, spans, lexicons, gazetteer)]
    assert ("Place" in kinds) is is_place


@pytest.mark.parametrize(
    ("text", "seen", "kind"),
    [
        ("زار الوفد قناة السويس أمس", "قناة السويس", "Place"),
        ("زار الوفد المسجد الحرام أمس", "المسجد الحرام", "Place"),
        ("زار الوفد قناة العربية أمس", "قناة العربية", "Organization"),
        ("أعلن البيت الأبيض ذلك أمس", "البيت الأبيض", "Organization"),
        ("زار الوفد هيئة قناة السويس أمس", "هيئة قناة السويس", "Organization"),
        ("فازت الرياض أمس", "الرياض", "Organization"),
    ],
)
def test_what_the_gazetteer_knows_for_a_place_is_no_body(
    text: str, seen: str, kind: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    sentence = analyse(Document(text=text, identifier="", sha256=""))[0]
    words = read_words(sentence, lexicons, gazetteer)
    first = [word.full for word in words].index(seen.split()[0])
    span = Span(first, first + len(seen.split()), "Organization", 0.9)
    assert [each.kind for each in find_learned(words, sentence, [span], lexicons, gazetteer)] == [
        kind
    ]


@pytest.mark.parametrize(
    ("text", "seen", "kind"),
    [
        ("شارك في جلسة نقاشية أمس", "جلسة نقاشية", "Session"),
        ("بدأت الجلسة الافتتاحية أمس", "الجلسة الافتتاحية", "Session"),
        ("عقدت جلسة مباحثات أمس", "جلسة مباحثات", "Meeting"),
        ("عقدت جلسة مغلقة أمس", "جلسة مغلقة", "Meeting"),
    ],
)
def test_a_panel_is_no_meeting(
    text: str, seen: str, kind: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    sentence = analyse(Document(text=text, identifier="", sha256=""))[0]
    words = read_words(sentence, lexicons, gazetteer)
    first = text.split().index(seen.split()[0])
    span = Span(first, first + 2, "Meeting", 0.9)
    assert [each.kind for each in find_learned(words, sentence, [span], lexicons, gazetteer)] == [
        kind
    ]


@pytest.mark.parametrize(
    ("text", "seen", "is_known"),
    [
        ("فاز الهلال أمس", "الهلال", True),
        ("شكر إدارة الهلال أمس", "الهلال", True),
        ("لعب ضد الشباب والهلال أمس", "والهلال", True),
        ("حضر فريق والهلال أمس", "والهلال", True),
        ("فاز فريق الهلال أمس", "الهلال", False),
        ("فاز نادي الهلال أمس", "الهلال", False),
        ("فاز منتخب الهلال أمس", "الهلال", False),
        ("فاز الزيتون أمس", "الزيتون", False),
    ],
)
def test_a_club_is_known_by_one_word(
    text: str, seen: str, is_known: bool, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    assert bool(found(text, "Organization", seen, lexicons, gazetteer, 0.5)) is is_known
    assert found(text, "Organization", seen, lexicons, gazetteer)


@pytest.mark.parametrize(
    ("seen", "seen_as", "kind"),
    [
        ("الأهلي", "City", "Organization"),
        ("القادسية", "City", "Organization"),
        ("الرياض", "City", "City"),
        ("الريان", "City", "City"),
        ("الزيتون", "City", "City"),
        ("الأهلي القديم", "City", "City"),
        ("الأهلي", "Place", "Place"),
    ],
)
def test_a_club_is_no_town(
    seen: str, seen_as: str, kind: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    sentence = analyse(Document(text=f"احتضنه {seen} أمس", identifier="", sha256=""))[0]
    words = read_words(sentence, lexicons, gazetteer)
    span = Span(1, 1 + len(seen.split()), seen_as, 0.9)
    (candidate,) = find_learned(words, sentence, [span], lexicons, gazetteer)
    assert candidate.kind == kind


@pytest.mark.parametrize(
    ("body", "is_named"),
    [
        ("شركة صينية", False),
        ("شركة سعودية صينية", False),
        ("معهد للدراسات", False),
        ("شركة النور", True),
        ("شركة النور الصينية", True),
        ("شركة قرطوبان سعودية", True),
        ("الشركة الصينية", True),
        ("معهد الدراسات", True),
        ("معهد لدراسات الوادي", True),
        ("معهد الوادي للدراسات", True),
    ],
)
def test_a_body_of_which_only_its_kind_is_told_has_no_name(
    body: str, is_named: bool, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    names = found(f"أعلن عنه {body} أمس", "Organization", body, lexicons, gazetteer)
    assert names == ([(body, body)] if is_named else [])


@pytest.mark.parametrize(
    ("town", "kind", "probability", "is_sure"),
    [
        ("قرطوبان", "City", 0.69, False),
        ("قرطوبان", "City", 0.7, True),
        ("بشدة", "City", 0.69, False),
        ("نجران", "City", 0.5, True),
        ("قرطوبان", "Place", 0.5, True),
    ],
)
def test_a_town_that_no_gazetteer_knows_must_be_surer(
    town: str,
    kind: str,
    probability: float,
    is_sure: bool,
    lexicons: Lexicons,
    gazetteer: Gazetteer,
) -> None:
    text = f"وصل إلى {town} أمس"
    assert bool(found(text, kind, town, lexicons, gazetteer, probability)) is is_sure


@pytest.mark.parametrize(
    ("text", "seen", "is_title"),
    [
        ("شكر مقام الوزارة أمس", "مقام الوزارة", False),
        ("شكر مقام وزارة التعليم أمس", "مقام", False),
        ("شكر مدير الوزارة أمس", "مدير الوزارة", True),
        ("شكر قرطوب الوزارة أمس", "قرطوب الوزارة", True),
    ],
)
def test_a_place_is_no_title(
    text: str, seen: str, is_title: bool, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    assert bool(found(text, "Title", seen, lexicons, gazetteer)) is is_title


@pytest.mark.parametrize(
    ("text", "kind", "name", "pattern"),
    [
        ("أكدت الحملة نجاحها أمس", "Initiative", "الحملة", "initiative.reference"),
        ("أكدت الحملة نجاحها أمس", "Organization", "الحملة", "organization.reference"),
        ("وقد استقبل الوزير أمس", "Meeting", "استقبل الوزير أمس", "meeting.verb"),
    ],
)
def test_a_word_with_the_article_is_no_verb(
    text: str, kind: str, name: str, pattern: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    sentence = analyse(Document(text=text, identifier="", sha256=""))[0]
    words = read_words(sentence, lexicons, gazetteer)
    span = Span(1, 2, kind, 0.9, is_reference=True)
    (candidate,) = find_learned(words, sentence, [span], lexicons, gazetteer)
    assert (candidate.name, candidate.pattern) == (name, pattern)


@pytest.mark.parametrize(
    ("text", "is_meeting"),
    [
        ("استقبلت العيادة 90 مريضا", False),
        ("استقبل المطار أول طائرة أمس", False),
        ("يستقبل المطار 20 طائرة", False),
        ("استقبلت العيادة المرضى أمس", True),
        ("التقت العيادة 90 مريضا", True),
        ("زارت العيادة 90 مريضا", True),
        ("استقبل سالم يونس 90 مريضا", True),
        ("استقبل القرطوب الحربي 90 مريضا", True),
        ("استقبل الدكتور 90 مريضا", True),
        ("استقبل الطبيب 90 مريضا", True),
        ("استقبل المدير 90 مريضا", True),
        ("استقبلت العيادة 90 مريضا مع المدير", True),
        ("استقبل الوادي أول وفد أمس", True),
        ("استقبلت الجامعة وفدا من 20 طالبا", True),
        ("استقبلت الجامعة بعثة من 20 طالبا", True),
        ("استقبلت الجامعة 20 ضيف", True),
    ],
)
def test_what_is_taken_in_is_no_meeting(
    text: str, is_meeting: bool, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    verb = text.split()[0]
    assert bool(found(text, "Meeting", verb, lexicons, gazetteer)) is is_meeting


def test_a_guest_is_named_near_the_verb(lexicons: Lexicons, gazetteer: Gazetteer) -> None:
    for between, is_meeting in ((MOST_RECEIVED - 3, True), (MOST_RECEIVED - 2, False)):
        text = f"استقبل المطار 90 {' '.join(['قرطوبا'] * between)} المدير"
        assert bool(found(text, "Meeting", "استقبل", lexicons, gazetteer)) is is_meeting


@pytest.mark.parametrize(
    ("text", "seen", "name"),
    [
        ("قال محافظ خميس مشيط سالم بن مراد ذلك", "مشيط سالم بن مراد", "سالم بن مراد"),
        ("قال محافظ شرم الشيخ سالم مراد ذلك", "الشيخ سالم مراد", "سالم مراد"),
        ("قال محافظ بيت لحم خالد مراد ذلك", "لحم خالد مراد", "خالد مراد"),
        ("قال محافظ خميس مشيط سالم بن مراد ذلك", "سالم بن مراد", "سالم بن مراد"),
        ("قال محافظ مشيط سالم بن مراد ذلك", "مشيط سالم بن مراد", "مشيط سالم بن مراد"),
        ("قال محافظ خميس مشيط القرطوب مراد ذلك", "مشيط القرطوب مراد", "مشيط القرطوب مراد"),
        ("قال محافظ نجران سالم بن مراد ذلك", "سالم بن مراد", "سالم بن مراد"),
        ("قال محافظ خميس مشيط ذلك", "مشيط", ""),
    ],
)
def test_the_end_of_a_town_is_no_part_of_a_person_s_name(
    text: str, seen: str, name: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    names = [each for _, each in found(text, "Person", seen, lexicons, gazetteer)]
    assert names == ([name] if name else [])


@pytest.mark.parametrize(
    ("text", "seen", "name"),
    [
        ("قال الرئيس اليمني المخلوع سالم مراد ذلك", "المخلوع سالم مراد", "سالم مراد"),
        ("قال الرئيس اليمني المخلوع سالم مراد ذلك", "المخلوع", ""),
        ("قال الرئيس المقبل سالم مراد ذلك", "المقبل سالم مراد", "سالم مراد"),
        ("قال رئيس النادي سالم المقبل ذلك", "سالم المقبل", "سالم المقبل"),
    ],
)
def test_whether_one_holds_the_post_still_is_no_name(
    text: str, seen: str, name: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    names = [each for _, each in found(text, "Person", seen, lexicons, gazetteer)]
    assert names == ([name] if name else [])


@pytest.mark.parametrize(
    ("text", "town", "is_sure"),
    [
        ("قام بزيارة خاطفة أمس", "خاطفة", False),
        ("قام بزيارة قرطوبة أمس", "قرطوبة", False),
        ("قام بزيارة بريدة أمس", "بريدة", True),
        ("وصل إلى قرطوبة أمس", "قرطوبة", True),
    ],
)
def test_what_a_visit_was_like_is_no_town(
    text: str, town: str, is_sure: bool, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    assert bool(found(text, "City", town, lexicons, gazetteer)) is is_sure


@pytest.mark.parametrize(
    ("seen", "names"),
    [
        ("فيصل بن بندر الشيخ القرني", ["فيصل بن بندر", "القرني"]),
        ("فيصل بن بندر الجميع", ["فيصل بن بندر"]),
        ("فيصل بن بندر آل الشيخ", ["فيصل بن بندر آل الشيخ"]),
        ("فيصل الشيخ", ["فيصل الشيخ"]),
    ],
)
def test_whom_somebody_met_is_another_person(
    seen: str, names: list[str], lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    text = f"بادل الأمير {seen} التهنئة"
    assert [each for _, each in found(text, "Person", seen, lexicons, gazetteer)] == names


@pytest.mark.parametrize(
    ("text", "seen", "name"),
    [
        ("خلال لقاء جمع بينهما", "لقاء جمع", "لقاء"),
        ("خلال اجتماع ضم وزراء", "اجتماع ضم", "اجتماع"),
        ("خلال لقاء جمع التبرعات", "لقاء جمع التبرعات", "لقاء جمع التبرعات"),
        ("خلال لقاء الجمع الكريم", "لقاء الجمع", "لقاء الجمع"),
    ],
)
def test_whom_a_meeting_brings_together_is_no_part_of_its_name(
    text: str, seen: str, name: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    assert [each for _, each in found(text, "Meeting", seen, lexicons, gazetteer)] == [name]


@pytest.mark.parametrize(
    ("seen", "seen_as", "kind"),
    [
        ("حفل معايدة", "Meeting", "Conference"),
        ("حفل المعايدة", "Meeting", "Conference"),
        ("الحفل السنوي", "Meeting", "Conference"),
        ("حفلها السنوي", "Meeting", "Conference"),
        ("احتفال الأهالي", "Meeting", "Conference"),
        ("احتفالية الوادي", "Meeting", "Conference"),
        ("احتفالات العيد", "Meeting", "Conference"),
        ("لقاء معايدة", "Meeting", "Meeting"),
        ("لقاء الحفل", "Meeting", "Meeting"),
        ("اجتماع الأهالي", "Meeting", "Meeting"),
        ("حفل معايدة", "Session", "Session"),
    ],
)
def test_a_celebration_is_no_meeting(
    seen: str, seen_as: str, kind: str, lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    sentence = analyse(Document(text=f"أقيم {seen} أمس", identifier="", sha256=""))[0]
    words = read_words(sentence, lexicons, gazetteer)
    spans = [Span(1, 3, seen_as, 0.9)]
    (candidate,) = find_learned(words, sentence, spans, lexicons, gazetteer)
    assert candidate.kind == kind
