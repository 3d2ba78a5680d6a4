// What is read aloud of what comes: all of it in a quiet channel, and while the time moves only what is for the reader.

import { markdown } from "./markdown.js";

const MOST_SAID = 300;

// Says who wrote what; an answer to what the reader did is said whatever else happens.
export function say(message, pane, isAnswer) {
  const isOwn = message.author.id === pane.personId;
  const isForReader = isAnswer || message.pinged || pane.channel.kind === "dm";
  if (isOwn || message.loading || (pane.town.isMoving && !isForReader)) return;
  const whom = message.ephemeral ? ", only to you" : "";
  const words = `${pane.personName(message.author.id)}${whom}: ${wordsOf(message, pane)}`;
  pane.spoken.textContent = words.length > MOST_SAID ? `${words.slice(0, MOST_SAID)} …` : words;
}

// All words of a message in the order in which they stand.
export function wordsOf(message, pane) {
  const embeds = message.embeds.flatMap((embed) => [embed.title, embed.description]);
  const texts = [message.content, ...embeds, ...message.components.flatMap(textsIn)].filter(Boolean);
  return texts.map((text) => lineOf(markdown(text, pane))).join(" ");
}

function lineOf(node) {
  for (const block of node.querySelectorAll("p, li, pre, br")) block.after(" ");
  return node.textContent.replace(/\s+/g, " ").trim();
}

function textsIn(part) {
  return [part.content, ...(part.components ?? []).flatMap(textsIn)];
}
