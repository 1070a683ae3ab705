// Reads a network with graphology (graphml, gexf) or cytoscape (cyjs) and writes it as JSON:
// nodes as [id, attributes], edges as [id, source, target, attributes].
// Usage: node read_network.mjs NODE_MODULES FORMAT FILE
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [modules, format, file] = process.argv.slice(2);
const require = createRequire(`${modules}/`);
const text = readFileSync(file, "utf8");
const found = { nodes: [], edges: [] };

if (format === "cyjs") {
  const cytoscape = require("cytoscape");
  const network = cytoscape({ headless: true, elements: JSON.parse(text).elements });
  network.nodes().forEach((node) => found.nodes.push([node.id(), node.data()]));
  network.edges().forEach((edge) =>
    found.edges.push([edge.id(), edge.source().id(), edge.target().id(), edge.data()]),
  );
} else {
  const { MultiGraph } = require("graphology");
  const { parse } = require(`graphology-${format}`);
  const network = parse(MultiGraph, text, { addMissingNodes: false });
  network.forEachNode((id, attributes) => found.nodes.push([id, attributes]));
  network.forEachEdge((id, attributes, source, target) =>
    found.edges.push([id, source, target, attributes]),
  );
}
process.stdout.write(JSON.stringify(found));
