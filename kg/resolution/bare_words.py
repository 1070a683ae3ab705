"""The words of names and titles in normal form, with and without their articles."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kg.arabic import name_key

Key = tuple[str, ...]


@lru_cache(maxsize=1 << 17)
def words_of(name: str) -> Key:
    """The normal words of a name, without quotes and punctuation."""
    return tuple(name_key(name).split())


def bare(word: str) -> str:
    """A word without article («الذكية», «للذكية» → «ذكيه», «لذكيه»); short words stay."""
    if word.startswith("ال") and len(word) > 4:
        return word[2:]
    if word.startswith("لل") and len(word) > 4:
        return word[1:]
    return word


def join_and(words: Sequence[str]) -> list[str]:
    """«التربية و التعليم» as «التربية والتعليم»."""
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] == "و":
            joined[-1] += word
        else:
            joined.append(word)
    return joined


@lru_cache(maxsize=1 << 14)
def title_key(title: str) -> Key:
    """A title without articles, so that «المدير العام» and «مدير عام» are one."""
    return tuple(bare(word) for word in join_and(words_of(title)))
