  // What is drawn: things as nodes, all facts between two of them as one edge; and what was before.
  const MOST = 10000;
  const STEPS = 50;
  const { say, types, relations, terms, colours, language } = JSON.parse(
    document.getElementById("explorer-words").textContent,
  );
  const things = new Map(); // all that the server told of, drawn or not, by IRI
  const facts = new Map();
  const graph = new graphology.UndirectedGraph();
  const received = new Map(); // how many neighbours of a thing the server has given, by IRI
  const history = [];
  const chosen = { thing: null, edge: null, path: new Set(), from: null };

  function tell(text, values = {}) {
    return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
  }

  function label(iri) {
    return things.get(iri)?.label ?? iri;
  }

  function nodeSize(degree) {
    return Math.min(4 + 1.8 * Math.sqrt(degree), 22);
  }

  function addThing(thing, place) {
    things.set(thing.iri, thing);
    if (graph.hasNode(thing.iri)) return false;
    if (graph.order >= MOST) throw new Error(tell(say.too_many, { count: MOST }));
    graph.addNode(thing.iri, {
      x: place.x, y: place.y, fixed: Boolean(place.pinned), size: nodeSize(thing.degree),
      label: thing.label, color: colours[thing.type] ?? "#6d7484",
    });
    return true;
  }

  // Draw what joins things that are drawn; keys are pairs of IRIs, which hold no line break.
  function addFacts(found) {
    for (const fact of found) {
      const key = `${fact.fact} ${fact.subject} ${fact.object}`;
      facts.set(key, fact);
      if (fact.subject === fact.object || !graph.hasNode(fact.subject) || !graph.hasNode(fact.object)) continue;
      const pair = [fact.subject, fact.object].sort().join("\n");
      if (!graph.hasEdge(pair)) graph.addEdgeWithKey(pair, fact.subject, fact.object, { facts: [key] });
      else if (!graph.getEdgeAttribute(pair, "facts").includes(key)) {
        graph.updateEdgeAttribute(pair, "facts", (known) => [...known, key]);
      }
    }
  }

  function snapshot() {
    return graph.mapNodes((iri, { x, y, fixed }) => [iri, x, y, fixed]);
  }

  // To be called before every step that undo takes back.
  function remember() {
    history.push({ nodes: snapshot(), received: new Map(received), path: new Set(chosen.path) });
    if (history.length > STEPS) history.shift();
  }

  function restore(step) {
    const wanted = new Map(step.nodes.map((row) => [row[0], row]));
    for (const iri of graph.nodes()) if (!wanted.has(iri)) graph.dropNode(iri);
    for (const [iri, x, y, pinned] of step.nodes) {
      addThing(things.get(iri), { x, y, pinned });
      graph.mergeNodeAttributes(iri, { x, y, fixed: pinned });
    }
    addFacts(facts.values());
    received.clear();
    for (const [iri, count] of step.received) received.set(iri, count);
    chosen.path = step.path;
    if (!graph.hasNode(chosen.thing)) chosen.thing = null;
    if (!graph.hasEdge(chosen.edge)) chosen.edge = null;
  }

  // By degree in the whole graph, as the server orders neighbours.
  function byDegree(iris) {
    return iris.sort((a, b) => things.get(b).degree - things.get(a).degree || (a < b ? -1 : 1));
  }
