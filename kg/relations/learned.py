"""Learned relations: claims that the recognizer's scores state, beside those of the patterns.

The recognizer scores pairs of marks; a fact between two things is as sure as the logsumexp over
all pairs of their mentions says, as it was trained. A title is a thing of its own: who
holds it and where is scored like any relation.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kg.chunks import Chunk, Recognition, Word
from kg.model import Claim, EntityType, Mention, Relation, Sentence
from kg.recognizers import Mark, Scan, Span
from kg.recognizers.relater import RELATIONS, SIGNATURES
from kg.recognizers.tags import LABELS
from kg.relations.claims import count_of
from kg.relations.sharing import share
from kg.relations.sport import is_of_sport
from kg.relations.standing import nominative

KIND_OF = {
    **{name: label for label, name in LABELS.items()},
    "Date": "DATE",
    "Number": "NUMBER",
}
"""Entity type, «Title», «Date» or «Number» → the kind of a mark."""

_READ = frozenset({"DATE", "NUMBER"})
_BODIES = frozenset({"Organization", "Place"})
_EVENTS = frozenset({"CONF", "SESSION", "MEETING"})
_OF_TITLES = ("holder", "office")
_LITERALS = ("date", "attendance")
_ONCE = frozenset({Relation.LOCATION, Relation.ORGANIZER, Relation.SPEAKER, Relation.SPONSOR})
"""What a pattern states of one event, the recognizer mostly repeats of another by mistake: on 184
annotated newspaper articles 4 of 18 such facts were right (of the participants 16 of 41)."""

_OF_PEOPLE = frozenset({"participant", "speaker", "moderator", "opener", "host"})
_MINISTER = "وزير"
_BEFORE_NAME = "role.office_before_name"
_ARTICLE = "ال"
_NO_POSTS = frozenset(
    {
        *("المواطن", "المواطنة", "الشاب", "الشابة", "الطفل", "الطفلة", "الفتاة"),
        *("المتهم", "المدعو", "المدعوة"),
    }
)
"""What somebody is, and no occupation."""
_STOPS = frozenset(".؛؟!:")
_BEHALF = frozenset({"نيابه", "انابه", "بالنيابه", "بالانابه"})
_VALUES = frozenset({"Title", "Date", "Number"})

THRESHOLDS: Mapping[str, float] = {
    **{name: 0.4 for name in RELATIONS},
    "speaker": 0.5,
    **dict.fromkeys(("office", "opener", "participant", "runs"), 0.6),
    **dict.fromkeys(("attendance", "moderator"), 0.7),
    **dict.fromkeys(("host", "location"), 0.8),
    **dict.fromkeys(("date", "holder", "organizer", "part_of", "sponsor"), 0.9),
}
"""How sure a fact must be, chosen on annotated articles; higher where few were right."""

OF_MEETINGS: Mapping[str, float] = {"host": 0.7}
"""The same for what is told of meetings in their sentence or the next."""

BEFORE_NAME = 0.4
"""The same for who holds a title that leads to the name: «رئيس النادي | الدارس في يورك سالم»."""

LEAST_HOUSED = 0.9
"""How sure the body of a post must be where a pattern saw none."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A fact between two things (by number), its probability, and the marks that state it best."""

    relation: str
    subject: int
    object: int
    probability: float
    marks: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Valued:
    """A title, date or number of the text: its sentence, chunk and span, and two words before."""

    sentence: int
    chunk: Chunk
    start: int
    end: int
    before: tuple[str, ...] = ()


class Marks:
    """The marks of a document: its clustered mentions, then its titles, each with its thing."""

    def __init__(
        self,
        sentences: Sequence[Sentence],
        recognition: Recognition,
        mentions: Sequence[Mention],
        groups: Sequence[Sequence[int]],
        scan: Scan,
    ) -> None:
        self._seen = [_seen(spans) for spans in scan.spans]
        self.marks: list[Mark] = []
        self.things: list[int] = []
        self.mentions: list[int] = []  # the mention of each mark, -1 for a title, date or number
        self.values = list(_values(recognition))
        self.count = len(groups)
        for thing, group in enumerate(groups):
            for index in group:
                mention = mentions[index]
                mark = _mark(sentences, mention.sentence, mention.start, mention.end, mention.type)
                if mark is not None:
                    self._add(mark, thing, index)
        for number, each in enumerate(self.values):
            mark = _mark(sentences, each.sentence, each.start, each.end, each.chunk.kind)
            if mark is not None:
                self._add(mark, self.count + number, -1)

    def _add(self, mark: Mark, thing: int, mention: int) -> None:
        seen = self._seen[mark.sentence]
        if mark.kind not in _READ and seen.isdisjoint(range(mark.first, mark.last + 1)):
            # What the model takes for no name was no mark of its training either.
            return
        self.marks.append(mark)
        self.things.append(thing)
        self.mentions.append(mention)

    def value(self, thing: int) -> Valued:
        """The title, date or number that a thing is."""
        return self.values[thing - self.count]


