"""Near-copies: documents that print one text, an agency's mostly, cut or edited.

Texts are compared by their shingles (A. Broder, "On the resemblance and containment of documents",
1997): all runs of :data:`WORDS` words in their normal form, each as a number of 32 bits. Two texts
are near where most of the shorter one stands in the longer one word for word, and the shorter one
is no mere passage of it. All shingles are compared, not a sample of them, so nothing is missed by
chance, and what is found depends on the set of documents alone.

Groups are made of documents near to one of them, never by chains: see :func:`originals`.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kg.arabic import normal_form
from kg.version import code_digest

WORDS = 5
"""The length of a shingle: what five words say in a row is seldom said twice by chance."""
LEAST_SHINGLES = 20
"""Texts that have fewer say too little: a formula alone could make them alike."""
CONTAINMENT = 0.6
"""The least part of the shorter text's shingles that the longer one has too.

By eye on news: from 0.6 on nearly all pairs print one text; between 0.4 and 0.6 there are more
and more pairs that only quote one statement, or share the formulas of their kind.
"""
RESEMBLANCE = 0.2
"""The least part of the shingles of both that both have.

Below it the longer text is a round-up, or has much that the other does not say.
"""
MOST_COMMON = 100
"""Of the documents that share one shingle, so many are compared with all others that have it."""

_WORD = re.compile(r"\w+")
_CACHED_WORDS = 1 << 16
_STORED = np.dtype("<u4")
_HALF = np.uint64(32)
_LOWER = np.uint64(0xFFFFFFFF)
_NO_SHINGLE = np.uint64(1 << 33)
_PARTS = 16
_Number = np.uint32 | np.int32
# Constants of the mixer of splitmix64 (S. Vigna, public domain).
_STEP, _FIRST, _SECOND = map(
    np.uint64, (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB)
)


@dataclass(frozen=True, slots=True)
class Print:
    """What is compared of a document: ``shingles`` are what :func:`shingles` gave of its text."""

    identifier: str
    date: datetime.date | None
    shingles: bytes


def version() -> str:
    """Names the way in which shingles are made; another one gives others."""
    return code_digest(("arabic.py", "copies.py"))[:16]


def shingles(text: str) -> bytes:
    """The distinct shingles of a text, ascending, 4 bytes each; none of fewer than five words."""
    words = _WORD.findall(normal_form(text))
    count = len(words) - WORDS + 1
    if count < 1:
        return b""
    numbers = np.fromiter(map(_number, words), dtype=np.uint64, count=len(words))
    runs = np.zeros(count, dtype=np.uint64)
    for index in range(WORDS):
        runs = runs * _STEP + numbers[index : index + count]
    return np.unique(_mix(runs) >> _HALF).astype(_STORED).tobytes()


def originals(prints: Iterable[Print]) -> dict[str, str]:
    """For each near-copy the identifier of the document that it is a copy of.

    Documents are taken by date (those without one last), the longer of one day first, then by
    identifier. Each joins the document that it is nearest to of those that joined none before it,
    and where it is near to none it may be joined itself. So an original is no copy, every
    copy is near to its original, and the order in which documents are given makes no difference.
    """
    ordered = sorted(prints, key=_precedence)
    sets = [np.frombuffer(each.shingles, dtype=_STORED) for each in ordered]
    candidates: dict[int, list[int]] = defaultdict(list)
    for earlier, later in _sharing(sets):
        candidates[later].append(earlier)
    found = choose(candidates, lambda one, other: resemblance(sets[one], sets[other]))
    return {ordered[copy].identifier: ordered[first].identifier for copy, first in found.items()}


def choose(
    candidates: Mapping[int, Sequence[int]], alike: Callable[[int, int], float]
) -> dict[int, int]:
    """For each copy its original; see :func:`originals`.

    Documents are numbers in the order in which they are taken. ``candidates`` are for a later one
    the earlier ones that it may be a copy of; ``alike`` tells how much an earlier and a later one
    are alike (:func:`resemblance`).
    """
    found: dict[int, int] = {}
    for later in sorted(candidates):
        near = [
            (-likeness, earlier)
            for earlier in candidates[later]
            if earlier not in found and (likeness := alike(earlier, later))
        ]
        if near:
            found[later] = min(near)[1]
    return found


def _precedence(each: Print) -> tuple[bool, datetime.date, int, str]:
    return (
        each.date is None,
        each.date or datetime.date.max,
        -len(each.shingles),
        each.identifier,
    )


def _sharing(sets: Sequence[NDArray[np.uint32]]) -> Iterator[tuple[int, int]]:
    """The pairs of indices that may be near, the lower index first.

    Of a shingle that very many documents share (a phrase of the trade, or a story that all print)
    only the pairs with the first :data:`MOST_COMMON` of them are counted, so half of what two near
    documents have in common must be found.
    """
    lengths = np.array([len(each) if len(each) >= LEAST_SHINGLES else 0 for each in sets])
    if not lengths.any():
        return
    every = np.concatenate([each for each in sets if len(each) >= LEAST_SHINGLES])
    owners = np.repeat(np.arange(len(sets), dtype=np.uint32), lengths)
    # Part by part, since what is made of each shingle takes several times its own room.
    parts = every % _PARTS
    found = [_pairs(every[parts == part], owners[parts == part]) for part in range(_PARTS)]
    pairs, counts = np.unique(np.concatenate(found), return_counts=True)
    earlier, later = (pairs >> _HALF).astype(np.intp), (pairs & _LOWER).astype(np.intp)
    is_enough = 2 * counts >= CONTAINMENT * np.minimum(lengths[earlier], lengths[later])
    yield from zip(earlier[is_enough].tolist(), later[is_enough].tolist(), strict=True)


def _pairs(shingles: NDArray[np.uint32], owners: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """For each shingle the pairs of its owners as numbers of 64 bits, the lower one in front."""
    keys = (shingles.astype(np.uint64) << _HALF) | owners
    keys.sort()  # by shingle, and the owners of one in order
    begins = np.flatnonzero(np.diff(keys >> _HALF, prepend=_NO_SHINGLE))
    sizes = np.diff(np.append(begins, len(keys)))
    places = np.flatnonzero(np.repeat(sizes > 1, sizes))
    first = np.repeat(begins, sizes)[places]
    pairs = [np.empty(0, dtype=np.uint64)]
    for rank in range(MOST_COMMON):
        is_after = places - first > rank
        places, first = places[is_after], first[is_after]
        if not len(places):
            break
        pairs.append(((keys[first + rank] & _LOWER) << _HALF) | (keys[places] & _LOWER))
    return np.concatenate(pairs)


def resemblance(one: NDArray[_Number], other: NDArray[_Number]) -> float:
    """The part of all their shingles that near texts have in common; 0 for others."""
    common = len(np.intersect1d(one, other, assume_unique=True))
    alike = common / (len(one) + len(other) - common)
    is_near = common >= CONTAINMENT * min(len(one), len(other)) and alike >= RESEMBLANCE
    return alike if is_near else 0.0


@lru_cache(maxsize=_CACHED_WORDS)
def _number(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big")


def _mix(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    numbers = (numbers ^ (numbers >> np.uint64(30))) * _FIRST
    numbers = (numbers ^ (numbers >> np.uint64(27))) * _SECOND
    return numbers ^ (numbers >> np.uint64(31))
