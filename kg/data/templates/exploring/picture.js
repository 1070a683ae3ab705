  // The picture: sigma draws it, reducers say how each thing looks now.
  const FADED = "#d9dde4";
  const LINE = "#9fa9b8";
  const MARKED = "#b3315c";
  const LONGEST = 36; // letters of a name that is not asked for
  const SMALL = 500; // things; more are drawn smaller
  const MANY = 2000; // things; of more the lines have no arrows, and are left out while the picture moves
  const box = document.getElementById("picture");
  const font = getComputedStyle(document.body).fontFamily;
  let hovered = null;
  let near = null; // what is joined with the thing in question

  function lookOfNode(iri, attributes) {
    if (!shown.nodes.has(iri)) return { ...attributes, hidden: true };
    const look = { ...attributes };
    if (graph.order > SMALL) look.size *= 0.55;
    if (iri !== centre() && look.label.length > LONGEST) look.label = `${look.label.slice(0, LONGEST)}…`;
    if (attributes.fixed) look.label = `● ${look.label}`;
    if (iri === chosen.thing || chosen.path.has(iri)) Object.assign(look, { highlighted: iri === chosen.thing, forceLabel: true, zIndex: 2 });
    else if (near && !near.has(iri)) Object.assign(look, { color: FADED, label: "", zIndex: 0 });
    return look;
  }

  function lookOfEdge(edge, attributes) {
    const kept = shown.edges.get(edge);
    if (!kept) return { ...attributes, hidden: true };
    const [source, target] = graph.extremities(edge);
    const look = { size: Math.min(1.6 + 0.7 * (kept.length - 1), 5), color: LINE, type: "line", label: "" };
    if (graph.order > SMALL) look.size *= 0.7;
    else look.label = [...new Set(kept.map((key) => facts.get(key).title || relations[facts.get(key).relation]))].join("، ");
    // Among so many no arrow would be seen.
    if (graph.order <= MANY && kept.every((key) => facts.get(key).subject === source)) look.type = "arrow";
    const onPath = chosen.path.has(source) && chosen.path.has(target);
    if (edge === chosen.edge || onPath) Object.assign(look, { color: MARKED, size: look.size + 1.5, zIndex: 2, forceLabel: true });
    else if (near && source !== centre() && target !== centre()) Object.assign(look, { color: "#eceef2", label: "" });
    return look;
  }

  function centre() {
    return hovered ?? chosen.thing;
  }

  function look() {
    const iri = centre();
    near = iri && graph.hasNode(iri) ? new Set([iri, ...graph.neighbors(iri), ...chosen.path]) : null;
    renderer.refresh({ skipIndexation: true });
  }

  // A name stands beside its circle, with a rim that keeps it legible over lines.
  function drawLabel(context, { label: text, x, y, size }, { labelSize, labelColor }) {
    if (!text) return;
    context.font = `${labelSize}px ${font}`;
    context.lineWidth = 3;
    context.lineJoin = "round";
    context.strokeStyle = "#ffffffd9";
    context.strokeText(text, x + size + 3, y + labelSize / 3);
    context.fillStyle = labelColor.color;
    context.fillText(text, x + size + 3, y + labelSize / 3);
  }

  function makePicture() {
    return new Sigma(graph, box, {
      defaultDrawNodeLabel: drawLabel,
      allowInvalidContainer: true,
      nodeReducer: lookOfNode,
      edgeReducer: lookOfEdge,
      renderEdgeLabels: true,
      enableEdgeEvents: true,
      hideEdgesOnMove: false,
      zIndex: true,
      minEdgeThickness: 0.7,
      labelFont: font,
      edgeLabelFont: font,
      labelSize: 13,
      edgeLabelSize: 11,
      labelColor: { color: "#1f2733" },
      edgeLabelColor: { color: "#5a6577" },
      labelRenderedSizeThreshold: 5,
      labelDensity: 0.7,
      stagePadding: 50,
    });
  }

  // The picture as it is seen. WebGL forgets it after the frame, so it is drawn and copied at once.
  function savePicture() {
    renderer.refresh({ schedule: false });
    const layers = ["edges", "nodes", "edgeLabels", "labels"].map((name) => renderer.getCanvases()[name]);
    const copy = element("canvas", { width: layers[0].width, height: layers[0].height });
    const context = copy.getContext("2d");
    context.fillStyle = "#ffffff";
    context.fillRect(0, 0, copy.width, copy.height);
    for (const layer of layers) context.drawImage(layer, 0, 0);
    copy.toBlob((blob) => {
      const link = element("a", { href: URL.createObjectURL(blob), download: "rawabit.png" });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
      report(say.saved);
    });
  }

  function element(name, properties = {}, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }
