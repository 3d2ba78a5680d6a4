"""What takes a press of a button or a choice in a select, by who uses it."""

from collections.abc import Mapping

from bot.frontend.forms.helping import open_help
from bot.frontend.forms.joining import join_with_country, open_join, set_zone
from bot.frontend.forms.replying import open_edit, open_reply
from bot.frontend.handlers import Handler
from bot.frontend.presses import organising, own_data, participation, partners, replies

PRESSES: Mapping[str, Handler] = {
    "about": participation.show_about,
    "join": open_join,
    "join_country": join_with_country,
    "zone": set_zone,
    "my_partner": participation.show_my_partner,
    "away": participation.ask_away,
    "away_for": participation.be_away,
    "leave": participation.ask_leave,
    "leave_round": participation.ask_leave_round,
    "leave_yes": participation.leave_now,
    "consent": participation.ask_consent,
    "consent_is": participation.set_consent,
    "checkin": partners.check_in,
    "help": partners.show_help,
    "help_round": partners.show_help_of_round,
    "help_question": open_help,
    "help_partner": open_help,
    "apart": partners.ask_apart,
    "apart_yes": partners.keep_partner_apart,
    "reply": open_reply,
    "pair_reply": open_reply,
    "reply_edit": open_edit,
    "my_replies": replies.show_my_replies,
    "my_replies_round": replies.show_my_replies_of_round,
    "my_reply": replies.show_my_reply,
    "confirm": replies.confirm,
    "withdraw": replies.withdraw,
    "my_data": own_data.show_my_data,
    "erase": own_data.ask_erase,
    "erase_yes": own_data.erase_now,
    "step_again": organising.try_step_again,
    "round_cancel": organising.cancel,
    "pairing_show": organising.show_draft_pairing,
    "pairing_approve": organising.approve_draft_pairing,
    "summary_show": organising.show_one_summary,
    "summary_pick": organising.show_chosen_summary,
    "summary_approve": organising.approve_one_summary,
}
"""Who takes a press, by the verb of its custom id."""
