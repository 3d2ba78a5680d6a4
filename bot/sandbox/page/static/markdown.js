// Discord's Markdown as elements, block by block: code, headings, small text, quotes, lists, paragraphs.

import { el } from "./dom.js";
import { inline } from "./inline.js";

const FENCE = /^```([\w+-]*)\s*$/;
const HEADING = /^(#{1,3}) +(\S.*)$/;
const SMALL = /^-# +(\S.*)$/;
const QUOTE = /^> ?(.*)$/;
const ITEM = /^( *)([-*]|\d{1,4}\.) +(\S.*)$/;
const FIRST_LEVEL = 4;

export function markdown(text, ctx) {
  return el("div", { class: "md", dir: "auto" }, blocks(withOwnFences(text).split("\n"), ctx));
}

// Three backticks may stand in the middle of a line; the parser below wants them on lines of their own.
function withOwnFences(text) {
  return text.replace(
    /```(?:([\w+-]+)\n)?([\s\S]*?)```/g,
    (_, language, code) => `\n\`\`\`${language ?? ""}\n${code.replace(/^\n|\n$/g, "")}\n\`\`\`\n`,
  );
}

function blocks(lines, ctx, isQuoted = false) {
  const made = [];
  for (let at = 0; at < lines.length;) {
    const [node, taken] = blockAt(lines, at, ctx, isQuoted);
    if (node) made.push(node);
    at += taken;
  }
  return made;
}

function blockAt(lines, at, ctx, isQuoted) {
  const line = lines[at];
  if (!line.trim()) return [null, 1];
  if (FENCE.test(line)) return code(lines, at);
  // A quote within a quote is plain words, as in the chat.
  if (line.startsWith(">>> ") && !isQuoted) return rest(lines, at, ctx);
  if (line.startsWith("> ") && !isQuoted) return quote(lines, at, ctx);
  if (ITEM.test(line)) return list(lines, at, ctx);
  const heading = HEADING.exec(line);
  if (heading) {
    const level = heading[1].length;
    return [
      el(
        "p",
        { class: `h h${level}`, role: "heading", "aria-level": FIRST_LEVEL + level - 1 },
        inline(heading[2], ctx),
      ),
      1,
    ];
  }
  const small = SMALL.exec(line);
  if (small) return [el("p", { class: "small" }, inline(small[1], ctx)), 1];
  return paragraph(lines, at, ctx, isQuoted);
}

function code(lines, at) {
  const rest = lines.slice(at + 1);
  const end = rest.findIndex((line) => line.trim() === "```");
  const inside = end < 0 ? rest : rest.slice(0, end);
  return [el("pre", { tabindex: "0" }, el("code", {}, inside.join("\n"))), inside.length + (end < 0 ? 1 : 2)];
}

function quote(lines, at, ctx) {
  const inside = [];
  for (const line of lines.slice(at)) {
    const found = QUOTE.exec(line);
    if (!found) break;
    inside.push(found[1]);
  }
  return [el("blockquote", {}, blocks(inside, ctx, true)), inside.length];
}

function rest(lines, at, ctx) {
  const inside = [lines[at].slice(4), ...lines.slice(at + 1)];
  return [el("blockquote", {}, blocks(inside, ctx, true)), lines.length - at];
}

function list(lines, at, ctx) {
  const [, indent, mark] = ITEM.exec(lines[at]);
  const isOrdered = /\d/.test(mark);
  const node = isOrdered ? el("ol", { start: parseInt(mark, 10) }) : el("ul");
  let taken = 0;
  while (at + taken < lines.length) {
    const found = ITEM.exec(lines[at + taken]);
    if (!found || found[1].length < indent.length) break;
    if (found[1].length > indent.length + 1 && node.lastChild) {
      const [inner, more] = list(lines, at + taken, ctx);
      node.lastChild.append(inner);
      taken += more;
      continue;
    }
    if (/\d/.test(found[2]) !== isOrdered) break;
    node.append(el("li", {}, inline(found[3], ctx)));
    taken += 1;
  }
  return [node, taken];
}

function paragraph(lines, at, ctx, isQuoted) {
  const inside = [];
  for (const line of lines.slice(at)) {
    const ends =
      !line.trim() ||
      FENCE.test(line) ||
      (line.startsWith("> ") && !isQuoted) ||
      ITEM.test(line) ||
      HEADING.test(line) ||
      SMALL.test(line);
    if (ends && inside.length) break;
    inside.push(line);
  }
  return [el("p", {}, inline(inside.join("\n"), ctx)), inside.length];
}
