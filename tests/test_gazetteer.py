"""The gazetteer: what it knows, how it is asked, and what it says of broken files."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from kg.arabic import name_key
from kg.errors import LinkError
from kg.gazetteer import ALIAS_COLUMNS, PLACE_COLUMNS, SHIPPED, WIKIDATA_COLUMNS, Gazetteer
from kg.model import EntityType

HEADER = "\t".join(PLACE_COLUMNS)
ALIAS_HEADER = "\t".join(ALIAS_COLUMNS)
WIKIDATA_HEADER = "\t".join(WIKIDATA_COLUMNS)
ROW = "1\tCity\tواحة\tOasis\tSA\t24.5\t46.5\t900\tالواحة|واحتنا\tالواحة"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def words(text: str) -> list[str]:
    return name_key(text).split()


@pytest.mark.parametrize(
    ("name", "english"),
    [
        *[("الرياض", "Riyadh"), ("أبو ظبي", "Abu Dhabi"), ("أبوظبي", "Abu Dhabi")],
        *[("الدوحة", "Doha"), ("المنامة", "Manama"), ("مسقط", "Muscat"), ("صنعاء", "Sanaa")],
        *[("بغداد", "Baghdad"), ("دمشق", "Damascus"), ("بيروت", "Beirut")],
        *[("القدس", "Jerusalem"), ("القاهرة", "Cairo"), ("الخرطوم", "Khartoum")],
        *[("طرابلس", "Tripoli"), ("نواكشوط", "Nouakchott"), ("مقديشو", "Mogadishu")],
        *[("الرباط", "Rabat"), ("الجزائر العاصمة", "Algiers"), ("رام الله", "Ramallah")],
        *[("نيويورك", "New York City"), ("نيو يورك", "New York City")],
        *[("واشنطن", "Washington"), ("واشنطن العاصمة", "Washington"), ("لندن", "London")],
        *[("بكين", "Beijing"), ("بيجين", "Beijing"), ("جنيف", "Geneva"), ("موسكو", "Moscow")],
        *[("الدار البيضاء", "Casablanca"), ("كازابلانكا", "Casablanca"), ("جده", "Jeddah")],
        *[("خميس مشيط", "Khamis Mushait"), ("حفر الباطن", "Hafar Al-Batin")],
        *[("إسطنبول", "Istanbul"), ("اسطنبول", "Istanbul"), ("أديس أبابا", "Addis Ababa")],
    ],
)
def test_knows_cities(gazetteer: Gazetteer, name: str, english: str) -> None:
    found = [record for record in gazetteer.lookup(name) if record.type is EntityType.CITY]
    assert found[0].english == english
    assert found[0].geonames > 0


@pytest.mark.parametrize(
    ("name", "code"),
    [
        *[("السعودية", "SA"), ("المملكة العربية السعودية", "SA"), ("دولة الإمارات", "AE")],
        *[("الإمارات العربية المتحدة", "AE"), ("أمريكا", "US"), ("أميركا", "US")],
        *[("جمهورية مصر العربية", "EG"), ("بريطانيا", "GB"), ("كوت ديفوار", "CI")],
        *[("مملكة البحرين", "BH"), ("سلطنة عمان", "OM"), ("المملكة المغربية", "MA")],
    ],
)
def test_knows_countries(gazetteer: Gazetteer, name: str, code: str) -> None:
    record = gazetteer.lookup(name)[0]
    assert (record.type, record.country) == (EntityType.COUNTRY, code)
    assert gazetteer.country(code) == record


def test_every_place_is_found_under_each_of_its_names(gazetteer: Gazetteer) -> None:
    records = {record for found in gazetteer._records.values() for record in found}
    assert len(records) > 10_000
    for record in records:
        for name in (record.name, *record.aliases):
            assert record in gazetteer.lookup(name)


def test_records_come_most_populous_first(gazetteer: Gazetteer) -> None:
    for records in gazetteer._records.values():
        people = [record.population for record in records]
        assert people == sorted(people, reverse=True)
    assert [r.country for r in gazetteer.lookup("طرابلس")][:2] == ["LY", "LB"]


def test_no_country_is_asserted_for_a_disputed_city(gazetteer: Gazetteer) -> None:
    assert [record.country for record in gazetteer.lookup("القدس")] == [""]


def test_no_country_for_an_unknown_code(gazetteer: Gazetteer) -> None:
    assert gazetteer.country("XX") is None


@pytest.mark.parametrize(
    ("code", "wikidata", "latitude", "longitude"),
    [
        ("SA", "Q851", 24, 45),
        ("AE", "Q878", 23.5, 54.5),
        ("EG", "Q79", 26, 29.5),
        ("PS", "Q219060", 32, 35.3),
        ("FR", "Q142", 46.7, 2.5),
    ],
)
def test_countries_have_coordinates_and_wikidata_ids(
    gazetteer: Gazetteer, code: str, wikidata: str, latitude: float, longitude: float
) -> None:
    country = gazetteer.country(code)
    assert country is not None
    assert country.wikidata == wikidata
    assert (country.latitude, country.longitude) == pytest.approx((latitude, longitude), abs=1)


@pytest.mark.parametrize("name", ["الرياض", "الدوحة", "المنامة", "القاهرة", "طرابلس", "لندن"])
def test_capitals_are_known(gazetteer: Gazetteer, name: str) -> None:
    first, *others = gazetteer.lookup(name)
    assert first.is_capital
    assert not any(record.is_capital for record in others)


@pytest.mark.parametrize("name", ["دبي", "جدة", "نيويورك"])
def test_other_cities_are_no_capitals(gazetteer: Gazetteer, name: str) -> None:
    assert not gazetteer.lookup(name)[0].is_capital


def test_every_country_and_city_of_geonames_has_coordinates(gazetteer: Gazetteer) -> None:
    records = {record for found in gazetteer._records.values() for record in found}
    for record in records:
        if record.geonames and record.type is not EntityType.PLACE:
            assert record.latitude is not None and record.longitude is not None, record


def test_every_city_lies_in_a_country_that_is_known(gazetteer: Gazetteer) -> None:
    records = {record for found in gazetteer._records.values() for record in found}
    codes = {record.country for record in records if record.type is EntityType.CITY} - {""}
    territories = {
        record.country
        for record in records
        if record.type is EntityType.PLACE and gazetteer.country(record.country) is None
    }
    assert {code for code in codes if gazetteer.country(code) is None} <= territories


def test_match_takes_the_longest_name(gazetteer: Gazetteer) -> None:
    match = gazetteer.match(words("في الدار البيضاء أمس"), 1)
    assert match is not None
    assert (match.length, match.records[0].english, match.common_word) == (2, "Casablanca", False)
    longer = gazetteer.match(words("القاهرة الجديدة"), 0)
    assert longer is not None
    assert (longer.length, longer.records[0].english) == (2, "New Cairo")
    assert gazetteer.match(words("في الدار"), 1) is None
    assert gazetteer.match(words("في الدار البيضاء"), 0) is None


@pytest.mark.parametrize("name", ["كان", "العين", "حقل", "الوجه", "الخبر", "سليمان", "نايف"])
def test_ordinary_words_are_flagged(gazetteer: Gazetteer, name: str) -> None:
    match = gazetteer.match(words(name), 0)
    assert match is not None
    assert match.common_word
    assert gazetteer.is_common_word(name)


@pytest.mark.parametrize(
    "name", ["باريس", "الرياض", "جدة", "مصر", "الطائف", "تونس", "دبي", "نجران"]
)
def test_known_places_are_not_flagged(gazetteer: Gazetteer, name: str) -> None:
    # There is a باريس of 25,000 people too: the most populous place of a name decides.
    assert not gazetteer.is_common_word(name)


@pytest.mark.parametrize("name", ["ان", "له", "عنه", "سوف"])
def test_function_words_are_no_places(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.lookup(name) == ()


def test_letters_of_other_languages_are_left_out() -> None:
    text = (SHIPPED / "places.tsv").read_text(encoding="utf-8")
    names = "".join(line.split("\t")[2] + line.split("\t")[8] for line in text.split("\n") if line)
    assert not set(names) & set("یکگپچژۆێەىٹڈ") - {"ى"}


def test_the_table_is_small_and_attributed() -> None:
    assert sum(file.stat().st_size for file in SHIPPED.glob("*.tsv")) < 2_000_000
    readme = (SHIPPED / "README.md").read_text(encoding="utf-8")
    assert "GeoNames" in readme
    assert "creativecommons.org/licenses/by/4.0" in readme
    assert "Natural Earth" in readme


def test_survives_pickling(gazetteer: Gazetteer) -> None:
    copy = pickle.loads(pickle.dumps(gazetteer))
    assert copy.digest == gazetteer.digest
    assert copy.lookup("دبي") == gazetteer.lookup("دبي")


def test_a_users_folder_comes_on_top(tmp_path: Path, gazetteer: Gazetteer) -> None:
    dubai = gazetteer.lookup("دبي")[0].geonames
    (tmp_path / "places.tsv").write_text(
        f"{HEADER}\n# ours\n{ROW}\n\tPlace\tحي النخيل\t\tSA\t\t\t\t\t\n", encoding="utf-8"
    )
    (tmp_path / "aliases.tsv").write_text(
        f"{ALIAS_HEADER}\nدانة الدنيا\t{dubai}\t1\town\n", encoding="utf-8"
    )
    own = Gazetteer.load((SHIPPED, tmp_path))
    assert own.lookup("الواحة")[0].english == "Oasis"
    assert own.is_common_word("الواحة")
    assert not own.is_common_word("واحة")
    assert own.lookup("دانة الدنيا")[0].geonames == dubai
    assert own.is_common_word("دانة الدنيا")
    (quarter,) = own.lookup("حي النخيل")
    assert (quarter.geonames, quarter.latitude) == (0, None)
    assert own.lookup("الرياض") == gazetteer.lookup("الرياض")
    assert own.digest != gazetteer.digest


def test_a_users_row_takes_the_place_of_ours(tmp_path: Path, gazetteer: Gazetteer) -> None:
    dubai = gazetteer.lookup("دبي")[0].geonames
    row = f"{dubai}\tCity\tدبي\tDubai (own)\tAE\t25\t55\t5\t\t"
    (tmp_path / "places.tsv").write_text(f"{HEADER}\n{row}\n", encoding="utf-8")
    assert [r.english for r in Gazetteer.load((SHIPPED, tmp_path)).lookup("دبي")] == ["Dubai (own)"]


BROKEN_ROWS = {
    "two columns": ("1\tCity", "found 2 columns; expected 10"),
    "type": (ROW.replace("City", "Town"), "found the type 'Town'; expected City, Country, Place"),
    "id": (ROW.replace("1\t", "x1\t", 1), "found geonames 'x1'; expected a whole number"),
    "country": (ROW.replace("SA", "sa"), "found the country 'sa'"),
    "latitude": (
        ROW.replace("24.5", "124.5"),
        "found '124.5' degrees; expected a number within ±90",
    ),
    "not a number": (ROW.replace("46.5", "nan"), "found 'nan' degrees"),
    "population": (ROW.replace("900", "-9"), "found population '-9'"),
    "latin name": (
        ROW.replace("واحة", "Waha", 1),
        "found the form 'Waha'; expected a name in Arabic",
    ),
    "common word": (
        ROW.removesuffix("الواحة") + "نخل",
        "expected one of the row's own name and aliases",
    ),
    "twice": (f"{ROW}\n{ROW}", "found 'واحة' (1) again; expected it once (it stands at"),
}


@pytest.mark.parametrize(("rows", "message"), BROKEN_ROWS.values(), ids=BROKEN_ROWS)
def test_broken_places_are_named(tmp_path: Path, rows: str, message: str) -> None:
    file = tmp_path / "places.tsv"
    file.write_text(f"{HEADER}\n{rows}\n", encoding="utf-8")
    with pytest.raises(LinkError) as error:
        Gazetteer.load((tmp_path,))
    assert message in str(error.value)
    assert f"{file}:{2 + rows.count(chr(10))}" in str(error.value)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("الواحة الخضراء\t7\t0\town", "found the id 7; expected one of a row of the places"),
        ("الواحة الخضراء\t1\tyes\town", "found common_word 'yes'; expected 0 or 1"),
        ("الواحة الخضراء\t1\t0\t", "found no source"),
        ("Oasis\t1\t0\town", "found the form 'Oasis'"),
    ],
)
def test_broken_aliases_are_named(tmp_path: Path, row: str, message: str) -> None:
    (tmp_path / "places.tsv").write_text(f"{HEADER}\n{ROW}\n", encoding="utf-8")
    (tmp_path / "aliases.tsv").write_text(f"{ALIAS_HEADER}\n{row}\n", encoding="utf-8")
    with pytest.raises(LinkError, match=r"aliases.tsv:2: ") as error:
        Gazetteer.load((tmp_path,))
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("7\tQ5\town", "found the id 7; expected one of a row of the places"),
        ("1\tq5\town", "found the Wikidata id 'q5'; expected one as 'Q851'"),
        ("1\tQ5\t", "found no source"),
    ],
)
def test_broken_wikidata_ids_are_named(tmp_path: Path, row: str, message: str) -> None:
    (tmp_path / "places.tsv").write_text(f"{HEADER}\n{ROW}\n", encoding="utf-8")
    file = tmp_path / "wikidata.tsv"
    file.write_text(f"{WIKIDATA_HEADER}\n1\tQ5\town\n", encoding="utf-8")
    assert Gazetteer.load((tmp_path,)).lookup("واحة")[0].wikidata == "Q5"
    file.write_text(f"{WIKIDATA_HEADER}\n{row}\n", encoding="utf-8")
    with pytest.raises(LinkError, match=r"wikidata.tsv:2: ") as error:
        Gazetteer.load((tmp_path,))
    assert message in str(error.value)


def test_broken_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(LinkError, match="found no folder"):
        Gazetteer.load((tmp_path / "absent",))
    file = tmp_path / "places.tsv"
    file.write_bytes("دبي".encode("cp1256"))
    with pytest.raises(LinkError, match=r"places.tsv: found other bytes than UTF-8"):
        Gazetteer.load((tmp_path,))
    file.write_text("geonames\tname\n", encoding="utf-8")
    with pytest.raises(LinkError, match=r"places.tsv:1: found the header"):
        Gazetteer.load((tmp_path,))


def test_a_country_may_be_called_by_a_further_word(gazetteer: Gazetteer) -> None:
    called = gazetteer.calling({"المملكه": "SA"})
    short, full = called.match(["المملكه"], 0), called.match(["المملكه", "المغربيه"], 0)
    assert short is not None
    assert full is not None
    assert (short.length, short.records[0].country) == (1, "SA")
    assert (full.length, full.records[0].country) == (2, "MA")
    assert called.lookup("المملكة") == short.records
    assert gazetteer.match(["المملكه"], 0) is None
