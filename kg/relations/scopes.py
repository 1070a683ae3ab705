"""Scopes: which words of a sentence a cue governs («لم», «يأمل», «إذا»).

A scope runs from the cue to the end of its clause, or from the complement on («نفى *أن …*»).
A clause ends at a stop, a colon, a word that opposes («بل», «إلا», «لكن»), a relative clause and
«و» before another verb.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.chunks import Chunk, Word
from kg.relations.cues import Cue, Cues, shipped

FARTHEST_COMPLEMENT = 25
"""Words behind a cue within which its complement begins."""

_PRESENT = ("ي", "ت", "ن", "سي", "ست")
_COMPLEMENTIZERS = frozenset({"ان", "انه", "انها", "انهم", "بان", "بانه", "بانها", "الي", "الا"})
_OPPOSING = frozenset(
    {"بل", "لكن", "لكنه", "لكنها", "الا", "سوي", "بينما", "فيما", "حيث", "اذ", "ثم"}
)
_DURING = frozenset({"خلال", "في", "اثناء", "عقب", "بعد", "قبل"})
_JOINING = frozenset({"وان", "وانه", "وانها", "وقد", "ثم"})
_AFTER = frozenset({"بعد", "قبل", "منذ", "رغم", "بسبب"})
POSTS = frozenset({"منصب", "المنصب", "بمنصب", "لمنصب", "وظيفه", "رئاسه", "مهام"})
"""Words behind which a title is what somebody gets or leaves."""

_ENDS = frozenset(".؟!?؛;:")


@dataclass(frozen=True, slots=True)
class Scope:
    """The words ``[first, last)`` of a sentence that the cue at word ``at`` governs."""

    cue: Cue
    at: int
    first: int
    last: int

    def __contains__(self, index: int) -> bool:
        return self.first <= index < self.last


def find_scopes(
    words: Sequence[Word], chunks: Sequence[Chunk] = (), cues: Cues | None = None
) -> tuple[Scope, ...]:
    """The scopes in a sentence, in the order of their cues; inside names there are no cues."""
    cues = cues or shipped()
    named = inside_names(chunks)
    found = []
    index = 0
    while index < len(words):
        cue = None if index in named else _cue_at(words, index, cues)
        if cue is None:
            index += 1
            continue
        scope = _scope(words, index, cue, named, cues)
        if scope is not None:
            found.append(scope)
        index += len(cue.words)
    return tuple(found)


def inside_names(chunks: Sequence[Chunk]) -> frozenset[int]:
    """The words inside names; «طالب», «مشاركة» begin no title alone."""
    return frozenset(
        index
        for chunk in chunks
        for index in range(chunk.first + (chunk.kind == "Title"), chunk.last)
    )


def _cue_at(words: Sequence[Word], index: int, cues: Cues) -> Cue | None:
    """The longest cue that begins at a word, which may carry «و», «ف», «ب» or «ل»."""
    whole = words[index].whole
    # «ودعا» may be read whole (a dual of ودع) where the conjunction is meant.
    forms = (whole, words[index].normal, whole[1:] if whole[:1] in {"و", "ف"} else whole)
    for form in dict.fromkeys(forms):
        for cue in cues.starting.get(form, ()):
            rest = words[index + 1 : index + len(cue.words)]
            if len(rest) == len(cue.words) - 1 and all(
                part in {word.normal, word.whole}
                for part, word in zip(cue.words[1:], rest, strict=True)
            ):
                return cue
    return None


def _scope(
    words: Sequence[Word], at: int, cue: Cue, named: frozenset[int], cues: Cues
) -> Scope | None:
    first = at + len(cue.words)
    if first >= len(words) or cue.scope == "none":
        return None
    if cue.scope == "verb" and not _is_present(words[first], cue, cues):
        return None
    if cue.scope == "complement":
        begin = _complement(words, first, named, cues)
        if begin is None:
            return None
        first = begin
    if cue.scope == "predicate" and not (is_verb(words[first]) or words[first].normal == "ان"):
        return None
    return Scope(cue, at, first, _clause_end(words, first, cue))


def _is_present(word: Word, cue: Cue, cues: Cues) -> bool:
    """«قد يحضر», «لا تستضيف»; «قد» before a past («قد توقع») is no cue."""
    known = is_verb(word) or not any(tag.startswith("c:") for tag in word.tags)
    form = word.whole
    past = cue.cls == "possibility" and form in cues.past
    return known and form.startswith(_PRESENT) and not past


def is_verb(word: Word) -> bool:
    """Whether a word may be a verb; what has the article («السابق», «الأولى») is none."""
    verb = word.has("#verb") or any(tag.startswith("c:verb") for tag in word.tags)
    return verb and not word.has("#definite")


def is_verbal_noun(word: Word, cues: Cues) -> bool:
    """Whether a word is a verbal noun, with article, «ب» or «ل» or without («بتعيين»)."""
    forms = (tag[2:] for tag in word.tags if tag.startswith("w:"))
    return any(not cues.verbal_noun.isdisjoint((each, each.removeprefix("ال"))) for each in forms)


def _complement(words: Sequence[Word], first: int, named: frozenset[int], cues: Cues) -> int | None:
    """Where the complement begins: at «أن» or «إلى», or at the first verbal noun."""
    relative = False
    for index in range(first, min(len(words), first + FARTHEST_COMPLEMENT)):
        word = words[index]
        if index in named:
            continue
        if word.text in _ENDS or (index > first and says_on(words, index)):
            return None
        # «خلال زيارة إلى القاهرة» is where somebody went.
        if word.whole in _COMPLEMENTIZERS and not (
            word.normal == "الي" and index > first and is_verbal_noun(words[index - 1], cues)
        ):
            return index + 1
        relative = relative or word.has("c:relative")
        if index > first and is_verbal_noun(word, cues) and words[index - 1].normal in _DURING:
            continue
        # «أوصى ملتقى العلوم الذي عقد أمس»: what a relative clause says is no complement.
        if is_verbal_noun(word, cues) and not relative:
            return index
        if word.has("#verb") and not relative:
            return None
    return None


def _clause_end(words: Sequence[Word], first: int, cue: Cue) -> int:
    """Behind the last word of the clause that begins at a word."""
    for index in range(first, len(words)):
        word = words[index]
        if word.text in _ENDS or word.normal in _OPPOSING or word.whole in _OPPOSING:
            return index
        if index == first:
            continue
        if word.whole in _JOINING and (cue.cls == "denial" or word.whole == "وقد"):
            return index
        # A relative clause is presupposed: «لم يحضر ملتقى العلوم الذي استضافته القاهرة».
        if word.has("c:relative") or says_on(words, index):
            return index
        if words[index - 1].text in {"،", ","} and _begins_past(word):
            return index
        following = words[index + 1] if index + 1 < len(words) else None
        if word.normal in _AFTER and following is not None and following.normal in {"ان", "ما"}:
            return index
        if word.proclitics[:1] in {"و", "ف"} and word.proclitics and _is_new_verb(word, cue):
            return index
    return len(words)


def says_on(words: Sequence[Word], index: int) -> bool:
    """Whether a word is a participle of saying that goes on («مشيرا إلى»), and no «مذكرة تفاهم»."""
    word = words[index]
    if not word.has("c:participle.say") or word.has("#definite"):
        return False
    following = words[index + 1].whole if index + 1 < len(words) else ""
    return word.normal.endswith("ا") or following in _COMPLEMENTIZERS or following == "علي"


def _is_new_verb(word: Word, cue: Cue) -> bool:
    """Whether «و» or «ف» before a word opens a new clause; a wish goes on («… أن يحضر ويشارك»)."""
    return is_verb(word) and (cue.cls == "denial" or not word.normal.startswith("ي"))


def _begins_past(word: Word) -> bool:
    return word.has("#verb") and not word.proclitics and not word.normal.startswith(_PRESENT)
