"""Redirects: which IRIs follow which, from one generation to the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph import whereabouts
from kg.graph.identifiers import slug
from kg.graph.mapping import Description
from kg.graph.outlines import Outline
from kg.graph.redirects import History
from kg.graph.store import Graph
from kg.graph.terms import Quad
from kg.graph.vocabulary import DCTERMS, REDIRECTS_GRAPH
from kg.graph.whereabouts import Whereabouts
from kg.model import EntityType, Extraction
from tests.graph.example import BASE, Draft, corpus, resolve

Article = Sequence[tuple[str, str]]
"""What each sentence names: a thing by a key, and the name used."""


@dataclass(frozen=True)
class Generation:
    """The things of some articles, as one generation of a store has them."""

    description: Description
    extractions: dict[str, Extraction]

    def read(self, identifiers: Iterable[str]) -> Iterator[Extraction]:
        return (self.extractions[identifier] for identifier in identifiers)


def generation(*articles: Article, base: str = BASE, unread: str = "") -> Generation:
    """``unread`` is the key of a thing whose mentions the extractor does not see."""
    drafts = []
    for article in articles:
        draft = Draft([f"{name}." for _, name in article])
        for number, (key, name) in enumerate(article):
            if key != unread:
                draft.name(key, EntityType.PERSON, name, number)
        drafts.append(draft)
    extractions = {each.document.identifier: each for each in (d.extraction() for d in drafts)}
    outlines = {name: Outline.of(each) for name, each in extractions.items()}
    resolution = resolve(drafts, list(extractions.values()))
    return Generation(Description(resolution, outlines, base), extractions)


def after(*generations: Generation) -> History:
    """The history of a store that held these, one after the other."""
    history = History()
    for each in generations:
        history = history.next(each.description, each.read)
        assert list(history.faults()) == []
    return history


def replaced(history: History) -> dict[str, set[str]]:
    """The redirects, each IRI without its type."""
    return {
        old.partition("/")[2]: {iri.partition("/")[2] for iri in new}
        for old, new in history.replaced.items()
    }


def followed(history: History, name: str) -> list[str]:
    with Graph.of(history.quads()) as graph:
        found = graph.successors(f"{history.base}person/{name}")
    return [iri.removeprefix(f"{history.base}person/") for iri in found]


SHORT = generation([("a", "سالم المري"), ("b", "عمر خان")])
FULL = generation(
    [("a", "سالم المري"), ("b", "عمر خان")], [("a", "سالم خليفة المري"), ("b", "عمر خان")]
)
FULLEST = generation(
    [("a", "سالم المري"), ("b", "عمر خان")],
    [("a", "سالم خليفة المري"), ("b", "عمر خان")],
    [("a", "سالم خليفة حمد المري")],
)


def test_what_stays_is_not_redirected() -> None:
    assert replaced(after(SHORT, SHORT)) == {}
    assert replaced(after(SHORT, generation([("a", "سالم المري"), ("b", "عمر خان")], []))) == {}


def test_a_fuller_name() -> None:
    assert replaced(after(SHORT, FULL)) == {"سالم_المري": {"سالم_خليفة_المري"}}


def test_chains_are_followed_and_stay() -> None:
    history = after(SHORT, FULL, FULLEST)
    assert replaced(history) == {
        "سالم_المري": {"سالم_خليفة_المري"},
        "سالم_خليفة_المري": {"سالم_خليفة_حمد_المري"},
    }
    assert followed(history, "سالم_المري") == ["سالم_خليفة_حمد_المري"]
    assert followed(history, "سالم_خليفة_المري") == ["سالم_خليفة_حمد_المري"]
    for alive_or_unknown in ("عمر_خان", "سالم_خليفة_حمد_المري", "لا أحد"):
        assert followed(history, alive_or_unknown) == []


def test_an_iri_that_lives_again_is_not_redirected() -> None:
    first = [("a", "سالم المري")]
    second = [("a", "سالم خليفة المري")]
    apart = [("b", "سالم خليفة المري")]
    together, two = generation(first, second), generation(first, apart)
    assert replaced(after(together)) == {}
    assert replaced(after(two, together)) == {"سالم_المري": {"سالم_خليفة_المري"}}
    assert replaced(after(two, together, two)) == {}


def test_things_that_become_one() -> None:
    two = generation([("a", "سالم المري")], [("b", "سالم بن خليفة")], [("c", "سالم خليفة المري")])
    one = generation([("a", "سالم المري")], [("a", "سالم بن خليفة")], [("a", "سالم خليفة المري")])
    history = after(two, one)
    assert replaced(history) == {
        "سالم_المري": {"سالم_خليفة_المري"},
        "سالم_بن_خليفة": {"سالم_خليفة_المري"},
    }


def test_a_thing_that_becomes_several() -> None:
    one = generation([("a", "سالم المري")], [("a", "سالم المري"), ("c", "زيد")])
    two = generation([("a", "سالم المري")], [("b", "سالم المري"), ("c", "زيد")])
    history = after(one, two)
    ((old, new),) = replaced(history).items()
    assert old == "سالم_المري"
    assert len(new) == 2
    assert all(iri.startswith("سالم_المري-") for iri in new)
    assert followed(history, old) == sorted(new)
    # One of the two goes.
    left = after(one, two, generation([("a", "سالم المري")]))
    (former,) = new & replaced(left).keys()
    assert replaced(left) == {former: {"سالم_المري"}}, "and the plain IRI lives again"


def test_what_no_document_mentions_any_more_has_no_successor() -> None:
    history = after(SHORT, FULL, generation([("c", "حسين لوتاه")]))
    assert replaced(history) == {}
    assert followed(history, "سالم_المري") == []


def test_a_name_leaves_with_the_last_document_that_says_it() -> None:
    # The fuller name was said in the document that leaves, and the others say only the short one.
    others = [("a", "سالم المري")], [("b", "عمر خان")]
    history = after(generation(*others, [("a", "سالم خليفة المري")]), generation(*others))
    assert replaced(history) == {}
    another = [("a", "سالم خليفة المري"), ("b", "عمر خان")]
    history = after(
        generation(*others, [("a", "سالم خليفة المري"), ("c", "زيد")]),
        generation(*others, another, [("a", "سالم خليفة حمد المري")]),
    )
    assert replaced(history) == {"سالم_خليفة_المري": {"سالم_خليفة_حمد_المري"}}


def test_chains_lead_past_a_name_that_left() -> None:
    first, middle, last = (
        [("a", name)] for name in ("سالم المري", "سالم بن خليفة المري", "سالم خليفة حمد المري آل")
    )
    history = after(generation(first), generation(first, middle), generation(first, middle, last))
    assert followed(history, "سالم_بن_خليفة_المري") != []
    without = after(
        generation(first),
        generation(first, middle),
        generation(first, middle, last),
        generation(first, last),
    )
    assert replaced(without) == {"سالم_المري": {"سالم_خليفة_حمد_المري_آل"}}


def test_a_name_that_stands_in_a_text_stays_though_it_is_read_no_more() -> None:
    article = [("a", "سالم المري"), ("b", "سالم المري الكبير")]
    other = [("c", "زيد")]
    before = generation([("a", "سالم المري"), ("a", "سالم المري الكبير")], other)
    now = generation(article, other, unread="b")
    assert replaced(after(before, now)) == {"سالم_المري_الكبير": {"سالم_المري"}}
    without = generation(article, unread="b")
    assert replaced(after(before, now, without)) == {"سالم_المري_الكبير": {"سالم_المري"}}


def test_another_extractor_by_most_mentions() -> None:
    before = generation([("a", "سالم المري"), ("a", "سالم المري"), ("a", "المري الكبير سالم")])
    now = generation(
        [("b", "سالم المري"), ("b", "سالم المري"), ("c", "المري الكبير سالم")],
    )
    history = after(before, now)
    assert replaced(history) == {}, "the fullest name is that of another thing now"
    unread = generation(
        [("b", "سالم المري"), ("b", "سالم المري"), ("c", "المري الكبير سالم")], unread="c"
    )
    assert replaced(after(before, unread)) == {"المري_الكبير_سالم": {"سالم_المري"}}


def test_a_place_that_only_the_gazetteer_knew() -> None:
    resolution, extractions = corpus()
    outlines = {name: Outline.of(each) for name, each in extractions.items()}
    before = Description(resolution, outlines, BASE)
    named = tuple(
        replace(entity, label=replace(entity.label, text="دولة الإمارات"))
        if entity.place is not None and not entity.members
        else entity
        for entity in resolution.entities
    )
    now = Description(replace(resolution, entities=named), outlines, BASE)
    history = History().next(before, iter).next(now, iter)
    assert replaced(history) == {"الإمارات": {"دولة_الإمارات"}}


def test_another_base_moves_all_and_redirects_nothing() -> None:
    moved = replace_base(FULL, "https://news.example/")
    history = after(SHORT, FULL, moved)
    assert {(str(s), str(o)) for s, _, o, _ in history.quads()} == {
        ("https://news.example/person/سالم_المري", "https://news.example/person/سالم_خليفة_المري")
    }


def replace_base(old: Generation, base: str) -> Generation:
    articles = (
        [("a", "سالم المري"), ("b", "عمر خان")],
        [("a", "سالم خليفة المري"), ("b", "عمر خان")],
    )
    made = generation(*articles, base=base)
    assert made.extractions.keys() == old.extractions.keys()
    return made


# ------------------------------------------------------------------------------- in a store


def test_the_graph_of_redirects_is_updated_in_place() -> None:
    with Graph.of([]) as graph:
        for history in (after(SHORT, FULL), after(SHORT, FULL, FULLEST), after(SHORT)):
            history.update(graph.store)
            assert set(graph.quads(redirects=True)) == set(history.quads())
            assert list(graph.quads()) == []
            assert len(graph) == 0
        assert list(graph.store.named_graphs()) == []


def test_quads_are_of_their_graph_and_one_predicate() -> None:
    found: list[Quad] = list(after(SHORT, FULL).quads())
    assert [(str(p), g) for _, p, _, g in found] == [(str(DCTERMS.isReplacedBy), REDIRECTS_GRAPH)]


@pytest.mark.parametrize("iri", ["", "person", "a b", "<x>", 'x"', "https://example.org/id/person"])
def test_what_is_no_former_iri_has_no_successors(iri: str) -> None:
    with Graph.of(after(SHORT, FULL).quads()) as graph:
        assert graph.successors(iri) == ()


def test_redirects_in_a_circle_have_no_end() -> None:
    """kg writes none; a store that others wrote may have them."""
    a, b = (next(iter(after(SHORT, FULL).quads()))[i] for i in (0, 2))
    quads: list[Quad] = [(x, DCTERMS.isReplacedBy, y, REDIRECTS_GRAPH) for x, y in ((a, b), (b, a))]
    with Graph.of(quads) as graph:
        assert graph.successors(str(a)) == ()


def test_faults_are_found() -> None:
    history = after(SHORT, FULL)
    alive = replace(history, replaced={"person/عمر_خان": frozenset({"person/سالم_خليفة_المري"})})
    assert "IRIs of things are redirected" in next(alive.faults())
    lost = replace(history, replaced={"person/س": frozenset({"person/ص"})})
    assert "lead to no thing" in next(lost.faults())


@pytest.mark.parametrize("content", [None, b"", b"\xff" * 100])
def test_whereabouts_that_are_lost(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / whereabouts.FILE
    where = after(SHORT).where
    where.save(file)
    assert Whereabouts.load(file) == where
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    assert Whereabouts.load(file) == Whereabouts()
    assert History.load(tmp_path, BASE) == History(BASE)
    history = History.load(tmp_path, BASE).next(FULL.description, FULL.read)
    assert (history.replaced, len(history.where.documents)) == ({}, 2)


# ------------------------------------------------------------------------------ any history

NAMES = ("سالم المري", "سالم خليفة المري", "سالم حمد", "سالم")
things = st.lists(st.integers(0, 3), min_size=4, max_size=4)
steps = st.lists(st.tuples(things, st.sets(st.integers(0, 3), min_size=1)), max_size=6)


def of_step(numbers: list[int], documents: set[int]) -> Generation:
    """Four articles with a name each, some of which are there, and which things they mean."""
    return generation(*([(str(numbers[each]), NAMES[each])] for each in sorted(documents)))


@settings(max_examples=150, deadline=None)
@given(steps)
def test_by_whatever_steps(taken: list[tuple[list[int], set[int]]]) -> None:
    history = History()
    known: set[str] = set()
    held: set[int] = set()
    for numbers, documents in taken:
        made = of_step(numbers, documents)
        history = history.next(made.description, made.read)
        assert list(history.faults()) == []
        living = set(history.where.iris)
        said = " ".join(slug(NAMES[each]) for each in documents)
        assert all(
            old.removeprefix("person/").partition("-")[0] in said for old in history.replaced
        )
        if held <= documents:
            # No document left, so all that ever was leads somewhere.
            assert known <= living | history.replaced.keys()
        held, known = documents, living | history.replaced.keys()
