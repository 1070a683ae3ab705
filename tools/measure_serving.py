"""How ``kg serve`` bears many readers: times of answers, errors, memory, and a query without end.

    python -m tools.measure_serving kg-store --clients 50 --seconds 60

A server of the store is started. One client asks for a mix of pages and queries, one after the
other; then many do, each once a second, while one query that would run for hours is stopped at its
limit. The time of an answer counts from when it was due, so that a client that has to wait is not
counted as one that did not ask. In the end the mix's queries are asked of Oxigraph in this process.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import re
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import psutil
import pyoxigraph as ox

from kg.graph.store import Graph

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a a ?b . ?c a ?d . ?e a ?f . ?g a ?h . ?i a ?j }"
"""Hours, on any graph with more than a few things, and little memory on a large one."""
QUERIES = {
    "a name": "SELECT ?p { ?p skos:prefLabel ?n FILTER(STRSTARTS(?n, 'محمد')) } LIMIT 20",
    "roles": "SELECT ?n ?t { ?m a org:Membership ; org:member/skos:prefLabel ?n ;"
    " org:role/skos:prefLabel ?t } LIMIT 100",
    "evidence": "SELECT ?s ?o ?text { GRAPH ?e { ?s rw:speaker ?o } ?e nif:anchorOf ?text }"
    " LIMIT 50",
    "counts": "SELECT ?c (COUNT(*) AS ?n) { ?s a ?c } GROUP BY ?c ORDER BY ?c",
    "true or false": "ASK { ?e rw:speaker ?p }",
}
ASKED = ("من تحدث في المؤتمر؟", "من هو رئيس الوزراء؟", "أين عقد المؤتمر؟")

_JSON = "application/sparql-results+json"
_MOST_ALONE = 400
_TIMEOUT = 120.0


@dataclass(frozen=True, slots=True)
class Wish:
    """Something to ask for: what kind it is, and its address."""

    kind: str
    path: str
    accept: str = "text/html"


@dataclass(frozen=True, slots=True)
class Answer:
    """When an answer was due (seconds of the monotonic clock), and how many seconds it took."""

    wish: Wish
    due: float
    seconds: float
    status: int


@dataclass(frozen=True, slots=True)
class Memory:
    """Megabytes that no other process has: of the server, and of those that answer queries."""

    server: float
    workers: float


@dataclass(slots=True)
class Report:
    """What was measured."""

    alone: list[Answer] = field(default_factory=list)
    many: list[Answer] = field(default_factory=list)
    memory: list[Memory] = field(default_factory=list)
    slow_status: int = 0
    slow_from: float = 0.0
    slow_seconds: float = 0.0
    in_process: Mapping[str, float] = field(default_factory=dict)

    @property
    def errors(self) -> list[Answer]:
        """Answers that are none."""
        return [each for each in (*self.alone, *self.many) if each.status != 200]

    def beside_slow(self) -> list[Answer]:
        """Of many clients, what was due while the query without end ran."""
        until = self.slow_from + self.slow_seconds
        return [each for each in self.many if self.slow_from <= each.due < until]

    def text(self) -> str:
        """For people."""
        besides = self.beside_slow()
        rest = [each for each in self.many if each not in set(besides)]
        lines = [f"{'':24}{'answers':>9}{'errors':>9}{'median ms':>11}{'p95 ms':>9}"]
        for name, answers in (
            ("one client", self.alone),
            ("many clients", self.many),
            ("  beside the slow query", besides),
            ("  at other times", rest),
        ):
            lines.append(_row(name, answers))
        kinds = sorted({each.wish.kind for each in self.many})
        for title, answers in (("one client", self.alone), ("many clients", self.many)):
            lines += ["", title]
            lines += [
                _row(f"  {kind}", [each for each in answers if each.wish.kind == kind])
                for kind in kinds
            ]
        ratio = percentile(self.many, 95) / percentile(self.alone, 95)
        lines += ["", f"p95 of many clients: {ratio:.1f} times that of one"]
        lines.append(
            f"a query without end: HTTP {self.slow_status} after {self.slow_seconds:.1f} s"
        )
        for name, memory in zip(("start", "middle", "end"), self.memory, strict=True):
            lines.append(
                f"memory, {name}: server {memory.server:.0f} MB, workers {memory.workers:.0f} MB"
            )
        lines += ["", f"{'queries':24}{'HTTP ms':>9}{'in process ms':>15}"]
        for name, seconds in self.in_process.items():
            over = [each for each in self.alone if each.wish.kind == f"sparql, {name}"]
            shown = f"{percentile(over, 50) * 1000:.1f}" if over else ""
            lines.append(f"{name:24}{shown:>9}{seconds * 1000:>15.1f}")
        return "\n".join(lines) + "\n"


def percentile(answers: Sequence[Answer], percent: int) -> float:
    """Seconds that so many of a hundred answers took at most; 0 for none."""
    found = sorted(each.seconds for each in answers)
    return found[min(len(found) * percent // 100, len(found) - 1)] if found else 0.0


def _row(name: str, answers: Sequence[Answer]) -> str:
    errors = sum(each.status != 200 for each in answers)
    middle, most = (percentile(answers, percent) * 1000 for percent in (50, 95))
    return f"{name:24}{len(answers):>9}{errors:>9}{middle:>11.1f}{most:>9.1f}"


@contextmanager
def serving(store: Path, seconds: float) -> Iterator[tuple[str, psutil.Process]]:
    """``kg serve`` with a time limit for queries: its address and its process."""
    command = [sys.executable, "-m", "kg", "serve", "--store", str(store), "--port", "0"]
    process = subprocess.Popen(
        [*command, "--query-timeout", str(seconds)], stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    try:
        said = process.stderr.readline()
        found = re.search(r"served at (\S+)/$", said)
        if found is None:
            raise SystemExit(said + process.stderr.read())
        threading.Thread(target=process.stderr.read, daemon=True).start()
        yield found[1], psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait()
        process.stderr.close()


class Client:
    """A connection that is kept."""

    def __init__(self, address: str) -> None:
        place = urlsplit(address)
        self._connection = http.client.HTTPConnection(
            place.hostname or "", place.port, timeout=_TIMEOUT
        )

    def get(self, wish: Wish) -> tuple[int, bytes]:
        """The status and the body; 0 where none comes."""
        try:
            self._connection.request("GET", wish.path, headers={"Accept": wish.accept})
            response = self._connection.getresponse()
            return response.status, response.read()
        except (OSError, http.client.HTTPException) as error:
            self._connection.close()
            return 0, repr(error).encode()

    def json(self, path: str) -> Any:
        """What an address answers as JSON. Raises SystemExit where it does not."""
        status, body = self.get(Wish("", path, f"{_JSON}, application/json"))
        if status != 200:
            raise SystemExit(f"{path}: {status}: {body.decode()}")
        return json.loads(body)

    def timed(self, wish: Wish, due: float) -> Answer:
        """An answer with its time since it was due."""
        status, _ = self.get(wish)
        return Answer(wish, due, time.monotonic() - due, status)

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()


def sparql(query: str) -> str:
    """The address of a query's answer."""
    return f"/sparql?{urlencode({'query': query})}"


