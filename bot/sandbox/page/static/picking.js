// What can be chosen in a select, and a sheet in which it is chosen.

import { el, written } from "./dom.js";
import { atRole } from "./inline.js";
import { markdown } from "./markdown.js";
import { sheet } from "./sheet.js";

const USERS = [5, 7],
  ROLES = [6, 7],
  CHANNELS = 8;

// The entries of any kind of select or of a command's option: {value, label, description}.
export function entriesOf(part, pane) {
  if (part.options) return part.options.map((option) => ({ ...option, value: String(option.value) }));
  const people = USERS.includes(part.type)
    ? pane.people().map((person) => ({ value: person.id, label: person.name }))
    : [];
  const roles = ROLES.includes(part.type)
    ? pane.roles().map((role) => ({ value: role.id, label: atRole(role.name) }))
    : [];
  const kinds = { 0: "text", 4: "category", 11: "public_thread", 12: "private_thread" };
  const wanted = part.channel_types?.map((kind) => kinds[kind]);
  const places =
    part.type === CHANNELS
      ? pane
          .places()
          .filter((place) => !wanted || wanted.includes(place.kind))
          .map((place) => ({ value: place.id, label: `#${place.name}`, note: place.private ? "private" : undefined }))
      : [];
  const chosen = new Set((part.default_values ?? []).map((value) => String(value.id)));
  return [...people, ...roles, ...places].map((entry) => ({ ...entry, default: chosen.has(entry.value) }));
}

// Asks for one or several of a select's entries below its question; undefined when nothing was chosen.
export function pickEntries(part, pane, title, question) {
  const entries = entriesOf(part, pane);
  const least = part.min_values ?? 1,
    most = part.max_values ?? 1;
  return new Promise((resolve) => {
    const done = (values) => {
      resolve(values);
      open.close();
    };
    const none = least === 0 && most === 1 ? [{ label: "Nothing" }] : [];
    const body = most === 1 ? oneOf([...entries, ...none], done) : severalOf(entries, least, most, done);
    const asked = question ? [el("div", { class: "question" }, markdown(question, pane))] : [];
    const open = sheet({ title, dir: pane.dir, body: [...asked, ...[body].flat()], closed: () => resolve(undefined) });
  });
}

function oneOf(entries, done) {
  return el(
    "div",
    { class: "entries" },
    entries.map((entry) =>
      el(
        "button",
        {
          class: "entry",
          type: "button",
          "aria-pressed": entry.default ? "true" : null,
          onclick: () => done(entry.value === undefined ? [] : [entry.value]),
        },
        words(entry),
      ),
    ),
  );
}

function severalOf(entries, least, most, done) {
  const boxes = entries.map((entry) =>
    el("input", { type: "checkbox", value: entry.value, checked: Boolean(entry.default) }),
  );
  const note = el(
    "p",
    { class: "soft", role: "status" },
    least === most ? `Choose ${most}.` : `Choose ${least} to ${most}.`,
  );
  const chosen = () => boxes.filter((box) => box.checked).map((box) => box.value);
  const finish = () => {
    const values = chosen();
    if (values.length < least || values.length > most) note.classList.add("wrong");
    else done(values);
  };
  return [
    el(
      "div",
      { class: "entries" },
      entries.map((entry, at) => el("label", { class: "entry" }, boxes[at], words(entry))),
    ),
    el(
      "div",
      { class: "ends" },
      note,
      el("button", { class: "button primary", type: "button", onclick: finish }, "Choose"),
    ),
  ];
}

function words(entry) {
  return el(
    "span",
    {},
    written(entry.label),
    entry.note && el("span", { class: "soft" }, ` (${entry.note})`),
    entry.description && el("span", { class: "soft block" }, written(entry.description)),
  );
}
