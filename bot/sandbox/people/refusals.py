"""What Discord's own client does not let a person do."""

from __future__ import annotations


class RefusedActError(Exception):
    """The client would not let the person do this; the message says why. Nothing was sent to the bot."""
