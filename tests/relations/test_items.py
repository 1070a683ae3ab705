"""The items that relation patterns see, made of words and chunks."""

from dataclasses import replace

import pytest

from kg.chunks import Chunk
from kg.relations.items import read_items
from tests.relations.reading import recognition


@pytest.mark.parametrize(
    ("text", "kind", "is_verb"),
    [
        ("التقى يونس سالم أمس", "Meeting", True),
        ("اجتماع يونس سالم أمس", "Meeting", False),
        ("التقى يونس سالم أمس", "Conference", False),
    ],
)
def test_a_verb_that_names_a_meeting_is_still_a_verb(text: str, kind: str, is_verb: bool) -> None:
    read = recognition(text)
    chunk = Chunk(kind=kind, first=0, last=1, text=text.split()[0], mention=len(read.mentions))
    others = [each for each in read.chunks[0] if each.first]
    item = read_items(replace(read, chunks=((chunk, *others),)), 0)[0]
    assert f"@{kind}" in item.tags
    assert ("c:verb.meet" in item.tags) is is_verb
