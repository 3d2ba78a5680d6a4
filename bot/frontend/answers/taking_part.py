"""What is answered to a participant: their partner, being away, leaving, checking in, how their words are used."""

from bot.actions.checking_in import CheckInTaken, Following
from bot.actions.leaving import Away, Left
from bot.actions.own_data import MyPartner
from bot.domain.consent import Consent
from bot.domain.ids import PairId, ProgramId, RoundId
from bot.domain.partnership import CheckInAnswer
from bot.domain.silence import Claim
from bot.frontend.answers.plain import say_model, write_plain
from bot.frontend.buttons import Pressed
from bot.frontend.messages import Message
from bot.frontend.messages.agreeing import describe_agreement, describe_terms
from bot.frontend.messages.check_in import offer_answer
from bot.frontend.messages.markup import show_name
from bot.frontend.messages.pen import DESCRIPTION_LIMIT, Pen
from bot.frontend.messages.people import describe_people, explain_pairing
from bot.frontend.messages.places import say_wait_list
from bot.texts.speech import moment

AWAY_DAYS = (7, 14, 28)
_ROOM_FOR_REST = 1_500
"""Characters of what partners share, and of where and when to talk."""


def write_my_partner(mine: MyPartner, program_id: ProgramId, pen: Pen) -> Message:
    """Who the partner is, where to talk, or what is waited for."""
    body = pen.paragraphs(
        describe_people(mine.partners, pen, DESCRIPTION_LIMIT - _ROOM_FOR_REST),
        explain_pairing(mine.shared, pen) if mine.shared else "",
        describe_agreement(mine.terms, pen) if mine.terms else "",
        pen.lines(
            pen.say("answer.partner.thread", thread=f"<#{mine.thread_id}>") if mine.thread_id else "",
            _when(mine, pen),
            _until(mine, pen),
            pen.say("answer.dms_closed") if mine.dms_closed else "",
        ),
    )
    title = "answer.partner.title" if mine.partners else "answer.partner.none"
    row = (pen.quiet("away", program_id), pen.quiet("help", program_id), pen.quiet("leave", program_id))
    if mine.wait_list_number is not None:
        title, row = "answer.partner.wait_listed", row[1:]
    elif mine.inactive_in is not None:
        row = (pen.strong("come_back", mine.inactive_in), *row[1:])
    return write_plain(pen.say(title, title=show_name(mine.title)), body, rows=(row,))


def _when(mine: MyPartner, pen: Pen) -> str:
    if mine.partners:
        return ""
    if mine.wait_list_number is not None:
        return say_wait_list(mine.wait_list_number, pen)
    if mine.inactive_in is not None:
        return pen.say("answer.partner.inactive")
    if mine.starts_at is not None and mine.starts_at > pen.now:
        return pen.say("answer.partner.starts", starts=moment(mine.starts_at, "F"))
    return pen.say("answer.partner.waiting")


def _until(mine: MyPartner, pen: Pen) -> str:
    if mine.away_until is None or mine.away_until <= pen.now:
        return ""
    return pen.say("answer.partner.away", until=moment(mine.away_until, "D"))


def write_ask_away(program_id: ProgramId, pen: Pen) -> Message:
    """For how long?"""
    rows = (_spans(program_id, pen), (_offer_return(program_id, pen),))
    return write_plain(pen.say("answer.away.title"), pen.say("answer.away.body"), rows=rows)


def _spans(program_id: ProgramId, pen: Pen) -> tuple[Pressed, ...]:
    """For how long one may be away: some weeks, or until a day."""
    weeks = tuple(pen.quiet("away_for", program_id, days, label=f"away_{days}") for days in AWAY_DAYS)
    return (*weeks, pen.quiet("away_date", program_id))


def write_away(away: Away, program_id: ProgramId, pen: Pen) -> Message:
    """Until when nothing is asked of them, how to come back earlier, and where to tell the partner."""
    if away.until is None:
        return write_plain(pen.say("answer.away.back"), pen.say("answer.away.back_body"))
    body = pen.paragraphs(
        pen.say("answer.away.until_body", until=moment(away.until, "D")),
        pen.say("answer.away.tell", thread=f"<#{away.thread_id}>") if away.thread_id else "",
    )
    return write_plain(pen.say("answer.away.until"), body, rows=((_offer_return(program_id, pen),),))


def _offer_return(program_id: ProgramId, pen: Pen) -> Pressed:
    return pen.quiet("away_for", program_id, 0, label="away_0")


def write_ask_leave(round_id: RoundId, pen: Pen) -> Message:
    """What leaving means, before it is done."""
    row = (pen.strong("leave_yes", round_id), pen.quiet("help_round", round_id, label="help"))
    return write_plain(pen.say("answer.leave.title"), pen.say("answer.leave.body"), rows=(row,))


