  // What a reader does with the picture. Each action that changes what is drawn can be undone.
  const HOPS = 50; // neighbours of one expansion
  const OVERVIEW = 1000;
  const ZOOM = 200; // milliseconds
  const ROOM = 60; // of a thing, where the server gives places

  // To be called after every change: what is shown, the panel, the picture and the address follow.
  function update() {
    sift();
    document.getElementById("start").hidden = graph.order > 0;
    showFilters();
    showPanel();
    listDrawn();
    showStatus();
    look();
    keepAddress();
    renderer.setSetting("hideEdgesOnMove", graph.order > MANY);
  }

  function fail(error) {
    report(tell(say.failed, { message: error.message }));
  }

  function bringIntoView(iri) {
    const { x, y } = renderer.graphToViewport(graph.getNodeAttributes(iri));
    const { width, height } = renderer.getDimensions();
    if (x > 0 && y > 0 && x < width && y < height) return;
    const spot = renderer.getNodeDisplayData(iri);
    renderer.getCamera().setState({ x: spot.x, y: spot.y });
  }

  function choose(iri, inView = false) {
    if (chosen.from && iri && iri !== chosen.from) return join(chosen.from, iri).catch(fail);
    Object.assign(chosen, { thing: iri, edge: null });
    if (iri && inView) bringIntoView(iri);
    if (isNarrow()) sift();
    showPanel();
    look();
    keepAddress();
  }

  function chooseEdge(edge) {
    Object.assign(chosen, { thing: null, edge });
    showPanel();
    look();
  }

  // Things that are new, with the facts that join them with each other and all that is drawn.
  async function draw(found, placeOf, edges = []) {
    const isNew = (thing) => !graph.hasNode(thing.iri);
    const fresh = found.filter(isNew);
    if (!fresh.length) return 0;
    const answer = await getPart(fresh.map((thing) => thing.iri), graph.nodes());
    halt();
    remember();
    const added = fresh.filter((thing, number) => addThing(thing, placeOf(thing, number)));
    addFacts([...edges, ...answer.edges]);
    update();
    const few = graph.order <= 300;
    relax(few ? null : new Set(added.map((thing) => thing.iri)));
    return added.length;
  }

  async function add(iri) {
    const answer = await getPart([iri]);
    if (!answer.nodes.length) return report(tell(say.gone, { count: 1 }));
    const isFirst = !graph.order;
    await draw(answer.nodes, beside);
    const goal = chosen.from;
    await choose(iri);
    if (!goal) report(tell(say.added, { label: label(iri) }));
    if (isFirst) await expand(iri);
  }

  async function expand(iri) {
    if (!iri) return report(say.path_first);
    for (;;) {
      const offset = received.get(iri) ?? 0;
      const answer = await get("/api/neighbours", [["iri", iri], ["offset", offset], ["limit", HOPS], ...filterParameters()]);
      const others = answer.nodes.filter((thing) => thing.iri !== iri);
      const count = offset + others.length;
      const added = await draw(others, (_, number) => around(iri, number), answer.edges);
      received.set(iri, count);
      if (added || count >= answer.total) {
        const left = answer.all - answer.total;
        const values = { added, label: label(iri), drawn: graph.degree(iri), total: answer.all, all: answer.all, count: left };
        report(
          added ? tell(say.expanded, values) : tell(say.no_more, { ...values, total: answer.total }),
          count < answer.total && say.expanded_more,
          added && left && tell(say.expanded_filtered, values),
        );
        return;
      }
    }
  }

  async function join(from, to) {
    chosen.from = null;
    const answer = await get("/api/path", [["from", from], ["to", to], ...filterParameters()]);
    if (answer.length === null) return report(say.path_none);
    const [start, end] = [from, to].map((iri) => graph.getNodeAttributes(iri));
    const order = answer.nodes.map((thing) => thing.iri);
    // Between the two, beside the line where others may stand.
    const between = (thing) => {
      const part = order.indexOf(thing.iri) / answer.length;
      return { x: start.x + part * (end.x - start.x) + NEAR * Math.sin(part * Math.PI), y: start.y + part * (end.y - start.y) };
    };
    if (!(await draw(answer.nodes, between, answer.edges))) remember();
    addFacts(answer.edges);
    chosen.path = new Set(order);
    chosen.thing = null;
    update();
    report(tell(say.path_found, answer));
  }

  function getOverview() {
    return get("/api/overview", { limit: new URLSearchParams(location.search).get("limit") ?? OVERVIEW });
  }

  function fill(overview) {
    for (const thing of overview.nodes) addThing(thing, { x: thing.x * ROOM, y: thing.y * ROOM });
    addFacts(overview.edges);
    sift();
  }

  function tellOverview({ all, total, nodes }) {
    report(tell(say.overview_rest, { shown: nodes.length, left: total - nodes.length, lonely: all - total }));
    relax();
  }

  async function drawOverview() {
    const overview = await getOverview();
    halt();
    if (graph.order) remember();
    fill(overview);
    update();
    tellOverview(overview);
  }

  async function drawQuery(query) {
    report(say.working);
    let found;
    try {
      found = await getIris(query);
    } catch (error) {
      return report(tell(say.query_failed, { message: error.message }));
    }
    const taken = found.iris.slice(0, MOST);
    const answer = await getPart(taken);
    await draw(answer.nodes, (_, number) => around("", number), answer.edges);
    report(
      answer.unknown.length && tell(say.query_rest, { unknown: answer.unknown.length }),
      found.iris.length > taken.length && tell(say.query_large, { total: found.iris.length, shown: taken.length }),
      found.cut && tell(say.query_cut, { count: found.cut }),
    );
  }

  // Nobody waits for the end of it: another move may come before.
  function moveCamera(state) {
    if (calm) renderer.getCamera().setState(state);
    else renderer.getCamera().animate(state, { duration: ZOOM });
  }

  const actions = {
    expand: () => expand(chosen.thing),
    path() {
      chosen.from = chosen.thing;
      report(chosen.thing ? say.path_second : say.path_first);
    },
    pin() {
      if (!chosen.thing) return report(say.path_first);
      graph.updateNodeAttribute(chosen.thing, "fixed", (fixed) => !fixed);
      update();
    },
    hide() {
      if (!chosen.thing) return report(say.path_first);
      remember();
      const name = label(chosen.thing);
      halt();
      graph.dropNode(chosen.thing);
      chosen.path.delete(chosen.thing);
      chosen.thing = hovered = null;
      update();
      report(tell(say.hidden, { label: name }));
    },
    undo() {
      const step = history.pop();
      if (!step) return report(say.nothing_to_undo);
      halt();
      restore(step);
      hovered = null;
      update();
      report(say.undone);
    },
    arrange() {
      remember();
      relax();
    },
    nearer: () => moveCamera({ ratio: renderer.getCamera().ratio / 1.5 }),
    farther: () => moveCamera({ ratio: renderer.getCamera().ratio * 1.5 }),
    fit: () => moveCamera({ x: 0.5, y: 0.5, ratio: 1, angle: 0 }),
    full: () => (document.fullscreenElement ? document.exitFullscreen() : document.getElementById("explorer").requestFullscreen()),
    save: savePicture,
    share,
  };

  // One action after the other: an answer that comes late must not fit another picture.
  let doing = Promise.resolve();
  let waiting = 0;
  function act(name, ...values) {
    box.setAttribute("aria-busy", String(++waiting > 0));
    doing = doing.then(() => actions[name](...values)).catch(fail)
      .finally(() => box.setAttribute("aria-busy", String(--waiting > 0)));
    return doing;
  }
