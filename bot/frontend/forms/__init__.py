"""Forms, and what takes them when they are handed in."""

from collections.abc import Mapping

from bot.frontend.forms.agreeing import submit_agreement
from bot.frontend.forms.away import submit_away_date
from bot.frontend.forms.casework import submit_answer, submit_more
from bot.frontend.forms.code import submit_code
from bot.frontend.forms.editing import (
    submit_drop,
    submit_hide,
    submit_kind,
    submit_merge,
    submit_rename,
    submit_split,
)
from bot.frontend.forms.editing import (
    submit_sentence as submit_draft_sentence,
)
from bot.frontend.forms.ending import submit_certificate, submit_sentence
from bot.frontend.forms.helping import submit_help
from bot.frontend.forms.joining import submit_join
from bot.frontend.forms.profile import submit_answers, submit_wish_words
from bot.frontend.forms.replying import submit_edit, submit_pair_reply, submit_reply
from bot.frontend.forms.setting_up import submit_day, submit_zone
from bot.frontend.handlers import Handler

FORMS: Mapping[str, Handler] = {
    "join": submit_join,
    "code": submit_code,
    "away_date": submit_away_date,
    "profile": submit_answers,
    "wish_words": submit_wish_words,
    "reply": submit_reply,
    "pair_reply": submit_pair_reply,
    "reply_edit": submit_edit,
    "help_question": submit_help,
    "help_partner": submit_help,
    "help_moderator": submit_help,
    "agree": submit_agreement,
    "case_answer": submit_answer,
    "case_close": submit_answer,
    "case_more": submit_more,
    "survey_words": submit_sentence,
    "draft_rename": submit_rename,
    "draft_merge": submit_merge,
    "draft_split": submit_split,
    "draft_hide": submit_hide,
    "draft_kind": submit_kind,
    "draft_sentence": submit_draft_sentence,
    "draft_drop": submit_drop,
    "certificate": submit_certificate,
    "setup_day": submit_day,
    "setup_other_zone": submit_zone,
}
"""Who takes a form, by the verb of its custom id."""
