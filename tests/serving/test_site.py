"""The pages: what they show and link to, in which form and language, and that text stays text."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, unquote, urlencode

import pyoxigraph as ox
import pytest
import rdflib

from kg.graph.store import Graph
from kg.graph.vocabulary import REDIRECTS_GRAPH
from kg.settings import DEFAULT_BASE
from tests.serving.server import Answer, Server

HTML = "text/html"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


class Page(HTMLParser):
    """The parts of a page that tests ask for."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.text = ""
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(answer.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str, name: str) -> list[str]:
        """The values of an attribute of all elements of a kind."""
        return [
            value for found, about in self.elements if found == tag and (value := about.get(name))
        ]


def page(server: Server, path: str, *, accept: str = BROWSER, language: str = "ar") -> Page:
    headers = {"Accept": accept, "Accept-Language": language}
    answer = server.request(quote(path, safe="/?=&%"), headers=headers)
    assert answer.status == 200, answer.text
    assert answer.media == HTML
    return Page(answer)


def documents(store: Path) -> dict[str, str]:
    """The IRIs of documents by title."""
    with Graph.open(store) as graph:
        rows = graph.query(
            "SELECT ?d ?t { ?d a schema:NewsArticle OPTIONAL { ?d dcterms:title ?t } }"
        )
        return {row["t"].value if row["t"] else "": row["d"].value for row in rows}  # type: ignore[union-attr,index]


class TestLanguages:
    @pytest.mark.parametrize(
        ("accepted", "language"),
        [
            ("", "ar"),
            ("en", "en"),
            ("ar-EG,ar;q=0.9,en;q=0.8", "ar"),
            ("fr,en-GB;q=0.7", "en"),
            ("en;q=0.3,ar;q=0.4", "ar"),
            ("fr", "ar"),
            (";;,q", "ar"),
        ],
    )
    def test_by_what_is_accepted(self, server: Server, accepted: str, language: str) -> None:
        answer = server.request("/", headers={"Accept": HTML, "Accept-Language": accepted})
        assert answer.headers["content-language"] == language
        direction = {"ar": "rtl", "en": "ltr"}[language]
        assert f'<html lang="{language}" dir="{direction}">' in answer.text

    def test_what_is_asked_for_is_kept(self, server: Server) -> None:
        answer = server.request("/?lang=en", headers={"Accept": HTML, "Accept-Language": "ar"})
        assert answer.headers["content-language"] == "en"
        cookie = answer.headers["set-cookie"].partition(";")[0]
        again = server.request("/", headers={"Accept": HTML, "Cookie": cookie})
        assert again.headers["content-language"] == "en"
        assert "set-cookie" not in server.request("/?lang=xx", headers={"Accept": HTML}).headers

    def test_both_languages_say_the_same(self) -> None:
        from kg.serving.looks import words

        assert words()["ar"].keys() == words()["en"].keys()
        for part in ("kinds", "explorer", "edit"):
            assert words()["ar"][part].keys() == words()["en"][part].keys()
        assert words()["ar"]["edit"]["actions"].keys() == words()["en"]["edit"]["actions"].keys()


class TestFrontPage:
    def test_it_counts_what_there_is(self, server: Server) -> None:
        found = page(server, "/")
        assert "/search?type=Person" in found.all("a", "href")
        assert "حسين لوتاه" in found.text
        assert found.all("input", "name") == ["q"]


