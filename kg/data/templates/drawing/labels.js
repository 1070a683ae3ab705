// Labels, drawn as a map draws them: at one size on the screen, the most connected first, each
// where it hides no symbol and no other label; the rest appear as the reader zooms in.

const FONT = getComputedStyle(document.documentElement).getPropertyValue("--font");
const LINE = 1.32;
const MARGIN = 100; // pixels that labels may stick out to the left and right of the symbols
const WIDEST = 148; // pixels at 13 pixels' type
const ARABIC = /[\u0590-\u08ff\ufb1d-\ufefc]/;

const measure = document.createElement("canvas").getContext("2d");
const wrapped = new Map();

function directionOf(text) {
  const strong = text.match(/\p{L}/u);
  return strong && ARABIC.test(strong[0]) ? "rtl" : "ltr";
}

// Lines of a name at 13 pixels' type, "most" of them at most, and the width of the widest.
function wrap(text, weight, most, widest = WIDEST) {
  const key = `${weight} ${most} ${widest} ${text}`;
  if (wrapped.has(key)) return wrapped.get(key);
  measure.font = `${weight} 13px ${FONT}`;
  const widthOf = (line) => measure.measureText(line).width;
  const lines = [""];
  // No label shows more letters than these, and measuring a very long word is slow.
  for (const part of [...text].slice(0, 240).join("").split(/\s+/)) {
    const longer = lines.at(-1) ? `${lines.at(-1)} ${part}` : part;
    if (widthOf(longer) <= widest || !lines.at(-1)) lines[lines.length - 1] = longer;
    else if (lines.length < most) lines.push(part);
    else {
      lines[lines.length - 1] += " …";
      break;
    }
  }
  const cut = lines.map((line) => {
    const letters = [...line];
    while (letters.length > 3 && widthOf(letters.join("")) > widest * 1.4) letters.splice(-2, 2, "…");
    return letters.join("");
  });
  const made = { lines: cut, width: Math.max(...cut.map(widthOf)), direction: directionOf(text) };
  wrapped.set(key, made);
  return made;
}

// Boxes that are taken, found by cells of a grid.
class Sheet {
  cells = new Map();

  constructor(edge) {
    this.edge = edge;
  }

  *keys(box) {
    for (let x = Math.floor(box.left / 80); x <= Math.floor(box.right / 80); x += 1)
      for (let y = Math.floor(box.top / 80); y <= Math.floor(box.bottom / 80); y += 1) yield `${x},${y}`;
  }

  take(box) {
    for (const key of this.keys(box)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    }
  }

  // How much of a box is taken by others than its owner, in square pixels; labels weigh more.
  taken(box, owner) {
    const met = new Set();
    for (const key of this.keys(box)) for (const other of this.cells.get(key) ?? []) if (other.owner !== owner) met.add(other);
    let area = 0;
    for (const other of met) {
      const across = Math.min(box.right, other.right) - Math.max(box.left, other.left);
      const down = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
      if (across > 0 && down > 0) area += across * down * (other.owner === null ? 9 : 1);
    }
    const outside = Math.max(0, this.edge.left - box.left) + Math.max(0, box.right - this.edge.right);
    return area + outside * (box.bottom - box.top);
  }
}

const ranked = [...data.nodes].sort((a, b) => b.degree - a.degree || a.id - b.id);
// Relations of a thing whose label is bold, and is shown if at all possible: of a dozen things.
const BUSY = Math.max(ranked[Math.min(12, ranked.length - 1)]?.degree ?? 0, 5);
let placed = { key: null, labels: [], signs: [] };

// Where labels stand at this zoom, in pixels of the page at that zoom; panning changes nothing.
function placeLabels(scale) {
  const at = network.getPositions();
  const visible = ranked.filter((node) => shown.nodes.has(node.id) && stands(node.id));
  if (!visible.length) return { labels: [], signs: [] };
  const edge = bounds(Object.values(at));
  const sheet = new Sheet({ left: edge.left * scale - MARGIN, right: edge.right * scale + MARGIN });
  for (const node of visible) {
    const [x, y, r] = [at[node.id].x * scale, at[node.id].y * scale, radiusOf(node, scale)];
    sheet.take({ left: x - r, right: x + r, top: y - r, bottom: y + r, owner: node.id });
  }
  const chosen = (node) => node.id === hovered || node.id === focus?.chosen;
  const labels = [...visible.filter(chosen), ...visible.filter((node) => !chosen(node))]
    .map((node) => placeLabel(node, at[node.id], scale, sheet, chosen(node)))
    .filter(Boolean);
  return { labels, signs: focus ? placeSigns(scale, sheet) : [] };
}

