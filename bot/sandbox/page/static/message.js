// One message, as somebody sees it.

import { componentElement } from "./components.js";
import { avatar, el, sign, spoken, written } from "./dom.js";
import { embedElement, fileElement } from "./embed.js";
import { markdown } from "./markdown.js";
import { timeElement } from "./times.js";

const REPLY = 19,
  ADDED = 1,
  PINNED = 6,
  THREAD_MADE = 18,
  COMMAND = 20,
  STARTER = 21;
const COMPONENTS_V2 = 1 << 15;
const NEAR = 7 * 60 * 1000;

// `pane` is whose screen it is; `before` is the message above it.
export function messageElement(message, before, pane) {
  const goesOn = isNear(message, before);
  const classes = ["message", goesOn && "goes-on", message.pinged && "pinged", message.ephemeral && "private"].filter(
    Boolean,
  );
  const author = authorOf(message, pane);
  const line = systemLine(message, pane);
  const body = line ? [el("bdi", { class: "block" }, line)] : bodyOf(message, pane);
  return el(
    "li",
    { class: [...classes, line && "line"].filter(Boolean).join(" "), "data-id": message.id, tabindex: "-1" },
    replyLine(message, pane),
    usedLine(message),
    line ? sign("→") : avatar(author),
    el(
      "div",
      { class: "stuff" },
      line ? null : headOf(message, author, goesOn, pane),
      body,
      reactions(message, pane),
      threadCard(message, pane),
      privately(message, pane),
    ),
    el(
      "button",
      {
        class: "plain more",
        type: "button",
        "aria-label": `Actions for the message by ${author.name}`,
        onclick: () => pane.actOn(message),
      },
      sign("⋯"),
    ),
  );
}

function isNear(message, before) {
  const isPlain =
    message.type === 0 && before && [0, REPLY].includes(before.type) && !message.ephemeral && !before.ephemeral;
  return (
    isPlain && before.author.id === message.author.id && new Date(message.timestamp) - new Date(before.timestamp) < NEAR
  );
}

function authorOf(message, pane) {
  return { id: message.author.id, bot: message.author.bot, name: pane.personName(message.author.id) };
}

function headOf(message, author, goesOn, pane) {
  return el(
    "p",
    { class: goesOn ? "head spoken" : "head" },
    el("strong", { class: "author" }, written(author.name)),
    author.bot && el("span", { class: "badge" }, "BOT"),
    el(
      "span",
      { class: "soft" },
      timeElement(new Date(message.timestamp), "t", pane.locale),
      message.pinned && " · pinned",
    ),
  );
}

function bodyOf(message, pane) {
  if (message.loading) return [el("p", { class: "soft thinking" }, "is thinking …")];
  return [
    message.content && markdown(message.content, pane),
    message.content && editedNote(message),
    message.embeds.map((embed) => embedElement(embed, pane)),
    filesBelow(message).map((file) => fileElement(file)),
    message.components.map((part) => componentElement(part, message, pane)),
    !message.content && editedNote(message),
  ];
}

function editedNote(message) {
  return message.edited_timestamp && el("span", { class: "soft edited" }, "(edited)");
}

/* A layout shows only the files that it names, in itself. */
function filesBelow(message) {
  return message.flags & COMPONENTS_V2 ? [] : message.attachments;
}

function systemLine(message, pane) {
  const author = () => el("strong", {}, written(pane.personName(message.author.id)));
  const reference = message.message_reference ?? {};
  switch (message.type) {
    case ADDED:
      return el(
        "p",
        {},
        author(),
        " added ",
        el("strong", {}, message.mentions.map((user) => pane.personName(user.id)).join(", ")),
        " to the thread.",
      );
    case PINNED:
      return el("p", {}, author(), " pinned a message to this channel.");
    case THREAD_MADE:
      return el(
        "p",
        {},
        author(),
        " started a thread: ",
        el(
          "button",
          { class: "mention", type: "button", onclick: () => pane.open(reference.channel_id) },
          written(message.content),
        ),
      );
    case STARTER:
      return el(
        "div",
        {},
        el("p", {}, "This thread starts from this message:"),
        message.referenced_message && quoted(message.referenced_message, pane),
      );
    default:
      return null;
  }
}

function quoted(message, pane) {
  return el(
    "div",
    { class: "starter" },
    el("strong", {}, written(pane.personName(message.author.id))),
    bodyOf({ ...message, loading: false }, pane),
  );
}

function replyLine(message, pane) {
  if (message.type !== REPLY || !message.message_reference) return null;
  const target = message.referenced_message;
  const words = target ? excerpt(target, pane) : "a message that is gone";
  return el(
    "p",
    { class: "answers soft cut" },
    sign("↱ "),
    spoken("In reply to "),
    target && el("strong", {}, written(pane.personName(target.author.id))),
    " ",
    written(words),
  );
}

function excerpt(message, pane) {
  const embed = message.embeds[0] ?? {};
  const words = markdown(message.content || embed.title || embed.description || "a message", pane).textContent;
  return words.length > 80 ? `${words.slice(0, 79)}…` : words;
}

function usedLine(message) {
  const used = message.interaction_metadata;
  if (message.type !== COMMAND || !used?.name) return null;
  return el(
    "p",
    { class: "answers soft cut" },
    sign("↱ "),
    el("strong", {}, written(used.user.global_name ?? used.user.username)),
    " used ",
    el("code", { dir: "ltr" }, `/${used.name}`),
  );
}

function reactions(message, pane) {
  if (!message.reactions.length) return null;
  return el(
    "div",
    { class: "reactions" },
    message.reactions.map((each) =>
      el(
        "button",
        {
          class: "reaction",
          type: "button",
          "aria-pressed": String(each.me),
          "data-part": `reaction-${each.emoji}`,
          "aria-label": `${each.emoji}: ${each.count}`,
          onclick: () => pane.act("react", { message: message.id, emoji: each.emoji }),
        },
        `${each.emoji} ${each.count}`,
      ),
    ),
  );
}

function threadCard(message, pane) {
  if (!message.thread) return null;
  const { id, name, message_count: count } = message.thread;
  return el(
    "button",
    { class: "thread-card", type: "button", onclick: () => pane.open(id) },
    el("strong", {}, written(name)),
    el("span", { class: "soft" }, ` ${count} ${count === 1 ? "message" : "messages"} ›`),
  );
}

function privately(message, pane) {
  if (!message.ephemeral || message.loading) return null;
  return el(
    "p",
    { class: "soft only-you" },
    written("Only you can see this."),
    " ",
    el("button", { class: "as-link", type: "button", onclick: () => pane.dismiss(message.id) }, "Dismiss"),
  );
}
