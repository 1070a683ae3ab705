import pytest

from kg.errors import LexiconError
from kg.language import tables

COLUMNS = ("form", "kind")


def test_rows_come_with_their_line_numbers() -> None:
    text = "# comment\nform\tkind\n\nد\tany\n# another\nم\tany\n"
    assert list(tables.parse(text, "x.tsv", COLUMNS)) == [(4, ["د", "any"]), (6, ["م", "any"])]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"x\.tsv, line 1: found"),
        ("kind\tform\nد\tany", r"x\.tsv, line 1: found \['kind', 'form'\], expected"),
        ("form\tkind\nد", r"x\.tsv, line 2: found 1 columns, expected 2"),
    ],
)
def test_broken_tables_are_named(text: str, message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        list(tables.parse(text, "x.tsv", COLUMNS))
