import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import discord
import pytest
from babel import Locale

from bot.domain.round import Phase
from bot.frontend.channel_check import AT_DESK, IN_CHANNEL, invite_link
from bot.frontend.presses import PRESSES
from bot.store import programs, rounds, setups
from bot.texts.catalogue import SHIPPED_TEXTS, Texts, read_catalogue
from tests.frontend.interactions.conftest import labels_of, make_client, parts_of, shown, words_of
from tests.hostile.forging import hand_in, press


def title_of(answer):
    return shown(answer).embeds[0].title


def ids_of(answer):
    return [found.partition("~")[0] for part in parts_of(shown(answer).components) if (found := part.get("custom_id"))]


def allow(town, *names, deny=()):
    """The bot's own role grants these beside what it needs; simcord asks for more than Discord to pin."""
    needed = dict.fromkeys((*IN_CHANNEL, *AT_DESK, "manage_messages", *names), True) | dict.fromkeys(deny, False)
    for role in town.env.bot.get_guild(town.guild.id).roles:
        if role.managed or role.name == "TestBot":
            town.env.backend.get_guild(town.guild.id).roles[role.id].permissions = discord.Permissions(**needed).value
    bare = discord.Permissions(view_channel=True, use_application_commands=True)
    town.env.backend.get_guild(town.guild.id).roles[town.guild.id].permissions = bare.value


class Organiser:
    """Goes through setting up; `message` is the one message, which turns to what is next."""

    def __init__(self, town, member=None):
        self.town, self.member, self.taps = town, member or town.organiser, 0
        self.answer = None

    async def begin(self):
        self.answer = await self.member.slash(self.town.channel, "setup")
        self.taps += 2
        return self

    @property
    def message(self):
        return shown(self.answer).message

    @property
    def said(self):
        return words_of(self.answer).replace("\u202f", " ")

    async def press(self, label):
        self.taps += 1
        return self.take(await self.member.click(self.message, label=label))

    async def choose(self, custom_id, *values):
        self.taps += 1 + len(values)
        return self.take(await self.member.select(self.message, list(values), custom_id=custom_id))

    async def fill_in(self, label, **values):
        opened = await self.member.click(self.message, label=label)
        return self.take(await self.member.submit_modal(opened, values))

    def take(self, answer):
        self.answer = answer
        return answer


@pytest.fixture
def olga(town):
    allow(town, "manage_channels")
    return Organiser(town)


async def to_the_end(olga, program="library-leadership"):
    await olga.begin()
    await olga.choose("setup_program", program)
    await olga.press("In this channel")
    await olga.press("Go on")
    return await olga.press("Make a private channel")


def ids_in(message):
    return [part.custom_id for row in message.components for part in row.children]


def square_of(town):
    """As much of hostile tests' square as pressing needs."""
    return SimpleNamespace(town=town, mallory=None, elsewhere=None)


async def pressed(town, who, custom_id, values=None):
    """A press that no client of Discord's lets them do."""
    return await press(square_of(town), who, custom_id, values=values)


async def test_setup_leads_to_a_round_with_eight_taps(town, olga):
    await to_the_end(olga)
    await olga.press("Start")
    assert olga.taps == 8


async def round_of(town):
    async with town.store.read() as tx:
        return await rounds.get(tx, 1)


async def kept(town):
    async with town.store.read() as tx:
        return await setups.find(tx, town.guild.id)


async def test_started_round_opens_by_itself_and_its_menu_is_pinned(town, olga):
    await to_the_end(olga)
    await olga.press("Start")
    assert "Library leadership: round 2026A is planned." in olga.said
    assert await kept(town) is None
    current = await round_of(town)
    assert (current.phase, current.starts_on, current.zone) == (Phase.PLANNED, date(2026, 2, 9), "America/New_York")
    await town.run(datetime(2026, 1, 13, tzinfo=UTC))
    assert "My partner" in labels_of(town.channel.pinned_messages()[0])
    assert "Join" in labels_of(town.invitation)
    rehearsed = await olga.press("Rehearse")
    assert shown(rehearsed).attachments[0].filename == "outlook.html"


