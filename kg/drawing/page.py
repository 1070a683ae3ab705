"""The drawing: one HTML page of a graph, made with pyvis from a template of our own.

The page makes no request: vis-network's script comes from pyvis's files, and a content
security policy allows the page's own two scripts, by their digests, and nothing else. Text
from articles reaches the page as JSON only, and the document only as text.
"""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from kg.drawing.content import Evidence, describe_edges, describe_nodes
from kg.drawing.policy import digest
from kg.drawing.selection import Selection, select
from kg.drawing.styles import LANGUAGES, TEMPLATES, read_styles
from kg.errors import SettingsError, StoreError

if TYPE_CHECKING:
    import networkx

_log = logging.getLogger(__name__)

LIMIT = 2000
"""How many things one page shows unless told otherwise: more make it slow to move."""

_SCRIPTS = ("text.js", "picture.js", "labels.js", "details.js", "controls.js", "start.js")
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

# Line separators, which old scripts take for the end of a line, and halves of surrogate
# pairs, which UTF-8 cannot hold: JSON can write both as escapes.
_UNSAFE = re.compile("[\u2028\u2029\ud800-\udfff]")


class Networked(Protocol):
    """What can be drawn: :class:`kg.graph.store.Graph`, or anything that gives a network."""

    def to_networkx(self) -> networkx.MultiDiGraph[str]:
        """Things as nodes and relations as edges; see :func:`kg.graph.network.to_networkx`."""
        ...


def draw(
    graph: Networked | networkx.MultiDiGraph[str],
    output: Path | str | None = None,
    *,
    title: str | None = None,
    language: str = "ar",
    limit: int = LIMIT,
) -> str:
    """Draw ``graph`` as one HTML page, write it to ``output`` if given, and return it.

    ``graph`` is a graph of kg or the network that its ``to_networkx`` gives. The page opens in
    ``language`` ("ar" or "en") and can be switched; ``title`` is its heading. Of a graph
    with more than ``limit`` things the most connected ones are drawn, and the page says how
    many are left out. The same graph gives the same page.

    Raises SettingsError for another language or a limit below 1, and StoreError where
    ``output`` cannot be written.
    """
    if language not in LANGUAGES:
        raise SettingsError(f"language {language!r}: expected one of {', '.join(LANGUAGES)}")
    if limit < 1:
        raise SettingsError(f"limit {limit}: expected 1 or more things to draw")
    network = graph.to_networkx() if hasattr(graph, "to_networkx") else graph
    selection = select(network, limit=limit)
    if selection.left_nodes:
        _log.warning(
            "%d of %d things are drawn, the most connected; %d are left out",
            limit,
            selection.all_nodes,
            selection.left_nodes,
        )
    page = _render(selection, title=title, language=language)
    if output is not None:
        _write(page, Path(output))
    return page


def _render(selection: Selection, *, title: str | None, language: str) -> str:
    from pyvis.network import Network

    styles = read_styles()
    evidence = Evidence()
    network = Network(directed=True, heading=title or styles["words"][language]["title"])
    network.set_template_dir(str(TEMPLATES), "page.html")
    network.options = _OPTIONS
    # Network.add_node and add_edge take time that grows with the square of the graph.
    network.nodes = describe_nodes(selection, evidence)
    network.edges = describe_edges(selection.graph, evidence)
    environment = network.templateEnv
    environment.autoescape = True
    environment.policies["json.dumps_function"] = _to_json
    environment.globals.update(
        **_assets(),
        language=language,
        drawing=styles,
        evidence=evidence.tables(),
        left={
            "nodes": selection.left_nodes,
            "edges": selection.left_edges,
            "all_nodes": selection.all_nodes,
            "all_edges": selection.all_edges,
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


def _to_json(value: Any, **_: Any) -> str:
    """JSON with letters as they are; the template escapes what HTML would take for markup."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _write(page: str, output: Path) -> None:
    try:
        output.write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        raise StoreError(f"{output}: the drawing cannot be written: {error}") from error
