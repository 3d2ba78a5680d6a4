import json
from datetime import UTC, datetime

import pytest

from bot.store import apart, cases, check_ins, pairs, participants, profiles, replies
from tests.frontend.interactions.conftest import CHECK_IN, labels_of, shown, words_of


@pytest.fixture
async def pair(town):
    """Ana and Ben are partners, and the first prompt is open."""
    ana, ben = town.member("ana"), town.member("ben")
    await town.start_round(ana, ben)
    return ana, ben


async def test_my_partner_before_joining_says_how_to_join(town):
    await town.host()
    ana = town.member("ana")
    answer = await ana.click(town.menu, label="My partner")
    assert answer.ephemeral
    assert f"The invitation will come in <#{town.channel.id}>." in words_of(answer)


async def test_my_partner_while_waiting_for_the_start_says_when(town):
    await town.host()
    await town.plan()
    ana = town.member("ana")
    await town.join(ana)
    assert "I tell you who your partner is" in words_of(await ana.click(town.menu, label="My partner"))


async def test_my_partner_shows_who_it_is_and_where_to_talk(town, pair):
    ana, _ = pair
    said = words_of(await ana.click(town.menu, label="My partner"))
    for expected in ("**Ben** · Uganda", "Public libraries", f"<#{town.pair_thread.id}>"):
        assert expected in said


async def test_away_for_two_weeks_and_back(town, pair):
    ana, _ = pair
    question = await ana.click(town.menu, label="Away")
    assert "I ask you nothing until <t:" in words_of(await ana.click(shown(question).message, label="2 weeks"))
    assert "You are away until" in words_of(await ana.click(town.menu, label="My partner"))
    assert "Welcome back" in words_of(await ana.click(shown(question).message, label="I am back"))
    assert "away until" not in words_of(await ana.click(town.menu, label="My partner"))


async def test_away_until_a_day_ends_when_that_day_begins_where_they_live(town, pair):
    ana, _ = pair
    question = await ana.click(town.menu, label="Away")
    form = await ana.click(shown(question).message, label="Until a day")
    month = form.modal["components"][0]["component"]
    assert [option["label"] for option in month["options"]][:2] == ["January 2026", "February 2026"]
    answer = await ana.submit_modal(form, {"month": ["2026-02"], "day": "9"})
    # Nairobi is three hours ahead.
    back_at = datetime(2026, 2, 8, 21, tzinfo=UTC)
    assert f"<t:{int(back_at.timestamp())}:D>" in words_of(answer)
    async with town.store.read() as tx:
        assert (await participants.find(tx, 1, ana.id)).away_until == back_at
    await town.run(back_at)
    assert "away until" not in words_of(await ana.click(town.menu, label="My partner"))


async def test_away_until_a_day_that_is_none_keeps_what_was_written(town, pair):
    ana, _ = pair
    question = await ana.click(town.menu, label="Away")
    form = await ana.click(shown(question).message, label="Until a day")
    answer = await ana.submit_modal(form, {"month": ["2026-02"], "day": "30"})
    assert "I do not know this day: 30" in words_of(answer)
    again = await ana.click(shown(answer).message, label="Try again")
    month, day = (part["component"] for part in again.modal["components"])
    assert [option["value"] for option in month["options"] if option.get("default")] == ["2026-02"]
    assert day["value"] == "30"
    assert "not in the future" in words_of(await ana.submit_modal(again, {"month": ["2026-01"], "day": "1"}))


async def test_leave_is_asked_twice_and_the_partner_hears_of_it(town, pair):
    ana, ben = pair
    question = await ana.click(town.menu, label="Leave")
    async with town.store.read() as tx:
        assert (await participants.find(tx, 1, ana.id)).takes_part()
    answer = await ana.click(shown(question).message, label="Yes, leave")
    assert "You left Library leadership" in words_of(answer)
    await town.run()
    assert "Your pair has ended." in "\n".join(message.content for message in ben.user.dm_channel.history())
    again = await ana.click(shown(question).message, label="Yes, leave")
    assert "You do not take part now" in words_of(again)


async def test_leave_from_the_welcome_dm(town, pair):
    ana, _ = pair
    question = await ana.user.click(town.find(ana.user.dm_channel, "Leave"), label="Leave")
    assert "You left Library leadership" in words_of(await ana.user.click(shown(question).message, label="Yes, leave"))


HELP = ["A question", "A problem with my partner", "Tell a moderator", "Never pair me with …", "Code of conduct"]


async def test_check_in_is_answered_in_the_dm(town, pair):
    ana, _ = pair
    await town.run(CHECK_IN)
    question = town.find(ana.user.dm_channel, "I need help")
    assert labels_of(question) == ["Yes, we talked", "Not yet", "I need help"]
    assert "Have you talked with Ben about “Getting to know you”?" in words_of(question)
    not_yet = shown(await ana.user.click(question, label="Not yet")).message
    helps = shown(await ana.user.click(question, label="I need help")).message
    assert labels_of(helps) == ["My partner is silent", "I am away", "I need to stop", "Something else"]
    for message, label, said, offered in (
        (question, "Yes, we talked", "Please write your reply to “Getting to know you”", ["Write my reply"]),
        (question, "Not yet", "A short hello", ["How we want to talk", "We talk elsewhere"]),
        (not_yet, "We talk elsewhere", "wherever you like", ["Write my reply"]),
        (helps, "My partner is silent", "I do not say that you asked", ["Help"]),
        (helps, "Something else", "only moderators read", HELP),
        (helps, "I need to stop", "Press the button to leave", ["Yes, leave", "Help"]),
        (helps, "I am away", "Tell me for how long", ["1 week", "2 weeks", "4 weeks", "Until a day"]),
    ):
        answer = await ana.user.click(message, label=label)
        assert said in words_of(answer)
        assert labels_of(shown(answer)) == offered
    async with town.store.read() as tx:
        assert [(each.member_id, each.answer) for each in await check_ins.of_round(tx, 1)] == [(ana.id, "away")]
    assert "You are away now." in words_of(await ana.user.click(shown(answer).message, label="1 week"))


