"""The courier: fills the port by which the actions reach people."""

from bot.frontend.courier.courier import DiscordCourier

__all__ = ["DiscordCourier"]
