"""IRIs over the changes of a store: what replaced them, and what is kept of that."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg import collection, extraction, health, storage, upkeep
from kg.graph import generations, whereabouts
from kg.graph.serialization import DATASET_FORMATS
from kg.graph.store import Graph
from kg.graph.vocabulary import REDIRECTS_GRAPH
from kg.settings import DEFAULT_BASE, Settings

SETTINGS = Settings(recognizer="none")
ARTICLES = {
    "short": "افتتح سالم المري، مدير بلدية العين، معرض الزهور في مدينة العين.",
    "full": "التقى سالم خليفة المري، مدير بلدية العين، وفداً من مدينة الشارقة.",
    "fuller": "قال سالم خليفة حمد المري، مدير بلدية العين، إن المعرض ناجح.",
    "riyadh": "قال محمد الحربي، مدير شرطة الرياض، إن المعرض ناجح.",
    "silent": "وحضر محمد الحربي حفل الافتتاح.",
    "cairo": "قال محمد الحربي، مدير شرطة القاهرة، إن الحفل جميل.",
    "other": "وصرح خالد الكعبي، رئيس نادي الوصل، بأن الفريق جاهز.",
}
KINDS = {
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "ttl": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}
NAMESAKE = "محمد_الحربي"
SHORT, FULL, FULLER = "سالم_المري", "سالم_خليفة_المري", "سالم_خليفة_حمد_المري"


class Store:
    """A store of such articles, which are files beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "store"
        self._texts = folder / "articles"
        self._texts.mkdir()

    def files(self, *names: str) -> list[Path]:
        for name in names:
            (self._texts / f"{name}.txt").write_text(ARTICLES[name], encoding="utf-8")
        return [self._texts / f"{name}.txt" for name in names]

    def build(self, *names: str) -> None:
        kg.build(self.files(*names), store=self.folder, settings=SETTINGS).close()

    def add(self, *names: str) -> None:
        upkeep.add(self.files(*names), store=self.folder, settings=SETTINGS).graph.close()

    def remove(self, *names: str) -> None:
        paths = [str(path) for path in self.files(*names)]
        upkeep.remove(paths, store=self.folder, settings=SETTINGS).graph.close()

    @property
    def generation(self) -> Path:
        return generations.hold_published(self.folder).folder

    def redirects(self, folder: Path | None = None) -> dict[str, str]:
        """The redirects of people by name, as a query finds them."""
        question = "SELECT ?old ?new { GRAPH rw:redirects { ?old dcterms:isReplacedBy ?new } }"
        with Graph.open(folder or self.folder) as graph:
            rows = [(name(row["old"]), name(row["new"])) for row in graph.query(question)]
        people = [(old, new) for old, new in rows if "/" not in old]
        assert len(people) == len(dict(people))
        return dict(people)

    def successors(self, person: str) -> list[str]:
        with Graph.open(self.folder) as graph:
            found = graph.successors(f"{DEFAULT_BASE}person/{person}")
        return [iri.removeprefix(f"{DEFAULT_BASE}person/") for iri in found]

    def exported(self, **options: bool) -> bytes:
        with Graph.open(self.folder) as graph:
            data = graph.export(format="nq", **options)
        assert data is not None
        return data

    def problems(self) -> list[str]:
        return health.examine(Settings(store=self.folder, recognizer="none")).problems


def name(term: ox.NamedNode) -> str:
    return term.value.removeprefix(f"{DEFAULT_BASE}person/")


def in_memory(files: list[Path]) -> bytes:
    data = kg.build(files, settings=SETTINGS).export(format="nq")
    assert data is not None
    return data


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


