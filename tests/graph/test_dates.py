"""Which dates of an event stay: the cases of the contract, as claims of documents."""

from __future__ import annotations

import pytest

from kg.graph.dates import choose_dates
from kg.model import Claim, Document, Evidence, Extraction, Fact, Relation


def chosen(*documents: list[tuple[str, float]]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Starts and ends, each with the documents that state it."""
    extractions: dict[str, Extraction] = {}
    evidence: dict[str, list[Evidence]] = {}
    for name, stated in zip("abc", documents, strict=False):
        claims = tuple(
            Claim(Relation.DATE, 0, None, i, i * 10, i * 10 + 5, "date.x", sure, literal=date)
            for i, (date, sure) in enumerate(stated)
        )
        extractions[name] = Extraction(Document("", name, ""), (), (), (), claims)
        for i, (date, _) in enumerate(stated):
            evidence.setdefault(date, []).append(Evidence(name, i))
    facts = [Fact(Relation.DATE, 0, None, tuple(e), literal=d) for d, e in evidence.items()]
    found = []
    for order in (facts, facts[::-1]):
        starts, ends = choose_dates(
            order, lambda each: extractions[each.document].claims[each.claim]
        )
        found.append(
            tuple(
                {date: {e.document for e in es} for date, es in dates.items()}
                for dates in (starts, ends)
            )
        )
    assert found[0] == found[1], "the order of facts must not matter"
    return found[0]  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("dates", "start", "end"),
    [
        (["2017"], "2017", None),
        (["2017-03-10/2017-03-11"], "2017-03-10", "2017-03-11"),
        (["2017", "2017-03", "2017-03-10"], "2017-03-10", None),
        (["2017-03", "2017-04-10"], "2017-04-10", None),  # the most precise, even where they differ
        (["2017-03-10", "2017-03-10/2017-03-11"], "2017-03-10", "2017-03-11"),
        (["2017-03-10", "2017-03/2017-04"], "2017-03-10", "2017-04"),
        (["2017-03-10", "2017-03-09/2017-03-08"], "2017-03-10", None),  # ends before it starts
        (["2017-03-10/2017-03-10"], "2017-03-10", None),
        (["2017-03-10", "2017-03-12"], "2017-03-10", None),  # the earlier said
    ],
)
def test_one_document_gives_one_start_and_end(
    dates: list[str], start: str, end: str | None
) -> None:
    starts, ends = chosen([(date, 0.9) for date in dates])
    assert list(starts) == [start]
    assert list(ends) == ([end] if end else [])


def test_the_surer_of_two_dates() -> None:
    assert list(chosen([("2017-03-10", 0.5), ("2017-03-12", 0.9)])[0]) == ["2017-03-12"]


def test_the_more_often_stated_of_two_dates() -> None:
    starts, _ = chosen([("2017-03-10", 0.9), ("2017-03-12", 0.5), ("2017-03-12", 0.5)])
    assert list(starts) == ["2017-03-12"]


def test_documents_that_contradict_each_other_are_both_heard() -> None:
    starts, _ = chosen([("2017-03-10", 0.9)], [("2017-03-12", 0.9)], [("2017-03-12", 0.5)])
    assert starts == {"2017-03-10": {"a"}, "2017-03-12": {"b", "c"}}


def test_a_coarser_date_of_another_document_is_dropped() -> None:
    starts, _ = chosen([("2017-03-10", 0.9)], [("2017-03", 0.9)])
    assert starts == {"2017-03-10": {"a"}}