async def test_desk_made_is_seen_by_staff_alone(town, olga):
    helpers = town.guild.create_role("Helpers")
    await olga.begin()
    await olga.choose("setup_program", "library-leadership")
    await olga.press("In this channel")
    await olga.choose("setup_role:moderators", helpers)
    await olga.press("Go on")
    await olga.press("Make a private channel")
    desk = town.env.bot.get_guild(town.guild.id).get_channel((await kept(town)).desk_channel_id)
    assert desk.name == "roundtable-desk"
    assert not desk.permissions_for(desk.guild.default_role).read_messages
    assert desk.permissions_for(desk.guild.get_role(helpers.id)).read_messages
    assert desk.overwrites_for(discord.Object(town.organiser.id)).view_channel
    await olga.press("Back")
    assert f"Moderators: <@&{helpers.id}>" in olga.said


async def test_half_finished_setup_is_gone_on_with_after_a_restart(town, olga):
    await olga.begin()
    await olga.choose("setup_program", "library-leadership")
    await olga.press("In this channel")
    await town.env.restart_bot(make_client(town.house, town.clock))
    assert title_of(await olga.press("Go on")) == "4 of 4 · Which private channel is for organisers?"
    other = Organiser(town, town.member("otto", roles=[role_that_manages(town)]))
    await other.begin()
    assert title_of(other.answer) == "4 of 4 · Which private channel is for organisers?"


def role_that_manages(town):
    return town.guild.create_role("Managers", permissions=discord.Permissions(manage_guild=True, view_channel=True))


async def test_permissions_that_lack_are_named_with_the_link_or_the_click_that_gives_them(town, olga):
    allow(town, deny=("read_message_history", "pin_messages"))
    me = town.env.bot.user
    closed = town.guild.create_text_channel(
        "closed", overwrites={me: discord.PermissionOverwrite(create_private_threads=False)}
    )
    await olga.begin()
    await olga.choose("setup_program", "library-leadership")
    await olga.choose("setup_channel", closed)
    assert title_of(olga.answer) == "2 of 4 · Where does it take place?"
    assert f"I cannot work in <#{closed.id}> yet." in olga.said
    assert "My role lacks: Read Message History, Pin Messages." in olga.said
    assert "under Permissions, allow me: Create Private Threads" in olga.said
    links = [url for part in parts_of(shown(olga.answer).components) if (url := part.get("url"))]
    assert links == [invite_link(town.env.bot, town.guild.id)]
    allow(town)
    await olga.press("Look again")
    assert "My role lacks" not in olga.said
    assert "Create Private Threads" in olga.said
    await olga.press("In this channel")
    assert title_of(olga.answer) == "3 of 4 · Who organises, who moderates?"


def test_link_grants_exactly_what_the_readme_says():
    class Client:
        application_id = 77

    link = invite_link(Client(), 5)
    readme = (Path(__file__).parents[3] / "README.md").read_text("utf-8")
    granted = re.search(r"permissions=(\d+)", link)[1]
    assert granted == re.search(r"permissions=(\d+)", readme)[1]
    assert "client_id=77" in link
    assert "guild_id=5" in link
    assert "applications.commands" in link


async def test_bot_that_may_make_no_channels_says_how_to_make_one(town, olga):
    allow(town)
    await olga.begin()
    await olga.choose("setup_program", "library-leadership")
    await olga.press("In this channel")
    await olga.press("Go on")
    assert "Please make a private channel, let me in, and choose it here." in olga.said
    assert "Make a private channel" not in labels_of(shown(olga.answer))
    everybody = town.guild.create_text_channel("everybody")
    await olga.choose("setup_desk", everybody)
    assert "Everybody sees this channel." in olga.said
    hidden = town.guild.create_text_channel(
        "hidden",
        overwrites={
            town.guild.default_role: discord.PermissionOverwrite(view_channel=False),
            town.env.bot.user: discord.PermissionOverwrite(view_channel=True),
        },
    )
    await olga.choose("setup_desk", hidden)
    assert title_of(olga.answer) == "Library leadership: ready to start"


async def test_start_looks_once_more_at_the_channels(town, olga):
    await to_the_end(olga)
    allow(town, deny=("manage_threads",))
    await olga.press("Start")
    assert "My role lacks: Manage Threads." in olga.said
    async with town.store.read() as tx:
        assert await programs.in_guild(tx, town.guild.id) == []