def write_left(left: Left, round_id: RoundId, pen: Pen) -> Message:
    """They take part no longer, and may come back."""
    key = "answer.leave.partner" if left.had_partner else "answer.leave.thanks"
    row = (pen.quiet("join", round_id, label="join_again"),)
    return write_plain(pen.say("answer.leave.done", title=show_name(left.title)), pen.say(key), rows=(row,))


def write_check_in_help(round_id: RoundId, pair_id: PairId, prompt_number: int, pen: Pen) -> Message:
    """What is in the way? A button for each thing; for all else a moderator."""
    silent, away, stop = (
        offer_answer(answer, round_id, pair_id, prompt_number, pen)
        for answer in (CheckInAnswer.SILENT, CheckInAnswer.AWAY, CheckInAnswer.STOP)
    )
    rows = (silent, away), (stop, pen.quiet("help_round", round_id, label="checkin_else"))
    return write_plain(pen.say("answer.checkin.help"), pen.say("answer.checkin.help_body"), rows=rows)


def write_check_in_taken(taken: CheckInTaken, program_id: ProgramId, pen: Pen) -> Message:
    """Thanks, and what follows from the answer."""
    body = _say_claim(taken, taken.claim, pen) if taken.claim else pen.say(f"answer.checkin.{taken.answer}")
    match taken.answer:
        case CheckInAnswer.AWAY:
            row = _spans(program_id, pen)
        case CheckInAnswer.STOP:
            row = (pen.strong("leave_yes", taken.round_id), pen.quiet("help_round", taken.round_id, label="help"))
        case CheckInAnswer.SILENT:
            row = (pen.quiet("help_round", taken.round_id, label="help"),)
        case CheckInAnswer.NOT_YET:
            about = taken.round_id, taken.pair_id, taken.prompt_number
            row = (*_offer_next(taken, pen), offer_answer(CheckInAnswer.ELSEWHERE, *about, pen))
        case _:
            row = _offer_next(taken, pen)
    body = pen.paragraphs(body, _ask_next(taken, pen))
    return write_plain(pen.say("answer.checkin.title"), body, rows=(row,) if row else ())


def _ask_next(taken: CheckInTaken, pen: Pen) -> str:
    """The one thing that is still to be given; empty where nothing is."""
    title = show_name(taken.prompt_title, 100)
    match taken.following:
        case Following.CONFIRM:
            thread = pen.say("answer.checkin.confirm_where", thread=f"<#{taken.thread_id}>") if taken.thread_id else ""
            return pen.lines(pen.say("answer.checkin.confirm", title=title), thread)
        case Following.AGREE:
            terms = describe_terms(taken.terms, pen) if taken.terms else ""
            return pen.lines(pen.say("answer.checkin.agree"), terms)
        case Following.REPLY:
            return pen.say("answer.checkin.reply", title=title)
        case Following.SETTLE:
            return pen.say("answer.checkin.settle")
        case None:
            return ""


def _offer_next(taken: CheckInTaken, pen: Pen) -> tuple[Pressed, ...]:
    agreement = taken.round_id, taken.pair_id
    match taken.following:
        case Following.CONFIRM:
            return (pen.strong("confirm", taken.reply_id or 0),)
        case Following.AGREE:
            return (pen.strong("agree_yes", *agreement), pen.quiet("agree", *agreement, label="agree_change"))
        case Following.REPLY:
            return (pen.strong("reply", taken.round_id, taken.prompt_number),)
        case Following.SETTLE:
            return (pen.strong("agree", *agreement),)
        case None:
            return ()


def _say_claim(taken: CheckInTaken, claim: Claim, pen: Pen) -> str:
    """What follows from "my partner is silent", and what is known that speaks against it."""
    match claim:
        case Claim.HOLDS:
            return pen.say("answer.checkin.silent")
        case Claim.WROTE if taken.wrote_at and taken.thread_id:
            at = moment(taken.wrote_at, "R")
            return pen.say("answer.checkin.silent_wrote", thread=f"<#{taken.thread_id}>", at=at)
        case Claim.WROTE | Claim.ANSWERED:
            return pen.say("answer.checkin.silent_answered")
        case Claim.TOO_SOON:
            return pen.say("answer.checkin.silent_too_soon")


def write_ask_consent(round_id: RoundId, model: str | None, pen: Pen) -> Message:
    """The three choices, and which language model reads what may be quoted."""
    row = tuple(pen.quiet("consent_is", round_id, each.value, label=f"consent_{each}") for each in Consent)
    body = pen.lines(pen.say("answer.consent.body"), say_model(model, pen))
    return write_plain(pen.say("answer.consent.title"), body, rows=(row,))


def write_consent(consent: Consent, pen: Pen) -> Message:
    """How all words of this person are used from now on."""
    words = pen.say(f"notice.consent.{consent}")
    return write_plain(pen.say("answer.consent.done", consent=words), pen.say("answer.consent.done_body"))
