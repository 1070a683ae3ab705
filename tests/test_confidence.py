"""Calibrated confidences: the table, the line between its points, and the cut."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.confidence import COLUMNS, SHIPPED, STATED, Calibration, interpolate, keep_sure
from kg.documents.corpus import make_document
from kg.documents.manifest import Entry
from kg.errors import LexiconError
from kg.model import Claim, EntityType, Extraction, Relation
from kg.pipeline import extract
from kg.resources import Resources
from kg.settings import Settings
from tools.calibrate import LEAST, fit, points_of

HEADER = "\t".join(COLUMNS) + "\n"
TABLE = HEADER + (
    "# a comment\n"
    "role\tpattern\t0.5\t0.4\t12\tours\n"
    "role\tpattern\t0.9\t0.8\t30\tours\n"
    "role\tlearned\t0.7\t0.6\t20\tours\n"
)
TEXT = "استقبل وزير الاقتصاد خالد الأحمد أمس المدير العام سامي الخطيب."


def claim(confidence: float, pattern: str = "role.apposition") -> Claim:
    return Claim(Relation.ROLE, 0, None, 0, 0, 1, pattern, confidence, title="مدير")


def load(folder: Path, text: str) -> Calibration:
    file = folder / "confidence.tsv"
    file.write_text(text, encoding="utf-8")
    return Calibration.load(file)


@pytest.fixture(scope="module")
def resources() -> Resources:
    return Resources.load(Settings(recognizer="none"))


def test_a_confidence_lies_on_the_line_of_its_relation_and_origin(tmp_path: Path) -> None:
    calibration = load(tmp_path, TABLE)
    stated = [0.2, 0.5, 0.7, 0.9, 1.0]
    assert [calibration.of(claim(each)) for each in stated] == [0.4, 0.4, 0.6, 0.8, 0.8]
    assert calibration.of(claim(0.95, "role.learned")) == 0.6
    # Nothing was measured of sponsors: they keep what they state.
    assert calibration.of(replace(claim(0.7), relation=Relation.SPONSOR)) == 0.7


def test_the_shipped_table_is_in_order() -> None:
    calibration = Calibration.load(SHIPPED)
    assert calibration.points
    assert {relation for relation, _ in calibration.points} <= set(map(str, Relation))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("relation\torigin\n", r"line 1: found the columns relation, origin; expected relation"),
        (HEADER + "role\tpattern\t0.5\n", r"line 2: found 3 columns; expected 6"),
        (HEADER + "rule\tpattern\t0.5\t0.5\t1\tx\n", r"line 2: found the relation 'rule'"),
        (HEADER + "role\tguess\t0.5\t0.5\t1\tx\n", r"found the origin 'guess'; expected pattern"),
        (HEADER + "role\tpattern\tmuch\t0.5\t1\tx\n", r"line 2: expected numbers; .*'much'"),
        (HEADER + "role\tpattern\tnan\t0.5\t1\tx\n", r"expected confidences above 0"),
        (HEADER + "role\tpattern\t0.5\t0\t1\tx\n", r"expected confidences above 0"),
        (HEADER + "role\tpattern\t0.5\t1.5\t1\tx\n", r"expected confidences above 0"),
        (HEADER + "role\tpattern\t0.5\t0.5\t0\tx\n", r"1 claim or more"),
        (HEADER + "role\tpattern\t0.5\t0.5\t1\t\n", r"found no source"),
        (TABLE + "role\tpattern\t0.95\t0.7\t9\tx\n", r"line 6: .*without a fall"),
        (TABLE + "role\tpattern\t0.9\t0.9\t9\tx\n", r"line 6: .*in order"),
    ],
)
def test_a_broken_table_is_told(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        load(tmp_path, text)


def test_a_missing_table_is_told(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"none\.tsv: cannot be read"):
        Calibration.load(tmp_path / "none.tsv")


CLAIMS = st.lists(st.tuples(st.sampled_from([0.3, 0.5, 0.55, 0.6, 0.8, 0.9]), st.booleans()))


@given(claims=CLAIMS)
def test_a_fitted_line_never_falls_and_rests_on_enough_claims(
    claims: list[tuple[float, bool]],
) -> None:
    fitted = fit(claims, ((0.5, 0.5), (0.9, 0.8)))
    assert sum(group.claims for group, _ in fitted) == len(claims)
    assert all(group.claims >= LEAST for group, _ in fitted[1:])
    points = points_of(fitted)
    values = [interpolate(points, step / 50) for step in range(1, 51)] if points else []
    assert values == sorted(values)
    assert all(0 < value < 1 for value in values)


def test_a_fitted_line_follows_what_was_right() -> None:
    claims = [(0.9, index % 10 > 0) for index in range(100)]
    claims += [(0.6, index % 10 > 6) for index in range(100)]
    points = points_of(fit(claims, ((0.5, 0.5),)))
    assert points == ((0.6, 0.31), (0.9, 0.881))


def test_extraction_calibrates_and_cuts(resources: Resources, tmp_path: Path) -> None:
    document = make_document(TEXT, Entry())
    stated = extract(document, replace(resources, calibration=STATED)).claims
    roles = [each for each in stated if each.relation is Relation.ROLE]
    assert len(roles) == 2
    calibration = load(tmp_path, HEADER + "role\tpattern\t0.5\t0.25\t12\tours\n")
    told = extract(document, replace(resources, calibration=calibration)).claims
    assert [each.confidence for each in told if each.relation is Relation.ROLE] == [0.25, 0.25]
    cut = extract(document, replace(resources, calibration=calibration, min_confidence=0.3)).claims
    assert cut == tuple(each for each in told if each.relation is not Relation.ROLE)


def test_an_event_without_a_name_goes_with_its_last_claim(resources: Resources) -> None:
    whole = extract(make_document(TEXT, Entry()), replace(resources, calibration=STATED))
    assert EntityType.MEETING in {each.type for each in whole.clusters}
    none = keep_sure(whole, 1.0)
    assert none.claims == ()
    assert {each.type for each in whole.clusters} - {each.type for each in none.clusters} == {
        EntityType.MEETING
    }
    assert isinstance(none, Extraction)
    assert keep_sure(whole, 0.0) is whole


def test_the_cut_is_part_of_the_extractors_version(resources: Resources) -> None:
    other = Resources.load(Settings(recognizer="none", min_confidence=0.5))
    assert other.min_confidence == 0.5
    assert other.digest != resources.digest
