// The messages of the channel that somebody looks at, kept in order while they come, change and go.

import { el, sign } from "./dom.js";
import { messageElement } from "./message.js";
import { say } from "./speaking.js";
import { dayWords } from "./times.js";

const NEAR_THE_END = 60;
const MOST_KEPT = 300;
const ROOM_ABOVE = 24;

export class Log {
  constructor(pane) {
    this.pane = pane;
    this.messages = [];
    this.dismissed = new Set();
    this.list = el("ol", { class: "messages" });
    this.back = el(
      "button",
      { class: "button secondary back", type: "button", hidden: true, onclick: () => this.goBack() },
      sign("↑"),
      "Back to where you were",
    );
    this.earlier = el(
      "button",
      { class: "button secondary earlier", type: "button", hidden: true, onclick: () => pane.readEarlier() },
      "Earlier messages",
    );
    this.node = el(
      "div",
      // What is read aloud is chosen in `speaking.js`: a log would read all that comes while the time moves.
      { class: "log", role: "log", "aria-live": "off", tabindex: "0", "aria-label": "Messages" },
      this.earlier,
      this.list,
    );
    this.stayInPlace();
  }

  // Whoever reads the newest message goes on doing so while messages come and pictures load; and whoever got an
  // answer that is longer than the screen goes on seeing how it begins, until they scroll.
  stayInPlace() {
    this.isAtEnd = true;
    this.node.addEventListener("scroll", () => {
      this.isAtEnd = this.isNearTheEnd();
      if (this.place && this.isInView(this.place.id)) this.forgetPlace();
    });
    for (const what of ["wheel", "touchmove", "pointerdown", "keydown"])
      this.node.addEventListener(what, () => this.letGo(), { passive: true });
    const observer = new ResizeObserver(() => this.settle());
    observer.observe(this.list);
    observer.observe(this.node);
  }

  isNearTheEnd() {
    return this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight < NEAR_THE_END;
  }

  letGo() {
    this.keptId = null;
    this.pane.pressedId = null;
  }

  settle() {
    if (this.isAtEnd) this.toEnd();
    if (this.keptId) this.beginWith(this.keptId);
  }

  // Shows a channel from what is new there, or its newest message where somebody has never looked.
  show(messages, more, readUntil) {
    this.letGo();
    this.forgetPlace();
    this.messages = messages.filter((message) => !this.dismissed.has(message.id));
    this.draw(more);
    this.toEnd();
    const isNew = (message) => isAfter(message.id, readUntil);
    const first = readUntil === "0" ? this.messages.at(-1) : this.messages.find(isNew);
    if (first) this.beginWith(first.id);
  }

  // Brings a message into view and marks it for a while; false where there is none.
  find(id) {
    const node = this.list.querySelector(`[data-id="${id}"]`);
    if (!node) return false;
    this.letGo();
    this.isAtEnd = false;
    this.node.scrollTop += node.getBoundingClientRect().top - this.node.getBoundingClientRect().top - ROOM_ABOVE;
    this.keptId = id;
    node.classList.add("found");
    node.focus({ preventScroll: true });
    return true;
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
    if (at >= 0) return this.change(at, message);
    const last = this.messages.at(-1);
    if (last && isAfter(last.id, message.id)) return undefined;
    if (!last) this.list.replaceChildren();
    this.messages.push(message);
    if (this.isAtEnd) this.keptId = null;
    this.list.append(...this.nodesOf(message, last));
    if (this.isAtEnd && this.messages.length > MOST_KEPT) this.forgetFirst();
    if (this.isAnswer(message)) this.reveal(message.id);
    say(message, this.pane, this.isAnswer(message));
    return undefined;
  }

  // An answer that was being thought about, or the message whose button was pressed, is looked at by who waits for it.
  change(at, message) {
    const isPressed = message.id === this.pane.pressedId;
    const isAwaited = isPressed || (this.messages[at].loading && this.isAnswer(message));
    const pressedAt = isPressed ? this.topOfPressed(message.id) : null;
    this.messages[at] = message;
    this.redraw(message, this.messages[at - 1]);
    if (!isAwaited) return;
    if (!this.keepPressed(message.id, pressedAt)) this.reveal(message.id);
    say(message, this.pane, true);
  }

  // Where on the screen the button stands that was pressed; null where it is gone.
  topOfPressed(id) {
    const parts = [...(this.list.querySelector(`[data-id="${id}"]`)?.querySelectorAll("[data-part]") ?? [])];
    return parts.find((part) => part.dataset.part === this.pane.pressedPart)?.getBoundingClientRect().top ?? null;
  }

  // Leaves what was pressed where the finger is, however the message above it has changed; false where it is gone.
  keepPressed(id, before) {
    const now = this.topOfPressed(id);
    if (before === null || now === null) return false;
    this.node.scrollTop += now - before;
    this.isAtEnd = this.isNearTheEnd();
    return true;
  }

  // Whether the message is what this person wrote, or what the bot says because of what they did.
  isAnswer(message) {
    const me = this.pane.personId;
    return message.ephemeral || message.author.id === me || message.interaction_metadata?.user.id === me;
  }

  // Brings the message into view: whole where it fits, else how it begins.
  reveal(id) {
    const [, below] = this.beyond(id);
    if (below > 0 && !this.isAtEnd) this.rememberPlace();
    if (id === this.messages.at(-1).id) this.toEnd();
    else if (below > 0) this.node.scrollTop += below;
    this.beginWith(id);
  }

  // Brings the beginning of a message into view, and keeps it there while more is added or its pictures load.
  beginWith(id) {
    this.keptId = id;
    const [above] = this.beyond(id);
    if (above <= 0) return;
    this.node.scrollTop -= above;
    this.isAtEnd = false;
  }

  // Notes what stands at the top of the view, before an answer further down is shown.
  rememberPlace() {
    const top = this.node.getBoundingClientRect().top;
    const boxes = [...this.list.querySelectorAll("[data-id]")].map((node) => [node, node.getBoundingClientRect()]);
    const found = boxes.find(([, box]) => box.bottom > top);
    this.place ??= found && { id: found[0].dataset.id, offset: found[1].top - top };
    this.back.hidden = !this.place;
  }

  goBack() {
    const { id, offset } = this.place;
    this.letGo();
    this.forgetPlace();
    // Measured once the button is gone, as the view is higher then and may have moved.
    const [above] = this.beyond(id);
    this.node.scrollTop -= above + offset;
    this.isAtEnd = false;
    this.node.focus({ preventScroll: true });
  }

  forgetPlace() {
    this.place = null;
    this.back.hidden = true;
  }

  isInView(id) {
    const [view, box] = [this.node, this.list.querySelector(`[data-id="${id}"]`)].map((each) => each?.getBoundingClientRect());
    return Boolean(box) && box.bottom > view.top && box.top < view.bottom;
  }

  // How far a message runs out of view above and below.
  beyond(id) {
    const view = this.node.getBoundingClientRect();
    const box = this.list.querySelector(`[data-id="${id}"]`)?.getBoundingClientRect() ?? view;
    return [view.top - box.top, box.bottom - view.bottom];
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
    this.node.focus({ preventScroll: true });
    if (this.place) this.goBack();
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
