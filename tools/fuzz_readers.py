"""Bad inputs for every reader: nothing may crash, hang, write a file, or call the network.

    python -m tools.fuzz_readers --inputs 100000 --seconds 7200

Each input is read in a child process that is watched from outside; what it does is heard by
an audit hook. The same seed gives the same inputs. Exit code 1 where anything was wrong.
"""

from __future__ import annotations

import argparse
import importlib
import multiprocessing
import multiprocessing.connection
import os
import re
import resource
import sys
import time
from collections import Counter
from pathlib import Path

from kg.documents import contents, make_document, readers
from kg.documents.articles import Article
from kg.documents.fields import Fields
from kg.language import foreign, structure
from tools.hostile import Input, Maker

MEMORY = 6 * 1024**3
PROGRAMS = frozenset({"pdftotext", "pdfinfo"})
_CALLS = ("socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto", "urllib.Request")
_CHANGES = ("os.remove", "os.rename", "os.mkdir", "os.symlink", "os.link", "shutil.", "os.system")


_CAUGHT = re.compile(r"not of the kind (\w+) \((\w+)")


class _Watch:
    """Hears what a process does: each forbidden act is kept, since readers catch exceptions."""

    def __init__(self) -> None:
        self.acts: list[str] = []
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            path, mode, flags = arguments
            writes = isinstance(flags, int) and flags & 0b11 and not isinstance(path, int)
            if writes and str(path) != "/dev/null":
                self.acts.append(f"opened {path!r} to write ({mode})")
            elif isinstance(path, str) and path.startswith("/etc/passwd"):
                self.acts.append(f"opened {path!r}")
        elif event == "subprocess.Popen":
            if Path(str(arguments[0])).name not in PROGRAMS:
                self.acts.append(f"started {arguments[0]!r}")
        elif event.startswith(_CALLS) or event.startswith(_CHANGES):
            self.acts.append(f"{event} {arguments!r}"[:200])


def _work(connection: multiprocessing.connection.Connection, seed: int) -> None:
    from kg.gazetteer import Gazetteer
    from kg.lexicons import Lexicons

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    # While it is loaded, it asks the system whether there is IPv6; that is no call.
    importlib.import_module("urllib3")
    lexicons, gazetteer = Lexicons.load(), Gazetteer.load()
    maker = Maker(seed)
    watch = _Watch()
    while (number := connection.recv()) is not None:
        made = maker.make(number)
        del watch.acts[:]
        wrong = ""
        fallen = Counter[str]()
        articles = 0
        connection.send("made")
        try:
            content = contents.of_bytes(made.name, made.data)
            for found in readers.read(content, Fields()):
                if isinstance(found, Article):
                    articles += 1
                    document = make_document(found.text)
                    foreign.passages(document.text)
                    structure.find(document.text, lexicons, gazetteer)
                    str(found.entry).encode("utf-8")
                elif match := _CAUGHT.search(found.message):
                    fallen[f"{match[2]} by the reader of {match[1]}"] += 1
        except BaseException as error:
            wrong = f"raised {error!r}"
        acts = "; ".join(dict.fromkeys(watch.acts))
        connection.send((made.kind, articles, wrong or acts, fallen))


class _Child:
    """The process that reads, started again after each crash or hang."""

    def __init__(self, seed: int) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._seed = seed
        self._begin = 0.0
        self._start()

    def _start(self) -> None:
        self._connection, other = self._context.Pipe()
        self._process = self._context.Process(target=_work, args=(other, self._seed), daemon=True)
        self._process.start()
        other.close()

    def read(self, number: int, seconds: float) -> tuple[str, int, str, Counter[str]]:
        self._connection.send(number)
        try:
            self._connection.recv()
            self._begin = self._spent()
            while not self._connection.poll(1) and self._used() < seconds:
                pass
            if not self._connection.poll():
                self._process.kill()
                self._process.join()
                self._start()
                return "", 0, f"hangs: more than {seconds:g} s", Counter()
            return self._connection.recv()  # type: ignore[no-any-return]
        except EOFError:
            self._process.join()
            code = self._process.exitcode
            self._start()
            return "", 0, f"crashed with exit code {code}", Counter()

    def _used(self) -> float:
        return self._spent() - self._begin

    def _spent(self) -> float:
        """Seconds of processor time of the child: a busy machine makes no input hang.

        A tenth of the time on the clock counts as well, for what waits and does nothing.
        """
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        ticks = sum(map(int, fields[11:15]))
        return ticks / os.sysconf("SC_CLK_TCK") + time.monotonic() / 10

    def stop(self) -> None:
        self._connection.send(None)
        self._process.join()


def main() -> int:
    """Run, and print a table of counts; the exit code."""
    options = _options()
    maker = Maker(options.seed)
    child = _Child(options.seed)
    counts: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    fallen: Counter[str] = Counter()
    wrong: list[str] = []
    slowest = (0.0, "")
    begin = time.monotonic()
    done = 0
    for number in range(options.first, options.first + options.inputs):
        if time.monotonic() - begin > options.seconds:
            break
        start = time.monotonic()
        kind, found, fault, messages = child.read(number, options.input_seconds)
        slowest = max(slowest, (time.monotonic() - start, f"input {number}"))
        done += 1
        counts[kind or maker.make(number).kind] += 1
        articles[kind] += found
        fallen += messages
        if fault:
            made = maker.make(number)
            wrong.append(f"input {number} ({made.kind}, {made.name}): {fault}")
            print(wrong[-1], flush=True)
            _keep(options.keep, number, made)
        if done % 5000 == 0:
            print(f"{done} inputs, {len(wrong)} wrong", flush=True)
    child.stop()
    for kind in sorted(counts):
        print(f"{kind:10}{counts[kind]:8} inputs{articles[kind]:8} articles read from them")
    for message, count in sorted(fallen.items()):
        print(f"{count:8} times {message}")
    seconds = time.monotonic() - begin
    print(f"slowest: {slowest[1]}, {slowest[0]:.1f} s; all in {seconds:.0f} s")
    print(f"{done} bad inputs with seed {options.seed}: {len(wrong)} wrong")
    return 1 if wrong or not done else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--inputs", type=int, default=1000, help="how many")
    parser.add_argument("--first", type=int, default=0, help="number of the first")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=600, help="stop after so many")
    parser.add_argument("--input-seconds", type=float, default=30, help="then an input hangs")
    parser.add_argument("--keep", type=Path, help="folder for the inputs that were wrong")
    return parser.parse_args()


def _keep(folder: Path | None, number: int, made: Input) -> None:
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        # The number alone: the name may have path parts.
        (folder / f"{number}.{made.kind}").write_bytes(made.data)


if __name__ == "__main__":
    sys.exit(main())
