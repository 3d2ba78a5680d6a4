"""The bot with one promise broken on purpose: `python -m tests.faults.broken_bot NAME`. The checker must notice."""

import asyncio
import secrets
import sys
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import bot.app
from bot.actions import collecting, goodbyes
from bot.actions import replying as writing
from bot.actions.carrying import COMPOSERS, refusals
from bot.actions.carrying import pairing as introducing
from bot.actions.carrying import replying as showing
from bot.actions.lookups import Setting
from bot.actions.planning import plan_step
from bot.actions.ports import Address, Sent
from bot.actions.replying import Written
from bot.cli import main
from bot.domain import timetable
from bot.domain.consent import Consent
from bot.domain.ids import ReplyId
from bot.domain.notices import Notice
from bot.domain.reply import Reply
from bot.domain.steps import Outcome, StepKind
from bot.frontend.courier import DiscordCourier, reconcile
from bot.frontend.forms import replying
from bot.frontend.reading import HistoryReader
from bot.store import Tx, steps, surveys


class ForgetfulCourier(DiscordCourier):
    """Sends with a random nonce and never looks for what it sent before."""

    async def send(self, to: Address, notice: Notice, *, token: str) -> Sent:
        return await super().send(to, notice, token=secrets.token_urlsafe(12))

    async def find(self, to: Address, *, token: str, since: datetime) -> Sent | None:
        return None


class CredulousReader(HistoryReader):
    """Believes an empty page without asking whether it may read."""

    async def _check_readable(self, thread_id: int) -> None:
        pass


def _send_at_random() -> None:
    bot.app.DiscordCourier = ForgetfulCourier


def _believe_empty_pages() -> None:
    bot.app.HistoryReader = CredulousReader


def _read_nothing_back() -> None:
    async def catch_up_thread(*_: object) -> int:
        return 0

    collecting.catch_up_thread = catch_up_thread


def _acknowledge_first() -> None:
    """Says that a reply is kept, and keeps it a moment later, if it lives so long."""
    write = replying.write_reply

    async def write_later(*house: object, **what: object) -> Written:
        def begin() -> None:
            later.add(asyncio.ensure_future(write(*house, **what)))

        asyncio.get_running_loop().call_later(LATER, begin)
        return Written(reply_id=ReplyId(0), consent=Consent.QUOTE, asked=True, late=False, guest=False)

    later = set[asyncio.Future[Written]]()
    replying.write_reply = write_later


LATER = 0.3
"""Seconds."""


async def _never(_: object) -> Outcome:
    return Outcome.NOT_NEEDED


def _tell_no_writer() -> None:
    COMPOSERS[StepKind.HEAR_BACK] = _never


def _ask_no_partner() -> None:
    COMPOSERS[StepKind.ASK_TO_CONFIRM] = _never


def _thank_nobody() -> None:
    COMPOSERS[StepKind.SAY_GOODBYE] = _never


def _invite_nobody_again() -> None:
    COMPOSERS[StepKind.INVITE_AGAIN] = _never


def _keep_no_answer() -> None:
    """Says that what people answer at the end is kept."""

    async def save(*_: object) -> None:
        pass

    surveys.save = save


def _tell_wishes_of_anybody() -> None:
    goodbyes.all_stay_in_touch = lambda *_: True


def _leave_closed_dms_alone() -> None:
    async def nowhere(*_: object) -> Outcome:
        return Outcome.DMS_CLOSED

    introducing._say_dms_are_closed = nowhere


def _show_every_reply() -> None:
    """Asks nobody whether their name may be shown."""

    async def plan_echo(tx: Tx, found: Setting, reply: Reply, now: datetime) -> None:
        about = {"prompt_number": reply.prompt_number, "subject_id": reply.id}
        await steps.plan(tx, [plan_step(found.round, StepKind.ECHO_REPLY, now, f"reply:{reply.id}", **about)])

    writing.plan_echo = plan_echo
    showing._may_be_shown = lambda reply: reply.counts()


def _trust_wall_clocks() -> None:
    """Reckons as if every hour of every night were there once."""

    def instant_of(local_date: date, local_time: time, zone: ZoneInfo) -> datetime:
        return datetime.combine(local_date, local_time).replace(tzinfo=zone, fold=1).astimezone(UTC)

    timetable.instant_of = instant_of


def _trust_its_own_clock() -> None:
    reconcile.CLOCKS_DIFFER_BY = timedelta(seconds=60)


def _say_of_no_place_that_it_is_gone() -> None:
    tell = refusals.tell_organisers

    async def tell_others(tx: object, step: object, note: str, *others: object, **fields: object) -> None:
        if note != "place_gone":
            await tell(tx, step, note, *others, **fields)

    refusals.tell_organisers = tell_others


BREAKS = {
    "random_nonce": _send_at_random,
    "empty_page_believed": _believe_empty_pages,
    "nothing_read_back": _read_nothing_back,
    "acknowledged_first": _acknowledge_first,
    "nobody_hears_back": _tell_no_writer,
    "no_partner_asked": _ask_no_partner,
    "closed_dms_left_alone": _leave_closed_dms_alone,
    "shown_without_consent": _show_every_reply,
    "wall_clocks_trusted": _trust_wall_clocks,
    "own_clock_trusted": _trust_its_own_clock,
    "gone_place_not_told": _say_of_no_place_that_it_is_gone,
    "nobody_thanked": _thank_nobody,
    "nobody_invited_again": _invite_nobody_again,
    "no_answer_kept": _keep_no_answer,
    "wishes_told_without_asking": _tell_wishes_of_anybody,
}

if __name__ == "__main__":
    BREAKS[sys.argv.pop(1)]()
    sys.argv[1:] = ["run"]
    main()
