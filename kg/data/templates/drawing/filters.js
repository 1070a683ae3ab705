// Filters: by type, relation, community, and by the day and the confidence of what is told.

const hiddenTypes = new Set();
const hiddenRelations = new Set();
const hiddenCommunities = new Set();
const hiddenOthers = new Set(); // "lonely": things without relations
const limits = { since: "", until: "", confidence: 0 };

const isLonely = (node) => !edgesOf.get(node.id).length;
const communityOf = (node) => String(node.community ?? "other");

// Whether one claim of a relation fits the limits in every respect. What no text tells has no day.
function isTold(edge) {
  const { since, until, confidence } = limits;
  if (!since && !until && !confidence) return true;
  if (!edge.claims.length) return !since && !until;
  return claimsOf(edge.claims).some((claim) => {
    const date = claim.document.date ?? "";
    if ((since || until) && !date) return false;
    return date >= since && (!until || date.slice(0, until.length) <= until) && claim.confidence >= confidence;
  });
}

// Hide what the filters hide, and things that were linked but have no link left to show.
function filter() {
  shown.edges.clear();
  shown.nodes.clear();
  const kept = new Set(data.edges.filter((edge) => !hiddenRelations.has(edge.relation) && isTold(edge)));
  for (const node of data.nodes) {
    const around = edgesOf.get(node.id);
    const isCutOff = around.length && !around.some((edge) => kept.has(edge));
    const isHidden = hiddenTypes.has(node.type) || hiddenCommunities.has(communityOf(node)) || isCutOff || (isLonely(node) && hiddenOthers.has("lonely"));
    if (!isHidden) shown.nodes.add(node.id);
  }
  for (const edge of kept) if (shown.nodes.has(edge.from) && shown.nodes.has(edge.to)) shown.edges.add(edge.id);
  nodeSet.update(data.nodes.map(({ id }) => ({ id, hidden: !shown.nodes.has(id) })));
  repaintEdges();
}

function applyFilter() {
  filter();
  if (open?.kind === "node") focusNode(open.id);
  showStatus();
}

function tally(items, keyOf) {
  const counts = new Map();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}

function inStyleOrder(list, keys) {
  const order = Object.keys(style[list]);
  const place = (key) => order.indexOf(key) + 1 || order.length + 1;
  return [...keys].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}

function legendRow(key, count, hidden, picture, name) {
  const row = [picture, textOf("span", name, { class: "name" }), element("span", { class: "count" }, number(count))];
  if (!hidden) return element("li", {}, ...row);
  const box = element("input", { type: "checkbox", value: key });
  box.checked = !hidden.has(key);
  box.addEventListener("change", () => {
    if (box.checked) hidden.delete(key);
    else hidden.add(key);
    applyFilter();
  });
  return element("li", {}, element("label", {}, box, ...row));
}

const typeCounts = tally(data.nodes, (node) => node.type);
const relationCounts = tally(data.edges, (edge) => edge.relation);
const communityCounts = tally(data.nodes, communityOf);
const lonely = data.nodes.filter(isLonely).length;
const filters = { types: [hiddenTypes, typeCounts], relations: [hiddenRelations, relationCounts], communities: [hiddenCommunities, communityCounts] };

// Of a picture of groups: what its symbols mean, with the number of each.
function groupRows() {
  const ofKind = (kind) => data.nodes.filter((node) => node.group === kind);
  const types = new Map(ofKind("type").map((node) => [node.type, node]));
  const communities = ofKind("community").length;
  return [
    communities ? legendRow("", communities, null, symbol(PALETTE.path, PALETTE.other), word("community_one")) : null,
    ...ofKind("rest").map((node) => legendRow("", node.communities, null, symbolOf(node), word("rest"))),
    ...inStyleOrder("types", types.keys()).map((type) => legendRow("", types.get(type).count, null, typeSymbol(type), word("outside", { type: typeName(type) }))),
  ].filter(Boolean);
}

function communityRows() {
  const rows = about.communities.map(({ label, count }, i) => legendRow(String(i), count, hiddenCommunities, symbol(style.round, PALETTE.colours[i]), label));
  const others = communityCounts.get("other");
  if (others) rows.push(legendRow("other", others, hiddenCommunities, symbol(style.round, PALETTE.other), word("community_others")));
  return rows;
}

function buildLegends() {
  if (isGrouped) {
    byId("types").replaceChildren(...groupRows());
    return;
  }
  const types = inStyleOrder("types", typeCounts.keys()).map((type) => legendRow(type, typeCounts.get(type), hiddenTypes, typeSymbol(type), typeName(type)));
  if (lonely) types.push(legendRow("lonely", lonely, hiddenOthers, element("span", { class: "symbol" }), word("lonely")));
  byId("types").replaceChildren(...types);
  const relations = inStyleOrder("relations", relationCounts.keys());
  byId("relations").replaceChildren(...relations.map((relation) => legendRow(relation, relationCounts.get(relation), hiddenRelations, stroke(relation), relationName(relation))));
  if (isByCommunity) byId("communities").replaceChildren(...communityRows());
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

// The limits of what is told: to be called when the evidence is there.
function startLimits() {
  const days = evidence.documents.map(({ date }) => date).filter((date) => date?.length === 10).sort();
  for (const key of ["since", "until"]) {
    const box = byId(key);
    if (days.length) Object.assign(box, { min: days[0], max: days.at(-1) });
    box.addEventListener("change", () => {
      limits[key] = box.value;
      applyFilter();
    });
  }
  byId("days").hidden = !days.length;
  const slider = byId("confidence");
  slider.addEventListener("input", () => {
    limits.confidence = slider.value / 100;
    byId("confidence-value").textContent = `${slider.value}%`;
    applyFilter();
  });
}

function showStatus() {
  byId("status").textContent = word("showing", {
    nodes: number(shown.nodes.size),
    all_nodes: number(nodes.size),
    edges: number(shown.edges.size),
    all_edges: number(edges.size),
  });
}