class TestSearch:
    def test_any_spelling(self, server: Server) -> None:
        for text in ("حسين لوتاة", "لوتاه", "حُسَين"):
            found = page(server, f"/search?q={text}")
            addresses = [unquote(each) for each in found.all("a", "href")]
            assert "/id/person/حسين_لوتاه" in addresses

    def test_by_type(self, server: Server) -> None:
        def addresses(path: str) -> list[str]:
            links = [unquote(each) for each in page(server, path).all("a", "href")]
            return [each for each in links if each.startswith("/id/")]

        assert all(each.startswith("/id/city/") for each in addresses("/search?type=City"))
        assert addresses("/search?type=City")
        assert {each.split("/")[2] for each in addresses("/search")} > {"city", "person"}

    def test_nothing_is_found(self, server: Server) -> None:
        assert "لا نتيجة لهذا البحث" in page(server, "/search?q=قبرص").text

    def test_as_json(self, server: Server) -> None:
        answer = server.request(f"/api/search?{urlencode({'q': 'حسين', 'limit': 5})}")
        assert answer.media == "application/json"
        found = json.loads(answer.text)
        assert found["total"] == len(found["results"]) == 1
        (row,) = found["results"]
        assert (row["label"], row["type"]) == ("حسين لوتاه", "Person")
        assert row["iri"] == f"{DEFAULT_BASE}person/حسين_لوتاه"
        assert row["facts"] > 1
        assert server.request(row["address"]).status == 200

    def test_the_limit_does_not_hide_the_total(self, server: Server) -> None:
        found = json.loads(server.request("/api/search?limit=2").text)
        assert len(found["results"]) == 2 < found["total"]

    @pytest.mark.parametrize(
        "query",
        [
            "type=Nothing",
            "limit=0",
            "limit=x",
            "limit=1000",
            "page=-1",
            "page=٣",
            f"q={'x' * 300}",
            "q=%FF",
        ],
    )
    def test_wrong_requests(self, server: Server, query: str) -> None:
        assert server.request(f"/api/search?{quote(query, safe='=%')}").status == 400


class TestThings:
    def test_a_person(self, server: Server, store: Path) -> None:
        found = page(server, "/id/person/حسين_لوتاه")
        for words in (
            "حسين لوتاه",
            "المناصب",
            "المدير العام",
            "بلدية دبي",
            "افتتح",
            "قمة المدن الذكية",
        ):
            assert words in found.text
        # Each fact has its sentence, with the document and its date.
        for words in ("في دبي", "افتتاح القمة", "صحيفة المثال", "2017-03-12"):
            assert words in found.text
        assert ("mark", {}) in found.elements
        links = [unquote(each) for each in found.all("a", "href")]
        sentences = [each for each in links if "#char=" in each]
        assert sentences and all(each.startswith("/id/document/") for each in sentences)
        assert "/id/organization/بلدية_دبي" in links

    def test_links_lead_somewhere(self, server: Server) -> None:
        seen, waiting = set(), ["/", "/ontology", "/search"]
        while waiting:
            path = waiting.pop()
            answer = server.request(path, headers={"Accept": BROWSER})
            assert answer.status == 200, path
            if answer.media != HTML:
                continue
            for link in Page(answer).all("a", "href"):
                target = link.partition("#")[0]
                if target.startswith("/") and target not in seen and len(seen) < 150:
                    seen.add(target)
                    waiting.append(target)
        assert len(seen) > 30

    @pytest.mark.parametrize(
        ("accept", "media"),
        [
            ("", HTML),
            (BROWSER, HTML),
            ("text/turtle", "text/turtle"),
            ("application/ld+json", "application/ld+json"),
            ("application/n-triples", "application/n-triples"),
            ("application/rdf+xml, text/html;q=0.5", "application/rdf+xml"),
        ],
    )
    def test_forms(self, server: Server, accept: str, media: str) -> None:
        path = quote("/id/person/حسين_لوتاه")
        answer = server.request(path, headers={"Accept": accept} if accept else {})
        assert (answer.status, answer.media) == (200, media)
        assert "Accept" in answer.headers["vary"]

    def test_no_form(self, server: Server) -> None:
        path = quote("/id/person/حسين_لوتاه")
        assert server.request(path, headers={"Accept": "image/png"}).status == 406
        assert server.request(f"{path}?format=doc").status == 400

    @pytest.mark.parametrize("format", ["ttl", "nt"])
    def test_the_data(self, server: Server, format: str) -> None:
        answer = server.request(quote("/id/person/حسين_لوتاه") + f"?format={format}")
        graph = rdflib.Graph().parse(data=answer.text, format=format)
        person = rdflib.URIRef(f"{DEFAULT_BASE}person/حسين_لوتاه")
        assert (person, rdflib.RDF.type, rdflib.SDO.Person) in graph
        # His membership, with the names of its other ends.
        (membership,) = graph.subjects(rdflib.ORG.member, person)
        role = graph.value(membership, rdflib.ORG.role)
        assert str(graph.value(role, rdflib.SKOS.prefLabel)) == "المدير العام"

    def test_what_is_no_thing_has_a_page_too(self, server: Server, store: Path) -> None:
        with Graph.open(store) as graph:
            rows = graph.query(
                "SELECT ?x { VALUES ?t { org:Membership org:Role schema:Quotation } ?x a ?t }"
            )
            iris = [row["x"].value for row in rows]  # type: ignore[union-attr,index]
        assert len(iris) > 4
        for iri in iris:
            assert iri in page(server, "/id/" + iri.removeprefix(DEFAULT_BASE)).text

    def test_unknown_ones(self, server: Server) -> None:
        for path in ("/id/person/nobody", "/id/", "/id/%20", "/id/%3Cx%3E", "/id/../../etc/passwd"):
            assert server.request(path).status == 404, path
        answer = server.request("/id/person/nobody", headers={"Accept": BROWSER})
        assert (answer.status, answer.media) == (404, HTML)
        assert "ابحث عن الاسم" in answer.text

    def test_a_place_says_what_no_text_says(self, server: Server) -> None:
        found = page(server, "/id/city/دبي")
        assert "لا من النصوص: GeoNames" in found.text
        assert any("geonames.org" in each for each in found.all("a", "href"))


