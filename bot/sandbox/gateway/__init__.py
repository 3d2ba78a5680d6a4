"""The gateway: sessions that hear what happens, and what they may hear."""
