// A dialog: in the middle of a wide screen, from below on a phone. Esc closes it; the browser keeps the focus inside.

import { el, sign } from "./dom.js";

let count = 0;

export function sheet({ title, body, dir, closed = () => {}, kind = "" }) {
  const id = `sheet-${(count += 1)}`;
  const close = () => node.close();
  const node = el(
    "dialog",
    { class: `sheet ${kind}`, "aria-labelledby": id, dir },
    el(
      "header",
      {},
      el("h2", { id, dir: "auto" }, title),
      el("button", { class: "plain", type: "button", "aria-label": "Close", onclick: close }, sign("✕")),
    ),
    el("div", { class: "sheet-body" }, body),
  );
  node.addEventListener("close", () => {
    node.remove();
    closed();
  });
  node.addEventListener("click", (event) => event.target === node && close());
  document.body.append(node);
  node.showModal();
  node
    .querySelector("[data-first], .sheet-body input, .sheet-body textarea, .sheet-body select, .sheet-body button")
    ?.focus();
  return { node, close };
}

// A sheet of things to do: each closes it first, so that the next sheet opens on a clear screen.
export function menu(title, entries, dir) {
  const shown = entries.filter(Boolean);
  const body = el(
    "div",
    { class: "entries" },
    shown.map(([words, act, kind]) =>
      el(
        "button",
        {
          class: `entry ${kind ?? ""}`,
          type: "button",
          onclick: () => {
            open.close();
            act();
          },
        },
        words,
      ),
    ),
  );
  const open = sheet({ title, body, dir });
  return open;
}