class TestLargeThings:
    """What is not shown is told, and can be reached."""

    @pytest.fixture
    def busy(self, tmp_path: Path) -> Path:
        """A store in which 60 people opened one summit, and one of them 30 times."""
        from kg.graph import store
        from kg.graph.catalogue import Catalogue
        from tests.contract import BASE, Writer

        writer = Writer()
        texts = [f"افتتح الضيف {number} القمة." for number in range(60)]
        summit = None
        for number, text in enumerate(texts):
            sentence = writer.sentence(writer.document(text), 0, text)
            summit = writer.thing("Conference", "القمة", at=sentence)
            guest = writer.thing("Person", f"الضيف {number}", at=sentence)
            writer.fact(summit, "opener", guest, sentence)
            if number < 30:
                writer.fact(summit, "opener", writer.thing("Person", "الضيف 0"), sentence)
        folder = tmp_path / "store"
        store.write(folder, writer.write().quads(), catalogue=Catalogue(base=BASE))
        return folder

    def test_groups_and_sentences(self, busy: Path) -> None:
        from tests.serving.server import serving

        with serving(busy, "--query-workers", "1") as server:
            found = page(server, "/id/conference/القمة")
            assert "50 من 60" in found.text and "عرض الكل (60)" in found.text
            assert found.text.count("جملة واحدة") == 49
            assert "30 جملة" in found.text
            (link,) = [each for each in found.all("a", "href") if "fact=" in each]
            rows = server.request(link, headers={"Accept": "text/csv"}).text.splitlines()
            assert len(rows) == 31
            whole = page(server, "/id/conference/القمة?all=opener-out")
            assert whole.text.count("جملة واحدة") == 59
            assert "50 من" not in whole.text


