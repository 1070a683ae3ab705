"""The stories that all samples tell, and what a sample is. Every word was made for this project."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from kg.documents.articles import Article, Entry


@dataclass(frozen=True, slots=True)
class Sample:
    """A file: its name, its bytes, and all that must be read from it, in order.

    ``failures`` and ``notes`` are parts of what must be told, each with its place before it;
    ``fields`` is what ``--map`` says.
    """

    name: str
    data: bytes
    articles: tuple[Article, ...]
    failures: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    fields: str = ""


TITLE = "قمة الاستثمار تبدأ أعمالها في عمّان"
FIRST = (
    "افتتح وزير الاقتصاد سامر الخطيب، أمس، أعمال قمة الاستثمار الخامسة في مدينة عمّان، بحضور عدد "
    "من الوزراء والسفراء ورجال الأعمال من عشرين دولة عربية وأجنبية."
)
SECOND = (
    "وقال الخطيب في كلمته إن القمة تناقش فرص الاستثمار في الطاقة والمياه والنقل، وإن المشاركين "
    "سيوقعون خلالها عدداً من الاتفاقيات بين مؤسسات القطاعين العام والخاص."
)
THIRD = (
    "وتنظم القمة غرفة تجارة عمّان بالتعاون مع جامعة البلقاء، وتستمر ثلاثة أيام في قصر المؤتمرات، "
    "ويقام على هامشها معرض لمنتجات الشركات الناشئة."
)
TEXT = f"{FIRST}\n{SECOND}\n{THIRD}"
OTHER_TITLE = "ندوة عن لغات البرمجة في مكتبة المدينة"
OTHER = (
    "نظمت مكتبة المدينة ندوة عن لغات البرمجة، تحدثت فيها المهندسة ليلى الحداد عن تجربتها في تعليم "
    "الأطفال، وأدارها الدكتور نبيل قاسم من كلية العلوم."
)
AUTHOR = "هالة الزعبي"
SITE = "صحيفة المدينة الجديدة"
ADDRESS = "https://news.example.org/economy/summit"
OTHER_ADDRESS = "https://news.example.org/culture/seminar"
DAY = datetime.date(2022, 2, 15)
OTHER_DAY = datetime.date(2022, 2, 16)

ALL = Entry(title=TITLE, source=SITE, date=DAY, author=AUTHOR, address=ADDRESS)
"""The first story's, where a file says everything but its language."""
OTHER_ALL = Entry(
    title=OTHER_TITLE, source=SITE, date=OTHER_DAY, author=AUTHOR, address=OTHER_ADDRESS
)