async def test_channel_that_was_deleted_is_asked_for_again(town, olga):
    await to_the_end(olga)
    await town.env.bot.get_channel((await kept(town)).desk_channel_id).delete()
    await olga.begin()
    assert title_of(olga.answer) == "4 of 4 · Which private channel is for organisers?"
    assert "That channel is gone." in olga.said
    await olga.press("Make a private channel")
    assert title_of(olga.answer) == "Library leadership: ready to start"


async def test_day_zone_and_people_are_changed_from_the_last_view(town, olga):
    await to_the_end(olga)
    await olga.choose("setup_starts_on", "2026-02-16")
    assert "**Partners meet**: Mon, Feb 16, 2026" in olga.said
    await olga.fill_in("Another day", day="2026-03-04")
    assert "**Partners meet**: Wed, Mar 4, 2026" in olga.said
    await olga.fill_in("Another time zone", zone="Brasil")
    assert "by the clocks of Sao Paulo, where it is 9:00 PM now." in olga.said
    await olga.choose("setup_zone", "America/Manaus")
    assert "by the clocks of Manaus, where it is 8:00 PM now." in olga.said
    await olga.choose("setup_change", "people")
    helpers = town.guild.create_role("Helpers")
    await olga.choose("setup_role:organisers", helpers)
    await olga.press("Go on")
    await olga.press("Back")
    assert f"Organisers: <@&{helpers.id}>" in olga.said
    await olga.press("Go on")
    await olga.press("Start")
    current = await round_of(town)
    assert (current.starts_on, current.zone) == (date(2026, 3, 4), "America/Manaus")


@pytest.mark.parametrize(
    ("button", "field", "typed", "said"),
    [
        ("Another day", "day", "soon", "soon is no date that I know."),
        ("Another day", "day", "2026-01-02", "Choose a start at least 5 days from today."),
        ("Another day", "day", "9999-12-31", "This start is more than 2 years away."),
        ("Another day", "day", "0001-01-01", "Choose a start"),
        ("Another time zone", "zone", "../../etc/passwd", "I do not know the time zone"),
        ("Another time zone", "zone", "Atlantis", "I do not know the time zone Atlantis."),
    ],
)
async def test_day_or_zone_that_cannot_be_is_refused_and_nothing_changes(town, olga, button, field, typed, said):
    await to_the_end(olga)
    before, message = await kept(town), olga.message
    await olga.fill_in(button, **{field: typed})
    assert said in olga.said
    assert await kept(town) == before
    assert "Start" in labels_of(message)


async def test_weekly_program_makes_its_round_itself(town, olga):
    await to_the_end(olga, "weekly-coffee")
    assert "Another day" not in labels_of(shown(olga.answer))
    await olga.press("Start")
    assert "Weekly coffee: round 2026-W02 is planned." in olga.said


async def test_setup_says_that_it_is_done_and_leads_to_the_panel(town, olga):
    await to_the_end(olga)
    await olga.press("Start")
    await olga.begin()
    assert title_of(olga.answer) == "It is set up."
    assert f"**Library leadership** in <#{town.channel.id}>, round 2026A: planned." in olga.said
    assert labels_of(shown(olga.answer)) == ["Set up more"]
    await town.run()
    await olga.begin()
    async with town.store.read() as tx:
        desk_id = (await programs.get(tx, 1)).desk_channel_id
    (panel,) = [message async for message in town.env.bot.get_channel(desk_id).pins()]
    links = [url for part in parts_of(shown(olga.answer).components) if (url := part.get("url"))]
    assert links == [panel.jump_url]
    await olga.press("Set up more")
    assert title_of(olga.answer) == "1 of 4 · Which program?"


async def set_up_more(olga):
    await olga.begin()
    await olga.press("Set up more")
    await olga.choose("setup_program", "library-leadership")


async def test_program_that_is_here_keeps_its_channels_and_roles(town, olga):
    await to_the_end(olga)
    await olga.press("Start")
    await set_up_more(olga)
    assert title_of(olga.answer) == "Library leadership: ready to start"
    await olga.press("Start")
    assert "2026A" in olga.said
    async with town.store.read() as tx:
        assert len(await rounds.of_program(tx, 1)) == 1


