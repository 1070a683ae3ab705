  // Where things stand: near what they were expanded from, then moved by ForceAtlas2 in small steps
  // that end by themselves. What is pinned stays.
  const FRAME = 14; // milliseconds of one step
  const TURN = 2.39996; // the golden angle spreads points evenly
  const NEAR = 40;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let moving = 0;

  function around(iri, number) {
    const centre = graph.hasNode(iri) ? graph.getNodeAttributes(iri) : { x: 0, y: 0 };
    const distance = NEAR * Math.sqrt(number + 1);
    return { x: centre.x + distance * Math.cos(number * TURN), y: centre.y + distance * Math.sin(number * TURN) };
  }

  // A free place beside all that is drawn.
  function beside() {
    if (!graph.order) return { x: 0, y: 0 };
    const spots = snapshot();
    const right = Math.max(...spots.map((spot) => spot[1]));
    return { x: right + 3 * NEAR, y: spots.reduce((sum, spot) => sum + spot[2], 0) / spots.length };
  }

  // ``free`` tells which things may move; without it all that are not pinned.
  function relax(free = null) {
    const number = ++moving;
    if (graph.order < 2) return settle();
    document.documentElement.dataset.settled = "no";
    const pinned = graph.filterNodes((_, { fixed }) => fixed);
    const held = new Set(free ? graph.filterNodes((iri) => !free.has(iri)) : pinned);
    for (const iri of pinned) held.add(iri);
    const matrices = forceAtlas2.graphToByteArrays(graph, () => 1);
    graph.nodes().forEach((iri, index) => (matrices.nodes[index * 10 + 9] = Number(held.has(iri))));
    const settings = {
      linLogMode: false, outboundAttractionDistribution: false, adjustSizes: false, edgeWeightInfluence: 0,
      scalingRatio: 1200, strongGravityMode: true, gravity: 0.2, slowDown: 2,
      barnesHutOptimize: graph.order > 300, barnesHutTheta: 0.9,
    };
    const rounds = graph.order > 1000 ? 150 : 400;
    const end = performance.now() + (graph.order > 1000 ? 6000 : 2500);
    let round = 0;
    const step = () => {
      if (number !== moving) return;
      const pause = performance.now() + FRAME;
      do forceAtlas2.iterate(settings, matrices.nodes, matrices.edges);
      while (++round < rounds && performance.now() < pause);
      const isOver = round >= rounds || performance.now() > end;
      if (isOver || !calm) place(matrices.nodes);
      if (isOver) settle();
      else requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  }

  function place(matrix) {
    let index = 0;
    graph.updateEachNodeAttributes(
      (_, attributes) => {
        const x = matrix[index];
        const y = matrix[index + 1];
        index += 10;
        return attributes.fixed ? attributes : { ...attributes, x, y };
      },
      { attributes: ["x", "y"] },
    );
  }

  // Things that come or go would not fit what is being moved.
  function halt() {
    ++moving;
    document.documentElement.dataset.settled = "yes";
  }

  function settle() {
    document.documentElement.dataset.settled = "yes";
    keepAddress();
  }
