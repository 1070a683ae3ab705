  // Pointer, keyboard and search; and what the page starts with.
  const KEYS = {
    Enter: "expand", k: "pin", K: "pin", Delete: "hide", Backspace: "hide", u: "undo", U: "undo",
    "+": "nearer", "=": "nearer", "-": "farther", 0: "fit",
  };
  const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  let renderer;

  function step(by) {
    const iris = byDegree([...shown.nodes]);
    if (!iris.length) return;
    const place = iris.indexOf(chosen.thing);
    const next = iris[(place < 0 && by < 0 ? 0 : place + by + iris.length) % iris.length];
    // While a path is sought, going from thing to thing does not choose its end; Enter does.
    if (!chosen.from) return choose(next, true);
    Object.assign(chosen, { thing: next, edge: null });
    showPanel();
    look();
  }

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      if (event.key.toLowerCase() !== "z") return;
      act("undo");
    } else if (event.key === "Enter" && chosen.from && chosen.thing !== chosen.from) choose(chosen.thing);
    else if (event.key in KEYS) act(KEYS[event.key]);
    else if ("nN".includes(event.key)) step(1);
    else if ("pP".includes(event.key)) step(-1);
    else if (event.key in MOVES) {
      const camera = renderer.getCamera();
      const { x, y, ratio } = camera.getState();
      camera.setState({ x: x + 0.1 * ratio * MOVES[event.key][0], y: y + 0.1 * ratio * MOVES[event.key][1] });
    } else if (event.key === "/") document.querySelector("form.search [type=search]").focus();
    else if (event.key === "Escape") {
      chosen.from = null;
      chosen.path = new Set();
      report();
      choose(null);
    } else return;
    event.preventDefault();
  }

  // What is moved by hand stays where it is put.
  function letDrag() {
    let dragged = null;
    let moved = false;
    renderer.on("downNode", ({ node }) => {
      dragged = node;
      moved = false;
      if (!renderer.getCustomBBox()) renderer.setCustomBBox(renderer.getBBox());
    });
    renderer.on("moveBody", ({ event }) => {
      if (!dragged) return;
      if (!moved) {
        halt();
        remember();
      }
      moved = true;
      graph.mergeNodeAttributes(dragged, { ...renderer.viewportToGraph(event), fixed: true });
      event.preventSigmaDefault();
      event.original.preventDefault();
      event.original.stopPropagation();
    });
    const drop = () => {
      if (dragged && moved) update();
      dragged = null;
      renderer.setCustomBBox(null);
    };
    renderer.on("upNode", drop);
    renderer.on("upStage", drop);
  }

  // When there first was a picture, for those who measure it.
  function timePicture() {
    if (graph.order) document.documentElement.dataset.drawn ??= String(Math.round(performance.now()));
  }

  function listen() {
    renderer.on("afterRender", timePicture);
    renderer.on("clickNode", ({ node }) => choose(node));
    renderer.on("doubleClickNode", ({ node, preventSigmaDefault }) => {
      preventSigmaDefault();
      act("expand", choose(node));
    });
    renderer.on("clickEdge", ({ edge }) => chooseEdge(edge));
    renderer.on("clickStage", () => choose(null));
    renderer.on("enterNode", ({ node }) => {
      hovered = node;
      look();
    });
    renderer.on("leaveNode", () => {
      hovered = null;
      look();
    });
    renderer.getCamera().on("updated", keepAddress);
    letDrag();
    box.addEventListener("keydown", onKey);
    for (const each of document.querySelectorAll("[data-do]")) each.addEventListener("click", () => act(each.dataset.do));
    const form = document.querySelector("form.search");
    form.addEventListener("choose", (event) => {
      event.preventDefault();
      act("add", event.detail.iri);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      act("search", form.querySelector("[type=search]").value);
    });
    for (const name of ["since", "until"]) {
      field(name).addEventListener("change", () => {
        filter[name] = field(name).value;
        refilter();
      });
    }
    field("confidence").addEventListener("input", () => {
      filter.confidence = Number(field("confidence").value) / 100;
      refilter();
    });
    document.getElementById("filter-clear").addEventListener("click", clearFilters);
    document.getElementById("start-all").addEventListener("click", () => act("overview"));
    document.getElementById("run-query").addEventListener("click", () => act("query", document.getElementById("query").value));
    // Another address of a picture, pasted over this one.
    addEventListener("hashchange", () => location.reload());
    // The other language shows the same picture.
    document.querySelector("nav a[hreflang]").addEventListener("click", (event) => {
      event.currentTarget.hash = location.hash;
    });
  }

  async function search(text) {
    if (!text.trim()) return;
    const answer = await get("/api/search", { q: text, limit: 1 });
    if (!answer.results.length) return report(say.not_found);
    await add(answer.results[0].iri);
  }

  async function begin() {
    const wishes = new URLSearchParams(location.search);
    if (location.hash.startsWith(MARK)) return openAddress();
    if (wishes.get("focus")) return add(wishes.get("focus"));
    if (wishes.get("q")) return search(wishes.get("q"));
    if (wishes.get("query")) {
      document.getElementById("query").value = wishes.get("query");
      return drawQuery(wishes.get("query"));
    }
  }

  // A large picture is made at once, not thing by thing before the reader's eyes.
  async function open() {
    const isOverview = !location.hash && new URLSearchParams(location.search).get("start") === "all";
    const overview = isOverview ? await getOverview().catch(fail) : null;
    if (overview) fill(overview);
    renderer = makePicture();
    timePicture();
    listen();
    box.explorer = { graph, renderer }; // for scripts that look at the picture
    document.fonts.load(`13px ${font}`, "عربي").then(look);
    update();
    halt();
    if (overview) tellOverview(overview);
    else if (!isOverview) await begin().catch(fail);
    document.documentElement.dataset.begun = "yes";
  }

  Object.assign(actions, { add, search, overview: drawOverview, query: drawQuery });
  if (document.createElement("canvas").getContext("webgl2")) {
    doing = open();
  } else {
    document.getElementById("start").hidden = true;
    report(say.no_webgl);
  }
