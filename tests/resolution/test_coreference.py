"""Which mentions of a document are one thing: texts and their things, read by the mention stage."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from kg.chunks import OF_SEVERAL
from kg.gazetteer import Gazetteer
from kg.language import analyse
from kg.lexicons import Lexicons
from kg.mentions import recognise
from kg.model import Claim, Document, EntityType, Mention, Relation
from kg.resolution.coreference import cluster
from kg.resolution.meetings import without_silent

CASES = tomllib.loads(
    (Path(__file__).parent.parent / "cases" / "coreference.toml").read_text(encoding="utf-8")
)["case"]


@pytest.fixture(scope="module")
def lexicons() -> Lexicons:
    return Lexicons.load()


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_things_are_those_that_a_reader_sees(
    case: dict[str, object], lexicons: Lexicons, gazetteer: Gazetteer
) -> None:
    text = str(case["text"])
    document = Document(text=text, identifier="", sha256="")
    mentions = recognise(document, analyse(document), lexicons, gazetteer).mentions
    things = [
        [text[mentions[index].start : mentions[index].end] for index in each.mentions]
        for each in cluster(document, mentions)
        if len(each.mentions) > 1
    ]
    assert things == case["things"]


def mention(name: str, **fields: object) -> Mention:
    """A mention; where it stands does not matter here."""
    values: dict[str, object] = {
        "type": EntityType.PERSON,
        "start": 0,
        "end": 0,
        "sentence": 0,
        "pattern": "test",
        "confidence": 1.0,
    }
    return Mention(name=name, **(values | fields))  # type: ignore[arg-type]


EMPTY = Document(text="", identifier="", sha256="")


def test_the_fullest_name_is_the_thing_s_name() -> None:
    mentions = [mention("الحوسني"), mention("نبيل الحوسني"), mention("نبيل بن علي الحوسني")]
    (only,) = cluster(EMPTY, mentions)
    assert only.name == "نبيل بن علي الحوسني"
    assert only.names == ("نبيل بن علي الحوسني", "نبيل الحوسني", "الحوسني")
    assert only.mentions == (0, 1, 2)


def test_gender_tells_people_of_one_family_apart() -> None:
    mentions = [
        mention("ياسر المنصوري", gender="m"),
        mention("هند المنصوري", gender="f"),
        mention("المنصوري", gender="m"),
    ]
    assert [each.mentions for each in cluster(EMPTY, mentions)] == [(0, 2), (1,)]


def test_places_of_one_geonames_id_are_one() -> None:
    mentions = [
        mention("الولايات المتحدة", type=EntityType.COUNTRY, geonames=6252001),
        mention("أمريكا", type=EntityType.COUNTRY, geonames=6252001),
        mention("كندا", type=EntityType.COUNTRY, geonames=6251999),
    ]
    assert [each.mentions for each in cluster(EMPTY, mentions)] == [(0, 1), (2,)]


def test_a_reference_without_antecedent_is_no_thing() -> None:
    reference = mention(
        "المكتب",
        type=EntityType.ORGANIZATION,
        is_reference=True,
        head="مكتب",
        pattern="x.reference",
    )
    assert cluster(EMPTY, [reference]) == ()


def test_an_event_without_name_counts_where_somebody_took_part() -> None:
    meeting = mention(
        "اجتماع",
        type=EntityType.MEETING,
        is_reference=True,
        head="اجتماع",
        pattern="meeting.unnamed",
    )
    clusters = cluster(EMPTY, [meeting, mention("نبيل الحوسني")])
    # Learned relations may yet say who took part.
    assert [(each.mentions, each.is_named) for each in clusters] == [((0,), False), ((1,), True)]
    took_part = Claim(Relation.PARTICIPANT, 0, 1, 0, 0, 0, "test", 1.0)
    held = Claim(Relation.DATE, 0, None, 0, 0, 0, "test", 1.0, literal="2015")
    assert without_silent(clusters, [took_part]) == clusters
    assert without_silent(clusters, [held]) == clusters[1:]


@pytest.mark.parametrize(
    ("type", "names", "stays"),
    [
        (EntityType.CONFERENCE, ["معرض"], False),
        (EntityType.CONFERENCE, ["معرض تشكيلي"], True),
        (EntityType.SESSION, ["ورشة"], True),
        (EntityType.MEETING, ["زيارة"], True),
        (EntityType.MEETING, ["زيارته"], False),
        (EntityType.MEETING, ["زيارته", "الزيارة"], True),
    ],
)
def test_an_event_counts_where_a_word_tells_which_it_is(
    type: EntityType, names: list[str], stays: bool
) -> None:
    mentions = [
        mention(name, type=type, is_reference=True, head="زياره", pattern=f"x.{pattern}")
        for name, pattern in zip(names, ["unnamed", "reference"], strict=False)
    ]
    clusters = cluster(EMPTY, [*mentions, mention("نبيل الحوسني")])
    took_part = Claim(Relation.PARTICIPANT, 0, len(mentions), 0, 0, 0, "test", 1.0)
    found = {each.type for each in without_silent(clusters, [took_part])}
    assert (type in found) is stays


def test_one_name_of_two_types_is_two_things() -> None:
    mentions = [mention("الواحة", type=EntityType.CITY), mention("الواحة", type=EntityType.PLACE)]
    assert len(cluster(EMPTY, mentions)) == 2


@pytest.mark.parametrize("name", ["آل", "بن", "الشيخ", "؟"])
def test_a_name_of_which_no_word_is_left_to_compare(name: str) -> None:
    mentions = [mention(name), mention("نبيل الحوسني"), mention("الحوسني")]
    assert [each.mentions for each in cluster(EMPTY, mentions)] == [(0,), (1, 2)]


def events(*names: str, held: dict[int, str] | None = None) -> list[list[str]]:
    """The conferences of these names, where Hail and Al Baha are cities of the document.

    ``held`` tells of events, by their place among the names, in which city they are.
    """
    cities = [mention(name, type=EntityType.CITY) for name in ("حائل", "الباحة")]
    named = [
        mention(name, type=EntityType.CONFERENCE, head=name.split()[0], start=index)
        for index, name in enumerate(names)
    ]
    claims = [
        Claim(
            relation=Relation.LOCATION,
            subject=index,
            object=len(named) + [city.name for city in cities].index(city_name),
            sentence=0,
            start=0,
            end=1,
            pattern="test",
            confidence=1.0,
        )
        for index, city_name in (held or {}).items()
    ]
    clusters = cluster(EMPTY, [*named, *cities], claims)
    return [
        [names[index] for index in each.mentions]
        for each in clusters
        if each.type is EntityType.CONFERENCE
    ]


def test_an_event_may_be_named_with_its_place_and_without() -> None:
    assert events("ملتقى شباب حائل", "ملتقى الشباب 2017") == [
        ["ملتقى شباب حائل", "ملتقى الشباب 2017"]
    ]


@pytest.mark.parametrize(
    "names",
    [
        ("ملتقى شباب حائل", "ملتقى شباب الباحة"),
        ("ملتقى الشباب 2016", "ملتقى الشباب 2017"),
        ("ملتقى الشباب الأول", "ملتقى شباب حائل الثاني"),
        ("ملتقى الشباب", "مهرجان حائل"),
    ],
)
def test_events_in_two_places_or_years_are_two(names: tuple[str, ...]) -> None:
    assert events(*names) == [[name] for name in names]


def test_a_name_that_fits_two_events_does_not_make_them_one() -> None:
    names = ("ملتقى شباب حائل للفنون", "ملتقى شباب الباحة للفنون", "ملتقى الفنون")
    assert events(*names) == [[names[0]], [names[1], names[2]]]


def test_an_event_may_be_named_after_the_city_where_it_is() -> None:
    names = ("معرض الفنون القديمة", "معرض حائل", "معرض الزهور")
    one, other = [names[0], names[1]], [names[2]]
    assert events(*names, held={0: "حائل"}) == [one, other]
    assert events(*names, held={0: "الباحة"}) == [[name] for name in names]
    assert events(*names, held={0: "حائل", 2: "حائل"}) == [[name] for name in names]


@pytest.mark.parametrize(
    "names",
    [
        ("صيف الخرج 36", "عيد وصيف الخرج 36"),
        ("صيف الخرج36", "مهرجان صيف الخرج 36"),
        ("احتفال أهالي الوادي", "احتفال أهالي الوادي بعيد الفطر"),
    ],
)
def test_an_event_may_be_named_in_short(names: tuple[str, ...]) -> None:
    assert events(*names) == [list(names)]


def headline(text: str, *places: str) -> list[list[str]]:
    """The conferences of a document that begins with a headline, each by its mentions."""
    document = Document(text=text, identifier="", sha256="")
    lines = text.split("\n")
    found = []
    for name in places:
        start = text.index(name)
        line = text[:start].count("\n")
        found.append(
            mention(
                name,
                type=EntityType.CONFERENCE,
                head=name.split()[0],
                start=start,
                end=start + len(name),
                sentence=line,
            )
        )
    assert len(lines) > 1
    return [[places[index] for index in each.mentions] for each in cluster(document, found)]


def test_the_event_of_a_headline_is_that_which_the_article_begins_with() -> None:
    names = ("ملتقى الوادي", "مهرجان عيد الفطر")
    text = "ختام ملتقى الوادي\nاختتم مهرجان عيد الفطر أعماله أمس.\n"
    assert headline(text, *names) == [list(names)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "ختام ملتقى الوادي ومعرض النخيل\nاختتم مهرجان العيد أعماله.\n",
            ("ملتقى الوادي", "معرض النخيل", "مهرجان العيد"),
        ),
        (
            "ختام ملتقى الوادي الأول\nاختتم مهرجان العيد الثاني أعماله.\n",
            ("ملتقى الوادي الأول", "مهرجان العيد الثاني"),
        ),
        (
            "ختام ملتقى الوادي\nقال.\nثم قال.\nثم قال.\nاختتم مهرجان العيد أعماله.\n",
            ("ملتقى الوادي", "مهرجان العيد"),
        ),
    ],
)
def test_a_headline_of_several_other_or_distant_events_tells_nothing(
    text: str, names: tuple[str, ...]
) -> None:
    assert headline(text, *names) == [[name] for name in names]


def bodies(*names: str, **fields: object) -> list[list[str]]:
    mentions = [
        mention(name, type=EntityType.ORGANIZATION, head=name.split()[0], **fields)
        for name in names
    ]
    return [[names[index] for index in each.mentions] for each in cluster(EMPTY, mentions)]


def test_a_service_is_also_called_without_its_directorate() -> None:
    names = ("المديرية العامة للدفاع المدني", "الدفاع المدني")
    assert bodies(*names) == [list(names)]
    apart = ("المؤسسة الخيرية للدفاع المدني", "الدفاع المدني")
    assert bodies(*apart) == [[name] for name in apart]


def test_a_body_is_also_called_what_stands_in_quotation_marks_behind_it() -> None:
    text = "قال الاتحاد الدولي لكرة القدم “فيفا” ذلك. وشكر فيفا الناس."
    name = "الاتحاد الدولي لكرة القدم"
    mentions = [
        mention(
            each, type=EntityType.ORGANIZATION, head=each.split()[0], start=at, end=at + len(each)
        )
        for each, at in ((name, text.index(name)), ("فيفا", text.rindex("فيفا")))
    ]
    document = Document(text=text, identifier="", sha256="")
    assert [each.mentions for each in cluster(document, mentions)] == [(0, 1)]
    plain = Document(text=text.replace("“فيفا”", "أمس   "), identifier="", sha256="")
    assert [each.mentions for each in cluster(plain, mentions)] == [(0,), (1,)]


def held(*events: tuple[str, str], pattern: str = "organizer.verb_first") -> list[list[int]]:
    """Which events, given as name and organizer below a headline, are one thing."""
    text = "عنوان الخبر\n" + " ".join(["خبر"] * 80)
    named = [
        mention(name, type=EntityType.CONFERENCE, head=name.split()[0], start=40 + index)
        for index, (name, _) in enumerate(events)
    ]
    bodies = [mention(body, type=EntityType.ORGANIZATION) for _, body in events]
    claims = [
        Claim(Relation.ORGANIZER, at, len(named) + at, 0, 0, 1, pattern, 1.0)
        for at in range(len(named))
    ]
    clusters = cluster(Document(text, "", ""), [*named, *bodies], claims)
    return [list(each.mentions) for each in clusters if each.type is EntityType.CONFERENCE]


def test_parties_of_two_bodies_are_two() -> None:
    party = "حفل معايدة"
    assert held((party, "بلدية الوادي"), (party, "جامعة النور")) == [[0], [1]]
    assert held((party, "بلدية الوادي"), (party, "بلدية الوادي")) == [[0, 1]]
    assert held((party, "بلدية الوادي"), (party, "أمانة الوادي")) == [[0, 1]]
    guessed = held((party, "بلدية الوادي"), (party, "جامعة النور"), pattern="learned")
    assert guessed == [[0, 1]]


@pytest.mark.parametrize(
    ("name", "is_named"),
    [
        ("حفل المعايدة السنوي", False),
        ("حفل تكريم لمنسوبيها", False),
        ("حفل تكريم الطلاب المتفوقين", True),
        ("حفل معايدة الواحة", True),
        ("معرض السنوي", True),
        ("حفل", True),
    ],
)
def test_a_party_of_which_only_its_kind_is_told_has_no_name(name: str, is_named: bool) -> None:
    party = mention(name, type=EntityType.CONFERENCE, head=name.split()[0])
    assert [each.is_named for each in cluster(EMPTY, [party])] == [is_named]


def test_a_party_with_a_name_is_also_called_by_its_kind() -> None:
    names = ("حفل معايدة الواحة", "حفل معايدة")
    parties = [mention(name, type=EntityType.CONFERENCE, head="حفل") for name in names]
    assert [each.is_named for each in cluster(EMPTY, parties)] == [True]


def test_an_event_is_also_called_its_latin_name() -> None:
    assert events("تظاهرة Smart City Africa", "Smart City Africa") == [
        ["تظاهرة Smart City Africa", "Smart City Africa"]
    ]
    assert len(events("تظاهرة Smart City Africa", "Smart City Asia")) == 2


@pytest.mark.parametrize(
    ("pattern", "again", "things"),
    [
        (OF_SEVERAL, "الزيتون", [(0, 2), (1,)]),
        (OF_SEVERAL, "جامعة الزيتون", [(0, 2), (1,)]),
        (OF_SEVERAL, "الوادي", [(0,), (1,), (2,)]),
        ("organization.head", "الزيتون", [(0,), (1,), (2,)]),
    ],
)
def test_one_of_several_bodies_is_also_called_by_its_own_words(
    pattern: str, again: str, things: list[tuple[int, ...]]
) -> None:
    text = f"تعاونت جامعتا الزيتون والنور أمس. وقالت {again} ذلك."
    mentions = [
        mention(name, type=EntityType.ORGANIZATION, start=at, end=at + len(words), **fields)
        for name, words, at, fields in (
            ("جامعة الزيتون", "الزيتون", text.index("الزيتون"), {"pattern": pattern}),
            ("جامعة النور", "النور", text.index("النور"), {"pattern": pattern}),
            (again, again, text.rindex(again), {}),
        )
    ]
    document = Document(text=text, identifier="", sha256="")
    assert [each.mentions for each in cluster(document, mentions)] == things
