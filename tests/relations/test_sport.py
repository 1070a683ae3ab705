"""Documents of which the recognizer's participants are not believed."""

import pytest

from kg.relations.sport import is_of_sport
from tests.relations.reading import recognition

MATCH = "خاض لاعبو الفريق مرانا قبل المباراة، وطلب المدرب من اللاعبين الهدوء."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (MATCH, True),
        ("افتتح يونس سالم ملتقى العلوم في القاهرة أمس.", False),
        ("ناقش ملتقى العلوم دور المدرب واللاعبين.", False),
        (MATCH + " وبدأ ملتقى العلوم صباحا." * 60, False),
    ],
)
def test_words_of_matches_make_a_document_of_sport(text: str, expected: bool) -> None:
    assert is_of_sport(recognition(text).words) is expected