async def test_no_second_round_is_planned_beside_one_that_people_still_join(town, olga):
    await to_the_end(olga)
    await olga.press("Start")
    await set_up_more(olga)
    await olga.fill_in("Another day", day="2027-06-07")
    await olga.press("Start")
    assert "There is a round 2026A already." in olga.said
    async with town.store.read() as tx:
        assert len(await rounds.of_program(tx, 1)) == 1


async def test_start_pressed_twice_or_by_two_starts_one_round(town, olga):
    await to_the_end(olga)
    message = olga.message
    other = Organiser(town, town.member("otto", roles=[role_that_manages(town)]))
    await other.begin()
    await olga.press("Start")
    await other.press("Start")
    again = await pressed(town, olga.member, next(each for each in ids_in(message) if each.startswith("setup_start:")))
    said = [olga.said, other.said, words_of(again)]
    assert ["is planned" in each for each in said] == [True, False, False]
    assert ["set up and started already" in each for each in said] == [False, True, True]
    async with town.store.read() as tx:
        assert len(await rounds.of_program(tx, 1)) == 1


async def test_start_of_what_was_not_seen_is_refused(town, olga):
    await to_the_end(olga)
    stale = olga.message
    other = Organiser(town, town.member("otto", roles=[role_that_manages(town)]))
    await other.begin()
    await other.choose("setup_starts_on", "2026-02-16")
    answer = await olga.member.click(stale, label="Start")
    assert "Somebody changed this meanwhile." in words_of(answer)
    await other.press("Start")
    assert (await round_of(town)).starts_on == date(2026, 2, 16)


async def test_desk_is_made_once_by_two_who_press_one_after_the_other(town, olga):
    await olga.begin()
    await olga.choose("setup_program", "library-leadership")
    await olga.press("In this channel")
    await olga.press("Go on")
    other = Organiser(town, town.member("otto", roles=[role_that_manages(town)]))
    await other.begin()
    for organiser in (olga, other):
        await organiser.press("Make a private channel")
        assert title_of(organiser.answer) == "Library leadership: ready to start"
    channels = town.env.bot.get_guild(town.guild.id).text_channels
    assert [channel.name for channel in channels].count("roundtable-desk") == 1


@pytest.mark.parametrize("verb", sorted(verb for verb in PRESSES if verb.startswith("setup")))
async def test_every_press_of_setting_up_is_refused_to_who_does_not_manage_the_server(town, olga, verb):
    await to_the_end(olga)
    before = await kept(town)
    permissions = discord.Permissions(manage_threads=True, view_channel=True)
    nosy = town.member("nosy", roles=[town.guild.create_role("Moderators", permissions=permissions)])
    assert "Only organisers can do this." in words_of(await pressed(town, nosy, f"{verb}:6"))
    assert "setup" not in nosy.available_commands(town.channel)
    assert await kept(town) == before


@pytest.mark.parametrize(("verb", "part"), [("setup_day", "day"), ("setup_other_zone", "zone")])
async def test_forms_of_setting_up_are_refused_to_who_does_not_manage_the_server(town, olga, verb, part):
    answer = await hand_in(square_of(town), town.member("nosy"), f"{verb}:x", {part: "2026-03-02"})
    assert "Only organisers can do this." in words_of(answer)
    assert await kept(town) is None


