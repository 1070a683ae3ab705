"""What holds of resolution whatever the documents say."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import EntityType, Member, Relation
from kg.resolution import resolve
from kg.resolution.explanation import explain
from tests.resolution.draft import (
    CITY,
    CONFERENCE,
    COUNTRY,
    ORGANIZATION,
    PERSON,
    Draft,
    gazetteer,
    parts,
)

# Few words, so that names often are short forms of one another.
_PEOPLE = st.lists(
    st.sampled_from(["سعد", "فهد", "علي", "الحربي", "السالم"]), min_size=1, max_size=4
)
_BODIES = st.lists(
    st.sampled_from(["هيئة", "وزارة", "المياه", "دبي", "فرع", "السعودية", "العلمية", "أمس"]),
    min_size=1,
    max_size=4,
)
_NAMES = {PERSON: _PEOPLE, ORGANIZATION: _BODIES, CONFERENCE: _BODIES}


@st.composite
def _drafts(draw: st.DrawFn) -> list[Draft]:
    drafts = []
    for number in range(draw(st.integers(1, 14))):
        draft = Draft(str(number))
        for type in draw(st.lists(st.sampled_from(sorted(_NAMES)), min_size=1, max_size=3)):
            names = draw(st.lists(_NAMES[EntityType(type)].map(" ".join), min_size=1, max_size=2))
            draft.add(EntityType(type), *sorted(set(names), key=lambda name: (-len(name), name)))
        if draw(st.booleans()):
            draft.add(CITY, draw(st.sampled_from(["جدة", "دبي", "طرابلس"])))
            draft.add(COUNTRY, draw(st.sampled_from(["لبنان", "السعودية"])))
        last = len(draft.clusters) - 1
        if last:
            draft.state(Relation.ROLE, 0, last, title=draw(st.sampled_from(["رئيس", "الرئيس"])))
        drafts.append(draft)
    return drafts


@settings(max_examples=150, deadline=None)
@given(drafts=_drafts(), random=st.randoms(use_true_random=False))
def test_a_partition_that_no_order_changes(drafts: list[Draft], random: object) -> None:
    extractions = [draft.extraction() for draft in drafts]
    found = resolve(extractions, gazetteer())
    members = sorted(member for entity in found.entities for member in entity.members)
    assert members == sorted(
        Member(draft.identifier, index) for draft in drafts for index in range(len(draft.clusters))
    )
    for entity in found.entities:
        assert entity.label not in entity.labels
        assert len(set(entity.labels)) == len(entity.labels)
    random.shuffle(extractions)  # type: ignore[attr-defined]
    assert resolve(extractions, gazetteer()) == found


_OTHERS = {"سعد": "نبيل", "فهد": "ياسر", "علي": "عامر", "الحربي": "العواد", "السالم": "الكناني"}


@settings(max_examples=60, deadline=None)
@given(drafts=_drafts(), others=_drafts())
def test_documents_of_other_names_make_no_difference(
    drafts: list[Draft], others: list[Draft]
) -> None:
    """No decision looks beyond the names that may stand for one another."""
    strangers = []
    for draft in others:
        stranger = Draft(f"other {draft.name}")
        for cluster in draft.clusters:
            if cluster.type is PERSON:
                name = " ".join(_OTHERS[word] for word in cluster.name.split())
                stranger.add(PERSON, name)
        strangers.append(stranger.extraction())
    ours = [draft.extraction() for draft in drafts]
    alone = parts(resolve(ours, gazetteer()))
    assert alone <= parts(resolve([*ours, *strangers], gazetteer()))


@settings(max_examples=40, deadline=None)
@given(drafts=_drafts())
def test_explanations_agree_with_what_was_decided(drafts: list[Draft]) -> None:
    extractions = [draft.extraction() for draft in drafts]
    groups = parts(resolve(extractions, gazetteer()))
    first = drafts[0].member(0)
    for draft in drafts:
        other = draft.member(0)
        decision = explain(extractions, gazetteer(), first, other)
        assert decision.same == any({first, other} <= group for group in groups)
        assert decision.reasons
