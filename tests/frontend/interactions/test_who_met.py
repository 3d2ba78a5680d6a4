"""`/round partners` and its buttons, as organisers and moderators see them."""

import csv
import io
from types import SimpleNamespace

import discord
import pytest

from bot.actions.asking import ask_for_help
from bot.actions.overseeing import GroupView, PartnersView, PersonView
from bot.domain.case import CaseKind
from bot.domain.ids import ChannelId, MemberId, PairId, RoundId
from bot.domain.needs import Need
from bot.domain.partner_figures import count_partners
from bot.domain.standing import Position, Standing
from bot.frontend.answers.overseeing import PAGE, attach_partners, write_partners
from bot.frontend.messages.pen import DESCRIPTION_LIMIT, Pen
from bot.texts.catalogue import Texts
from tests.frontend.interactions.conftest import BEGINNING, OVER, STARTED, labels_of, shown, words_of
from tests.hostile.forging import press, read

PEN = Pen(speech=Texts.load().for_locale("en-GB"), token=None, now=BEGINNING)
HARMFUL = "**@everyone** =cmd()|'x' ](https://evil.example)"


@pytest.fixture
async def running(town):
    """Four people in two pairs, whose first prompt is open."""
    people = [town.member(name) for name in ("ana", "ben", "cleo", "dina")]
    await town.start_round(*people)
    return SimpleNamespace(**dict(zip(("ana", "ben", "cleo", "dina"), people, strict=True)))


def moderator_of(town):
    role = town.guild.create_role("Moderators", permissions=discord.Permissions(manage_threads=True))
    return town.guild.add_member(town.env.create_user("milo"), roles=[role])


async def read_file(answer):
    (attached,) = shown(answer).attachments
    assert attached.filename == "partners.csv"
    return list(csv.DictReader(io.StringIO((await attached.read()).decode("utf-8-sig"), newline="")))


async def test_organiser_reads_counts_and_everybody_and_takes_a_table_along(town, running):
    answer = await town.organiser.slash(town.channel, "round partners")
    assert answer.ephemeral
    said = words_of(answer)
    assert "who met in round 2026A" in said
    assert "met: **0** · introduced: **4**" in said
    assert "Nobody needs you now." in said
    assert all(f"**{name}** introduced" in said for name in ("Ana", "Ben", "Cleo", "Dina"))
    rows = await read_file(answer)
    assert sorted(row["name"] for row in rows) == ["Ana", "Ben", "Cleo", "Dina"]
    assert {row["standing"] for row in rows} == {"introduced"}


async def test_moderator_opens_it_under_a_note_about_partners(town, running):
    sure = await running.ana.click(town.menu, label="Leave")
    await running.ana.click(shown(sure).message, label="Yes, leave")
    await town.run()
    note = town.find(town.desk, "Who met")
    assert "who met in round 2026A" in words_of(await moderator_of(town).click(note, label="Who met"))


async def test_who_asked_for_help_stands_first(town, running):
    await ask_for_help(
        town.house, guild_id=town.guild.id, member_id=running.dina.id, round_id=RoundId(1), kind=CaseKind.MODERATOR,
        words="Secret words.", now=town.clock.at,
    )  # fmt: skip
    answer = await town.organiser.slash(town.channel, "round partners")
    said = words_of(answer)
    assert "One person needs you." in said
    first = next(line for line in said.splitlines() if line.startswith("- "))
    assert "Dina asked for help" in first
    assert "Secret" not in said
    rows = await read_file(answer)
    assert [row["needs"] for row in rows if row["name"] == "Dina"] == ["open_case"]


async def test_round_show_leads_there_by_a_button(town, running):
    seen = await town.organiser.slash(town.channel, "round show")
    assert labels_of(shown(seen)) == ["Show the pairing", "Who met"]
    answer = await town.organiser.click(shown(seen).message, label="Who met")
    assert "introduced: **4**" in words_of(answer)
    assert len(await read_file(answer)) == 4


@pytest.mark.parametrize("command", ["show", "cancel", "create", "rehearse"])
async def test_moderator_to_whom_the_commands_are_shown_may_use_none_of_the_others(town, running, command):
    options = {"start": "2027-01-11"} if command == "create" else {}
    moderator = moderator_of(town)
    for each in await town.env.bot.tree.fetch_commands():
        town.guild.set_command_permissions(each, {moderator: True})
    answer = await moderator.slash(town.channel, f"round {command}", **options)
    assert "Only organisers can do this." in words_of(answer)


