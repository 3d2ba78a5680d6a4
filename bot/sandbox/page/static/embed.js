// Embeds, files and pictures of a message.

import { el, written } from "./dom.js";
import { link, outward } from "./inline.js";
import { markdown } from "./markdown.js";
import { sheet } from "./sheet.js";

const WEB = /^https?:\/\//i;

export function embedElement(embed, ctx) {
  const node = el(
    "article",
    { class: "embed" },
    embed.author?.name && el("p", { class: "embed-author" }, written(embed.author.name)),
    embed.title &&
      el(
        "p",
        { class: "embed-title" },
        WEB.test(embed.url ?? "") ? link(embed.url, embed.title, ctx) : markdown(embed.title, ctx),
      ),
    embed.description && markdown(embed.description, ctx),
    embed.fields?.length &&
      el(
        "div",
        { class: "fields" },
        embed.fields.map((field) => fieldElement(field, ctx)),
      ),
    embed.image && picture(embed.image.url, embed.image.description ?? ""),
    embed.thumbnail && picture(embed.thumbnail.url, "", "thumbnail"),
    embed.footer?.text && el("p", { class: "embed-foot" }, written(embed.footer.text)),
  );
  if (Number.isInteger(embed.color))
    node.style.setProperty("--stripe", `#${embed.color.toString(16).padStart(6, "0")}`);
  return node;
}

function fieldElement(field, ctx) {
  return el(
    "div",
    { class: field.inline ? "field beside" : "field" },
    el("div", { class: "field-name" }, markdown(field.name, ctx)),
    markdown(field.value, ctx),
  );
}

// The path of an address of the sandbox itself; null for one outside, from where this page loads nothing.
function ownPath(address) {
  try {
    const url = new URL(address, location.href);
    const isOwn = url.port === location.port && ["127.0.0.1", "localhost"].includes(url.hostname);
    return isOwn ? url.pathname : null;
  } catch {
    return null;
  }
}

// A picture that fills the screen when it is pressed: what is written in it is small on a phone.
function enlarged(image, words) {
  const open = () => {
    const large = el("div", { class: "large", tabindex: "0" }, el("img", { src: image.src, alt: words }));
    sheet({ title: "Picture", body: large, kind: "picture-sheet" });
  };
  return el("button", { class: "enlarge", type: "button", "aria-label": `Enlarge: ${words || "a picture"}`, onclick: open }, image);
}

export function picture(address, words, kind = "picture") {
  const path = ownPath(address ?? "");
  if (path) return enlarged(el("img", { class: kind, src: path, alt: words, loading: "lazy" }), words);
  if (!WEB.test(address ?? "")) return null;
  return el("p", { class: "outside" }, "Picture: ", outward(address, words || new URL(address).hostname));
}

export function fileElement(file) {
  const path = ownPath(file.url);
  if (path && file.content_type?.startsWith("image/") && !file.content_type.includes("svg")) {
    return el(
      "a",
      { class: "file-picture", href: path, download: file.filename },
      el("img", { class: "picture", src: path, alt: file.description ?? file.filename, loading: "lazy" }),
    );
  }
  return el(
    "p",
    { class: "file" },
    el("a", { href: path ?? "", download: file.filename }, written(file.filename)),
    el("span", { class: "soft" }, " ", written(size(file.size))),
  );
}

function size(bytes) {
  return bytes < 1024
    ? `${bytes} bytes`
    : bytes < 1048576
      ? `${Math.round(bytes / 1024)} KB`
      : `${(bytes / 1048576).toFixed(1)} MB`;
}
