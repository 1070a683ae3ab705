"""The gazetteer: cities, countries and other places with their Arabic names, read and checked.

A folder of the gazetteer holds up to five tables in UTF-8, columns separated by tabs.
Lines that begin with ``#`` and empty lines are left out. In ``places.tsv`` (built from
GeoNames and CLDR, see the README beside it) and ``added.tsv`` (hand-made, same format)
a row is a place::

    geonames  type  name  english  country  latitude  longitude  population  aliases  common_words

``geonames`` is the GeoNames id, empty for a place that is known without one; ``country``
an ISO 3166 alpha-2 code, empty where it is disputed; coordinates are WGS 84 degrees, empty
where unknown; ``aliases`` are the other Arabic forms, separated by ``|``; ``common_words``
are those of the forms that are ordinary words or people's names too (كان، العين) or one-word
names of little-known towns, for which a reader asks for context. In ``aliases.tsv``
(hand-made) a row is a form of a place that has an id::

    form  geonames  common_word  source

and in ``wikidata.tsv`` the Wikidata id of a place that has a GeoNames id::

    geonames  wikidata  source

and in ``capitals.tsv`` a capital by its GeoNames id::

    geonames  source

A user's own folder may hold any of the five; its rows come on top of ours, and a row
with the id of an earlier folder's (or, without id, its type, name and country) takes its place.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.arabic import is_arabic, name_key
from kg.errors import LinkError
from kg.model import EntityType, PlaceRecord

SHIPPED = Path(__file__).parent / "data" / "gazetteer"
"""The folder of the gazetteer that comes with kg."""

PLACE_FILES = ("places.tsv", "added.tsv")
ALIAS_FILE = "aliases.tsv"
WIKIDATA_FILE = "wikidata.tsv"
CAPITAL_FILE = "capitals.tsv"
FILES = frozenset({*PLACE_FILES, ALIAS_FILE, WIKIDATA_FILE, CAPITAL_FILE})
"""The names of the gazetteer's files in any folder."""

PLACE_COLUMNS = (
    "geonames",
    "type",
    "name",
    "english",
    "country",
    "latitude",
    "longitude",
    "population",
    "aliases",
    "common_words",
)
ALIAS_COLUMNS = ("form", "geonames", "common_word", "source")
WIKIDATA_COLUMNS = ("geonames", "wikidata", "source")
CAPITAL_COLUMNS = ("geonames", "source")

_WIKIDATA = re.compile(r"Q[1-9][0-9]*")
_TYPES = {kind.value: kind for kind in (EntityType.CITY, EntityType.COUNTRY, EntityType.PLACE)}


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """A name of the gazetteer found in a row of words.

    ``length`` counts words, ``records`` are the places of that name, most populous first;
    ``common_word`` says that the name may as well be an ordinary word or a person's name
    (for the most populous place of that name).
    """

    length: int
    records: tuple[PlaceRecord, ...]
    common_word: bool


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """All places by their names. ``digest`` is the SHA-256 of the rows, in hexadecimal."""

    digest: str
    _records: Mapping[str, tuple[PlaceRecord, ...]]
    _common: frozenset[str]
    _longest: Mapping[str, int]
    _countries: Mapping[str, PlaceRecord]
    _further: Mapping[str, tuple[PlaceRecord, ...]] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """The name and version by which graphs speak of it."""
        return f"GeoNames {self.digest[:12]}"

    @classmethod
    def load(cls, folders: Sequence[Path] = (SHIPPED,)) -> Gazetteer:
        """The places of all folders; rows of a later folder take the place of an earlier one's.

        Raises LinkError, with file and line, for a folder or file that cannot be read,
        a wrong header or number of columns, a value that its column cannot have, a place
        that stands twice in a folder, and an alias of a place that is not there.
        """
        table = _Table()
        for folder in folders:
            _read_folder(Path(folder), table)
        return _index(table)

    def lookup(self, name: str) -> tuple[PlaceRecord, ...]:
        """The places of a name (in any spelling with the same normal form), most populous first."""
        key = name_key(name)
        return self._further.get(key) or self._records.get(key, ())

    def is_common_word(self, name: str) -> bool:
        """Whether a name is an ordinary word, or a person's name, too."""
        return name_key(name) in self._common

    def match(self, normals: Sequence[str], index: int) -> PlaceMatch | None:
        """The longest name that begins at ``normals[index]``, given as normal forms of words."""
        first = normals[index]
        longest = min(self._longest.get(first, 0), len(normals) - index)
        for length in range(longest, 0, -1):
            key = " ".join(normals[index : index + length])
            records = self._further.get(key) or self._records.get(key)
            if records:
                return PlaceMatch(length, records, key in self._common)
        further = self._further.get(first)
        return PlaceMatch(1, further, common_word=False) if further else None

    def calling(self, codes: Mapping[str, str]) -> Gazetteer:
        """This gazetteer with countries, given by code, under further names of one word each."""
        further = {form: (self._countries[code],) for form, code in codes.items()}
        return replace(self, _further={**self._further, **further})

    def meaning(self, places: Mapping[str, PlaceRecord]) -> Gazetteer:
        """This gazetteer with some names, of one word each, for one of their places alone."""
        further = {form: (place,) for form, place in places.items()}
        return replace(self, _further={**self._further, **further})

    def longest(self, normal: str) -> int:
        """How many words the longest name has that begins with this normal form of a word."""
        return self._longest.get(normal, 0)

    def country(self, code: str) -> PlaceRecord | None:
        """The country of an ISO 3166 alpha-2 code."""
        return self._countries.get(code)


