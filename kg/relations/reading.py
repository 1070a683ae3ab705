"""What the relation stage makes of one document, as it grows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.model import Claim, EntityType, Mention


@dataclass(frozen=True, slots=True)
class Office:
    """A title and the mentions of the bodies where it is held, as ``pattern`` grouped them."""

    pattern: str
    title: str
    bodies: tuple[int, ...]


@dataclass(slots=True)
class Reading:
    """Mentions (those recognised, then the meetings that clauses describe), claims and offices.

    ``text`` is the document's. Claims index ``mentions``, of which the first ``recognised`` are in
    order of the text.
    """

    text: str
    mentions: list[Mention]
    claims: list[Claim] = field(default_factory=list)
    offices: list[Office] = field(default_factory=list)
    recognised: int = field(init=False)
    _meetings: dict[tuple[int, int], int] = field(default_factory=dict)
    _told: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.recognised = len(self.mentions)
        for index, mention in enumerate(self.mentions):
            if mention.type is EntityType.MEETING:
                self._meetings.setdefault((mention.start, mention.end), index)
                self._told.append((mention.start, index))

    def describe_meeting(self, meeting: Mention) -> int:
        """The index of a Meeting that a passage describes; one passage describes one Meeting.

        Where a verb or a noun in the passage («خلال لقائه») was recognised as a Meeting, the
        passage tells of that one: such patterns do not reach beyond another event.
        """
        span = meeting.start, meeting.end
        at = bisect_left(self._told, (meeting.start, 0))
        if at < len(self._told) and self._told[at][0] < meeting.end:
            return self._told[at][1]
        if span not in self._meetings:
            self._meetings[span] = len(self.mentions)
            self.mentions.append(meeting)
        return self._meetings[span]

    def add(self, claims: Iterable[Claim]) -> None:
        """Add claims."""
        self.claims.extend(claims)
