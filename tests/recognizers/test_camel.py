"""camel-tools' recognizer and morphology, with small data of the right formats."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg import pipeline, recognizers
from kg.errors import ModelError
from kg.gazetteer import Gazetteer
from kg.model import Document, EntityType
from kg.recognizers import Span, camel, camel_data, camel_morphology
from kg.recognizers.morphology import Analysis
from kg.resources import Resources
from kg.settings import Settings
from tests.recognizers.camel_sample import SENTENCES

pytestmark = pytest.mark.slow

WORDS = [text.split() for text, _ in SENTENCES]
TAGS = [tags.split() for _, tags in SENTENCES]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.fixture
def recognizer(camel_folder: Path, gazetteer: Gazetteer) -> camel.CamelRecognizer:
    return camel.load(gazetteer)


def named(words: list[str], spans: tuple[Span, ...]) -> list[tuple[str, str]]:
    return [(" ".join(words[span.start : span.end]), span.kind) for span in spans]


class TestRecognizer:
    def test_tags_are_those_of_camel_tools(self, recognizer: camel.CamelRecognizer) -> None:
        from camel_tools.ner import NERecognizer

        theirs = NERecognizer(str(camel_data.read().names.folder), use_gpu=False)
        assert recognizer.tag(WORDS) == theirs.predict(WORDS) == TAGS

    def test_labels_become_types(self, recognizer: camel.CamelRecognizer) -> None:
        found = recognizer.scan(WORDS).spans
        assert [named(*each) for each in zip(WORDS, found, strict=True)] == [
            [("أحمد منصور", "Person"), ("حلب", "City")],
            [("شركة نماء", "Organization"), ("سالم وديعان", "Person"), ("صنعاء", "City")],
            [("سالم منصور", "Person"), ("قصيعان", "Place")],
            [("أحمد وديعان", "Person"), ("سوريا", "Country")],
            [],
            [],  # MISC is nothing of ours
            [("أحمد منصور", "Person"), ("حلب", "City")],
        ]
        assert all(0.5 < span.probability <= 1 for spans in found for span in spans)

    def test_a_place_behind_a_proclitic(self, recognizer: camel.CamelRecognizer) -> None:
        assert recognizer._kind(["بحلب"], "LOC") == EntityType.CITY
        assert recognizer._kind(["بقصيعان"], "LOC") == EntityType.PLACE

    def test_no_relations(self, recognizer: camel.CamelRecognizer) -> None:
        assert list(recognizer.scan(WORDS).scores([])) == []

    def test_nothing_in_nothing_out(self, recognizer: camel.CamelRecognizer) -> None:
        assert recognizer.scan([]).spans == ()
        assert recognizer.scan([[], ["."], []]).spans == ((), (), ())

    @pytest.mark.parametrize(
        "word",
        ["\u200f", "\ud800", "\x00", "", " ", "ـ" * 50, "ب" * 100_000, "." * 600],
        ids=lambda word: ascii(word)[:12],
    )
    def test_a_strange_word_moves_no_name(
        self, recognizer: camel.CamelRecognizer, word: str
    ) -> None:
        # camel-tools' own predict drops the first of these words, and fails on the last.
        assert recognizer.tag([[word, *WORDS[0]]]) == [["O", *TAGS[0]]]

    def test_a_sentence_without_end(self, recognizer: camel.CamelRecognizer) -> None:
        (spans,) = recognizer.scan([WORDS[0] * 200]).spans
        assert max(span.end for span in spans) <= 1200
        assert len(recognizer.tag([WORDS[0] * 200])[0]) == 1200

    def test_the_same_text_gives_the_same_spans(self, recognizer: camel.CamelRecognizer) -> None:
        import torch

        found = recognizer.scan(WORDS * 20).spans
        threads = torch.get_num_threads()
        torch.set_num_threads(2)
        try:
            assert recognizer.scan(WORDS * 20).spans == found
            assert torch.get_num_threads() == 2
        finally:
            torch.set_num_threads(threads)


class TestMorphology:
    @pytest.mark.parametrize(
        ("word", "analysis"),
        [
            ("وديعان", Analysis(frozenset({""}), frozenset({""}))),
            ("وَدِيعان", Analysis(frozenset({""}), frozenset({""}))),
            ("ووديعان", Analysis(frozenset({"و"}), frozenset({"و"}))),
            ("وهيبان", Analysis(frozenset({"و"}), frozenset({"و"}))),
            ("بقنديل", Analysis(frozenset({"ب"}))),
            ("وبقنديل", Analysis(frozenset({"وب"}))),
            ("فيروز", Analysis(frozenset({""}))),  # a name, and a stone
            ("كتاب", None),
            ("2017", None),
            ("Dubai", None),
            ("،", None),
            ("", None),
            ("\ud800", None),
            ("ب" * 100_000, None),
        ],
        ids=lambda value: ascii(value)[:30] if isinstance(value, str) else "",
    )
    def test_analyses(self, camel_folder: Path, word: str, analysis: Analysis | None) -> None:
        assert camel_morphology.load().analyse(word) == analysis

    @pytest.mark.parametrize(
        ("features", "proclitics"),
        [
            ({"prc2": "0", "prc1": "0", "prc0": "Al_det"}, ""),
            ({"prc2": "fa_conj", "prc1": "li_prep", "prc0": "Al_det"}, "فل"),
            ({"prc2": "wa_part", "prc1": "sa_fut"}, "و"),
            ({"prc2": "na", "prc1": "na", "prc0": "na"}, ""),
            ({"prc3": ">a_ques", "prc2": None}, ""),
            ({"prc1": "la_emph"}, "ل"),
        ],
    )
    def test_proclitics(self, features: dict[str, str | None], proclitics: str) -> None:
        assert camel_morphology.peeled(features) == proclitics


class TestPipeline:
    @pytest.fixture
    def resources(self, camel_folder: Path) -> Resources:
        return Resources.load(Settings(recognizer="camel"))

    @pytest.mark.parametrize(
        ("text", "kind", "name"),
        [
            ("عاد أحمد وديعان إلى سوريا.", "Person", "أحمد وديعان"),
            ("قالت شركة نماء إن سالم وديعان غادر صنعاء.", "Organization", "شركة نماء"),
            ("زار أحمد منصور مدينة حلب.", "City", "حلب"),
        ],
    )
    def test_what_it_sees_is_mentioned(
        self, resources: Resources, text: str, kind: str, name: str
    ) -> None:
        extraction = pipeline.extract(Document(text=text, identifier="a", sha256=""), resources)
        assert (kind, name) in {(each.type.value, each.name) for each in extraction.mentions}

    def test_the_model_is_part_of_the_version(
        self,
        resources: Resources,
        camel_folder: Path,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        assert resources.digest != Resources.load(Settings(recognizer="none")).digest
        other = copied(camel_folder, tmp_path, monkeypatch)
        assert recognizers.digest("camel") == camel_data.read().digest()
        before = recognizers.digest("camel")
        with (other / "data/morphology_db/calima-msa-r13/morphology.db").open("a") as database:
            database.write("Pref-0 Suff-1\n")
        assert recognizers.digest("camel") != before

    def test_others_have_no_morphology(self) -> None:
        assert recognizers.load_morphology("fast") is None


def copied(made: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the data to break, where kg looks for it."""
    other = folder / "camel"
    shutil.copytree(made, other)
    monkeypatch.setenv(camel_data.FOLDER_VARIABLE, str(other))
    return other


