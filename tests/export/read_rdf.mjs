// Reads a file of RDF with n3 (nt, nq, ttl, trig) or jsonld (jsonld) and writes its quads as JSON.
// Usage: node read_rdf.mjs NODE_MODULES FORMAT FILE
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [modules, format, file] = process.argv.slice(2);
const require = createRequire(`${modules}/`);
const text = readFileSync(file, "utf8");

function term({ termType, value, language, datatype }) {
  return termType === "Literal" ? [value, language, datatype.value] : [value];
}

function row({ subject, predicate, object, graph }) {
  return [term(subject), term(predicate), term(object), term(graph)];
}

let quads;
if (format === "jsonld") {
  const jsonld = require("jsonld");
  const documentLoader = (url) => {
    throw new Error(`the document asks for ${url}`);
  };
  quads = await jsonld.toRDF(JSON.parse(text), { documentLoader });
  quads = quads.map(({ subject, predicate, object, graph }) => {
    const literal = object.termType === "Literal";
    const value = literal ? { ...object, language: object.language ?? "" } : object;
    return row({ subject, predicate, object: value, graph });
  });
} else {
  const { Parser } = require("n3");
  const formats = { nt: "N-Triples", nq: "N-Quads", ttl: "Turtle", trig: "TriG" };
  quads = new Parser({ format: formats[format] }).parse(text).map(row);
}
process.stdout.write(JSON.stringify(quads));