class TestDocuments:
    def test_the_whole_text_with_its_mentions(self, server: Server, store: Path) -> None:
        iri = documents(store)["افتتاح القمة"]
        found = page(server, "/id/" + iri.removeprefix(DEFAULT_BASE))
        text = "افتتح المدير العام لبلدية دبي حسين لوتاه قمة المدن الذكية في دبي. وتحدثت عائشة"
        assert text in found.text
        kinds = {
            (each or "").split()[1]
            for each in found.all("span", "class")
            if each.startswith("mark ")
        }
        assert {"Person", "Organization", "Conference", "City"} <= kinds
        claims = [about for tag, about in found.elements if about.get("class") == "claim"]
        marked = {number for each in found.all("span", "data-m") for number in each.split()}
        assert len(claims) >= 3
        for claim in claims:
            assert claim["data-subject"] in marked
            assert claim.get("data-object") is None or claim["data-object"] in marked
        # Sentences can be pointed at, and mentions lead to their things.
        assert any(each.startswith("char=0,") for each in found.all("span", "id"))
        assert "/id/person/حسين_لوتاه" in map(unquote, found.all("a", "href"))

    def test_without_an_archive_the_sentences_are_shown(self, store: Path, tmp_path: Path) -> None:
        import shutil

        from kg.serving.documents import read_text
        from kg.serving.readings import as_reading
        from kg.serving.things import Things

        copy = tmp_path / "store"
        shutil.copytree(store, copy)
        iri = documents(store)["افتتاح القمة"]
        with Graph.open(copy) as graph:
            whole = read_text(graph, copy, iri)
            (copy / "extractions.sqlite").unlink()
            bare = read_text(graph, copy, iri)
            data, bare_data = (as_reading(Things(graph), each) for each in (whole, bare))
        assert whole.markings and not bare.markings
        assert [each.fragment for each in bare.stretches if each.fragment] == [
            each.fragment for each in whole.stretches if each.fragment
        ]
        assert data.text and bare_data.text is None
        assert bare_data.sentences == data.sentences
        assert data.mentions and not bare_data.mentions
        assert not (copy / "extractions.sqlite").exists()


class TestOntology:
    def test_all_terms_in_both_languages(self, server: Server) -> None:
        found = page(server, "/ontology")
        for words in ("rw:Conference", "مؤتمر", "conference", "rw:speaker", "schema:attendee"):
            assert words in found.text
        anchors = found.all("dt", "id")
        assert {"Conference", "speaker", "schema-attendee"} <= set(anchors)
        assert len(anchors) == len(set(anchors))

    @pytest.mark.parametrize(("language", "said"), [("ar", "مثال"), ("en", "From the graph")])
    def test_examples_are_of_the_graph(self, server: Server, language: str, said: str) -> None:
        answer = server.request("/ontology", headers={"Accept": HTML, "Accept-Language": language})
        terms = dict(
            re.findall(r'<dt id="([^"]*)">.*?<dd>(.*?)</dd>', answer.text, flags=re.DOTALL)
        )
        assert "حسين لوتاه" in terms["schema-Person"] and said in terms["schema-Person"]
        assert "قمة المدن الذكية" in terms["opener"] and "حسين لوتاه" in terms["opener"]
        assert f'href="{quote("/id/person/حسين_لوتاه")}"' in terms["opener"]
        assert terms["schema-startDate"].count(said) <= 2
        assert "<code dir" in terms["org-member"], "a membership has no name"
        assert said not in terms["Retyping"], "nobody has corrected anything"
        assert "<script>window" not in answer.text

    def test_of_many_uses_those_that_texts_speak_of(self, store: Path) -> None:
        from kg.serving.examples import read_examples
        from kg.serving.terms import read_terms
        from kg.serving.things import Things

        with Graph.open(store) as graph:
            found = read_examples(Things(graph), read_terms())
        assert all(len(examples) <= 2 for examples in found.values())
        people = found["https://schema.org/Person"]
        assert people[0].subject.label == "حسين لوتاه"
        assert len({example.subject.iri for example in people}) == 2

    def test_as_data(self, server: Server, root: Path) -> None:
        answer = server.request("/ontology", headers={"Accept": "text/turtle"})
        assert answer.body == (root / "ontology" / "rawabit.ttl").read_bytes()
        assert server.request("/ontology", headers={"Accept": "image/png"}).status == 406


