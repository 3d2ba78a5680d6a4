import re
from typing import Any

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.frontend.buttons import Pressed, button
from bot.frontend.custom_ids import TEMPLATE, Parsed, build, parse

VERBS = st.from_regex(r"[a-z][a-z_]{0,15}", fullmatch=True)
ARGS = st.lists(
    st.integers(-(2**31), 2**31).map(str) | st.from_regex(r"[A-Za-z0-9_.-]{1,10}", fullmatch=True), max_size=4
)
TOKENS = st.none() | st.from_regex(r"[A-Za-z0-9_-]{1,25}", fullmatch=True)


@given(VERBS, ARGS, TOKENS)
def test_custom_id_gives_back_its_parts(verb: str, args: list[str], token: str | None) -> None:
    custom_id = build(verb, *args, token=token)
    assert parse(custom_id) == Parsed(verb=verb, args=tuple(args), token=token)
    assert re.fullmatch(TEMPLATE, custom_id)


@given(st.text(max_size=120))
def test_any_text_is_parsed_or_refused(text: str) -> None:
    try:
        parsed = parse(text)
    except ValueError:
        return
    assert build(parsed.verb, *parsed.args, token=parsed.token) == text or len(text) > 100


@pytest.mark.parametrize("args", [("a:b",), ("a~b",), ("",), ("a b",), ("x" * 96,)])
def test_part_that_would_not_come_back_is_refused(args: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="no custom id"):
        build("join", *args)


def test_largest_ids_of_a_database_fit() -> None:
    assert len(build("checkin", 2**31, 2**31, 2**31, "elsewhere", token="t" * 25)) <= 100


@pytest.mark.parametrize("place", [-1, 1])
def test_argument_that_is_not_there_is_refused(place: int) -> None:
    with pytest.raises(ValueError, match="no argument"):
        parse("join:7").number(place)


def test_argument_is_read_as_a_number() -> None:
    assert parse("join:7").number(0) == 7
    with pytest.raises(ValueError, match="invalid literal"):
        parse("join:seven").number(0)


class Desk(discord.Client):
    """A client that notes what was pressed."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.none())
        self.pressed = list[Parsed]()

    async def dispatch_pressed(self, interaction: discord.Interaction[Any], pressed: Parsed) -> None:
        self.pressed.append(pressed)


class Press:
    """As much of an interaction as a callback looks at."""

    def __init__(self, client: Desk) -> None:
        self.client = client


@pytest.mark.parametrize("kind", [discord.ui.Button, discord.ui.Select])
async def test_press_of_a_rebuilt_item_reaches_the_client(kind: type[discord.ui.Item[Any]]) -> None:
    custom_id = build("reply", 7, 3, token="abc")
    match = TEMPLATE.fullmatch(custom_id)
    assert match
    item: Any = kind(custom_id=custom_id)  # type: ignore[call-arg]
    desk = Desk()
    press: Any = Press(desk)
    rebuilt = await Pressed.from_custom_id(press, item, match)
    await rebuilt.callback(press)
    assert desk.pressed == [Parsed(verb="reply", args=("7", "3"), token="abc")]


def test_button_says_its_label_and_carries_its_state() -> None:
    shown = button("join", 7, label="J" * 90, style=discord.ButtonStyle.primary, token="abc", disabled=True, emoji="👋")
    assert shown.to_component_dict() == {
        "type": 2,
        "style": 1,
        "label": "J" * 80,
        "disabled": True,
        "custom_id": "join:7~abc",
        "emoji": {"name": "👋", "id": None},
    } | {key: value for key, value in shown.to_component_dict().items() if key == "id"}
