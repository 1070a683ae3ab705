"""Speech: the verbs and participles of saying in a sentence, with their subject and content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.chunks import Chunk, Word
from kg.relations.cues import OF_ROLES, shipped
from kg.relations.scopes import inside_names, is_verb, says_on

MOST_BETWEEN = 26
"""Words between the verb and what is said: the subject's name, posts, «في تصريح», «أمس»."""

MOST_TITLE = 14
"""Words of titles and bodies between a subject and a verb behind it."""

CLOSING = {"«": "»", "“": "”", '"': '"'}
"""The mark that closes what a mark opens."""

SHORT_NAME = 6
"""Words up to which a passage in quotation marks is taken for a name."""

_MARKS = frozenset(CLOSING)
_THAT = frozenset({"ان", "انه", "انها", "انهم", "بان", "بانه", "بانها", "بانهم", "انهما", "اننا"})
_BY_SAYING = frozenset({"قائلا", "قائله", "بقوله", "بقولها", "بالقول"})
_MASCULINE = frozenset({"لفت"})
_BESIDE = frozenset({"Title", "Organization", "Place", "City", "Country", "Conference", "Date"})
_PARTICIPLE_REACH = 4
_OPENERS = frozenset({"،", ",", "كما", "ثم", "؛", "."})

MOST_LOOSE = 6
"""Words that belong to no title or body between a verb and the name of who speaks."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A verb of saying at word ``verb``, and what is said: the words ``[content, last)``.

    ``subject`` is the mention of the person who speaks, None for none; ``other`` says that somebody
    speaks who is no named person. ``gender`` is the verb's: m, f, or p for a plural. ``first`` is
    the first word of verb and subject.
    """

    verb: int
    first: int
    content: int
    last: int
    gender: str
    subject: int | None = None
    other: bool = False
    participle: bool = False


def find_sayings(words: Sequence[Word], chunks: Sequence[Chunk]) -> Iterator[Saying]:
    """What is said in a sentence, in order."""
    named = inside_names(chunks)
    for index, word in enumerate(words):
        if index in named or _is_cue(word):
            continue
        if word.has("c:participle.say") and not word.has("#definite"):
            content = _content(words, index, index + _PARTICIPLE_REACH)
            if content is not None:
                yield Saying(
                    verb=index,
                    first=index,
                    content=content,
                    last=_end(words, content),
                    gender="f" if word.normal.endswith("ه") else "m",
                    participle=True,
                )
        elif word.has("c:verb.say") and is_verb(word) and not word.has("#object"):
            content = _content(words, index, index + MOST_BETWEEN)
            if content is not None:
                yield _with_subject(words, chunks, index, content)


def _is_cue(word: Word) -> bool:
    """«نفى», «تمنى»: who says so does not say what follows."""
    return any(
        len(cue.words) == 1 and cue.cls in OF_ROLES
        for cue in shipped().starting.get(word.normal, ())
    )


def _content(words: Sequence[Word], verb: int, end: int) -> int | None:
    """The first word of what is said: a mark, or the word behind «أن»; None for neither."""
    for index in range(verb + 1, min(len(words) - 1, end)):
        word, before = words[index], words[index - 1]
        if word.whole in _THAT:
            return index + 1
        if word.text in _MARKS:
            after = before.text == ":" or before.normal in _BY_SAYING or index == verb + 1
            if after or not _is_short(words, index):
                return index
        if word.text == ":" and words[index + 1].text not in _MARKS:
            return None
        if word.has("#barrier") or (word.has("c:participle.say") and word.normal not in _BY_SAYING):
            return None
        if word.has("c:verb.say") and word.has("+و") and is_verb(word):
            return None
    return None


def _is_short(words: Sequence[Word], mark: int) -> bool:
    """Whether a mark opens a name («لـ«الصحيفة»»): the mark that closes it stands near."""
    return any(word.text in CLOSING.values() for word in words[mark + 1 : mark + SHORT_NAME])


