// What one person has before them: who they are, their places, the open channel, and what they do there.

import { Line, Refused, read, send } from "./api.js";
import { Composer } from "./composer.js";
import { avatar, el, icon, sign, spoken, toast, written } from "./dom.js";
import { openForm } from "./form.js";
import { Log, isAfter } from "./log.js";
import { actOnMessage, actOnPerson } from "./menus.js";
import { choosePerson } from "./people.js";
import { showPins } from "./pins.js";
import { placesElement } from "./places.js";

const RIGHT_TO_LEFT = /^(ar|he|fa|ur|ps|sd|yi)\b/;

export class Pane {
  // `town` holds what both panes share: who there is, and what to do when somebody else is looked at.
  constructor(town) {
    this.town = town;
    this.showsAllThreads = false;
    this.log = new Log(this);
    this.composer = new Composer(this);
    this.build();
    this.line = new Line(
      (news) => this.hear(news),
      () => this.become(this.personId, this.channel?.id),
    );
  }

  build() {
    this.heading = el("h2", { class: "cut", dir: "auto" });
    this.topic = el("p", { class: "soft topic cut", dir: "auto" });
    this.who = el("button", {
      class: "who",
      type: "button",
      "aria-haspopup": "dialog",
      onclick: () => choosePerson(this),
    });
    this.side = el("nav", { class: "places" });
    this.spoken = el("p", { class: "spoken", role: "status" });
    this.toSideWords = spoken("Servers and channels");
    this.toSide = el(
      "button",
      {
        class: "plain to-side",
        type: "button",
        "aria-expanded": "false",
        onclick: () => this.showSide(),
      },
      sign("☰"),
      this.toSideWords,
    );
    const more = el(
      "button",
      { class: "plain", type: "button", "aria-label": "More to do as this person", onclick: () => actOnPerson(this) },
      sign("⋯"),
    );
    const pins = el(
      "button",
      { class: "plain", type: "button", "aria-label": "Pinned messages", onclick: () => showPins(this) },
      icon("pin"),
    );
    this.node = el(
      "section",
      { class: "pane" },
      el(
        "header",
        { class: "pane-head" },
        this.toSide,
        el("div", { class: "where" }, this.heading, this.topic),
        pins,
        this.who,
        more,
      ),
      this.spoken,
      el("div", { class: "pane-body" }, this.side, el("div", { class: "room" }, this.log.node, this.log.back, this.composer.node)),
    );
    this.log.node.addEventListener("click", () => this.showSide(false));
    this.side.addEventListener("keydown", (event) => event.key === "Escape" && this.leaveSide());
  }

  get locale() {
    return this.screen?.person.locale;
  }
  get dir() {
    return this.town.dir ?? (RIGHT_TO_LEFT.test(this.locale ?? "") ? "rtl" : "ltr");
  }
  get title() {
    return this.channel.kind === "dm" ? this.screen.bot.name : `#${this.channel.name}`;
  }

  // Looks at the world as this person; in the place named, or where they were last.
  async become(personId, placeId) {
    this.personId = personId;
    this.screen = await read("screen", { person: personId });
    this.node.dir = this.dir;
    this.node.setAttribute("aria-label", `As ${this.screen.person.name}`);
    this.who.replaceChildren(
      avatar(this.screen.person),
      el("span", { class: "who-name cut", dir: "auto" }, this.screen.person.name),
      sign("▾"),
    );
    this.who.setAttribute("aria-label", `You are ${this.screen.person.name}. Choose somebody else`);
    this.side.setAttribute("aria-label", `Servers and channels of ${this.screen.person.name}`);
    const places = this.places();
    const wanted = placeId ?? this.town.lastPlace.get(personId);
    const found = [...places, { id: "dm" }, this.screen.dm].find((place) => place.id === wanted);
    await this.open((found ?? firstOf(places))?.id ?? "dm");
  }

  // Becomes somebody else because whoever sits here wants to, and says so.
  async turnInto(personId) {
    const before = this.screen.person;
    await this.become(personId);
    if (before.id === personId) return;
    const name = el("strong", {}, written(this.screen.person.name));
    const back = [`Be ${before.name} again`, () => this.turnInto(before.id)];
    this.town.notice.show(["You are now ", name, back]);
  }

  // Looks at a channel, thread or DM: at the message named, else from what is new there.
  async open(placeId, messageId) {
    const person = this.personId;
    let told;
    try {
      told = await read("channel", { person, channel: placeId, from: messageId });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return toast(error.isMissing ? `${this.screen.person.name} has no access to this place.` : error.message);
    }
    if (person !== this.personId) return undefined;
    this.channel = told.channel;
    this.line.look(person, told.channel.id, told.messages.at(-1)?.id);
    this.town.lastPlace.set(person, told.channel.id);
    this.showHead();
    this.log.show(told.messages, told.more, told.read_until);
    if (messageId && !this.log.find(messageId)) toast("This message is gone.");
    this.composer.show(told.channel);
    this.showSide(false);
    this.town.changed();
    return this.refreshPlaces();
  }

