// The panel: what is known about a thing, or the sentences behind a relation.

const panel = byId("details");
const evidence = data.evidence;
let open = null; // {kind: "node" | "edge", id}

function claimsOf(indexes) {
  return indexes.map((index) => {
    const [sentence, confidence, pattern, id] = evidence.claims[index];
    const [text, document, iri] = evidence.sentences[sentence];
    // The document and the place in it, without what comes before in its IRI.
    const place = iri.slice(iri.lastIndexOf("/") + 1);
    return { text, confidence, pattern, place, iri: `${iri}&claim=${id}`, document: evidence.documents[document] };
  });
}

const textOf = (tag, text, attributes = {}) => element(tag, { dir: "auto", ...attributes }, text);

function chip(type) {
  return element("span", { class: "chip" }, symbol(type), element("span", {}, typeName(type, true)));
}

function bar(...left) {
  const cross = drawn("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, drawn("path", { d: "M2 2 14 14M14 2 2 14" }));
  const close = element("button", { type: "button", class: "close", title: word("close"), "aria-label": word("close"), onclick: () => show(null) }, cross);
  return element("div", { class: "bar" }, ...left, close);
}

function nodeButton(id, small, count, onclick) {
  const node = nodes.get(id);
  const text = element("span", { class: "text" }, textOf("b", node.label), small ? textOf("small", small) : null);
  const badge = count === null ? null : element("span", { class: "badge", title: sentenceCount(count) }, String(count));
  return element("button", { type: "button", class: "fact", onclick }, symbol(node.type), text, badge);
}

// What qualifies a relation besides its name: standing and period of a role.
function qualities(fact) {
  return [
    fact.standing && word(fact.standing),
    fact.since && word("since", { date: fact.since }),
    fact.until && word("until", { date: fact.until }),
  ].filter(Boolean);
}

function edgeItem(edge, node) {
  const other = edge.from === node.id ? edge.to : edge.from;
  const small = [edge.label, ...qualities(edge)].filter(Boolean).join(" · ");
  return nodeButton(other, small, edge.claims.length, () => show({ kind: "edge", id: edge.id }));
}

function literalItem(fact) {
  const value = style.words[language][fact.value] ?? String(fact.value);
  const small = qualities(fact).join(" · ");
  const text = element("span", { class: "text" }, textOf("b", value), small ? textOf("small", small) : null);
  const cards = element("div", { hidden: "" }, ...cardsOf(fact.claims, []));
  const badge = element("span", { class: "badge", title: sentenceCount(fact.claims.length) }, String(fact.claims.length));
  const toggle = () => {
    cards.hidden = !cards.hidden;
    button.setAttribute("aria-expanded", String(!cards.hidden));
  };
  const button = element("button", { type: "button", class: "fact", "aria-expanded": "false", onclick: toggle }, text, badge);
  return element("div", {}, button, cards);
}

// Facts of a thing under the heading of their relation, in the legend's order.
function nodeFacts(node) {
  const groups = new Map();
  const add = (key, item) => groups.set(key, [...(groups.get(key) ?? []), item]);
  for (const fact of node.facts) add(`${fact.relation} out_`, literalItem(fact));
  for (const edge of edgesOf.get(node.id)) add(`${edge.relation} ${edge.from === node.id ? "out_" : "in_"}`, edgeItem(edge, node));
  const order = Object.keys(style.relations);
  const rank = (key) => (order.indexOf(key.split(" ")[0]) + 1 || order.length + 1) * 2 + key.endsWith("in_");
  return [...groups.keys()]
    .sort((a, b) => rank(a) - rank(b))
    .flatMap((key) => [element("h3", {}, relationName(...key.split(" "))), ...groups.get(key)]);
}

function nodePanel(id) {
  const node = nodes.get(id);
  const others = node.names.filter((name) => name !== node.label);
  const facts = nodeFacts(node);
  return [
    bar(chip(node.type)),
    textOf("h2", node.label),
    others.length ? element("h3", {}, word("names")) : null,
    others.length ? element("ul", { class: "names" }, ...others.map((name) => element("li", {}, textOf("bdi", name)))) : null,
    ...(facts.length ? facts : [element("p", { class: "names" }, word("no_facts"))]),
  ];
}

function edgePanel(id) {
  const edge = edges.get(id);
  const toNode = (node) => nodeButton(node, typeName(nodes.get(node).type, true), null, () => show({ kind: "node", id: node }));
  const verb = element(
    "p",
    { class: "verb" },
    stroke(edge.relation),
    element("span", {}, textOf("span", edgeName(edge)), element("small", {}, edge.label ? ` (${relationName(edge.relation)})` : "", ...qualities(edge).map((text) => ` · ${text}`))),
  );
  verb.style.setProperty("--edge", relationStyle(edge.relation).colour);
  const names = [edge.from, edge.to].flatMap((end) => [nodes.get(end).label, ...nodes.get(end).names]);
  return [
    bar(element("span", { class: "chip" }, sentenceCount(edge.claims.length))),
    element("div", { class: "statement" }, toNode(edge.from), verb, toNode(edge.to)),
    ...cardsOf(edge.claims, [...names, ...(edge.label ? [edge.label] : [])]),
    edge.claims.length ? null : element("p", { class: "names" }, word("source_unsaid"), textOf("bdi", edge.source ? ` (${edge.source})` : "")),
  ];
}

function cardsOf(indexes, names) {
  return claimsOf(indexes).map((claim) => {
    const from = [claim.document.source, claim.document.date].filter(Boolean);
    const percent = Math.round(claim.confidence * 100);
    return element(
      "article",
      { class: "card", "data-claim": claim.iri },
      element("blockquote", { dir: "auto" }, ...marked(claim.text, names)),
      element(
        "footer",
        {},
        claim.document.title ? textOf("b", claim.document.title) : null,
        ...from.flatMap((part, i) => [i ? " · " : "", textOf("bdi", part)]),
        element(
          "div",
          { class: "measures" },
          element("span", {}, `${word("confidence")} `, element("bdi", {}, `${percent}%`), element("meter", { min: 0, max: 100, value: percent, low: 50, high: 75, optimum: 100, "aria-label": word("confidence") })),
          element("span", {}, `${word("pattern")} `, textOf("code", claim.pattern)),
          element("span", {}, `${word("place")} `, textOf("code", claim.place, { title: claim.iri })),
        ),
      ),
    );
  });
}

// The sentence with the names in it marked, the longest names first.
function marked(text, names) {
  const wanted = [...new Set(names)].filter((name) => name.length > 2).sort((a, b) => b.length - a.length);
  const parts = [];
  let rest = text;
  while (rest) {
    let best = null;
    for (const name of wanted) {
      const at = rest.indexOf(name);
      if (at >= 0 && (!best || at < best.at)) best = { at, name };
    }
    if (!best) break;
    parts.push(rest.slice(0, best.at), element("mark", {}, best.name));
    rest = rest.slice(best.at + best.name.length);
  }
  return [...parts, rest];
}

// Open the panel on a node or an edge, or close it with null.
function show(what, { keepView = false } = {}) {
  open = what;
  panel.hidden = !what;
  byId("hint").hidden = Boolean(what);
  if (!what) {
    network.unselectAll();
    setFocus(null);
    return;
  }
  fillPanel();
  panel.scrollTop = 0;
  if (what.kind === "node") focusNode(what.id);
  else focusEdge(what.id);
  if (!keepView || isCovered(what)) fit([...focus.nodes], Math.max(network.getScale(), FIRST_SCALE * 2));
  panel.focus({ preventScroll: true });
}

// Whether the panel hides what it tells about.
function isCovered({ kind, id }) {
  const ends = kind === "node" ? [id] : [edges.get(id).from, edges.get(id).to];
  const { left, right } = covered();
  const spots = Object.values(network.getPositions(ends)).map((spot) => network.canvasToDOM(spot).x);
  return spots.some((x) => x < left || x > stage.clientWidth - right);
}

function fillPanel() {
  if (!open) return;
  panel.replaceChildren(...(open.kind === "node" ? nodePanel(open.id) : edgePanel(open.id)).filter(Boolean));
}
