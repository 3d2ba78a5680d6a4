// Commands: found by their name, filled in by their options.

import { Refused, read, send } from "./api.js";
import { el, written } from "./dom.js";
import { checkField, fileField, isFilledIn, labelled, selectField, textField } from "./fields.js";
import { entriesOf } from "./picking.js";
import { sheet } from "./sheet.js";

const SLASH = 1;
const STRING = 3,
  INTEGER = 4,
  BOOLEAN = 5,
  USER = 6,
  CHANNEL = 7,
  ROLE = 8,
  MENTIONABLE = 9,
  NUMBER = 10,
  FILE = 11;
const AS_SELECT = { [USER]: 5, [ROLE]: 6, [MENTIONABLE]: 7, [CHANNEL]: 8 };

export async function menuEntries(pane, kind) {
  const all = await read("commands", { person: pane.personId, channel: pane.channel.id });
  return all.filter((command) => command.kind === kind);
}

// What was typed in one line, such as "/round create start: 2027-03-01": the command is used, or looked for by that name.
export async function useTyped(line, pane) {
  const typed = line.trim().replace(/^\//, "");
  const all = await menuEntries(pane, SLASH);
  const isTyped = (command) => `${typed} `.toLowerCase().startsWith(`${command.name} `);
  const found = all.filter(isTyped).sort((one, other) => other.name.length - one.name.length)[0];
  if (found) return useCommand(found, pane, optionsIn(typed.slice(found.name.length), found.options));
  return pickCommand(pane, typed);
}

// What was typed for each option: its name, a colon, and all until the next one.
function optionsIn(words, options) {
  const names = options.flatMap((option) => [option.name, option.label]);
  const marks = [...words.matchAll(/(?:^|\s)([^\s:]+):\s*/g)].filter((mark) => names.includes(mark[1]));
  return Object.fromEntries(
    marks.map((mark, at) => {
      const option = options.find((each) => [each.name, each.label].includes(mark[1]));
      return [option.name, words.slice(mark.index + mark[0].length, marks[at + 1]?.index).trim()];
    }),
  );
}

export async function pickCommand(pane, wanted = "") {
  const all = await menuEntries(pane, SLASH);
  const search = el("input", {
    type: "search",
    "aria-label": "Find a command",
    placeholder: "Find a command",
    value: wanted,
  });
  const list = el("div", { class: "entries" });
  const show = () => {
    const wanted = search.value.toLowerCase().replace(/^\//, "");
    const found = all
      .filter((command) => `${command.name} ${command.description}`.toLowerCase().includes(wanted))
      .sort((one, other) => other.name.startsWith(wanted) - one.name.startsWith(wanted));
    list.replaceChildren(
      ...found.map((command) =>
        el(
          "button",
          {
            class: "entry",
            type: "button",
            onclick: () => {
              open.close();
              useCommand(command, pane);
            },
          },
          el(
            "span",
            {},
            el("strong", {}, written(`/${command.name}`)),
            el("span", { class: "soft block" }, written(command.description)),
          ),
        ),
      ),
    );
    if (!found.length)
      list.append(el("p", { class: "soft" }, all.length ? "No command is called so." : "There are no commands here."));
  };
  search.addEventListener("input", show);
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    list.querySelector("button")?.click();
  });
  show();
  const open = sheet({ title: "Commands", body: [search, list], dir: pane.dir });
}

// Uses a command at once where it asks for nothing, else once its options are filled in.
function useCommand(command, pane, typed = {}) {
  if (command.options.length) return fillIn(command, pane, typed);
  return pane.use(pane.composer.node, "command", { name: command.name, options: {} });
}