def _seen(spans: Sequence[Span]) -> frozenset[int]:
    """The words of a sentence that are in a span."""
    return frozenset(at for span in spans for at in range(span.start, span.end))


def _values(recognition: Recognition) -> Iterator[Valued]:
    for sentence, (words, chunks) in enumerate(
        zip(recognition.words, recognition.chunks, strict=True)
    ):
        for chunk in chunks:
            if chunk.kind in _VALUES:
                start, end = words[chunk.first].start, words[chunk.last - 1].end
                before = words[max(0, chunk.first - 2) : chunk.first]
                yield Valued(sentence, chunk, start, end, tuple(word.bare for word in before))


def _mark(
    sentences: Sequence[Sentence], sentence: int, start: int, end: int, kind: str
) -> Mark | None:
    tokens = sentences[sentence].tokens
    inside = [at for at, token in enumerate(tokens) if token.start < end and token.end > start]
    return Mark(sentence, inside[0], inside[-1], KIND_OF[str(kind)]) if inside else None


def find(marks: Marks, scan: Scan) -> list[Finding]:
    """All facts that kinds allow with their probabilities, in an order that the text decides."""
    totals: dict[tuple[str, int, int], float] = defaultdict(lambda: -math.inf)
    best: dict[tuple[str, int, int], tuple[float, int, int]] = {}
    for inside, scores in scan.scores(marks.marks):
        kinds = [marks.marks[index].kind for index in inside]
        for number, relation in enumerate(RELATIONS):
            subjects = _by_thing(marks, inside, kinds, SIGNATURES[relation][0])
            objects = _by_thing(marks, inside, kinds, SIGNATURES[relation][1])
            for subject, rows in subjects.items():
                for target, columns in objects.items():
                    if target == subject:
                        continue
                    block = scores[number][np.ix_(rows, columns)]
                    key = relation, subject, target
                    # A fact read in two passages is as sure as the better one makes it.
                    totals[key] = max(totals[key], float(np.logaddexp.reduce(block, axis=None)))
                    at = divmod(int(block.argmax()), len(columns))
                    top = float(block[at]), inside[rows[at[0]]], inside[columns[at[1]]]
                    best[key] = max(best.get(key, top), top)
    return [
        Finding(
            relation,
            subject,
            target,
            1 / (1 + math.exp(-min(50.0, max(-50.0, total)))),
            best[key][1:],
        )
        for key, total in sorted(totals.items())
        for relation, subject, target in (key,)
    ]


def _by_thing(
    marks: Marks, inside: Sequence[int], kinds: Sequence[str], allowed: frozenset[str]
) -> dict[int, list[int]]:
    """The rows of each thing's marks of the allowed kinds."""
    rows: dict[int, list[int]] = defaultdict(list)
    for row, index in enumerate(inside):
        if kinds[row] in allowed:
            rows[marks.things[index]].append(row)
    return rows


def weigh(
    sentences: Sequence[Sentence],
    recognition: Recognition,
    mentions: Sequence[Mention],
    claims: Sequence[Claim],
    groups: Sequence[Sequence[int]],
    scan: Scan,
) -> tuple[Claim, ...]:
    """The claims of the patterns and those that the scores of ``scan`` add, in order."""
    marks = Marks(sentences, recognition, mentions, groups, scan)
    findings = find(marks, scan)
    thing_of = {index: thing for thing, group in enumerate(groups) for index in group}
    claims = [*_addressed(claims, marks)]
    stated = {
        (str(claim.relation), thing_of.get(claim.subject), thing_of.get(claim.object))
        for claim in claims
        if claim.object is not None
    }
    told = {(str(claim.relation), thing_of.get(claim.subject)) for claim in claims}
    elsewhere = {
        (str(claim.relation), mentions[claim.subject].type, thing_of.get(claim.object))
        for claim in claims
        if claim.object is not None and claim.relation in _ONCE
    }
    guessed = _OF_PEOPLE if is_of_sport(recognition.words) else frozenset()
    sure = [
        each
        for each in findings
        if each.probability >= _least(marks, each, recognition, mentions)
        and each.relation not in guessed
    ]
    added = [
        *_roles(sure, marks, mentions, claims, thing_of, recognition),
        *(
            _claim(finding, marks, mentions)
            for finding in sure
            if finding.relation not in (*_OF_TITLES, *_LITERALS)
            and not (finding.relation == "location" and not _is_event(marks, finding))
            and (finding.relation, finding.subject, finding.object) not in stated
            and not (finding.relation == "host" and _took_part(finding) in stated)
            and (finding.relation, _type(finding, marks, mentions), finding.object) not in elsewhere
        ),
        *(
            _literal_claim(finding, marks, mentions)
            for finding in sure
            if finding.relation in _LITERALS
            and (finding.relation, finding.subject) not in told
            and "#relative" not in marks.value(finding.object).chunk.tags
        ),
    ]
    return share((*_housed(claims, sure, marks, thing_of), *added), recognition, mentions, thing_of)


