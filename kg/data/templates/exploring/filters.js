  // Which of what is drawn is shown. Nothing is drawn or forgotten here, and what is hidden is counted.
  const filter = { types: new Set(), relations: new Set(), sources: new Set(), since: "", until: "", confidence: 0 };
  const shown = { nodes: new Set(), edges: new Map() };
  const field = (name) => document.getElementById(`filter-${name}`);

  // A fact passes if one telling fits in every respect, as on the server.
  function passes(key) {
    const fact = facts.get(key);
    if (filter.relations.has(fact.relation)) return false;
    return fact.told.some(({ date, source, confidence }) => {
      if (filter.sources.size && !filter.sources.has(source ?? "")) return false;
      if ((filter.since || filter.until) && !date) return false;
      if (filter.since && date < filter.since) return false;
      if (filter.until && date.slice(0, filter.until.length) > filter.until) return false;
      return confidence === null || confidence >= filter.confidence;
    });
  }

  function isNarrow() {
    return Boolean(filter.relations.size || filter.sources.size || filter.since || filter.until || filter.confidence);
  }

  function isTypeOn(iri) {
    return !filter.types.has(things.get(iri).type);
  }

  function sift() {
    shown.nodes.clear();
    shown.edges.clear();
    graph.forEachEdge((edge, { facts: keys }, source, target) => {
      if (!isTypeOn(source) || !isTypeOn(target)) return;
      const kept = keys.filter(passes);
      if (kept.length) shown.edges.set(edge, kept);
    });
    // Where facts are chosen, what none of them joins would stand in the way.
    graph.forEachNode((iri) => {
      if (!isTypeOn(iri)) return;
      const joined = !isNarrow() || iri === chosen.thing || graph.someEdge(iri, (edge) => shown.edges.has(edge));
      if (joined) shown.nodes.add(iri);
    });
  }

  // The filters as the server's addresses have them.
  function filterParameters() {
    const parameters = [];
    if (filter.types.size) parameters.push(...Object.keys(colours).filter((kind) => !filter.types.has(kind)).map((kind) => ["type", kind]));
    if (filter.relations.size) parameters.push(...Object.keys(relations).filter((name) => !filter.relations.has(name)).map((name) => ["relation", name]));
    for (const source of filter.sources) parameters.push(["source", source]);
    for (const name of ["since", "until", "confidence"]) if (filter[name]) parameters.push([name, filter[name]]);
    return parameters;
  }

  // ``isOn`` tells whether a box is checked, ``names`` are rows of a value, what it is called, and a number.
  function checkBoxes(name, rows, isOn, change) {
    field(name).replaceChildren(
      ...rows.map(([value, text, count]) => {
        const line = element("label", { className: value in colours ? value : "" });
        const box = element("input", { type: "checkbox", checked: isOn(value) });
        box.dataset.value = value;
        box.addEventListener("change", () => change(value, box.checked));
        line.append(box, " ", element("bdi", { textContent: text }), element("span", { className: "soft", textContent: ` ${count}` }));
        return line;
      }),
    );
  }

  function countOf(values) {
    const counts = new Map();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  }

  function showFilters() {
    const focus = document.activeElement?.dataset?.value;
    const drawn = graph.edges().flatMap((edge) => graph.getEdgeAttribute(edge, "facts")).map((key) => facts.get(key));
    const toggle = (set, value, isIn) => {
      set[isIn ? "add" : "delete"](value);
      refilter();
    };
    const rows = (counts, names) => counts.map(([value, count]) => [value, names[value] ?? value, count]);
    checkBoxes("types", rows(countOf(graph.nodes().map((iri) => things.get(iri).type)), types),
      (value) => !filter.types.has(value), (value, on) => toggle(filter.types, value, !on));
    checkBoxes("relations", rows(countOf(drawn.map((fact) => fact.relation)), relations),
      (value) => !filter.relations.has(value), (value, on) => toggle(filter.relations, value, !on));
    checkBoxes("sources", rows(countOf(drawn.flatMap((fact) => [...new Set(fact.told.map((each) => each.source ?? ""))])), { "": say.no_source }),
      (value) => filter.sources.has(value), (value, on) => toggle(filter.sources, value, on));
    field("since").value = filter.since;
    field("until").value = filter.until;
    field("confidence").value = String(Math.round(filter.confidence * 100));
    document.getElementById("confidence-shown").textContent = `${Math.round(filter.confidence * 100)}%`;
    if (focus !== undefined) [...document.querySelectorAll("#filters [data-value]")].find((box) => box.dataset.value === focus)?.focus();
  }

  function refilter() {
    received.clear();
    update();
  }

  function clearFilters() {
    for (const name of ["types", "relations", "sources"]) filter[name].clear();
    Object.assign(filter, { since: "", until: "", confidence: 0 });
    refilter();
  }
