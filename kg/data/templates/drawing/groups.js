// What the panel tells of a group of things, and of the relations between two groups.

const ONCE = 100; // members listed at a time

// A group's members from the first, and a button for more of them; "sought" is the place of one.
function memberList(members, sought) {
  const list = element("ol", { class: "members" });
  const more = element("button", { type: "button", class: "quiet", onclick: () => add(ONCE) });
  const add = (count) => {
    const from = list.children.length;
    const rows = members.slice(from, from + count).map(([name, type, degree], i) => {
      const row = element("li", {}, symbol(typeStyle(type).path, typeStyle(type).colour), textOf("span", name, { class: "text" }), element("span", { class: "badge", title: word("relations") }, number(degree)));
      if (from + i === sought) row.setAttribute("aria-current", "true");
      return row;
    });
    list.append(...rows);
    more.hidden = list.children.length === members.length;
    more.textContent = word("more", { count: number(members.length - list.children.length) });
  };
  add(Math.max(ONCE, (sought ?? 0) + 1));
  return [list, more];
}

function relationCountsOf(relations) {
  return relations.map(([relation, count]) => element("li", {}, stroke(relation), element("span", { class: "text" }, relationName(relation)), element("span", { class: "badge" }, number(count))));
}

function groupPanel(id) {
  const node = nodes.get(id);
  const [list, more] = memberList(node.members, open.member);
  const linked = edgesOf.get(id).map((edge) => {
    const other = nodes.get(edge.from === id ? edge.to : edge.from);
    return leadTo({ kind: "edge", id: edge.id }, symbolOf(other), labelOf(other), null, null);
  });
  return [
    bar(chip(symbolOf(node), word(`group_${node.group}`))),
    textOf("h2", labelOf(node)),
    element("p", { class: "names" }, word("group_relations", { within: number(node.relations.reduce((sum, [, count]) => sum + count, 0)), others: number(node.others) })),
    element("p", { class: "names" }, ...rich(word("advice_focus"))),
    element("h3", {}, word("members")),
    list,
    more,
    linked.length ? element("h3", {}, word("linked")) : null,
    ...linked,
  ];
}

function linkPanel(id) {
  const edge = edges.get(id);
  return [
    bar(element("span", { class: "chip" }, word("between"))),
    element("div", { class: "statement" }, leadToNode(edge.from), leadToNode(edge.to)),
    element("h3", {}, `${word("relations")}: ${number(edge.said)}`),
    element("ul", { class: "members" }, ...relationCountsOf(edge.relations)),
    element("p", { class: "names" }, ...rich(word("advice_focus"))),
  ];
}
