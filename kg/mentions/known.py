"""Bodies that no head noun announces: names that the lexicons hold, and names in Latin letters."""

from __future__ import annotations

from collections.abc import Sequence

from kg.chunks import Word
from kg.lexicons import Lexicons
from kg.mentions.candidates import Candidate, join
from kg.mentions.classes import AMPERSANDS, has_any, word_at

RANK_KNOWN = 55
RANK_LATIN = 30


def find_known(words: Sequence[Word], lexicons: Lexicons) -> list[Candidate]:
    """Names of bodies that the lexicons hold («الأمم المتحدة»)."""
    normals = [word.normal for word in words]
    found = []
    for index in range(len(words)):
        for term in lexicons.match(normals, index):
            last = index + len(term.words)
            if term.cls == "name.organization" and not any(
                word.proclitics for word in words[index + 1 : last]
            ):
                found.append(
                    Candidate(
                        kind="Organization",
                        first=index,
                        last=last,
                        name=join(words[index:last]),
                        pattern="organization.lexicon",
                        confidence=0.9,
                        rank=RANK_KNOWN,
                        head=words[index].bare,
                    )
                )
    return found


def find_latin(words: Sequence[Word]) -> list[Candidate]:
    """Runs of Latin words («APEBI», «La Startup Factory»): bodies, for want of better.

    A sentence without an Arabic word (a page's buttons, an English headline) names none.
    """
    if not any(_is_arabic(word) for word in words):
        return []
    found = []
    index = 0
    while index < len(words):
        if not _begins_latin_name(words, index):
            index += 1
            continue
        end = _latin_end(words, index)
        found.append(
            Candidate(
                kind="Organization",
                first=index,
                last=end,
                name=join(words[index:end]),
                pattern="organization.latin",
                confidence=0.5,
                rank=RANK_LATIN,
            )
        )
        index = end
    return found


def _is_arabic(word: Word) -> bool:
    return not has_any(word, ("#latin", "#punct", "#number"))


def _latin_end(words: Sequence[Word], index: int) -> int:
    end = index + 1
    while end < len(words):
        following = word_at(words, end + 1)
        if words[end].has("#latin"):
            end += 1
        elif words[end].text in AMPERSANDS and following is not None and following.has("#latin"):
            end += 2
        else:
            break
    return end


def _begins_latin_name(words: Sequence[Word], index: int) -> bool:
    """Whether a Latin word is an acronym, or is made a body by what stands before it.

    That is «ل» or another proclitic, a title or a head noun («مؤسس La Startup Factory»).
    """
    word = words[index]
    if not word.has("#latin") or not word.text[0].isupper() or "." in word.text:
        return False
    if word.has("c:latin_noun"):  # «SMS»
        return False
    if word.text.isupper() and len(word.text) > 1:
        return True
    previous = words[index - 1] if index else None
    return bool(word.proclitics) or (
        previous is not None and has_any(previous, ("c:title_head", "c:org_head"))
    )