class TestRedirects:
    """IRIs that things had before: ``old dcterms:isReplacedBy new`` in the graph rw:redirects."""

    @pytest.fixture
    def moved(self, store: Path, tmp_path: Path) -> Path:
        """A store that knows of former IRIs."""
        import shutil

        copy = tmp_path / "store"
        shutil.copytree(store, copy)
        (generation,) = (copy / "generations").iterdir()
        quads = ox.Store(str(generation / "quads"))
        graph = ox.NamedNode(str(REDIRECTS_GRAPH))
        replaced = ox.NamedNode("http://purl.org/dc/terms/isReplacedBy")

        def move(old: str, new: str) -> None:
            ends = (ox.NamedNode(DEFAULT_BASE + old), ox.NamedNode(DEFAULT_BASE + new))
            quads.add(ox.Quad(ends[0], replaced, ends[1], graph))

        move("person/لوتاه", "person/ح_لوتاه")
        move("person/ح_لوتاه", "person/حسين_لوتاه")
        move("person/بن", "person/عائشة_بن_بشر")
        move("person/بن", "person/لوتاه")
        move("person/دائرة", "person/أخرى")
        move("person/أخرى", "person/دائرة")
        quads.flush()
        return copy

    def test_to_one_to_several_and_to_nothing(self, moved: Path) -> None:
        from tests.serving.server import serving

        with serving(moved, "--query-workers", "1") as server:
            one = server.request(quote("/id/person/لوتاه") + "?format=ttl")
            assert one.status == 301
            assert unquote(one.headers["location"]) == "/id/person/حسين_لوتاه?format=ttl"
            several = server.request(quote("/id/person/بن"), headers={"Accept": BROWSER})
            assert several.status == 300
            links = {unquote(each) for each in Page(several).all("a", "href")}
            assert {"/id/person/حسين_لوتاه", "/id/person/عائشة_بن_بشر"} <= links
            assert server.request(quote("/id/person/دائرة")).status == 404


class TestSafety:
    def test_text_of_articles_stays_text(self, server: Server, store: Path) -> None:
        iri = documents(store)["<script>window.hacked = 1</script>"]
        paths = ["/", "/search", "/search?q=%3Cscript%3E", "/id/" + iri.removeprefix(DEFAULT_BASE)]
        with Graph.open(store) as graph:
            mentioned = graph.query(f"SELECT ?x {{ <{iri}> schema:mentions ?x }}")
            paths += ["/id/" + row["x"].value.removeprefix(DEFAULT_BASE) for row in mentioned]  # type: ignore[union-attr,index]
        assert len(paths) > 6
        seen = ""
        for path in paths:
            found = page(server, path)
            seen += found.text
            assert all(found.all("script", "src")), path
            assert len(found.all("script", "src")) == sum(
                tag == "script" for tag, _ in found.elements
            )
            assert not found.all("img", "src")
            assert not [
                name for _, about in found.elements for name in about if name.startswith("on")
            ]
            assert not [each for each in found.all("a", "href") if each.startswith("javascript:")]
            assert not any("style" in about for _, about in found.elements)
        assert "<script>window.hacked = 1</script>" in seen
        assert "{{ 7191 * 7193 }}" in seen and str(7191 * 7193) not in seen

    def test_every_page_has_a_policy(self, server: Server) -> None:
        for path in ("/", "/search", "/ontology", "/id/city/%D8%AF%D8%A8%D9%8A", "/nothing"):
            answer = server.request(path, headers={"Accept": BROWSER})
            policy = answer.headers["content-security-policy"]
            assert "default-src 'none'" in policy and "unsafe" not in policy
            assert "script-src 'self'" in policy and "http" not in policy

    def test_only_known_files_are_sent(self, server: Server) -> None:
        for name in ("site.css", "site.js", "marks.js", "ibm-plex-sans-arabic-arabic-400.woff2"):
            assert server.request(f"/static/{name}").status == 200
        for name in (
            "nothing.css",
            "..%2fwords.toml",
            "words.toml",
            "base.html",
            "%2e%2e/site.css",
        ):
            assert server.request(f"/static/{name}").status == 404

    def test_errors_are_pages_for_browsers(self, server: Server) -> None:
        path = "/sparql?query=" + quote("<script>alert(1)</script>")
        answer = server.request(path, headers={"Accept": BROWSER})
        assert (answer.status, answer.media) == (400, HTML)
        assert "<script>alert" not in answer.text
