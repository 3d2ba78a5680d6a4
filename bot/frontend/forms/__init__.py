"""Forms, and what takes them when they are handed in."""

from collections.abc import Mapping

from bot.frontend.forms.helping import submit_help
from bot.frontend.forms.joining import submit_join
from bot.frontend.forms.replying import submit_edit, submit_pair_reply, submit_reply
from bot.frontend.handlers import Handler

FORMS: Mapping[str, Handler] = {
    "join": submit_join,
    "reply": submit_reply,
    "pair_reply": submit_pair_reply,
    "reply_edit": submit_edit,
    "help_question": submit_help,
    "help_partner": submit_help,
}
"""Who takes a form, by the verb of its custom id."""
