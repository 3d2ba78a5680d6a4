"""A member with a phone: every tap and every field is counted, as `docs/participant.md` counts them."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.frontend.interactions.conftest import labels_of, shown

PAGE = Path(__file__).parents[3] / "docs" / "participant.md"
ENDED = datetime(2026, 5, 4, 18, tzinfo=UTC)
A_DAY = timedelta(days=1)
ANA = {"country": "Kenya", "languages": "English", "interests": [], "consent": "quote"}
"""What stands in the form of somebody who joins and chooses no interests."""
TEXT, SELECT = 4, 3


@dataclass(frozen=True, slots=True)
class Tally:
    """What something cost."""

    forms: int = 0
    fields: int = 0
    taps: int = 0

    def __add__(self, other):
        return Tally(self.forms + other.forms, self.fields + other.fields, self.taps + other.taps)

    def __sub__(self, other):
        return Tally(self.forms - other.forms, self.fields - other.fields, self.taps - other.taps)


class Phone:
    """Acts for one member; `spent` is all that it cost so far. What is prefilled and left as it is costs nothing."""

    def __init__(self, town, member):
        self.town, self.member = town, member
        self.spent = Tally()
        self.answered = set()

    def notices(self):
        """What the bot wrote to the member: in their DM, and in their threads with a ping."""
        dm = self.member.user.dm_channel
        direct = dm.history() if dm else []
        threads = (each for thread in self.town.channel.threads for each in thread.history())
        return [*direct, *(each for each in threads if self.member.id in each.raw_mentions)]

    def _who(self, message):
        """In a DM the user acts, in the server the member."""
        return self.member.user if message.channel.id == self.dm_id else self.member

    @property
    def dm_id(self):
        dm = self.member.user.dm_channel
        return dm.id if dm else None

    async def press(self, message, label):
        """One tap; the answer."""
        self.spent += Tally(taps=1)
        answer = await self._who(message).click(message, label=label)
        if answer.modal is not None:
            self.spent += Tally(forms=1)
        return answer

    async def choose(self, message, values, custom_id=None):
        """A list is opened, each value is chosen, and a list of several is closed."""
        found = [each for row in message.components for each in row.children if getattr(each, "options", None)]
        (select,) = [each for each in found if custom_id in (None, each.custom_id.partition("~")[0])]
        self.spent += Tally(fields=1, taps=1 + len(values) + (select.max_values > 1))
        return await self._who(message).select(message, values, custom_id=select.custom_id)

    async def fill_in(self, opened, where, **values):
        """What differs from what stands in the form is filled in, and the form is sent; `where` it was opened."""
        for part in (each["component"] for each in opened.modal["components"]):
            value = values.setdefault(part["custom_id"], _standing(part))
            if value != _standing(part):
                self.spent += Tally(fields=1, taps=_taps_for(part, value))
        self.spent += Tally(taps=1)
        return await self._who(where).submit_modal(opened, values)

    async def join(self, **values):
        """The form under the invitation is filled in; what answered."""
        invitation = self.town.invitation
        opened = await self.press(invitation, "Join")
        answer = await self.fill_in(opened, invitation, **values)
        await self.town.run()
        return shown(answer).message


def _standing(part):
    """What is in a part of a form before anything is filled in."""
    if part["type"] == TEXT:
        return part.get("value") or ""
    chosen = [option["value"] for option in part["options"] if option.get("default")]
    return chosen if part["type"] == SELECT else next(iter(chosen), None)


def _taps_for(part, value):
    """Going into a text; opening a list, each choice, and closing it where it holds several; one choice of a few."""
    if part["type"] != SELECT:
        return 1
    return 1 + len(value) + (part.get("max_values", 1) > 1)


def table_below(heading):
    """The rows of the first table below a heading, by their first cell."""
    below = PAGE.read_text("utf-8").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    lines = [line.strip("| ").split(" | ") for line in below.splitlines() if line.startswith("|")]
    return {first: [int((re.findall(r"\d+", cell) or [0])[0]) for cell in rest] for first, *rest in lines[2:]}


async def pass_days(town, until, each_day):
    """Until then every day has passed; what waits for the organiser is approved on the same day."""
    decided = set()
    while town.clock.at < until:
        await town.run(min(until, town.clock.at + A_DAY))
        await each_day()
        for message in town.desk.history():
            for label in {"Approve the pairing", "Publish the summary"} & set(labels_of(message)):
                if message.id not in decided:
                    decided.add(message.id)
                    await town.organiser.click(message, label=label)
                    await town.run()


async def say_that_they_talk(phone):
    """Whoever was asked today in their DM whether they talk says yes; whether they were."""
    asked = [each for each in phone.notices() if "I need help" in labels_of(each)]
    answered = phone.answered
    for message in asked:
        if message.id not in answered:
            answered.add(message.id)
            await phone.press(message, "Yes, we talked")
            return True
    return False
