"""Where a name ends: the extent of a noun phrase from its head noun.

The rules follow Arabic noun phrases as news writes names: a bare head takes nouns in idafa until
one with the article (or a proper name) *closes* the phrase; then only adjectives, coordinated
nouns and complements with «ل» (and «ب» for events) may follow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.chunks import Word
from kg.gazetteer import Gazetteer
from kg.mentions.adjectives import (
    agrees,
    is_deed,
    is_feminine,
    is_of_many,
    is_relative,
    qualifies_bare,
)
from kg.mentions.classes import (
    AMPERSANDS,
    DASHES,
    begins_idafa,
    begins_long_idafa,
    has_any,
    is_address,
    is_classed,
    is_duty,
    is_field,
    is_surely,
    is_title,
    is_unknown,
    word_at,
)
from kg.mentions.event_extents import is_clause, is_whose
from kg.mentions.names import is_post, revered_end
from kg.mentions.quotations import BRACKETS, closing, introduces_title, is_mark, is_opening
from kg.mentions.words import match_place
from kg.model import EntityType

MOST_WORDS = 16
"""Longest extent in words; the longest name in the seeds has 9."""

MOST_IDAFA = 3
"""Most nouns of an idafa without article in an event's name («لمكاتب رحلات الاتحاد …»)."""

MOST_BEFORE_HOLDER = 5
"""Words from a post's first to the name of who holds it («أمير دولة قطر الشيخ …»)."""

MOST_OURS = 4
"""Most letters of a word that ends with «نا» and is no word with that pronoun («هنا», «لنا»)."""

MOST_OPEN = 5
"""Longest run of words after a head before one closes the phrase."""

MOST_QUOTED = 9
"""Longest name in quotation marks behind a head, in words and marks."""

MOST_UNCLOSED = 6
"""Longest name in a quotation mark that nothing closes, in words."""

HEADS = (
    "c:org_head",
    "c:place_head",
    "c:event_head",
    "c:session_head",
    "c:meeting_head",
    "c:initiative_head",
)
_ENDS = ("#function", "c:honorific", "c:participle.say", "c:standing", "c:weekday")
_ODD = ("#verb", "#function", "c:verb")
_NO_IDAFA = ("c:relative", "c:honorific", "c:title_head")
CELEBRATIONS = frozenset({"حفل", "احتفال", "احتفالات", "احتفاليه", "فعاليات", "حفلها", "احتفالها"})
_FEASTS = frozenset({"الفطر", "الاضحي"})
_OF_FEASTS = frozenset({*_FEASTS, "المبارك", "السعيد", "الوطني"})
_SEASON = "موسم"
SEASONS = frozenset({"عيد", "صيف", "ربيع", "شتاء", "رمضان"})
_OF_SEASONS = SEASONS | {"حج", "الحج", "عمره", "اعياد", "امطار", "اجازات", "اجازه", "عطلات"}
CHAIR = "كرسي"
_VISITS = frozenset({"زياره", "زيارات"})
_HALVES = frozenset({"ام", "ابو", "ابي", "ابا"})
"""«جامعة أم القرى»: words that name nothing without the next."""
_FOREIGN_LETTERS = frozenset("فبكل")


