"use strict";
(() => {
  const content = JSON.parse(document.getElementById("editor-content").textContent);
  const descriptions = JSON.parse(document.getElementById("descriptions").textContent);
  const place = document.getElementById("editor");
  const named = document.getElementById("named");
  const endpoint = new URL(content.endpoint, location.href).href;

  // The address is read here, and by nothing else: it could name another endpoint.
  const editor = new Yasgui(place, {
    requestConfig: { endpoint, method: "POST" },
    populateFromUrl: false,
    copyEndpointOnNewTab: true,
    autofocus: false,
    persistenceId: "rawabit",
    endpointCatalogueOptions: { getData: () => [], keys: [], renderItem: () => {} },
    yasqe: {
      ...Yasgui.Yasqe.defaults,
      value: content.first,
      createShareableLink: null,
      createShortLink: null,
      autocompleters: ["variables"],
      prefixCcApi: null,
    },
    yasr: { ...Yasgui.Yasr.defaults, prefixes: content.prefixes },
  });

  function show(text) {
    const tab = editor.getTab();
    tab.setQuery(text);
    tab.setEndpoint(endpoint);
    fold();
  }

  // The prefixes are many, and the same for all.
  function fold() {
    const text = editor.getTab().getYasqe();
    text.refresh();
    if (/^\s*PREFIX/i.test(text.getValue())) text.collapsePrefixes(true);
  }

  if (content.given) show(content.given);
  // What is kept of an earlier visit may have gone elsewhere.
  editor.getTab().setEndpoint(endpoint);
  fold();
  named.addEventListener("change", () => {
    if (named.value) show(content.queries[named.value]);
    document.getElementById("described").textContent = descriptions[named.value] ?? "";
  });
  window.editor = editor;
  document.documentElement.dataset.editor = "yes";
})();
