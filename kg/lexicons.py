"""Lexicons: words and fixed phrases with their classes, read from data files and checked.

A lexicon file is a table in UTF-8, columns separated by tabs, with the header
``form	class	features	source``. Lines that begin with ``#`` and empty lines are left out::

    form	class	features	source
    صاحب السمو	honorific	gender=m;kind=royal	own

``form`` is one or several words in ordinary spelling, ``class`` one of :data:`CLASSES`,
``features`` is ``key=value;key=value`` or empty, and ``source`` says where the entry
comes from (``own``: written for this project). Words are compared by their normal form.

Several files may add to one class. In one folder a (form, class) stands once; a later
folder (the user's) may repeat one of an earlier folder, and then its features hold.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from kg.arabic import normal_form
from kg.errors import LexiconError

SHIPPED = Path(__file__).parent / "data" / "lexicons"
"""The folder of the lexicons that come with kg."""

_PERSON = frozenset({"gender", "number", "ambiguous"})
_HEAD = frozenset({"gender", "number", "kind", "ambiguous"})
_VERB = frozenset({"tense", "gender", "number", "object", "passive", "ambiguous"})
_WORD = frozenset({"ambiguous"})

FUNCTION_CLASSES = frozenset(
    {
        "preposition",
        "conjunction",
        "relative",
        "demonstrative",
        "pronoun",
        "particle",
        "negation",
        "quantifier",
        "time_word",
        "place_adverb",
    }
)
"""The classes of words that only join, point, ask or measure: no name begins or ends with one."""

CLASSES: Mapping[str, frozenset[str]] = {
    "honorific": _HEAD,
    "occupation": _PERSON,
    "title_head": _PERSON | {"singular"},
    "title_modifier": _PERSON,
    "standing": _PERSON | {"standing"},
    "name.given": _PERSON,
    "name.family": _PERSON,
    "name.particle": _PERSON,
    "org_head": _HEAD,
    "generic_head": _HEAD,
    "name.organization": _HEAD,
    "place_head": _HEAD,
    "event_head": _HEAD,
    "session_head": _HEAD,
    "meeting_head": _HEAD,
    "initiative_head": _HEAD,
    "edition_noun": _HEAD,
    "nationality": _PERSON | {"country", "region"},
    "country": _WORD | {"code"},
    "country_reference": _WORD | {"code"},
    **dict.fromkeys(
        (
            "verb",
            "verb.say",
            "verb.organize",
            "verb.host",
            "verb.receive",
            "verb.open",
            "verb.sponsor",
            "verb.attend",
            "verb.speak",
            "verb.moderate",
            "verb.visit",
            "verb.meet",
            "verb.launch",
            "verb.hold",
            "verb.appoint",
            "verb.lead",
        ),
        _VERB,
    ),
    "participle": _PERSON,
    "participle.say": _PERSON,
    **dict.fromkeys(
        (
            "noun",
            "construct_adjective",
            "generic_modifier",
            "purpose_noun",
            "letter_name",
            *sorted(FUNCTION_CLASSES),
            "nasab",
            "theophoric",
            "capital_noun",
            "city_noun",
            "region_noun",
            "listing_noun",
            "service_name",
            "service_noun",
            "compass",
            "revered",
            "any_event",
            "session_like",
            "board_noun",
            "title_noun",
            "place_opener",
            "attendee",
            "quoted_head",
            "plain_phrase",
            "topic_opener",
            "scope_noun",
            "with_noun",
            "whole_noun",
            "club_name",
            "company_word",
            "latin_noun",
            "branch_noun",
            "city_kind",
            "fame",
            "committee_noun",
            "deputy_noun",
            "office_head",
            "body_opener",
            "name_opener",
            "speech_noun",
            "blessing",
        ),
        _WORD,
    ),
    "ordinal": _PERSON | {"value"},
    "number": _PERSON | {"value"},
    "month": _WORD | {"value", "calendar"},
    "weekday": _WORD | {"value"},
}
"""The classes, each with the features that its entries may have."""

_VALUES: Mapping[str, re.Pattern[str]] = {
    "gender": re.compile("[mf]"),
    "number": re.compile("[sdp]"),
    "ambiguous": re.compile("1"),
    "object": re.compile("1"),
    "passive": re.compile("1"),
    "tense": re.compile("past|present|future"),
    "standing": re.compile("Current|Former|Acting|Designate"),
    "country": re.compile("[A-Z]{2}"),
    "code": re.compile("[A-Z]{2}"),
    "region": re.compile("[a-z_]+"),
    "kind": re.compile("[a-z_]+"),
    "calendar": re.compile("gregorian|hijri"),
    "value": re.compile("[0-9]+"),
    "singular": re.compile("[\u0621-\u064a]+"),
}

_HEADER = "form\tclass\tfeatures\tsource"
_WORDS = re.compile(r"[^\W_]+|[^\w\s]|_")
_NO_FEATURES: Mapping[str, str] = {}
_NO_CLASSES: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Term:
    """An entry: ``form`` as it is spelled, ``words`` the normal forms of its words.

    A punctuation mark is a word of its own, as in tokens: «د.» has the words «د» and «.».
    """

    words: tuple[str, ...]
    cls: str
    features: Mapping[str, str] = field(hash=False)
    form: str


@dataclass(frozen=True, slots=True, eq=False)
class Lexicons:
    """All entries of all files. ``digest`` is the SHA-256 of the entries, in hexadecimal.

    The digest changes with any entry, and not with comments or the order and names of files.
    """

    digest: str
    _terms: Mapping[tuple[str, ...], tuple[Term, ...]]
    _longest: Mapping[str, int]
    _classes: Mapping[str, frozenset[str]]

    @classmethod
    def load(cls, folders: Sequence[Path] = (SHIPPED,)) -> Lexicons:
        """The entries of every ``*.tsv`` of the folders; later folders overrule earlier ones.

        Raises LexiconError, with file and line, for a folder or file that cannot be read,
        another header, a line with another number of columns, an empty form or source,
        an unknown class or feature, a value that its feature cannot have, and a
        (form, class) that stands twice in a folder.
        """
        entries: dict[tuple[tuple[str, ...], str], Term] = {}
        for folder in folders:
            entries |= _read_folder(Path(folder))
        terms = [entries[key] for key in sorted(entries)]
        by_words: dict[tuple[str, ...], tuple[Term, ...]] = {}
        longest: dict[str, int] = {}
        for term in terms:
            words = term.words
            by_words[words] = (*by_words.get(words, ()), term)
            longest[words[0]] = max(longest.get(words[0], 0), len(words))
        return cls(_digest(terms), by_words, longest, _classes(by_words))

    def classes(self, normal: str) -> frozenset[str]:
        """The classes of a single word, given in normal form; empty for an unknown word."""
        return self._classes.get(normal, _NO_CLASSES)

    def terms(self, normal: str) -> tuple[Term, ...]:
        """The entries of a single word, given in normal form, by class."""
        return self._terms.get((normal,), ())

    def within(self, normal: str, family: str) -> bool:
        """Whether a word has the class ``family`` or one below it (``verb`` → ``verb.say``)."""
        below = family + "."
        return any(name == family or name.startswith(below) for name in self.classes(normal))

    def features(self, normal: str, cls: str) -> Mapping[str, str]:
        """The features of a single word as a member of a class; empty where it is none."""
        for term in self._terms.get((normal,), ()):
            if term.cls == cls:
                return term.features
        return _NO_FEATURES

    def match(self, normals: Sequence[str], index: int) -> tuple[Term, ...]:
        """The terms that begin at ``normals[index]``: longest first, then by class."""
        longest = min(self._longest.get(normals[index], 0), len(normals) - index)
        lengths = range(longest, 0, -1)
        windows = (tuple(normals[index : index + length]) for length in lengths)
        return tuple(chain.from_iterable(self._terms.get(window, ()) for window in windows))

    def forms(self, cls: str) -> tuple[str, ...]:
        """The forms of a class as they are spelled, sorted; empty for an unknown class."""
        every = chain.from_iterable(self._terms.values())
        return tuple(sorted(term.form for term in every if term.cls == cls))


def split_words(form: str) -> tuple[str, ...]:
    """The normal forms of the words of a form; a punctuation mark is a word of its own."""
    return tuple(_WORDS.findall(normal_form(form)))


def _classes(terms: Mapping[tuple[str, ...], tuple[Term, ...]]) -> dict[str, frozenset[str]]:
    """Each single word's classes; words of the same classes share one set."""
    sets: dict[frozenset[str], frozenset[str]] = {}
    classes = {}
    for words, found in terms.items():
        if len(words) == 1:
            names = frozenset(term.cls for term in found)
            classes[words[0]] = sets.setdefault(names, names)
    return classes


