// Discord's Markdown within a line, as elements.
// Source: https://support.discord.com/hc/en-us/articles/210298617

import { el, written } from "./dom.js";
import { placeAt } from "./jumping.js";
import { timeElement } from "./times.js";

const DEEPEST = 8;

const within = (tag) => (found, ctx, depth) => el(tag, {}, inline(found[1], ctx, depth + 1));
const mention = (words) => el("span", { class: "mention" }, written(words));

// A channel or thread. It may be younger than what this side knows: `pane.js` names it anew as soon as it does.
function placeMention({ channel, message }, ctx) {
  const name = el("bdi", { "data-names": channel }, `#${ctx.placeName(channel)}`);
  const act = () => ctx.open(channel, message);
  return el("button", { class: "mention", type: "button", onclick: act }, name, message ? " › message" : "");
}

// The role of everybody is called "@everyone", with its own sign.
export function atRole(name) {
  return name.startsWith("@") ? name : `@${name}`;
}

// What lies within the chat is gone to; anything else is opened beside it.
export function link(address, words, ctx) {
  const place = placeAt(address);
  if (!place) return outward(address, words);
  if (words === address) return placeMention(place, ctx);
  const act = () => ctx.open(place.channel, place.message);
  return el("button", { class: "as-link", type: "button", onclick: act }, words);
}

export function outward(address, words) {
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer nofollow" }, words);
}

function spoiler(found, ctx, depth) {
  const inner = el("span", { class: "hidden-words", "aria-hidden": "true" }, inline(found[1], ctx, depth + 1));
  const show = (event) => {
    event.stopPropagation();
    button.replaceWith(el("span", { class: "shown-words" }, ...inner.childNodes));
  };
  const button = el(
    "button",
    { class: "spoiler", type: "button", "aria-label": "Show what is hidden", onclick: show },
    inner,
  );
  return button;
}

const RULES = [
  [/\\([^\w\s])/y, (found) => found[1]],
  [/(`+)([\s\S]*?[^`])\1(?!`)/y, (found) => el("code", {}, found[2])],
  [/\|\|([\s\S]+?)\|\|/y, spoiler],
  [/\*\*([\s\S]+?)\*\*(?!\*)/y, within("strong")],
  [/__([\s\S]+?)__(?!_)/y, within("u")],
  [/~~([\s\S]+?)~~/y, within("s")],
  [/\*(?![\s*])([\s\S]*?[^\s*])\*(?!\*)/y, within("em")],
  [/\b_([^_]+)_\b/y, within("em")],
  [
    /\[([^\]\n]+)\]\(<?(https?:\/\/[^\s)>]+)>?(?: "[^"\n]*")?\)/iy,
    (found, ctx, depth) => link(found[2], inline(found[1], ctx, depth + 1), ctx),
  ],
  [/<(https?:\/\/[^\s>]+)>/iy, (found, ctx) => link(found[1], found[1], ctx)],
  [
    /<t:(-?\d{1,11})(?::([tTdDfFR]))?>/y,
    (found, ctx) => timeElement(new Date(found[1] * 1000), found[2] ?? "f", ctx.locale),
  ],
  [/<@!?(\d{1,20})>/y, (found, ctx) => mention(`@${ctx.personName(found[1])}`)],
  [/<@&(\d{1,20})>/y, (found, ctx) => mention(atRole(ctx.roleName(found[1])))],
  [/<#(\d{1,20})>/y, (found, ctx) => placeMention({ channel: found[1] }, ctx)],
  [/<\/([^:>\n]{1,100}):\d{1,20}>/y, (found) => mention(`/${found[1]}`)],
  [/<a?:(\w{1,32}):\d{1,20}>/y, (found) => `:${found[1]}:`],
  [/@(?:everyone|here)\b/y, (found) => mention(found[0])],
  [/https?:\/\/[^\s<>|]*[^\s<>|.,:;!?'")\]*_~]/iy, (found, ctx) => link(found[0], found[0], ctx)],
];
const PLAIN = /[^\\`|*_~[<@h]+/iy;

function ruleAt(text, at) {
  for (const [pattern, make] of RULES) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) return [found, make];
  }
  return null;
}

export function inline(text, ctx, depth = 0) {
  if (depth > DEEPEST) return [text];
  const nodes = [];
  let plain = "";
  for (let at = 0; at < text.length;) {
    PLAIN.lastIndex = at;
    const run = PLAIN.exec(text);
    const hit = run ? null : ruleAt(text, at);
    if (!hit) {
      const taken = run ? run[0] : text[at];
      plain += taken;
      at += taken.length;
      continue;
    }
    if (plain) nodes.push(...withBreaks(plain));
    plain = "";
    nodes.push(hit[1](hit[0], ctx, depth));
    at += hit[0][0].length;
  }
  return plain ? [...nodes, ...withBreaks(plain)] : nodes;
}

function withBreaks(text) {
  return text.split("\n").flatMap((line, number) => (number ? [el("br"), line] : [line]));
}
