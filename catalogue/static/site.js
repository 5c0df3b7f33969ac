/* What makes the pages quicker where scripts run; every page works without it. */
"use strict";

/* Suggestions under a search field: an ARIA combobox with a list that the arrow keys walk. */
function suggest(input) {
  const form = input.form;
  const list = document.createElement("ul");
  const status = document.createElement("span");
  let items = [], current = -1, timer = 0, asked = null;

  list.id = input.id + "-suggestions";
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0].textContent);
  list.hidden = true;
  status.className = "hidden-label";
  status.setAttribute("role", "status");
  input.closest(".ask, .field").append(list, status);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) input.setAttribute(name, value);

  function close() {
    list.hidden = true;
    current = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(index) {
    input.value = items[index].text;
    close();
    if (!("plain" in input.dataset)) form.requestSubmit();
  }

  function walk(step) {
    if (list.hidden || !items.length) return;
    current = (current + step + items.length + (current < 0 && step < 0 ? 1 : 0)) % items.length;
    [...list.children].forEach((row, index) => row.setAttribute("aria-selected", String(index === current)));
    const row = list.children[current];
    row.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", row.id);
  }

  function show(found) {
    items = found;
    current = -1;
    input.removeAttribute("aria-activedescendant");
    list.replaceChildren(...items.map((item, index) => {
      const row = document.createElement("li");
      row.id = list.id + "-" + index;
      row.setAttribute("role", "option");
      row.setAttribute("aria-selected", "false");
      row.lang = "zh-CN";
      row.append(item.text);
      if (item.note) {
        const note = document.createElement("small");
        note.textContent = item.note;
        row.append(" ", note);
      }
      row.addEventListener("pointerdown", (event) => event.preventDefault());
      row.addEventListener("click", () => choose(index));
      return row;
    }));
    list.hidden = !items.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = items.length ? input.dataset.found.replace("#", items.length) : "";
  }

  async function ask() {
    const text = input.value.trim();
    if (asked) asked.abort();
    if (!text) return close();
    asked = new AbortController();
    try {
      const address = new URL(input.dataset.suggest, location.href);
      address.searchParams.set("q", text);
      const answer = await fetch(address, { signal: asked.signal });
      if (answer.ok && document.activeElement === input) show((await answer.json()).suggestions);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  function askSoon() {
    clearTimeout(timer);
    timer = setTimeout(ask, 120);
  }

  /* While an input method is composing, its letters are pinyin on the way to characters: wait for the result. */
  input.addEventListener("input", (event) => { if (!event.isComposing) askSoon(); });
  input.addEventListener("compositionend", askSoon);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) ask(); else walk(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && current >= 0) {
      event.preventDefault();
      choose(current);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
}

document.querySelectorAll("input[data-suggest]").forEach(suggest);

/* Filters are open beside the results on wide screens, folded above them on phones. */
const wide = matchMedia("(min-width: 860px)");
function fold() {
  document.querySelectorAll("details[data-open-wide]").forEach((part) => { part.open = wide.matches; });
}
wide.addEventListener("change", fold);
fold();

document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => print());
});

/* Work in progress: ask every second, show how far it is, and go to the answer once it is there. */
document.querySelectorAll("progress[data-poll]").forEach((bar) => {
  const timer = setInterval(async () => {
    try {
      const answer = await fetch(bar.dataset.poll);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const next = page.querySelector("progress[data-poll]");
      if (!next) {
        clearInterval(timer);
        location.replace(answer.url);
        return;
      }
      bar.value = next.value;
      bar.labels[0].textContent = next.labels[0].textContent;
    } catch { /* the network is away for a moment: ask again */ }
  }, 1000);
});

/* A form that was sent back with problems says so first. */
document.querySelector("[data-focus]")?.focus();
