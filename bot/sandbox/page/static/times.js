// Instants in words, in the reader's language and zone, as seen from the sandbox's time.

import { el } from "./dom.js";

// The hours are counted to 24 everywhere, so that the clock above and the times below agree for everybody.
const STYLES = {
  t: { timeStyle: "short", hourCycle: "h23" },
  T: { timeStyle: "medium", hourCycle: "h23" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short", hourCycle: "h23" },
  b: {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  },
  F: { dateStyle: "full", timeStyle: "short", hourCycle: "h23" },
};
// A unit, from how many seconds on it is used, and its length where that is another.
const UNITS = [
  ["year", 31536000],
  ["month", 5184000, 2592000],
  ["day", 86400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
];

// When it is now, as the sandbox last told.
export const clock = { now: new Date(), isReal: true };

export function formatted(date, style, locale) {
  try {
    return new Intl.DateTimeFormat(locale, STYLES[style] ?? STYLES.f).format(date);
  } catch {
    return date.toISOString();
  }
}

export function relative(date, locale) {
  const seconds = (date - (clock.isReal ? new Date() : clock.now)) / 1000;
  const [unit, least, length = least] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ["second", 1];
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(Math.round(seconds / length), unit);
}

export function timeElement(date, style, locale) {
  const words = style === "R" ? relative(date, locale) : formatted(date, style, locale);
  const node = el("time", { dir: "auto", datetime: date.toISOString(), title: formatted(date, "F", locale) }, words);
  if (style === "R") node.dataset.relative = locale;
  return node;
}

export function refreshRelative(root = document) {
  for (const node of root.querySelectorAll("time[data-relative]")) {
    node.textContent = relative(new Date(node.dateTime), node.dataset.relative);
  }
}

// The words of a day that stands between messages.
export function dayWords(date, locale) {
  return new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(
    date,
  );
}

// The instant's day as a field for days takes it, in the reader's zone.
export function dayInField(date) {
  return new Date(date - date.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
}
