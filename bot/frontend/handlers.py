"""What takes a press or a form: functions of a few lines, found by the verb of the custom id."""

from collections.abc import Awaitable, Callable

from bot.frontend.asked import Asked

Handler = Callable[[Asked], Awaitable[None]]
