// The panel beside the picture: opened on a node or an edge, and what its parts have in common.

const panel = byId("details");
let open = null; // {kind: "node" | "edge", id}

const textOf = (tag, text, attributes = {}) => element(tag, { dir: "auto", ...attributes }, text);

function chip(picture, text) {
  return element("span", { class: "chip" }, picture, element("span", {}, text));
}

function bar(...left) {
  const cross = drawn("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, drawn("path", { d: "M2 2 14 14M14 2 2 14" }));
  const close = element("button", { type: "button", class: "close", title: word("close"), "aria-label": word("close"), onclick: () => show(null) }, cross);
  return element("div", { class: "bar" }, ...left, close);
}

function badge(count) {
  return element("span", { class: "badge", title: sentenceCount(count) }, number(count));
}

// A button that leads to a node or an edge.
function leadTo(what, picture, name, small, count) {
  const text = element("span", { class: "text" }, textOf("b", name), small ? textOf("small", small) : null);
  return element("button", { type: "button", class: "fact", onclick: () => show(what) }, picture, text, count === null ? null : badge(count));
}

function leadToNode(id) {
  const node = nodes.get(id);
  const small = node.group ? null : typeName(node.type, true);
  return leadTo({ kind: "node", id }, symbolOf(node), labelOf(node), small, null);
}

// Open the panel on a node or an edge, or close it with null.
function show(what, { keepView = false, keepFocus = false } = {}) {
  open = what;
  panel.hidden = !what;
  byId("hint").hidden = Boolean(what);
  if (!what) {
    network.unselectAll();
    setFocus(null);
    return;
  }
  fillPanel();
  panel.scrollTop = 0;
  if (what.kind === "node") focusNode(what.id);
  else focusEdge(what.id);
  if (!keepView || isCovered(what)) fit([...focus.nodes], Math.max(network.getScale(), FIRST_SCALE * 2));
  if (!keepFocus) panel.focus({ preventScroll: true });
}

// Whether the panel hides what it tells about.
function isCovered({ kind, id }) {
  const ends = kind === "node" ? [id] : [edges.get(id).from, edges.get(id).to];
  const { left, right } = covered();
  const spots = Object.values(network.getPositions(ends)).map((spot) => network.canvasToDOM(spot).x);
  return spots.some((x) => x < left || x > stage.clientWidth - right);
}

function fillPanel() {
  if (!open || !evidence) return;
  const make = { node: isGrouped ? groupPanel : nodePanel, edge: isGrouped ? linkPanel : edgePanel }[open.kind];
  panel.replaceChildren(...make(open.id).filter(Boolean));
}