def _addressed(claims: Sequence[Claim], marks: Marks) -> Iterator[Claim]:
    """The claims without occupations that only say how somebody is addressed.

    «شيخ», «مواطنه» before a name, an occupation behind one, without a body and with nothing that
    the recognizer sees there: mostly wrong. «المدافع سالم», «المدربة المعتمدة ليلى» are roles.
    """
    seen: dict[tuple[int, str | None], bool] = defaultdict(bool)
    marked = frozenset(marks.things)
    for number, value in enumerate(marks.values, start=marks.count):
        if value.chunk.kind == "Title":
            named = number in marked or "#occupation" not in value.chunk.tags
            seen[value.sentence, nominative(value.chunk.text)] |= named
    for claim in claims:
        alone = claim.relation is Relation.ROLE and claim.object is None
        title = claim.title or ""
        tells = (title.startswith(_ARTICLE) and title not in _NO_POSTS) or " " in title
        alone = alone and not (claim.pattern == _BEFORE_NAME and tells)
        if not alone or seen.get((claim.sentence, claim.title), True):
            yield claim


def _housed(
    claims: Sequence[Claim],
    findings: Sequence[Finding],
    marks: Marks,
    thing_of: Mapping[int, int],
) -> Iterator[Claim]:
    """The claims; a post that a pattern leaves without its body is held at the learned one."""
    bodies: dict[tuple[int, str | None], list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.relation == "office" and finding.probability >= LEAST_HOUSED:
            title = marks.value(finding.subject)
            bodies[title.sentence, nominative(title.chunk.text)].append(finding)
    told = {
        (claim.sentence, thing_of.get(claim.subject), claim.title)
        for claim in claims
        if claim.relation is Relation.ROLE and claim.object is not None
    }
    for claim in claims:
        found = bodies.get((claim.sentence, claim.title), [])
        key = claim.sentence, thing_of.get(claim.subject), claim.title
        if claim.relation is not Relation.ROLE or claim.object is not None or key in told:
            found = []
        if (nominative(claim.title or "") or "").startswith(_MINISTER):
            # «وزير الحج … أن المملكة»: a minister is of a ministry.
            found = [each for each in found if marks.marks[each.marks[1]].kind != "COUNTRY"]
        for finding in found:
            body = marks.mentions[finding.marks[1]]
            sure = round(min(claim.confidence, finding.probability), 4)
            yield replace(claim, object=body, confidence=sure)
        if not found:
            yield claim


def _least(
    marks: Marks, finding: Finding, recognition: Recognition, mentions: Sequence[Mention]
) -> float:
    """How sure a finding must be."""
    if finding.relation == "holder":
        person = mentions[marks.mentions[finding.marks[1]]]
        if _leads_to(marks.value(finding.subject), person, recognition):
            return BEFORE_NAME
    subject, target = (marks.marks[each] for each in finding.marks)
    near = abs(subject.sentence - target.sentence) < 2
    least = THRESHOLDS[finding.relation]
    return OF_MEETINGS.get(finding.relation, least) if near and subject.kind == "MEETING" else least


def _leads_to(title: Valued, person: Mention, recognition: Recognition) -> bool:
    """Whether nobody else, no verb and no stop stand between a title and the name behind it."""
    if title.sentence != person.sentence or title.end > person.start:
        return False
    words = recognition.words[title.sentence]
    first, last = title.chunk.last, bisect_left(words, person.start, key=lambda word: word.start)
    named = any(
        chunk.kind == "Person" and first <= chunk.first and chunk.last <= last
        for chunk in recognition.chunks[title.sentence]
    )
    return not (named or any(_is_told(word) for word in words[first:last]))


def _is_told(word: Word) -> bool:
    """Whether something is told of a title before the word: a verb, a stop."""
    return word.text in _STOPS or any(tag.startswith(("#verb", "c:verb")) for tag in word.tags)


def _took_part(finding: Finding) -> tuple[str, int, int]:
    """What a pattern would have stated of the same two: a guest is no host."""
    return "participant", finding.subject, finding.object


def _type(finding: Finding, marks: Marks, mentions: Sequence[Mention]) -> EntityType:
    return mentions[marks.mentions[finding.marks[0]]].type


def _is_event(marks: Marks, finding: Finding) -> bool:
    return marks.marks[finding.marks[0]].kind in _EVENTS


def _claim(finding: Finding, marks: Marks, mentions: Sequence[Mention]) -> Claim:
    subject, target = (marks.mentions[each] for each in finding.marks)
    first, second = mentions[subject], mentions[target]
    same = first.sentence == second.sentence
    return Claim(
        relation=Relation(finding.relation),
        subject=subject,
        object=target,
        sentence=second.sentence,
        start=min(first.start, second.start) if same else second.start,
        end=max(first.end, second.end) if same else second.end,
        pattern=f"{finding.relation}.learned",
        confidence=round(finding.probability, 4),
    )


def _literal_claim(finding: Finding, marks: Marks, mentions: Sequence[Mention]) -> Claim:
    value = marks.value(finding.object)
    text = value.chunk.text
    return Claim(
        relation=Relation(finding.relation),
        subject=marks.mentions[finding.marks[0]],
        object=None,
        sentence=value.sentence,
        start=value.start,
        end=value.end,
        pattern=f"{finding.relation}.learned",
        confidence=round(finding.probability, 4),
        literal=text if finding.relation == "date" else count_of(text),
    )


def _is_of_another(before: Sequence[str]) -> bool:
    """«نيابة عن | الوزير افتتح المدير …»: the title of somebody who is not there."""
    return len(before) == 2 and before[0] in _BEHALF and before[1] == "عن"


def _is_of_deputy(title: Valued, recognition: Recognition) -> bool:
    """«وكيل أمانة الوادي | المساعد للخدمات»: the rest of a title; «ولي العهد | والوزير سالم»."""
    if title.chunk.text.startswith("ولي "):
        words = recognition.words[title.sentence]
        return title.chunk.last < len(words) and words[title.chunk.last].has("+و")
    chunks = recognition.chunks[title.sentence]
    before = any(each.last == title.chunk.first and each.kind in _BODIES for each in chunks)
    return before and title.chunk.text.startswith("المساعد ")


def _roles(
    findings: Sequence[Finding],
    marks: Marks,
    mentions: Sequence[Mention],
    claims: Sequence[Claim],
    thing_of: Mapping[int, int],
    recognition: Recognition,
) -> Iterator[Claim]:
    """A role for each title that a person holds, at each of its bodies, unless a pattern has it."""
    holders: dict[int, list[Finding]] = defaultdict(list)
    offices: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.relation == "holder":
            holders[finding.subject].append(finding)
        if finding.relation == "office":
            offices[finding.subject].append(finding)
    held = Counter(
        (claim.sentence, claim.title) for claim in claims if claim.relation is Relation.ROLE
    )
    for thing, found in holders.items():
        title = marks.value(thing)
        many = "#plural" in title.chunk.tags
        if many and len(found) == 1:
            continue  # «مديري الإدارات» are more than the one who was named
        if not many:
            found = [max(found, key=lambda each: each.probability)]
        name = nominative(title.chunk.text)
        if _is_of_another(title.before) or _is_of_deputy(title, recognition):
            continue
        if held[title.sentence, name]:
            # A pattern has given this title to somebody.
            held[title.sentence, name] -= 1
            continue
        for holder in found:
            person = marks.mentions[holder.marks[1]]
            bodies: list[tuple[int | None, float]] = [
                (marks.mentions[each.marks[1]], each.probability) for each in offices[thing]
            ]
            for body, sure in bodies or [(None, 1.0)]:
                yield Claim(
                    relation=Relation.ROLE,
                    subject=person,
                    object=body,
                    sentence=title.sentence,
                    start=title.start,
                    end=title.end,
                    pattern="role.learned",
                    confidence=round(min(holder.probability, sure), 4),
                    title=title.chunk.text,
                    standing=title.chunk.standing,
                )
