"""Pattern files: what is read, and that anything else is refused with file and pattern."""

from pathlib import Path

import pytest

from kg.errors import PatternError
from kg.model import EntityType, Relation, Standing
from kg.relations.rules import LEVELS, load
from tests.relations.reading import read

GOOD = {
    "id": '"host.it"',
    "level": '"events"',
    "match": "'يستضيفه {who:@Agents}'",
    "claims": '[{ relation = "host", subject = "$event", object = "who" }]',
    "confidence": "0.9",
    "source": '"own"',
    "positive": '["بدأ اللقاء الذي يستضيفه النادي => host: اللقاء | النادي"]',
    "negative": '["بدأ اللقاء الذي يمدحه النادي"]',
}


def table(**changes: str | None) -> str:
    lines = {**GOOD, **changes}
    body = "\n".join(f"{key} = {value}" for key, value in lines.items() if value is not None)
    return f"[[pattern]]\n{body}\n"


def write(folder: Path, text: str, name: str = "own.toml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_pattern_is_read(tmp_path: Path) -> None:
    claims = '[{ relation = "host", subject = "$event", object = "who", of = "Meeting" }]'
    (rule,) = load([write(tmp_path, table(claims=claims, comment='"why"'))]).rules
    assert rule.identifier == "host.it"
    assert rule.confidence == 0.9
    (template,) = rule.templates
    assert template.relation is Relation.HOST
    assert (template.subject, template.object, template.value) == ("$event", "who", None)
    assert (template.standing, template.title) == (None, None)
    assert template.of is EntityType.MEETING
    assert rule.negative[0].text == "بدأ اللقاء الذي يمدحه النادي"


def test_a_role_has_the_title_of_its_pattern(tmp_path: Path) -> None:
    claim = '{ relation = "role", subject = "who", object = "body"'
    match = "'{body:@Organization} (برئاسة) {who:@Person}'"
    positive = '["زار اتحاد الرياضة برئاسة يونس سالم => role: يونس سالم | رئيس | اتحاد الرياضة"]'

    def roles(more: str) -> list[tuple[str, str | None, str | None, Standing | None]]:
        changes = {"id": '"role.it"', "match": match, "positive": positive}
        text = table(**changes, claims=f"[{claim}{more} }}]")
        found = read("زار اتحاد الرياضة برئاسة يونس سالم المدينة.", load([write(tmp_path, text)]))
        names = [each.name for each in found.mentions]
        return [
            (names[each.subject], each.title, names[each.object or 0], each.standing)
            for each in found.claims
        ]

    assert roles(', title = "رئيس"') == [("يونس سالم", "رئيس", "اتحاد الرياضة", None)]
    assert roles(', title = "رئيس", standing = "Former"') == [
        ("يونس سالم", "رئيس", "اتحاد الرياضة", Standing.FORMER)
    ]


@pytest.mark.parametrize("standing", [None, Standing.FORMER])
@pytest.mark.parametrize(
    ("match", "held", "period"),
    [
        ("منذ (عام)? {since:@Date}", "منذ عام 2012", ("2012", None)),
        ("حتى (عام)? {until:@Date}", "حتى عام 2015", (None, "2015")),
        ("{during:@Date}", "بين عامي 2012 و2015", ("2012", "2015")),
        ("(منذ (عام)? {since:@Date})?", "أمس", (None, None)),
        ("منذ (عام)? @Date", "منذ عام 2012", (None, None)),
        ("{since:@Date}", "بين عامي 2012 و2015", (None, None)),
    ],
)
def test_a_role_with_the_title_of_its_pattern_has_its_period(
    tmp_path: Path,
    match: str,
    held: str,
    period: tuple[str | None, str | None],
    standing: Standing | None,
) -> None:
    more = f', standing = "{standing.value}"' if standing else ""
    claim = f'{{ relation = "role", subject = "who", object = "body", title = "رئيس"{more} }}'
    changes = {
        "id": '"role.it"',
        "match": f"'{{body:@Organization}} برئاسة {{who:@Person}} {match}'",
        "positive": '["زار اتحاد الرياضة برئاسة يونس سالم => role: يونس سالم | رئيس"]',
        "claims": f"[{claim}]",
    }
    rules = load([write(tmp_path, table(**changes))])
    (role,) = read(f"زار اتحاد الرياضة برئاسة يونس سالم {held} المدينة.", rules).claims
    assert (role.title, role.standing) == ("رئيس", standing)
    assert (role.since, role.until) == period


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"id": None}, "no 'id'"),
        ({"id": "3"}, "found id = 3; expected id as str"),
        ({"id": '"host"'}, "expected an id such as"),
        ({"id": '"host it.x"'}, "expected an id such as"),
        (
            {"level": '"event"'},
            "level 'event'; expected one of neighbours, offices, between,",
        ),
        ({"match": None}, "no 'match'"),
        ({"match": "'{who:@Agents} ('"}, "column 16: found 'the end'"),
        ({"match": "'{who:@Agent'"}, "expected '}'"),
        ({"match": "'{who:@Nobody}'"}, "@Nobody; expected one of"),
        ({"match": "'[verb.nothing] {who:@Agents}'"}, "c:verb.nothing; expected one of"),
        ({"match": "'{who:@Agents}?'"}, "expected an item at least"),
        ({"match": "'{who:@Agents} {other:@Person}'"}, "capture other is not used"),
        ({"match": "'(((({who:@Agents}+)+)+)+)+'"}, "more than 2000 steps"),
        ({"confidence": "1"}, "confidence = 1; expected confidence as float"),
        ({"confidence": "0.0"}, "expected a number in"),
        ({"confidence": "1.5"}, "expected a number in"),
        ({"confidence": "nan"}, "expected a number in"),
        ({"source": None}, "no 'source'"),
        ({"weight": "1"}, "unknown key 'weight'"),
        ({"head": '"لقاء"'}, "found head = 'لقاء'"),
        ({"claims": "3"}, "found claims = 3; expected claims as list"),
        ({"claims": "[]"}, "no claims; expected one or more at level events"),
        ({"claims": None}, "no claims"),
        ({"claims": "[3]"}, "found claim 3; expected a table"),
        ({"claims": '[{ relation = "hosts", subject = "who", object = "who" }]'}, "'hosts'"),
        ({"claims": '[{ subject = "who", object = "who" }]'}, "found relation None"),
        ({"claims": '[{ relation = "host", object = "who" }]'}, "subject = None"),
        ({"claims": '[{ relation = "host", subject = "who" }]'}, "object = None"),
        ({"claims": '[{ relation = "host", subject = "whom", object = "who" }]'}, "'whom'"),
        ({"claims": '[{ relation = "host", subject = "$x", object = "who" }]'}, "'\\$x'"),
        ({"claims": '[{ relation = "host", subject = [], object = "who" }]'}, "subject = \\[\\]"),
        ({"claims": '[{ relation = "host", subject = "$event", value = "who" }]'}, "found value"),
        ({"claims": '[{ relation = "date", subject = "$event", object = "who" }]'}, "found object"),
        ({"claims": '[{ relation = "date", subject = "$event", value = "new" }]'}, "value = 'new'"),
        ({"claims": '[{ relation = "role", subject = "who", object = "$event" }]'}, "object = "),
        ({"claims": '[{ relation = "status", subject = "who", is = "EventOver" }]'}, "'EventOver'"),
        ({"claims": '[{ relation = "status", subject = "who" }]'}, "found is = None"),
        ({"claims": '[{ relation = "status", subject = "who", value = "who" }]'}, "found value"),
        ({"claims": '[{ relation = "host", subject = "who", is = "EventHeld" }]'}, "found is"),
        (
            {"claims": '[{ relation = "host", subject = "new", object = "who", of = "Man" }]'},
            "found of = 'Man'",
        ),
        ({"claims": '[{ relation = "host", subject = "new", object = "who", x = 1 }]'}, "a table"),
        (
            {"claims": '[{ relation = "host", subject = "new", object = "who", title = "رئيس" }]'},
            "found title = 'رئيس' in a claim host; expected a text in a role",
        ),
        (
            {"claims": '[{ relation = "role", subject = "who", object = "who", title = 3 }]'},
            "found title = 3 in a claim role; expected a text in a role",
        ),
        (
            {"claims": '[{ relation = "role", subject = "who", object = "who", title = "" }]'},
            "found title = '' in a claim role",
        ),
        (
            {"claims": '[{ relation = "role", subject = "who", object = "who", title = " " }]'},
            "found title = ' ' in a claim role",
        ),
        ({"positive": None}, "no 'positive'"),
        ({"negative": None}, "no 'negative'"),
        ({"positive": "[]"}, "expected one example text or more"),
        ({"negative": "[]"}, "expected one example text or more"),
        ({"negative": "[3]"}, "expected one example text or more"),
        ({"positive": '["بدأ اللقاء"]'}, "positive example"),
        ({"positive": '["بدأ => date: لقاء | 2017"]'}, "with one of host"),
        ({"negative": '["بدأ => host: لقاء | يونس"]'}, "expected a text alone"),
        ({"level": '"offices"'}, "no capture 'office'"),
        ({"level": '"before"'}, "no capture 'person'"),
        ({"level": '"after"'}, "no capture 'person'"),
    ],
)
def test_what_a_pattern_must_not_be(
    tmp_path: Path, changes: dict[str, str | None], message: str
) -> None:
    with pytest.raises(PatternError, match=message) as error:
        load([write(tmp_path, table(**changes))])
    assert str(error.value).startswith(f"{tmp_path / 'own.toml'}: pattern ")


