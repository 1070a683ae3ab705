  // What the server is asked. An answer that is no success becomes an error with its sentence.
  async function ask(address, options = {}) {
    const headers = { Accept: "application/json, text/plain;q=0.5", ...options.headers };
    const response = await fetch(address, { ...options, headers });
    if (!response.ok) throw new Error((await response.text()).trim());
    return response;
  }

  async function get(path, parameters) {
    return (await ask(`${path}?${new URLSearchParams(parameters)}`)).json();
  }

  // Things, and the facts that join them with each other and with what is drawn.
  async function getPart(iris, beside = []) {
    const body = JSON.stringify({ iris, beside });
    const headers = { "Content-Type": "application/json" };
    return (await ask("/api/part", { method: "POST", headers, body })).json();
  }

  // The IRIs of a query's answer, whether it is a table or triples; and whether the answer was cut.
  async function getIris(query) {
    const response = await ask("/sparql", {
      method: "POST",
      headers: {
        "Content-Type": "application/sparql-query",
        Accept: "application/sparql-results+json, application/n-triples;q=0.9, text/plain;q=0.1",
      },
      body: query,
    });
    const text = await response.text();
    const found = new Set();
    if (response.headers.get("content-type").startsWith("application/sparql-results+json")) {
      for (const row of JSON.parse(text).results?.bindings ?? []) {
        for (const term of Object.values(row)) if (term.type === "uri") found.add(term.value);
      }
    } else {
      for (const line of text.split("\n")) {
        const [subject, object] = endsOf(line);
        for (const iri of [subject, object]) if (iri) found.add(iri);
      }
    }
    return { iris: [...found], cut: response.headers.get("Rawabit-Limited") };
  }

  // Subject and object of a line of N-Triples, where these are IRIs.
  function endsOf(line) {
    const found = line.match(/^<([^>]*)> <[^>]*> (?:<([^>]*)>)?/) ?? [];
    return [found[1], found[2]].map((iri) =>
      iri?.replace(/\\u([0-9A-F]{4})|\\U([0-9A-F]{8})/g, (_, short, long) => String.fromCodePoint(parseInt(short ?? long, 16))),
    );
  }
