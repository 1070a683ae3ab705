"""Lexicons: what a file may hold, what the loader answers, and that the shipped data is sane."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest

from kg.arabic import normal_form
from kg.errors import LexiconError
from kg.lexicons import CLASSES, FUNCTION_CLASSES, SHIPPED, Lexicons, split_words

HEADER = "form\tclass\tfeatures\tsource\n"


@pytest.fixture(scope="module")
def shipped() -> Lexicons:
    return Lexicons.load()


def write(folder: Path, rows: str, *, name: str = "words.tsv", header: str = HEADER) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(header + rows, encoding="utf-8")
    return folder


# Files


def test_reads_words_phrases_features_and_comments(tmp_path: Path) -> None:
    rows = (
        "# comment\n\nمديرة\ttitle_head\tgender=f;number=s\town\n"
        "صاحب السمو\thonorific\tkind=royal\town\n"
    )
    lexicons = Lexicons.load([write(tmp_path, rows)])
    assert lexicons.classes("مديره") == {"title_head"}
    assert lexicons.features("مديره", "title_head") == {"gender": "f", "number": "s"}
    assert lexicons.classes("صاحب") == frozenset()
    assert lexicons.forms("honorific") == ("صاحب السمو",)


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    text = (HEADER + "قال\tverb.say\t\town\n").replace("\n", "\r\n")
    (tmp_path / "words.tsv").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert Lexicons.load([tmp_path]).classes("قال") == {"verb.say"}


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("قال\tverb.say\town\n", "found 3 columns; expected 4"),
        ("قال\tverb.say\t\town\tmore\n", "found 5 columns; expected 4"),
        ("\tverb.say\t\town\n", "found the form ''; expected a word"),
        (".\tverb.say\t\town\n", "found the form '.'; expected a word"),
        ("قال\tverb.sey\t\town\n", "found the class 'verb.sey'; expected one of .*verb.say"),
        ("قال\t\t\town\n", "found the class ''"),
        ("قال\tverb.say\tgender\town\n", "found the feature 'gender'; expected key=value"),
        ("قال\tverb.say\tgender=m;gender=f\town\n", "found the feature 'gender=f'"),
        ("قال\tverb.say\tcode=SA\town\n", "feature 'code' in class verb.say; expected one of"),
        ("قال\tverb.say\tgender=x\town\n", "found gender='x'; expected a value like"),
        ("مصر\tcountry\tcode=eg\town\n", "found code='eg'"),
        ("قال\tverb.say\t\t\n", "found no source"),
        ("أحمد\tname.given\t\town\nاحمد\tname.given\t\town\n", "'احمد' in class name.given again"),
    ],
)
def test_a_bad_row_is_named_with_its_place(tmp_path: Path, rows: str, message: str) -> None:
    folder = write(tmp_path, rows)
    with pytest.raises(LexiconError, match=message) as caught:
        Lexicons.load([folder])
    line = 1 + rows.count("\n")
    assert str(caught.value).startswith(f"{folder / 'words.tsv'}:{line}: found")


def test_a_word_twice_in_two_files_of_a_folder_names_both(tmp_path: Path) -> None:
    write(tmp_path, "قال\tverb.say\t\town\n", name="a.tsv")
    write(tmp_path, "قال\tverb.say\t\town\n", name="b.tsv")
    with pytest.raises(LexiconError, match=r"b\.tsv:2: .*a\.tsv:2"):
        Lexicons.load([tmp_path])


@pytest.mark.parametrize("header", ["", "form\tclass\tsource\n", "form,class,features,source\n"])
def test_another_header_is_an_error(tmp_path: Path, header: str) -> None:
    folder = write(tmp_path, "قال\tverb.say\t\town\n", header=header)
    with pytest.raises(LexiconError, match=r"words\.tsv:1: found the header"):
        Lexicons.load([folder])


def test_an_empty_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"words\.tsv:1: found the header 'nothing'"):
        Lexicons.load([write(tmp_path, "", header="")])


def test_a_file_in_another_encoding_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "words.tsv").write_bytes(HEADER.encode() + "قال\tverb.say\t\town".encode("cp1256"))
    with pytest.raises(LexiconError, match=r"words\.tsv: found bytes that are no UTF-8"):
        Lexicons.load([tmp_path])


def test_a_folder_in_place_of_a_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "words.tsv").mkdir()
    with pytest.raises(LexiconError, match=r"words\.tsv: cannot be read"):
        Lexicons.load([tmp_path])


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="found no folder"):
        Lexicons.load([tmp_path / "absent"])


def test_a_folder_without_lexicons_adds_nothing(tmp_path: Path, shipped: Lexicons) -> None:
    assert Lexicons.load([SHIPPED, tmp_path]).digest == shipped.digest


# Answers


def test_match_gives_the_longest_term_first(tmp_path: Path) -> None:
    rows = (
        "صاحب\ttitle_head\t\town\nصاحب السمو\thonorific\t\town\n"
        "صاحب السمو الملكي\thonorific\t\town\nصاحب\toccupation\t\town\n"
    )
    lexicons = Lexicons.load([write(tmp_path, rows)])
    words = split_words("سلم صاحب السمو الملكي الأمير")
    found = [(term.form, term.cls) for term in lexicons.match(words, 1)]
    assert found == [
        ("صاحب السمو الملكي", "honorific"),
        ("صاحب السمو", "honorific"),
        ("صاحب", "occupation"),
        ("صاحب", "title_head"),
    ]
    assert lexicons.match(words[:3], 1)[0].form == "صاحب السمو"
    assert lexicons.match(words, 0) == ()


def test_punctuation_in_a_form_is_a_word_of_its_own(shipped: Lexicons) -> None:
    assert split_words("أ. د.") == ("ا", ".", "د", ".")
    assert "د." in [term.form for term in shipped.match(["د", ".", "احمد"], 0)]


def test_within_takes_the_classes_below(tmp_path: Path) -> None:
    rows = "قال\tverb.say\t\town\nمن\tpreposition\t\town\n"
    lexicons = Lexicons.load([write(tmp_path, rows)])
    assert lexicons.within("قال", "verb")
    assert lexicons.within("قال", "verb.say")
    assert not lexicons.within("قال", "ver")
    assert not lexicons.within("من", "verb")


def test_the_users_folder_adds_and_overrules(tmp_path: Path) -> None:
    ours = write(tmp_path / "ours", "نور\tname.given\tgender=f\town\n")
    theirs = write(tmp_path / "theirs", "نور\tname.given\tgender=m\tme\nزيناب\tname.given\t\tme\n")
    lexicons = Lexicons.load([ours, theirs])
    assert lexicons.features("نور", "name.given") == {"gender": "m"}
    assert lexicons.classes("زيناب") == {"name.given"}
    assert len(lexicons.match(["نور"], 0)) == 1


def test_the_digest_follows_the_entries_alone(tmp_path: Path) -> None:
    one = "قال\tverb.say\tgender=m;number=s\town\n"
    two = "مصر\tcountry\tcode=EG\town\n"
    base = Lexicons.load([write(tmp_path / "base", one + two)]).digest
    assert re.fullmatch("[0-9a-f]{64}", base)
    moved = one.replace("gender=m;number=s", "number=s;gender=m")
    turned = write(tmp_path / "turned", two + "# note\n" + moved)
    assert Lexicons.load([turned]).digest == base
    split = write(tmp_path / "split", one, name="z.tsv")
    write(split, two, name="a.tsv")
    assert Lexicons.load([split]).digest == base
    other = write(tmp_path / "other", one.replace("gender=m", "gender=f") + two)
    assert Lexicons.load([other]).digest != base
    fewer = write(tmp_path / "fewer", one)
    assert Lexicons.load([fewer]).digest != base


def test_lexicons_cross_process_borders(shipped: Lexicons) -> None:
    copy = pickle.loads(pickle.dumps(shipped))
    assert copy.digest == shipped.digest
    assert copy.match(["صاحب", "السمو"], 0) == shipped.match(["صاحب", "السمو"], 0)


# The shipped data


def test_every_class_has_entries(shipped: Lexicons) -> None:
    assert [name for name in CLASSES if not shipped.forms(name)] == []


@pytest.mark.parametrize(
    ("name", "least"),
    [("name.given", 1500), ("name.family", 600), ("verb", 800), ("country", 190)],
)
def test_large_classes_are_large(shipped: Lexicons, name: str, least: int) -> None:
    assert len(shipped.forms(name)) >= least


@pytest.mark.parametrize("name", ["name.given", "name.family"])
def test_a_name_that_is_a_function_word_is_marked(shipped: Lexicons, name: str) -> None:
    words = {split_words(form) for form in shipped.forms(name)}
    unmarked = {
        word[0]
        for word in words
        if len(word) == 1
        and shipped.classes(word[0]) & set(FUNCTION_CLASSES)
        and "ambiguous" not in shipped.features(word[0], name)
    }
    assert unmarked == set()


@pytest.mark.parametrize(
    ("word", "cls", "features"),
    [
        ("قالت", "verb.say", {"tense": "past", "gender": "f", "number": "s"}),
        ("يستضيف", "verb.host", {"tense": "present", "gender": "m", "number": "s"}),
        ("تنظمه", "verb.organize", {"object": "1", "tense": "present", "gender": "f"}),
        ("مؤكدا", "participle.say", {"gender": "m", "number": "s"}),
        ("وزيرة", "title_head", {"gender": "f"}),
        ("وزراء", "title_head", {"number": "p"}),
        ("وزارات", "org_head", {"number": "p", "kind": "government"}),
        ("مديرية", "org_head", {"gender": "f"}),
        ("بالإنابة", "standing", {"standing": "Acting"}),
        ("السابقة", "standing", {"standing": "Former", "gender": "f"}),
        ("إماراتية", "nationality", {"country": "AE", "gender": "f"}),
        ("السعودية", "country", {"code": "SA"}),
        ("المملكة", "country_reference", {"code": "SA"}),
        ("الخامسة", "ordinal", {"value": "5", "gender": "f"}),
        ("خمسون", "number", {"value": "50"}),
        ("شباط", "month", {"value": "2", "calendar": "gregorian"}),
        ("شوال", "month", {"value": "10", "calendar": "hijri"}),
        ("الأحد", "weekday", {"value": "7"}),
        ("عائشة", "name.given", {"gender": "f"}),
        ("جميل", "name.given", {"ambiguous": "1"}),
        ("القحطاني", "name.family", {}),
        ("بن", "name.particle", {}),
        ("منتدى", "event_head", {"kind": "conference"}),
        ("دورتها", "edition_noun", {}),
        ("مطار", "place_head", {}),
    ],
)
def test_words_of_each_kind(
    shipped: Lexicons, word: str, cls: str, features: dict[str, str]
) -> None:
    normal = normal_form(word)
    assert cls in shipped.classes(normal)
    assert features.items() <= dict(shipped.features(normal, cls)).items()


@pytest.mark.parametrize(
    "phrase",
    [
        "دولة الإمارات العربية المتحدة",
        "المملكة العربية السعودية",
        "الحادي عشر",
        "الخامسة والعشرين",
        "ورشة عمل",
        "مائدة مستديرة",
        "جمادى الآخرة",
        "صاحب السمو الملكي",
        "نائب رئيس",
        "خمسة وعشرين",
    ],
)
def test_phrases_are_matched_whole(shipped: Lexicons, phrase: str) -> None:
    words = split_words(phrase)
    assert shipped.match(words, 0)[0].words == words


def test_a_verb_that_is_a_common_noun_is_marked(shipped: Lexicons) -> None:
    # «تعاون», «إدارة», «قدم»: forms of verbs that are written like nouns.
    for word in ("تعاون", "اداره", "اضافه", "عمل", "تقدم", "شخص"):
        names = [name for name in shipped.classes(word) if name.startswith("verb")]
        assert names, word
        assert all("ambiguous" in shipped.features(word, name) for name in names), word


def test_countries_and_nationalities_have_a_code(shipped: Lexicons) -> None:
    for form in shipped.forms("country"):
        term = next(t for t in shipped.match(split_words(form), 0) if t.cls == "country")
        assert "code" in term.features, form
    for form in shipped.forms("nationality"):
        term = next(t for t in shipped.match(split_words(form), 0) if t.cls == "nationality")
        assert {"country", "region"} & term.features.keys(), form
