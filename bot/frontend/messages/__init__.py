"""Pure rendering: notices in, messages out. Nothing here is sent anywhere."""

from bot.frontend.messages.message import Message, Picture, make_arguments, make_view, mark_of
from bot.frontend.messages.rendering import render

__all__ = ["Message", "Picture", "make_arguments", "make_view", "mark_of", "render"]
