// A line below the time, until it was read: what to do here, who one has become, what came while the time moved.

import { el, sign } from "./dom.js";

export class Notice {
  constructor() {
    this.words = el("div", { class: "tip-words", dir: "auto", role: "status" });
    const close = () => this.close();
    const button = el("button", { class: "plain", type: "button", "aria-label": "Close this hint", onclick: close }, sign("✕"));
    this.node = el("aside", { class: "tip", "aria-label": "Hint", hidden: true }, this.words, button);
  }

  // Shows words and things to do: each [words, act] is a button, which ends the notice. `read` is called at its end.
  show(parts, read = () => {}) {
    this.read = read;
    this.words.replaceChildren(...parts.map((part) => (Array.isArray(part) ? this.button(...part) : part)));
    this.node.hidden = false;
  }

  button(words, act) {
    const press = () => {
      this.close();
      act();
    };
    return el("button", { class: "as-link", type: "button", onclick: press }, words);
  }

  close() {
    this.node.hidden = true;
    this.read();
  }
}