def mix(address: str) -> list[Wish]:
    """What is asked for, of the things and documents that the server has."""
    client = Client(address)
    things = "SELECT ?s ?n { ?s a ?c ; skos:prefLabel ?n } ORDER BY MD5(STR(?s)) LIMIT 40"
    documents = "SELECT ?s { ?s a schema:NewsArticle } ORDER BY ?s LIMIT 20"
    claims = "SELECT ?c { GRAPH rw:claims { ?c a rw:Claim } } ORDER BY MD5(STR(?c)) LIMIT 20"
    pages = [_path(row["s"]["value"]) for row in _rows(client, things)]
    names = [row["n"]["value"] for row in _rows(client, things)][:20]
    texts = [_path(row["s"]["value"]) for row in _rows(client, documents)]
    facts = [row["c"]["value"].rpartition("=")[2] for row in _rows(client, claims)]
    known = [each["iri"] for each in client.json("/api/search?limit=20")["results"]]
    client.close()
    return [
        *(Wish("thing", path) for path in pages),
        *(Wish("well known thing", _path(iri)) for iri in known[:10]),
        *(Wish("document", path) for path in texts),
        *(Wish("search", f"/search?{urlencode({'q': name})}") for name in names),
        *(Wish("search as typed", f"/api/search?{urlencode({'q': n[:4]})}") for n in names),
        *(Wish("neighbours", f"/api/neighbours?{urlencode({'iri': iri})}") for iri in known),
        *(Wish("evidence", f"/api/evidence?fact={fact}") for fact in facts),
        *(Wish("ask", f"/ask?{urlencode({'q': question})}") for question in ASKED * 4),
        *(Wish("data", path, "text/turtle") for path in pages[:10]),
        *(Wish("static", "/static/site.css") for _ in range(20)),
        *(Wish("front", "/") for _ in range(5)),
        *(
            Wish(f"sparql, {name}", sparql(query), _JSON)
            for name, query in QUERIES.items()
            for _ in range(6)
        ),
    ]


