import re

import discord
import pytest

from bot.domain.round import Phase
from bot.store import rounds, summaries
from tests.frontend.interactions.beginnings import gone_once
from tests.frontend.interactions.conftest import CLOSED, SECOND_PROMPT, labels_of, make_client, shown, words_of


@pytest.fixture
async def drafted(town):
    """A pairing waits for approval."""
    await close(town, *(town.member(name) for name in ("ana", "ben", "cleo")))
    return town


@gone_once
async def close(town, *people):
    await town.open()
    for person, country in zip(people, ("Kenya", "Uganda", "Egypt"), strict=True):
        await town.join(person, country=country)
    await town.run(CLOSED)


@pytest.fixture
async def summarised(town):
    """A summary of the first prompt waits for approval."""
    await summarise(town, town.member("ana"), town.member("ben"))
    return town


@gone_once
async def summarise(town, ana, ben):
    await town.start_round(ana, ben)
    form = await ana.click(town.prompt, label="Write my reply")
    await ana.submit_modal(form, {"text": "We lend tools as well as books.", "consent": "quote"})
    await town.run(SECOND_PROMPT)


async def round_of(town):
    async with town.store.read() as tx:
        return await rounds.get(tx, 1)


async def test_program_add_pins_the_menu_and_says_what_comes_next(town):
    answer = await town.host()
    assert answer.ephemeral
    said = words_of(answer)
    assert "Library leadership is added to this server." in said
    assert f"<#{town.channel.id}>" in said
    assert "/round create" in said
    assert [labels_of(message)[0] for message in town.channel.pinned_messages()] == ["My partner"]


async def test_program_add_offers_programs_by_title(town):
    offered = await town.organiser.autocomplete(town.channel, "program add", "program", "lib")
    assert [(each["name"], each["value"]) for each in offered] == [("Library leadership", "library-leadership")]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"program": "knitting"}, "I do not know the program knitting. These can be added: library-leadership and"),
        ({"program": "library-leadership", "zone": "Europe/Atlantis"}, "I do not know the time zone Europe/Atlantis."),
    ],
)
async def test_program_add_refuses_what_does_not_exist(town, options, said):
    answer = await town.organiser.slash(town.channel, "program add", channel=town.channel, desk=town.desk, **options)
    assert said in words_of(answer)


async def test_program_add_refuses_one_channel_for_both(town):
    answer = await town.organiser.slash(
        town.channel, "program add", program="library-leadership", channel=town.channel, desk=town.channel
    )
    assert "choose a private channel for the organisers" in words_of(answer)


async def test_program_add_names_every_missing_permission_and_its_place(town):
    me = town.env.bot.user
    closed = town.guild.create_text_channel(
        "closed", overwrites={me: discord.PermissionOverwrite(create_private_threads=False, pin_messages=False)}
    )
    hidden = town.guild.create_text_channel("hidden", overwrites={me: discord.PermissionOverwrite(view_channel=False)})
    await take_administrator_away(town)
    answer = await town.organiser.slash(
        town.channel, "program add", program="library-leadership", channel=closed, desk=hidden
    )
    said = words_of(answer)
    assert f"<#{closed.id}>: Create Private Threads, Pin Messages" in said
    assert f"<#{hidden.id}>: View Channel" in said


async def take_administrator_away(town):
    everything = discord.Permissions.all()
    everything.administrator = False
    for role in town.env.bot.get_guild(town.guild.id).roles:
        if role.managed or role.name == "TestBot":
            town.env.backend.get_guild(town.guild.id).roles[role.id].permissions = everything.value


async def test_round_create_shows_its_dates(town):
    await town.host()
    said = words_of(await town.plan())
    assert "Library leadership: round 2026A is planned." in said
    assert "There are 8 prompts." in said
    assert "Times are by the clocks of UTC" in said
    assert "The round starts: Mon, Jan 12, 2026, 9:00\u202fAM" in said


