"""What is foretold of a round is what it then is."""

from collections import Counter
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from bot.actions.looking_ahead import look_ahead, look_at_roster
from bot.actions.ports import ToMember
from bot.domain.errors import RuleError
from bot.domain.notices import Menu, Nudge, Panel, ReplyEcho
from bot.domain.steps import StepKind
from bot.reports.outlook_page import outlook_page
from bot.texts.catalogue import Texts
from tests.actions.list_courier import FIRST_THREAD
from tests.actions.world import GUILD, PEOPLE

NOT_FORETOLD = (Menu, Nudge, Panel, ReplyEcho)
"""Of the program, of silence, and of what somebody just did."""


async def foretold(world):
    return await look_ahead(world.house, guild_id=GUILD, slug=None)


async def play_whole(world, round_id, people):
    """Everybody writes to both prompts, and each summary is approved at once."""
    await world.play(await world.due(round_id, StepKind.CLOSE_ENROLMENT))
    await world.approve(round_id)
    for number in (1, 2):
        await world.play(await world.due(round_id, StepKind.OPEN_PROMPT, number))
        await world.approve_summaries(round_id)
        for person in people:
            await world.write(person, round_id, number, f"We talked about the budget of our library, and {number}.")
    await world.play(await world.due(round_id, StepKind.CLOSE_ROUND))
    await world.play(world.later(minutes=1))
    await world.approve_summaries(round_id)


async def test_round_says_no_more_than_was_foretold_and_as_much_where_all_take_part(world):
    people = PEOPLE[:7]
    round_id = await world.enrol(people)
    outlook = await foretold(world)
    await play_whole(world, round_id, people)
    told = [message for message in world.courier.messages if not isinstance(message.notice, NOT_FORETOLD)]
    said: dict[str, Counter[date]] = {"dms": Counter(), "in_channels": Counter(), "in_threads": Counter()}
    for message in told:
        where = "in_threads" if message.place.channel_id >= FIRST_THREAD else "in_channels"
        said["dms" if isinstance(message.to, ToMember) else where][message.at.date()] += 1
    for kind, counted in said.items():
        expected: Counter[date] = Counter()
        for load in outlook.loads:
            expected[load.entry.local_date] += getattr(load, kind)
        assert +expected == counted, kind


async def test_who_is_foretold_to_meet_meets(world):
    round_id = await world.enrol(PEOPLE[:7])
    outlook = await foretold(world)
    assert outlook.people == 7
    await world.play(await world.due(round_id, StepKind.CLOSE_ENROLMENT))
    names = {person.id: person.name for person in PEOPLE}
    drafted = {frozenset(names[member] for member in pair.members) for pair in await world.pairs(round_id)}
    assert {frozenset(person.name for person in match.people) for match in outlook.matches} == drafted


async def test_looking_ahead_changes_nothing_and_tells_nobody(world):
    round_id = await world.enrol(PEOPLE[:5])
    before = (await world.steps(round_id), len(world.courier.messages), await world.pairs(round_id))
    await foretold(world)
    assert (await world.steps(round_id), len(world.courier.messages), await world.pairs(round_id)) == before


async def test_no_round_is_coming_once_it_has_started(world):
    await world.start(PEOPLE[:5])
    with pytest.raises(RuleError, match="no_coming_round"):
        await foretold(world)


LIST = b"""Name,E-mail,Country,Languages,Interests
Ana <b>Silva</b>,ana@example.org,Brazil,"Portuguese, English",public
Amara Okafor,amara@example.org,Nigeria,English,
Jun Sato,jun@example.org,Japan,"Japanese, English",
Marta Nowak,marta@example.org,Poland,Polish,
Ola Ade,ola@example.org,Nigeria,English,
Nobody,n@example.org,Atlantis,English,
"""


def test_list_becomes_a_page_with_who_meets_who_waits_and_each_regions_hours(programs, regions):
    program = programs["library-leadership"]
    outlook, listed = look_at_roster(program, regions, LIST, "", date(2027, 2, 1), ZoneInfo("UTC"), 7)
    assert (outlook.people, len(outlook.matches), [each.person.name for each in outlook.waiting]) == (
        5, 2, ["Marta Nowak"],
    )  # fmt: skip
    assert outlook.waiting[0].why == "language"
    assert [each.line for each in listed.applicants if each.mistakes] == [7]
    assert outlook.zones["sub-saharan-africa"] == "Africa/Lagos"
    page = outlook_page(
        outlook,
        Texts.load().for_locale("en"),
        what=[load.entry.kind.value for load in outlook.loads],
        regions={key: region.name for key, region in regions.by_key.items()},
        left_out=[7],
    )
    assert "Ana &lt;b&gt;Silva&lt;/b&gt;" in page
    assert "Marta Nowak</bdi>: Nobody else speaks one of their languages." in page
    # The round starts at 09:00 in UTC: 18:00 in Tokyo.
    assert "6:00\u202fPM" in page
    assert "<script" not in page
