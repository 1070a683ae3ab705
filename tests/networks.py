"""Networks made by hand, in the form that ``Graph.to_networkx()`` gives them."""

from __future__ import annotations

import random
from typing import Any

import networkx

HOSTILE = (
    "</script><script>window.hacked = 1</script>",
    '<img src="https://example.org/x.png" onerror="window.hacked = 1">',
    "'\"><svg/onload=window.hacked=1>",
    "{{ 7 * 7 }}{% raw %}<!--",
    "سطر\u2028ثانٍ\u2029وثالث \u202eمقلوب",
    "نصف \ud83d زوج",
)
"""Texts that must reach the reader as they are and do nothing."""

ROLE_SENTENCE = "قال حسين ناصر لوتاه، المدير العام لبلدية دبي، إن القمة نجحت."
SECOND_SENTENCE = "وأكد المدير العام لبلدية دبي حسين لوتاه ذلك."


def claim(sentence: str, *, start: int, **more: Any) -> dict[str, Any]:
    """A claim as :func:`kg.graph.claims.read_claims` gives it."""
    return {
        "id": "ab12cd34",
        "sentence": sentence,
        "iri": f"https://example.org/id/document/1#char={start},{start + len(sentence)}",
        "confidence": 0.93,
        "pattern": "role.title_after_name",
        "document": "https://example.org/id/document/1",
        "title": "قمة المدن الذكية تختتم أعمالها",
        "source": "صحيفة المثال",
        "date": "2017-03-12",
        **more,
    }


class Draft:
    """A network being written: things by a short name."""

    def __init__(self) -> None:
        self.network: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()

    def thing(self, name: str, type: str, label: str, *others: str) -> None:
        """Add a thing; ``others`` are its other names."""
        iri = self._iri(name)
        self.network.add_node(
            iri, iri=iri, type=type, label=label, labels=[label, *others], facts=[]
        )

    def literal(self, name: str, relation: str, value: Any, **more: Any) -> None:
        """Add a fact with a literal."""
        fact = {"key": f"{name}{relation}", "relation": relation, "value": value, **more}
        self.network.nodes[self._iri(name)]["facts"].append(fact)

    def relation(self, subject: str, relation: str, object: str, **more: Any) -> None:
        """Add a relation; its label is the relation's name unless ``more`` says otherwise."""
        key = f"{self.network.number_of_edges():08x}"
        attributes = {"key": key, "relation": relation, "label": relation, "claims": [], **more}
        self.network.add_edge(self._iri(subject), self._iri(object), **attributes)

    @staticmethod
    def _iri(name: str) -> str:
        return f"https://example.org/id/{name}"


def small() -> networkx.MultiDiGraph[str]:
    """Eight things and eight relations; one of the roles has two sentences, two are of one pair."""
    draft = Draft()
    draft.thing("lootah", "Person", "حسين ناصر لوتاه", "حسين لوتاه", "Hussain Lootah")
    draft.thing("aisha", "Person", "عائشة بنت بطي بن بشر", "عائشة بن بشر")
    draft.thing("dubai", "City", "دبي", "Dubai")
    draft.thing("municipality", "Organization", "بلدية دبي")
    draft.thing("summit", "Conference", "قمة المدن الذكية")
    draft.thing("panel", "Session", "هل البيانات الكبرى تعني حياة أفضل؟")
    draft.thing("bahrain", "Country", "مملكة البحرين")
    draft.thing("app", "Initiative", "تطبيق دبي الآن")
    both = [
        claim(SECOND_SENTENCE, start=200, confidence=0.8, pattern="role.title_before_name"),
        claim(ROLE_SENTENCE, start=10),
    ]
    draft.relation("lootah", "role", "municipality", label="المدير العام", claims=both)
    draft.relation(
        "lootah", "role", "municipality", label="عضو المجلس", standing="Former", since="2010",
        claims=[claim("حسين لوتاه العضو السابق في مجلس بلدية دبي.", start=400)],
    )  # fmt: skip
    opened = claim(
        "افتتح حسين لوتاه القمة.", start=500, pattern="opener.verb", title=None, date=None
    )
    draft.relation("summit", "opener", "lootah", label="مفتتح", claims=[opened])
    draft.relation("summit", "participant", "bahrain", claims=[claim("شاركت البحرين.", start=600)])
    draft.relation("panel", "part_of", "summit", claims=[claim("جلسة ضمن القمة.", start=700)])
    draft.relation("panel", "speaker", "aisha", claims=[claim("تحدثت عائشة بن بشر.", start=800)])
    draft.relation(
        "municipality", "runs", "app", claims=[claim("أطلقت البلدية تطبيقاً.", start=900)]
    )
    draft.relation("summit", "location", "dubai", source="GeoNames 2026")
    edition = claim("القمة الخامسة.", start=950, pattern="edition.ordinal")
    draft.literal("summit", "edition", 5, claims=[edition])
    draft.literal(
        "aisha",
        "role",
        "المستشارة",
        standing="Current",
        claims=[claim("المستشارة عائشة.", start=970)],
    )
    return draft.network


def hostile() -> networkx.MultiDiGraph[str]:
    """A network whose every text tries to break out of the page."""
    draft = Draft()
    for i, text in enumerate(HOSTILE):
        draft.thing(str(i), "Person", text, *HOSTILE)
        said = claim(
            text * 2, start=i, title=text, source=text, date=text, pattern=text, document=text
        )
        draft.literal(str(i), "quotation", text, claims=[said])
        if i:
            draft.relation(
                str(i - 1), "role", str(i), label=text, source=text, standing=text, claims=[said]
            )
    draft.thing("strange", HOSTILE[0], HOSTILE[1])
    draft.relation("strange", HOSTILE[1], "0", claims=[claim(HOSTILE[0], start=99)])
    return draft.network


def large(size: int) -> networkx.MultiDiGraph[str]:
    """``size`` things: people, each with relations to earlier ones, the first having most."""
    choose = random.Random(size)
    draft = Draft()
    for i in range(size):
        draft.thing(f"p{i:05}", "Person", f"الشخص رقم {i}")
        if i:
            other = int(i * choose.random() ** 3)
            said = claim(f"شارك الشخص رقم {i}.", start=i * 40)
            draft.relation(f"p{i:05}", "participant", f"p{other:05}", claims=[said])
    return draft.network


def newslike(size: int) -> networkx.MultiDiGraph[str]:
    """``size`` things joined as news join them: a hub, circles around lesser ones, pairs, singles.

    Every third thing has a name of several words, and every relation a sentence of its own.
    """
    choose = random.Random(size)
    kinds = ("Person", "Organization", "City", "Place", "Conference")
    draft = Draft()
    for i in range(size):
        kind = kinds[i % len(kinds)]
        label = f"مجلس إدارة الهيئة العامة رقم {i}" if i % 3 == 0 else f"الكيان {i}"
        draft.thing(f"p{i:05}", kind, label, f"Thing {i}")
    for i in range(1, size * 3 // 4):
        hub = int(i * choose.random() ** 3) if i < size // 2 else i - (i % 2) - 1
        said = claim(
            f"قال الكيان رقم {i} في بيان له إن الكيان رقم {hub} شارك في اللقاء السنوي {i * 7}.",
            start=i * 90,
            document=f"https://example.org/id/document/{i // 4}",
            date=f"2017-0{1 + i % 9}-1{i % 10}",
        )
        for relation in ("participant", "location")[: 1 + (i % 4 == 0)]:
            draft.relation(f"p{i:05}", relation, f"p{hub:05}", claims=[said])
    return draft.network