@pytest.mark.parametrize(
    ("start", "change"),
    [
        ("2026-02-02", "On Sun, Mar 29, 2026 the clocks of London go forward. Times here stay the same."),
        ("2026-09-07", "On Sun, Oct 25, 2026 the clocks of London go back. Times here stay the same."),
    ],
)
async def test_dates_of_a_round_are_by_the_clocks_of_its_zone_whatever_these_do(town, start, change):
    await town.organiser.slash(
        town.channel,
        "program add",
        program="library-leadership",
        channel=town.channel,
        desk=town.desk,
        zone="Europe/London",
    )
    for said in (words_of(await town.plan(start)), words_of(await town.organiser.slash(town.channel, "round show"))):
        assert "Times are by the clocks of London, where it is 12:00\u202fAM now." in said
        assert change in said
    prompts = [line for line in said.splitlines() if line.startswith("- ")]
    assert [re.search(r"\d+:\d\d", line)[0] for line in prompts] == ["10:00", *["9:00"] * 7]


async def test_program_add_says_which_channel_is_private(town):
    hidden = town.guild.create_text_channel(
        "hidden",
        overwrites={
            town.guild.default_role: discord.PermissionOverwrite(view_channel=False),
            town.env.bot.user: discord.PermissionOverwrite(view_channel=True),
        },
    )
    answer = await town.organiser.slash(
        town.channel, "program add", program="library-leadership", channel=town.channel, desk=hidden
    )
    assert f"Prompts and threads: <#{town.channel.id}>\nNotes for organisers: <#{hidden.id}> (private)" in words_of(
        answer
    )


@pytest.mark.parametrize(
    ("start", "said"),
    [
        ("soon", "soon is no date that I know. Please write it like 2026-03-02."),
        ("2026-01-02", "Choose a start at least 5 days from today."),
    ],
)
async def test_round_create_refuses_a_date_it_cannot_keep(town, start, said):
    await town.host()
    assert said in words_of(await town.plan(start))


async def test_round_create_without_a_program_says_how_to_add_one(town):
    assert "An organiser can add it with `/program add`." in words_of(await town.plan())


async def test_round_show_counts(drafted):
    said = words_of(await drafted.organiser.slash(drafted.channel, "round show"))
    assert "Now: partners are being found" in said
    assert "3 people take part." in said
    assert "Getting to know" in said


async def test_round_show_of_two_programs_asks_which(town):
    await town.host()
    await town.host("weekly-coffee")
    answer = await town.organiser.slash(town.channel, "round show")
    assert "There are several programs here: library-leadership and weekly-coffee." in words_of(answer)
    answer = await town.organiser.slash(town.channel, "round show", program="weekly-coffee")
    assert "Weekly coffee" in words_of(answer)


async def test_round_cancel_is_asked_twice(drafted):
    question = await drafted.organiser.slash(drafted.channel, "round cancel")
    assert (await round_of(drafted)).phase is Phase.PAIRING
    answer = await drafted.organiser.click(shown(question).message, label="Yes, cancel the round")
    assert "2026A is cancelled." in words_of(answer)
    assert (await round_of(drafted)).phase is Phase.CANCELLED
    assert "There is no round now." in words_of(await drafted.organiser.slash(drafted.channel, "round cancel"))


async def test_pairing_is_shown_with_its_reasons_and_approved_by_command(drafted):
    answer = await drafted.organiser.slash(drafted.channel, "pairing show")
    said = words_of(answer)
    for expected in ("**Ana**", "**Ben**", "**Cleo**", "English", "Public libraries", "This is a draft."):
        assert expected in said
    assert "Number that repeats this pairing: " in shown(answer).embeds[0].footer.text
    assert "The pairing of round 2026A is approved." in words_of(
        await drafted.organiser.slash(drafted.channel, "pairing approve")
    )
    again = await drafted.organiser.slash(drafted.channel, "pairing show")
    assert "This pairing is approved." in words_of(again)
    assert labels_of(shown(again)) == []


async def test_pairing_is_shown_and_approved_by_the_buttons_of_the_desk(drafted):
    note = drafted.find(drafted.desk, "Show the pairing")
    answer = await drafted.organiser.click(note, label="Show the pairing")
    approved = await drafted.organiser.click(shown(answer).message, label="Approve the pairing")
    assert "is approved" in words_of(approved)


