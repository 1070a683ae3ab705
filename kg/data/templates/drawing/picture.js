// The network itself: vis-network draws edges and finds what is under the pointer; symbols are
// drawn here from the same paths as the legend's, so that both always agree.

const nodes = new Map(data.nodes.map((node) => [node.id, node]));
const edges = new Map(data.edges.map((edge) => [edge.id, edge]));
const edgesOf = new Map(data.nodes.map((node) => [node.id, []]));
for (const edge of data.edges) {
  edgesOf.get(edge.from).push(edge);
  if (edge.to !== edge.from) edgesOf.get(edge.to).push(edge);
}

const shown = { nodes: new Set(nodes.keys()), edges: new Set(edges.keys()) };
// What stands out: ids of nodes and edges; null where nothing does.
let focus = null;
let hovered = null;
let version = 0; // counts changes of what is shown, for the labels

const paths = new Map();
function symbolPath(node) {
  const path = pathOf(node);
  if (!paths.has(path)) paths.set(path, new Path2D(path));
  return paths.get(path);
}

function stands(id) {
  return !focus || focus.nodes.has(id);
}

const GROWTH = 0.85 * Math.min(1, (300 / data.nodes.length) ** 0.35);

// Radius on the screen, in pixels: symbols grow more slowly than the picture, as on a map.
function radiusOf(node, scale) {
  return Math.max(node.size * GROWTH * Math.sqrt(scale), 2.2);
}

function paintSymbol({ ctx, id, x, y }) {
  const node = nodes.get(id);
  const scale = network.getScale();
  const radius = radiusOf(node, scale) / scale;
  const size = radius / 10;
  const drawNode = () => {
    ctx.translate(x, y);
    ctx.scale(size, size);
    ctx.globalAlpha = stands(id) ? 1 : 0.2;
    const path = symbolPath(node);
    const colour = colourOf(node);
    if (id === hovered || focus?.chosen === id) {
      ctx.strokeStyle = `${colour}44`;
      ctx.lineWidth = 12 / size / scale;
      ctx.lineJoin = "round";
      ctx.stroke(path);
    }
    if (radius * scale > 3) {
      ctx.strokeStyle = "#ffffff";
      ctx.lineWidth = 3 / size / scale;
      ctx.stroke(path);
    }
    ctx.fillStyle = colour;
    ctx.fill(path, "evenodd");
  };
  return { drawNode, nodeDimensions: { width: radius * 2, height: radius * 2 } };
}

const stage = byId("picture");
// Lines that are seen at the first view's zoom, and not too thick nearby.
const FIRST_SCALE = Math.max(wholeScale(data.nodes), 0.05);
const LINE_WIDTH = FIRST_SCALE ** -0.55;
const CALM = data.edges.length > 800 ? 0.4 : 0.7; // opacity of edges while nothing stands out

function widthOf(edge) {
  return isGrouped ? 1.2 + Math.log2(edge.said) : edge.said > 1 ? 2 : 1.2;
}

// How vis-network bends a line: to the left or the right of it, by a share of its length.
function smoothOf({ bend }) {
  if (!bend) return false;
  return { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) };
}

function edgeLook(edge) {
  const { colour, dashes } = relationStyle(edge.relation);
  const out = !focus || focus.edges.has(edge.id);
  return {
    id: edge.id,
    color: { color: colour, highlight: colour, hover: colour, inherit: false, opacity: out ? (focus ? 1 : CALM) : 0.1 },
    width: widthOf(edge) * LINE_WIDTH,
    dashes: dashes ? [6, 5] : edge.said ? false : [2, 4],
    hidden: !shown.edges.has(edge.id),
  };
}

const nodeSet = new vis.DataSet(
  data.nodes.map(({ id, x, y, size }) => ({ id, x, y, size, shape: "custom", ctxRenderer: paintSymbol })),
);
const edgeSet = new vis.DataSet(
  data.edges.map((edge) => ({ from: edge.from, to: edge.to, smooth: smoothOf(edge), ...edgeLook(edge) })),
);
// What joins two groups leads both ways.
data.options.edges.arrows.to.enabled = !isGrouped;
// So many lines take too long to draw at every step of a pan.
data.options.interaction.hideEdgesOnDrag = data.edges.length > 1500;
const network = new vis.Network(stage, { nodes: nodeSet, edges: edgeSet }, data.options);

function repaintEdges() {
  edgeSet.update(data.edges.map(edgeLook));
  version += 1;
  network.redraw();
}

function setFocus(next) {
  if (!next && !focus) return;
  focus = next;
  repaintEdges();
}

function focusNode(id) {
  const around = edgesOf.get(id).filter((edge) => shown.edges.has(edge.id));
  setFocus({
    chosen: id,
    nodes: new Set([id, ...around.flatMap((edge) => [edge.from, edge.to])]),
    edges: new Set(around.map((edge) => edge.id)),
  });
}

function focusEdge(id) {
  const edge = edges.get(id);
  setFocus({ chosen: `e${id}`, nodes: new Set([edge.from, edge.to]), edges: new Set([id]) });
}

function focusMatches(ids) {
  setFocus(ids.length ? { chosen: null, nodes: new Set(ids), edges: new Set() } : null);
}

// The part of the stage that no panel covers: {left, right} in pixels.
function covered() {
  const panel = byId("details");
  if (panel.hidden || panel.offsetWidth > stage.clientWidth * 0.6) return { left: 0, right: 0 };
  const room = panel.offsetWidth + 24;
  return panel.offsetLeft < stage.clientWidth / 2 ? { left: room, right: 0 } : { left: 0, right: room };
}

const quick = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const animation = () => (quick() ? false : { duration: 350, easingFunction: "easeInOutQuad" });

function bounds(spots) {
  const [xs, ys] = [spots.map(({ x }) => x), spots.map(({ y }) => y)];
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

// The zoom at which all spots can be seen beside what is covered; labels need a margin.
function wholeScale(spots, cover = { left: 0, right: 0 }) {
  if (!spots.length) return 1;
  const box = bounds(spots);
  const width = Math.max(stage.clientWidth - cover.left - cover.right - 210, 80);
  const height = Math.max(stage.clientHeight - 170, 80);
  return Math.min(1.3, width / Math.max(box.right - box.left, 1), height / Math.max(box.bottom - box.top, 1));
}

// Show all of the given nodes, as large as they fit beside the panels, but no larger than "closest".
function fit(ids = [...shown.nodes], closest = Infinity) {
  if (!ids.length) return;
  const spots = Object.values(network.getPositions(ids));
  const box = bounds(spots);
  const cover = covered();
  network.moveTo({
    position: { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 },
    offset: { x: (cover.left - cover.right) / 2, y: -28 },
    scale: Math.min(closest, wholeScale(spots, cover)),
    animation: animation(),
  });
}

function zoom(factor) {
  const scale = Math.min(Math.max(network.getScale() * factor, 0.02), 6);
  network.moveTo({ scale, animation: quick() ? false : { duration: 150 } });
}

function pan(x, y) {
  const { x: left, y: top } = network.getViewPosition();
  const scale = network.getScale();
  network.moveTo({ position: { x: left + x / scale, y: top + y / scale } });
}
