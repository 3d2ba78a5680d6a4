// What is asked of the sandbox. The addresses are relative to the page's own, which holds its secret.

import { toast } from "./dom.js";

export class Refused extends Error {
  constructor(words, status) {
    super(words);
    this.isMissing = status === 404;
  }
}

async function answered(response) {
  const told = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(told.error ?? "The sandbox does not answer. Is it still running?", response.status);
  return told;
}

async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Refused("The sandbox does not answer. Is it still running?");
  }
  return answered(response);
}

export function read(what, params = {}) {
  const given = Object.entries(params).filter(([, value]) => value !== undefined && value !== null);
  return ask(`api/${what}?${new URLSearchParams(given)}`);
}

export function send(what, body) {
  return ask(`api/${what}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

export async function fileAsJson(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
  return { filename: file.name, base64: btoa(text) };
}

// Keeps a line open on which the sandbox tells of changes; `again` is called after it was broken.
export class Line {
  constructor(hear, again) {
    this.hear = hear;
    this.again = again;
    this.looking = null;
    this.open();
  }

  open() {
    const address = new URL("live", location.href.split("#")[0]);
    address.protocol = "ws:";
    this.socket = new WebSocket(address);
    this.socket.addEventListener("open", () => this.looking && this.socket.send(JSON.stringify(this.looking)));
    this.socket.addEventListener("message", (event) => this.hear(JSON.parse(event.data)));
    this.socket.addEventListener("close", () => this.broken());
  }

  broken() {
    if (this.closed) return;
    if (!this.isBroken) toast("The sandbox does not answer. Is it still running?");
    this.isBroken = true;
    setTimeout(() => this.reopen(), 1500);
  }

  reopen() {
    if (this.closed) return;
    this.open();
    this.socket.addEventListener("open", () => {
      this.isBroken = false;
      this.again();
    });
  }

  // Looks at a channel as this person, whose messages up to the last one were read already.
  look(person, channel, after) {
    this.looking = { person, channel, after };
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(this.looking));
  }

  close() {
    this.closed = true;
    this.socket.close();
  }
}
