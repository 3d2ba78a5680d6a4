// Elements are made here and nowhere else: text goes in as text, never as markup.

const AS_PROPERTY = new Set(["value", "checked", "disabled", "hidden", "multiple", "required", "selected", "open"]);

export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (AS_PROPERTY.has(name)) node[name] = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

// A sign beside words, which is not read aloud.
export function sign(text) {
  return el("span", { class: "sign", "aria-hidden": "true" }, text);
}

const DRAWN = {
  clock: "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM8 4.6V8l2.4 1.6",
  lock: "M3.5 7.2h9v6.3h-9zM5.3 7.2V5a2.7 2.7 0 0 1 5.4 0v2.2",
  pin: "M6 1.8h4l-.6 4.4 2.4 2.3v1.3H4.2V8.5l2.4-2.3zM8 9.8v4.4",
  sides: "M1.8 3h12.4v10H1.8zM8 3v10",
};

// A drawn sign: not every machine has a font with pictures.
export function icon(name) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  for (const [key, value] of Object.entries({ viewBox: "0 0 16 16", class: "icon", "aria-hidden": "true" }))
    node.setAttribute(key, value);
  path.setAttribute("d", DRAWN[name]);
  node.append(path);
  return node;
}

export function spoken(text) {
  return el("span", { class: "spoken" }, text);
}

// What somebody wrote may run in either direction, whatever that of the page.
export function written(text) {
  return el("bdi", {}, text);
}

export function avatar(person) {
  const initials = [...person.name].filter((letter) => /[\p{L}\p{N}]/u.test(letter));
  const node = el("span", { class: "avatar", "aria-hidden": "true" }, (initials[0] ?? "?").toUpperCase());
  const hue = person.bot
    ? 235
    : Number(((BigInt(person.id) / 4194304n) % 360n) + (BigInt(person.id) % 36n) * 10n) % 360;
  node.style.setProperty("--hue", hue);
  return node;
}

export function toast(text, kind = "trouble") {
  const node = el("p", { class: `toast ${kind}` }, text);
  document.getElementById("toasts").append(node);
  setTimeout(() => node.remove(), 6000);
}
