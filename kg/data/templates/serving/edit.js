"use strict";
(() => {
  // Without this script a reader types the token, chooses from a page, and waits for pages.
  const WAIT = 500;

  // The token stands where no server sees it, and leaves the address before anything else happens.
  function enter() {
    const token = new URLSearchParams(location.hash.slice(1)).get("token");
    if (!token) return;
    history.replaceState(null, "", location.pathname + location.search);
    const form = document.querySelector("form.door");
    if (!form) return;
    form.elements.token.value = token;
    form.requestSubmit();
  }
  addEventListener("hashchange", enter);
  enter();

  for (const form of document.querySelectorAll("form.choose")) {
    form.addEventListener("choose", (event) => {
      event.preventDefault();
      const pair = { iri: form.elements.iri.value, other: event.detail.iri };
      location.assign(`/edit/merge?${new URLSearchParams(pair)}`);
    });
  }

  async function look() {
    // Where it leads is for the page to follow, once there is something to see.
    const answer = await fetch(location.href, { redirect: "manual" });
    if (answer.status === 202) setTimeout(look, WAIT);
    else location.reload();
  }
  if (document.getElementById("making")) look().catch(() => location.reload());
})();
