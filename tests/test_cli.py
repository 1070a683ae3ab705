"""The command, run as users run it: exit codes, streams, and bad input of every kind."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import kg
from kg import cli

TEXT = "افتتح وزير الاقتصاد خالد الأحمد مؤتمر الاستثمار في مدينة القاهرة."
SPEAKERS = "SELECT ?name { ?p a schema:Person ; skos:prefLabel ?name } ORDER BY ?name"

Kg = Callable[..., "subprocess.CompletedProcess[str]"]


def run_kg(*arguments: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kg", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=300,
    )


@pytest.fixture(scope="module")
def built(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder with the seeds in ``kg-store``; tests only read it."""
    folder = tmp_path_factory.mktemp("built")
    done = run_kg("build", seeds, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "5 documents" in done.stdout
    assert "Person" in done.stdout
    assert "role" in done.stdout
    assert done.stderr == ""
    return folder


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder with one good text."""
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "good.txt").write_text(TEXT, encoding="utf-8")
    return folder


class TestHelp:
    def test_every_verb_and_option_has_help(self) -> None:
        assert sorted(cli.commands.commands) == [
            "add",
            "ask",
            "backup",
            "build",
            "compact",
            "conflicts",
            "doctor",
            "draw",
            "evaluate",
            "explain",
            "export",
            "fix",
            "infer",
            "list",
            "load",
            "models",
            "query",
            "remove",
            "serve",
            "stats",
            "validate",
            "watch",
            "why",
        ]
        verbs = dict(cli.commands.commands)
        models, fix = verbs.pop("models"), verbs.pop("fix")
        assert isinstance(models, click.Group)
        assert isinstance(fix, click.Group)
        verbs |= {f"fix {name}": each for name, each in fix.commands.items()}
        both = [
            *verbs.items(),
            *((f"models {name}", each) for name, each in models.commands.items()),
        ]
        for name, verb in both:
            assert verb.help, name
            names = [option for parameter in verb.params for option in parameter.opts]
            # To explain a text is to read it alone.
            assert ("--store" in names) == (name in verbs and name != "explain"), name
            for parameter in verb.params:
                if parameter.param_type_name == "option" and parameter.name != "format":
                    assert parameter.help, f"{name} {parameter.name}"  # type: ignore[attr-defined]

    def test_the_readme_shows_every_verb(self, root: Path) -> None:
        readme = (root / "README.md").read_text(encoding="utf-8")
        assert [name for name in cli.commands.commands if f"kg {name}" not in readme] == []

    def test_version(self, tmp_path: Path) -> None:
        done = run_kg("--version", cwd=tmp_path)
        assert (done.returncode, done.stdout) == (0, f"kg, version {kg.__version__}\n")

    def test_help_is_quick(self, tmp_path: Path) -> None:
        def seconds(*command: str) -> float:
            times = []
            for _ in range(5):
                start = time.perf_counter()
                subprocess.run([sys.executable, *command], cwd=tmp_path, stdout=subprocess.DEVNULL)
                times.append(time.perf_counter() - start)
            return min(times)

        assert seconds("-m", "kg", "--help") <= 15 * seconds("-c", "pass")


class TestUsage:
    @pytest.mark.parametrize(
        "arguments",
        [
            ["fly"],
            ["build"],
            ["build", "x", "--workers", "0"],
            ["build", "x", "--nothing"],
            ["--quiet", "--verbose", "stats"],
            ["--quiet", "stats", "--verbose"],
            ["query"],
            ["query", "speakers", "--bind", "name"],
            ["ask"],
            ["ask", "من هو يونس؟", "--choose", "person"],
            ["why"],
            ["why", "one name"],
            ["list", "--facts", "--problems"],
            ["query", "speakers", "--format", "pdf"],
            ["export"],
            ["export", "--format", "doc"],
            ["load"],
            ["load", "x.nq", "--store", "y", "--endpoint", "http://localhost/"],
            ["stats", "--output", "x.pdf"],
            ["evaluate"],
            ["models", "install"],
            ["models", "install", "other"],
            ["build", "x", "--recognizer", "other"],
            ["evaluate", "gold", "--set", "a=b"],
            ["evaluate", "--set", "a"],
            ["evaluate", "--set", "a=b@c", "--set", "a=b@d"],
            ["build", "x", "--min-confidence", "2"],
            ["conflicts", "--kind", "gender"],
            ["conflicts", "--within", "-1"],
            ["serve", "--query-timeout", "0"],
            ["serve", "--port", "70000"],
        ],
        ids=" ".join,
    )
    def test_wrong_usage_is_2(self, arguments: list[str]) -> None:
        done = CliRunner().invoke(cli.commands, arguments)
        assert done.exit_code == 2
        assert done.stdout == ""
        assert "Usage: " in done.stderr

    @pytest.mark.parametrize(
        "arguments",
        [
            ["query", "speakers"],
            ["why", "a", "b"],
            ["draw"],
            ["export", "--format", "nt"],
            ["validate"],
            ["stats"],
            ["conflicts"],
            ["serve"],
        ],
        ids=" ".join,
    )
    def test_no_store_is_told(self, arguments: list[str], tmp_path: Path) -> None:
        done = run_kg(*arguments, "--store", "nowhere", cwd=tmp_path)
        assert done.returncode == 1
        assert done.stdout == ""
        assert done.stderr.startswith("error: ")
        assert "nowhere" in done.stderr
        assert "Traceback" not in done.stderr
        assert list(tmp_path.iterdir()) == []

    def test_wrong_settings_are_told(self, tmp_path: Path) -> None:
        (tmp_path / "kg.toml").write_text("[stores]\npath = 'x'\n")
        done = run_kg("stats", cwd=tmp_path)
        assert done.returncode == 1
        assert "kg.toml: unknown setting [stores] path" in done.stderr


class TestStore:
    """Where the store is: option, then variable, then kg.toml, then kg-store."""

    def test_of_the_variable(self, built: Path, tmp_path: Path) -> None:
        done = run_kg("query", SPEAKERS, cwd=tmp_path, KG_STORE=str(built / "kg-store"))
        assert done.returncode == 0
        assert "وسام" in done.stdout

    def test_of_the_file_and_the_option(self, built: Path, tmp_path: Path) -> None:
        (tmp_path / "kg.toml").write_text(f"[store]\npath = '{built / 'kg-store'}'\n")
        assert run_kg("query", SPEAKERS, cwd=tmp_path).returncode == 0
        done = run_kg("query", SPEAKERS, "--store", "other", cwd=tmp_path)
        assert done.returncode == 1
        assert "other" in done.stderr


class TestBuild:
    def test_with_output_alone_no_store_is_written(self, texts: Path, tmp_path: Path) -> None:
        done = run_kg("--quiet", "build", texts, "--output", "one.nq", cwd=tmp_path)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert sorted(path.name for path in tmp_path.iterdir()) == ["one.nq", "texts"]
        lines = (tmp_path / "one.nq").read_text(encoding="utf-8").splitlines()
        assert lines == sorted(lines)
        assert lines

    def test_what_is_wrong_is_told_and_the_rest_is_built(self, texts: Path, tmp_path: Path) -> None:
        (texts / "empty.txt").touch()
        (texts / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
        (texts / "windows.txt").write_bytes(
            "زار الوزير سامي الخطيب مدينة دمشق أمس.".encode("cp1256")
        )
        (texts / "unreadable.txt").symlink_to("/proc/self/mem")
        (texts / "manifest.toml").write_text("[[document]]\nfile = 'good.txt'\ndat = 2020-01-01\n")
        (tmp_path / "bare").mkdir()
        done = run_kg("build", texts, "bare", "missing", cwd=tmp_path)
        assert done.returncode == 1
        assert "2 documents" in done.stdout
        errors = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
        assert len(errors) == 6
        for file, words in {
            "empty.txt": "empty file",
            "picture.txt": "binary file",
            "unreadable.txt": "cannot be read",
            "manifest.toml, line 3": "unknown key 'dat'",
            "bare": "folder without texts",
            "missing": "no such file",
        }.items():
            assert [line for line in errors if file in line and words in line], file
        assert "windows.txt" not in done.stderr
        found = run_kg("query", "ASK { ?s ?p ?o FILTER(CONTAINS(STR(?o), 'دمشق')) }", cwd=tmp_path)
        assert found.stdout == "true\n"

    def test_encodings_are_said_to_those_who_ask(self, tmp_path: Path) -> None:
        text = "زار الوزير سامي الخطيب مدينة دمشق أمس."
        (tmp_path / "windows.txt").write_bytes(text.encode("cp1256"))
        done = run_kg("build", "windows.txt", "--verbose", "--recognizer", "none", cwd=tmp_path)
        assert done.returncode == 0
        assert "windows.txt: read as windows-1256" in done.stderr

    def test_claims_that_are_not_sure_enough_are_left_out(
        self, texts: Path, tmp_path: Path
    ) -> None:
        count = "SELECT (COUNT(?c) AS ?n) { GRAPH <https://w3id.org/rawabit#claims> { ?c a ?t } }"

        def claims(*options: str) -> int:
            done = run_kg("--quiet", "build", texts, "--recognizer", "none", *options, cwd=tmp_path)
            assert done.returncode == 0, done.stderr
            found = run_kg("query", count, "--format", "csv", cwd=tmp_path).stdout
            return int(found.splitlines()[1])

        assert claims() > 0
        assert claims("--min-confidence", "1") == 0

    def test_nothing_readable_leaves_the_store_as_it_was(self, built: Path, tmp_path: Path) -> None:
        shutil.copytree(built / "kg-store", tmp_path / "kg-store")
        done = run_kg("build", "missing", cwd=tmp_path)
        assert done.returncode == 1
        assert "missing: no such file or folder" in done.stderr
        assert "وسام" in run_kg("query", SPEAKERS, cwd=tmp_path).stdout

    def test_a_file_name_may_hold_any_bytes(self, texts: Path, tmp_path: Path) -> None:
        name = os.fsdecode("خبر".encode("cp1256") + b" \xff.txt")
        (texts / name).write_text(TEXT + " نعم.", encoding="utf-8")
        (texts / f"empty {name}").touch()
        done = run_kg("build", texts, cwd=tmp_path)
        assert done.returncode == 1
        assert "2 documents" in done.stdout
        assert "empty file" in done.stderr
        assert "Traceback" not in done.stderr

    def test_no_progress_bar_and_no_colour_without_a_terminal(
        self, texts: Path, tmp_path: Path
    ) -> None:
        done = run_kg("build", texts, "missing", cwd=tmp_path, FORCE_COLOR="")
        assert "\x1b" not in done.stdout + done.stderr
        assert "reading" not in done.stderr

    def test_progress_and_colour_on_a_terminal(self, texts: Path, tmp_path: Path) -> None:
        code = (
            "import pty, sys; sys.exit(pty.spawn([sys.executable, '-m', 'kg', 'build',"
            " 'texts', 'missing']) >> 8)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=tmp_path,
            env={**os.environ, "TERM": "xterm"},
            capture_output=True,
            stdin=subprocess.DEVNULL,
        )
        assert done.returncode == 1
        shown = done.stdout.decode()
        assert "reading" in shown
        assert "\x1b[31m" in shown
        assert "1 document," in shown

    def test_the_output_on_a_full_disk(self, texts: Path, tmp_path: Path) -> None:
        done = run_kg("build", texts, "--output", "/dev/full", cwd=tmp_path)
        assert done.returncode == 1
        assert "/dev/full" in done.stderr
        assert "No space left" in done.stderr
        assert "Traceback" not in done.stderr

    def test_an_output_that_cannot_be_written_leaves_no_part_of_it(
        self, texts: Path, tmp_path: Path
    ) -> None:
        done = run_kg("build", texts, "--output", "none/one.nq", cwd=tmp_path)
        assert done.returncode == 1
        assert "none/one.nq" in done.stderr
        assert "Traceback" not in done.stderr

    def test_a_store_that_is_something_else(self, texts: Path, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("kept")
        done = run_kg("build", texts, "--store", "file", cwd=tmp_path)
        assert done.returncode == 1
        assert done.stderr.startswith("error: file")
        assert (tmp_path / "file").read_text() == "kept"

    def test_a_store_of_a_later_version(self, built: Path, texts: Path, tmp_path: Path) -> None:
        shutil.copytree(built / "kg-store", tmp_path / "kg-store")
        pointer = tmp_path / "kg-store" / "store.json"
        content = json.loads(pointer.read_text())
        pointer.write_text(json.dumps({**content, "format": content["format"] + 1}))
        before = pointer.read_text()
        for arguments in (["build", texts], ["stats"], ["query", "speakers"]):
            done = run_kg(*arguments, cwd=tmp_path)
            assert done.returncode == 1
            assert "version" in done.stderr
            assert "Traceback" not in done.stderr
        assert pointer.read_text() == before


class TestRefusingDisks:
    """A disk of our own in a name space of its own, so that root is refused as well."""

    @staticmethod
    def run_on_disk(script: str, folder: Path, *, size: str = "64m") -> list[str]:
        if not shutil.which("unshare"):
            pytest.skip("unshare is not there")
        mount = f"mount -t tmpfs -o size={size} tmpfs '{folder}/disk' || exit 77\n"
        (folder / "disk").mkdir()
        done = subprocess.run(
            ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mount + script],
            cwd=folder,
            env={**os.environ, "KG": f"{sys.executable} -m kg"},
            capture_output=True,
            text=True,
        )
        if done.returncode == 77 or "unshare" in done.stderr:
            pytest.skip(f"no disk of our own can be mounted: {done.stderr}")
        return (done.stdout + done.stderr).split("----\n")

    def test_a_full_disk_costs_nothing_that_was_there(
        self, texts: Path, seeds: Path, tmp_path: Path
    ) -> None:
        script = f"""
        $KG --quiet build texts --store disk/store || exit 1
        dd if=/dev/zero of=disk/filler bs=64k 2>/dev/null
        echo ----
        $KG build {seeds} --store disk/store 2>&1; echo "exit $?"
        echo ----
        rm disk/filler
        $KG query --store disk/store '{SPEAKERS}' 2>&1; echo "exit $?"
        $KG --quiet build {seeds} --store disk/store 2>&1; echo "exit $?"
        """
        first, second, third = self.run_on_disk(script, tmp_path)
        assert first == ""
        assert second.startswith("error: disk/store")
        assert "Traceback" not in second
        assert second.endswith("exit 1\n")
        assert "الأحمد" in third
        assert third.count("exit 0") == 2

    def test_a_read_only_store_is_read_and_not_written(self, texts: Path, tmp_path: Path) -> None:
        script = f"""
        $KG --quiet build texts --store disk/store || exit 1
        mount -o remount,ro disk || exit 77
        $KG query --store disk/store '{SPEAKERS}' 2>&1; echo "exit $?"
        echo ----
        $KG build texts --store disk/store 2>&1; echo "exit $?"
        """
        first, second = self.run_on_disk(script, tmp_path)
        assert "الأحمد" in first
        assert "exit 0" in first
        assert second.startswith("error: disk/store")
        assert "ead-only" in second
        assert "Traceback" not in second
        assert second.endswith("exit 1\n")


class TestQuery:
    def test_formats(self, built: Path) -> None:
        for format, begins in {"json": "{", "csv": "name\r\n", "tsv": "?name\n"}.items():
            done = run_kg("query", SPEAKERS, "--format", format, cwd=built)
            assert done.returncode == 0
            assert begins.strip() in done.stdout.splitlines()[0]

    def test_turtle_is_for_graphs(self, built: Path) -> None:
        done = run_kg("query", "CONSTRUCT WHERE { ?s a schema:City }", "--format=turtle", cwd=built)
        assert "schema:City" in done.stdout
        done = run_kg("query", SPEAKERS, "--format", "turtle", cwd=built)
        assert (done.returncode, done.stdout) == (1, "")

    def test_every_named_query_is_listed_and_runs(self, built: Path) -> None:
        from kg.query import names

        listed = run_kg("query", "--list", cwd=built).stdout
        assert [name for name in names() if f"{name}\n" not in listed] == []
        assert len(names()) >= 10
        done = run_kg("query", "roles", "--format", "json", cwd=built)
        assert done.returncode == 0
        assert json.loads(done.stdout)["results"]["bindings"]

    def test_a_parameter_is_bound(self, built: Path) -> None:
        done = run_kg("query", "roles", "--bind", "person=وسام", "--format", "csv", cwd=built)
        assert done.returncode == 0
        rows = done.stdout.splitlines()[1:]
        assert rows
        assert all("وسام" in row for row in rows)

    def test_a_query_of_standard_input(self, built: Path) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "kg", "query", "-"],
            cwd=built,
            input="ASK { ?s a schema:Person }",
            capture_output=True,
            text=True,
        )
        assert done.stdout == "true\n"

    def test_an_error_of_syntax_says_where_and_what(self, built: Path) -> None:
        done = run_kg("query", "SELECT ?s\n{ ?s ?p }", cwd=built)
        assert (done.returncode, done.stdout) == (1, "")
        assert "line 2" in done.stderr
        assert "Traceback" not in done.stderr

    @pytest.mark.parametrize("query", ["nothing", "DELETE WHERE { ?s ?p ?o }"])
    def test_what_is_no_query_is_told(self, built: Path, query: str) -> None:
        done = run_kg("query", query, cwd=built)
        assert (done.returncode, done.stdout) == (1, "")
        assert "expected" in done.stderr


class TestOtherVerbs:
    def test_export(self, built: Path, tmp_path: Path) -> None:
        file = tmp_path / "graph.ttl"
        done = run_kg("export", "--output", file, cwd=built)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert "schema:Person" in file.read_text(encoding="utf-8")
        done = run_kg("export", "--format", "ttl", cwd=built)
        assert done.stdout == file.read_text(encoding="utf-8")

    def test_an_unknown_suffix_is_told(self, built: Path, tmp_path: Path) -> None:
        done = run_kg("export", "--output", tmp_path / "graph.doc", cwd=built)
        assert done.returncode == 1
        assert "expected" in done.stderr
        assert list(tmp_path.iterdir()) == []

    def test_draw(self, built: Path, tmp_path: Path) -> None:
        done = run_kg("draw", "--output", tmp_path / "graph.html", cwd=built)
        assert (done.returncode, done.stdout) == (0, "")
        assert "<html" in (tmp_path / "graph.html").read_text(encoding="utf-8")

    def test_a_part_is_drawn(self, built: Path, tmp_path: Path) -> None:
        query = tmp_path / "speakers.rq"
        query.write_text("SELECT ?p { ?s rw:speaker ?p }", encoding="utf-8")
        shared = ("--query", query, "--type", "Person", "--size", "pagerank")
        done = run_kg("draw", *shared, "--output", tmp_path / "p.html", cwd=built)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        done = run_kg("draw", "--focus", "Nobody Atall", cwd=built)
        assert done.returncode == 1 and "found nothing that is named" in done.stderr
        done = run_kg("draw", "--hops", "2", cwd=built)
        assert done.returncode == 2 and "--hops needs --focus" in done.stderr

    def test_a_drawing_that_cannot_be_written_is_told(self, built: Path) -> None:
        done = run_kg("draw", "--output", "none/graph.html", cwd=built)
        assert done.returncode == 1
        assert "none/graph.html" in done.stderr
        assert "Traceback" not in done.stderr

    def test_validate(self, built: Path) -> None:
        done = run_kg("validate", cwd=built)
        assert done.returncode == 0, done.stdout
        assert done.stdout

    def test_stats(self, built: Path) -> None:
        done = run_kg("stats", cwd=built)
        assert done.returncode == 0
        assert "Person" in done.stdout
        json.loads(run_kg("stats", "--format", "json", cwd=built).stdout)

    def test_evaluate(self, built: Path, root: Path) -> None:
        gold = root / "tests" / "data" / "gold"
        done = run_kg("evaluate", gold, "--store", "kg-store", cwd=built)
        assert done.returncode == 0, done.stderr
        assert "F1" in done.stdout
        scores = json.loads(
            run_kg("evaluate", gold, "--store", "kg-store", "--format", "json", cwd=built).stdout
        )
        assert 0 < scores["entities"]["all"]["f1"] <= 1

    def test_evaluate_of_several_sets(self, root: Path, tmp_path: Path) -> None:
        gold = root / "tests" / "data" / "gold"
        done = run_kg(
            *("evaluate", "--recognizer", "none", "--set", f"seeds={gold}"),
            *("--set", f"two={gold}/000_924e76db526fe0c1.json@{root}/seeds"),
            *("--set", f"two={gold}/001_5b544921a41f7c31.json"),
            cwd=tmp_path,
        )
        assert done.returncode == 0, done.stderr
        rows = [line.split()[:2] for line in done.stdout.splitlines()[2:4]]
        assert rows == [["seeds", "5"], ["two", "2"]]

    def test_explain(self, texts: Path, tmp_path: Path) -> None:
        options = ("--recognizer", "none")
        done = run_kg("explain", texts / "good.txt", *options, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
        assert "opener: [مؤتمر الاستثمار]" in done.stdout
        assert "opener.verb_first" in done.stdout
        page = tmp_path / "page.html"
        done = run_kg("explain", texts / "good.txt", "--output", page, *options, cwd=tmp_path)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert "opener.verb_first" in page.read_text(encoding="utf-8")

    def test_explain_an_article_of_json_lines(self, tmp_path: Path) -> None:
        line = json.dumps({"id": "a1", "text": TEXT, "title": "عنوان"})
        (tmp_path / "news.jsonl").write_text(line + "\n", encoding="utf-8")
        options = ("explain", "news.jsonl", "--recognizer", "none", "--id")
        done = run_kg(*options, "a1", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert "opener.verb_first" in done.stdout
        done = run_kg(*options, "a2", cwd=tmp_path)
        assert (done.returncode, done.stdout) == (1, "")
        assert "news.jsonl: found no line with the id 'a2'" in done.stderr

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["missing.txt"], "missing.txt: found 0 texts; expected one"),
            (["two"], "two: found 2 texts; expected one"),
            (["two/a.txt", "--output", "none/page.html"], "none/page.html: the page cannot be"),
        ],
    )
    def test_what_cannot_be_explained_is_told(
        self, arguments: list[str], message: str, tmp_path: Path
    ) -> None:
        (tmp_path / "two").mkdir()
        for name in "ab":
            (tmp_path / "two" / f"{name}.txt").write_text(f"{TEXT} {name}", encoding="utf-8")
        done = run_kg("explain", *arguments, "--recognizer", "none", cwd=tmp_path)
        assert (done.returncode, done.stdout) == (1, "")
        assert message in done.stderr
        assert "Traceback" not in done.stderr

    def test_wrong_gold_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "a.json").write_text("[1]")
        done = run_kg("evaluate", "a.json", cwd=tmp_path)
        assert done.returncode == 1
        assert "a.json" in done.stderr
        assert "Traceback" not in done.stderr

    def test_a_reader_that_goes_away_is_no_error(self, built: Path) -> None:
        command = f"{sys.executable} -m kg export --format nq | head -1"
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command], cwd=built, capture_output=True, text=True
        )
        assert len(done.stdout.splitlines()) == 1
        assert "Traceback" not in done.stderr