@dataclass(frozen=True, slots=True)
class Extent:
    """Words ``[first, last)``; ``closed``: a definite noun, a proper name or quotation closed it.

    ``quoted`` is the part in quotation marks, ``royal`` says that it holds a person's name.
    """

    first: int
    last: int
    closed: bool
    quoted: tuple[int, int] | None = None
    royal: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a finder asks of an extent: the kind of head, and which words people occupy."""

    kind: str
    head_length: int = 1
    people: frozenset[int] = frozenset()


def extent(words: Sequence[Word], head: int, phrase: Phrase, gazetteer: Gazetteer) -> Extent:
    """The extent of the noun phrase whose head is ``words[head]``."""
    walk = _Walk(words, head, phrase, gazetteer)
    while walk.step():
        pass
    return Extent(head, walk.at, walk.named, walk.quoted, walk.royal)


def is_feast(words: Sequence[Word]) -> bool:
    """«عيد الفطر المبارك», «موسم الحج»: a time of the year, and no event that somebody holds."""
    if words[0].bare == _SEASON and len(words) > 1 and words[1].bare in _OF_SEASONS:
        # «موسم صيف الواحة» may be one.
        return len(words) == 2 or words[2].has("#number")
    # «بعيد» is an adjective too, so that its «ب» is not always peeled.
    day = words[0].bare in {"عيد", "بعيد"}
    return day and len(words) > 1 and all(word.normal in _OF_FEASTS for word in words[1:])


def feast_end(words: Sequence[Word], first: int, last: int) -> int:
    """Behind the feast that a celebration is for: «احتفال أهالي الوادي | بعيد الفطر المبارك»."""
    feast, behind = word_at(words, last), word_at(words, last + 1)
    if feast is None:
        return last
    # «بعيد» is an adjective too.
    of_feast = behind is not None and behind.normal in _FEASTS and feast.normal == "بعيد"
    if not of_feast and ("ب" not in feast.proclitics or feast.bare != "عيد"):
        return last
    if words[first].bare not in CELEBRATIONS:
        return last
    end = last + 1
    while end < len(words) and words[end].normal in _OF_FEASTS:
        end += 1
    return end


class _Walk:
    """One walk over a phrase; ``at`` is the first word behind it so far."""

    def __init__(
        self, words: Sequence[Word], head: int, phrase: Phrase, gazetteer: Gazetteer
    ) -> None:
        self.words = words
        self.head = head
        self.phrase = phrase
        self.gazetteer = gazetteer
        self.behind_head = head + phrase.head_length
        self.at = self.behind_head
        self.closed = words[self.behind_head - 1].has("#definite")
        self.named = self.closed
        self.open_run = 0
        self.adjectives = 0
        self.quoted: tuple[int, int] | None = None
        self.royal = False
        self.by_place = False

    def step(self) -> bool:
        """Take the next word or words; False where the phrase ends."""
        if self.at >= len(self.words) or self.at - self.head >= MOST_WORDS or self.quoted:
            return False
        word = self.words[self.at]
        if not self.closed and self._is_spelled():
            return self._take(closes=False)
        if self.at == self.behind_head and self._names_chair():
            return True
        if not self.closed and word.normal in _HALVES and not word.proclitics:
            whole = self.at + 1 < len(self.words) and self.words[self.at + 1].has("#definite")
            return self._take(1 + whole)
        if word.has("#punct"):
            return self._punctuation(word)
        if self._is_foreign_event(word):
            return self._take(closes=False)
        if self.phrase.kind == "event" and (
            is_clause(word) or is_whose(self.words, self.at, self.phrase.people)
        ):
            return False
        if is_address(word) or (self._ends(word) and not self._may_stand_inside(word)):
            return False
        if self.phrase.kind == "meeting" and (self._is_held_post() or self._is_visited()):
            return False  # «لقاء | أمير قطر الشيخ سالم», «زيارة | روما»
        if self._is_slogan(word):
            return self._take(by_place=True)
        if word.proclitics:
            return self._proclitic(word)
        if word.has("#definite"):
            return self._definite(word)
        return not word.has("#verb") and self._bare(word)

    def _take(self, count: int = 1, *, closes: bool = True, by_place: bool = False) -> bool:
        self.at += count
        self.closed = self.closed or closes
        self.named = self.named or closes
        self.by_place = by_place
        return True

    def _reopen(self) -> bool:
        """Take a bare noun that begins an idafa of its own («وشؤون البلديات», «لطباعة المصحف»)."""
        self.at += 1
        self.closed = False
        self.open_run = 0
        self.adjectives = 0
        return True

    def _is_spelled(self) -> bool:
        """Whether a word spells a letter of an acronym («أي بي إم»): a letter's name by another."""
        near = self.words[max(self.at - 1, self.head + 1) : self.at + 2]
        return self.words[self.at].has("c:letter_name") and (
            sum(word.has("c:letter_name") for word in near) > 1
        )

    def _names_chair(self) -> bool:
        """«كرسي المهندس عبدالله بقشان | لأبحاث النحل»: take whom a chair is named for."""
        if self.words[self.head].normal != CHAIR:
            return False
        start = self.at
        while start < len(self.words) and self.words[start].has("c:honorific"):
            start += 1
            start += start < len(self.words) and self.words[start].text == "."
        end = start
        while end in self.phrase.people:
            end += 1
        if end == start:
            return False
        self.at = end
        self.royal = self.closed = self.named = True
        return True

    def _is_slogan(self, word: Word) -> bool:
        """«مهرجان أبها | يجمعنا», «الوجه | وجهتنا»: news speaks of no «us» but in a slogan."""
        ours = len(word.normal) > MOST_OURS and word.normal.endswith("نا")
        return self.phrase.kind == "event" and self.by_place and ours and not word.proclitics

    def _is_foreign_event(self, word: Word) -> bool:
        """«مهرجان كان السينمائي»: a name that looks like a verb, or like «ك» and a word."""
        if self.phrase.kind != "event" or self.closed or self.at > self.behind_head:
            return False
        if word.proclitics not in {"ك", "ف"} and not has_any(word, _ODD):
            return False
        following = word_at(self.words, self.at + 1)
        art = following is not None and following.normal.endswith(("ائي", "ائيه"))
        return art and begins_idafa(self.words, self.at, ())

    def _ends(self, word: Word) -> bool:
        if has_any(word, _ENDS) or introduces_title(word):
            return True
        if word.has("c:participle") and not word.has("#definite"):
            return True
        # «الهيئة الاستشارية»: an adjective of the head that would be a title elsewhere.
        adjective = self.words[self.head].has("#definite") and word.normal.endswith("يه")
        return is_title(word) and not (adjective or is_of_many(self.words, self.at))

    def _may_stand_inside(self, word: Word) -> bool:
        """Royal honorifics and titles in an idafa: «جامعة الملك …», «مكتب عمدة …», «غرب آسيا»."""
        if word.proclitics or self.closed or self.phrase.kind == "meeting":
            # «زيارة وزير الخارجية»: who visits is a person, and no part of the visit's name.
            return False
        if word.has("c:compass") and not word.has("#definite"):
            return self._is_place(self.at + 1)
        if word.has("#definite") and is_title(word) and self.at + 1 in self.phrase.people:
            # «حكومة | الرئيس سالم يونس»: his title, and no part of the name.
            return has_any(word, ("#royal", "c:revered"))
        return has_any(word, ("#royal", "c:title_head", "c:revered"))

    def _is_held_post(self) -> bool:
        """Whether a post begins whose holder is named or honoured right behind it."""
        if not is_post(self.words, self.at, self.gazetteer):
            return False
        for at in range(self.at + 1, min(self.at + MOST_BEFORE_HOLDER, len(self.words))):
            if at in self.phrase.people or self.words[at].has("c:honorific"):
                return True
            if has_any(self.words[at], ("#function", "#verb")):
                return False  # «لقاء أمير قطر مع سالم»
        return False

    def _is_visited(self) -> bool:
        """Whether the place of a visit stands right behind its noun, and names no part of it."""
        visit = self.words[self.head].bare in _VISITS and self.at == self.behind_head
        return visit and self._is_place(self.at)

    def _is_place(self, index: int) -> bool:
        found = match_place(self.words, index, self.gazetteer)
        return found is not None and not found.common_word

    # --- Punctuation -----------------------------------------------------------------------

    def _punctuation(self, word: Word) -> bool:
        """Take a name in quotation marks, a mark between Latin words, or «- الرياض»."""
        if is_opening(self.words, self.at):
            self._quotation()
            return False
        if word.text in AMPERSANDS and self._is_between_latin():
            return self._take()
        if word.text in DASHES and self.closed and self.phrase.kind == "org":
            found = match_place(self.words, self.at + 1, self.gazetteer)
            if found and not found.common_word:
                self.at += 1 + found.length
        return False

    def _quotation(self) -> None:
        # A closed name is complete: what stands in brackets behind it is another name.
        bracket = self.words[self.at].text in BRACKETS
        far = self.closed and (bracket or self.at > self.head + 3)
        # «محافظة إدلب (شمال غرب)»: where it lies.
        behind = word_at(self.words, self.at + 1)
        far = far or (bracket and behind is not None and behind.has("c:compass"))
        # «الزيارة «في الأسابيع المقبلة»»: when it is, in somebody's words.
        told = self.phrase.kind == "meeting" and behind is not None and behind.has("c:preposition")
        far = far or told
        end = None if far else closing(self.words, self.at)
        if not far and end is None and self._stays_open():
            # «معرض "صنع في الوادي»: a headline that forgets the second mark.
            end = len(self.words)
        if end is None or end - self.at > MOST_QUOTED or self._is_address(self.at + 1):
            return
        self.quoted = (self.at + 1, end)
        self.at = min(end + 1, len(self.words))
        self.named = True

    def _stays_open(self) -> bool:
        """Whether a short name in the sentence's only mark goes on to the end of the sentence."""
        mark, rest = self.words[self.at], self.words[self.at + 1 : self.at + 2 + MOST_UNCLOSED]
        # First what costs little: a long text may have a mark at every word.
        if not 0 < len(rest) <= MOST_UNCLOSED or mark.text in BRACKETS:
            return False
        only = not any(is_mark(word) for word in self.words[: self.at])
        return only and not any(word.has("#punct") or is_mark(word) for word in rest)

    def _is_address(self, index: int) -> bool:
        return index < len(self.words) and is_address(self.words[index])

    def _is_between_latin(self) -> bool:
        """«Hack & Pitch», «Smart City Africa- Casablanca»."""
        after = word_at(self.words, self.at + 1)
        return self.words[self.at - 1].has("#latin") and after is not None and after.has("#latin")

    # --- Words with proclitics -------------------------------------------------------------

    def _proclitic(self, word: Word) -> bool:
        if self._is_foreign(word):
            return self._take(closes=False)
        if self._is_place(self.at):
            return self._of_country(word)
        inside = is_field(word) or self._is_parent(word) or self._is_second_purpose(word)
        if self._begins_name(word) and not inside:
            return False
        if word.has("#verb") and not word.has("#definite"):
            return False
        if word.proclitics == "و":
            return self._conjunction(word)
        if word.has("c:purpose_noun"):
            return False
        if word.proclitics == "ل":
            return self._purpose(word)
        if word.proclitics == "ب" and self.phrase.kind in {"event", "initiative"} and self.closed:
            if word.has("c:scope_noun"):
                # «المؤتمر العلمي للبحوث بمجال الطاقة»
                return self._governs() and self._reopen()
            return self._is_cared_for(word) and self._take()
        return False

    def _of_country(self, word: Word) -> bool:
        """«ملتقى التراث الحضاري للمملكة», «المؤتمر الاقتصادي لمصر»: whose the event is."""
        found = match_place(self.words, self.at, self.gazetteer)
        country = found is not None and found.records[0].type is EntityType.COUNTRY
        event = self.phrase.kind in {"event", "initiative"} and self.closed
        return word.proclitics == "ل" and country and event and self._take(by_place=True)

    def _is_cared_for(self, word: Word) -> bool:
        """«ملتقى العناية | بالتراث»: a complement of what comes before, and no place or time."""
        if not word.has("#definite") or self.at <= self.behind_head:
            return False
        return word.has("c:with_noun") or self.words[self.at - 1].has("c:with_noun")

    def _begins_name(self, word: Word) -> bool:
        return any(is_surely(word, tag) for tag in HEADS)

    def _is_parent(self, word: Word) -> bool:
        """«الأمانة العامة لمجلس الأندية», «المجلس الأعلى للجامعة»: the body that a unit is of."""
        unit = self.words[self.head].has("c:committee_noun") and self.closed
        return unit and word.proclitics == "ل" and is_surely(word, "c:org_head")

    def _is_second_purpose(self, word: Word) -> bool:
        """«مركز الوادي للمعارض | والمؤتمرات»: heads in the plural, which name nothing here."""
        before = self.words[self.at - 1]
        return (
            word.proclitics == "و"
            and self.at > self.behind_head
            and all(each.has("#definite") and each.has("#many") for each in (before, word))
        )

    def _is_foreign(self, word: Word) -> bool:
        """A foreign word whose first letter looks like a proclitic («فيوتشر بيرفكت فينتشر»)."""
        before = self.words[self.behind_head : self.at]
        unknown = bool(before) and not any(is_classed(each) for each in before)
        if word.proclitics == "ل" and begins_idafa(self.words, self.at, ()):
            return False  # «برنامج متكامل | لدعم الطلاب»
        return word.proclitics in _FOREIGN_LETTERS and not self.closed and unknown

    def _conjunction(self, word: Word) -> bool:
        """«مكتبة الكتب والوثائق», «وزارة الأشغال وشؤون البلديات»."""
        if not self.closed and is_deed(word) and is_deed(self.words[self.at - 1]):
            # «ورشة عمل لتدريب وتأهيل العاملين»
            return begins_idafa(self.words, self.at, ()) and self._reopen()
        if not self.closed or self.by_place or has_any(word, ("c:name.given", "#owned")):
            return False
        if self.at in self.phrase.people or self.words[self.at - 1].has("#latin"):
            return False
        alone = self.phrase.kind in {"event", "place", "org"} and self.at == self.behind_head
        if (alone or self.phrase.kind == "meeting") and self.words[self.head].has("#definite"):
            # «الزيارة الرسمية والجولة», «المنظمة والدول الإسلامية»: beside it, and no part of it.
            return False
        if word.has("#definite"):
            return self._take()
        return self._governs() and self._reopen()

    def _purpose(self, word: Word) -> bool:
        """«هيئة التحقيق للجرائم», «مجمع الملك فهد لطباعة المصحف»: what a body is for."""
        definite = word.has("#definite")
        if is_duty(self.words, self.head, self.at):
            return False
        told = definite and has_any(word, ("c:occupation", "c:title_head")) and word.has("#many")
        if told and self.words[self.at - 1].proclitics == "ل":
            return False  # «(قال رئيس) مؤتمر البطاطس للزراعة | للصحافيين»
        if self.at == self.head + 1 and self.words[self.head].has("#definite"):
            return False
        if self.phrase.kind == "place" and not (definite or self.royal):
            return False
        if not self.closed and (self.at > self.behind_head or self.phrase.kind == "initiative"):
            # «(أطلق) مبادرة | للحوار»: what an initiative is for, and no name of one.
            return False
        if definite:
            return self._take()
        return self._governs() and self._reopen()

    def _governs(self) -> bool:
        """Whether an idafa begins: in an event's name perhaps of several nouns without article."""
        most = MOST_IDAFA if self.phrase.kind == "event" else 1
        return begins_long_idafa(self.words, self.at, most, _NO_IDAFA)

    # --- Words with the article ------------------------------------------------------------

    def _definite(self, word: Word) -> bool:
        if self.closed:
            return self._adjective(word)
        following = word_at(self.words, self.at + 1)
        king = following is not None and following.has("c:ordinal") and word.has("c:name.given")
        if king or has_any(word, ("#royal", "c:revered")):
            if self.at > self.behind_head and is_unknown(self.words[self.at - 1]):
                return False  # «شركة روتانا | الأمير سالم»: who has the post there
            return self._royal_name()
        if word.has("c:generic_modifier") and self.at > self.behind_head:
            # «استراتيجية بلوك تشين | الهادفة إلى …»: its article tells that a name came before it.
            self.closed = self.named = True
            return False
        found = match_place(self.words, self.at, self.gazetteer)
        place = found is not None and not found.common_word
        return self._take(found.length if found and place else 1, by_place=place)

    def _adjective(self, word: Word) -> bool:
        """Take a word with the article behind a closed phrase where it can be its adjective."""
        previous = self.words[self.at - 1]
        if previous.has("c:construct_adjective"):
            # «الجامعة المتعددة | التخصصات»: the adjective says nothing without its noun.
            return self._take()
        if has_any(word, HEADS) and not self._is_inner_adjective(word):
            return False
        if self.at in self.phrase.people and not self.royal:
            return False
        if word.has("c:generic_modifier") and self.phrase.kind != "meeting":
            return False
        if word.has("c:title_head") and not word.normal.endswith(("ي", "ه")):
            # «وكيل وزارة العمل | المساعد»: the post, and no adjective of the body.
            return False
        if self.phrase.kind == "event" and self.at == self.behind_head and not _may_qualify(word):
            # «(يسلط) المعرض | الضوء»
            return False
        self.adjectives += 1
        return agrees(word, previous, self.words[self.head], self.adjectives) and self._take()

    def _is_inner_adjective(self, word: Word) -> bool:
        """«لجنة انتخابات المجالس البلدية»: a body elsewhere, but an adjective here."""
        previous = self.words[self.at - 1]
        inside = self.at - 1 > self.head and previous.has("#definite") and not is_feminine(previous)
        return inside and self.phrase.kind != "place" and word.normal.endswith("يه")

    def _royal_name(self) -> bool:
        """«الملك فهد», «الأمير فهد بن سلطان», «الإمام محمد بن سعود»: honorifics and the name."""
        self.at = revered_end(self.words, self.at)
        self.royal = self.closed = self.named = True
        return True

    # --- Bare words ------------------------------------------------------------------------

    def _bare(self, word: Word) -> bool:
        if self.closed:
            return self._after_closed(word)
        if word.has("#number"):
            return self.phrase.kind == "event" and self._is_edition(word) and self._take()
        if word.has("#owned") and self.phrase.kind == "event" and self.open_run:
            return self._take()  # «حفل لمعايدة | منسوبيها»
        if word.has("#owned") or self.open_run >= MOST_OPEN:
            return False
        found = match_place(self.words, self.at, self.gazetteer)
        if found and not word.has("c:city_noun") and not (found.common_word and self.open_run):
            return self._take(found.length, by_place=True)
        if not self.open_run and self._is_bare_adjective(word):
            return False
        if word.has("c:name.given") and self.at in self.phrase.people:
            person = not self.open_run and self.phrase.kind in {"org", "place", "initiative"}
            return person and self._royal_name()
        self.open_run += 1
        return self._take(closes=False)

    def _is_bare_adjective(self, word: Word) -> bool:
        """«منصة مثالية», «مؤتمر دولي»: an adjective without article, after which no name comes."""
        head = self.words[self.head]
        if self.phrase.head_length > 1 and self.phrase.kind == "event":
            return is_feminine(word) == is_feminine(head)
        following = word_at(self.words, self.at + 1)
        if following is not None and following.has("#definite") and not following.proclitics:
            return False
        return qualifies_bare(word, head)

    def _after_closed(self, word: Word) -> bool:
        previous = self.words[self.at - 1]
        if word.has("#latin") and (previous.has("#latin") or previous.text in AMPERSANDS):
            return self._take()
        if word.has("#number") and self.phrase.kind in {"event", "initiative"}:
            return self._is_edition(word) and self._take()
        return self._is_brand(word) and self._take()

    def _is_edition(self, word: Word) -> bool:
        """«معرض الكتاب 2015», «ملتقى السفر السعودي 8»: the year or the number of an event."""
        short = len(word.normal) <= 2
        if self.by_place and short:
            return True
        previous = self.words[self.at - 1]
        if len(word.normal) == 4 and word.normal.startswith(("19", "20")):
            return has_any(previous, ("#definite", "#latin"))
        return short and previous.has("#definite") and self.at > self.behind_head

    def _is_brand(self, word: Word) -> bool:
        """«شركة المعلومات المغربية تكنوبارك»: an unknown word at the end of a name."""
        following = word_at(self.words, self.at + 1)
        ends = following is None or following.has("#punct")
        return self.phrase.kind == "org" and is_unknown(word) and ends


def _may_qualify(word: Word) -> bool:
    """Whether a word with the article may be an adjective, by its form or as lexicons know it."""
    return is_relative(word) or is_feminine(word) or word.bare.startswith("م")
