"""A member's whole round, walked from Join to the certificate: its messages, forms, fields and taps are as told."""

from collections import Counter
from datetime import timedelta

from tests.frontend.interactions.conftest import labels_of, shown, words_of
from tests.frontend.interactions.phone import (
    A_DAY,
    ANA,
    ENDED,
    Phone,
    Tally,
    pass_days,
    say_that_they_talk,
    table_below,
)

JOINED, MET, PROMPTS, CHECK_INS, HEARD, THE_END, IN_ALL = (
    "join, one interest chosen",
    "meet your partner, and say how you want to talk",
    "eight prompts, and a reply to each by form",
    "the check-ins, answered",
    "what came of your words",
    "the end: three things, a sentence, stay in touch, certificate",
    "in all",
)
ABOUT = (JOINED, MET, PROMPTS, CHECK_INS, HEARD, THE_END)
TOLD_BY = {
    "Write our reply": PROMPTS,
    "I need help": CHECK_INS,
    "My replies": HEARD,
    "My certificate": THE_END,
}
"""What a message is about, by a button in it; the others are about the partner."""


class Diary:
    """What a member who answers everything was written, day by day, and what it cost them, by what it was about."""

    def __init__(self, phone):
        self.phone = phone
        self.costs = Counter()
        self.told = {}
        self.read = set()
        self.spent = Tally()

    def note(self, about):
        """What was spent since the last time was for this, and what the bot wrote meanwhile was an answer."""
        spent, self.spent = self.phone.spent - self.spent, self.phone.spent
        self.costs.update({(about, "forms"): spent.forms, (about, "fields"): spent.fields, (about, "taps"): spent.taps})
        self.read |= {message.id for message in self.phone.notices()}

    def look(self):
        """What came since the last time; a greeting in the thread and the introduction tell the same."""
        new = [message for message in self.phone.notices() if message.id not in self.read]
        self.read |= {message.id for message in new}
        kinds = {next((TOLD_BY[each] for each in labels_of(message) if each in TOLD_BY), MET) for message in new}
        for kind in kinds:
            self.costs[kind, "messages"] += 1
        self.told[self.phone.town.clock.at.date()] = kinds
        return kinds

    def rows(self):
        """As the table has them."""
        columns = ("messages", "forms", "fields", "taps")
        rows = {about: [self.costs[about, each] for each in columns] for about in ABOUT}
        return rows | {IN_ALL: [sum(each) for each in zip(*rows.values(), strict=True)]}


async def test_whole_round_costs_what_the_table_says_and_no_week_brings_too_much(town):
    await town.host()
    await town.plan()
    phone, ben = Phone(town, town.member("ana")), Phone(town, town.member("ben"))
    diary = Diary(phone)
    await phone.join(**{**ANA, "interests": ["public"]})
    diary.note(JOINED)
    await ben.join(**{**ANA, "country": "Uganda"})

    async def live():
        await say_that_they_talk(ben)
        kinds = diary.look()
        if MET in kinds:
            await say_how_to_talk(phone)
            diary.note(MET)
        if PROMPTS in kinds:
            await reply(phone)
            diary.note(PROMPTS)
        if CHECK_INS in kinds:
            await say_that_they_talk(phone)
            diary.note(CHECK_INS)
        if THE_END in kinds:
            await end(phone)
            diary.note(THE_END)

    await pass_days(town, ENDED + timedelta(days=9), live)
    assert diary.rows() == table_below("A whole round")
    assert_weeks_are_quiet(diary.told)


def assert_weeks_are_quiet(told):
    """At most two notifications in any seven days, three with the introduction among them."""
    for day in told:
        week = [kind for later in range(7) for kind in told.get(day + later * A_DAY, ())]
        assert len(week) <= 2 + (MET in week), (day, week)


async def say_how_to_talk(phone):
    place = phone.town.find(phone.town.pair_thread, "How we want to talk")
    opened = await phone.press(place, "How we want to talk")
    await phone.fill_in(opened, place, how_often="weekly", medium="video", text="To laugh.")
    await phone.town.run()


async def reply(phone):
    place = phone.town.prompt
    answer = await phone.fill_in(
        await phone.press(place, "Write my reply"), place, text=f"My reply of {phone.town.clock.at}."
    )
    assert "Your reply is kept" in words_of(answer)


async def end(phone):
    goodbye = phone.town.find(phone.member.user.dm_channel, "My certificate")
    said = shown(await phone.choose(goodbye, ["skill", "ideas", "network"])).message
    await phone.fill_in(await phone.press(said, "Add a sentence"), said, text="I ask first.")
    await phone.press(goodbye, "Yes, stay in touch")
    answer = await phone.fill_in(await phone.press(goodbye, "My certificate"), goodbye)
    assert "Here is your certificate." in words_of(answer)
