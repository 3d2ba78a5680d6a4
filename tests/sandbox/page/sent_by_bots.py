"""What the bot can send: forms with every kind of part, commands, buttons."""

PARTS = [
    {"type": 18, "label": "Short", "component": {"type": 4, "style": 1, "custom_id": "short"}},
    {"type": 18, "label": "Long", "component": {"type": 4, "style": 2, "custom_id": "long", "required": False}},
    {
        "type": 18, "label": "One", "component": {
            "type": 21, "custom_id": "one",
            "options": [{"label": "Red", "value": "r"}, {"label": "Blue", "value": "b"}],
        },
    },
    {
        "type": 18, "label": "Some", "component": {
            "type": 3, "custom_id": "some", "min_values": 1, "max_values": 2, "required": False,
            "options": [{"label": name, "value": name[0].lower()} for name in ("Tea", "Milk", "Ice")],
        },
    },
    {"type": 18, "label": "Who", "component": {"type": 5, "custom_id": "who"}},
]  # fmt: skip
FORM = {"type": 9, "data": {"title": "All kinds", "custom_id": "form:1", "components": PARTS}}
MORE_PARTS = [
    {"type": 10, "content": "Please **read** this."},
    {
        "type": 18, "label": "Boxes", "component": {
            "type": 22, "custom_id": "boxes", "options": [{"label": "A", "value": "a"}, {"label": "B", "value": "b"}],
        },
    },
    {"type": 18, "label": "Agreed", "component": {"type": 23, "custom_id": "agreed"}},
    {"type": 18, "label": "A file", "component": {"type": 19, "custom_id": "file", "required": True}},
    {
        "type": 18, "label": "Colour", "component": {
            "type": 3, "custom_id": "colour",
            "options": [{"label": "Green", "value": "g"}, {"label": "Grey", "value": "y"}],
        },
    },
]  # fmt: skip
MORE_FORM = {"type": 9, "data": {"title": "More kinds", "custom_id": "form:2", "components": MORE_PARTS}}
THANKS = {"type": 4, "data": {"content": "Thank you", "flags": 64}}
COMMAND = {
    "type": 1, "name": "round", "description": "Rounds", "options": [{
        "type": 1, "name": "create", "description": "Plan a round", "options": [
            {"type": 3, "name": "start", "description": "On which day", "required": True},
            {"type": 3, "name": "program", "description": "Which program", "autocomplete": True},
            {"type": 7, "name": "where", "description": "Which channel", "channel_types": [0]},
            {"type": 4, "name": "places", "description": "How many", "choices": [{"name": "Ten", "value": 10}]},
            {"type": 5, "name": "silent", "description": "Whether nobody is told"},
        ],
    }],
}  # fmt: skip


def row(*buttons: dict[str, object]) -> dict[str, object]:
    return {"type": 1, "components": list(buttons)}


def button(label: str, custom_id: str, **more: object) -> dict[str, object]:
    return {"type": 2, "style": 1, "label": label, "custom_id": custom_id, **more}
