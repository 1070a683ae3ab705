"""Facts of a graph as users name them: by digest, or all that are known of a thing.

A fact is told with every sentence that states it. What no sentence states has none, but an
``origin``: the gazetteer, or whatever else wrote it.
"""

from kg.facts.reading import DIGEST, FactIndex, find_fact, list_facts
from kg.facts.stated import End, StatedFact, Stating, tabulate

__all__ = [
    "DIGEST",
    "End",
    "FactIndex",
    "StatedFact",
    "Stating",
    "find_fact",
    "list_facts",
    "tabulate",
]
