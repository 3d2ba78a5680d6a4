// What came for somebody while the time moved.

import { isAfter } from "./log.js";

// What Discord itself writes: somebody was added, pinned something, made a thread.
const LINES = [1, 6, 18, 21];

// What stands on this person's screen now, to be compared later.
export function markOf(pane) {
  const pings = new Map(allPlaces(pane).map((place) => [place.id, place]));
  return { channel: pane.channel.id, last: pane.log.messages.at(-1)?.id ?? "0", places: pings };
}

// What came since: {place, name, count, message}, first what is for this person; `count` is 0 for what is for everybody.
export async function cameSince(mark, pane) {
  await pane.refreshPlaces();
  const here = mark.channel === pane.channel.id ? newHere(mark, pane) : [];
  const elsewhere = allPlaces(pane)
    .filter((place) => place.id !== pane.channel.id && place.unread)
    .map((place) => ({ place: place.id, name: nameOf(place, pane), ...changed(place, mark.places.get(place.id)) }))
    .filter((each) => each.count > 0 || each.isNew);
  return [...here, ...elsewhere].sort((one, other) => other.count - one.count);
}

function newHere(mark, pane) {
  const isNew = (message) =>
    isAfter(message.id, mark.last) &&
    !message.ephemeral &&
    !LINES.includes(message.type) &&
    message.author.id !== pane.personId;
  const found = pane.log.messages.filter(isNew);
  if (!found.length) return [];
  const isForReader = ["dm", "private_thread"].includes(pane.channel.kind);
  const count = isForReader ? found.length : found.filter((message) => message.pinged).length;
  return [{ place: pane.channel.id, name: pane.title, count, message: found[0].id }];
}

function changed(place, before) {
  return { count: place.pings - (before?.pings ?? 0), isNew: place.last !== before?.last };
}

function allPlaces(pane) {
  return [pane.screen.dm, ...pane.places()].filter((place) => place.kind !== "category");
}

function nameOf(place, pane) {
  return place.kind === "dm" ? pane.screen.bot.name : `#${place.name}`;
}
