// Labels, drawn as a map draws them: at one size on the screen, the most connected first, each
// where it hides no symbol and no other label; the rest appear as the reader zooms in.

const FONT = getComputedStyle(document.documentElement).getPropertyValue("--font");
const LINE = 1.32;
const MARGIN = 100; // pixels that labels may stick out to the left and right of the symbols
const WIDEST = 148; // pixels at 13 pixels' type
const ARABIC = /[\u0590-\u08ff\ufb1d-\ufefc]/;

const measure = document.createElement("canvas").getContext("2d");
let measuring = "";
const wordWidths = new Map();
const wrapped = new Map();

function directionOf(text) {
  const strong = text.match(/\p{L}/u);
  return strong && ARABIC.test(strong[0]) ? "rtl" : "ltr";
}

// The width of one word at 13 pixels' type; names share most of their words.
function wordWidth(part, weight) {
  const key = `${weight} ${part}`;
  let width = wordWidths.get(key);
  if (width === undefined) {
    const font = `${weight} 13px ${FONT}`;
    if (measuring !== font) measure.font = measuring = font;
    width = measure.measureText(part).width;
    wordWidths.set(key, width);
  }
  return width;
}

// Lines of a name at 13 pixels' type, "most" of them at most, and the width of the widest.
function wrap(text, weight, most, widest = WIDEST) {
  const key = `${weight} ${most} ${widest} ${text}`;
  if (wrapped.has(key)) return wrapped.get(key);
  const space = wordWidth(" ", weight);
  const lines = [];
  // No label shows more letters than these, and measuring a very long word is slow.
  const parts = (text.length > 240 ? [...text].slice(0, 240).join("") : text).split(/\s+/);
  for (const whole of parts) {
    const part = shorten(whole, weight, widest * 1.4);
    const last = lines.at(-1);
    const width = wordWidth(part, weight);
    if (last && last.width + space + width <= widest) {
      last.text += ` ${part}`;
      last.width += space + width;
    } else if (lines.length < most) lines.push({ text: part, width });
    else {
      last.text += " …";
      last.width += space + wordWidth("…", weight);
      break;
    }
  }
  const made = { lines: lines.map((line) => line.text), width: Math.max(...lines.map((line) => line.width)), direction: directionOf(text) };
  wrapped.set(key, made);
  return made;
}

// A word that is wider than a line without its last letters.
function shorten(part, weight, widest) {
  if (wordWidth(part, weight) <= widest) return part;
  const letters = [...part];
  while (letters.length > 3 && wordWidth(letters.join(""), weight) > widest) letters.splice(-2, 2, "…");
  return letters.join("");
}

const CELL = 80; // pixels
const ROW = 1 << 16; // cells in a row of the grid
const cellOf = (value) => Math.floor(value / CELL);

// Boxes that are taken, found by cells of a grid.
class Sheet {
  cells = new Map();

  constructor(edge) {
    this.edge = edge;
  }

  take(box) {
    for (let x = cellOf(box.left); x <= cellOf(box.right); x += 1) {
      for (let y = cellOf(box.top); y <= cellOf(box.bottom); y += 1) {
        const key = x * ROW + y;
        if (!this.cells.has(key)) this.cells.set(key, []);
        this.cells.get(key).push(box);
      }
    }
  }

  // How much of a box is taken by others than its owner, in square pixels; labels weigh more.
  // The count ends where it reaches "most".
  taken(box, owner, most = Infinity) {
    const outside = Math.max(0, this.edge.left - box.left) + Math.max(0, box.right - this.edge.right);
    let area = outside * (box.bottom - box.top);
    const [firstX, lastX, firstY, lastY] = [cellOf(box.left), cellOf(box.right), cellOf(box.top), cellOf(box.bottom)];
    for (let x = firstX; x <= lastX; x += 1) {
      for (let y = firstY; y <= lastY; y += 1) {
        for (const other of this.cells.get(x * ROW + y) ?? []) {
          if (area >= most) return area;
          // Of the cells that two boxes share the first one counts.
          if (other.owner === owner || x !== Math.max(firstX, cellOf(other.left)) || y !== Math.max(firstY, cellOf(other.top))) continue;
          const across = Math.min(box.right, other.right) - Math.max(box.left, other.left);
          const down = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
          if (across > 0 && down > 0) area += across * down * (other.owner === null ? 9 : 1);
        }
      }
    }
    return area;
  }
}

const ranked = [...data.nodes].sort((a, b) => b.size - a.size || b.degree - a.degree || a.id - b.id);
// A dozen things whose label is bold, and is shown if at all possible.
const BUSY = new Set(ranked.slice(0, 12).filter((node) => node.degree > 4 || node.group).map(({ id }) => id));
// Things that can have a label: the first picture does not wait for the names of lesser things,
// which follow at once.
let labelled = 60;
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
    .slice(0, labelled)
    .map((node) => placeLabel(node, at[node.id], scale, sheet, chosen(node)))
    .filter(Boolean);
  return { labels, signs: focus ? placeSigns(scale, sheet) : [] };
}

// Ways to break a label into lines: [most lines, widest].
const SHAPES = { chosen: [[4, WIDEST]], busy: [[2, WIDEST], [3, 105], [1, 230]], plain: [[2, WIDEST], [3, 95]] };
// Directions from the symbol to the label; corners overlap the symbol's box a little.
const SPOTS = [[0, 1], [0, -1], [-1, 0], [1, 0], [-0.75, 0.75], [0.75, 0.75], [-0.75, -0.75], [0.75, -0.75]];

// Where a label would hide least; null if it would hide anything, unless it must be shown.
function placeLabel(node, at, scale, sheet, chosen) {
  const busy = BUSY.has(node.id);
  const px = Math.min(Math.max((busy ? 14 : 12.5) * scale ** 0.25, busy ? 12.5 : 11), 19);
  const weight = busy || chosen ? 600 : 400;
  const [x, y, r] = [at.x * scale, at.y * scale, radiusOf(node, scale) + 3];
  // A plain label stands where it hides nothing, or not at all.
  let best = { cost: chosen || busy ? Infinity : Number.MIN_VALUE };
  for (const [most, widest] of SHAPES[chosen ? "chosen" : busy ? "busy" : "plain"]) {
    const text = wrap(labelOf(node), weight, most, widest);
    const width = (text.width * px) / 13 + 6;
    const height = text.lines.length * px * LINE + 2;
    for (const [dx, dy] of SPOTS) {
      if (!best.cost) break;
      const [cx, cy] = [x + dx * (r + width / 2), y + dy * (r + height / 2)];
      const box = { left: cx - width / 2, right: cx + width / 2, top: cy - height / 2, bottom: cy + height / 2, owner: null };
      const cost = sheet.taken(box, node.id, best.cost);
      if (cost < best.cost) best = { cost, box, text, x: cx, y: cy, room: width * height };
    }
  }
  if (!best.box || (best.cost && !chosen && best.cost >= 0.7 * best.room)) return null;
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
  if (isGrouped) return number(edge.said);
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
  const key = `${scale.toFixed(3)} ${labelled} ${version} ${hovered} ${language}`;
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
