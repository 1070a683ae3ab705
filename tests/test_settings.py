from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from kg.errors import SettingsError
from kg.settings import DEFAULT_BASE, Publication, Settings, parse_fields


def load(folder: Path, text: str = "", **arguments: object) -> Settings:
    file = folder / "kg.toml"
    if text:
        file.write_text(text, encoding="utf-8")
    environment = arguments.pop("environment", {})
    return Settings.load(file=file, environment=environment, **arguments)  # type: ignore[arg-type]


def test_defaults(tmp_path: Path) -> None:
    assert load(tmp_path) == Settings(Path("kg-store"), DEFAULT_BASE, None, None)


def test_the_file_goes_before_the_defaults_and_its_paths_are_relative_to_it(tmp_path: Path) -> None:
    settings = load(
        tmp_path,
        """
        [store]
        path = "مخزن"
        [graph]
        base = "https://example.org/"
        [build]
        workers = 3
        [lexicons]
        folder = "mine"
        """,
    )
    assert settings == Settings(tmp_path / "مخزن", "https://example.org/", 3, tmp_path / "mine")


def test_what_exports_say_of_themselves(tmp_path: Path) -> None:
    text = '[dataset]\niri = "urn:x:y"\ntitle = "أخبار"\nlicence = "https://example.org/l"\n'
    assert load(tmp_path, text).dataset == Publication("urn:x:y", "أخبار", "https://example.org/l")
    assert load(tmp_path, '[dataset]\ntitle = "أخبار"\n').dataset == Publication(title="أخبار")
    with pytest.raises(SettingsError, match="dataset, licence 'mine': expected an absolute IRI"):
        load(tmp_path, '[dataset]\nlicence = "mine"\n')


def test_the_environment_goes_before_the_file_and_arguments_before_both(tmp_path: Path) -> None:
    text = '[store]\npath = "file"'
    environment = {"KG_STORE": "/environment"}
    assert load(tmp_path, text, environment=environment).store == Path("/environment")
    settings = load(tmp_path, text, environment=environment, store=Path("argument"), workers=None)
    assert (settings.store, settings.workers) == (Path("argument"), None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[store]\npath = ", "kg.toml: .*at (line 2|end of document)"),
        ('store = "x"', "key 'store' outside a table"),
        ('[store]\nfolder = "x"', r"unknown setting \[store\] folder; expected \[store\] path"),
        ('[stores]\npath = "x"', r"unknown setting \[stores\] path"),
        ("[store]\npath = 5", "= 5; expected a value of type str"),
        ("[build]\nworkers = true", "expected a value of type int"),
        ("[build]\nworkers = 0", "workers = 0: expected 1 or more"),
        ("[build]\nmin_confidence = 1.5", "min_confidence = 1.5: expected a number from 0 to 1"),
        ("[build]\nmin_confidence = true", "expected a value of type float"),
        ('[build]\nmin_confidence = "much"', "expected a value of type float"),
        ('[graph]\nbase = "https://example.org"', "expected an absolute IRI ending in '/'"),
        ('[graph]\nbase = "example/"', "expected an absolute IRI"),
        ('[graph]\nbase = "https://example.org/> <x:/"', "expected an absolute IRI"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        load(tmp_path, text)


@pytest.mark.parametrize(("text", "least"), [("0.5", 0.5), ("0", 0.0), ("1", 1.0)])
def test_a_least_confidence_is_a_number(tmp_path: Path, text: str, least: float) -> None:
    settings = load(tmp_path, f"[build]\nmin_confidence = {text}")
    assert settings.min_confidence == least
    assert load(tmp_path, min_confidence=0.25).min_confidence == 0.25


def test_settings_do_not_change() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Settings().workers = 2  # type: ignore[misc]


def test_fields_are_pairs(tmp_path: Path) -> None:
    settings = load(tmp_path, '[fields]\ntext = "body"\ntitle = "headline"')
    assert settings.fields == (("text", "body"), ("title", "headline"))
    assert parse_fields(" text = body, title=a.b ") == (("text", "body"), ("title", "a.b"))


@pytest.mark.parametrize("text", ["", "text", "text=", "=body", "body=text", "text=a,text=b"])
def test_a_wrong_mapping_is_told(text: str) -> None:
    with pytest.raises(SettingsError, match=r"expected KEY=FIELD.* text, title"):
        parse_fields(text)
