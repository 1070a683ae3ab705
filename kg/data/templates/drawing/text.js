// Words of the page, letters for searching, and making elements. Text from articles is only
// ever put in with textContent.

const data = JSON.parse(document.getElementById("data").textContent);
const { style, about } = data;
const isGrouped = Boolean(about.groups); // nodes are groups of things, not things
let language = data.language;

const byId = (id) => document.getElementById(id);

function word(key, values) {
  const text = style.words[language][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => values?.[name] ?? "");
}

// Text with commands in it, which stand between backticks: these are read from left to right.
function rich(text) {
  return text.split("`").map((part, i) => (i % 2 ? element("code", { dir: "ltr" }, part) : part));
}

function number(value) {
  return value.toLocaleString("en");
}

// The name of a node: of a group its head, or the type of its members, and their number.
function labelOf(node) {
  if (!node.group) return node.label;
  const name = { community: node.label, rest: word("rest"), type: typeName(node.type) }[node.group];
  return `${name} (${number(node.count)})`;
}

function typeName(type, one) {
  const found = style.types[type];
  return found ? found[one ? `one_${language}` : language] : type;
}

// side: "" for the relation itself, "out_" or "in_" for a heading of its objects or subjects.
function relationName(relation, side = "") {
  const found = style.relations[relation];
  return found?.[side + language] ?? found?.[language] ?? relation.replaceAll("_", " ");
}

function sentenceCount(count) {
  const form = count < 3 ? count : count < 11 ? "few" : "many";
  return word(`sentences_${form}`, { count });
}

// The form in which names are compared: no diacritics and no hamza, one form of alef, ya and
// ta marbuta, Persian letters as Arabic ones, Latin without accents, words parted by one space.
const NEAREST = { ٱ: "ا", ى: "ي", ی: "ي", ې: "ي", ة: "ه", ہ: "ه", ۀ: "ه", ک: "ك", گ: "ك", چ: "ج", پ: "ب", ڤ: "ف", ڨ: "ق" };

function normal(text) {
  return text
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}ءـ]/gu, "")
    .replace(/[ٱىیېةہۀکگچپڤڨ]/g, (letter) => NEAREST[letter])
    .replace(/\p{Nd}/gu, (digit) => digitValue(digit))
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function digitValue(digit) {
  const code = digit.codePointAt(0);
  if (code >= 0x660 && code <= 0x669) return String(code - 0x660);
  if (code >= 0x6f0 && code <= 0x6f9) return String(code - 0x6f0);
  return digit;
}

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== null) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

function drawn(tag, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

const PLAIN = { colour: "#6b7280", path: "M0-9A9 9 0 1 1 0 9A9 9 0 1 1 0-9Z" };
const typeStyle = (type) => style.types[type] ?? PLAIN;
const PALETTE = style.communities;
const isByCommunity = about.measures.colour === "community" && !isGrouped;

function colourOf(node) {
  return isByCommunity ? PALETTE.colours[node.community] ?? PALETTE.other : typeStyle(node.type).colour;
}

function pathOf(node) {
  return node.group && node.group !== "type" ? PALETTE.path : typeStyle(node.type).path;
}

const relationStyle = (relation) => style.relations[relation] ?? PLAIN;

function symbol(path, colour) {
  return drawn(
    "svg",
    { class: "symbol", viewBox: "-13 -13 26 26", "aria-hidden": "true" },
    drawn("path", { d: path, fill: colour, "fill-rule": "evenodd" }),
  );
}

const symbolOf = (node) => symbol(pathOf(node), colourOf(node));
// Where colours tell communities, a type is its shape alone.
const typeSymbol = (type) => symbol(typeStyle(type).path, isByCommunity ? PALETTE.other : typeStyle(type).colour);

function stroke(relation) {
  const { colour, dashes } = relationStyle(relation);
  const line = drawn("path", { d: "M1 5H21", stroke: colour, "stroke-width": 2.6, "stroke-dasharray": dashes ? "5 3" : "none" });
  return drawn("svg", { class: "stroke", viewBox: "0 0 22 10", "aria-hidden": "true" }, line);
}
