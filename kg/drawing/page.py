"""The drawing: one HTML page of a graph, made with pyvis from a template of our own.

The page makes no request: vis-network's script comes from pyvis's files, and a content
security policy allows the page's own two scripts, by their digests, and nothing else. Text
from articles reaches the page as JSON only, and the document only as text.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.drawing.choice import Choice
from kg.drawing.communities import colour as colour_by_community
from kg.drawing.communities import describe_groups, group
from kg.drawing.content import (
    Evidence,
    describe_edges,
    describe_knowledge,
    describe_nodes,
    pack,
    to_json,
)
from kg.drawing.measures import COLOURS, Measures
from kg.drawing.policy import digest
from kg.drawing.selection import Selection
from kg.drawing.styles import LANGUAGES, TEMPLATES, read_measures, read_styles
from kg.errors import SettingsError, StoreError

if TYPE_CHECKING:
    import networkx

    from kg.graph.store import Graph

_log = logging.getLogger(__name__)

MOST = 3000
"""How many things one page draws one by one unless told otherwise; of more it draws groups."""

_SCRIPTS = (
    "text.js",
    "evidence.js",
    "picture.js",
    "labels.js",
    "panel.js",
    "details.js",
    "groups.js",
    "filters.js",
    "controls.js",
    "export.js",
    "start.js",
)
_LIBRARY = ("lib", "vis-9.1.2", "vis-network.min.js")

_OPTIONS = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "hoverConnectedEdges": False,
        "selectConnectedEdges": False,
        "tooltipDelay": 0,
        "keyboard": {"enabled": False},
    },
    "edges": {
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.45}},
        "selectionWidth": 0,
        "hoverWidth": 0.8,
        "chosen": True,
    },
}


def draw(
    graph: Graph | networkx.MultiDiGraph[str],
    output: Path | str | None = None,
    *,
    title: str | None = None,
    language: str = "ar",
    focus: str | None = None,
    hops: int = 1,
    query: str | None = None,
    types: Collection[str] = (),
    since: str | None = None,
    limit: int | None = None,
    size: str = "degree",
    colour: str = "type",
) -> str:
    """Draw ``graph`` as one HTML page, write it to ``output`` if given, and return it.

    ``graph`` is a graph of kg or the network that its ``to_networkx`` gives. The page opens in
    ``language`` ("ar" or "en") and can be switched; ``title`` is its heading. The same graph gives
    the same page.

    What is drawn can be narrowed, each option within what the others leave: to what ``hops``
    facts at most join with ``focus``, a name in any spelling or an IRI; to the things in the
    answer of ``query`` (as :func:`kg.query.run` takes it); to ``types`` of things; to facts that
    texts of the day ``since`` or later state; to ``limit`` things, the nearest to the focus and
    then the most connected. Without a limit more than :data:`MOST` things are drawn as groups. The
    page says what is left out.

    ``size`` is the measure by which things are large ("degree", "betweenness", "pagerank"), and
    ``colour`` what colours tell ("type", "community").

    Raises SettingsError for a setting that says nothing, FindError for a focus that is unknown
    or ambiguous, QueryError for a query that cannot be answered, and StoreError where ``output``
    cannot be written.
    """
    if language not in LANGUAGES:
        raise SettingsError(f"language {language!r}: expected one of {', '.join(LANGUAGES)}")
    if colour not in COLOURS:
        raise SettingsError(f"colour {colour!r}: expected one of {', '.join(COLOURS)}")
    from kg.graph.store import Graph

    source = graph if isinstance(graph, Graph) else None
    choice = Choice.read(
        source, focus=focus, hops=hops, query=query, types=types, since=since, limit=limit
    )
    network = graph.to_networkx() if isinstance(graph, Graph) else graph
    selection = Selection.of(network, choice)
    is_grouped = choice.limit is None and len(selection.things) > MOST
    measures = Measures.of(
        selection.network, size=size, communities=is_grouped or colour == "community"
    )
    if is_grouped:
        content = _group(selection, measures)
    else:
        content = _show(selection, measures, choice, _originals(source), colour)
    told = {
        "focus": network.nodes[choice.focus]["label"] if choice.focus else None,
        "hops": choice.hops,
        "is_query": choice.found is not None,
        "unknown": selection.unknown,
        "types": sorted(choice.types),
        "since": choice.since,
        "nodes": network.number_of_nodes(),
    }
    measured = {"size": size, "colour": colour, "sampled": measures.is_sampled}
    page = _render(content, title=title, language=language, choice=told, measures=measured)
    if output is not None:
        _write(page, Path(output))
    return page


def _originals(graph: Graph | None) -> Mapping[str, str]:
    """For each near-copy among the documents the one that it is a copy of."""
    if graph is None:
        return {}
    from kg.graph.claims import values
    from kg.graph.vocabulary import RW

    return values(graph.store, RW.nearCopyOf)


def _show(
    selection: Selection,
    measures: Measures,
    choice: Choice,
    originals: Mapping[str, str],
    colour: str,
) -> dict[str, Any]:
    """The content of a page that draws things one by one."""
    part = selection.part(choice.limit)
    if part.left_nodes:
        _log.warning(
            "%d of %d things are drawn, the %s; %d are left out",
            part.graph.number_of_nodes(),
            part.all_nodes,
            "nearest, then the most connected" if choice.focus else "most connected",
            part.left_nodes,
        )
    degrees = {iri: selection.network.degree(iri) for iri in part.graph}
    nodes = describe_nodes(part.graph, measures, degrees)
    communities: list[dict[str, Any]] = []
    if colour == "community":
        labels = dict(part.graph.nodes(data="label"))
        homes, communities = colour_by_community(list(part.graph), labels, measures)
        for node, home in zip(nodes, homes, strict=True):
            node["community"] = home
    return {
        "nodes": nodes,
        "edges": describe_edges(part.graph),
        "knowledge": describe_knowledge(part.graph, measures, Evidence(originals)),
        "communities": communities,
        "groups": None,
        "left": {
            "nodes": part.left_nodes,
            "edges": part.left_edges,
            "all_nodes": part.all_nodes,
            "all_edges": part.all_edges,
        },
    }


def _group(selection: Selection, measures: Measures) -> dict[str, Any]:
    """The content of a page that draws groups of things."""
    groups = group(selection, measures)
    _log.warning(
        "%d things are too many to draw one by one: communities are drawn, with lists of their "
        "members; narrow the picture ('kg draw --help' tells how), or see all with 'kg serve'",
        len(selection.things),
    )
    nodes, edges, knowledge = describe_groups(selection, groups)
    return {
        "nodes": nodes,
        "edges": edges,
        "knowledge": knowledge,
        "communities": [],
        "groups": {"most": MOST},
        "left": {
            "nodes": 0,
            "edges": 0,
            "all_nodes": len(selection.things),
            "all_edges": sum(1 for _ in selection.between(selection.things)),
        },
    }


def _render(
    content: Mapping[str, Any],
    *,
    title: str | None,
    language: str,
    choice: Mapping[str, Any],
    measures: Mapping[str, Any],
) -> str:
    from pyvis.network import Network

    styles = read_styles()
    network = Network(directed=True, heading=title or styles["words"][language]["title"])
    network.set_template_dir(str(TEMPLATES), "page.html")
    network.options = _OPTIONS
    # Network.add_node and add_edge take time that grows with the square of the graph.
    network.nodes = content["nodes"]
    network.edges = content["edges"]
    environment = network.templateEnv
    environment.autoescape = True
    environment.policies["json.dumps_function"] = to_json
    environment.globals.update(
        **_assets(),
        language=language,
        drawing={**styles, "measures": read_measures()},
        knowledge=pack(content["knowledge"]),
        about={
            "left": content["left"],
            "communities": content["communities"],
            "groups": content["groups"],
            "choice": choice,
            "measures": measures,
        },
    )
    html: str = network.generate_html()
    return html


def _assets() -> dict[str, Any]:
    """The page's scripts and styles, and the policy that allows these and nothing else."""
    import pyvis
    from markupsafe import Markup

    library = Path(pyvis.__file__).parent.joinpath(*_LIBRARY).read_text(encoding="utf-8")
    parts = [(TEMPLATES / name).read_text(encoding="utf-8") for name in _SCRIPTS]
    script = '"use strict";\n(() => {\n' + "\n".join(parts) + "})();\n"
    style = (TEMPLATES / "page.css").read_text(encoding="utf-8")
    policy = (
        f"default-src 'none'; script-src {digest(library)} {digest(script)}; "
        f"style-src {digest(style)}; img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    # Markup: these are files of the package, not text of articles.
    return {
        "library": Markup(library),
        "script": Markup(script),
        "style": Markup(style),
        "policy": policy,
    }


def _write(page: str, output: Path) -> None:
    try:
        output.write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        raise StoreError(f"{output}: the drawing cannot be written: {error}") from error
