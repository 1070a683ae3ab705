"""Quotation marks and brackets: where they open and close, and what they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.chunks import Word
from kg.mentions.candidates import Candidate, join
from kg.mentions.classes import has_any

RANK_TITLE = 70
RANK_PROGRAMME = 62
RANK_QUOTE = 20

MOST_WORDS = 25
"""Longest quotation that may be a title."""

MOST_REACH = 60
"""How many words behind its opening a mark is looked for that closes it."""

MOST_OF_PROGRAMME = 8
"""Longest name in quotation marks of an event that «فعاليات» introduces, in words."""

MOST_BEFORE_TOPIC = 4
"""How many words before a mark «ندوة … عن» may begin."""

_TALKS = ("c:session_head", "c:event_head")

_PROGRAMMES = frozenset({"فعاليات", "فعاليه"})

BRACKETS = frozenset("([{")


def introduces_title(word: Word) -> bool:
    """«بعنوان», «تحت شعار», «باسم»."""
    return word.has("#titling")


def is_opening(words: Sequence[Word], index: int) -> bool:
    """Whether a mark opens a quotation.

    A straight mark that touches the word before it, and not the one behind it, closes one that
    an earlier mark opened; so does one before punctuation.
    """
    word = words[index]
    if word.has("#open"):
        return True
    if not word.has("#straight"):
        return False
    previous = words[index - 1] if index else None
    touches = previous is not None and previous.end == word.start and not previous.has("#punct")
    if not touches:
        return True
    if index + 1 >= len(words) or words[index + 1].has("#punct"):
        return False
    return words[index + 1].start == word.end or not _is_opened(words, index)


def _is_opened(words: Sequence[Word], index: int) -> bool:
    """Whether an odd number of the same mark stands before one."""
    before = words[max(0, index - MOST_REACH) : index]
    return sum(each.text == words[index].text for each in before) % 2 == 1


def closing(words: Sequence[Word], opening: int) -> int | None:
    """The index of the mark that closes the quotation opened at ``opening``, or None."""
    mark = words[opening]
    # A straight mark closes itself, and so does a closing mark that stands where one should open.
    same = mark.has("#straight") or mark.has("#close")
    depth = 0
    for index in range(opening + 1, min(len(words), opening + MOST_REACH)):
        word = words[index]
        if same:
            if word.text == mark.text:
                return index
        elif word.has("#open"):
            depth += 1
        elif word.has("#close"):
            if depth == 0:
                return index
            depth -= 1
    return None


def is_mark(word: Word) -> bool:
    """Whether a word is a quotation mark or bracket of any sort, used as it should be or not."""
    return has_any(word, ("#open", "#close", "#straight"))


def find_quotes(words: Sequence[Word]) -> list[Candidate]:
    """Passages in quotation marks, and in brackets where a title is announced.

    One that «عنوان» or «شعار» introduces, or «ندوة عن», is a title (tag ``#titled``) and outranks
    what is inside.
    """
    found = []
    index = 0
    while index < len(words):
        titled = _is_titled(words, index)
        end = closing(words, index) if _may_open(words, index, titled=titled) else None
        if end is not None and 1 < end - index <= MOST_WORDS + 1:
            found.append(
                Candidate(
                    kind="Quote",
                    first=index,
                    last=end + 1,
                    name=_inside(words[index + 1 : end]),
                    pattern="quote",
                    confidence=1.0,
                    rank=RANK_TITLE if titled else RANK_QUOTE,
                    tags=frozenset({"#titled"}) if titled else frozenset(),
                )
            )
            index = end
        index += 1
    return found


def find_programmes(words: Sequence[Word]) -> list[Candidate]:
    """Events by the name in marks or brackets behind «فعاليات»: «فعاليات «عيد الوادي»»."""
    found = []
    for index in range(1, len(words) - 1):
        before = words[index - 1]
        if before.bare not in _PROGRAMMES or before.has("#definite") or not is_mark(words[index]):
            continue
        end = closing(words, index) if _may_open(words, index, titled=True) else None
        if end is None or not 1 < end - index <= MOST_OF_PROGRAMME + 1:
            continue
        found.append(
            Candidate(
                kind="Conference",
                first=index + 1,
                last=end,
                name=_inside(words[index + 1 : end]),
                pattern="conference.programme",
                confidence=0.85,
                rank=RANK_PROGRAMME,
                head=words[index + 1].bare,
            )
        )
    return found


def _inside(words: Sequence[Word]) -> str:
    """What a quotation holds, with the proclitics of its first word («بين الماضي والحاضر»)."""
    first = words[0]
    return join([replace(first, text=first.full), *words[1:]]).strip()


def _is_titled(words: Sequence[Word], index: int) -> bool:
    if any(introduces_title(word) for word in words[max(0, index - 2) : index]):
        return True
    talk = any(has_any(word, _TALKS) for word in words[max(0, index - MOST_BEFORE_TOPIC) : index])
    return talk and words[index - 1].has("c:topic_opener")


def _may_open(words: Sequence[Word], index: int, *, titled: bool) -> bool:
    text = words[index].text
    if text in BRACKETS:
        return titled
    return text in {"”", "»"} or is_opening(words, index)