  showHead() {
    this.heading.textContent = this.title;
    const members = this.channel.members.map((id) => this.personName(id)).join(", ");
    this.topic.textContent = this.channel.topic ?? members;
  }

  async readEarlier() {
    const told = await read("channel", {
      person: this.personId,
      channel: this.channel.id,
      before: this.log.messages[0]?.id,
    });
    this.log.prepend(told.messages, told.more);
  }

  async refreshPlaces() {
    const person = this.personId;
    this.refreshedAt = performance.now();
    const screen = await read("screen", { person });
    if (person !== this.personId) return;
    this.screen = screen;
    const focused = this.side.contains(document.activeElement) ? document.activeElement.dataset.place : null;
    const top = this.side.scrollTop;
    this.side.replaceChildren(...placesElement(this.screen, this.channel?.id, this).flat(Infinity));
    this.side.scrollTop = top;
    this.showWhatWaits();
    for (const name of this.log.node.querySelectorAll("[data-names]"))
      name.textContent = `#${this.placeName(name.dataset.names)}`;
    if (focused) this.side.querySelector(`[data-place="${focused}"]`)?.focus();
  }

  // On a narrow side the places are hidden: their button tells that something elsewhere is for this person.
  showWhatWaits() {
    const elsewhere = [this.screen.dm, ...this.places()].filter((place) => place.id !== this.channel?.id);
    const waits = elsewhere.some((place) => place.pings > 0);
    this.toSide.classList.toggle("waits", waits);
    this.toSideWords.textContent = `Servers and channels${waits ? " (new for you)" : ""}`;
  }

  leaveSide() {
    if (!this.node.classList.contains("with-side")) return;
    this.showSide(false);
    this.toSide.focus();
  }

  showSide(isShown = !this.node.classList.contains("with-side")) {
    this.node.classList.toggle("with-side", isShown);
    this.toSide.setAttribute("aria-expanded", String(isShown));
    if (isShown) this.side.querySelector("[aria-current], .place")?.focus();
  }

  hear(news) {
    if (news.people) this.town.readPeople();
    if (news.reread) this.open(this.channel.id);
    else if (news.messages)
      this.log.hear(
        news.messages.filter((message) => message.channel_id === this.channel?.id),
        news.gone,
      );
    if (news.places) this.refreshSoon();
    // Last, as what came is told once the time stands still.
    if (news.time) this.town.timeTold(news.time);
  }

  // Reads the places now, or once some time has passed since they were read last; less often while much happens.
  refreshSoon() {
    if (this.soon) return;
    const pause = this.town.isMoving ? 1000 : 250;
    const wait = Math.max(0, (this.refreshedAt ?? 0) + pause - performance.now());
    this.soon = setTimeout(() => {
      this.soon = null;
      this.refreshPlaces();
    }, wait);
  }

  // Does something in the open channel; returns the answer, or undefined where it was refused.
  async act(verb, body = {}) {
    try {
      return await send(`do/${verb}`, { person: this.personId, channel: this.channel.id, ...body });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      toast(error.message);
      return undefined;
    }
  }

  // Uses a button or a select, which shows meanwhile that it is being worked on.
  async use(node, verb, body) {
    if (node.getAttribute("aria-busy") === "true") return;
    node.setAttribute("aria-busy", "true");
    this.pressedId = body.message;
    this.pressedPart = body.part;
    const answer = await this.act(verb, body);
    node.removeAttribute("aria-busy");
    if (answer) this.take(answer);
  }

  take(answer) {
    if (answer.kind === "nothing") toast("This interaction failed.");
    if (answer.form) openForm(answer.form, this);
  }

  actOn(message) {
    actOnMessage(message, this);
  }
  dismiss(id) {
    this.log.dismiss(id);
  }
  people() {
    return this.town.people;
  }
  roles() {
    return this.screen.servers.flatMap((server) => server.roles);
  }
  places() {
    return this.screen.servers.flatMap((server) => [...server.channels, ...server.threads]);
  }
  personName(id) {
    return this.town.names.get(id) ?? "somebody";
  }
  roleName(id) {
    return this.roles().find((role) => role.id === id)?.name ?? "a role";
  }
  placeName(id) {
    return this.places().find((place) => place.id === id)?.name ?? "no access";
  }
  close() {
    this.line.close();
    this.node.remove();
  }
}

// Where there is something new, before where there is not; of these, where something was said last.
function firstOf(places) {
  const rank = (place) => (place.pings ? 2 : place.unread ? 1 : 0);
  return places
    .filter((place) => place.kind === "text")
    .sort((one, other) => rank(other) - rank(one) || (isAfter(other.last, one.last) ? 1 : -1))[0];
}
