// The controls: search, and the language of the page.

const search = byId("search");
const results = byId("results");
const MOST_RESULTS = 9;

// What can be searched for: nodes, or the members of groups; made when it is needed first.
let entries = null;

function* things() {
  for (const node of ranked) {
    if (!isGrouped) yield { node, label: node.label, names: node.names, type: node.type, degree: node.degree };
    else for (const [place, [label, type, degree, names]] of node.members.entries()) yield { node, member: place, label, names, type, degree };
  }
}

function index() {
  entries ??= [...things()].map((thing) => ({ ...thing, keys: [...new Set([thing.label, ...thing.names].map(normal))] }));
  return entries;
}

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
  const candidates = index().filter(({ node }) => shown.nodes.has(node.id));
  if (!text) return candidates;
  return candidates
    .map((thing) => ({ thing, score: answer(thing.keys, text, words) }))
    .filter(({ score }) => score)
    .sort((a, b) => b.score - a.score || b.thing.degree - a.thing.degree)
    .map(({ thing }) => thing);
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
    focusMatches(found.map(({ node }) => node.id));
    byId("status").textContent = found.length ? word("found", { count: number(found.length) }) : word("nothing_found");
  } else if (!open) setFocus(null);
}

function resultItem(thing, i) {
  const text = normal(search.value);
  const also = text && !normal(thing.label).includes(text) ? thing.names.find((name) => normal(name).includes(text)) : null;
  return element(
    "li",
    { role: "option", id: `result-${i}`, "aria-selected": String(i === marker), onpointerdown: (event) => { event.preventDefault(); choose(thing); } },
    typeSymbol(thing.type),
    element("span", {}, textOf("bdi", thing.label), also ? textOf("span", ` (${also})`, { class: "also" }) : null),
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

function choose({ node, member }) {
  openResults(false);
  search.value = "";
  showStatus();
  show({ kind: "node", id: node.id, member });
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
  byId("hint").textContent = word(isGrouped ? "hint_groups" : "hint");
  search.placeholder = word("search_hint");
  byId("counts").textContent = word("counts", { nodes: number(about.left.all_nodes), edges: number(about.left.all_edges) });
  tellChoice();
  tellLeft();
  tellMeasures();
  buildLegends();
  showStatus();
  fillPanel();
}

// What was asked for of the whole graph.
function tellChoice() {
  const { focus, hops, is_query: isQuery, unknown, types, since, nodes: all } = about.choice;
  const parts = [
    focus && word(hops === 1 ? "choice_focus" : "choice_hops", { focus, hops }),
    isQuery && word("choice_query"),
    types.length && word("choice_types", { types: types.map((type) => typeName(type)).join(word("comma")) }),
    since && word("choice_since", { date: since }),
  ].filter(Boolean);
  const whole = parts.length ? word("choice_of", { all: number(all) }) : null;
  const left = unknown ? word("choice_unknown", { count: number(unknown) }) : null;
  byId("choice").hidden = !parts.length;
  byId("choice").replaceChildren(...[...parts, whole, left].filter(Boolean).map((text) => textOf("span", text)));
}

// What the picture cannot hold, and where else it is to be seen.
function tellLeft() {
  const { nodes: leftNodes, edges: leftEdges, all_nodes: all } = about.left;
  const box = byId("left-out");
  box.hidden = !leftNodes && !isGrouped;
  const values = { nodes: number(nodes.size), all_nodes: number(all), left_nodes: number(leftNodes), left_edges: number(leftEdges), most: number(about.groups?.most ?? 0) };
  box.replaceChildren(word(isGrouped ? "grouped" : about.choice.focus ? "left_out_near" : "left_out", values), " ", ...rich(word("advice")));
}

// What sizes and colours say.
function tellMeasures() {
  const { size, colour, sampled } = about.measures;
  const measures = style.measures[language];
  const sizes = isGrouped ? word("size_groups") : word("size", { name: measures[size], about: measures[`${size}_about`] });
  const colours = isGrouped ? word("colour_groups") : word(`colour_${colour}`);
  byId("measures").replaceChildren(...[sizes, sampled && !isGrouped ? word("sampled") : null, colours].filter(Boolean).map((text) => element("span", {}, text)));
}
