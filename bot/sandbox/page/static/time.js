// The time at the top of the page: what it is, what is due, and moving it on.

import { Refused, read, send } from "./api.js";
import { el, icon, sign, spoken, toast, written } from "./dom.js";
import { sheet } from "./sheet.js";
import { clock, formatted, refreshRelative, relative } from "./times.js";

const MOVES = [
  ["next", "Next step"],
  ["hour", "+1 hour"],
  ["day", "+1 day"],
  ["end", "To the end"],
];

// The buttons that move the time. They stay where they are while it moves, so that the focus does.
class Moves {
  constructor(move) {
    this.buttons = MOVES.map(([by, words]) => moveButton(by, words, move));
    this.stop = moveButton("stop", "Stop", move);
    this.said = el("span", { class: "moving", role: "status" });
    this.node = el("div", { class: "moves" }, this.buttons, this.stop, this.said);
  }

  show({ moving, movable, has_end: hasEnd }) {
    this.node.hidden = !movable;
    for (const button of this.buttons) {
      button.hidden = button.dataset.move === "end" && !hasEnd;
      button.setAttribute("aria-disabled", String(moving));
    }
    const hadFocus = document.activeElement === this.stop;
    this.stop.hidden = !moving;
    if (hadFocus && !moving) this.buttons[0].focus();
    const words = moving ? "Moving …" : "";
    if (this.said.textContent !== words) this.said.textContent = words;
  }
}

function moveButton(by, words, move) {
  const kind = by === "next" || by === "stop" ? "primary" : "secondary";
  const press = (event) => event.currentTarget.getAttribute("aria-disabled") !== "true" && move(by);
  return el("button", { class: `button ${kind}`, type: "button", "data-move": by, onclick: press }, written(words));
}

export class TimeBar {
  constructor() {
    const open = () => this.openSheet();
    this.words = el("button", { class: "now", type: "button", "aria-haspopup": "dialog", onclick: open });
    this.moves = new Moves((by) => this.move(by));
    this.node = el("div", { class: "time", role: "group", "aria-label": "Time" }, this.words, this.moves.node);
  }

  async refresh() {
    this.show(await read("time"));
    if (clock.isReal) setInterval(() => this.show({ ...this.time, now: new Date() }), 20000);
  }

  // The answer to a press and what the sandbox tells of itself come on two lines: the later may be the older.
  show(time) {
    if (time.told < this.time?.told) return;
    clock.now = new Date(time.now);
    clock.isReal = time.real;
    refreshRelative();
    this.words.replaceChildren(icon("clock"), spoken("It is "), formatted(clock.now, "b"), time.real ? "" : sign("▾"));
    if (time.trouble && time.trouble !== this.time?.trouble) toast(time.trouble);
    this.time = time;
    this.moves.show(time);
    this.onShow?.();
  }

  async move(by) {
    try {
      this.show(await send("time", { by }));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      toast(error.message);
    }
  }

  // The same moves and what is due, for phones and for who wants to know what comes.
  async openSheet() {
    const moves = new Moves((by) => this.move(by));
    const due = el("ol", { class: "due" });
    const showDue = async () => {
      const told = await read("time");
      due.replaceChildren(...told.due.map(dueElement));
      if (!told.due.length) due.append(el("li", { class: "soft" }, "Nothing is due."));
    };
    let wasMoving = this.time.moving;
    this.onShow = () => {
      moves.show(this.time);
      if (wasMoving && !this.time.moving) showDue();
      wasMoving = this.time.moving;
    };
    this.onShow();
    await showDue();
    const closed = () => {
      this.onShow = null;
    };
    sheet({ title: "Time", kind: "time-sheet", body: [moves.node, el("h3", {}, "What is due"), due], closed });
  }
}

function dueElement(step) {
  const at = new Date(step.at);
  return el(
    "li",
    {},
    el("span", { class: "soft due-at" }, written(`${formatted(at, "f")} · ${relative(at)}`)),
    el("span", {}, written(`${step.words}${step.count > 1 ? ` × ${step.count}` : ""}`)),
  );
}
