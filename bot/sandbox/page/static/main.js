// The page: one pane or two side by side, the time above them, and what both share.

import { read } from "./api.js";
import { el, icon, sign, toast } from "./dom.js";
import { Pane } from "./pane.js";
import { TimeBar } from "./time.js";

class Town {
  constructor() {
    this.people = [];
    this.names = new Map();
    this.lastPlace = new Map();
    this.panes = [];
    this.dir = null;
    this.root = document.getElementById("panes");
    this.bar = new TimeBar();
    this.tabs = el("div", { class: "tabs", role: "group", "aria-label": "Whose side" });
    this.splitButton = el(
      "button",
      {
        class: "button secondary split",
        type: "button",
        "aria-pressed": "false",
        "aria-label": "Side by side",
        onclick: () => this.split(),
      },
      icon("sides"),
      el("span", { class: "wide" }, "Side by side"),
    );
    document.getElementById("bar").append(this.bar.node, this.splitButton, this.tabs);
  }

  get isSplit() {
    return this.panes.length > 1;
  }

  get isMoving() {
    return Boolean(this.bar.time?.moving);
  }

  async readPeople() {
    const told = await read("people");
    this.people = told.people;
    this.names = new Map(told.people.map((person) => [person.id, person.name]));
    this.opensAs = told.opens_as;
  }

  async start() {
    const asked = new URLSearchParams(location.hash.slice(1));
    this.dir = asked.get("dir");
    await Promise.all([this.readPeople(), this.bar.refresh()]);
    this.root.replaceChildren();
    await this.add(asked.get("as") ?? this.opensAs, asked.get("at"));
    if (asked.get("with")) await this.add(asked.get("with"), asked.get("there"));
  }

  async add(personId, placeId) {
    const pane = new Pane(this);
    const known = this.names.has(personId) ? personId : this.opensAs;
    this.panes.push(pane);
    this.root.append(pane.node);
    await pane.become(known, placeId);
    this.front(pane);
  }

  // Opens a second side with somebody else, or closes the side that asks.
  async split(pane = this.panes.at(-1)) {
    if (this.isSplit) {
      this.panes = this.panes.filter((each) => each !== pane);
      pane.close();
      this.front(this.panes[0]);
      return this.changed();
    }
    const other = this.people.find((person) => !person.bot && person.id !== this.panes[0].personId);
    return this.add(other?.id ?? this.opensAs);
  }

  // On a narrow page one side is shown at a time.
  front(pane) {
    for (const each of this.panes) each.node.classList.toggle("front", each === pane);
    this.changed();
  }

  turn(dir) {
    this.dir = dir;
    for (const pane of this.panes) pane.node.dir = dir;
    document.documentElement.dir = dir;
    this.changed();
  }

  timeTold(time) {
    this.bar.show(time);
  }

  // Keeps the address and the tabs in step with who looks at what.
  changed() {
    const [one, other] = this.panes;
    const parts = {
      as: one?.personId,
      at: one?.channel?.id,
      with: other?.personId,
      there: other?.channel?.id,
      dir: this.dir,
    };
    const told = Object.entries(parts).filter(([, value]) => value);
    history.replaceState(null, "", `#${new URLSearchParams(told)}`);
    document.title = one?.channel ? `${one.title} · ${one.screen.person.name}` : "Sandbox";
    document.body.classList.toggle("split", this.isSplit);
    this.splitButton.setAttribute("aria-pressed", String(this.isSplit));
    this.tabs.replaceChildren(
      ...(this.isSplit ? this.panes : []).map((pane) =>
        el(
          "button",
          {
            class: "tab",
            type: "button",
            "aria-pressed": String(pane.node.classList.contains("front")),
            onclick: () => this.front(pane),
          },
          pane.screen?.person.name ?? "",
        ),
      ),
    );
  }
}

const TIP = "sandbox-tip-read";

// What to do here, until somebody has read it.
function showTip() {
  if (sessionStorage.getItem(TIP)) return;
  const done = () => {
    sessionStorage.setItem(TIP, "yes");
    tip.remove();
  };
  const words = "A chat of your own. Choose who you are at the top of each side, and move the time above.";
  const button = el(
    "button",
    { class: "plain", type: "button", "aria-label": "Close this hint", onclick: done },
    sign("✕"),
  );
  const tip = el("aside", { class: "tip", "aria-label": "Hint" }, el("span", { dir: "auto" }, words), button);
  document.getElementById("bar").after(tip);
}

showTip();
const town = new Town();
if (new URLSearchParams(location.hash.slice(1)).get("dir"))
  document.documentElement.dir = new URLSearchParams(location.hash.slice(1)).get("dir");
town.start().catch((error) => toast(error.message));
