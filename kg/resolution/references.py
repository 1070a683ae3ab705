"""What only its place in the text explains: single names, references, events without a name."""

from __future__ import annotations

from bisect import insort
from collections.abc import Mapping, Sequence

from kg.arabic import name_key
from kg.model import Document, EntityType, Mention
from kg.resolution.event_names import beginning_end
from kg.resolution.meetings import (
    VERB,
    headline_end,
    is_description,
    is_next,
    is_reception,
    is_told_of,
)
from kg.resolution.short_names import EVENTS, body_words, person_words
from kg.resolution.things import BODIES, Thing, is_of_others

# Heads that mean whatever event the article is about: grammar, and no lexicon reaches this stage.
_ANY_EVENT = frozenset({"حدث", "فعاليه", "فعاليات", "مناسبه", "دوره", "نسخه", "تظاهره"})

_EDITIONS = frozenset({"دوره", "نسخه", "طبعه"})
_OF = frozenset({"من", "ل", "لل", "لـ"})
MOST_OF_EDITION = 5
"""Words between «الدورة» and the event that it is one of: which one, «من»."""

_ARTICLE = "ال"


class Reading:
    """A pass over the mentions in order, which knows what was mentioned last."""

    def __init__(
        self,
        document: Document,
        mentions: Sequence[Mention],
        owners: dict[int, Thing],
        organizers: Mapping[int, frozenset[str]],
        guests: Mapping[int, frozenset[str]],
    ) -> None:
        self.things: list[Thing] = []
        self._document = document
        self._headline_end = headline_end(document)
        self._beginning_end = beginning_end(document)
        self._mentions = mentions
        self._owners = owners
        self._organizers = organizers
        self._guests = guests
        self._last: dict[tuple[str, str], Thing] = {}
        self._main: Thing | None = None
        # People by gender and name: who was named last, and where; who is named first.
        self._people: dict[tuple[str, str], tuple[int, Thing]] = {}
        self._coming: dict[tuple[str, str], Thing] = {}
        for index in sorted(owners):
            for word in _ends(owners[index]):
                self._coming.setdefault((owners[index].gender, word), owners[index])
        self._coming_events = {
            begins: owners[index]
            for index in sorted(owners, reverse=True)
            if owners[index].type in EVENTS
            for begins in map(_beginning, owners[index].keys)
            if begins
        }

    def read(self, index: int) -> None:
        """Find the thing of a mention that has none, and remember it as mentioned last."""
        mention = self._mentions[index]
        thing = self._owners.get(index)
        if thing is None:
            if mention.type is EntityType.PERSON and not mention.is_reference:
                thing = self._person(mention)
            else:
                thing = self._same_meeting(mention) or self._refer(index)
            if thing is None:
                return
            insort(thing.mentions, index)
            thing.organizers |= self._organizers.get(index, frozenset())
            thing.named = thing.named or not mention.is_reference
        self._remember(thing, index)

    def _person(self, mention: Mention) -> Thing:
        """«الحربي», «يونس»: whoever of that name and gender was named last, or will be next."""
        key = name_key(mention.name)
        word = person_words(key)[0]
        genders = (mention.gender, "") if mention.gender else ("m", "f", "")
        known = [self._people[each, word] for each in genders if (each, word) in self._people]
        if known:
            thing = max(known, key=lambda seen: seen[0])[1]
        else:
            coming = (self._coming.get((each, word)) for each in genders)
            thing = next(filter(None, coming), Thing(mention.type, gender=mention.gender))
        if not thing.mentions:
            self.things.append(thing)
        thing.keys.setdefault(key, mention.name)
        return thing

    def _same_meeting(self, mention: Mention) -> Thing | None:
        """The meeting told of last, where a description or a clause can only mean that one."""
        last = self._last.get(("type", EntityType.MEETING.value))
        if mention.type is not EntityType.MEETING or last is None:
            return None
        before = self._mentions[last.mentions[-1]]
        if is_told_of(self._document, mention) and before.sentence == mention.sentence:
            return last
        if is_reception(self._document, mention):
            return last
        if before.start < self._headline_end <= mention.start:
            # The first meeting of the story is the one of its headline.
            return last
        return last if is_description(mention) else None

    def _refer(self, index: int) -> Thing | None:
        """The antecedent of a reference; a new thing for an event that is only described."""
        mention = self._mentions[index]
        if mention.pattern == VERB:
            same = self._last.get(("verb", _stem(mention.head)))
            if same is not None and not self._is_another(index, same):
                return same
        again = self._ceremony(mention)
        if again is not None:
            return again
        described = mention.type in EVENTS and mention.pattern.endswith(("unnamed", "verb"))
        if described or not mention.is_reference:
            thing = self._described_before(mention)
            if thing is None or is_of_others(thing, self._organizers.get(index, frozenset())):
                thing = self._described(mention)
            self._last["verb", _stem(mention.head)] = thing
            return thing
        same = self._last.get((_family(mention.type), mention.head))
        if same is not None or mention.type not in EVENTS:
            return same
        if mention.head in _ANY_EVENT:
            return self._edition_of(index) or self._main
        same = self._last.get(("type", mention.type.value))
        if same is None and mention.type is EntityType.SESSION and " " in mention.name:
            # «الأمسية الشعرية» is a part of the conference that nothing else tells of.
            return self._described(mention)
        own = self._main is None or not mention.name.startswith(_ARTICLE)
        if same is None and own and mention.type is EntityType.MEETING:
            # «ترأس الاجتماع» where no meeting was told of before: the clause tells of it;
            # «زيارته», «زيارة»: no name of the conference that the article is about.
            return self._described(mention)
        # «الحفل», «اللقاء» may mean the conference that the article is about.
        return same or self._main

    def _is_another(self, index: int, thing: Thing) -> bool:
        """«كما استقبل سموه سامي الحربي»: a verb tells of another meeting, with other guests."""
        mention = self._mentions[index]
        told = [each for each in thing.mentions if self._mentions[each].start >= self._headline_end]
        if not told or self._mentions[told[-1]].sentence == mention.sentence:
            return False
        known = frozenset().union(*(self._guests.get(each, frozenset()) for each in told))
        guests = self._guests.get(index, frozenset())
        return bool(guests) and (
            is_next(self._document, mention) or (bool(known) and known.isdisjoint(guests))
        )

    def _edition_of(self, index: int) -> Thing | None:
        """«النسخة الثانية من ملتقى العلوم», «الدورة 13 للملتقى»: the event that is named next."""
        mention = self._mentions[index]
        if mention.head not in _EDITIONS or index + 1 >= len(self._mentions):
            return None
        event, thing = self._mentions[index + 1], self._owners.get(index + 1)
        between = self._document.text[mention.end : event.start].split()
        of_it = 0 < len(between) <= MOST_OF_EDITION and between[-1] in _OF
        if not of_it or event.type is not EntityType.CONFERENCE:
            return None
        return thing if event.sentence == mention.sentence else None

    def _ceremony(self, mention: Mention) -> Thing | None:
        """«حفل الافتتاح» behind «حفل افتتاح المصنع»: the words of a name, told again as known."""
        last = mention.name.split()[-1]
        if not mention.pattern.endswith("unnamed") or not last.startswith(_ARTICLE):
            return None
        same = self._last.get((_family(mention.type), mention.head))
        words = set(body_words(name_key(mention.name)))
        known = same is not None and any(words < set(body_words(key)) for key in same.keys)
        return same if known else None

    def _described_before(self, mention: Mention) -> Thing | None:
        """«حفل معايدة لمنسوبيها»: the event that a headline tells of too; the same long words."""
        key = name_key(mention.name)
        begins = _beginning(key)
        if not begins or not mention.pattern.endswith("unnamed"):
            return None
        coming = self._coming_events.get(begins)
        if mention.start < self._beginning_end and coming and _is_of_same_kind(key, coming):
            return coming
        last = self._last.get((_family(mention.type), mention.head))
        if last is None:
            return None
        if key in last.keys:
            return last if len(key.split()) > len(begins) else None
        before = self._mentions[last.mentions[-1]].start
        told = before < self._beginning_end <= mention.start
        return last if told and _is_of_same_kind(key, last) else None

    def _described(self, mention: Mention) -> Thing:
        """A new thing that is described and, if the mention is a reference, not named."""
        keys = {name_key(mention.name): mention.name}
        named = not mention.is_reference
        thing = Thing(mention.type, keys=keys, heads={mention.head}, named=named)
        self.things.append(thing)
        return thing

    def _remember(self, thing: Thing, index: int) -> None:
        self._last["type", thing.type.value] = thing
        if thing.type is EntityType.PERSON:
            for word in _ends(thing):
                self._people[thing.gender, word] = (index, thing)
        for head in thing.heads:
            self._last[_family(thing.type), head] = thing
        if thing.type is EntityType.CONFERENCE and self._weight(thing) > self._weight(self._main):
            self._main = thing

    def _weight(self, thing: Thing | None) -> tuple[int, int]:
        """«الحدث», «هذه النسخة» mean the event that the article is about: the one named most."""
        return (len(thing.mentions), -thing.mentions[0]) if thing else (0, 0)


