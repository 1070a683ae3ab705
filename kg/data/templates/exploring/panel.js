  // The panel beside the picture: what is chosen, its facts and their sentences. Text stays text.
  const SENTENCES = 10;
  const LISTED = 100;
  const panel = document.getElementById("chosen");
  const status = document.getElementById("status");

  function report(...texts) {
    message = texts.filter(Boolean).join(" ");
    showStatus();
  }
  let message = "";

  function showStatus() {
    const parts = message ? [message] : [];
    if (graph.order) parts.push(tell(say.counts, { nodes: graph.order, edges: graph.size }));
    const nodes = graph.order - shown.nodes.size;
    const edges = graph.size - shown.edges.size;
    const hidden = nodes || edges ? tell(say.filtered, { nodes, edges }) : "";
    if (hidden) parts.push(hidden);
    status.textContent = parts.map((part) => part.replace(/[.؛;]$/, "")).join(" · ");
    document.getElementById("filtered").textContent = hidden;
  }

  function button(text, act) {
    const made = element("button", { type: "button", textContent: text });
    made.addEventListener("click", act);
    return made;
  }

  function showPanel() {
    if (chosen.thing) showThing(chosen.thing);
    else if (chosen.edge) showEdge(chosen.edge);
    else panel.replaceChildren(element("h2", { textContent: say.nothing }), element("p", { className: "soft", textContent: say.choose_hint }));
  }

  function showThing(iri) {
    const thing = things.get(iri);
    const pinned = graph.getNodeAttribute(iri, "fixed");
    const actions = element("p", { className: "actions" },
      button(say.expand_here, () => act("expand")), button(say.path_from, () => act("path")),
      button(pinned ? say.unpin : say.pin, () => act("pin")), button(say.hide, () => act("hide")));
    const parts = [
      element("p", {}, element("span", { className: `chip ${thing.type}`, textContent: types[thing.type] })),
      element("h2", { dir: "auto", textContent: thing.label }),
      element("p", { className: "soft", textContent: tell(say.neighbours_drawn, { drawn: graph.degree(iri), total: thing.degree }) }),
      actions,
    ];
    if (thing.address) parts.push(element("p", {}, element("a", { href: thing.address, textContent: say.to_page })));
    const keys = graph.edges(iri).flatMap((edge) => shown.edges.get(edge) ?? []);
    parts.push(listFacts(keys.slice(0, LISTED)));
    if (keys.length > LISTED) parts.push(element("p", { className: "soft", textContent: tell(say.evidence_rest, { shown: LISTED, total: keys.length }) }));
    panel.replaceChildren(...parts);
  }

  function showEdge(edge) {
    const ends = graph.extremities(edge).map(label);
    panel.replaceChildren(element("h2", { dir: "auto", textContent: ends.join(" — ") }), listFacts(shown.edges.get(edge) ?? [], true));
  }

  function listFacts(keys, open = false) {
    return element("ul", { className: "explored" }, ...keys.map((key) => showFact(facts.get(key), open)));
  }

  function showFact(fact, open) {
    const more = [fact.title, ...(fact.standing ?? "").split(", ").map((each) => terms[each]),
      fact.since && tell(terms.since, { date: fact.since }), fact.until && tell(terms.until, { date: fact.until })];
    const line = element("p", {},
      element("bdi", { textContent: label(fact.subject) }), element("span", { className: "relation", textContent: relations[fact.relation] }), " ",
      element("bdi", { textContent: label(fact.object) }), element("span", { className: "soft", textContent: more.filter(Boolean).map((each) => ` · ${each}`).join("") }));
    if (!fact.sentences) {
      const origin = tell(say.unstated, { origin: fact.told[0]?.source ?? "" });
      return element("li", {}, line, element("p", { className: "soft", textContent: origin }));
    }
    const details = element("details", {}, element("summary", { textContent: `${say.evidence} (${fact.sentences})` }));
    details.addEventListener("toggle", () => {
      if (details.open && details.childElementCount === 1) showSentences(details, fact).catch(fail);
    });
    details.open = open;
    return element("li", {}, line, details);
  }

  async function showSentences(details, fact) {
    details.append(element("p", { className: "soft", textContent: say.working }));
    const answer = await get("/api/evidence", { fact: fact.fact, limit: SENTENCES });
    details.lastChild.remove();
    details.append(element("ul", { className: "passages" }, ...answer.sentences.map(showSentence)));
    if (answer.total > answer.sentences.length) {
      const rest = tell(say.evidence_rest, { shown: answer.sentences.length, total: answer.total });
      const all = element("a", { href: `/query/evidence?fact=${encodeURIComponent(fact.fact)}`, textContent: say.evidence_page });
      details.append(element("p", { className: "soft" }, rest, " ", all));
    }
  }

  function showSentence({ parts, address, document: text, confidence }) {
    const quote = element("blockquote", { dir: "auto" },
      ...parts.map((part) => (part.marked ? element("mark", { textContent: part.text }) : part.text)));
    const about = [text.source, text.date, `${say.sure} ${Math.round(confidence * 100)}%`].filter(Boolean);
    const name = element("bdi", { textContent: text.title ?? say.untitled });
    const from = element("p", { className: "from" }, address ? element("a", { href: address }, name) : name);
    for (const each of about) from.append(" · ", element("bdi", { textContent: each }));
    return element("li", { className: "passage" }, quote, from);
  }

  function listDrawn() {
    const iris = byDegree([...shown.nodes]);
    document.getElementById("drawn").replaceChildren(
      ...iris.slice(0, LISTED).map((iri) => {
        const made = button(label(iri), () => choose(iri, true));
        made.dir = "auto";
        return element("li", { className: things.get(iri).type }, element("i", { className: "dot" }), made);
      }),
    );
    const rest = Math.max(iris.length - LISTED, 0);
    document.getElementById("drawn-rest").textContent = rest ? tell(say.drawn_rest, { count: rest }) : "";
  }
