"""What must be read from each sample: exact texts, metadata, places, and what is left out."""

from __future__ import annotations

import shutil

import pytest

from kg.documents import contents, kinds, readers
from kg.documents.articles import Article, Omission
from kg.documents.fields import Fields
from kg.settings import parse_fields
from tests.documents.samples.make import samples
from tests.documents.samples.story import Sample

SAMPLES = samples()


def test_there_are_samples_of_every_kind() -> None:
    names = [sample.name for sample in SAMPLES]
    assert len(names) == len(set(names)) >= 60
    suffixes = {kinds.suffix(name) for name in names}
    assert suffixes >= set(kinds.SUFFIXES)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_a_sample_is_read(sample: Sample) -> None:
    if sample.data[:5] == b"%PDF-" and not shutil.which("pdftotext"):
        pytest.skip("pdftotext (poppler-utils) is not installed")
    fields = Fields(parse_fields(sample.fields) if sample.fields else ())
    found = list(readers.read(contents.of_bytes(sample.name, sample.data), fields))
    assert tuple(one for one in found if isinstance(one, Article)) == sample.articles
    told = [one for one in found if isinstance(one, Omission)]
    _match([one for one in told if one.failed], sample.failures)
    _match([one for one in told if not one.failed], sample.notes)


def _match(told: list[Omission], expected: tuple[str, ...]) -> None:
    shown = [f"{one.place}: {one.message}" for one in told]
    assert len(shown) == len(expected), shown
    for line, part in zip(shown, expected, strict=True):
        assert part in line