def _stem(verb: str) -> str:
    """«يستقبل», «ستستقبل», «استقبل»: a verb without the letters of person and time."""
    bare = verb.removeprefix("س")
    bare = bare[1:] if bare[:1] in {"ي", "ت", "ا"} and len(bare) > 3 else bare
    return bare.removesuffix("ت") if len(bare) > 3 else bare


def _beginning(key: str) -> tuple[str, ...]:
    """«حفل المعايدة السنوي» → «حفل», «معايدة»: an event's head and the word behind it, if any."""
    begins = tuple(body_words(key)[:2])
    return begins if len(begins) > 1 else ()


def _is_of_same_kind(key: str, thing: Thing) -> bool:
    """Whether a description begins as a name of an event does, and goes on no other way.

    «حفل معايدة لمنسوبيها» and «حفل المعايدة السنوي لمنسوبي الجامعة», but not «… للنزلاء».
    """
    words = body_words(key)
    for name in thing.keys:
        others = body_words(name)
        more, rest = words[2:], others[2:]
        alike = any(
            one.startswith(other) or other.startswith(one) for one in more for other in rest
        )
        if words[:2] == others[:2] and (alike or not (more and rest)):
            return True
    return False


def _ends(thing: Thing) -> set[str]:
    """The words by which a person may be called alone: given and family names."""
    if thing.type is not EntityType.PERSON:
        return set()
    rows = [person_words(key) for key in thing.keys]
    # Of «آل» alone no word is left.
    return {row[end] for row in rows if row for end in (0, -1)}


def _family(type: EntityType) -> str:
    """Types between which a head noun may refer: any events, or bodies and the places they are.

    «المحافظة» may be a town that «محافظ …» named.
    """
    if type in EVENTS:
        return "event"
    return "body" if type in BODIES or type is EntityType.CITY else type.value