@pytest.mark.parametrize(
    "text",
    ["[pattern]\nid = 3\n", "x = 1\n", "[[pattern]\n", "pattern = [3]\n", "[[patterns]]\n", "\0"],
)
def test_a_file_that_holds_no_pattern_tables_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(PatternError, match=r"own\.toml: "):
        load([write(tmp_path, text)])


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PatternError, match=r"own\.toml: "):
        load([tmp_path])


def test_an_id_stands_once_in_all_files(tmp_path: Path) -> None:
    write(tmp_path, table(), "a.toml")
    write(tmp_path, table(), "b.toml")
    with pytest.raises(PatternError, match=r"b\.toml: pattern 'host.it' stands in .*a\.toml too"):
        load([tmp_path])


def test_the_digest_follows_the_content(tmp_path: Path) -> None:
    first = load([write(tmp_path, table())]).digest
    assert load([tmp_path]).digest == first
    assert load([write(tmp_path, table(confidence="0.8"))]).digest != first


def test_an_empty_folder_has_no_rules(tmp_path: Path) -> None:
    rules = load([tmp_path])
    assert rules.rules == ()
    assert not any(rules.starting(level, frozenset({"@Person"})) for level in LEVELS)


def test_rules_that_may_start_at_an_item_are_in_the_order_of_the_files(tmp_path: Path) -> None:
    write(tmp_path, table(id='"host.z"') + table(id='"host.a"', match="'_ {who:@Agents}'"))
    rules = load([tmp_path])
    names = [rule.identifier for rule in rules.starting("events", frozenset({"w:يستضيفه"}))]
    assert names == ["host.z", "host.a"]
    names = [rule.identifier for rule in rules.starting("events", frozenset({"w:غيره"}))]
    assert names == ["host.a"]