def _path(iri: str) -> str:
    """The address of an IRI's page."""
    return f"/id/{quote(iri.partition('/id/')[2])}"


def _rows(client: Client, query: str) -> list[dict[str, dict[str, str]]]:
    found: list[dict[str, dict[str, str]]] = client.json(sparql(query))["results"]["bindings"]
    return found


def one_client(address: str, wishes: Sequence[Wish], seconds: float) -> list[Answer]:
    """The answers to one client that asks on and on."""
    client = Client(address)
    order = random.Random(1)
    until = time.monotonic() + seconds
    answers: list[Answer] = []
    while time.monotonic() < until and len(answers) < _MOST_ALONE:
        answers.append(client.timed(order.choice(wishes), time.monotonic()))
    client.close()
    return answers


def many_clients(
    address: str, wishes: Sequence[Wish], clients: int, seconds: float
) -> list[Answer]:
    """The answers to many clients, each of which asks once a second."""
    begin = time.monotonic()
    answers: list[list[Answer]] = [[] for _ in range(clients)]

    def ask(number: int) -> None:
        client, order = Client(address), random.Random(number)
        for second in range(int(seconds)):
            due = begin + second + number / clients
            time.sleep(max(due - time.monotonic(), 0))
            answers[number].append(client.timed(order.choice(wishes), due))
        client.close()

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answer for each in answers for answer in each]


def memory(process: psutil.Process) -> Memory:
    """What the server and its workers use now."""
    workers = 0
    for child in process.children():
        try:
            workers += child.memory_full_info().uss
        except psutil.Error:
            continue  # it has just been replaced
    return Memory(process.memory_full_info().uss / 1e6, workers / 1e6)


def in_process(store: Path, times: int = 5) -> dict[str, float]:
    """Seconds of the mix's queries by Oxigraph alone, the median of several."""
    found = {}
    with Graph.open(store) as graph:
        for name, query in QUERIES.items():
            seconds = []
            for _ in range(times):
                begin = time.perf_counter()
                answer = graph.query(query)
                assert not isinstance(answer, ox.QueryTriples)
                answer.serialize(format=ox.QueryResultsFormat.JSON)
                seconds.append(time.perf_counter() - begin)
            found[name] = statistics.median(seconds)
    return found


def measure(store: Path, *, clients: int, seconds: float, limit: float) -> Report:
    """Measure a server of ``store``, whose queries may take ``limit`` seconds."""
    report = Report()
    with serving(store, limit) as (address, process):
        wishes = mix(address)
        warm = Client(address)
        for wish in dict.fromkeys(wishes):
            warm.get(wish)
        warm.close()
        report.alone = one_client(address, wishes, seconds)
        report.memory.append(memory(process))

        def ask_slowly() -> None:
            time.sleep(seconds / 4)
            client, report.slow_from = Client(address), time.monotonic()
            report.slow_status, _ = client.get(Wish("", sparql(ENDLESS), _JSON))
            report.slow_seconds = time.monotonic() - report.slow_from
            client.close()

        def look() -> None:
            time.sleep(seconds / 2)
            report.memory.append(memory(process))

        beside = [threading.Thread(target=each) for each in (ask_slowly, look)]
        for thread in beside:
            thread.start()
        report.many = many_clients(address, wishes, clients, seconds)
        for thread in beside:
            thread.join()
        report.memory.append(memory(process))
    report.in_process = in_process(store)
    return report


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("store", type=Path)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--limit", type=float, default=10, help="seconds that a query may take")
    arguments = parser.parse_args()
    report = measure(
        arguments.store,
        clients=arguments.clients,
        seconds=arguments.seconds,
        limit=arguments.limit,
    )
    print(report.text(), end="")
    for answer in report.errors[:10]:
        print(f"{answer.status} {answer.wish.kind} {answer.wish.path}")


if __name__ == "__main__":
    main()
