import re

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.frontend.buttons import button
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
    assert parse(f"join:{2**63 - 1}").number(0) == 2**63 - 1


@pytest.mark.parametrize("written", ["seven", "-7", "+7", "1_0", "٧", "７", "0x7", "7.0", str(2**63), "9" * 90])
def test_argument_that_is_no_number_of_ours_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="no number of ours"):
        parse(f"join:{written}").number(0)


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