async def test_a_later_page_begins_there_and_is_for_moderators_alone(town, running):
    seen = await town.organiser.slash(town.channel, "round show")
    first = await town.organiser.click(shown(seen).message, label="Who met")
    turned = await press(SimpleNamespace(town=town, mallory=None), moderator_of(town), "round_partners:1:1")
    assert "introduced: **4**" in read(turned)
    assert read(turned).count("\n- ") == 1 < words_of(first).count("\n- ")
    refused = await press(SimpleNamespace(town=town, mallory=None), running.ana, "round_partners:1:1")
    assert read(refused).startswith("Only moderators can do this.")


async def test_before_the_start_there_is_nothing_to_see_and_after_the_end_how_it_stood(town):
    ana, ben = town.member("ana"), town.member("ben")
    await town.host()
    assert "No round has partners yet" in words_of(await town.organiser.slash(town.channel, "round partners"))
    await town.plan()
    for person, country in ((ana, "Kenya"), (ben, "Uganda")):
        await town.join(person, country=country)
    assert "No round has partners yet" in words_of(await town.organiser.slash(town.channel, "round partners"))
    await town.run(STARTED)
    assert "introduced: **2**" in words_of(await town.organiser.slash(town.channel, "round partners"))
    await town.run(OVER)
    said = words_of(await town.organiser.slash(town.channel, "round partners"))
    assert "The round is over." in said


def person(number, standing=Standing.MET, *needs, name=None, **more):
    position = Position(member_id=MemberId(number), standing=standing, ever_met=standing is Standing.MET, **more)
    return PersonView(name=f"P{number}" if name is None else name, position=position, needs=needs)


def view_of(*groups, wait_listed=0):
    positions = [each.position for group in groups for each in group.people]
    return PartnersView(
        round_id=RoundId(1), round_name="2026A", title="Library leadership", closed_at=None,
        figures=count_partners(positions), wait_listed=wait_listed, groups=groups,
    )  # fmt: skip


def pair_of(number, **more):
    two = (person(2 * number, pair_id=PairId(number), **more), person(2 * number + 1, pair_id=PairId(number), **more))
    return GroupView(people=two, thread_id=ChannelId(9_000 + number))


def ids_of(message):
    return [item.to_component_dict()["custom_id"] for row in message.rows for item in row]


def test_hundreds_are_turned_over_page_by_page_and_each_is_shown_once():
    view = view_of(*(pair_of(number) for number in range(1, 431)))
    first, found = 0, []
    for _ in range(100):
        message = write_partners(view, PEN, first=first)
        found += [line for line in message.embeds[0].description.splitlines() if line.startswith("- ")]
        following = [each for each in ids_of(message) if int(each.split(":")[2]) > first]
        if not following:
            break
        first = int(following[0].split(":")[2])
    assert len(found) == len(set(found)) == 430
    assert ids_of(message) == [f"round_partners:1:{first - PAGE}"]
    assert ids_of(write_partners(view, PEN, first=10**15)) == ["round_partners:1:414"]


def test_groups_of_eight_whose_names_are_all_marks_fit_a_message():
    needs = (Need.NOBODY, Need.LONG_SILENT, Need.OPEN_CASE, Need.UNREACHABLE, Need.WANTS_TO_STOP)
    groups = [
        GroupView(
            people=tuple(
                person(8 * row + place, Standing.SILENT, *needs, name="*" * 80, at=BEGINNING, pair_id=PairId(row + 1))
                for place in range(1, 9)
            ),
            thread_id=ChannelId(10**18),
        )
        for row in range(3)
    ]
    message = write_partners(view_of(*groups, wait_listed=12_345), PEN)
    assert len(message.embeds[0].description) <= DESCRIPTION_LIMIT
    assert "And 2 more." in message.embeds[0].description
    assert "on the wait-list: **12,345**" in message.embeds[0].description


def test_name_in_marks_is_text_in_the_list_and_no_formula_in_the_table():
    waiting = person(7, Standing.WAITING, Need.NOBODY, name=HARMFUL, at=BEGINNING)
    erased, away = (
        person(-5, Standing.LEFT, name="", at=BEGINNING),
        person(8, Standing.AWAY, name="=1+1", at=BEGINNING),
    )
    groups = (GroupView(people=(waiting,), thread_id=None), GroupView(people=(erased, away), thread_id=None))
    view = view_of(*groups)
    said = write_partners(view, PEN).embeds[0].description
    assert "\\*\\*\\@everyone\\*\\*" in said
    assert "\\](https\\://evil" in said
    assert "**Somebody** left since" in said
    assert "away until <t:" in said
    rows = list(csv.reader(io.StringIO(attach_partners(view).fp.read().decode("utf-8-sig"), newline="")))
    assert rows[1] == ["nobody", "waiting", "2026-01-01 00:00", "", HARMFUL, "m7", "", "no", "no"]
    assert rows[2][4:7] == ["", "", "'=1+1"]
    assert rows[3][:5] == ["", "away", "", "2026-01-01 00:00", "'=1+1"]
