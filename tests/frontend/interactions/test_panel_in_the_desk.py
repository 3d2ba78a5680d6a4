"""What organisers do by the pinned panel: see the dates, choose a round, open enrolment, cancel after being asked."""

from bot.domain.round import Phase
from bot.store import rounds
from tests.frontend.interactions.conftest import labels_of, shown, words_of


def panel_of(town):
    return town.find(town.desk, "Show the dates")


async def two_rounds(town):
    await town.host()
    await town.plan()
    await town.plan("2026-09-07")


async def phases(town):
    async with town.store.read() as tx:
        return [each.phase for each in await rounds.of_program(tx, 1)]


async def test_panel_is_pinned_and_says_where_each_round_stands(town):
    await two_rounds(town)
    assert [message.id for message in town.desk.pinned_messages()] == [panel_of(town).id]
    assert "**Round 2026A: people can join**" in words_of(panel_of(town))
    assert "**Round 2026B: planned**" in words_of(panel_of(town))


async def test_dates_of_another_round_are_shown_when_it_is_chosen(town):
    await two_rounds(town)
    answer = await town.organiser.click(panel_of(town), label="Show the dates")
    assert shown(answer).embeds[0].title == "Library leadership: round 2026A"
    other = await town.organiser.select(shown(answer).message, ["2"], custom_id="round_pick:1")
    assert shown(other).embeds[0].title == "Library leadership: round 2026B"


async def test_cancelling_asks_once_more_and_takes_the_round_that_is_chosen(town):
    await two_rounds(town)
    question = await town.organiser.click(panel_of(town), label="Cancel the round")
    assert "This cannot be undone." in words_of(question)
    other = await town.organiser.select(shown(question).message, ["2"], custom_id="round_cancel_pick:1")
    assert await phases(town) == [Phase.ENROLLING, Phase.PLANNED]
    await town.organiser.click(shown(other).message, label="Yes, cancel the round")
    await town.run()
    assert await phases(town) == [Phase.ENROLLING, Phase.CANCELLED]
    assert "2026B" not in words_of(panel_of(town))


async def test_command_that_cancels_lets_the_round_be_chosen(town):
    await two_rounds(town)
    question = await town.organiser.slash(town.channel, "round cancel")
    assert "Cancel round 2026A?" in words_of(question)
    other = await town.organiser.select(shown(question).message, ["2"], custom_id="round_cancel_pick:1")
    assert "Cancel round 2026B?" in words_of(other)


async def test_enrolment_is_opened_from_the_panel(town):
    await town.host()
    await town.plan("2026-09-07")
    await town.organiser.click(panel_of(town), label="Let people join now")
    await town.run()
    assert await phases(town) == [Phase.ENROLLING]
    assert "Let people join now" not in labels_of(panel_of(town))
    assert "Join" in labels_of(town.invitation)


async def test_panel_without_a_round_leads_to_planning_one(town):
    await town.host()
    answer = await town.organiser.click(panel_of(town), label="Plan a round")
    assert shown(answer).embeds[0].title == "1 of 4 · Which program?"
