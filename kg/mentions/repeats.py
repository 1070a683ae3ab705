"""A document's names where they stand again: family names, acronyms, names without their head."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.arabic import name_key
from kg.chunks import Word
from kg.gazetteer import Gazetteer
from kg.mentions.candidates import QUOTES, Candidate, join
from kg.mentions.classes import announces_place, has_any, is_classed

RANK = 48
MOST_WORDS = 7
"""Longest form that is looked for, in words."""

MOST_IN_PARENTHESES = 5
"""Longest other name in parentheses behind a name, in words."""

MIN_CALLED = 3
"""Letters of the shortest name in quotation marks behind a body's."""

_MARK = "«»"
"""Begins a form that is a name in quotation marks only."""

_BODIES = frozenset({"Organization", "Conference", "Initiative", "Session", "Place"})
_NO_NAME = ("#function", "#punct", "#number")
_OTHER_USES = ("#verb", "c:title_modifier", "c:nationality", "c:title_head")


@dataclass(frozen=True, slots=True)
class Known:
    """What a form stands for in a document."""

    kind: str
    head: str
    gender: str
    geonames: int

    @classmethod
    def of(cls, candidate: Candidate) -> Known:
        """What the candidate that gave the form is."""
        return cls(candidate.kind, candidate.head, candidate.gender, candidate.geonames)


Names = Mapping[tuple[str, ...], Known]
"""Short forms (normal words) and what they stand for."""


def known_names(
    words: Sequence[Sequence[Word]],
    chosen: Sequence[Sequence[Candidate]],
    gazetteer: Gazetteer,
) -> Names:
    """The short forms under which a document may name its people, bodies and cities again."""
    names: dict[tuple[str, ...], Known] = {}
    for line, candidates in zip(words, chosen, strict=True):
        for candidate in candidates:
            if not candidate.is_reference:
                for form in _short_forms(line, candidate, gazetteer):
                    names.setdefault(form, Known.of(candidate))
    return names


def find_repeats(words: Sequence[Word], names: Names) -> list[Candidate]:
    """Candidates for the short forms of a document's names in a sentence."""
    normals = [word.normal for word in words]
    firsts = {form[0] for form in names}
    found: list[Candidate] = []
    for index in range(len(words)):
        if normals[index] in firsts:
            found.extend(_repeat(words, normals, index, names))
        called = _in_marks(words, index)
        if called and called in names:
            found.append(_candidate(words, index + 1, index + 2, names[called]))
    return found


def _repeat(
    words: Sequence[Word], normals: Sequence[str], index: int, names: Names
) -> Iterator[Candidate]:
    """The longest known form that begins at a word."""
    for length in range(min(MOST_WORDS, len(words) - index), 0, -1):
        known = names.get(tuple(normals[index : index + length]))
        if known is None or any(word.proclitics for word in words[index + 1 : index + length]):
            continue
        if length == 1 and not _is_name(words, index, known.kind):
            continue
        if not name_key(join(words[index : index + length])):
            continue  # no letter is left of «ـ»
        yield _candidate(words, index, index + length, known)
        return


def _candidate(words: Sequence[Word], first: int, last: int, known: Known) -> Candidate:
    return Candidate(
        kind=known.kind,
        first=first,
        last=last,
        name=join(words[first:last]),
        pattern=f"{known.kind.lower()}.repeated",
        confidence=0.8,
        rank=RANK,
        head=known.head,
        gender=known.gender,
        geonames=known.geonames,
    )


def _in_marks(words: Sequence[Word], index: int) -> tuple[str, ...]:
    """«"مدن"»: one word between the quotation marks at ``index``, as :data:`Names` has it."""
    if index + 2 >= len(words) or words[index].text not in QUOTES:
        return ()
    word = words[index + 1]
    if words[index + 2].text not in QUOTES or word.proclitics or has_any(word, _NO_NAME):
        return ()
    return (_MARK, word.normal) if len(word.normal) >= MIN_CALLED else ()


def _is_name(words: Sequence[Word], index: int, kind: str) -> bool:
    """Whether a single word stands as a name, and not as the ordinary word that it may be too."""
    word = words[index]
    previous = words[index - 1] if index else None
    if has_any(word, _NO_NAME):
        return False
    if kind == "City":
        return previous is not None and (previous.has("c:title_head") or announces_place(previous))
    if kind == "Person" and (has_any(word, _OTHER_USES) or _is_noun(word)):
        if index > 1 and words[index - 1].text in {".", "/"}:
            previous = words[index - 2]  # «د. الفلاح»
        return previous is not None and has_any(previous, ("c:verb.say", "c:honorific"))
    return True


