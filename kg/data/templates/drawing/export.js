// The picture as a file: PNG of what is seen, twice as fine, and SVG of the whole picture.

// A copy of the canvas as it is seen, on white.
function copyCanvas() {
  const canvas = stage.querySelector("canvas");
  const copy = element("canvas", { width: canvas.width, height: canvas.height });
  const ctx = copy.getContext("2d");
  ctx.fillStyle = "#ffffff";
  ctx.fillRect(0, 0, copy.width, copy.height);
  ctx.drawImage(canvas, 0, 0);
  return copy;
}

function offer(blob, name) {
  const link = element("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function savePng() {
  copyCanvas().toBlob((blob) => offer(blob, "graph.png"));
}

function saveSvg() {
  const text = new XMLSerializer().serializeToString(drawSvg());
  offer(new Blob([text], { type: "image/svg+xml" }), "graph.svg");
}

// All that is shown at the zoom of the screen, with the labels that have room there.
function drawSvg() {
  const scale = network.getScale();
  const at = network.getPositions([...shown.nodes]);
  const box = bounds(Object.values(at));
  const [left, top] = [box.left * scale - 180, box.top * scale - 60];
  const [width, height] = [(box.right - box.left) * scale + 360, (box.bottom - box.top) * scale + 120];
  const lines = [...shown.edges].map((id) => drawnEdge(edges.get(id), at, scale));
  const symbols = [...shown.nodes].map((id) => {
    const node = nodes.get(id);
    const size = radiusOf(node, scale) / 10;
    const spot = `translate(${at[id].x * scale} ${at[id].y * scale}) scale(${size})`;
    const look = { fill: colourOf(node), stroke: "#ffffff", "stroke-width": 1.5 / size, "paint-order": "stroke", "fill-rule": "evenodd", opacity: stands(id) ? 1 : 0.2 };
    return drawn("path", { d: pathOf(node), transform: spot, ...look }, drawn("title", {}, labelOf(node)));
  });
  const texts = [...placed.labels, ...placed.signs].flatMap((label) => drawnText(label));
  return drawn(
    "svg",
    { viewBox: `${left} ${top} ${width} ${height}`, width, height, "font-family": FONT, "text-anchor": "middle" },
    drawn("rect", { x: left, y: top, width, height, fill: "#ffffff" }),
    ...lines,
    ...symbols,
    ...texts,
  );
}

function drawnEdge(edge, at, scale) {
  const [from, to] = [at[edge.from], at[edge.to]].map(({ x, y }) => ({ x: x * scale, y: y * scale }));
  const look = edgeLook(edge);
  // A curve of the second degree goes through its middle point when its handle is as far beyond it.
  const middle = pointOn(edge.id, 0.5);
  const handle = [2 * middle.x * scale - (from.x + to.x) / 2, 2 * middle.y * scale - (from.y + to.y) / 2];
  const shape = edge.from === edge.to ? loopAt(from, radiusOf(nodes.get(edge.from), scale)) : `M${from.x} ${from.y}Q${handle[0]} ${handle[1]} ${to.x} ${to.y}`;
  const dashes = look.dashes ? look.dashes.join(" ") : "none";
  return drawn("path", { d: shape, fill: "none", stroke: look.color.color, "stroke-opacity": look.color.opacity, "stroke-width": Math.max(look.width * scale, 0.4), "stroke-dasharray": dashes });
}

function loopAt({ x, y }, radius) {
  return `M${x} ${y}a${radius} ${radius} 0 1 1 1 0`;
}

function drawnText({ lines, x, y, px, weight, direction }) {
  return lines.map((line, i) => {
    const down = y + (i - (lines.length - 1) / 2) * px * LINE;
    const look = { fill: "#1f2733", stroke: "#ffffff", "stroke-width": 3, "stroke-linejoin": "round", "paint-order": "stroke" };
    return drawn("text", { x, y: down, "font-size": px, "font-weight": weight, direction, "dominant-baseline": "central", ...look }, line);
  });
}
