"""Factuality: what a sentence denies, wishes for, supposes or asks is not stated as a fact.

A claim whose predicate stands in the scope of a cue (:mod:`kg.relations.scopes`) is dropped. What
a sentence presupposes is not: «لم يحضر المدير يونس سالم ملتقى العلوم في القاهرة» denies that he
came, and neither his post nor where the event is. So a claim without a predicate of its own (a
name and its title, an event and its place) stays, unless the event itself is denied or wished for.

The claims may come from patterns or from a model: all that is looked at is where their passage and
the mentions that they join stand among the words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.chunks import Chunk, Recognition, Word
from kg.model import Claim, EntityType, Mention, Relation
from kg.relations.cues import DENYING, OF_ROLES, Cues, shipped
from kg.relations.scopes import POSTS, Scope, find_scopes, inside_names, is_verb, is_verbal_noun

NEAREST_EVENT = 5
"""Words behind a verb within which the event stands that it holds («لن يعقد … ملتقى العلوم»)."""

_OF_NOUNS = frozenset(
    {
        *(Relation.LOCATION, Relation.PART_OF, Relation.DATE, Relation.EDITION, Relation.THEME),
        *(Relation.SPONSOR, Relation.STATUS, Relation.ATTENDANCE_MODE),
    }
)
"""Relations that a noun phrase can state without a verb."""

_KEPT = frozenset({Relation.EDITION, Relation.THEME, Relation.PART_OF})
"""Relations that hold of an event whatever is said of it."""

_HOLDING = frozenset({"c:verb.hold", "c:verb.organize", "c:verb.host", "c:verb.launch"})
_MEETING = _HOLDING | {"c:verb.meet", "c:verb.visit", "c:verb.receive"}
_OF_EVENTS = frozenset({EntityType.CONFERENCE, EntityType.SESSION, EntityType.MEETING})


def asserted(
    claims: Iterable[Claim], mentions: Sequence[Mention], recognition: Recognition
) -> tuple[Claim, ...]:
    """The claims that the text asserts, in their order."""
    claims = tuple(claims)
    dropped = {id(claim) for claim, _ in unasserted(claims, mentions, recognition)}
    return tuple(claim for claim in claims if id(claim) not in dropped)


def unasserted(
    claims: Iterable[Claim], mentions: Sequence[Mention], recognition: Recognition
) -> Iterator[tuple[Claim, Scope]]:
    """The claims that stand in the scope of a cue, each with that scope."""
    sentences: dict[int, _Sentence] = {}
    for claim in claims:
        if claim.relation is Relation.QUOTATION:
            continue
        if claim.sentence not in sentences:
            words, chunks = recognition.words[claim.sentence], recognition.chunks[claim.sentence]
            sentences[claim.sentence] = _Sentence(words, chunks, shipped())
        sentence = sentences[claim.sentence]
        for scope in sentence.scopes:
            if sentence.governs(scope, claim, mentions):
                yield claim, scope
                break


@dataclass
class _Sentence:
    """The words and chunks of a sentence, with the scopes in it."""

    words: Sequence[Word]
    chunks: Sequence[Chunk]
    cues: Cues

    @cached_property
    def scopes(self) -> tuple[Scope, ...]:
        return find_scopes(self.words, self.chunks, self.cues)

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self.words]

    @cached_property
    def _inside(self) -> frozenset[int]:
        return inside_names(self.chunks)

    def governs(self, scope: Scope, claim: Claim, mentions: Sequence[Mention]) -> bool:
        """Whether the claim's predicate, or the event that it is about, stands in the scope."""
        first, last = self._range(claim.start, claim.end)
        if last <= scope.at:
            return False
        if claim.relation is Relation.ROLE:
            return scope.cue.cls in OF_ROLES and self._governs_role(scope, claim, mentions)
        if scope.cue.cls not in DENYING:
            return False
        ends = self._ends(claim, mentions)
        kept = claim.relation in _KEPT and not mentions[claim.subject].is_reference
        if not kept and self._supposes_event(scope, claim, mentions):
            return True
        if claim.relation in _KEPT:
            return False
        # «ألغت جامعة الزيتون ملتقى العلوم»: the cue itself says what became of the event.
        predicate = self._predicate(first, last, range(scope.at, scope.at + len(scope.cue.words)))
        if predicate is not None:
            return predicate in scope or (first <= scope.at < last and ends[-1] in scope)
        if claim.relation in _OF_NOUNS or len(ends) < 2 or ends[-1] - ends[0] < 2:
            return False
        return ends[-1] in scope and (first <= scope.at or scope.first <= ends[0])

    def _range(self, start: int, end: int) -> tuple[int, int]:
        """The words of a passage."""
        return max(0, bisect_right(self._starts, start) - 1), bisect_left(self._starts, end)

    def _ends(self, claim: Claim, mentions: Sequence[Mention]) -> list[int]:
        """The first words of the mentions of a claim that stand in the sentence, ascending."""
        found = [claim.subject] if claim.object is None else [claim.subject, claim.object]
        inside = [mentions[each] for each in found if mentions[each].sentence == claim.sentence]
        return sorted(self._range(each.start, each.end)[0] for each in inside) or [
            self._range(claim.start, claim.end)[0]
        ]

    def _predicate(self, first: int, last: int, cue: range) -> int | None:
        """The first verb or verbal noun of a passage that is no part of a name or of the cue."""
        for index in range(first, last):
            word = self.words[index]
            if index in self._inside or index in cue:
                continue
            if is_verb(word) or is_verbal_noun(word, self.cues):
                return index
        return None

    def _supposes_event(self, scope: Scope, claim: Claim, mentions: Sequence[Mention]) -> bool:
        """Whether the event that a claim is about is itself what is denied or wished for."""
        event = mentions[claim.subject]
        if event.type not in _OF_EVENTS or event.sentence != claim.sentence:
            return False
        at = self._range(event.start, event.end)[0]
        if at not in scope:
            return False
        verb = self.words[scope.first]
        near = at - scope.first <= NEAREST_EVENT and not any(
            scope.first < chunk.first < at and chunk.kind in _OF_EVENTS for chunk in self.chunks
        )
        if near and not verb.tags.isdisjoint(_MEETING if event.is_reference else _HOLDING):
            return True
        described = event.pattern.endswith(("unnamed", "verb"))
        return described and scope.cue.cls != "denial" and at - scope.first <= NEAREST_EVENT

    def _governs_role(self, scope: Scope, claim: Claim, mentions: Sequence[Mention]) -> bool:
        """Whether a title that is said of a person, and not beside the name, is in the scope."""
        title = self._title(claim)
        person = mentions[claim.subject]
        if title is None or title.first not in scope or person.sentence != claim.sentence:
            return False
        at = self._range(person.start, person.end)[0]
        if title.first < at and title.first - scope.first > 1:
            return False
        if any(word.text in {"،", ","} for word in self.words[scope.at : title.first]):
            return False
        if scope.cue.scope == "copula":
            # «ليس يونس سالم مديرا», «يونس سالم ليس مديرا»
            return scope.first in {title.first, at}
        return self._is_said(title, scope)

    def _is_said(self, title: Chunk, scope: Scope) -> bool:
        """Whether a title is what a verb in the scope gives: «أن يصبح مديرا», «لمنصب المدير»."""
        head = self.words[title.first]
        if any(
            word.normal in POSTS or word.whole in POSTS
            for word in self.words[max(scope.at, title.first - 2) : title.first]
        ):
            return True
        given = self.words[scope.at : title.first]
        if head.has("#definite"):
            return False
        if head.text.rstrip("\u064b").endswith("ا"):
            return scope.cue.cls == "candidacy" or any(
                word.whole in self.cues.copula or is_verbal_noun(word, self.cues) for word in given
            )
        # A feminine title has no letter for the accusative.
        return head.text.endswith("ة") and any(word.whole in self.cues.copula for word in given)

    def _title(self, claim: Claim) -> Chunk | None:
        """The title of a role among the chunks of its passage."""
        first, last = self._range(claim.start, claim.end)
        titles = [
            chunk for chunk in self.chunks if chunk.kind == "Title" and first <= chunk.first < last
        ]
        same = [chunk for chunk in titles if chunk.text == claim.title]
        return next(iter(same or titles), None)