async def test_pairing_before_enrolment_closes_says_when(town):
    await town.host()
    await town.plan()
    answer = await town.organiser.slash(town.channel, "pairing show")
    assert "2026A has no pairs yet. They are made when enrolment closes." in words_of(answer)


@pytest.mark.parametrize("label", ["Show the pairing", "Approve the pairing"])
async def test_buttons_of_organisers_are_refused_to_others(drafted, label):
    nosy = drafted.member("nosy")
    answer = await nosy.click(drafted.find(drafted.desk, label), label=label)
    assert "Only organisers can do this." in words_of(answer)


@pytest.mark.parametrize("label", ["Show the summary", "Publish the summary"])
async def test_buttons_of_moderators_are_refused_to_others(summarised, label):
    nosy = summarised.member("nosy")
    answer = await nosy.click(summarised.find(summarised.desk, label), label=label)
    assert "Only moderators can do this." in words_of(answer)


async def test_summary_is_looked_over_and_published_by_a_moderator(summarised):
    role = summarised.guild.create_role("Moderators", permissions=discord.Permissions(manage_threads=True))
    mona = summarised.member("mona", roles=[role])
    answer = await mona.click(summarised.find(summarised.desk, "Show the summary"), label="Show the summary")
    assert "We lend tools as well as books" in words_of(answer)
    done = await mona.click(shown(answer).message, label="Publish the summary")
    assert "is approved" in words_of(done)
    await summarised.run()
    assert "We lend tools" in "\n".join(words_of(message) for message in summarised.channel.history())


async def test_summaries_are_listed_and_opened_by_command(summarised):
    answer = await summarised.organiser.slash(summarised.channel, "summary show")
    assert "Summaries of round 2026A" in words_of(answer)
    async with summarised.store.read() as tx:
        kept = (await summaries.of_round(tx, 1))[0]
    opened = await summarised.organiser.select(shown(answer).message, [str(kept.id)])
    assert "We lend tools as well as books" in words_of(opened)
    waiting = await summarised.organiser.slash(summarised.channel, "summary approve")
    opened = await summarised.organiser.select(shown(waiting).message, [str(kept.id)])
    await summarised.organiser.click(shown(opened).message, label="Publish the summary")
    nothing = await summarised.organiser.slash(summarised.channel, "summary approve")
    assert "All summaries are approved." in words_of(nothing)


async def test_summary_before_there_is_one_says_when(town):
    await town.host()
    answer = await town.organiser.slash(town.channel, "summary show")
    assert "There is no summary yet." in words_of(answer)


async def test_commands_are_synced_only_when_they_changed(town):
    def count():
        return sum(each.method == "PUT" and each.path.endswith("/commands") for each in town.env.http_requests)

    before = count()
    await town.env.restart_bot(make_client(town.house, town.clock))
    assert (before, count()) == (1, 1)


async def test_commands_are_hidden_from_members(town):
    member = town.member("ana")
    assert member.available_commands(town.channel) == ("my-data",)
    assert set(town.organiser.available_commands(town.channel)) == {
        "my-data",
        "pairing approve",
        "pairing export",
        "pairing import",
        "roster import",
        "pairing show",
        "program add",
        "round cancel",
        "round create",
        "round partners",
        "round rehearse",
        "round report",
        "round show",
        "setup",
        "summary approve",
        "summary show",
    }


async def test_given_up_step_is_tried_again_by_who_manages_the_server(town):
    town.env.inject_error("PUT", "/channels/*/messages/pins/*", status=400, code=50035)
    await town.host()
    note = town.find(town.desk, "Try again")
    assert "I could not do this: pin the menu." in words_of(note)
    assert f"Where: <#{town.channel.id}>. Why: Discord refuses this message." in words_of(note)
    refused = await town.member("ana").click(note, label="Try again")
    assert "Only organisers can do this." in words_of(refused)
    await town.run()
    assert town.channel.pinned_messages() == []
    answer = await town.organiser.click(note, label="Try again")
    assert answer.ephemeral
    assert "I try this again now: pin the menu." in words_of(answer)
    await town.run()
    assert len(town.channel.pinned_messages()) == 1
    assert "done already" in words_of(await town.organiser.click(note, label="Try again"))
