"""The members of an archive: which are taken, under what place, and what is told of the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kg.documents import kinds
from kg.documents.articles import Omission, printable
from kg.documents.contents import Content, LimitError
from kg.errors import ReadError

_LONGEST_PLACE = 300


class Members:
    """Members by their names, which are shown and never used as paths."""

    def __init__(self, archive: Content) -> None:
        self._archive = archive
        self._left_out: Counter[str] = Counter()

    def takes(self, name: str) -> bool:
        """Whether a file of this name is read; what is not is counted."""
        last = name.replace("\\", "/").rpartition("/")[2]
        if last.startswith(".") or name.startswith("__MACOSX/"):
            return False
        if not kinds.is_known(last):
            self._left_out[kinds.suffix(last)] += 1
            return False
        return True

    def part(self, name: str, data: bytes) -> Content:
        """The content of a member."""
        return self._archive.part(name, data, place=name[:_LONGEST_PLACE])

    def failure(self, name: str, error: ReadError) -> Omission:
        """What is told of a member that cannot be read; raises the error where nothing can be."""
        if isinstance(error, LimitError):
            raise error
        return Omission(str(error), printable(name)[:_LONGEST_PLACE])

    def left_out(self) -> Iterator[Omission]:
        """One note on all that is of no kind that is read."""
        if self._left_out:
            yield kinds.unread(self._left_out)