async def test_question_for_moderators_reaches_the_desk_alone(town, pair):
    ana, ben = pair
    kinds = await ana.click(town.find(town.pair_thread, "Help"), label="Help")
    form = await ana.click(shown(kinds).message, label="A question")
    answer = await ana.submit_modal(form, {"text": "May I bring a friend?"})
    assert "The moderators have your message" in words_of(answer)
    await town.run()
    assert "May I bring a friend?" in words_of(town.find(town.desk, "Answer"))
    assert all("friend" not in words_of(message) for message in ben.user.dm_channel.history())


async def test_help_of_the_menu_is_there_for_guests(town, pair):
    guest = town.member("gil")
    kinds = await guest.click(town.menu, label="Help")
    form = await guest.click(shown(kinds).message, label="A problem with my partner")
    await guest.submit_modal(form, {"text": "I have none."})
    async with town.store.read() as tx:
        assert [case.words for case in await cases.open_in(tx, town.guild.id)] == ["I have none."]


async def test_help_before_any_round_says_so(town):
    await town.host()
    guest = town.member("gil")
    assert "There is no round now" in words_of(await guest.click(town.menu, label="Help"))


async def test_empty_request_for_help_is_refused(town, pair):
    ana, _ = pair
    kinds = await ana.click(town.menu, label="Help")
    form = await ana.click(shown(kinds).message, label="A question")
    assert "You have written nothing" in words_of(await ana.submit_modal(form, {"text": "   "}))


async def test_never_pair_me_again_is_asked_twice_and_ends_the_pair(town, pair):
    ana, ben = pair
    kinds = await ana.click(town.menu, label="Help")
    question = await ana.click(shown(kinds).message, label="Never pair me with …")
    assert "Never be paired with Ben again?" in words_of(question)
    answer = await ana.click(shown(question).message, label="Yes, never again")
    assert "You will not be paired with Ben again" in words_of(answer)
    async with town.store.read() as tx:
        assert list(await apart.of_guild(tx, town.guild.id)) == [frozenset({ana.id, ben.id})]
        assert await pairs.find_of(tx, 1, ana.id) is None
    again = await ana.click(shown(question).message, label="Yes, never again")
    assert "You will not be paired with Ben again" in words_of(again)
    async with town.store.read() as tx:
        assert len(await cases.open_in(tx, town.guild.id)) == 1


async def test_never_pair_me_with_somebody_of_before_is_chosen_by_name(town):
    people = [town.member(name) for name in ("ana", "ben", "cleo")]
    await town.start_round(*people)
    ana, _, cleo = people
    kinds = await ana.click(town.menu, label="Help")
    choice = await ana.click(shown(kinds).message, label="Never pair me with …")
    question = await ana.select(shown(choice).message, [str(cleo.id)])
    await ana.click(shown(question).message, label="Yes, never again")
    async with town.store.read() as tx:
        assert list(await apart.of_guild(tx, town.guild.id)) == [frozenset({ana.id, cleo.id})]


async def test_consent_of_anybody_is_three_plain_choices(town, pair):
    guest = town.member("gil")
    choices = await guest.click(town.prompt, label="How my words are used")
    assert labels_of(shown(choices)) == ["Only count my words", "Quote me without my name", "Quote me with my name"]
    answer = await guest.click(shown(choices).message, label="Quote me without my name")
    assert "quoted without your name" in words_of(answer)
    async with town.store.read() as tx:
        assert (await profiles.find(tx, town.guild.id, guest.id)).consent == "quote"


async def test_about_says_what_is_kept(town, pair):
    ana, _ = pair
    answer = await ana.click(town.find(town.pair_thread, "What is this?"), label="What is this?")
    assert "I do not keep what partners write to each other" in words_of(answer)
    assert f"https://discord.com/channels/{town.guild.id}/{town.channel.id}/{town.menu.id}" in words_of(answer)


async def test_about_leads_from_a_dm_to_the_menu_of_its_program(town, pair):
    ana, _ = pair
    introduced = town.find(ana.user.dm_channel, "What is this?")
    answer = words_of(await ana.user.click(introduced, label="What is this?"))
    assert f"https://discord.com/channels/{town.guild.id}/{town.channel.id}/{town.menu.id}" in answer


async def test_my_data_is_shown_with_a_file_and_erased_after_a_question(town, pair):
    ana, _ = pair
    form = await ana.click(town.prompt, label="Write my reply")
    await ana.submit_modal(form, {"text": "We read together.", "consent": "quote"})
    answer = await ana.click(town.menu, label="My data")
    assert "Country: Kenya" in words_of(answer)
    data = json.loads(await shown(answer).attachments[0].read())
    assert [reply["text"] for reply in data["replies"]] == ["We read together."]
    question = await ana.click(shown(answer).message, label="Erase my data")
    erased = await ana.click(shown(question).message, label="Yes, erase everything")
    assert "Everything is erased" in words_of(erased)
    async with town.store.read() as tx:
        assert await profiles.find(tx, town.guild.id, ana.id) is None
        assert [reply.text for reply in await replies.of_prompt(tx, 1, 1)] == [""]


async def test_my_data_by_command_is_there_for_everybody(town):
    guest = town.member("gil")
    answer = await guest.slash(town.channel, "my-data")
    assert answer.ephemeral
    assert "You have told me nothing about yourself" in words_of(answer)
