// The pinned messages of the open channel, to be gone to.

import { read } from "./api.js";
import { el, written } from "./dom.js";
import { sheet } from "./sheet.js";
import { wordsOf } from "./speaking.js";

const MOST_SAID = 160;

export async function showPins(pane) {
  const found = await read("pins", { person: pane.personId, channel: pane.channel.id });
  const go = (message) => {
    open.close();
    pane.open(pane.channel.id, message.id);
  };
  const rows = found.map((message) =>
    el(
      "button",
      { class: "entry", type: "button", onclick: () => go(message) },
      el(
        "span",
        {},
        el("strong", { class: "block" }, written(pane.personName(message.author.id))),
        written(shortened(wordsOf(message, pane))),
      ),
    ),
  );
  const body = rows.length ? el("div", { class: "entries" }, rows) : el("p", { class: "soft" }, "Nothing is pinned here.");
  const open = sheet({ title: "Pinned messages", body, dir: pane.dir });
}

function shortened(words) {
  return words.length > MOST_SAID ? `${words.slice(0, MOST_SAID)} …` : words;
}
