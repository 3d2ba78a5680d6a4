"""What the house keeps: the only part that speaks SQL. `from bot.store import rounds, steps, ...` for each entity."""

from bot.store.engine import Store, Tx

__all__ = ["Store", "Tx"]
