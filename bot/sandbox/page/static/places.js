// Servers, channels, threads and DMs: the list at the side of a pane.

import { avatar, el, icon, sign, spoken, written } from "./dom.js";

const signOf = { text: () => sign("#"), public_thread: () => sign("↳"), private_thread: () => icon("lock") };
const signFor = (place) => (place.private ? icon("lock") : (signOf[place.kind] ?? signOf.text)());

export function placesElement(screen, openId, pane) {
  return [
    direct(screen, openId, pane),
    screen.servers.map((server) => serverElement(server, openId, pane)),
    screen.to_join.map((server) =>
      el(
        "p",
        { class: "ends" },
        el(
          "button",
          { class: "button primary", type: "button", onclick: () => pane.act("join", { server: server.id }) },
          "Join ",
          written(server.name),
        ),
      ),
    ),
  ];
}

function direct(screen, openId, pane) {
  return el(
    "section",
    { "aria-label": "Direct messages" },
    el("h3", {}, "Direct messages"),
    el(
      "ul",
      {},
      el("li", {}, entry({ ...screen.dm, name: screen.bot.name, kind: "dm" }, openId, pane, avatar(screen.bot))),
    ),
  );
}

function serverElement(server, openId, pane) {
  const shown = server.threads.filter((thread) => isShown(thread, openId));
  const others = server.threads.filter((thread) => !isShown(thread, openId));
  const rows = server.channels.flatMap((channel) => [
    el("li", {}, channel.kind === "category" ? el("h4", {}, written(channel.name)) : entry(channel, openId, pane)),
    ...shown
      .filter((thread) => thread.parent === channel.id)
      .map((thread) => el("li", { class: "thread" }, entry(thread, openId, pane))),
  ]);
  return el(
    "section",
    { "aria-label": server.name },
    el("h3", {}, written(server.name)),
    el("ul", {}, rows),
    others.length ? moreThreads(others, openId, pane) : null,
  );
}

function isShown(thread, openId) {
  return thread.id === openId || (!thread.archived && (thread.inside || thread.kind === "public_thread"));
}

// The other threads, which are made only once somebody wants to see them: an organiser may see hundreds.
function moreThreads(threads, openId, pane) {
  const list = el("ul");
  const node = el(
    "details",
    { open: pane.showsAllThreads },
    el("summary", {}, `More threads (${threads.length})`),
    list,
  );
  const fill = () =>
    list.childElementCount ||
    list.append(...threads.map((thread) => el("li", { class: "thread" }, entry(thread, openId, pane))));
  node.addEventListener("toggle", () => {
    pane.showsAllThreads = node.open;
    if (node.open) fill();
  });
  if (node.open) fill();
  return node;
}

function entry(place, openId, pane, face) {
  const classes = ["place", place.unread && "unread", place.archived && "archived"].filter(Boolean).join(" ");
  return el(
    "button",
    {
      class: classes,
      type: "button",
      "data-place": place.id,
      "aria-current": place.id === openId ? "page" : null,
      onclick: () => pane.open(place.id),
    },
    face ?? signFor(place),
    el("span", { class: "place-name cut", dir: "auto" }, place.name),
    place.private && spoken(" (private)"),
    place.unread && spoken(" (new)"),
    place.pings > 0 && el("span", { class: "pings" }, String(place.pings), spoken(" for you")),
  );
}