def _read_folder(folder: Path) -> dict[tuple[tuple[str, ...], str], Term]:
    if not folder.is_dir():
        raise LexiconError(f"{folder}: found no folder; expected a folder of lexicons (*.tsv)")
    entries: dict[tuple[tuple[str, ...], str], Term] = {}
    places: dict[tuple[tuple[str, ...], str], str] = {}
    for file in sorted(folder.glob("*.tsv")):
        for place, term in _read_file(file):
            key = (term.words, term.cls)
            if key in entries:
                raise LexiconError(
                    f"{place}: found {term.form!r} in class {term.cls} again; expected it once "
                    f"(it stands as {entries[key].form!r} at {places[key]})"
                )
            entries[key], places[key] = term, place
    return entries


def _read_file(file: Path) -> Iterator[tuple[str, Term]]:
    """The terms of a file, each with its place (``file:line``)."""
    rows = _rows(file)
    place, header = next(rows, (f"{file}:1", "nothing"))
    if header != _HEADER:
        raise LexiconError(f"{place}: found the header {header!r}; expected {_HEADER!r}")
    # Entries of a class mostly repeat a few sets of features: each is read once and shared.
    known: dict[tuple[str, str], Mapping[str, str]] = {}
    for place, line in rows:
        yield place, _term(line, place, known)