NAMES, DATABASE = "data/ner/arabert", "data/morphology_db/calima-msa-r13/morphology.db"


class TestBroken:
    @pytest.mark.parametrize(
        "file",
        [f"{NAMES}/model.safetensors", f"{NAMES}/vocab.txt", f"{NAMES}/config.json", DATABASE],
    )
    @pytest.mark.parametrize("content", [None, b"", b"\xff\x00 broken"])
    def test_files(
        self,
        camel_made: Path,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        file: str,
        content: bytes | None,
    ) -> None:
        broken = copied(camel_made, tmp_path, monkeypatch) / file
        broken.unlink()
        if content is not None:
            broken.write_bytes(content)
        place = str(broken if content is None or file == DATABASE else broken.parent)
        with pytest.raises(ModelError, match=f"{place}: .*kg models install camel"):
            recognizers.load("camel")
            recognizers.load_morphology("camel")

    @pytest.mark.parametrize(
        "change",
        [
            {"components": {}},
            {"packages": {}},
            {"packages": []},
            {"components": None},
        ],
        ids=str,
    )
    def test_catalogue(
        self,
        camel_made: Path,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        change: dict[str, object],
    ) -> None:
        file = copied(camel_made, tmp_path, monkeypatch) / "catalogue.json"
        file.write_text(json.dumps(json.loads(file.read_text()) | change))
        with pytest.raises(ModelError, match=f"{file}: found no catalogue"):
            recognizers.load("camel")

    @pytest.mark.parametrize("content", [b"", b"404: Not Found", b"[]", b"null", b"\xff"])
    def test_no_catalogue_at_all(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
    ) -> None:
        monkeypatch.setenv(camel_data.FOLDER_VARIABLE, str(tmp_path))
        (tmp_path / "catalogue.json").write_bytes(content)
        with pytest.raises(ModelError, match=r"catalogue\.json: found no catalogue"):
            recognizers.digest("camel")

    @pytest.mark.parametrize("path", ["../../outside", "/etc", "ner/../../x"])
    def test_a_path_that_leads_out(
        self, camel_made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
    ) -> None:
        file = copied(camel_made, tmp_path, monkeypatch) / "catalogue.json"
        file.write_text(file.read_text().replace('"ner/arabert"', json.dumps(path)))
        with pytest.raises(ModelError, match="leads out of the folder"):
            camel_data.read()


