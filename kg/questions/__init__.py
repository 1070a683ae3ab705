"""Questions in plain Arabic or English: what they ask, as SPARQL, and what the graph answers.

::

    question ─templates.read→ Reading* ─naming→ Meaning* ─answering→ Answer | Which | Unknown

No model is involved: a question is understood where a template of ``kg/data/questions`` says it.
"""

from kg.questions.asking import LONGEST, ask
from kg.questions.naming import Naming
from kg.questions.replies import Answer, Reply, Unknown, Which

__all__ = ["LONGEST", "Answer", "Naming", "Reply", "Unknown", "Which", "ask"]
