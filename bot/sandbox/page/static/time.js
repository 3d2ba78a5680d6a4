// The time at the top of the page: what it is, what is due, and moving it on.

import { Refused, read, send } from "./api.js";
import { el, icon, sign, spoken, toast } from "./dom.js";
import { sheet } from "./sheet.js";
import { clock, formatted, refreshRelative, relative } from "./times.js";

const MOVES = [
  ["next", "Next step"],
  ["hour", "+1 hour"],
  ["day", "+1 day"],
  ["end", "To the end"],
];

export class TimeBar {
  constructor() {
    this.words = el("button", {
      class: "now",
      type: "button",
      "aria-haspopup": "dialog",
      onclick: () => this.openSheet(),
    });
    this.moves = el("div", { class: "moves" });
    this.node = el("div", { class: "time", role: "group", "aria-label": "Time" }, this.words, this.moves);
  }

  async refresh() {
    this.show(await read("time"));
  }

  show(time) {
    clock.now = new Date(time.now);
    clock.isReal = time.real;
    refreshRelative();
    this.words.replaceChildren(icon("clock"), spoken("It is "), formatted(clock.now, "b"), time.real ? "" : sign("▾"));
    if (time.trouble && time.trouble !== this.time?.trouble) toast(time.trouble);
    const isSame = this.time && ["moving", "movable", "has_end"].every((key) => this.time[key] === time[key]);
    this.time = { ...time };
    if (!isSame) this.moves.replaceChildren(...this.buttons());
    this.onShow?.();
  }

  buttons() {
    const { moving, movable, has_end: hasEnd } = this.time;
    if (!movable) return [];
    if (moving) return [el("span", { class: "moving", role: "status" }, "Moving …"), this.button("stop", "Stop")];
    return MOVES.filter(([by]) => by !== "end" || hasEnd).map(([by, words]) => this.button(by, words));
  }

  button(by, words) {
    return el(
      "button",
      {
        class: `button ${by === "next" || by === "stop" ? "primary" : "secondary"}`,
        type: "button",
        "data-move": by,
        onclick: () => this.move(by),
      },
      words,
    );
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
    const moves = el("div", { class: "moves" });
    const due = el("ol", { class: "due" });
    const showMoves = () => moves.replaceChildren(...this.buttons());
    const showDue = async () => {
      const told = await read("time");
      due.replaceChildren(...told.due.map(dueElement));
      if (!told.due.length) due.append(el("li", { class: "soft" }, "Nothing is due."));
    };
    let wasMoving = this.time.moving;
    this.onShow = () => {
      showMoves();
      if (wasMoving && !this.time.moving) showDue();
      wasMoving = this.time.moving;
    };
    showMoves();
    await showDue();
    sheet({
      title: "Time",
      kind: "time-sheet",
      body: [moves, el("h3", {}, "What is due"), due],
      closed: () => {
        this.onShow = null;
      },
    });
  }
}

function dueElement(step) {
  const at = new Date(step.at);
  return el(
    "li",
    {},
    el("span", { class: "soft due-at" }, `${formatted(at, "f")} · ${relative(at)}`),
    el("span", {}, step.words, step.count > 1 ? ` × ${step.count}` : ""),
  );
}
