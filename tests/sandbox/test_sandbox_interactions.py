from __future__ import annotations

import asyncio
import re

import discord
import pytest
from discord import app_commands

from bot.sandbox import AnswerKind, RefusedActError, UnsettledError


class CountButton(discord.ui.DynamicItem[discord.ui.Button], template=r"count:(?P<number>\d+)"):
    def __init__(self, number: int) -> None:
        super().__init__(discord.ui.Button(label=f"Count {number}", custom_id=f"count:{number}"))
        self.number = number

    @classmethod
    async def from_custom_id(cls, interaction: discord.Interaction, item: discord.ui.Button, match: re.Match[str]):
        return cls(int(match["number"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        view = discord.ui.View(timeout=None)
        view.add_item(CountButton(self.number + 1))
        await interaction.response.edit_message(content=f"counted to {self.number + 1}", view=view)


class JoinForm(discord.ui.Modal, title="Join the round"):
    country = discord.ui.Label(text="Country", component=discord.ui.TextInput(min_length=2, max_length=30))
    languages = discord.ui.Label(
        text="Languages",
        component=discord.ui.Select(
            options=[
                discord.SelectOption(label="English", value="en"),
                discord.SelectOption(label="Yoruba", value="yo"),
            ],
            max_values=2,
        ),
    )
    consent = discord.ui.Label(
        text="My words",
        component=discord.ui.RadioGroup(
            options=[
                discord.RadioGroupOption(label="Count only", value="count"),
                discord.RadioGroupOption(label="With my name", value="name"),
            ]
        ),
    )
    buddy = discord.ui.Label(text="Buddy", component=discord.ui.UserSelect(required=False))
    topics = discord.ui.Label(
        text="Topics",
        component=discord.ui.CheckboxGroup(
            options=[
                discord.CheckboxGroupOption(label="Archives", value="a"),
                discord.CheckboxGroupOption(label="Books", value="b"),
            ],
            required=False,
        ),
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        buddies = ",".join(user.display_name for user in self.buddy.component.values)
        words = (
            f"{self.country.component.value}|{'+'.join(self.languages.component.values)}|{self.consent.component.value}"
        )
        topics = "+".join(self.topics.component.values)
        await interaction.response.send_message(f"{words}|{buddies}|{topics}", ephemeral=True)


class Panel(discord.ui.View):
    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.button(label="Join", custom_id="panel:join")
    async def join(self, interaction: discord.Interaction, button: discord.ui.Button) -> None:
        await interaction.response.send_modal(JoinForm())

    @discord.ui.button(label="Later", custom_id="panel:later", disabled=True)
    async def later(self, interaction: discord.Interaction, button: discord.ui.Button) -> None:
        raise AssertionError("never reached")

    @discord.ui.select(
        placeholder="Pick a zone",
        custom_id="panel:zone",
        options=[
            discord.SelectOption(label="Lagos", value="Africa/Lagos"),
            discord.SelectOption(label="Accra", value="Africa/Accra"),
        ],
    )
    async def zone(self, interaction: discord.Interaction, select: discord.ui.Select) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content=f"zone {select.values[0]}")


def prepare(bot) -> None:
    group = app_commands.Group(
        name="round", description="Rounds", default_permissions=discord.Permissions(manage_guild=True)
    )

    @group.command(name="create", description="Make a round")
    async def create(
        interaction: discord.Interaction,
        name: str,
        size: app_commands.Range[int, 1, 9],
        partner: discord.Member | None = None,
    ) -> None:
        await interaction.response.defer(ephemeral=True)
        await interaction.followup.send(f"{name} {size} {partner and partner.display_name}")
        await interaction.followup.send("and more", ephemeral=True)

    @create.autocomplete("name")
    async def names(interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=f"{current} round", value=current)]

    @bot.tree.command(name="upload", description="Take a file")
    async def upload(interaction: discord.Interaction, file: discord.Attachment) -> None:
        await interaction.response.send_message((await file.read()).decode())

    @bot.tree.command(name="silent", description="Never answers")
    async def silent(interaction: discord.Interaction) -> None:
        await asyncio.sleep(0)

    @bot.tree.command(name="stuck", description="Defers and forgets")
    async def stuck(interaction: discord.Interaction) -> None:
        await interaction.response.defer()

    @bot.tree.context_menu(name="Quote")
    async def quote(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"quoted {message.content}")

    bot.tree.add_command(group)
    bot.add_dynamic_items(CountButton)
    bot.add_view(Panel())


@pytest.fixture
async def bot(sandbox, connect):
    client = await connect(sandbox, prepare=prepare)
    await client.tree.sync()
    return client


async def post_panel(bot, sandbox, view: discord.ui.View):
    sent = await bot.get_channel(sandbox.general.id).send("the panel", view=view)
    return sandbox.general.messages[sent.id]


async def test_synced_commands_are_there_with_their_options(sandbox, bot):
    names = {command.name for command in await bot.tree.fetch_commands()}
    assert names == {"round", "upload", "silent", "stuck", "Quote"}


async def test_command_that_defers_is_settled_by_its_follow_up(sandbox, bot):
    amara = await sandbox.join(None, "Amara Okafor")
    answer = await sandbox.owner.command("round create", sandbox.general, name="2016A", size=3, partner=amara)

    assert answer.kind is AnswerKind.DEFERRED
    await answer.settled()
    assert answer.message.content == "2016A 3 Amara Okafor"
    assert answer.message.only_for == sandbox.owner.id
    assert answer.message in sandbox.owner.sees(sandbox.general)
    assert answer.message not in amara.sees(sandbox.general)


async def test_command_is_hidden_from_those_without_its_permission(sandbox, bot):
    amara = await sandbox.join(None, "Amara Okafor")
    with pytest.raises(RefusedActError, match="does not see /round"):
        await amara.command("round create", sandbox.general, name="x", size=1)


@pytest.mark.parametrize(
    "options",
    [{"name": "x"}, {"name": "x", "size": 10}, {"name": "x", "size": "3"}, {"name": "x", "size": 3, "colour": 1}],
)
async def test_command_with_a_wrong_option_is_refused_by_the_client(sandbox, bot, options):
    with pytest.raises(RefusedActError):
        await sandbox.owner.command("round create", sandbox.general, **options)


async def test_suggestions_come_from_the_bot(sandbox, bot):
    choices = await sandbox.owner.suggestions("round create", sandbox.general, "name", name="2016")
    assert choices == [{"name": "2016 round", "value": "2016"}]


async def test_file_given_to_a_command_can_be_read(sandbox, bot):
    answer = await sandbox.owner.command("upload", sandbox.general, file=("roster.csv", "Zoë".encode()))
    assert answer.message.content == "Zoë"
    assert answer.message.only_for is None


async def test_context_menu_gets_the_message(sandbox, bot):
    said = await sandbox.owner.say(sandbox.general, "a wise word")
    answer = await sandbox.owner.menu("Quote", said)
    assert answer.text == "quoted a wise word"


async def test_dynamic_button_updates_its_message_twice(sandbox, bot):
    view = discord.ui.View(timeout=None)
    view.add_item(CountButton(1))
    message = await post_panel(bot, sandbox, view)

    first = await sandbox.owner.press(message, "Count 1")
    await sandbox.owner.press(message, "count:")

    assert first.kind is AnswerKind.UPDATE
    assert message.content == "counted to 3"
    assert message.edited_at is not None


async def test_button_that_is_gone_disabled_or_unknown_is_refused(sandbox, bot):
    message = await post_panel(bot, sandbox, Panel())
    for label in ("Later", "Nowhere"):
        with pytest.raises(RefusedActError):
            await sandbox.owner.press(message, label)
    sandbox.trouble.delete_message(message)
    with pytest.raises(RefusedActError):
        await sandbox.owner.press(message, "Join")


async def test_form_carries_every_kind_of_part(sandbox, bot):
    bela = await sandbox.join(None, "Béla Nagy", locale="hu")
    message = await post_panel(bot, sandbox, Panel())
    opened = await bela.press(message, "Join")

    assert opened.kind is AnswerKind.FORM
    values = {
        "Country": "Hungary",
        "Languages": ["English", "yo"],
        "My words": "With my name",
        "Buddy": bela,
        "Topics": ["Books"],
    }
    answer = await bela.submit(opened.form, values)

    assert answer.message.content == "Hungary|en+yo|name|Béla Nagy|b"
    assert answer.message.only_for == bela.id


@pytest.mark.parametrize(
    "values",
    [
        {"Languages": ["English"], "My words": "count"},
        {"Country": "x", "Languages": ["English"], "My words": "count"},
        {"Country": "Mali", "Languages": ["Latin"], "My words": "count"},
        {"Country": "Mali", "Languages": [], "My words": "count"},
        {"Country": "Mali", "Languages": ["English"]},
        {"Country": "Mali", "Languages": ["English"], "My words": "count", "Shoe size": "44"},
    ],
)
async def test_form_that_the_client_would_not_send_is_refused(sandbox, bot, values):
    message = await post_panel(bot, sandbox, Panel())
    opened = await sandbox.owner.press(message, "Join")
    with pytest.raises(RefusedActError):
        await sandbox.owner.submit(opened.form, values)


async def test_select_with_a_deferred_update_is_settled_by_the_edit(sandbox, bot):
    message = await post_panel(bot, sandbox, Panel())
    answer = await sandbox.owner.choose(message, "Pick a zone", ["Lagos"])
    await answer.settled()
    assert message.content == "zone Africa/Lagos"


async def test_silence_is_read_as_a_failed_interaction(sandbox, bot):
    impatient = type(sandbox.owner)(sandbox.world, sandbox.owner.user, answer_within=0.05)
    answer = await impatient.command("silent", sandbox.general)
    assert answer.kind is AnswerKind.NOTHING


async def test_deferred_answer_that_never_comes_raises(sandbox, bot):
    answer = await sandbox.owner.command("stuck", sandbox.general)
    assert answer.message.is_loading
    with pytest.raises(UnsettledError):
        await answer.settled(timeout=0.05)


async def test_button_in_a_dm_works_without_a_guild(sandbox, bot):
    amara = await sandbox.join(None, "Amara Okafor")
    view = discord.ui.View(timeout=None)
    view.add_item(CountButton(5))
    await (await bot.fetch_user(amara.id)).send("hello", view=view)

    answer = await amara.press(amara.dms[0], "Count 5")

    assert answer.kind is AnswerKind.UPDATE
    assert amara.dms[0].content == "counted to 6"


async def test_late_answer_is_an_unknown_interaction(sandbox, connect):
    refused: list[discord.HTTPException] = []

    def answer_twice(bot) -> None:
        @bot.tree.command(name="twice", description="Answers too often")
        async def twice(interaction: discord.Interaction) -> None:
            await interaction.response.send_message("once")
            interaction.response._response_type = None
            try:
                await interaction.response.send_message("twice")
            except discord.HTTPException as error:
                refused.append(error)
            bot.news.set()

    bot = await connect(sandbox, prepare=answer_twice)
    await bot.tree.sync()
    await sandbox.owner.command("twice", sandbox.general)
    await bot.until(lambda: bool(refused))
    assert refused[0].code == 40060
