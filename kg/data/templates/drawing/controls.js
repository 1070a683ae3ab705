// The controls: search, filters, language, tools, keyboard and pointer.

const search = byId("search");
const results = byId("results");
const MOST_RESULTS = 9;

const index = ranked.map((node) => ({ node, keys: [...new Set([node.label, ...node.names].map(normal))] }));

// How well a thing answers the words looked for: 0 not at all, more is better.
function answer(keys, text, words) {
  let best = 0;
  for (const key of keys) {
    if (key === text) return 4;
    if (key.startsWith(text)) best = Math.max(best, 3);
    else if (words.every((part) => ` ${key}`.includes(` ${part}`) || ` ${key}`.includes(` ال${part}`))) best = Math.max(best, 2);
    else if (words.every((part) => key.includes(part) || (part.length > 4 && part.startsWith("ال") && key.includes(part.slice(2))))) best = Math.max(best, 1);
  }
  return best;
}

function find(query) {
  const text = normal(query);
  const words = text.split(" ");
  const candidates = index.filter(({ node }) => shown.nodes.has(node.id));
  if (!text) return candidates.map(({ node }) => node);
  return candidates
    .map(({ node, keys }) => ({ node, score: answer(keys, text, words) }))
    .filter(({ score }) => score)
    .sort((a, b) => b.score - a.score || b.node.degree - a.node.degree)
    .map(({ node }) => node);
}

let marker = -1;
let listed = [];

function listResults() {
  const found = find(search.value);
  listed = found.slice(0, MOST_RESULTS);
  marker = search.value && listed.length ? 0 : -1;
  results.replaceChildren(...listed.map(resultItem));
  if (!found.length) results.append(element("li", { class: "nothing", role: "option", "aria-disabled": "true" }, word("nothing_found")));
  openResults(true);
  if (search.value) {
    focusMatches(found.map((node) => node.id));
    byId("status").textContent = found.length ? word("found", { count: found.length }) : word("nothing_found");
  } else if (!open) setFocus(null);
}

function resultItem(node, i) {
  const text = normal(search.value);
  const also = text && !normal(node.label).includes(text) ? node.names.find((name) => normal(name).includes(text)) : null;
  return element(
    "li",
    { role: "option", id: `result-${i}`, "aria-selected": String(i === marker), onpointerdown: (event) => { event.preventDefault(); choose(node); } },
    symbol(node.type),
    element("span", {}, textOf("bdi", node.label), also ? textOf("span", ` (${also})`, { class: "also" }) : null),
  );
}

function openResults(wanted) {
  results.hidden = !wanted;
  search.setAttribute("aria-expanded", String(wanted));
  moveMarker(0);
}

function moveMarker(step) {
  if (listed.length && step) marker = (marker + step + listed.length) % listed.length;
  [...results.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === marker)));
  const current = results.hidden ? null : results.children[marker];
  if (current?.id) search.setAttribute("aria-activedescendant", current.id);
  else search.removeAttribute("aria-activedescendant");
  current?.scrollIntoView({ block: "nearest" });
}

function choose(node) {
  openResults(false);
  search.value = "";
  showStatus();
  show({ kind: "node", id: node.id });
}

search.addEventListener("input", listResults);
search.addEventListener("focus", listResults);
search.addEventListener("blur", () => openResults(false));
search.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (results.hidden) listResults();
    moveMarker(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter" && listed[marker]) choose(listed[marker]);
  else if (event.key === "Escape") {
    event.stopPropagation();
    search.value = "";
    setFocus(null);
    openResults(false);
    showStatus();
  }
});

function tally(items, key) {
  const counts = new Map();
  for (const item of items) counts.set(item[key], (counts.get(item[key]) ?? 0) + 1);
  return counts;
}

function legend(list, counts, hidden, picture, name) {
  const order = Object.keys(style[list]);
  const place = (key) => order.indexOf(key) + 1 || order.length + 1;
  const keys = [...counts.keys()].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
  byId(list).replaceChildren(...keys.map((key) => legendRow(key, counts.get(key), hidden, picture(key), name(key))));
}

function legendRow(key, count, hidden, picture, name) {
  const box = element("input", { type: "checkbox", value: key });
  box.checked = !hidden.has(key);
  box.addEventListener("change", () => {
    if (box.checked) hidden.delete(key);
    else hidden.add(key);
    applyFilter();
  });
  const label = element("label", {}, box, picture, element("span", { class: "name" }, name), element("span", { class: "count" }, String(count)));
  return element("li", {}, label);
}

const typeCounts = tally(data.nodes, "type");
const relationCounts = tally(data.edges, "relation");
const lonely = data.nodes.filter(isLonely).length;
const filters = { types: [hiddenTypes, typeCounts], relations: [hiddenRelations, relationCounts] };

function buildLegends() {
  legend("types", typeCounts, hiddenTypes, symbol, (type) => typeName(type));
  if (lonely) byId("types").append(legendRow("lonely", lonely, hiddenOthers, element("span", { class: "symbol" }), word("lonely")));
  legend("relations", relationCounts, hiddenRelations, stroke, (relation) => relationName(relation));
}

function applyFilter() {
  filter();
  if (open?.kind === "node") focusNode(open.id);
  showStatus();
}

for (const button of document.querySelectorAll("[data-all], [data-none]")) {
  button.addEventListener("click", () => {
    const [hidden, counts] = filters[button.dataset.all ?? button.dataset.none];
    hidden.clear();
    if (button.dataset.all === "types") hiddenOthers.clear();
    if (button.dataset.none) for (const key of counts.keys()) hidden.add(key);
    buildLegends();
    applyFilter();
  });
}

function showStatus() {
  byId("status").textContent = word("showing", {
    nodes: shown.nodes.size,
    all_nodes: nodes.size,
    edges: shown.edges.size,
    all_edges: edges.size,
  });
}

function speak() {
  document.documentElement.lang = language;
  document.documentElement.dir = language === "ar" ? "rtl" : "ltr";
  for (const item of document.querySelectorAll("[data-word]")) item.textContent = word(item.dataset.word);
  for (const item of document.querySelectorAll("[data-label]")) {
    item.setAttribute("aria-label", word(item.dataset.label));
    if (item.tagName === "BUTTON") item.title = word(item.dataset.label);
  }
  byId("language").textContent = word("language");
  byId("language").lang = language === "ar" ? "en" : "ar";
  byId("language").setAttribute("aria-label", word("language_label"));
  search.placeholder = word("search_hint");
  byId("counts").textContent = word("counts", { nodes: data.left.all_nodes, edges: data.left.all_edges });
  byId("left-out").hidden = !data.left.nodes;
  byId("left-out").textContent = word("left_out", { nodes: nodes.size, all_nodes: data.left.all_nodes, left_nodes: data.left.nodes, left_edges: data.left.edges });
  buildLegends();
  showStatus();
  fillPanel();
  version += 1;
  network.redraw();
}
