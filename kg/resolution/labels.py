"""Labels: the names of a thing, one of them preferred."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from kg.arabic import is_arabic
from kg.gazetteer import Gazetteer
from kg.latin import latin_key
from kg.model import EntityType, Label, PlaceRecord
from kg.resolution.bare_words import Key, words_of
from kg.resolution.names import place_key
from kg.resolution.profiles import Profile
from kg.romanization import romanize

_FEW = 5
"""Of so many documents any one may have the fullest name."""
_LEAST_PART = 10
"""Of more, two and one in so many must have it: what one alone has may be an error."""


def labels(
    group: Sequence[Profile], gazetteer: Gazetteer, *, given: str | None = None
) -> tuple[Label, tuple[Label, ...]]:
    """The preferred label of a group of clusters, and the others in alphabetical order.

    Preferred is the ``given`` name, where there is one. Else it is the fullest name that enough
    documents have; of a place the one that the gazetteer has too. Of spellings of one name the
    most used stands. Last comes the gazetteer's English name or, of a thing with names in Arabic
    letters only, these romanized.
    """
    spellings: Counter[str] = Counter()
    documents: Counter[Key] = Counter()
    for profile in group:
        # A name counts once for standing in a document, and for each mention that spells it so.
        spellings.update({name: count + 1 for name, count in profile.spellings.items()})
        documents.update({words_of(name) for name in profile.spellings})
    names = _one_spelling_each(spellings)
    first = group[0]
    if first.type is EntityType.CITY or first.place is not None:
        preferred = _preferred_place(first.type, names, spellings, first.place, gazetteer)
    else:
        preferred = _preferred(names, spellings, documents, len(group))
    if given is not None:
        names, preferred = sorted({*names, preferred}), given
    label = _label(preferred)
    others = [each for each in map(_label, names) if each != label]
    if first.place is not None and first.place.english:
        others.append(Label(first.place.english, "en"))
    elif any(profile.cluster.is_named for profile in group):
        others += _romanized((label, *others), is_person=first.type is EntityType.PERSON)
    return label, tuple(others)


def _romanized(known: Sequence[Label], *, is_person: bool) -> list[Label]:
    """The names in Latin letters, of spellings that a search finds alike one; none where one is."""
    if any(label.language != "ar" for label in known):
        return []
    if len(known) == 1:  # most things; keys take time
        latin = romanize(known[0].text, is_person=is_person)
        return [Label(latin, "ar-Latn")] if latin else []
    found: dict[str, str] = {}
    for label in known:
        latin = romanize(label.text, is_person=is_person)
        found.setdefault(latin_key(latin), latin)
    return [Label(latin, "ar-Latn") for latin in dict.fromkeys(found.values()) if latin]


def _one_spelling_each(spellings: Mapping[str, int]) -> list[str]:
    """One spelling for each name, the usual one; names in alphabetical order."""
    if len(spellings) == 1:
        return list(spellings)
    by_name: dict[Key | str, list[str]] = {}
    for name in spellings:
        by_name.setdefault(words_of(name) or name, []).append(name)
    return sorted(
        min(names, key=lambda name: (-spellings[name], len(name), -_marks(name), name))
        for names in by_name.values()
    )


def _marks(name: str) -> int:
    """How many letters a careless writer would have left bare: «أحمد» before «احمد»."""
    return sum(letter in "أإآؤئءةى" for letter in name)


def _preferred(
    names: Sequence[str],
    spellings: Mapping[str, int],
    documents: Mapping[Key, int],
    members: int,
) -> str:
    if len(names) == 1:
        return names[0]
    least = 1 if members <= _FEW else max(2, members // _LEAST_PART)
    return min(
        names,
        key=lambda name: (
            not is_arabic(name),
            documents[words_of(name)] < least,
            -len(words_of(name)),
            -len(name),
            -spellings[name],
            name,
        ),
    )


def _preferred_place(
    type: EntityType,
    names: Sequence[str],
    spellings: Mapping[str, int],
    place: PlaceRecord | None,
    gazetteer: Gazetteer,
) -> str:
    """The fullest name of a state, else the gazetteer's or the most used; «مدينة» left out."""
    own = words_of(place.name) if place is not None else ()
    is_state = type is EntityType.COUNTRY
    best = min(
        names,
        key=lambda name: (
            not is_arabic(name),
            not gazetteer.lookup(name),
            -len(words_of(name)) if is_state else words_of(name) != own,
            -spellings[name],
            len(name),
            name,
        ),
    )
    return _without_kind(best, gazetteer) if type is EntityType.CITY else best


def _without_kind(name: str, gazetteer: Gazetteer) -> str:
    """«مدينة نيويورك» as «نيويورك», but «مدينة نصر» as it is."""
    left_out = len(words_of(name)) - len(place_key(name))
    short = " ".join(name.split()[left_out:])
    known = gazetteer.lookup(name)
    if not left_out or not short or (known and not set(known) & set(gazetteer.lookup(short))):
        return name
    return short


def _label(name: str) -> Label:
    return Label(name, "ar" if is_arabic(name) else "und-Latn")
