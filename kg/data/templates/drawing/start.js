// Events of the pointer and the keyboard, and the first view.

const tip = byId("tip");

function showTip(pointer, title, small) {
  tip.replaceChildren(textOf("span", title), textOf("small", small));
  tip.hidden = false;
  const left = Math.min(Math.max(pointer.x + 14, 8), stage.clientWidth - tip.offsetWidth - 8);
  const top = pointer.y + 18 + tip.offsetHeight > stage.clientHeight ? pointer.y - tip.offsetHeight - 12 : pointer.y + 18;
  tip.style.left = `${left}px`;
  tip.style.top = `${top}px`;
  stage.style.cursor = "pointer";
}

function hideTip() {
  tip.hidden = true;
  stage.style.cursor = "";
}

network.on("hoverNode", ({ node, pointer }) => {
  hovered = node;
  const { label, type, names } = nodes.get(node);
  const other = names.find((name) => name !== label);
  showTip(pointer.DOM, label, other ? `${typeName(type, true)} · ${other}` : typeName(type, true));
  network.redraw();
});
network.on("blurNode", () => {
  hovered = null;
  hideTip();
  network.redraw();
});
network.on("hoverEdge", ({ edge, pointer }) => {
  const found = edges.get(edge);
  const ends = [nodes.get(found.from).label, nodes.get(found.to).label];
  showTip(pointer.DOM, `${edgeName(found)} (${found.claims.length})`, ends.join(" ← "));
});
network.on("blurEdge", hideTip);
network.on("dragging", hideTip);
network.on("dragEnd", ({ nodes: moved }) => {
  if (moved.length) version += 1;
  network.redraw();
});
network.on("zoom", hideTip);
network.on("click", ({ nodes: [node], edges: [edge] }) => {
  hideTip();
  if (node !== undefined) show({ kind: "node", id: node }, { keepView: true });
  else if (edge !== undefined) show({ kind: "edge", id: edge }, { keepView: true });
  else show(null);
});
network.on("doubleClick", ({ nodes: [node] }) => {
  if (node !== undefined) fit([...focus.nodes]);
});

const KEYS = {
  "+": () => zoom(1.25),
  "=": () => zoom(1.25),
  "-": () => zoom(0.8),
  0: () => fit(),
  ArrowLeft: () => pan(-60, 0),
  ArrowRight: () => pan(60, 0),
  ArrowUp: () => pan(0, -60),
  ArrowDown: () => pan(0, 60),
};

stage.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key]) return;
  event.preventDefault();
  KEYS[event.key]();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && open) {
    show(null);
    stage.focus();
  } else if (event.key === "/" && document.activeElement !== search) {
    event.preventDefault();
    search.focus();
  }
});

byId("zoom-in").addEventListener("click", KEYS["+"]);
byId("zoom-out").addEventListener("click", KEYS["-"]);
byId("fit").addEventListener("click", () => fit());
byId("save").addEventListener("click", saveImage);
byId("print").addEventListener("click", () => window.print());
byId("language").addEventListener("click", () => {
  language = language === "ar" ? "en" : "ar";
  speak();
});

// On paper stands an image of what is seen: a canvas would not be drawn anew for the paper's size.
window.addEventListener("beforeprint", () => {
  byId("paper").src = copyCanvas().toDataURL();
});

byId("empty").hidden = nodes.size > 0;
byId("hint").hidden = nodes.size === 0;
speak();
fit();
// For scripts and tests: the network, its data, and how to open a panel.
window.rawabit = { network, nodes, edges, shown, show, pointOn, fit, labels: () => placed.labels };
document.documentElement.dataset.ready = "yes";