// Ways to break a label into lines: [most lines, widest].
const SHAPES = { chosen: [[4, WIDEST]], busy: [[2, WIDEST], [3, 105], [1, 230]], plain: [[2, WIDEST]] };
// Directions from the symbol to the label; corners overlap the symbol's box a little.
const SPOTS = [[0, 1], [0, -1], [-1, 0], [1, 0], [-0.75, 0.75], [0.75, 0.75], [-0.75, -0.75], [0.75, -0.75]];

// Where a label would hide least; null if it would hide anything, unless it must be shown.
function placeLabel(node, at, scale, sheet, chosen) {
  const busy = node.degree >= BUSY;
  const px = Math.min(Math.max((busy ? 14 : 12.5) * scale ** 0.25, busy ? 12.5 : 11), 19);
  const weight = busy || chosen ? 600 : 400;
  const [x, y, r] = [at.x * scale, at.y * scale, radiusOf(node, scale) + 3];
  let best = { cost: Infinity };
  for (const [most, widest] of SHAPES[chosen ? "chosen" : busy ? "busy" : "plain"]) {
    const text = wrap(node.label, weight, most, widest);
    const width = (text.width * px) / 13 + 6;
    const height = text.lines.length * px * LINE + 2;
    for (const [dx, dy] of SPOTS) {
      if (!best.cost) break;
      const [cx, cy] = [x + dx * (r + width / 2), y + dy * (r + height / 2)];
      const box = { left: cx - width / 2, right: cx + width / 2, top: cy - height / 2, bottom: cy + height / 2, owner: null };
      const cost = sheet.taken(box, node.id);
      if (cost < best.cost) best = { cost, box, text, x: cx, y: cy, room: width * height };
    }
  }
  if (best.cost && !chosen && !(busy && best.cost < 0.7 * best.room)) return null;
  sheet.take(best.box);
  return { ...best.text, x: best.x, y: best.y, px, weight, id: node.id };
}

// What the relations in focus are called, on their lines.
function placeSigns(scale, sheet) {
  const signs = [];
  for (const id of focus.edges) {
    if (!shown.edges.has(id)) continue;
    const edge = edges.get(id);
    const text = wrap(edgeName(edge), 400, 1);
    const [width, height] = [(text.width * 11.5) / 13 + 12, 19];
    for (const part of [0.5, 0.4, 0.6, 0.3, 0.7]) {
      const at = pointOn(id, part);
      const [x, y] = [at.x * scale, at.y * scale];
      const box = { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2, owner: null };
      if (sheet.taken(box)) continue;
      sheet.take(box);
      signs.push({ ...text, x, y, width, height, px: 11.5, weight: 400, colour: relationStyle(edge.relation).colour });
      break;
    }
  }
  return signs;
}

function edgeName(edge) {
  return edge.label ?? relationName(edge.relation);
}

// A point on the line of an edge, from 0 at its subject to 1 at its object.
function pointOn(id, part) {
  return network.body.edges[id].edgeType.getPoint(part);
}

function paintText(ctx, text, scale) {
  const step = (text.px * LINE) / scale;
  ctx.font = `${text.weight} ${text.px / scale}px ${FONT}`;
  ctx.direction = text.direction;
  text.lines.forEach((line, i) => {
    const y = text.y / scale + (i - (text.lines.length - 1) / 2) * step;
    if (!text.width || !text.height) ctx.strokeText(line, text.x / scale, y);
    ctx.fillText(line, text.x / scale, y);
  });
}

function paintLabels(ctx) {
  const scale = network.getScale();
  const key = `${scale.toFixed(3)} ${version} ${hovered} ${language}`;
  if (placed.key !== key) placed = { key, ...placeLabels(scale) };
  ctx.save();
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  ctx.lineWidth = 3.5 / scale;
  ctx.strokeStyle = "#ffffffe6";
  ctx.fillStyle = "#1f2733";
  for (const label of placed.labels) paintText(ctx, label, scale);
  for (const sign of placed.signs) {
    ctx.fillStyle = "#ffffff";
    ctx.strokeStyle = sign.colour;
    ctx.lineWidth = 1 / scale;
    ctx.beginPath();
    ctx.roundRect((sign.x - sign.width / 2) / scale, (sign.y - sign.height / 2) / scale, sign.width / scale, sign.height / scale, 9 / scale);
    ctx.fill();
    ctx.stroke();
    ctx.fillStyle = "#3a4557";
    paintText(ctx, sign, scale);
  }
  ctx.restore();
}

network.on("afterDrawing", paintLabels);
