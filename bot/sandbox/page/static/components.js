// Buttons, selects and what else stands below or instead of a message's words.

import { el, sign, written } from "./dom.js";
import { picture } from "./embed.js";
import { placeAt } from "./jumping.js";
import { markdown } from "./markdown.js";
import { entriesOf, pickEntries } from "./picking.js";

const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link" };
const LINK = 5,
  TEXT = 10;
const LONGEST_QUESTION = 300;

// `pane` is who would press; `message` is what it stands in.
export function componentElement(part, message, pane) {
  const inner = () => (part.components ?? []).map((each) => componentElement(each, message, pane));
  switch (part.type) {
    case 1:
      return el("div", { class: "row" }, inner());
    case 2:
      return button(part, message, pane);
    case 3:
    case 5:
    case 6:
    case 7:
    case 8:
      return select(part, message, pane);
    case 9:
      return el(
        "div",
        { class: "section" },
        el("div", {}, inner()),
        part.accessory && componentElement(part.accessory, message, pane),
      );
    case 10:
      return markdown(part.content ?? "", pane);
    case 11:
      return picture(part.media?.url, part.description ?? "", "thumbnail");
    case 12:
      return el(
        "div",
        { class: "gallery" },
        (part.items ?? []).map((item) => picture(item.media?.url, item.description ?? "")),
      );
    case 13:
      return picture(part.file?.url, "a file");
    case 14:
      return part.divider === false ? el("div", { class: "gap" }) : el("hr");
    case 17:
      return container(part, inner());
    default:
      return null;
  }
}

function container(part, inner) {
  const node = el("div", { class: "container" }, inner);
  if (Number.isInteger(part.accent_color))
    node.style.setProperty("--stripe", `#${part.accent_color.toString(16).padStart(6, "0")}`);
  return node;
}

function button(part, message, pane) {
  const words = [part.emoji?.name && sign(part.emoji.name), part.label && written(part.label)];
  const place = part.style === LINK && placeAt(part.url ?? "");
  if (place) {
    const act = () => pane.open(place.channel, place.message);
    return el("button", { class: "button link", type: "button", onclick: act }, words);
  }
  if (part.style === LINK) {
    const isWeb = /^https?:\/\//i.test(part.url ?? "");
    return el(
      "a",
      { class: "button link", href: isWeb ? part.url : "#", target: "_blank", rel: "noopener noreferrer" },
      words,
      sign("↗"),
    );
  }
  const press = () => pane.use(node, "press", { message: message.id, part: part.custom_id });
  const node = el(
    "button",
    {
      class: `button ${STYLES[part.style] ?? "secondary"}`,
      type: "button",
      disabled: Boolean(part.disabled),
      "data-part": part.custom_id,
      "aria-label": part.label ? null : part.emoji?.name,
      onclick: press,
    },
    words,
  );
  return node;
}

function select(part, message, pane) {
  const chosen = entriesOf(part, pane)
    .filter((entry) => entry.default)
    .map((entry) => entry.label);
  const words = chosen.length ? chosen.join(", ") : part.placeholder || "Choose";
  const choose = async () => {
    const values = await pickEntries(part, pane, part.placeholder || "Choose", questionFor(part, message));
    if (values) pane.use(node, "choose", { message: message.id, part: part.custom_id, values });
  };
  const node = el(
    "button",
    {
      class: "button choice",
      type: "button",
      disabled: Boolean(part.disabled),
      "data-part": part.custom_id,
      "aria-haspopup": "dialog",
      onclick: choose,
    },
    written(words),
    sign("▾"),
  );
  return node;
}

// What is asked above a select: in a layout the words before it, else those of the message; none where they are many.
function questionFor(part, message) {
  const parts = message.components.flatMap(flat);
  const before = parts.slice(0, parts.findIndex((each) => each.custom_id === part.custom_id));
  const embed = message.embeds.at(-1) ?? {};
  const asked = [embed.title && `**${embed.title}**`, embed.description].filter(Boolean).join("\n");
  const words = before.findLast((each) => each.type === TEXT)?.content || asked || message.content;
  return words.length > LONGEST_QUESTION ? embed.title : words;
}

function flat(part) {
  return [part, ...(part.components ?? []).flatMap(flat)];
}
