"""The bot with one promise broken on purpose: `python -m tests.faults.broken_bot NAME`. The checker must notice."""

import asyncio
import secrets
import sys
from datetime import datetime

import bot.app
from bot.actions import collecting
from bot.actions.ports import Address, Sent
from bot.actions.replying import Written
from bot.cli import main
from bot.domain.consent import Consent
from bot.domain.ids import ReplyId
from bot.domain.notices import Notice
from bot.frontend.courier import DiscordCourier
from bot.frontend.forms import replying
from bot.frontend.reading import HistoryReader


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
BREAKS = {
    "random_nonce": _send_at_random,
    "empty_page_believed": _believe_empty_pages,
    "nothing_read_back": _read_nothing_back,
    "acknowledged_first": _acknowledge_first,
}

if __name__ == "__main__":
    BREAKS[sys.argv.pop(1)]()
    sys.argv[1:] = ["run"]
    main()