@pytest.mark.parametrize(
    ("custom_id", "values", "said"),
    [
        ("setup_program", ("knitting",), "I do not know the program knitting."),
        ("setup_program", ("a", "b"), "I do not know the program ab."),
        ("setup_channel", ("123",), "Please choose a text channel of this server."),
        ("setup_channel", ("１",), "I no longer know this button."),
        ("setup_channel", (), "I no longer know this button."),
        ("setup_desk", ("99999999999999999999",), "I no longer know this button."),
        ("setup_role:organisers", ("{guild}",), "Please choose another role of this server"),
        ("setup_role:organisers", ("5",), "Please choose another role of this server"),
        ("setup_role:everybody", ("5",), "I no longer know this button."),
        ("setup_role", ("5",), "I no longer know this button."),
        ("setup_starts_on", ("2026-13-01",), "is no date that I know."),
        ("setup_starts_on", ("9999-12-31",), "This start is more than 2 years away."),
        ("setup_zone", ("../../etc/passwd",), "I do not know the time zone"),
        ("setup_zone", (), "I do not know the time zone"),
        ("setup_change", ("everything",), "I no longer know this button."),
        ("setup_start:x", None, "I no longer know this button."),
        ("setup_start:99999", None, "Somebody changed this meanwhile."),
        ("setup_start", None, "I no longer know this button."),
        ("setup_make_desk:-1", None, "I no longer know this button."),
        ("round_rehearse:77", None, "There is no such program here."),
    ],
)
async def test_forged_choices_of_setting_up_change_nothing(town, olga, custom_id, values, said):
    await to_the_end(olga)
    before = await kept(town)
    chosen = None if values is None else [value.replace("{guild}", str(town.guild.id)) for value in values]
    assert said in words_of(await pressed(town, olga.member, custom_id, chosen))
    assert await kept(town) == before


async def test_one_channel_cannot_be_both(town, olga):
    await to_the_end(olga)
    desk = (await kept(town)).desk_channel_id
    answer = await pressed(town, olga.member, "setup_channel", [str(desk)])
    assert "choose a private channel for the organisers" in words_of(answer)


async def test_named_roles_may_what_organisers_and_moderators_may(town, olga):
    organisers, moderators = town.guild.create_role("Hosts"), town.guild.create_role("Helpers")
    hana = town.member("hana", roles=[organisers])
    mona = town.member("mona", roles=[moderators])
    await olga.begin()
    await olga.choose("setup_program", "library-leadership")
    await olga.press("In this channel")
    await olga.choose("setup_role:organisers", organisers)
    await olga.choose("setup_role:moderators", moderators)
    await olga.press("Go on")
    await olga.press("Make a private channel")
    await olga.press("Start")
    for member, refused in ((mona, True), (hana, False), (town.member("nosy"), True)):
        said = words_of(await pressed(town, member, "round_rehearse:1"))
        assert ("Only organisers can do this." in said, "rehearsed" in said) == (refused, not refused)
    for member, refused in ((mona, False), (hana, False), (town.member("pry"), True)):
        said = words_of(await pressed(town, member, "round_partners:1"))
        assert ("Only moderators can do this." in said) == refused


async def test_last_view_says_what_is_needed_to_decide_and_no_more(town, olga):
    await to_the_end(olga)
    desk = (await kept(town)).desk_channel_id
    assert olga.said.splitlines() == [
        "Library leadership: ready to start",
        "**Joining**: Mon, Jan 12, 2026 to Thu, Feb 5, 2026",
        "**Partners meet**: Mon, Feb 9, 2026",
        "**8 prompts**: one every 14 days",
        "**End**: Mon, Jun 1, 2026",
        "Times are by the clocks of New York, where it is 7:00 PM now.",
        "",
        f"Start pins the menu in <#{town.channel.id}> and a panel in <#{desk}> (private).",
        "The invitation comes later: Mon, Jan 12, 2026, 9:00 AM.",
    ]


async def test_all_dates_name_their_zone_the_change_of_clocks_and_what_the_summaries_are(town, olga):
    await to_the_end(olga)
    every = await olga.member.click(olga.message, label="All dates")
    lines = words_of(every).replace("\u202f", " ").splitlines()
    assert lines[1] == "Times are by the clocks of New York, where it is 7:00 PM now."
    times = {found[1] for line in lines if line.startswith("**") and (found := re.search(r"\d{4}, (\d+:\d\d)", line))}
    assert times == {"9:00", "10:00", "6:00"}
    assert (
        "On Sun, Mar 8, 2026 the clocks of New York go forward. Times here stay the same. "
        "Where clocks do not change, they come earlier." in lines
    )
    assert "There are 9 summaries: one of each prompt, and one of the round." in lines
    assert sum("Summary of" in line for line in lines) == 8
    assert sum(line.count("Summary of") for line in lines) == 9