function fillIn(command, pane, typed) {
  const fields = command.options.map((option) => [option, optionField(command, option, pane, () => given(fields))]);
  for (const [option, field] of fields) if (typed[option.name]) fillWith(field, typed[option.name]);
  const trouble = el("p", { class: "wrong", role: "alert" });
  const button = el("button", { class: "button primary", type: "submit" }, "Send");
  const body = el(
    "form",
    { novalidate: true },
    el("p", { class: "soft", dir: "auto" }, command.description),
    fields.map(([, field]) => field.node),
    trouble,
    el("p", { class: "ends" }, button),
  );
  body.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!isFilledIn(body)) return;
    button.disabled = true;
    try {
      const answer = await send("do/command", {
        person: pane.personId,
        channel: pane.channel.id,
        name: command.name,
        options: await given(fields),
      });
      open.close();
      pane.take(answer);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      trouble.textContent = error.message;
    } finally {
      button.disabled = false;
    }
  });
  const open = sheet({ title: `/${command.name}`, body, dir: pane.dir, kind: "form" });
}

// Puts typed words into a text, or chooses the entry that is called so.
function fillWith(field, words) {
  const control = field.node.querySelector("input:not([type=file]), select");
  const isCalledSo = ({ value, label, dataset: { name = label } }) => [value, name, name.slice(1)].includes(words);
  if (control?.options) control.value = [...control.options].find(isCalledSo)?.value ?? "";
  else if (control) control.value = words;
}

async function given(fields) {
  const options = {};
  for (const [option, field] of fields) {
    const value = await field.value();
    if (value === undefined || value === "") continue;
    options[option.name] = option.type === INTEGER || option.type === NUMBER ? Number(value) : value;
  }
  return options;
}

function optionField(command, option, pane, others) {
  const about = { label: option.label, description: option.description, required: option.required };
  const required = option.required;
  if (option.choices.length) {
    const field = selectField(
      about,
      option.choices.map((choice) => ({ label: choice.name, value: String(choice.value) })),
      { required },
    );
    return { ...field, value: () => option.choices.find((choice) => String(choice.value) === field.value())?.value };
  }
  if (option.type in AS_SELECT) {
    return selectField(about, entriesOf({ type: AS_SELECT[option.type], channel_types: option.channel_types }, pane), {
      required,
    });
  }
  if (option.autocomplete) return suggesting(command, option, about, pane, others);
  if (option.type === BOOLEAN) return selectFieldOfTruth(about, required);
  if (option.type === FILE) return fileField(about, { required });
  const isNumber = option.type === INTEGER || option.type === NUMBER;
  const field = textField(about, { least: option.min_length, most: option.max_length, required });
  if (isNumber)
    Object.assign(field.node.querySelector("input"), {
      type: "number",
      min: option.min_value ?? "",
      max: option.max_value ?? "",
    });
  return field;
}

function selectFieldOfTruth(about, required) {
  const field = selectField(
    about,
    [
      { value: "true", label: "Yes" },
      { value: "false", label: "No" },
    ],
    { required },
  );
  return { ...field, value: () => (field.value() === undefined ? undefined : field.value() === "true") };
}

// What the bot suggests while somebody types; who chooses a suggestion sends its value, not its name.
function suggesting(command, option, about, pane, others) {
  const names = new Map();
  const list = el("datalist", { id: `suggested-${option.name}` });
  const control = el("input", { list: list.id, required: Boolean(option.required), autocomplete: "off", dir: "auto" });
  const field = labelled(about, control, () => names.get(control.value) ?? control.value);
  field.node.append(list);
  let turn = 0;
  const ask = async () => {
    const mine = (turn += 1);
    const options = { ...(await others()), [option.name]: control.value };
    const told = await send("do/suggest", {
      person: pane.personId,
      channel: pane.channel.id,
      name: command.name,
      option: option.name,
      options,
    }).catch(() => ({ choices: [] }));
    if (mine !== turn) return;
    for (const choice of told.choices) names.set(choice.name, choice.value);
    list.replaceChildren(...told.choices.map((choice) => el("option", { value: choice.name })));
  };
  control.addEventListener("input", ask);
  control.addEventListener("focus", ask, { once: true });
  return field;
}
