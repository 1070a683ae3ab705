"""The standing of roles where it stands apart from the title: behind the body, or in the verb.

«مدير الجامعة السابق»: the word of standing stands behind the body, and agrees with the title.
«أعفي من منصب …», «لم يعد مديرا»: the verb says that the role is over; «سيتولى منصب …»: that it is
to come.

The claims may come from patterns or from a model: only their title and mentions are looked at.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.chunks import Chunk, Recognition, Word
from kg.model import Claim, Mention, Relation, Standing
from kg.relations.cues import shipped
from kg.relations.scopes import POSTS

FARTHEST_VERB = 12
"""Words before a title within which the verb stands that tells of its standing."""

_FEMININE = ("ه", "ات")
_LEFT_BY = frozenset({"من", "عن", "الي"})
_NO_ACCUSATIVE = frozenset({"بابا", "باشا", "اغا", "ماما", "ميرزا"})


def with_standing(
    claims: Iterable[Claim], mentions: Sequence[Mention], recognition: Recognition
) -> Iterator[Claim]:
    """The claims, those of roles with the standing that their sentence states."""
    for claim in claims:
        if claim.relation is not Relation.ROLE:
            yield claim
            continue
        words = recognition.words[claim.sentence]
        standing = claim.standing
        if standing is None and claim.object is not None:
            standing = _behind_body(words, claim, mentions)
        if standing is None:
            chunk = _title(words, recognition.chunks[claim.sentence], claim)
            standing = None if chunk is None else _in_title(words, chunk) or _by_verb(words, chunk)
        yield replace(claim, standing=standing, title=nominative(claim.title))


def _behind_body(
    words: Sequence[Word], claim: Claim, mentions: Sequence[Mention]
) -> Standing | None:
    """The standing that a word right behind the body states, where it agrees with the title."""
    body = mentions[claim.object or 0]
    if claim.object is None or body.sentence != claim.sentence:
        return None
    at = bisect_left([word.start for word in words], body.end)
    if at >= len(words):
        return None
    word = words[at]
    standing = shipped().standing.get(word.whole)
    if standing is None or not word.has("#definite"):
        # «سابقا», «بالإنابة» are adverbs and agree with nothing.
        return standing if word.whole.startswith("ب") or word.whole.endswith("ا") else None
    head = words[max(0, bisect_left([each.start for each in words], body.start))].bare
    feminine = word.bare.endswith("ه")
    title = (claim.title or " ").split()[0]
    if feminine and not title.endswith(("ة", "ات")) and head.endswith(_FEMININE):
        # «مدير الجامعة السابقة»: the former university.
        return None
    return standing


def _title(words: Sequence[Word], chunks: Sequence[Chunk], claim: Claim) -> Chunk | None:
    """The chunk of a claim's title, where it is the only one that can be."""
    found = [
        chunk
        for chunk in chunks
        if chunk.kind == "Title"
        and chunk.text == claim.title
        and claim.start <= words[chunk.first].start < claim.end
    ]
    return found[0] if len(found) == 1 else None


def _in_title(words: Sequence[Word], title: Chunk) -> Standing | None:
    """«وزير الصحة الأسبق»: the title ends with the word."""
    last = words[title.last - 1]
    return shipped().standing.get(last.whole) if title.last - title.first > 1 else None


def _by_verb(words: Sequence[Word], title: Chunk) -> Standing | None:
    """«أعفي يونس سالم من منصب المدير»: a verb before a title that is said of somebody."""
    cues = shipped()
    before = words[max(0, title.first - FARTHEST_VERB) : title.first]
    post = any(word.normal in POSTS or word.whole in POSTS for word in before[-2:])
    leaving = bool(before) and before[-1].normal in _LEFT_BY
    accusative = _letters(words[title.first].text).endswith("ا")
    if not (post or leaving or accusative):
        return None
    for place in range(len(before) - 1, -1, -1):
        word = before[place]
        if word.has("#barrier") or word.text in {"،", ","}:
            return None
        if word.normal in cues.leaving or word.bare in cues.leaving:
            return Standing.FORMER
        if place and word.normal in {"يعد", "تعد"} and before[place - 1].normal == "لم":
            return Standing.FORMER
        if word.normal in cues.coming:
            return Standing.DESIGNATE
    return None


def nominative(title: str | None) -> str | None:
    """«رئيسا تنفيذيا» as «رئيس تنفيذي»: a title that a verb gives stands in the accusative."""
    words = _letters(title or "").split()
    first = words[0] if words else ""
    if not _is_accusative(first) or first in _NO_ACCUSATIVE:
        return title
    ends = next((i for i, word in enumerate(words) if not _is_accusative(word)), len(words))
    return " ".join([*(word[:-1] for word in words[:ends]), *words[ends:]])


def _letters(text: str) -> str:
    """The text without the sign of the accusative («رئيسًا»)."""
    return text.replace("\u064b", "")


def _is_accusative(word: str) -> bool:
    """«رئيسا»; «أمينها» ends with a pronoun."""
    return word.endswith("ا") and not word.endswith("ها") and len(word) > 3 and word[:2] != "ال"