def _with_subject(
    words: Sequence[Word], chunks: Sequence[Chunk], verb: int, content: int
) -> Saying:
    word = words[verb]
    saying = Saying(
        verb=verb, first=verb, content=content, last=_end(words, content), gender=_gender(word)
    )
    behind = [each for each in chunks if verb < each.first < content]
    person = next((each for each in behind if each.kind == "Person"), None)
    if person is not None and _reaches(words, behind, verb, person):
        return _of(saying, person)
    if _has_no_subject(words, verb, content):
        before = None if word.proclitics else _before(words, chunks, verb)
        if before is not None:
            return _of(saying, before)
        # «كل هذا يشير إلى أن …»: what stands before the verb is its subject.
        opens = verb == 0 or words[verb - 1].normal in _OPENERS
        if opens or (word.proclitics[:1] in {"و", "ف"} and word.proclitics):
            return saying
    return _replace(saying, other=True)


def _of(saying: Saying, person: Chunk) -> Saying:
    first = min(saying.verb, person.first)
    return _replace(saying, subject=person.mention, first=first, other=person.mention is None)


def _replace(
    saying: Saying, *, subject: int | None = None, first: int | None = None, other: bool = False
) -> Saying:
    return Saying(
        verb=saying.verb,
        first=saying.first if first is None else first,
        content=saying.content,
        last=saying.last,
        gender=saying.gender,
        subject=subject,
        other=other,
    )


def _reaches(words: Sequence[Word], behind: Sequence[Chunk], verb: int, person: Chunk) -> bool:
    """Whether nothing but titles and bodies stands between a verb and the person behind it."""
    inside = {index for each in behind for index in range(each.first, each.last)}
    loose = 0
    for index in range(verb + 1, person.first):
        word = words[index]
        if index in inside:
            continue
        if is_verb(word) or word.has("c:relative") or word.text in {"(", ":"} or word.has("+و"):
            return False
        if word.has("c:preposition") and index > verb + 1:
            return False
        loose += 1
    if loose > MOST_LOOSE:
        return False
    # «قال المدير ليونس سالم إن …»: whom he told.
    return not ({"ل", "ب"} & set(words[person.first].proclitics))


def _has_no_subject(words: Sequence[Word], verb: int, content: int) -> bool:
    """Whether what follows the verb is no noun that could be its subject."""
    word = words[verb + 1]
    if verb + 1 >= content - 1 or word.has("#punct"):
        return True
    told = word.has("c:preposition") or word.has("c:time_word") or word.has("c:conjunction")
    return told or bool({"ل", "ب"} & set(word.proclitics))


def _before(words: Sequence[Word], chunks: Sequence[Chunk], verb: int) -> Chunk | None:
    """The person before the verb with nothing but posts and «الذي» between; None for nobody."""
    owners = {index: each for each in chunks for index in range(each.first, each.last)}
    index = verb - 1
    while index >= max(0, verb - MOST_TITLE):
        chunk = owners.get(index)
        if chunk is not None:
            if chunk.kind == "Person":
                return chunk
            if chunk.kind not in _BESIDE:
                return None
            index = chunk.first - 1
        elif words[index].text in {"،", ","} or words[index].has("c:relative"):
            index -= 1
        else:
            return None
    return None


def _end(words: Sequence[Word], content: int) -> int:
    """Behind the last word of a reported clause: where somebody goes on to speak, or the end."""
    for index in range(content + 1, len(words)):
        word = words[index]
        if says_on(words, index):
            return index
        joined = word.has("+و") and word.has("c:verb.say") and is_verb(word)
        if joined and index + 1 < len(words) and _content(words, index, index + 8) is not None:
            return index
    return len(words)


def _gender(word: Word) -> str:
    """The gender of a verb of saying: «قالت», «تؤكد»; p for a plural."""
    form = word.normal
    if form.endswith(("وا", "ون")) or (form.startswith("ن") and form not in shipped().past):
        return "p"
    present = form.startswith(("ت", "ست")) and form not in shipped().past
    return "f" if present or (form.endswith("ت") and form not in _MASCULINE) else "m"
