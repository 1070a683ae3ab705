// What is known of nodes and edges, with the sentences: unpacked when the picture is there.

for (const node of data.nodes) Object.assign(node, { names: [], facts: [], members: [] });
for (const edge of data.edges) edge.claims = [];

let evidence = null; // tables of claims, sentences and documents

async function unpack() {
  // It stands at the end of the page, behind the scripts.
  if (document.readyState === "loading") await new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve));
  const packed = Uint8Array.from(atob(byId("knowledge").textContent), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  const { nodes: ofNodes, edges: ofEdges, ...tables } = await new Response(stream).json();
  ofNodes.forEach((known, i) => Object.assign(data.nodes[i], known));
  ofEdges.forEach((known, i) => Object.assign(data.edges[i], known));
  evidence = tables;
}

function claimsOf(indexes) {
  return indexes.map((index) => {
    const [sentence, confidence, pattern, id] = evidence.claims[index];
    const [text, document, iri] = evidence.sentences[sentence];
    // The document and the place in it, without what comes before in its IRI.
    const place = iri.slice(iri.lastIndexOf("/") + 1);
    return { text, confidence, pattern, place, iri: `${iri}&claim=${id}`, document: evidence.documents[document] };
  });
}

// Independent sources: the documents of claims, near-copies of one text counted once.
function sourcesOf(claims) {
  return new Set(claims.map(({ document }) => document.original ?? document.iri)).size;
}
