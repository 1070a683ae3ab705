// What the panel tells: of a thing its facts, of a relation the sentences behind it, of a group its members.

// What qualifies a relation besides its name: standing and period of a role.
function qualities(fact) {
  return [
    fact.standing && word(fact.standing),
    fact.since && word("since", { date: fact.since }),
    fact.until && word("until", { date: fact.until }),
  ].filter(Boolean);
}

function edgeItem(edge, node) {
  const other = nodes.get(edge.from === node.id ? edge.to : edge.from);
  const small = [edge.label, ...qualities(edge)].filter(Boolean).join(" · ");
  return leadTo({ kind: "edge", id: edge.id }, symbolOf(other), other.label, small, edge.said);
}

function literalItem(fact) {
  const value = style.words[language][fact.value] ?? String(fact.value);
  const small = qualities(fact).join(" · ");
  const text = element("span", { class: "text" }, textOf("b", value), small ? textOf("small", small) : null);
  const cards = element("div", { hidden: "" }, ...evidenceOf(fact, []));
  const toggle = () => {
    cards.hidden = !cards.hidden;
    button.setAttribute("aria-expanded", String(!cards.hidden));
  };
  const button = element("button", { type: "button", class: "fact", "aria-expanded": "false", onclick: toggle }, text, badge(fact.claims.length));
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

function measureOf(node) {
  const { size } = about.measures;
  const value = size === "degree" ? number(node.value) : `${(100 * node.value).toFixed(2)}%`;
  return element("p", { class: "names" }, `${style.measures[language][size]}: `, element("bdi", {}, value));
}

function nodePanel(id) {
  const node = nodes.get(id);
  const others = node.names.filter((name) => name !== node.label);
  const facts = nodeFacts(node);
  return [
    bar(chip(symbolOf(node), typeName(node.type, true))),
    textOf("h2", node.label),
    measureOf(node),
    others.length ? element("h3", {}, word("names")) : null,
    others.length ? element("ul", { class: "names" }, ...others.map((name) => element("li", {}, textOf("bdi", name)))) : null,
    ...(facts.length ? facts : [element("p", { class: "names" }, word("no_facts"))]),
  ];
}

function edgePanel(id) {
  const edge = edges.get(id);
  const verb = element(
    "p",
    { class: "verb" },
    stroke(edge.relation),
    element("span", {}, textOf("span", edgeName(edge)), element("small", {}, edge.label ? ` (${relationName(edge.relation)})` : "", ...qualities(edge).map((text) => ` · ${text}`))),
  );
  verb.style.setProperty("--edge", relationStyle(edge.relation).colour);
  const names = [edge.from, edge.to].flatMap((end) => [nodes.get(end).label, ...nodes.get(end).names]);
  return [
    bar(element("span", { class: "chip" }, sentenceCount(edge.said))),
    element("div", { class: "statement" }, leadToNode(edge.from), verb, leadToNode(edge.to)),
    ...evidenceOf(edge, [...names, ...(edge.label ? [edge.label] : [])]),
  ];
}

// The sentences that state a fact, with the number of sources, or where else the fact comes from.
function evidenceOf(fact, names) {
  const claims = claimsOf(fact.claims);
  if (!claims.length) return [element("p", { class: "names" }, word("source_unsaid"), ...(fact.source ? [" (", textOf("bdi", fact.source), ")"] : []))];
  const documents = new Set(claims.map(({ document }) => document.iri)).size;
  const counts = word("sources", { sources: sourcesOf(claims), documents });
  return [element("p", { class: "names" }, counts), ...claims.map((claim) => card(claim, names))];
}

function card(claim, names) {
  const { title, source, date } = claim.document;
  const from = [source, date].filter(Boolean);
  const percent = Math.round(claim.confidence * 100);
  return element(
    "article",
    { class: "card", "data-claim": claim.iri },
    element("blockquote", { dir: "auto" }, ...marked(claim.text, names)),
    element(
      "footer",
      {},
      title ? textOf("b", title) : null,
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