def _is_noun(word: Word) -> bool:
    """«اللقب», «وصف»: a common noun that is no name as far as tables know."""
    return word.has("c:noun") and not any(tag.startswith("c:name.") for tag in word.tags)


def _short_forms(
    words: Sequence[Word], candidate: Candidate, gazetteer: Gazetteer
) -> Iterator[tuple[str, ...]]:
    line = [word for word in words[candidate.first : candidate.last] if word.text not in QUOTES]
    if candidate.kind == "Person":
        for form in _person_forms(line[-len(candidate.name.split()) :]):
            # «أمين الأحساء», taken for a name, must not make a person of «الأحساء» everywhere.
            if not _is_place(form, line[-1], gazetteer):
                yield form
    elif candidate.kind == "City":
        yield from _city_forms(candidate, gazetteer)
    elif candidate.kind in _BODIES:
        normals = tuple(word.normal for word in line)
        if len(normals) > 2 or candidate.pattern.endswith(("latin", "quoted")):
            yield normals
        if candidate.kind == "Organization":
            yield from _without_head(words[candidate.first : candidate.last], candidate, gazetteer)
            called = _in_marks(words, candidate.last) if len(normals) > 1 else ()
            if called:
                yield called  # «الهيئة السعودية للمدن الصناعية "مدن"»
        yield from _in_parentheses(words, candidate.last)


def _person_forms(line: Sequence[Word]) -> Iterator[tuple[str, ...]]:
    """The full name, the family name, and the first name with the family name."""
    normals = tuple(word.normal for word in line)
    if len(normals) < 2:
        return
    yield normals
    last = normals[-1:]
    particle = line[-2].has("c:name.particle")
    if particle:
        yield normals[-2:]
    if len(last[0]) > 2 + particle and not line[-2].has("c:theophoric") and _is_family(line[-1]):
        yield last
    if len(normals) > 2:
        yield (normals[0], *(normals[-2:] if particle else last))


def _is_family(word: Word) -> bool:
    """Whether a word may be a family name: not «المساعدات», «الإجازة»."""
    named = any(tag.startswith("c:name.") for tag in word.tags)
    return named or not (word.has("#definite") and word.normal.endswith(("ه", "ات")))


def _is_place(form: tuple[str, ...], last: Word, gazetteer: Gazetteer) -> bool:
    """Whether a form is the name of a place and of no family, as far as tables know."""
    match = gazetteer.match(form, 0)
    if match is None or match.length < len(form) or match.common_word:
        return False
    return not last.has("c:name.family")


def _city_forms(candidate: Candidate, gazetteer: Gazetteer) -> Iterator[tuple[str, ...]]:
    """«خميس» and «الخميس» for «خميس مشيط»; :func:`_is_name` asks for «محافظ» or the like."""
    first, *others = name_key(candidate.name).split()
    bare = first.removeprefix("ال")
    if others and len(bare) > 3:
        for form in (bare, "ال" + bare):
            if not gazetteer.lookup(form) or gazetteer.is_common_word(form):
                yield (form,)


def _without_head(
    words: Sequence[Word], candidate: Candidate, gazetteer: Gazetteer
) -> Iterator[tuple[str, ...]]:
    """The rest of a body's name behind its head noun, where it is a name by itself."""
    line = [word for word in words if word.text not in QUOTES]
    rest = tuple(word.normal for word in line[1:])
    if not rest:
        return
    match = gazetteer.match(rest, 0)
    if match is not None and match.length == len(rest):
        return
    free = not rest[0].startswith("ال") and not words[1].proclitics
    unknown = not any(is_classed(word) or word.normal.startswith("ال") for word in line[1:])
    if candidate.pattern.endswith("quoted") or (free and (match is not None or unknown)):
        yield rest


def _in_parentheses(words: Sequence[Word], after: int) -> Iterator[tuple[str, ...]]:
    """The other name in parentheses behind a name («شركة البحرين للاستثمار العقاري (إدامة)»)."""
    if after + 2 >= len(words) or words[after].text != "(":
        return
    for end in range(after + 2, min(len(words), after + MOST_IN_PARENTHESES + 2)):
        if words[end].text == ")":
            inside = [word for word in words[after + 1 : end] if word.text not in QUOTES]
            if inside and not any(word.has("#number") for word in inside):
                yield tuple(word.normal for word in inside)
            return