async def test_back_asks_the_question_before_with_what_was_chosen(town, olga):
    await olga.begin()
    assert "Back" not in labels_of(shown(olga.answer))
    await olga.choose("setup_program", "library-leadership")
    await olga.press("In this channel")
    assert "✓ Program: Library leadership" in olga.said
    assert f"✓ Prompts and threads: <#{town.channel.id}>" in olga.said
    await olga.press("Back")
    assert title_of(olga.answer) == "2 of 4 · Where does it take place?"
    await olga.press("Back")
    assert title_of(olga.answer) == "1 of 4 · Which program?"
    await olga.press("Go on")
    assert title_of(olga.answer) == "3 of 4 · Who organises, who moderates?"


async def test_back_from_the_last_view_leads_through_all_questions_and_on_again(town, olga):
    await to_the_end(olga)
    for number in (4, 3, 2, 1):
        await olga.press("Back")
        assert title_of(olga.answer).startswith(f"{number} of 4")
    await olga.press("Go on")
    assert title_of(olga.answer) == "Library leadership: ready to start"


async def test_descriptions_of_programs_are_not_cut(town, olga):
    await olga.begin()
    assert all(program.description in olga.said for program in town.house.programs.values())


def make_private(town):
    """A channel that only staff and the bot see."""
    nobody, bot = discord.PermissionOverwrite(view_channel=False), discord.PermissionOverwrite(view_channel=True)
    return town.guild.create_text_channel(
        "private", overwrites={town.guild.default_role: nobody, town.env.bot.user: bot}
    )


async def test_private_channel_is_offered_for_organisers_and_not_for_the_program(town, olga):
    town.channel = make_private(town)
    await olga.begin()
    await olga.choose("setup_program", "library-leadership")
    assert "In this channel" not in labels_of(shown(olga.answer))
    assert "This channel is private. Please choose one that everybody sees." in olga.said
    await olga.choose("setup_channel", town.desk)
    await olga.press("Go on")
    assert "Make a private channel" in labels_of(shown(olga.answer))
    await olga.press("In this channel")
    assert (await kept(town)).desk_channel_id == town.channel.id
    assert "Not everybody sees" not in olga.said


async def test_private_channel_that_is_chosen_for_the_program_is_warned_of(town, olga):
    town.desk = make_private(town)
    await olga.begin()
    await olga.choose("setup_program", "library-leadership")
    await olga.choose("setup_channel", town.desk)
    assert f"✓ Prompts and threads: <#{town.desk.id}> (private)" in olga.said
    await olga.press("Go on")
    await olga.press("Make a private channel")
    assert f"Not everybody sees <#{town.desk.id}>. Who does not see it cannot join." in olga.said


async def test_started_round_tells_what_happens_and_can_be_opened_at_once(town, olga):
    await to_the_end(olga)
    await olga.press("Start")
    assert f"I pin the menu in <#{town.channel.id}> now" in olga.said
    assert "The first message to people is the invitation: Mon, Jan 12, 2026, 9:00 AM, New York time." in olga.said
    await olga.press("Let people join now")
    assert "Enrolment opens now." in olga.said
    await town.run()
    assert "Join" in labels_of(town.invitation)
    assert (await round_of(town)).phase is Phase.ENROLLING


async def test_first_day_in_the_holidays_is_warned_of(town, olga):
    await to_the_end(olga)
    every = await olga.member.click(olga.message, label="All dates")
    assert "I open, start or end nothing from 20 December to 6 January." in words_of(every)
    await olga.fill_in("Another day", day="2027-01-04")
    assert "The round opens, begins or ends then." in olga.said


async def test_language_is_asked_only_where_there_are_several(town, olga):
    await to_the_end(olga)
    assert "setup_language" not in ids_of(olga.answer)
    english = read_catalogue(SHIPPED_TEXTS, "en")
    texts = Texts({"en": english, "eo": replace(english, locale=Locale("eo"))})
    await town.env.restart_bot(make_client(town.house, town.clock, texts))
    await olga.begin()
    assert "setup_language" in ids_of(olga.answer)
    refused = await pressed(town, olga.member, "setup_language", ["tlh"])
    assert "I no longer know this button." in words_of(refused)
    await olga.choose("setup_language", "eo")
    await olga.press("Start")
    async with town.store.read() as tx:
        assert (await programs.get(tx, 1)).locale == "eo"
