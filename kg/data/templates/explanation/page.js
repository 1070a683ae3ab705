"use strict";
(() => {
  // The runs of letters of each marking, by its number.
  const runs = new Map();
  for (const run of document.querySelectorAll("[data-m]")) {
    for (const number of run.dataset.m.split(" ")) {
      if (!runs.has(number)) runs.set(number, []);
      runs.get(number).push(run);
    }
  }
  const claims = [...document.querySelectorAll(".claim")];
  const nothing = document.getElementById("nothing");
  let shown = nothing;

  function clear() {
    for (const lit of document.querySelectorAll(".subject, .object, .on")) {
      lit.classList.remove("subject", "object", "on");
    }
  }

  function light(number, name) {
    for (const run of runs.get(number) ?? []) run.classList.add(name);
  }

  function show(element) {
    shown.hidden = true;
    shown = element;
    shown.hidden = false;
  }

  // A relation marks both its ends in the text.
  function pointAtClaim(claim) {
    clear();
    claim.classList.add("on");
    light(claim.dataset.subject, "subject");
    light(claim.dataset.object, "object");
  }

  // A marking shows what it is, and marks the relations that it is an end of.
  function pointAtMarking(run) {
    const [number] = run.dataset.m.split(" ");
    clear();
    light(number, "on");
    for (const claim of claims) {
      if ([claim.dataset.subject, claim.dataset.object].includes(number)) claim.classList.add("on");
    }
    show(document.getElementById(`d${number}`));
  }

  function point(event) {
    const found = event.target.closest(".claim, .mark");
    if (!found) return;
    if (found.classList.contains("claim")) pointAtClaim(found);
    else pointAtMarking(found);
  }

  // On a narrow screen the text may be out of view.
  function bring(event) {
    const claim = event.target.closest(".claim");
    runs.get(claim?.dataset.subject)?.[0].scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("pointerover", point);
  document.addEventListener("click", bring);
  document.addEventListener("focusin", point);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    clear();
    show(nothing);
  });
  document.documentElement.dataset.ready = "yes";
})();
