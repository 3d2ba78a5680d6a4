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
  const hue = person.bot ? 235 : Number(BigInt(person.id) / 4194304n % 360n + BigInt(person.id) % 36n * 10n) % 360;
  node.style.setProperty("--hue", hue);
  return node;
}

export function toast(text, kind = "trouble") {
  const node = el("p", { class: `toast ${kind}` }, text);
  document.getElementById("toasts").append(node);
  setTimeout(() => node.remove(), 6000);
}
