// Where somebody writes.

import { Refused, fileAsJson, send } from "./api.js";
import { pickCommand, useTyped } from "./commands.js";
import { el, sign, toast, written } from "./dom.js";

export class Composer {
  constructor(pane) {
    this.pane = pane;
    this.answering = null;
    this.files = [];
    this.note = el("p", { class: "answering soft", hidden: true });
    this.text = el("textarea", { rows: 1, maxlength: 2000, dir: "auto", "aria-label": "Write a message" });
    this.picker = el("input", { type: "file", multiple: true, hidden: true, "aria-label": "Files to attach" });
    this.node = el(
      "form",
      { class: "composer" },
      this.note,
      this.picker,
      el(
        "button",
        { class: "plain", type: "button", "aria-label": "Commands", onclick: () => pickCommand(this.pane) },
        sign("/"),
      ),
      el(
        "button",
        { class: "plain", type: "button", "aria-label": "Attach files", onclick: () => this.picker.click() },
        sign("+"),
      ),
      this.text,
      el("button", { class: "plain send", type: "submit", "aria-label": "Send" }, sign("➤")),
    );
    this.listen();
  }

  listen() {
    this.node.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.text.addEventListener("keydown", (event) => this.onKey(event));
    this.text.addEventListener("input", () => this.onInput());
    this.picker.addEventListener("change", async () => {
      this.files = await Promise.all([...this.picker.files].map(fileAsJson));
      this.showNote();
    });
  }

  onKey(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.send();
    }
    if (event.key === "Escape") this.answer(null);
  }

  onInput() {
    if (this.text.value === "/") {
      this.text.value = "";
      pickCommand(this.pane);
    }
    this.text.style.setProperty("height", "auto");
    this.text.style.setProperty("height", `${Math.min(this.text.scrollHeight, 160)}px`);
  }

  // Says whom the next message answers; null for nobody.
  answer(message) {
    this.answering = message;
    this.showNote();
    if (message) this.text.focus();
  }

  showNote() {
    const files = this.files.map((file) => file.filename).join(", ");
    this.note.hidden = !this.answering && !files;
    this.note.replaceChildren(
      ...(this.answering
        ? ["In reply to ", el("strong", {}, written(this.pane.personName(this.answering.author.id))), " "]
        : []),
      ...(files ? [`With ${files} `] : []),
      el(
        "button",
        {
          class: "as-link",
          type: "button",
          onclick: () => {
            this.files = [];
            this.picker.value = "";
            this.answer(null);
          },
        },
        "Cancel",
      ),
    );
  }

  // Fits what can be written to the channel.
  show(channel) {
    this.text.disabled = !channel.writes;
    this.text.placeholder = channel.writes ? `Message ${this.pane.title}` : "You cannot write here.";
    this.answer(null);
  }

  async send() {
    const text = this.text.value;
    if (!text.trim() && !this.files.length) return;
    if (isCommand(text)) {
      this.clear();
      await useTyped(text, this.pane);
      return;
    }
    try {
      await send("do/say", {
        person: this.pane.personId,
        channel: this.pane.channel.id,
        text,
        files: this.files,
        reply_to: this.answering?.id ?? null,
      });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      toast(error.message);
      return;
    }
    this.clear();
    this.pane.log.toEnd();
  }

  clear() {
    this.text.value = "";
    this.files = [];
    this.picker.value = "";
    this.onInput();
    this.answer(null);
  }
}

// A slash and a word, in one line: whoever pastes or types it means a command, not a message.
function isCommand(text) {
  return /^\/\p{L}[^\n]*$/u.test(text.trim());
}