_Identity = tuple[int, str, str, str]


@dataclass(slots=True)
class _Table:
    """Rows while they are read: records and ordinary-word forms by identity."""

    records: dict[_Identity, PlaceRecord] = field(default_factory=dict)
    common: dict[_Identity, set[str]] = field(default_factory=dict)
    by_geonames: dict[int, _Identity] = field(default_factory=dict)


def _identity(record: PlaceRecord) -> _Identity:
    if record.geonames:
        return (record.geonames, "", "", "")
    return (0, record.type.value, name_key(record.name), record.country)


def _read_folder(folder: Path, table: _Table) -> None:
    if not folder.is_dir():
        raise LinkError(f"{folder}: found no folder; expected one with {', '.join(sorted(FILES))}")
    seen: dict[_Identity, str] = {}
    for name in PLACE_FILES:
        for place, values in _rows(folder / name, PLACE_COLUMNS):
            record, common = _place(values, place)
            identity = _identity(record)
            if identity in seen:
                raise LinkError(
                    f"{place}: found {record.name!r} ({record.geonames or 'no id'}) again; "
                    f"expected it once (it stands at {seen[identity]})"
                )
            seen[identity] = place
            table.records[identity] = record
            table.common[identity] = common
            if record.geonames:
                table.by_geonames[record.geonames] = identity
    for place, values in _rows(folder / ALIAS_FILE, ALIAS_COLUMNS):
        _add_alias(values, place, table)
    for place, values in _rows(folder / WIKIDATA_FILE, WIKIDATA_COLUMNS):
        _add_wikidata(values, place, table)
    for place, (geonames, source) in _rows(folder / CAPITAL_FILE, CAPITAL_COLUMNS):
        identity = _known(geonames, source, place, table)
        table.records[identity] = replace(table.records[identity], is_capital=True)


