"use strict";
(() => {
  // Things that a name means, as one types. Without this script the form does the same.
  const WAIT = 120;

  for (const form of document.querySelectorAll("form.search")) {
    const box = form.querySelector("[type=search]");
    const panel = form.querySelector(".found");
    const list = form.querySelector("[role=listbox]");
    const status = form.querySelector("[role=status]");
    const type = form.querySelector("[name=type]")?.value ?? "";
    let chosen = -1;
    let timer = 0;
    let asked = 0;

    function close() {
      panel.hidden = true;
      chosen = -1;
      box.setAttribute("aria-expanded", "false");
      box.removeAttribute("aria-activedescendant");
    }

    function choose(number) {
      const rows = [...list.querySelectorAll("[role=option]")];
      if (!rows.length) return;
      chosen = (number + rows.length) % rows.length;
      rows.forEach((row, index) => row.setAttribute("aria-selected", String(index === chosen)));
      box.setAttribute("aria-activedescendant", rows[chosen].id);
      rows[chosen].scrollIntoView({ block: "nearest" });
    }

    function part(name, text) {
      const span = document.createElement("span");
      span.className = name;
      span.textContent = text;
      span.dir = "auto";
      return span;
    }

    function row(result, index) {
      const item = document.createElement("li");
      item.id = `${list.id}-${index}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.dataset.address = result.address;
      item.dataset.iri = result.iri;
      const name = result.matched === result.label ? result.label : `${result.label} (${result.matched})`;
      item.append(part("name", name), part(`chip ${result.type}`, result.type_label), part("soft", result.facts_label));
      return item;
    }

    function show(answer) {
      list.replaceChildren(...answer.results.map(row));
      list.hidden = !answer.total;
      // What is not listed is not hidden either: the form shows all of it.
      status.textContent = answer.summary;
      panel.hidden = false;
      chosen = -1;
      box.setAttribute("aria-expanded", "true");
    }

    // A page that does something else with what is chosen says so by taking the event.
    function go(option) {
      const { address, iri } = option.dataset;
      const chosen = new CustomEvent("choose", { detail: { address, iri }, cancelable: true });
      close();
      if (form.dispatchEvent(chosen)) location.assign(address);
    }

    async function ask() {
      const text = box.value.trim();
      const number = ++asked;
      if (!text) return close();
      const response = await fetch(`/api/search?${new URLSearchParams(type ? { q: text, type } : { q: text })}`);
      if (!response.ok) return;
      const answer = await response.json();
      if (number === asked) show(answer);
    }

    // Where the page stays, what was asked for before must not open over it.
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      ++asked;
      close();
    });
    box.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => ask().catch(close), WAIT);
    });
    box.addEventListener("keydown", (event) => {
      if (panel.hidden) return;
      if (event.key === "Escape") close();
      else if (event.key === "ArrowDown") choose(chosen + 1);
      else if (event.key === "ArrowUp") choose(chosen < 0 ? -1 : chosen - 1);
      else if (event.key === "Enter" && chosen >= 0) go(list.querySelectorAll("[role=option]")[chosen]);
      else return;
      event.preventDefault();
    });
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) go(option);
    });
    document.addEventListener("click", (event) => {
      if (!form.contains(event.target)) close();
    });
  }
  document.documentElement.dataset.ready = "yes";
})();
