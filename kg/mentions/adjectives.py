"""Adjectives: which words qualify the noun before them, and which begin something else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.chunks import Word
from kg.mentions.classes import has_any

_RELATIVE = ("يه", "ي")
_SHORT = 5
"""Longest word that is none of the sound plurals («المبين», «المتين»), without article."""
_MASCULINE = frozenset(
    {
        *("احتفال", "اجتماع", "حفل", "كرنفال", "لقاء", "مؤتمر", "مخيم", "معرض", "ملتقي", "منتدي"),
        "مهرجان",
        *("اتحاد", "بنك", "حزب", "ديوان", "صندوق", "فريق", "قسم", "قطاع", "مجلس", "مركز", "معهد"),
        *("مكتب", "منتخب", "نادي"),
    }
)
"""Heads of events and bodies, in normal form, that no feminine adjective may follow."""
_DEED = re.compile(r"ت\w\wي\wه?|ا\w\wا\w|است\w{1,2}ا\w{1,2}|ان\w\wا\w")
"""«توفيق», «إرشاد», «استفادة»: nouns of deeds, by their form and without the article."""
_ELATIVES = frozenset(
    {*("كبري", "صغري", "اولي", "اخري", "عظمي", "وسطي", "قصوي", "عليا", "دنيا", "مثلي", "فضلي")}
)
"""Feminine adjectives, in normal form, without ta marbuta."""

_KNOWN = ("c:nationality", "c:title_modifier", "c:ordinal")


def is_feminine(word: Word) -> bool:
    """Whether a word ends in ta marbuta (in normal form «ه»)."""
    return word.normal.endswith("ه")


def is_relative(word: Word) -> bool:
    """«الدولية», «الوطني»: the ending of relation, or an adjective that the lexicons know."""
    return word.normal.endswith(_RELATIVE) or has_any(word, _KNOWN)


def agrees(word: Word, previous: Word, head: Word, number: int) -> bool:
    """Whether a word with the article can be the adjective ``number`` of a phrase with the article.

    The first may be any word, unless two nouns before it are feminine and it is not; a further one
    only an adjective by its form: of relation, or a participle («المدن الذكية المستدامة»). A
    feminine plural is a noun: «(قدّم) مدير مؤسسة بيانات دبي الإنجازات …».
    """
    if previous is head and head.bare in _MASCULINE and is_feminine(word):
        # «(فوانيس) المهرجان | التراثية», «(سيحيي) المهرجان | الفنانة …», «المجلس | الدعوة»
        return False
    if previous is head and is_feminine(head) and not _is_of_her(word):
        # «الأمسية | الإعلامي (يحيى العلكمي)», «(المهرجان) والوزارة | الخاص»
        return False
    if previous is head and is_deed(word):
        return False  # «(تمنى) المجلس | التوفيق», «(يستطيع) الاتحاد | الاستغناء»
    if _is_plural(word) and not _may_be_many(previous):
        return False  # «الحفل | المصريون»
    if is_relative(word):
        return True
    if word.normal.endswith("ات"):
        return False
    if number > 1:
        participle = word.bare.startswith("م") and not word.has("c:noun")
        return participle and is_feminine(word) and is_feminine(previous)
    return is_feminine(word) or not (is_feminine(previous) and is_feminine(head))


def _is_of_her(word: Word) -> bool:
    """Whether a word has a feminine form: «الشعرية», «الكبرى», «الأولى»."""
    return is_feminine(word) or word.normal.endswith("اء") or word.bare in _ELATIVES


def has_form_of_deed(word: Word) -> bool:
    """«التوفيق», «تدريب», «التنمية»; also «التركية», which is an adjective."""
    forms = (tag.removeprefix("w:").removeprefix("ال") for tag in word.tags if tag[:2] == "w:")
    return any(map(_DEED.fullmatch, forms))


def is_deed(word: Word) -> bool:
    """Whether a word has the form of a noun of a deed, and of no adjective."""
    return has_form_of_deed(word) and not is_relative(word)


def is_of_many(words: Sequence[Word], at: int) -> bool:
    """«الأسر | المنتجة»: an adjective right behind a plural, and no woman's title."""
    word, previous = words[at], words[at - 1]
    plural = at > 0 and previous.has("#many") and previous.has("#definite")
    own = word.has("#definite") and not word.proclitics and is_feminine(word)
    behind = words[at + 1] if at + 1 < len(words) else None
    named = behind is not None and has_any(behind, ("c:name.given", "c:honorific"))
    return plural and own and not word.has("c:honorific") and not named


def _is_plural(word: Word) -> bool:
    """«اللاعبين», «المسافرين»: people, and no adjective of one thing."""
    return len(word.bare) > _SHORT and word.normal.endswith(("ين", "ون"))


def _may_be_many(word: Word) -> bool:
    """«الحرمين (الشريفين)», «الأيتام (الموهوبين)»: what plurals and duals may qualify."""
    return word.has("#many") or word.normal.endswith(("ين", "ون", "ان", "ات"))


def qualifies_bare(word: Word, head: Word) -> bool:
    """«منصة مثالية», «مؤتمر دولي»: an adjective without article, which names nothing."""
    if has_any(word, ("c:nationality", "c:generic_modifier")):
        return True
    return word.normal.endswith("يه" if is_feminine(head) else "ي")
