from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.errors import ApiError
from bot.sandbox.validation.commands import check_commands
from bot.sandbox.validation.forms import check_form
from bot.sandbox.validation.messages import check_message, refuse_empty


def button(number: int = 0, **keys: object) -> dict:
    return {"type": 2, "style": 1, "label": "x", "custom_id": f"id{number}", **keys}


def row(*inside: dict) -> dict:
    return {"type": 1, "components": list(inside)}


def select(count: int, **keys: object) -> dict:
    options = [{"label": str(n), "value": str(n)} for n in range(count)]
    return {"type": 3, "custom_id": "s", "options": options, **keys}


def label(component: dict, text: str = "A label", **keys: object) -> dict:
    return {"type": 18, "label": text, "component": component, **keys}


def text_input(**keys: object) -> dict:
    return {"type": 4, "custom_id": "t", "style": 1, **keys}


def form(*parts: dict, title: str = "A form") -> dict:
    return {"title": title, "custom_id": "f", "components": list(parts)}


def problems_of(check, *args: object, **keys: object) -> dict:
    with pytest.raises(ApiError) as refused:
        check(*args, **keys)
    assert (refused.value.status, refused.value.code) == (400, 50035)
    return refused.value.errors


EMBED_IN_PARTS = [{"title": "t", "description": "d" * 3500}, {"title": "t", "description": "d" * 2500}]
GOOD_MESSAGES = [
    {"content": "x" * 2000},
    {"embeds": [{"title": "t" * 256, "description": "d" * 4096}]},
    {"components": [row(*(button(n + 5 * m) for n in range(5))) for m in range(5)]},
    {"components": [row(button(style=5, custom_id=None, url="https://example.org"))]},
    {"components": [row(select(25, max_values=25, placeholder="p" * 150))]},
    {"allowed_mentions": {"parse": ["roles"], "users": ["1"]}, "content": "x"},
]
BAD_MESSAGES = [
    ({"content": "x" * 2001}, ("content",)),
    ({"embeds": [{"title": "t" * 257}]}, ("embeds", "0", "title")),
    ({"embeds": [{"description": "t" * 4097}]}, ("embeds", "0", "description")),
    ({"embeds": [{"fields": [{"name": "n", "value": "v"}] * 26}]}, ("embeds", "0", "fields")),
    ({"embeds": [{"fields": [{"name": "", "value": "v"}]}]}, ("embeds", "0", "fields", "0", "name")),
    ({"embeds": [{}]}, ("embeds", "0", "description")),
    ({"embeds": [{"title": "x", "url": "javascript:alert(1)"}]}, ("embeds", "0", "url")),
    ({"embeds": EMBED_IN_PARTS}, ("embeds",)),
    ({"embeds": [{"title": "x"}] * 11}, ("embeds",)),
    ({"components": [row(button(n)) for n in range(6)]}, ("components",)),
    ({"components": [row(*(button(n) for n in range(6)))]}, ("components", "0", "components")),
    ({"components": [row(button(), button())]}, ("components",)),
    ({"components": [row(button(label="l" * 81))]}, ("components", "0", "components", "0", "label")),
    ({"components": [row(button(custom_id="c" * 101))]}, ("components", "0", "components", "0", "custom_id")),
    ({"components": [row(button(style=5, url="javascript:x"))]}, ("components", "0", "components", "0", "url")),
    ({"components": [row(select(26))]}, ("components", "0", "components", "0", "options")),
    ({"components": [row(select(2), button())]}, ("components", "0", "components")),
    ({"components": [{"type": 10, "content": "x"}]}, ("components", "0", "type")),
    ({"nonce": "n" * 26}, ("nonce",)),
    ({"allowed_mentions": {"parse": ["users"], "users": ["1"]}}, ("allowed_mentions",)),
    ({"allowed_mentions": {"parse": ["all"]}}, ("allowed_mentions", "parse", "0")),
]


@pytest.mark.parametrize("body", GOOD_MESSAGES)
def test_message_at_its_limits_passes(body):
    check_message(body, file_count=10, is_v2=False)


@pytest.mark.parametrize(("body", "path"), BAD_MESSAGES)
def test_message_beyond_a_limit_names_the_place(body, path):
    tree = problems_of(check_message, body, file_count=0, is_v2=False)
    for key in path:
        tree = tree[key]
    assert tree["_errors"][0]["code"]


@given(st.integers(min_value=0, max_value=2100))
def test_content_passes_up_to_2000_characters_and_no_further(length):
    body = {"content": "x" * length}
    if length <= 2000:
        check_message(body, file_count=0, is_v2=False)
    else:
        assert "content" in problems_of(check_message, body, file_count=0, is_v2=False)


@pytest.mark.parametrize("content", ["", "  \n"])
def test_message_that_shows_nothing_is_empty(content):
    with pytest.raises(ApiError) as empty:
        refuse_empty(content, [], [], [])
    assert empty.value.code == 50006
    refuse_empty(content, [], [row(button())], [])


