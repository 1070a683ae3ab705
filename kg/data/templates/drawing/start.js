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
  const found = nodes.get(node);
  const other = found.names.find((name) => name !== found.label);
  const kind = found.group ? word(`group_${found.group}`) : typeName(found.type, true);
  showTip(pointer.DOM, labelOf(found), other ? `${kind} · ${other}` : kind);
  network.redraw();
});
network.on("blurNode", () => {
  hovered = null;
  hideTip();
  network.redraw();
});
network.on("hoverEdge", ({ edge, pointer }) => {
  const found = edges.get(edge);
  const ends = [found.from, found.to].map((end) => labelOf(nodes.get(end)));
  if (isGrouped) showTip(pointer.DOM, word("links", { count: edgeName(found) }), ends.join(" – "));
  else showTip(pointer.DOM, `${edgeName(found)} (${found.said})`, ends.join(" ← "));
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
  n: () => step(1),
  p: () => step(-1),
  Enter: () => open && panel.focus({ preventScroll: true }),
};

// The next or previous thing that is shown, the largest first; the picture keeps the keyboard.
function step(by) {
  const list = ranked.filter((node) => shown.nodes.has(node.id));
  if (!list.length) return;
  const place = open?.kind === "node" ? list.findIndex((node) => node.id === open.id) : -1;
  const next = list[place < 0 && by < 0 ? list.length - 1 : (place + by + list.length) % list.length];
  show({ kind: "node", id: next.id }, { keepFocus: true });
  byId("status").textContent = labelOf(next);
}

// Keys are found by their place too: an Arabic keyboard has other letters there.
const PLACES = { KeyN: "n", KeyP: "p", Slash: "/" };
const keyOf = (event) => PLACES[event.code] ?? event.key;

stage.addEventListener("keydown", (event) => {
  const act = KEYS[keyOf(event)];
  if (event.ctrlKey || event.metaKey || event.altKey || !act) return;
  event.preventDefault();
  act();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && open) {
    show(null);
    stage.focus();
  } else if (keyOf(event) === "/" && document.activeElement !== search) {
    event.preventDefault();
    search.focus();
  }
});

byId("zoom-in").addEventListener("click", KEYS["+"]);
byId("zoom-out").addEventListener("click", KEYS["-"]);
byId("fit").addEventListener("click", () => fit());
byId("save").addEventListener("click", savePng);
byId("save-svg").addEventListener("click", saveSvg);
byId("print").addEventListener("click", () => window.print());
byId("language").addEventListener("click", () => {
  language = language === "ar" ? "en" : "ar";
  speak();
  network.redraw();
});

// On paper stands an image of what is seen: a canvas would not be drawn anew for the paper's size.
window.addEventListener("beforeprint", () => {
  byId("paper").src = copyCanvas().toDataURL();
});

byId("empty").hidden = nodes.size > 0;
byId("hint").hidden = nodes.size === 0;
for (const part of document.querySelectorAll("[data-for]")) part.hidden = part.dataset.for === "communities" ? !isByCommunity : isGrouped;
speak();
fit();

// Sentences come when the picture is there; a browser of before 2023 cannot unpack them.
async function finish() {
  labelled = Infinity;
  network.redraw();
  try {
    await unpack();
    if (!isGrouped) startLimits();
    fillPanel();
  } catch (error) {
    byId("status").textContent = word("no_evidence", { message: error.message });
  }
  // For scripts and tests: the network, its data, and how to open a panel.
  window.rawabit = { network, nodes, edges, shown, show, pointOn, fit, labels: () => placed.labels };
  document.documentElement.dataset.ready = "yes";
}

network.once("afterDrawing", () => {
  performance.mark("picture");
  setTimeout(finish);
});
