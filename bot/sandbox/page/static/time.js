// The time at the top of the page: what it is, what comes, and moving it on.

import { Refused, read, send } from "./api.js";
import { el, icon, sign, spoken, toast, written } from "./dom.js";
import { sheet } from "./sheet.js";
import { clock, formatted, dayInField, refreshRelative, relative } from "./times.js";

const DAY = 86400000;
const MOVES = [
  ["next", "To what comes next"],
  ["hour", "+1 hour"],
  ["day", "+1 day"],
  ["end", "To the end"],
];

// The buttons that move the time. They can be pressed while it moves: the moves follow each other.
class Moves {
  constructor(move) {
    this.buttons = MOVES.map(([by, words]) => moveButton(by, words, move));
    this.stop = moveButton("stop", "Stop", move);
    this.said = el("span", { class: "moving", role: "status" });
    this.node = el("div", { class: "moves" }, this.buttons, this.said, this.stop);
  }

  show({ moving, waiting, movable, has_end: hasEnd }) {
    this.node.hidden = !movable;
    for (const button of this.buttons) button.hidden = button.dataset.move === "end" && !hasEnd;
    const hadFocus = document.activeElement === this.stop;
    this.stop.hidden = !moving;
    if (hadFocus && !moving) this.buttons[0].focus();
    const words = moving ? `Moving …${waiting ? ` ${waiting} more` : ""}` : "";
    if (this.said.textContent !== words) this.said.textContent = words;
  }
}

function moveButton(by, words, move) {
  const press = () => move({ by });
  return el("button", { class: "button secondary", type: "button", "data-move": by, onclick: press }, written(words));
}

export class TimeBar {
  // `told` hears when the time begins to move, and when it stands still again.
  constructor(told) {
    this.told = told;
    const open = () => this.openSheet();
    this.words = el("button", { class: "now", type: "button", "aria-haspopup": "dialog", onclick: open });
    this.opener = el(
      "button",
      { class: "button secondary narrow", type: "button", "aria-haspopup": "dialog", onclick: open },
      "Move time …",
    );
    this.moves = new Moves((goal) => this.move(goal));
    this.node = el(
      "div",
      { class: "time", role: "group", "aria-label": "Time" },
      this.words,
      el("span", { class: "soft wide" }, "Move time:"),
      this.opener,
      this.moves.node,
    );
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
    const { moving: wasMoving, ended } = this.time ?? time;
    this.time = time;
    this.moves.show(time);
    this.node.dataset.moving = String(time.moving);
    this.node.classList.toggle("still", !time.movable);
    this.onShow?.();
    if (time.moving && !wasMoving) this.told(true);
    if (!time.moving && time.ended !== ended) this.told(false);
  }

  async move(goal) {
    // Now, as a short move is over before it is heard of that it began.
    if (!this.time.moving) this.told(true);
    try {
      this.show(await send("time", goal));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      toast(error.message);
    }
  }

  // The same moves, a day to go to, and what comes: each row can be gone to.
  async openSheet() {
    const go = (goal) => {
      if (goal.by !== "stop") open.close();
      this.move(goal);
    };
    const moves = new Moves(go);
    const due = el("ol", { class: "due entries" });
    const showDue = async () => {
      const told = await read("time");
      due.replaceChildren(...told.due.map((step) => dueElement(step, this.time.movable && go)));
      if (!told.due.length) due.append(el("li", { class: "soft" }, "Nothing comes by itself."));
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
    const body = [moves.node, this.time.movable && toDay(go), el("h3", {}, "What comes. Tap a line to go there."), due];
    const open = sheet({ title: "Move time", kind: "time-sheet", body: body.filter(Boolean), closed });
  }
}

// A day to go to: its noon, when what happens in the morning has happened.
function toDay(go) {
  const tomorrow = dayInField(new Date(Number(clock.now) + DAY));
  const field = el("input", { type: "date", required: true, value: tomorrow, min: tomorrow, "aria-label": "Day" });
  const button = el("button", { class: "button secondary", type: "submit" }, "Go to noon of this day");
  const form = el("form", { class: "to-day" }, field, button);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go({ to: new Date(`${field.value}T12:00`).toISOString() });
  });
  return form;
}

function dueElement(step, go) {
  const at = new Date(step.at);
  const words = [
    el("span", { class: "soft due-at" }, written(`${formatted(at, "f")} · ${relative(at)}`)),
    el("span", {}, written(`${step.words}${step.count > 1 ? ` (${step.count} times)` : ""}`)),
  ];
  if (!go) return el("li", {}, words);
  const goal = at > clock.now ? { to: step.at } : { by: "next" };
  return el("li", {}, el("button", { class: "entry", type: "button", onclick: () => go(goal) }, el("span", {}, words)));
}
