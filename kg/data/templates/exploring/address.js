  // The picture in the address: things, places, filters and what is chosen, packed into the fragment.
  const MARK = "#g=";
  const SHARED = 1000; // things; an address with more would be too long to pass on
  let keeping = 0;

  async function pipe(bytes, stream) {
    return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
  }

  function state() {
    const iris = new Set(byDegree(graph.nodes()).slice(0, SHARED));
    const nodes = snapshot().filter(([iri]) => iris.has(iri))
      .map(([iri, x, y, pinned]) => [iri, Math.round(x), Math.round(y), Number(pinned)]);
    const { x, y, ratio } = renderer.getCamera().getState();
    return {
      all: graph.order, nodes, thing: chosen.thing, path: [...chosen.path],
      camera: [x, y, ratio].map((each) => Math.round(each * 1e4) / 1e4),
      filter: { ...filter, types: [...filter.types], relations: [...filter.relations], sources: [...filter.sources] },
    };
  }

  async function writeAddress() {
    if (!graph.order) return;
    const packed = await pipe(new TextEncoder().encode(JSON.stringify(state())), new CompressionStream("deflate-raw"));
    const text = btoa(Array.from(packed, (byte) => String.fromCharCode(byte)).join(""));
    const fragment = text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
    window.history.replaceState(null, "", `${location.pathname}${location.search}${MARK}${fragment}`);
  }

  // The address follows the picture a moment later, so that it can be copied at any time.
  function keepAddress() {
    clearTimeout(keeping);
    keeping = setTimeout(() => writeAddress().catch(fail), 300);
  }

  async function readAddress() {
    const text = location.hash.slice(MARK.length).replaceAll("-", "+").replaceAll("_", "/");
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const read = JSON.parse(new TextDecoder().decode(await pipe(bytes, new DecompressionStream("deflate-raw"))));
    const isPlace = (row) => typeof row[0] === "string" && Number.isFinite(row[1]) && Number.isFinite(row[2]);
    if (!Array.isArray(read.nodes) || !read.nodes.every(isPlace)) throw new Error("no things");
    return read;
  }

  async function openAddress() {
    let read;
    try {
      read = await readAddress();
    } catch {
      return report(say.bad_address);
    }
    const places = new Map(read.nodes.map(([iri, x, y, pinned]) => [iri, { x, y, pinned: Boolean(pinned) }]));
    const answer = await getPart([...places.keys()]);
    for (const thing of answer.nodes) addThing(thing, places.get(thing.iri));
    addFacts(answer.edges);
    for (const name of ["types", "relations", "sources"]) filter[name] = new Set(read.filter?.[name] ?? []);
    for (const name of ["since", "until"]) filter[name] = String(read.filter?.[name] ?? "");
    filter.confidence = Number(read.filter?.confidence) || 0;
    chosen.thing = graph.hasNode(read.thing) ? read.thing : null;
    chosen.path = new Set((read.path ?? []).filter((iri) => graph.hasNode(iri)));
    if (read.camera?.every(Number.isFinite)) renderer.getCamera().setState({ x: read.camera[0], y: read.camera[1], ratio: read.camera[2] });
    update();
    report(
      read.all > read.nodes.length && tell(say.partly_shared, { shown: read.nodes.length, total: read.all }),
      answer.unknown.length && tell(say.gone, { count: answer.unknown.length }),
    );
    settle();
  }

  async function share() {
    await writeAddress();
    const partly = graph.order > SHARED && tell(say.partly_shared, { shown: SHARED, total: graph.order });
    try {
      await navigator.clipboard.writeText(location.href);
      report(say.copied, partly);
    } catch {
      report(say.not_copied, partly);
    }
  }
