"""The guilds, channels, people and messages of the sandbox, and the only functions that change them."""
