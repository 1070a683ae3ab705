"""Articles of our own as gold: how well kg reads those that its recognizer was not trained on.

    python tools/recognizer/gold.py OUT w49
    kg evaluate --set invented=OUT/gold@OUT/texts

Each name is a pattern of files in ``articles`` (without ``.txt``). A title counts in the forms that
the text has for it, in the nominative, and with the body behind it; a body named with its city
(«الغرفة التجارية بتبوك») counts with and without it, since the articles mark both. A date that only
«أمس» or a weekday tells is optional, as in the gold of newspapers.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from articles import FOLDER, Article, Statement, read

from kg.evaluation.gold import LITERAL_KINDS
from kg.language import analyse
from kg.language.dates import find_dates
from kg.model import Document, EntityType, Relation
from kg.relations.standing import nominative

_SITES = frozenset({EntityType.CITY, EntityType.COUNTRY, EntityType.PLACE})
_PLACED = frozenset({EntityType.ORGANIZATION, EntityType.PLACE})
_AT = re.compile(r"(\S+ \S.*?) ب\S+(?: \S+)?")
_NUMBER = re.compile(r"\d")
_MOST_BODIES = 3


def gold_of(article: Article) -> dict[str, Any]:
    """The annotation of an article in the form that ``kg evaluate`` reads."""
    forms = _forms(article)
    entities = [
        {"id": id, "type": str(kind), "name": name, "aliases": _aliases(kind, name, forms[id])}
        for id, (kind, name) in article.things.items()
        if forms[id]
    ]
    known = {entity["id"] for entity in entities}
    said = {mark.thing: article.text[mark.start : mark.end] for mark in reversed(article.marks)}
    facts = {
        json.dumps(fact, ensure_ascii=False): fact | {"evidence": said[statement.subject]}
        for statement in article.facts
        if statement.subject in known
        for fact in _facts(statement, known, forms)
    }
    written = _written_dates(article)
    untold = [f for f in facts.values() if f["rel"] == Relation.DATE and f["o"] not in written]
    told = [fact for fact in facts.values() if fact not in untold]
    document = {"doc": f"{article.name}.txt", "entities": entities, "facts": told}
    dated = {"document_date": article.dated.isoformat()} if article.dated else {}
    return document | dated | ({"optional": untold} if untold else {})


def _written_dates(article: Article) -> set[str]:
    """The dates that a day, a month or a year in the text tells; not those of «أمس»."""
    sentences = analyse(Document(article.text, article.name, ""))
    return {
        date.value
        for sentence in sentences
        for date in find_dates(sentence, reference=article.dated)
        if _NUMBER.search(article.text, date.start, date.end) or date.precision != "day"
    }


def _forms(article: Article) -> dict[str, list[str]]:
    """What the text calls each thing, every form once."""
    forms: dict[str, dict[str, None]] = defaultdict(dict)
    for number, mark in enumerate(article.marks):
        text = article.text[mark.start : mark.end]
        hidden = text.startswith("ل") and article.text[mark.start - 1 : mark.start] == "ل"
        forms[mark.thing][text] = None
        if hidden:
            # «للجامعة» hides the article; in «للقاء» the letter is the word's own.
            forms[mark.thing]["ا" + text] = None
        # A body and the place that «ب» attaches to it.
        after = article.marks[number + 1] if number + 1 < len(article.marks) else mark
        site = article.things.get(after.thing)
        if site and site[0] in _SITES and article.text[mark.end : after.start] == " ب":
            forms[mark.thing][article.text[mark.start : after.end]] = None
    return defaultdict(list, {thing: [*found] for thing, found in forms.items()})


def _aliases(kind: EntityType, name: str, forms: list[str]) -> list[str]:
    found = dict.fromkeys([*forms, name] if kind is not EntityType.MEETING else [name])
    if kind in _PLACED:
        found |= dict.fromkeys(short[1] for form in forms if (short := _AT.fullmatch(form)))
    return [*found]


def _facts(
    statement: Statement, known: set[str], forms: Mapping[str, list[str]]
) -> Iterator[dict[str, Any]]:
    """The fact of a statement; none where the gold has no such relation, or an end has no mark."""
    relation, target = str(statement.relation), statement.object
    fact: dict[str, Any] = {"rel": relation, "s": statement.subject, "o": target}
    if statement.relation is Relation.ROLE:
        titles = [*forms[statement.title], *map(nominative, forms[statement.title])]
        bodies = forms[target][:_MOST_BODIES] if target else []
        fact["role"] = [*dict.fromkeys([*titles, *(f"{t} {b}" for t in titles for b in bodies)])]
        wanted = bool(titles) and (target is None or target in known)
    elif relation in LITERAL_KINDS:
        number = LITERAL_KINDS[relation] is int
        wanted = not number or str(target).isdecimal()
        fact["o"] = int(str(target)) if number and wanted else target
    else:
        wanted = target in known
    if wanted:
        yield fact


def main() -> None:
    """Write the annotations and the texts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("names", nargs="+", metavar="NAME")
    parser.add_argument("--articles", type=Path, default=FOLDER)
    parser.add_argument("--every", type=int, default=1, help="every n-th article")
    parser.add_argument("--first", type=int, default=0, help="the first of them, from 0")
    options = parser.parse_args()
    files = {file for name in options.names for file in options.articles.glob(f"{name}.txt")}
    (options.out / "gold").mkdir(parents=True, exist_ok=True)
    (options.out / "texts").mkdir(exist_ok=True)
    for article in read(options.articles, sorted(files))[options.first :: options.every]:
        content = json.dumps(gold_of(article), ensure_ascii=False, indent=1) + "\n"
        (options.out / "gold" / f"{article.name}.json").write_text(content, encoding="utf-8")
        text = options.out / "texts" / f"{article.name}.txt"
        text.write_text(article.text, encoding="utf-8")


if __name__ == "__main__":
    main()