def test_layout_message_holds_its_own_limits():
    texts = [{"type": 10, "content": "x" * 1000}] * 4
    inside = {"type": 17, "components": [*texts, row(button())]}
    check_message({"components": [inside]}, file_count=0, is_v2=True)

    too_long = {"components": [*texts, {"type": 10, "content": "x"}]}
    too_many = {"components": [{"type": 10, "content": "x"}] * 41}
    for body in (too_long, too_many, {"components": []}):
        assert "components" in problems_of(check_message, body, file_count=0, is_v2=True)
    beside = problems_of(check_message, {"content": "x", "components": texts[:1]}, file_count=0, is_v2=True)
    assert "content" in beside


@pytest.mark.parametrize(
    ("component", "path"),
    [
        ({"type": 17, "components": []}, ("components",)),
        ({"type": 17, "components": [{"type": 17, "components": []}]}, ("components", "0", "type")),
        ({"type": 17, "components": [{"type": 14, "spacing": 3}]}, ("components", "0", "spacing")),
        ({"type": 9, "components": [{"type": 10, "content": "x"}]}, ("accessory", "type")),
        (
            {"type": 9, "components": [{"type": 14}], "accessory": button()},
            ("components", "0", "type"),
        ),
        ({"type": 12, "items": []}, ("items",)),
        ({"type": 12, "items": [{"media": {"url": "ftp://x"}}]}, ("items", "0", "media", "url")),
        (
            {"type": 12, "items": [{"media": {"url": "attachment://a.png"}, "description": "d" * 1_025}]},
            ("items", "0", "description"),
        ),
        ({"type": 13, "file": {"url": "https://example.org/a.txt"}}, ("file", "url")),
    ],
)
def test_part_of_a_layout_beyond_a_limit_names_the_place(component, path):
    tree = problems_of(check_message, {"components": [component]}, file_count=0, is_v2=True)["components"]["0"]
    for key in path:
        tree = tree[key]
    assert tree["_errors"]


def test_description_of_a_file_has_a_limit():
    body = {"content": "x", "attachments": [{"id": 0, "description": "d" * 1_025}]}
    assert "attachments" in problems_of(check_message, body, file_count=1, is_v2=False)


GROUP = {"custom_id": "g", "options": [{"label": str(n), "value": str(n)} for n in range(2)]}
LONG_GROUP = {"custom_id": "g", "options": [{"label": str(n), "value": str(n)} for n in range(11)]}


@pytest.mark.parametrize(
    "body",
    [
        form(label(text_input(max_length=4000, value="v")), title="t" * 45),
        form(
            label({"type": 21, **GROUP}), label({"type": 23, "custom_id": "c"}, "b"), {"type": 10, "content": "words"}
        ),
        form(label({"type": 22, **GROUP}), label({"type": 5, "custom_id": "u"}), label({"type": 19, "custom_id": "f"})),
        form({"type": 1, "components": [text_input(label="old way")]}),
    ],
)
def test_form_within_its_limits_passes(body):
    check_form(body)


@pytest.mark.parametrize(
    "body",
    [
        form(label(text_input()), title="t" * 46),
        form(),
        form(*(label(text_input(custom_id=str(n))) for n in range(6))),
        form(label(text_input(), text="l" * 46)),
        form(label(text_input(), description="d" * 101)),
        form(label(text_input(value="v" * 4001))),
        form(label(text_input(value="long", max_length=3))),
        form(label(text_input()), label(text_input())),
        form(label({"type": 21, **LONG_GROUP})),
        form(label({"type": 21, "custom_id": "r", "options": GROUP["options"][:1]})),
        form(label({"type": 22, **LONG_GROUP})),
        form(label(select(26))),
        form(label(select(2, disabled=True))),
        form(label(button())),
        form(row(button())),
    ],
)
def test_form_beyond_a_limit_is_refused(body):
    assert "data" in problems_of(check_form, body)


@pytest.mark.parametrize(
    "commands",
    [
        [{"name": "Upper", "description": "d"}],
        [{"name": "two words", "description": "d"}],
        [{"name": "x", "description": ""}],
        [{"name": "x", "description": "d" * 101}],
        [{"name": "x", "description": "d"}, {"name": "x", "description": "e"}],
        [{"name": "x", "description": "d", "options": [{"name": "o", "description": "d", "type": 3}] * 26}],
        [{"name": "x", "description": "d", "name_localizations": {"de": "n" * 33}}],
    ],
)
def test_command_beyond_a_limit_is_refused(commands):
    problems_of(check_commands, commands)


def test_required_option_behind_an_optional_one_is_refused():
    options = [
        {"name": "a", "description": "d", "type": 3},
        {"name": "b", "description": "d", "type": 3, "required": True},
    ]
    tree = problems_of(check_commands, [{"name": "x", "description": "d", "options": options}])
    assert "1" in tree["0"]["options"]
