// Choosing who to be, or somebody new.

import { Refused, send } from "./api.js";
import { avatar, el, toast, written } from "./dom.js";
import { sheet } from "./sheet.js";

const MOST_SHOWN = 40;
const LANGUAGES = {
  "en-GB": "English",
  "es-ES": "Español",
  fr: "Français",
  "pt-BR": "Português",
  de: "Deutsch",
  ar: "العربية",
  ja: "日本語",
  hi: "हिन्दी",
};
const WEIGHT = { organiser: 0, moderator: 1, member: 2, "": 3 };

export function choosePerson(pane) {
  const people = pane
    .people()
    .filter((person) => !person.bot)
    .sort((one, other) => WEIGHT[one.role] - WEIGHT[other.role]);
  const list = el("div", { class: "entries" });
  const search = el("input", {
    type: "search",
    "aria-label": "Find somebody",
    placeholder: "Find somebody",
    "data-first": true,
  });
  const become = (id) => {
    open.close();
    pane.turnInto(id);
  };
  const show = () => {
    const wanted = search.value.toLowerCase();
    const found = people.filter((person) => `${person.name} ${person.role}`.toLowerCase().includes(wanted));
    list.replaceChildren(...found.slice(0, MOST_SHOWN).map((person) => personEntry(person, pane, become)));
    if (found.length > MOST_SHOWN)
      list.append(el("p", { class: "soft" }, `${found.length - MOST_SHOWN} more. Type a name to find them.`));
    if (!found.length) list.append(el("p", { class: "soft" }, "Nobody is called so."));
  };
  search.addEventListener("input", show);
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    list.querySelector("button")?.click();
  });
  show();
  const open = sheet({ title: "Who are you?", body: [search, newcomer(become), list], dir: pane.dir });
}

function personEntry(person, pane, become) {
  return el(
    "button",
    {
      class: "entry",
      type: "button",
      "aria-pressed": person.id === pane.personId ? "true" : null,
      onclick: () => become(person.id),
    },
    avatar(person),
    el("span", {}, written(person.name), el("span", { class: "soft block" }, person.role || "not in the server")),
  );
}

function newcomer(become) {
  const name = el("input", {
    required: true,
    maxlength: 32,
    placeholder: "Name",
    "aria-label": "Name of somebody new",
    dir: "auto",
  });
  const language = el(
    "select",
    { "aria-label": "Language of somebody new" },
    Object.entries(LANGUAGES).map(([code, words]) => el("option", { value: code }, words)),
  );
  const form = el(
    "form",
    { class: "newcomer" },
    name,
    language,
    el("button", { class: "button secondary", type: "submit" }, "Join"),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      become((await send("newcomer", { name: name.value, locale: language.value })).id);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      toast(error.message);
    }
  });
  return el("details", {}, el("summary", {}, "Somebody new …"), form);
}