OFFLINE = """
import socket, sys

def refuse(*arguments, **options):
    raise OSError("this test has no network")

socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
for name in {absent!r}:
    sys.modules[name] = None  # as if it were not installed
sys.argv = ["kg", *{arguments!r}]
from kg.cli import main
try:
    main()
finally:
    print(sorted(sys.modules.keys() & {watched!r}), file=sys.stderr)
"""
NETWORKED = {"camel_tools.data", "camel_tools.ner", "camel_tools.morphology.database", "torch"}
TEXT = "عاد أحمد وديعان إلى سوريا."


def run_offline(
    *arguments: str, folder: Path, cwd: Path, absent: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """The command without network; a call that hangs fails the test."""
    script = OFFLINE.format(absent=absent, arguments=arguments, watched=NETWORKED)
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=cwd,
        env={**os.environ, "CAMELTOOLS_DATA": str(folder), "HOME": str(cwd)},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=120,
    )


class TestOffline:
    @pytest.fixture
    def source(self, tmp_path: Path) -> Path:
        (tmp_path / "text.txt").write_text(TEXT, encoding="utf-8")
        return tmp_path

    def test_it_builds(self, camel_made: Path, source: Path) -> None:
        arguments = ("build", "text.txt", "--recognizer", "camel", "--output", "graph.nq")
        done = run_offline(*arguments, folder=camel_made, cwd=source)
        assert done.returncode == 0, done.stderr
        assert "أحمد وديعان" in (source / "graph.nq").read_text(encoding="utf-8")
        assert done.stderr == f"{sorted(NETWORKED)}\n"  # no bar, no warning

    def test_kg_toml_chooses_it(self, source: Path) -> None:
        (source / "kg.toml").write_text('[build]\nrecognizer = "camel"\n')
        done = run_offline("build", "text.txt", folder=source / "nowhere", cwd=source)
        assert done.returncode == 1
        assert "catalogue" in done.stderr

    @pytest.mark.parametrize("recognizer", ["default", "fast", "none"])
    def test_the_others_import_none_of_it(self, source: Path, recognizer: str) -> None:
        arguments = ("build", "text.txt", "--recognizer", recognizer)
        done = run_offline(*arguments, folder=source / "nowhere", cwd=source)
        assert (done.returncode, done.stderr) == (0, "[]\n")
        assert not (source / ".camel_tools").exists()

    @pytest.mark.parametrize(
        "arguments",
        [("build", "text.txt", "--recognizer", "camel"), ("models", "install", "camel")],
    )
    def test_without_catalogue(self, source: Path, arguments: tuple[str, ...]) -> None:
        folder = source / "nowhere"
        done = run_offline(*arguments, folder=folder, cwd=source)
        assert done.returncode == 1
        assert done.stdout == ""
        assert f"error: {folder}" in done.stderr
        assert "network" in done.stderr
        assert "Traceback" not in done.stderr
        assert not (folder / "catalogue.json").exists()
        assert not (source / "kg-store").exists()

    @pytest.mark.parametrize("missing", [f"{NAMES}/vocab.txt", DATABASE])
    def test_without_model(
        self, camel_made: Path, source: Path, monkeypatch: pytest.MonkeyPatch, missing: str
    ) -> None:
        folder = copied(camel_made, source, monkeypatch)
        (folder / missing).unlink()
        arguments = ("build", "text.txt", "--recognizer", "camel")
        done = run_offline(*arguments, folder=folder, cwd=source)
        assert done.returncode == 1
        assert f"{folder / missing}: no such file" in done.stderr
        assert "kg models install camel" in done.stderr
        assert done.stderr.endswith("[]\n")

    @pytest.mark.parametrize("absent", ["torch", "transformers", "camel_tools.ner"])
    def test_without_library(self, camel_made: Path, source: Path, absent: str) -> None:
        arguments = ("build", "text.txt", "--recognizer", "camel")
        done = run_offline(*arguments, folder=camel_made, cwd=source, absent=(absent,))
        assert done.returncode == 1
        assert absent in done.stderr
        assert "expected camel-tools" in done.stderr
        assert "Traceback" not in done.stderr
