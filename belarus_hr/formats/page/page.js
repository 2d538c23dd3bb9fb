"use strict";
(() => {
  const form = document.getElementById("filter");
  if (!form) return;
  const table = document.getElementById("table");
  const body = table.tBodies[0];
  const names = ["theme", "state", "position", "verdict"];
  const text = (element) => element.textContent.replace(/\s+/g, " ").trim();
  const bare = (element) => {
    const copy = element.cloneNode(true);
    copy.querySelectorAll(".note, .mark, .disputed").forEach((part) => part.remove());
    return text(copy);
  };
  const rows = [...body.rows].map((row) => {
    const has = {};
    for (const name of names) {
      const holder = row.querySelector(`[data-of=${name}]`);
      const parts = holder.tagName === "UL" ? [...holder.children] : [holder];
      has[name] = new Set(parts.map(bare));
    }
    return { row, has, words: text(row).toLowerCase() };
  });
  for (const name of names) {
    const select = document.getElementById(`by-${name}`);
    const known = new Set(rows.flatMap((each) => [...each.has[name]]));
    [...known].sort((a, b) => a.localeCompare(b, "en")).forEach((word) => select.add(new Option(word, word)));
  }
  const show = () => {
    const words = document.getElementById("word").value.toLowerCase().split(/\s+/).filter(Boolean);
    const asked = names.map((name) => [name, document.getElementById(`by-${name}`).value]).filter(([, value]) => value);
    let count = 0;
    for (const each of rows) {
      const fits = words.every((word) => each.words.includes(word)) && asked.every(([name, value]) => each.has[name].has(value));
      each.row.hidden = !fits;
      count += fits;
    }
    document.getElementById("shown").textContent = `${count} of ${rows.length} shown`;
  };
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(show));
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    // A printed page repeats the plain words, and no button.
    const plain = document.createElement("span");
    plain.className = "plain";
    plain.append(...head.childNodes);
    head.append(plain, button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      [...head.parentNode.cells].forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const key = new Map(rows.map(({ row }) => [row, text(row.cells[column])]));
      rows.sort((a, b) => (down ? -1 : 1) * key.get(a.row).localeCompare(key.get(b.row), "en", { numeric: true }));
      body.append(...rows.map(({ row }) => row));
    });
  });
  form.hidden = false;
  show();
})();
