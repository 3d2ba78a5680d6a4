// What can be done with a message, and by a person, besides what the bot offers.

import { menuEntries } from "./commands.js";
import { el, toast } from "./dom.js";
import { menu, sheet } from "./sheet.js";

const USER_MENU = 2,
  MESSAGE_MENU = 3;
const EMOJI = ["👍", "❤️", "🎉", "👀"];

export async function actOnMessage(message, pane) {
  const isOwn = message.author.id === pane.personId;
  const author = pane.town.people.find((person) => person.id === message.author.id);
  const [forMessage, forUser] = await Promise.all([menuEntries(pane, MESSAGE_MENU), menuEntries(pane, USER_MENU)]);
  const use = async (command, body) => pane.take((await pane.act("menu", { name: command.name, ...body })) ?? {});
  menu(
    "Message",
    [
      !message.ephemeral && pane.channel.writes && ["Reply", () => pane.composer.answer(message)],
      ...(message.ephemeral
        ? []
        : EMOJI.map((emoji) => [`React ${emoji}`, () => pane.act("react", { message: message.id, emoji })])),
      isOwn && ["Edit", () => edit(message, pane)],
      ...forMessage.map((command) => [command.name, () => use(command, { message: message.id })]),
      ...(author && !author.bot
        ? forUser.map((command) => [`${command.name}: ${author.name}`, () => use(command, { user: author.id })])
        : []),
      author && !author.bot && !isOwn && [`Be ${author.name}`, () => pane.turnInto(author.id)],
      (isOwn || pane.channel.deletes) &&
        !message.ephemeral && ["Delete", () => pane.act("delete", { message: message.id }), "danger"],
    ],
    pane.dir,
  );
}

function edit(message, pane) {
  const text = el("textarea", {
    rows: 5,
    maxlength: 2000,
    dir: "auto",
    value: message.content,
    "aria-label": "Your message",
  });
  const body = el(
    "form",
    {},
    text,
    el("p", { class: "ends" }, el("button", { class: "button primary", type: "submit" }, "Save")),
  );
  body.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await pane.act("edit", { message: message.id, text: text.value })) open.close();
  });
  const open = sheet({ title: "Edit your message", body, dir: pane.dir });
}

export function actOnPerson(pane) {
  const { takes_dms: takesDms, servers, person } = pane.screen;
  const dms = async () => {
    await pane.act(takesDms ? "close_dms" : "open_dms");
    await pane.refreshPlaces();
    toast(takesDms ? `${person.name} takes no more DMs.` : `${person.name} takes DMs again.`, "news");
  };
  const leave = async (server) => {
    await pane.act("leave", { server: server.id });
    await pane.become(person.id, "dm");
  };
  menu(
    person.name,
    [
      [takesDms ? "Take no more DMs" : "Take DMs again", dms],
      pane.town.isSplit && ["Close this side", () => pane.town.split(pane)],
      !pane.town.isSplit && pane.town.isWide && ["Look on as somebody else too", () => pane.town.split(pane)],
      [
        pane.dir === "rtl" ? "Show left to right" : "Show right to left",
        () => pane.town.turn(pane.dir === "rtl" ? "ltr" : "rtl"),
      ],
      ...servers.map((server) => [
        `Leave this server${servers.length > 1 ? `: ${server.name}` : ""} …`,
        () => askToLeave(server, () => leave(server), pane),
      ]),
    ],
    pane.dir,
  );
}

// Discord's own leave, which is easily taken for that of a round: it is asked about first.
function askToLeave(server, leave, pane) {
  const act = () => {
    open.close();
    leave();
  };
  const words = "You leave the whole server, as Discord's own button does. To leave only a round, use the bot's Leave button.";
  const stay = el("button", { class: "button secondary", type: "button", onclick: () => open.close() }, "Stay");
  const go = el("button", { class: "button danger", type: "button", onclick: act }, "Leave this server");
  const body = [el("p", {}, words), el("p", { class: "ends" }, stay, go)];
  const open = sheet({ title: `Leave ${server.name}?`, body, dir: pane.dir });
}
