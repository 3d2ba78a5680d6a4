// The messages of the channel that somebody looks at, kept in order while they come, change and go.

import { el } from "./dom.js";
import { messageElement } from "./message.js";
import { dayWords } from "./times.js";

const NEAR_THE_END = 60;
const MOST_KEPT = 300;

export class Log {
  constructor(pane) {
    this.pane = pane;
    this.messages = [];
    this.dismissed = new Set();
    this.list = el("ol", { class: "messages" });
    this.earlier = el(
      "button",
      { class: "button secondary earlier", type: "button", hidden: true, onclick: () => pane.readEarlier() },
      "Earlier messages",
    );
    this.node = el(
      "div",
      { class: "log", role: "log", tabindex: "0", "aria-label": "Messages" },
      this.earlier,
      this.list,
    );
    this.stayAtEnd();
  }

  // Whoever reads the newest message goes on doing so while messages come and pictures load.
  stayAtEnd() {
    this.isAtEnd = true;
    this.node.addEventListener("scroll", () => {
      this.isAtEnd = this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight < NEAR_THE_END;
    });
    const observer = new ResizeObserver(() => this.isAtEnd && this.toEnd());
    observer.observe(this.list);
    observer.observe(this.node);
  }

  show(messages, more) {
    this.messages = messages.filter((message) => !this.dismissed.has(message.id));
    this.draw(more);
    this.toEnd();
  }

  prepend(messages, more) {
    const height = this.node.scrollHeight;
    this.messages = [...messages, ...this.messages];
    this.draw(more);
    this.node.scrollTop += this.node.scrollHeight - height;
  }

  draw(more) {
    this.earlier.hidden = !more;
    this.list.replaceChildren(...this.messages.flatMap((message, at) => this.nodesOf(message, this.messages[at - 1])));
    if (!this.messages.length) this.list.append(el("li", { class: "empty" }, "Nothing here yet."));
  }

  nodesOf(message, before) {
    const day = new Date(message.timestamp).toDateString();
    const isNewDay = !before || new Date(before.timestamp).toDateString() !== day;
    const node = messageElement(message, isNewDay ? null : before, this.pane);
    if (!isNewDay) return [node];
    return [el("li", { class: "day" }, el("span", {}, dayWords(new Date(message.timestamp), this.pane.locale))), node];
  }

  // Takes in what the sandbox told: messages that came or changed, and those that went.
  hear(changed, gone) {
    for (const id of gone) this.remove(id);
    for (const message of changed) if (!this.dismissed.has(message.id)) this.put(message);
  }

  put(message) {
    const at = this.messages.findIndex((each) => each.id === message.id);
    if (at >= 0) {
      this.messages[at] = message;
      return this.redraw(message, this.messages[at - 1]);
    }
    const last = this.messages.at(-1);
    if (last && isAfter(last.id, message.id)) return undefined;
    if (!last) this.list.replaceChildren();
    this.messages.push(message);
    this.list.append(...this.nodesOf(message, last));
    if (this.isAtEnd && this.messages.length > MOST_KEPT) this.forgetFirst();
    return undefined;
  }

  // A page that is open through a whole round keeps no more than can be read again by a button.
  forgetFirst() {
    this.remove(this.messages[0].id);
    this.earlier.hidden = false;
  }

  redraw(message, before) {
    const old = this.list.querySelector(`[data-id="${message.id}"]`);
    const focused = old?.contains(document.activeElement) ? document.activeElement : null;
    const node = this.nodesOf(message, before).at(-1);
    old?.replaceWith(node);
    if (!focused) return;
    const same = [...node.querySelectorAll("[data-part]")].find(
      (each) => each.dataset.part === focused.dataset.part && !each.disabled,
    );
    (same ?? node).focus();
  }

  dismiss(id) {
    this.dismissed.add(id);
    this.remove(id);
    this.node.focus();
  }

  remove(id) {
    this.messages = this.messages.filter((message) => message.id !== id);
    const node = this.list.querySelector(`[data-id="${id}"]`);
    const above = node?.previousElementSibling;
    const isLastOfDay = above?.classList.contains("day") && !node.nextElementSibling?.dataset.id;
    if (isLastOfDay) above.remove();
    node?.remove();
  }

  toEnd() {
    this.isAtEnd = true;
    this.node.scrollTop = this.node.scrollHeight;
  }
}

// Whether one snowflake is younger than another; they are too long for numbers.
export function isAfter(one, other) {
  return one.length === other.length ? one > other : one.length > other.length;
}