def _rows(file: Path, columns: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    """The rows of a table, each with its place (``file:line``); none where the file is absent."""
    if not file.exists():
        return
    try:
        text = file.read_text(encoding="utf-8-sig")  # spreadsheets write a byte-order mark
    except UnicodeDecodeError as error:
        raise LinkError(f"{file}: found other bytes than UTF-8 ({error})") from error
    except OSError as error:
        raise LinkError(f"{file}: cannot be read ({error.strerror})") from error
    header_seen = False
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        place = f"{file}:{number}"
        values = [value.strip() for value in line.split("\t")]
        if not header_seen:
            if tuple(values) != columns:
                raise LinkError(f"{place}: found the header {line!r}; expected {list(columns)}")
            header_seen = True
        elif len(values) != len(columns):
            raise LinkError(
                f"{place}: found {len(values)} columns; expected {len(columns)}: {list(columns)}"
            )
        else:
            yield place, values


def _place(values: list[str], place: str) -> tuple[PlaceRecord, set[str]]:
    row = dict(zip(PLACE_COLUMNS, values, strict=True))
    if row["type"] not in _TYPES:
        raise LinkError(f"{place}: found the type {row['type']!r}; expected {', '.join(_TYPES)}")
    country = row["country"]
    if country and not (len(country) == 2 and country.isascii() and country.isupper()):
        raise LinkError(f"{place}: found the country {country!r}; expected two letters, as 'SA'")
    aliases = tuple(_form(form, place) for form in row["aliases"].split("|") if form)
    record = PlaceRecord(
        geonames=_number(row["geonames"] or "0", "geonames", place),
        type=_TYPES[row["type"]],
        name=_form(row["name"], place),
        english=row["english"],
        country=country,
        latitude=_degrees(row["latitude"], 90, place),
        longitude=_degrees(row["longitude"], 180, place),
        population=_number(row["population"] or "0", "population", place),
        aliases=aliases,
    )
    keys = {name_key(form) for form in (record.name, *aliases)}
    common = {name_key(form) for form in row["common_words"].split("|") if form}
    if not common <= keys:
        raise LinkError(
            f"{place}: found the common word {min(common - keys)!r}; "
            "expected one of the row's own name and aliases"
        )
    return record, common


def _known(geonames: str, source: str, place: str, table: _Table) -> _Identity:
    """The place that a row of another table speaks of."""
    identity = table.by_geonames.get(_number(geonames, "geonames", place))
    if identity is None:
        raise LinkError(f"{place}: found the id {geonames}; expected one of a row of the places")
    if not source:
        raise LinkError(f"{place}: found no source; expected one, as 'own'")
    return identity


def _add_wikidata(values: list[str], place: str, table: _Table) -> None:
    geonames, wikidata, source = values
    identity = _known(geonames, source, place, table)
    if not _WIKIDATA.fullmatch(wikidata):
        raise LinkError(f"{place}: found the Wikidata id {wikidata!r}; expected one as 'Q851'")
    table.records[identity] = replace(table.records[identity], wikidata=wikidata)


def _add_alias(values: list[str], place: str, table: _Table) -> None:
    form, geonames, common, source = values
    identity = _known(geonames, source, place, table)
    if common not in {"0", "1"}:
        raise LinkError(f"{place}: found common_word {common!r}; expected 0 or 1")
    record = table.records[identity]
    key = name_key(_form(form, place))
    if key not in {name_key(known) for known in (record.name, *record.aliases)}:
        table.records[identity] = replace(record, aliases=(*record.aliases, form))
    if common == "1":
        table.common[identity].add(key)


def _form(form: str, place: str) -> str:
    if not is_arabic(form) or not name_key(form):
        raise LinkError(f"{place}: found the form {form!r}; expected a name in Arabic letters")
    return form


def _number(text: str, column: str, place: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise LinkError(f"{place}: found {column} {text!r}; expected a whole number")
    return int(text)


def _degrees(text: str, limit: int, place: str) -> float | None:
    if not text:
        return None
    try:
        degrees = float(text)
    except ValueError:
        degrees = float("nan")
    if not abs(degrees) <= limit:  # false for NaN too
        raise LinkError(f"{place}: found {text!r} degrees; expected a number within ±{limit}")
    return degrees


def _index(table: _Table) -> Gazetteer:
    names: dict[str, list[PlaceRecord]] = {}
    common: set[str] = set()
    digest = hashlib.sha256()
    for identity, record in sorted(
        table.records.items(), key=lambda item: (-item[1].population, item[0])
    ):
        digest.update(f"{record}\t{sorted(table.common[identity])}\n".encode())
        for key in dict.fromkeys(name_key(form) for form in (record.name, *record.aliases)):
            # The most populous place of a name decides: باريس is known, whatever Paris in Texas is.
            if key not in names and key in table.common[identity]:
                common.add(key)
            names.setdefault(key, []).append(record)
    longest: dict[str, int] = {}
    for key in names:
        words = key.split(" ")
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    countries = {
        record.country: record
        for record in table.records.values()
        if record.type is EntityType.COUNTRY and record.country
    }
    return Gazetteer(
        digest=digest.hexdigest(),
        _records={key: tuple(records) for key, records in names.items()},
        _common=frozenset(common),
        _longest=longest,
        _countries=countries,
    )
