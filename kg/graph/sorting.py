"""N-Quads lines in order: what makes two exports of one graph the same bytes.

The lines of a graph that does not fit in memory are sorted in pieces on disk and merged.
"""

from __future__ import annotations

import heapq
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby, islice

import pyoxigraph as ox

from kg.graph.terms import recommended_case

_LINES_IN_MEMORY = 500_000
_LITERAL = re.compile(rb'"(?:[^"\\]|\\.)*+"(?:@([a-z0-9-]++))?')


def sorted_lines(quads: Iterable[ox.Quad]) -> Iterator[bytes]:
    """The quads as lines of N-Quads in the order of their bytes, each line once.

    Lines keep their line ends. Raises OSError where the disk cannot hold the pieces.
    """
    lines = map(line, quads)
    with ExitStack() as stack:
        pieces: list[Iterable[bytes]] = []
        while piece := sorted(islice(lines, _LINES_IN_MEMORY)):
            if len(piece) < _LINES_IN_MEMORY:
                pieces.append(piece)
                break
            file = stack.enter_context(tempfile.TemporaryFile())
            file.writelines(piece)
            file.seek(0)
            pieces.append(file)
        for each, _ in groupby(heapq.merge(*pieces)):
            yield each


def with_recommended_tags(text: bytes) -> bytes:
    """N-Quads or Turtle with its language tags in their recommended case (``und-Latn``)."""
    return _LITERAL.sub(_with_recommended_tag, text)


def _with_recommended_tag(literal: re.Match[bytes]) -> bytes:
    tag: bytes | None = literal[1]
    if tag is None or b"-" not in tag:
        return literal[0]
    return literal[0].removesuffix(tag) + recommended_case(tag.decode()).encode()


def line(quad: ox.Quad) -> bytes:
    """A quad as a line of N-Quads, with its line end."""
    object_ = str(quad.object)
    if isinstance(quad.object, ox.Literal) and quad.object.language:
        language = quad.object.language
        object_ = object_.removesuffix(language) + recommended_case(language)
    graph = "" if isinstance(quad.graph_name, ox.DefaultGraph) else f"{quad.graph_name} "
    return f"{quad.subject} {quad.predicate} {object_} {graph}.\n".encode()