def _rows(file: Path) -> Iterator[tuple[str, str]]:
    try:
        text = file.read_text(encoding="utf-8-sig")  # spreadsheets write a byte-order mark
    except UnicodeDecodeError as error:
        raise LexiconError(f"{file}: found bytes that are no UTF-8 ({error})") from error
    except OSError as error:
        raise LexiconError(f"{file}: cannot be read ({error.strerror})") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if line and not line.startswith("#") and not line.isspace():
            yield f"{file}:{number}", line


def _term(line: str, place: str, known: dict[tuple[str, str], Mapping[str, str]]) -> Term:
    columns = line.split("\t")
    if len(columns) != 4:
        raise LexiconError(
            f"{place}: found {len(columns)} columns; expected 4 (form, class, features, source)"
        )
    form, cls, features, source = columns
    words = split_words(form)
    if not any(map(_has_letter, words)):
        raise LexiconError(f"{place}: found the form {form!r}; expected a word")
    if not source.strip():
        raise LexiconError(f"{place}: found no source; expected one, as 'own'")
    key = (cls, features)
    if key not in known:
        known[key] = _features(features, cls, place)
    return Term(words, cls, known[key], form.strip())


def _has_letter(word: str) -> bool:
    return word[0].isalnum()


def _features(text: str, cls: str, place: str) -> dict[str, str]:
    if cls not in CLASSES:
        raise LexiconError(f"{place}: found the class {cls!r}; expected one of {_list(CLASSES)}")
    features: dict[str, str] = {}
    for pair in text.split(";") if text else ():
        key, equals, value = pair.partition("=")
        if not equals or key in features:
            raise LexiconError(f"{place}: found the feature {pair!r}; expected key=value, once")
        if key not in CLASSES[cls]:
            raise LexiconError(
                f"{place}: found the feature {key!r} in class {cls}; "
                f"expected one of {_list(CLASSES[cls])}"
            )
        if not _VALUES[key].fullmatch(value):
            raise LexiconError(
                f"{place}: found {key}={value!r}; expected a value like {_VALUES[key].pattern}"
            )
        features[key] = value
    return dict(sorted(features.items()))


def _digest(terms: Iterable[Term]) -> str:
    rows = (f"{term.form}\t{term.cls}\t{term.features}\n" for term in terms)
    return hashlib.sha256("".join(rows).encode()).hexdigest()


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "none"