@pytest.fixture(params=[0.0, 10.0], ids=["loaded", "updated"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether changes load the graph anew or update it, however small it is."""
    change = collection.change

    def changed(*arguments, **options):  # type: ignore[no-untyped-def]
        return change(*arguments, **options, updated_part=request.param)

    monkeypatch.setattr(collection, "change", changed)


@pytest.mark.usefixtures("way")
def test_an_iri_that_a_fuller_name_replaced(store: Store) -> None:
    store.add("short", "other")
    assert store.redirects() == {}
    store.add("full")
    assert store.redirects() == {SHORT: FULL}
    store.add("fuller")
    assert store.redirects() == {SHORT: FULL, FULL: FULLER}
    assert store.successors(SHORT) == store.successors(FULL) == [FULLER]
    assert store.successors(FULLER) == []
    assert store.exported() == in_memory(store.files("short", "other", "full", "fuller"))
    assert store.problems() == []


@pytest.mark.usefixtures("way")
def test_what_is_removed_takes_its_names_along(store: Store) -> None:
    store.add("short", "full", "other")
    store.add("fuller")
    assert store.redirects() == {FULL: FULLER}
    store.remove("full")
    assert store.redirects() == {}, "no document says the name any more"
    store.remove("fuller")
    assert store.redirects() == {}
    assert FULLER not in store.exported(redirects=True).decode()
    store.add("fuller")
    assert store.redirects() == {SHORT: FULLER}
    store.remove("short", "fuller")
    assert store.redirects() == {}
    assert REDIRECTS_GRAPH not in store.exported(redirects=True).decode()
    assert store.exported() == in_memory(store.files("other"))


@pytest.mark.usefixtures("way")
def test_a_build_of_other_sources_is_a_change_like_any(store: Store) -> None:
    store.build("short", "other")
    store.build("short", "full")
    assert store.redirects() == {SHORT: FULL}
    store.build("other", "fuller")
    assert store.redirects() == {}


@pytest.mark.usefixtures("way")
def test_an_iri_of_what_turned_out_to_be_two(store: Store) -> None:
    store.add("riyadh", "silent")
    assert store.successors(NAMESAKE) == []
    # A second man of the name: of which one the silent article tells is open now.
    store.add("cairo")
    found = store.successors(NAMESAKE)
    assert len(found) == 2
    assert all(iri.startswith(f"{NAMESAKE}-") for iri in found)
    store.remove("cairo")
    assert store.redirects() == dict.fromkeys(found, NAMESAKE), "one again"
    assert store.successors(found[0]) == [NAMESAKE]


def test_another_extractor_finds_them_by_their_mentions(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add("short", "full")
    extract = extraction.extract

    def fewer(document, resources):  # type: ignore[no-untyped-def]
        """It reads the name of one document no more, so that the short one is left."""
        found = extract(document, resources)
        if document.text != ARTICLES["full"]:
            return found
        return type(found)(document, found.sentences, (), (), ())

    monkeypatch.setattr(extraction, "extract", fewer)
    settings = Settings(recognizer="none", min_confidence=0.011)
    upkeep.add(store.files("other"), store=store.folder, settings=settings).graph.close()
    assert store.redirects() == {FULL: SHORT}


def test_exports_hold_redirects_where_they_are_asked_for(store: Store) -> None:
    store.add("short")
    store.add("full")
    with Graph.open(store.folder) as graph:
        for format, kind in KINDS.items():
            plain = graph.export(format=format)
            asked = graph.export(format=format, redirects=True)
            assert plain is not None
            assert asked is not None
            (quad,) = set(ox.parse(asked, format=kind)) - set(ox.parse(plain, format=kind))
            assert (name(quad.subject), name(quad.object)) == (SHORT, FULL)
            assert quad.predicate.value == "http://purl.org/dc/terms/isReplacedBy"
            if format in DATASET_FORMATS:
                assert quad.graph_name == ox.NamedNode(str(REDIRECTS_GRAPH))
        assert kg.validate(graph).conforms


def test_copies_and_compaction_keep_them(store: Store, tmp_path: Path) -> None:
    store.add("short")
    store.add("full")
    before = store.exported(redirects=True)
    copy = tmp_path / "copy"
    storage.backup(store.folder, copy)
    storage.compact(store.folder)
    assert store.exported(redirects=True) == before
    assert store.redirects(copy) == store.redirects() == {SHORT: FULL}
    assert store.problems() == []
    for folder in (store.folder, copy):
        upkeep.add(store.files("fuller"), store=folder, settings=SETTINGS).graph.close()
        assert store.redirects(folder) == {SHORT: FULL, FULL: FULLER}


def test_a_store_of_before_begins_with_its_next_change(store: Store, tmp_path: Path) -> None:
    store.add("short")
    (store.generation / whereabouts.FILE).unlink()
    assert store.successors(SHORT) == []
    assert store.problems() == []
    storage.backup(store.folder, tmp_path / "copy")
    storage.compact(store.folder)
    store.add("full")
    assert store.redirects() == {}, "what it replaced was not known"
    store.add("fuller")
    assert store.redirects() == {FULL: FULLER}


def test_damaged_whereabouts_are_told_and_cost_new_redirects_only(store: Store) -> None:
    store.add("short")
    store.add("full")
    (store.generation / whereabouts.FILE).write_bytes(b"\xff" * 100)
    (problem,) = store.problems()
    assert "whereabouts: damaged" in problem
    store.add("fuller")
    assert store.problems() == []
    assert store.redirects() == {}, "its end is not there any more"
    store.remove("fuller")
    assert store.redirects() == {}


def test_the_commands(store: Store, tmp_path: Path) -> None:
    def run(*arguments: object) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "kg", *map(str, arguments)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    (tmp_path / "kg.toml").write_text('[build]\nrecognizer = "none"\n', encoding="utf-8")
    for article in ("short", "full"):
        run("--quiet", "add", *store.files(article), "--store", store.folder)
    plain = run("export", "--format", "nt", "--store", store.folder)
    asked = run("export", "--format", "nt", "--redirects", "--store", store.folder)
    (more,) = set(asked.splitlines()) - set(plain.splitlines())
    assert SHORT in more
    question = "SELECT ?new { GRAPH rw:redirects { ?old dcterms:isReplacedBy ?new } }"
    assert FULL in run("query", question, "--store", store.folder)
    found = json.loads(run("doctor", "--format", "json", "--store", store.folder))
    assert found["facts"]["redirected IRIs"] == "1"
