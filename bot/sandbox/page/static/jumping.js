// Addresses of Discord that lead to a place in the chat itself.

const WITHIN = /^https:\/\/(?:(?:ptb|canary)\.)?discord(?:app)?\.com\/channels\/(?:@me|\d+)\/(\d+)(?:\/(\d+))?\/?$/i;

// The channel that the address leads to, and perhaps the message there; null where it leads out of the chat.
export function placeAt(address) {
  const found = WITHIN.exec(address);
  return found && { channel: found[1], message: found[2] };
}
