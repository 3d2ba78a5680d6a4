// A form that the bot opened.

import { Refused, send } from "./api.js";
import { el } from "./dom.js";
import { fieldOf, isFilledIn } from "./fields.js";
import { markdown } from "./markdown.js";
import { sheet } from "./sheet.js";

const ROW = 1,
  TEXT = 10;

export function openForm(form, pane) {
  const parts = form.parts.map((root) => partOf(root, pane));
  const trouble = el("p", { class: "wrong", role: "alert" });
  const button = el("button", { class: "button primary", type: "submit" }, "Submit");
  const body = el(
    "form",
    { novalidate: true },
    parts.map((part) => part.node),
    trouble,
    el(
      "p",
      { class: "ends" },
      el("button", { class: "button secondary", type: "button", onclick: () => open.close() }, "Cancel"),
      button,
    ),
  );
  body.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!isFilledIn(body)) return;
    button.disabled = true;
    trouble.textContent = "";
    try {
      const answer = await submitted(form, parts, pane);
      if (answer.kind !== "nothing") return open.close() ?? pane.take(answer);
      trouble.textContent = "Something went wrong. Try again.";
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      trouble.textContent = error.message;
    } finally {
      trouble.scrollIntoView({ block: "nearest" });
      button.disabled = false;
    }
  });
  const open = sheet({ title: form.title, body, dir: pane.dir, kind: "form" });
}

async function submitted(form, parts, pane) {
  const values = {};
  for (const part of parts.filter((each) => each.id)) {
    const value = await part.value();
    values[part.id] = value ?? null;
  }
  return send("do/submit", { person: pane.personId, interaction: form.interaction, values });
}

function partOf(root, pane) {
  if (root.type === TEXT) return { node: markdown(root.content ?? "", pane) };
  const inner = root.type === ROW ? root.components[0] : root.component;
  const about = { label: root.label ?? inner.label, description: root.description };
  return { ...fieldOf(inner, about, pane), id: inner.custom_id };
}
