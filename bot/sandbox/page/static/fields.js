// Parts to fill in, in forms of the bot and as options of commands. Each is {node, value()}; value is undefined
// where nothing was given.

import { fileAsJson } from "./api.js";
import { el, spoken, written } from "./dom.js";
import { entriesOf } from "./picking.js";

let count = 0;

// Puts a name, perhaps a description, and the control together.
export function labelled({ label, description, required }, control, value) {
  const id = `field-${(count += 1)}`;
  control.id = id;
  const about = description ? el("p", { class: "soft", id: `${id}-about`, dir: "auto" }, description) : null;
  if (about) control.setAttribute("aria-describedby", about.id);
  const name = el(
    "label",
    { for: id, dir: "auto" },
    label,
    required && [el("span", { class: "must", "aria-hidden": "true" }, " *"), spoken(" (needed)")],
  );
  return { node: el("div", { class: "field-in" }, name, about, control), value };
}

// The same for several controls under one name.
function grouped({ label, description, required }, controls, value) {
  const node = el(
    "fieldset",
    { class: "field-in" },
    el(
      "legend",
      { dir: "auto" },
      label,
      required && [el("span", { class: "must", "aria-hidden": "true" }, " *"), spoken(" (needed)")],
    ),
    description && el("p", { class: "soft", dir: "auto" }, description),
    el("div", { class: "entries" }, controls),
  );
  return { node, value };
}

export function textField(about, { long = false, value = "", least, most, required }) {
  const control = el(long ? "textarea" : "input", {
    value,
    dir: "auto",
    rows: long ? 5 : null,
    minlength: least,
    maxlength: most ?? 4000,
    required: Boolean(required),
    placeholder: about.placeholder,
  });
  return labelled(about, control, () => control.value);
}

export function selectField(about, entries, { required }) {
  const control = el(
    "select",
    { required: Boolean(required) },
    el("option", { value: "" }, about.placeholder || "—"),
    entries.map((entry) =>
      el(
        "option",
        { value: entry.value, selected: Boolean(entry.default), "data-name": entry.label },
        entry.label,
        entry.note && ` (${entry.note})`,
      ),
    ),
  );
  return labelled(about, control, () => (control.value === "" ? undefined : control.value));
}

export function oneOfField(about, entries, { required }) {
  const name = `choice-${(count += 1)}`;
  const boxes = entries.map((entry) =>
    el("input", {
      type: "radio",
      name,
      value: entry.value,
      checked: Boolean(entry.default),
      required: Boolean(required),
    }),
  );
  return grouped(about, boxesWithWords(boxes, entries), () => boxes.find((box) => box.checked)?.value);
}

export function severalField(about, entries) {
  const boxes = entries.map((entry) =>
    el("input", { type: "checkbox", value: entry.value, checked: Boolean(entry.default) }),
  );
  return grouped(about, boxesWithWords(boxes, entries), () =>
    boxes.filter((box) => box.checked).map((box) => box.value),
  );
}

// Whether all that is needed is there. Where something lacks, each such field says so, and the first is brought into
// view above what ends the form: the browser's own bubble would be hidden by that.
export function isFilledIn(form) {
  const lacking = [...form.elements].filter((control) => control.willValidate && !control.checkValidity());
  const fields = new Map(lacking.map((control) => [control.closest(".field-in"), control]).reverse());
  for (const [field, control] of [...fields].reverse()) sayWhatLacks(field, control);
  const first = lacking[0];
  if (!first) return true;
  first.focus({ preventScroll: true });
  form.querySelector(".lacks").scrollIntoView({ block: "center" });
  return false;
}

function sayWhatLacks(field, control) {
  field.querySelector(".lacks")?.remove();
  const note = el("p", { class: "wrong lacks", id: `lacks-${(count += 1)}`, role: "alert" }, control.validationMessage);
  const controls = control.name ? [...field.querySelectorAll("input")] : [control];
  const before = controls.map((each) => each.getAttribute("aria-describedby"));
  for (const each of controls) {
    each.setAttribute("aria-invalid", "true");
    each.setAttribute("aria-describedby", note.id);
  }
  field.insertBefore(note, field.querySelector(":scope > .entries") ?? control);
  const forget = () => {
    note.remove();
    controls.forEach((each, at) => {
      each.removeAttribute("aria-invalid");
      if (before[at]) each.setAttribute("aria-describedby", before[at]);
      else each.removeAttribute("aria-describedby");
    });
  };
  field.addEventListener("input", forget, { once: true });
}

function boxesWithWords(boxes, entries) {
  return entries.map((entry, at) =>
    el(
      "label",
      { class: "entry" },
      boxes[at],
      el(
        "span",
        {},
        written(entry.label),
        entry.description && el("span", { class: "soft block" }, written(entry.description)),
      ),
    ),
  );
}

export function checkField(about, { value }) {
  const box = el("input", { type: "checkbox", checked: Boolean(value) });
  return labelled(about, box, () => box.checked);
}

export function fileField(about, { several = false, required }) {
  const control = el("input", { type: "file", multiple: several, required: Boolean(required) });
  const value = async () => {
    const files = await Promise.all([...control.files].map(fileAsJson));
    return several ? files : files[0];
  };
  return labelled(about, control, value);
}

// A part of a form of the bot, by its type.
export function fieldOf(part, about, pane) {
  const required = part.required ?? part.type !== 23;
  const told = { ...about, required, placeholder: part.placeholder };
  switch (part.type) {
    case 4:
      return textField(told, {
        long: part.style === 2,
        value: part.value ?? "",
        least: part.min_length,
        most: part.max_length,
        required,
      });
    case 19:
      return fileField(told, { several: true, required });
    case 21:
      return oneOfField(told, entriesOf(part, pane), { required });
    case 22:
      return severalField(told, entriesOf(part, pane));
    case 23:
      return checkField(told, { value: part.default });
    default: {
      const entries = entriesOf(part, pane);
      return (part.max_values ?? 1) > 1 ? severalField(told, entries) : selectField(told, entries, { required });
    }
  }
}
